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


def with_status(rows: pl.LazyFrame, statuses: pl.LazyFrame) -> pl.LazyFrame:
    """The rows with IRI and status; what nobody commented on is uncommented."""
    uncommented = pl.lit(Status.UNCOMMENTED.value).cast(enum_type(Status))
    return rows.join(
        statuses, on=Col.RECOMMENDATION_INDEX, how="left", maintain_order="left"
    ).with_columns(pl.col(Col.STATUS).fill_null(uncommented))


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
