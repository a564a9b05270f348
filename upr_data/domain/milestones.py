"""The days at which the public record is looked at: of each review, its mid-term and the next."""

from datetime import date
from typing import Final

import polars as pl

from upr_data.domain.calendar import SESSIONS
from upr_data.model import Col

MID_TERM_AFTER: Final = "30mo"
"""Mid-term: two and a half years after the last day of the review's session."""

REVIEWED_ON: Final = "reviewed_on"
MID_TERM_ON: Final = "mid_term_on"
NEXT_REVIEW_ON: Final = "next_review_on"


def review_days(reviews: pl.DataFrame) -> pl.DataFrame:
    """Each review with the last day of its session, its mid-term, and when the next review ends.

    `reviews` is that table of a snapshot. The next review is that of the State's next cycle; null
    where the calendar has none. Of a session known by month alone it is the first of the month.
    """
    days = pl.DataFrame(
        {"session": list(SESSIONS), "day": [_last_day(one.ends) for one in SESSIONS.values()]},
        schema={"session": pl.UInt8, "day": pl.Date},
    )
    dated = (
        reviews.select(Col.STATE_UNDER_REVIEW, Col.CYCLE, Col.SESSION)
        .drop_nulls()
        .join(days, on=Col.SESSION, how="left")
        .rename({"day": REVIEWED_ON})
    )
    following = dated.select(
        Col.STATE_UNDER_REVIEW,
        (pl.col(Col.CYCLE) - 1).alias(Col.CYCLE),
        pl.col(REVIEWED_ON).alias(NEXT_REVIEW_ON),
    )
    return (
        dated.with_columns(pl.col(REVIEWED_ON).dt.offset_by(MID_TERM_AFTER).alias(MID_TERM_ON))
        .join(following, on=[Col.STATE_UNDER_REVIEW, Col.CYCLE], how="left")
        .sort(Col.STATE_UNDER_REVIEW, Col.CYCLE)
    )


def _last_day(text: str) -> date:
    """An ISO date, or the first of a month where only the month is known."""
    return date.fromisoformat(text if len(text) > len("2026-11") else f"{text}-01")
