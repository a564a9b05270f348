"""Levels of single asks to do it, and sums over them: what the register alone says, apart."""

from typing import Final

import polars as pl

from upr_data.domain.outcomes import levels
from upr_data.figures.records import Records
from upr_data.figures.selected import selected_rows
from upr_data.model import Col, RecordMilestone, Status, Table
from upr_data.selection.filters import Filters

N_LEVELS: Final = "n_recommendations"
_COUNTS: Final = {
    "n_fully": Status.FULLY,
    "n_partially": Status.PARTIALLY,
    "n_not": Status.NOT_IMPLEMENTED,
}


def level_of_each(records: Records) -> pl.DataFrame:
    """A level per recommendation and milestone that asks to do something a register dates.

    `n_done` of `n_open` instruments ("2 of 3"), their `mean`, and the `status` by the thresholds
    of the IRI. Never an assessor's word: it is in no IRI, coverage or triggered action.
    """

    def make() -> pl.DataFrame:
        outcomes = records.snapshot.scan(Table.RECORD_OUTCOMES).collect()
        made = levels(outcomes, records.snapshot.scan(Table.RECORD_ASKS).collect())
        return made.with_columns(pl.col(Col.MILESTONE, Col.STATUS).cast(pl.String))

    made: pl.DataFrame = records.lasting.recall(("record", "levels"), make)
    return made


def level_counts(records: Records, filters: Filters) -> pl.DataFrame:
    """By milestone, how many recommendations of a selection came to which level.

    Only asks to do it, still open at the review and covered at the milestone: `n_recommendations`
    in all, `n_fully`, `n_partially`, `n_not`. A recommendation counts once, whoever made it.
    """
    numbers = pl.Series(selected_rows(records, filters), dtype=pl.UInt32)
    chosen = (
        records.rows.filter(pl.col(Col.ROW_INDEX).is_in(numbers.implode()))
        .select(Col.RECOMMENDATION_INDEX)
        .unique()
        .join(records.index, on=Col.RECOMMENDATION_INDEX)
        .collect()
    )
    of_these = level_of_each(records).join(chosen, on=Col.RECOMMENDATION_ID, how="semi")
    counted = of_these.group_by(Col.MILESTONE).agg(
        pl.len().alias(N_LEVELS),
        *((pl.col(Col.STATUS) == one.value).sum().alias(name) for name, one in _COUNTS.items()),
    )
    order = pl.DataFrame({Col.MILESTONE: [one.value for one in RecordMilestone]})
    return order.join(counted, on=Col.MILESTONE, how="left", maintain_order="left").fill_null(0)
