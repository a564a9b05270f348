"""Levels of single asks to do it, and sums over them: what the register alone says, apart."""

from typing import Final

import numpy as np
import polars as pl

from upr_data.domain.outcomes import levels
from upr_data.figures.records import Records
from upr_data.figures.selected import recommendation_numbers, selected_rows
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
    levelled = _numbered(records)
    numbers = recommendation_numbers(records)
    is_chosen = np.zeros(len(numbers), bool)
    is_chosen[numbers[selected_rows(records, filters)]] = True
    of_these = levelled.filter(is_chosen[levelled[Col.RECOMMENDATION_INDEX].to_numpy()])
    counted = of_these.group_by(Col.MILESTONE).agg(
        pl.len().alias(N_LEVELS),
        *((pl.col(Col.STATUS) == one.value).sum().alias(name) for name, one in _COUNTS.items()),
    )
    order = pl.DataFrame({Col.MILESTONE: [one.value for one in RecordMilestone]})
    return order.join(counted, on=Col.MILESTONE, how="left", maintain_order="left").fill_null(0)


def _numbered(records: Records) -> pl.DataFrame:
    """`level_of_each` with the numbers of the recommendations."""

    def make() -> pl.DataFrame:
        return level_of_each(records).join(
            records.index.collect(), on=Col.RECOMMENDATION_ID, maintain_order="left"
        )

    made: pl.DataFrame = records.lasting.recall(("record", "levels", "numbered"), make)
    return made
