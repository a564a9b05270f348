"""Who disagrees: what each assessor type says of the same recommendation, never averaged away.

Each type's status is that of its own latest words at the selection's milestone. Two types are
compared on what both have assessed; fully against not is the widest they can be apart.
"""

from itertools import combinations
from typing import Final

import polars as pl

from upr_data.figures.follow_up.units import numbers
from upr_data.figures.ratio import ratio
from upr_data.figures.records import Records
from upr_data.model import ASSESSED, AssessorType, Col, Fig, Milestone
from upr_data.selection.filters import Filters

_GRADES: Final = {status.value: grade for grade, status in enumerate(reversed(ASSESSED))}
_MOST_APART: Final = len(ASSESSED) - 1
_TYPES: Final = [kind.value for kind in AssessorType]


def disagreements(records: Records, filters: Filters) -> pl.DataFrame:
    """The recommendations on which assessor types give different statuses, one line for each.

    Columns: `recommendation_id`; a column for each assessor type, the status its words give, null
    where it has assessed nothing; `n_types`: those that have; `spread`: steps between the best and
    the worst of them, 2 where one says fully and another not. The widest apart come first, then by
    id. A recommendation is here once, whatever the unit.
    """
    graded = grades(records, filters).unique(Col.RECOMMENDATION_INDEX)
    spread = pl.max_horizontal(_TYPES) - pl.min_horizontal(_TYPES)
    n_types = pl.sum_horizontal(pl.col(kind).is_not_null() for kind in _TYPES)
    return (
        graded.lazy()
        .with_columns(
            spread.cast(pl.Int64).alias(Fig.SPREAD), n_types.cast(pl.Int64).alias(Fig.N_TYPES)
        )
        .filter(pl.col(Fig.SPREAD) > 0)
        .join(records.index, on=Col.RECOMMENDATION_INDEX)
        .select(Col.RECOMMENDATION_ID, *status_of_grades(), Fig.N_TYPES, Fig.SPREAD)
        .sort([Fig.SPREAD, Col.RECOMMENDATION_ID], descending=[True, False])
        .collect()
    )


def disagreement_by_types(records: Records, filters: Filters) -> pl.DataFrame:
    """How often each two assessor types agree on what both have assessed.

    Columns: `one`, `other`; `n_both`: assessed by both, in the selection's unit (the denominator of
    what follows); `n_agree`, `agree_share`; `n_one_higher`, `n_one_lower`: a better or worse status
    by the first; `n_contradicted`: one says fully and the other not, counted among these. All pairs
    are given, those without a recommendation in common with null shares.
    """
    graded = grades(records, filters)
    lines = [_pair(graded, one, other) for one, other in combinations(_TYPES, 2)]
    counts = (Fig.N_BOTH, Fig.N_AGREE, Fig.N_ONE_HIGHER, Fig.N_ONE_LOWER, Fig.N_CONTRADICTED)
    schema: dict[str, type[pl.DataType]] = dict.fromkeys((Fig.ONE, Fig.OTHER), pl.String)
    schema |= dict.fromkeys(counts, pl.Int64)
    return pl.DataFrame(lines, schema=schema, orient="row").with_columns(
        ratio(pl.col(Fig.N_AGREE), pl.col(Fig.N_BOTH)).alias(Fig.AGREE_SHARE)
    )


def grades(records: Records, filters: Filters) -> pl.DataFrame:
    """The selection's units (`recommendation_index`) with a grade of each assessor type.

    2 is fully, 1 partially, 0 not implemented; null where the type has assessed nothing.
    """
    return grades_of_all(records, filters.milestone)[numbers(records, filters)]


def grades_of_all(records: Records, milestone: Milestone) -> pl.DataFrame:
    """The same of all recommendations, in the order of their numbers."""

    def make() -> pl.DataFrame:
        frames = [
            records.statuses(milestone, (kind,))
            .lazy()
            .drop_nulls(Col.IRI)
            .select(Col.RECOMMENDATION_INDEX, grade().alias(kind.value))
            for kind in AssessorType
        ]
        every = records.index.select(Col.RECOMMENDATION_INDEX)
        for one in frames:
            every = every.join(one, on=Col.RECOMMENDATION_INDEX, how="left", maintain_order="left")
        return every.collect()

    made: pl.DataFrame = records.lasting.recall(("grades", milestone), make)
    return made


def grade() -> pl.Expr:
    """The grade of a status, 2 for fully to 0 for not; null for what is not assessed."""
    status = pl.col(Col.STATUS).cast(pl.String)
    return status.replace_strict(_GRADES, default=None, return_dtype=pl.Int8)


def status_of_grades() -> list[pl.Expr]:
    """The columns of `grades` as the statuses they are of."""
    statuses = {grade: status for status, grade in _GRADES.items()}
    return [
        pl.col(kind).replace_strict(statuses, default=None, return_dtype=pl.String)
        for kind in _TYPES
    ]


def _pair(graded: pl.DataFrame, one: str, other: str) -> tuple[str, str, int, int, int, int, int]:
    apart = (graded[one] - graded[other]).drop_nulls()
    return (
        one, other, len(apart), int((apart == 0).sum()), int((apart > 0).sum()),
        int((apart < 0).sum()), int((apart.abs() == _MOST_APART).sum()),
    )  # fmt: skip
