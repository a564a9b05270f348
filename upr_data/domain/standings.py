"""What the register says of States and treaties around a review: party, signed, joined since.

The one place where days of the register are held against days of reviews: outcomes of single asks
and all counts are made from it.
"""

from typing import Final

import polars as pl

from upr_data.domain.milestones import MID_TERM_ON, NEXT_REVIEW_ON, REVIEWED_ON
from upr_data.domain.treaties import PAIR, Register, coverage, first_after, parties_on
from upr_data.model import Col, RecordAction, RecordMilestone

JOINED_ON: Final = "joined_on"
SIGNED_ON: Final = "signed_on"
IS_COVERED: Final = "is_covered"
WAS_PARTY: Final = "was_party"
HAD_SIGNED: Final = "had_signed"

MILESTONE_DAYS: Final = {
    RecordMilestone.MID_TERM: MID_TERM_ON,
    RecordMilestone.NEXT_REVIEW: NEXT_REVIEW_ON,
    RecordMilestone.TO_DATE: Col.COVERED_UNTIL,
}


def standing(milestone: RecordMilestone) -> str:
    """The column with what stands at a milestone: joined, signed, waiting or not_covered."""
    return f"standing_{milestone}"


def standings(units: pl.DataFrame, held: Register) -> pl.DataFrame:
    """Units with what the register says of each, in their order.

    `units` has `state`, `instrument` and the days of `review_days`. Added: `covered_until`;
    `is_covered`, whether the register knows of the last day of the review; `was_party` and
    `had_signed` on that day; `joined_on` and `signed_on`, the first such act after it; and for
    each milestone its `standing_…`: joined (party on that day, not withdrawn), signed (newly,
    since the review), waiting, or not_covered. Null where the unit was not open at the review.
    """
    rows = coverage(held, units)
    rows = parties_on(held, rows, REVIEWED_ON, WAS_PARTY)
    rows = first_after(held, rows, REVIEWED_ON, RecordAction.JOINING, JOINED_ON)
    rows = first_after(held, rows, REVIEWED_ON, RecordAction.SIGNATURE, SIGNED_ON)
    rows = rows.with_columns(
        (pl.col(Col.COVERED_UNTIL) >= pl.col(REVIEWED_ON)).fill_null(value=False).alias(IS_COVERED),
        _had_signed(held, rows),
    )
    is_open = pl.col(IS_COVERED) & ~pl.col(WAS_PARTY)
    for milestone, day in MILESTONE_DAYS.items():
        rows = parties_on(held, rows, day, "is_party").with_columns(
            pl.when(is_open).then(_standing(day)).alias(standing(milestone))
        )
        rows = rows.drop("is_party")
    return rows


def _standing(day: str) -> pl.Expr:
    covered = (pl.col(day) <= pl.col(Col.COVERED_UNTIL)).fill_null(value=False)
    return (
        pl.when(~covered)
        .then(pl.lit("not_covered"))
        .when(pl.col("is_party"))
        .then(pl.lit("joined"))
        .when(pl.col(SIGNED_ON) <= pl.col(day))
        .then(pl.lit("signed"))
        .otherwise(pl.lit("waiting"))
    )


def _had_signed(held: Register, rows: pl.DataFrame) -> pl.Series:
    first = (
        held.facts.filter(pl.col(Col.RECORD_ACTION) == RecordAction.SIGNATURE.value)
        .group_by(*PAIR)
        .agg(pl.col(Col.HAPPENED_ON).min().alias("first"))
    )
    joined = rows.select(*PAIR, REVIEWED_ON).join(
        first, on=list(PAIR), how="left", maintain_order="left"
    )
    signed = (pl.col("first") <= pl.col(REVIEWED_ON)).fill_null(value=False)
    return joined.select(signed.alias(HAD_SIGNED)).to_series()
