"""The public record beside the words of assessors: facts of a register, never one more word.

Only asks to do what a register dates have a level (`figures.record.levels`); it is compared at the
selection's milestone, and enters no status.
"""

from typing import Final

import polars as pl

from upr_data.figures.follow_up.disagreement import grade, grades_of_all, status_of_grades
from upr_data.figures.follow_up.units import units
from upr_data.figures.ratio import ratio
from upr_data.figures.record.levels import level_of_each
from upr_data.figures.records import Records
from upr_data.model import ASSESSED, AssessorType, Col, Fig, RecordMilestone
from upr_data.selection.filters import Filters

PUBLIC_RECORD: Final = "public_record"
"""The column of what the register says."""

_TYPES: Final = [kind.value for kind in AssessorType]
_MOST_APART: Final = len(ASSESSED) - 1


def beside_record(records: Records, filters: Filters) -> pl.DataFrame:
    """The recommendations that an assessor and the register have a level of, one line for each.

    Columns: `recommendation_id`; a status for each assessor type, null where it has assessed
    nothing; `public_record`, the register's; `spread`: steps from the register to the word that is
    farthest from it. The farthest apart come first, then by id. Empty at a milestone at which no
    register is read, and where the snapshot has none.
    """
    spread = pl.max_horizontal(_apart(kind).abs() for kind in _TYPES)
    return (
        _both(records, filters)
        .unique(Col.RECOMMENDATION_INDEX)
        .with_columns(spread.cast(pl.Int64).alias(Fig.SPREAD))
        .drop_nulls(Fig.SPREAD)
        .select(Col.RECOMMENDATION_ID, *status_of_grades(), PUBLIC_RECORD, Fig.SPREAD)
        .sort([Fig.SPREAD, Col.RECOMMENDATION_ID], descending=[True, False])
        .collect()
    )


def record_by_types(records: Records, filters: Filters) -> pl.DataFrame:
    """How often each assessor type and the register agree on what both have a level of.

    Columns: `one`, the assessor type; `n_both`, in the selection's unit (the denominator);
    `n_agree`, `agree_share`; `n_one_higher`, `n_one_lower`: more or less done by the assessor's
    word; `n_contradicted`: one says fully and the other not, counted among these.
    """
    both = _both(records, filters).select(_apart(kind).alias(kind) for kind in _TYPES).collect()
    lines = []
    for kind in _TYPES:
        apart = both[kind].drop_nulls()
        counts = (apart == 0, apart > 0, apart < 0, apart.abs() == _MOST_APART)
        lines.append((kind, len(apart), *(int(one.sum()) for one in counts)))
    names = (Fig.N_BOTH, Fig.N_AGREE, Fig.N_ONE_HIGHER, Fig.N_ONE_LOWER, Fig.N_CONTRADICTED)
    schema: dict[str, type[pl.DataType]] = {Fig.ONE: pl.String} | dict.fromkeys(names, pl.Int64)
    return pl.DataFrame(lines, schema=schema, orient="row").with_columns(
        ratio(pl.col(Fig.N_AGREE), pl.col(Fig.N_BOTH)).alias(Fig.AGREE_SHARE)
    )


def _both(records: Records, filters: Filters) -> pl.LazyFrame:
    """The selection's units of which the register has a level, with each type's grade and its."""

    def make() -> pl.LazyFrame:
        at = pl.col(Col.MILESTONE) == filters.milestone.value
        is_read = filters.milestone.value in {one.value for one in RecordMilestone}
        status = pl.col(Col.STATUS).cast(pl.String)
        known = level_of_each(records).filter(at & pl.lit(is_read))
        held = known.select(
            Col.RECOMMENDATION_ID, status.alias(PUBLIC_RECORD), grade().alias(_OF_RECORD)
        )
        of_types = grades_of_all(records, filters.milestone).lazy()
        both = of_types.join(records.index, on=Col.RECOMMENDATION_INDEX)
        return both.join(held.lazy(), on=Col.RECOMMENDATION_ID).collect().lazy()

    both: pl.LazyFrame = records.lasting.recall(("beside record", filters.milestone), make)
    return units(records, filters).join(both, on=Col.RECOMMENDATION_INDEX)


_OF_RECORD: Final = "grade_of_record"


def _apart(kind: str) -> pl.Expr:
    """Steps by which an assessor's status is better than the register's."""
    return pl.col(kind) - pl.col(_OF_RECORD)
