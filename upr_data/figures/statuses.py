"""The status of each recommendation, by the words of some assessors, joined onto rows."""

import polars as pl

from upr_data.domain import implementation
from upr_data.model import (
    ALL_ASSESSORS,
    AssessorType,
    Col,
    Milestone,
    Status,
    Table,
    enum_type,
)
from upr_data.snapshot import Snapshot


def with_status(rows: pl.LazyFrame, statuses: pl.DataFrame) -> pl.DataFrame:
    """The rows with IRI and status; what nobody commented on is uncommented.

    Both are put beside the columns there are: a join would copy all of these.
    """
    uncommented = pl.lit(Status.UNCOMMENTED.value).cast(enum_type(Status))
    held = rows.drop(Col.IRI, Col.STATUS, strict=False).collect()
    found = held.lazy().select(Col.RECOMMENDATION_INDEX)
    joined = found.join(
        statuses.lazy(), on=Col.RECOMMENDATION_INDEX, how="left", maintain_order="left"
    )
    return held.hstack(joined.select(Col.IRI, pl.col(Col.STATUS).fill_null(uncommented)).collect())


def read_statuses(
    snapshot: Snapshot,
    index: pl.LazyFrame,
    milestone: Milestone,
    assessors: tuple[AssessorType | None, ...],
) -> pl.DataFrame:
    """IRI and status per commented recommendation: `recommendation_index`, `iri`, `status`.

    No assessors chosen means all of them together.
    """
    at = pl.col(Col.MILESTONE) == milestone.value
    if len(assessors) > 1 or None in assessors:
        types = [one and one.value for one in assessors]
        of = pl.col(Col.ASSESSOR_TYPE).cast(pl.String).is_in(types, nulls_equal=True)
        found = implementation.pooled_statuses(snapshot.scan(Table.ASSESSMENTS).filter(at & of))
    else:
        one = str(assessors[0]) if assessors else ALL_ASSESSORS
        found = snapshot.scan(Table.STATUSES).filter(at & (pl.col(Col.ASSESSOR_TYPE) == one))
    return (
        found.join(index, on=Col.RECOMMENDATION_ID)
        .select(Col.RECOMMENDATION_INDEX, Col.IRI, Col.STATUS)
        .sort(Col.RECOMMENDATION_INDEX)
        .collect()
    )
