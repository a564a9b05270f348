"""Levels of single asks to do it, and sums over them: what the register alone says, apart."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from upr_data.domain.outcomes import levels
from upr_data.figures.ratio import Numbers
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
    levelled, numbers = _levelled(records), recommendation_numbers(records)
    is_chosen = np.zeros(len(numbers), bool)
    is_chosen[numbers[selected_rows(records, filters)]] = True
    kinds = levelled.kind[is_chosen[levelled.recommendation]]
    counts = np.bincount(kinds, minlength=len(RecordMilestone) * len(_COUNTS))
    of_each = counts.reshape(len(RecordMilestone), len(_COUNTS))
    return pl.DataFrame(
        {Col.MILESTONE: [one.value for one in RecordMilestone], N_LEVELS: of_each.sum(axis=1)}
        | dict(zip(_COUNTS, of_each.T, strict=True))
    )


@dataclass(frozen=True, slots=True)
class _Levelled:
    """Of each line of `level_of_each`: its recommendation, and milestone × status, by number."""

    recommendation: Numbers
    kind: Numbers


def _levelled(records: Records) -> _Levelled:
    def make() -> _Levelled:
        known = level_of_each(records).join(
            records.index.collect(), on=Col.RECOMMENDATION_ID, maintain_order="left"
        )
        milestones = {one.value: n * len(_COUNTS) for n, one in enumerate(RecordMilestone)}
        statuses = {one.value: n for n, one in enumerate(_COUNTS.values())}
        kind = known.select(
            pl.col(Col.MILESTONE).replace_strict(milestones, return_dtype=pl.Int64)
            + pl.col(Col.STATUS).replace_strict(statuses, return_dtype=pl.Int64)
        ).to_series()
        return _Levelled(known[Col.RECOMMENDATION_INDEX].to_numpy(), kind.to_numpy())

    made: _Levelled = records.lasting.recall(("record", "levels", "numbered"), make)
    return made
