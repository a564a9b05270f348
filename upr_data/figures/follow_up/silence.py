"""Silence: how long after a review nobody says a word, and how old the last word is.

The time runs from the first day of the session to the first dated word by anyone (its own day, or
the day its evidence reaches), at any milestone; where there is none, to the day of the data. Words
without any date say nothing of time: recommendations that have only such are left out, and
counted. A selection of assessor types counts their words alone.
"""

from datetime import date
from typing import Final

import polars as pl

from upr_data.domain.calendar import SESSIONS
from upr_data.figures.follow_up.as_of import last_day
from upr_data.figures.follow_up.units import numbers
from upr_data.figures.record.survival import kaplan_meier
from upr_data.figures.records import Records
from upr_data.model import Col, Fig
from upr_data.selection.filters import Filters

_SAID_ON = pl.coalesce(Col.ASSESSED_ON, Col.EVIDENCE_UNTIL)
_DAY_OF_MONTH = 15
"""Where only the month of a session is known, its middle."""


def silences(records: Records, filters: Filters) -> pl.DataFrame:
    """Each recommendation of a selection whose review had begun by the day of the data.

    Columns: `recommendation_id`, `session`; `first_word_on`, `last_word_on`: null where nobody
    spoke, or only without a date; `is_silent`: nobody spoke; `months_silent`: whole months from the
    review to the first word or, where there is none, to the day of the data; null where words have
    no date; `months_since_last`: from the last word to that day, null where there is none. The
    longest silent come first, then by id.
    """
    return (
        _timed(records, filters)
        .lazy()
        .join(records.index, on=Col.RECOMMENDATION_INDEX)
        .unique(Col.RECOMMENDATION_ID)
        .select(
            Col.RECOMMENDATION_ID,
            Col.SESSION,
            Fig.FIRST_WORD_ON,
            Fig.LAST_WORD_ON,
            Fig.IS_SILENT,
            Fig.MONTHS_SILENT,
            Fig.MONTHS_SINCE_LAST,
        )
        .sort(
            [Fig.IS_SILENT, Fig.MONTHS_SILENT, Col.RECOMMENDATION_ID],
            descending=[True, True, False],
            nulls_last=True,
        )
        .collect()
    )


def silence_curve(records: Records, filters: Filters) -> pl.DataFrame:
    """The share still without a word, by months since the review; in the selection's unit.

    Kaplan–Meier, so that reviews too recent to have been spoken of count for as long as they are
    watched. Columns: `month`, from 0 on; `n_at_risk`: without a word at its start and watched that
    long (the denominator); `n_spoken`: first words in it; `n_censored`: watched no longer;
    `silent_share`: still silent at its end; `n_undated`: left out, as their words have no date, the
    same on every line. Empty where nothing is watched.
    """
    timed = _timed(records, filters)
    known = timed.drop_nulls(Fig.MONTHS_SILENT)
    months, is_silent = known[Fig.MONTHS_SILENT], known[Fig.IS_SILENT]
    curve = kaplan_meier(months.to_numpy(), (~is_silent).to_numpy())
    last = months.max()
    every = pl.Series(Fig.MONTH, range(int(last) + 1) if isinstance(last, int) else [], pl.Int64)
    leaving = known.group_by(pl.col(Fig.MONTHS_SILENT).alias(Fig.MONTH)).agg(
        (~pl.col(Fig.IS_SILENT)).sum().cast(pl.Int64).alias(Fig.N_SPOKEN),
        pl.col(Fig.IS_SILENT).sum().cast(pl.Int64).alias(Fig.N_CENSORED),
    )
    gone = pl.col(Fig.N_SPOKEN) + pl.col(Fig.N_CENSORED)
    steps = curve.steps.select(
        pl.col("years").cast(pl.Int64).alias(Fig.MONTH),
        (1 - pl.col("share")).alias(Fig.SILENT_SHARE),
    ).unique(Fig.MONTH, keep="last", maintain_order=True)
    return (
        every.to_frame()
        .join(leaving, on=Fig.MONTH, how="left", maintain_order="left")
        .with_columns(pl.col(Fig.N_SPOKEN, Fig.N_CENSORED).fill_null(0))
        .with_columns((known.height - gone.cum_sum() + gone).alias(Fig.N_AT_RISK))
        .join_asof(steps, on=Fig.MONTH)
        .with_columns(pl.lit(timed.height - known.height, pl.Int64).alias(Fig.N_UNDATED))
        .select(
            Fig.MONTH, Fig.N_AT_RISK, Fig.N_SPOKEN, Fig.N_CENSORED, Fig.SILENT_SHARE, Fig.N_UNDATED
        )
    )  # fmt: skip


