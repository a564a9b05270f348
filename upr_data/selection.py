"""The rows that a selection counts: filters, status and full text applied, cheapest first."""

import polars as pl

from upr_data.filters import Filters
from upr_data.model import Col
from upr_data.records import Records
from upr_data.search import matches, terms


def selected(records: Records, filters: Filters) -> pl.LazyFrame:
    """The rows of `records` that answer to `filters`, in file order, with IRI and status.

    Text is searched only in what the other filters leave: fused into one predicate it would be
    searched everywhere.
    """
    rows = records.with_status(filters.unit, filters.milestone, filters.assessors)
    rows = rows.filter(filters.expression())
    if not terms(filters.q):
        return rows
    narrowed = rows.collect().lazy()
    hits = records.texts.join(narrowed, on=Col.ROW_INDEX, how="semi").filter(matches(filters.q))
    return narrowed.join(hits, on=Col.ROW_INDEX, how="semi", maintain_order="left")