def _timed(records: Records, filters: Filters) -> pl.DataFrame:
    """The selection's units whose review had begun, with first and last word, and months."""
    every: pl.DataFrame = records.memo_of(filters.assessors).recall(
        ("silence", filters.assessors), lambda: _of_all(records, filters)
    )
    return every[numbers(records, filters)].filter(pl.col(_HAD_BEGUN))


def _of_all(records: Records, filters: Filters) -> pl.DataFrame:
    """The same of every recommendation, in the order of their numbers."""
    day = last_day(records.snapshot)
    words = records.words
    if filters.assessors:
        kinds = [one and str(one) for one in filters.assessors]
        kind = pl.col(Col.ASSESSOR_TYPE).cast(pl.String)
        words = words.filter(kind.is_in(kinds, nulls_equal=True))
    said = (
        words.join(records.index, on=Col.RECOMMENDATION_ID)
        .group_by(Col.RECOMMENDATION_INDEX)
        .agg(
            _SAID_ON.min().alias(Fig.FIRST_WORD_ON),
            _SAID_ON.max().alias(Fig.LAST_WORD_ON),
        )
        .with_columns(is_spoken=pl.lit(value=True))
    )
    first = pl.col(Col.SESSION).first()
    sessions = records.by_recommendation.group_by(Col.RECOMMENDATION_INDEX).agg(first)
    starts = pl.col("starts")
    is_silent = pl.col("is_spoken").is_null()
    until = pl.when(is_silent).then(pl.lit(day)).otherwise(pl.col(Fig.FIRST_WORD_ON))
    return (
        sessions.sort(Col.RECOMMENDATION_INDEX)
        .join(_starts().lazy(), on=Col.SESSION, how="left", maintain_order="left")
        .join(said, on=Col.RECOMMENDATION_INDEX, how="left", maintain_order="left")
        .select(
            Col.RECOMMENDATION_INDEX,
            Col.SESSION,
            Fig.FIRST_WORD_ON,
            Fig.LAST_WORD_ON,
            (starts <= day).fill_null(value=False).alias(_HAD_BEGUN),
            is_silent.alias(Fig.IS_SILENT),
            _months(starts, until).clip(lower_bound=0).alias(Fig.MONTHS_SILENT),
            _months(pl.col(Fig.LAST_WORD_ON), pl.lit(day)).alias(Fig.MONTHS_SINCE_LAST),
        )
        .collect()
    )


_HAD_BEGUN: Final = "had_begun"


def _starts() -> pl.DataFrame:
    """The first day of each session."""
    days = [
        date.fromisoformat(one.starts if len(one.starts) > 7 else f"{one.starts}-{_DAY_OF_MONTH}")  # noqa: PLR2004
        for one in SESSIONS.values()
    ]
    return pl.DataFrame(
        {Col.SESSION: list(SESSIONS), "starts": days}, schema_overrides={Col.SESSION: pl.UInt8}
    )


def _months(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """Whole months from one day to the other."""
    apart = (other.dt.year() - one.dt.year()) * 12 + (
        other.dt.month().cast(pl.Int32) - one.dt.month().cast(pl.Int32)
    )
    is_short = other.dt.day() < one.dt.day()
    return (apart - is_short.cast(pl.Int32)).cast(pl.Int64)
