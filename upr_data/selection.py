"""The rows that a selection counts: filters, status and full text applied, cheapest first."""

from dataclasses import replace
from typing import Any, Final

import numpy as np
import polars as pl

from upr_data.filters import Filters
from upr_data.model import Col
from upr_data.records import Records
from upr_data.search import matches, terms

_NEUTRAL: Final = Filters()


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


def selected_rows(records: Records, filters: Filters) -> np.ndarray[Any, np.dtype[np.int64]]:
    """The numbers of the selected rows, in file order; remembered for the figures of one page."""
    choice = replace(filters, of=_NEUTRAL.of, snapshot=_NEUTRAL.snapshot, lang=_NEUTRAL.lang)

    def make() -> np.ndarray[Any, np.dtype[np.int64]]:
        rows = selected(records, choice).select(pl.col(Col.ROW_INDEX).cast(pl.Int64)).collect()
        return rows[Col.ROW_INDEX].to_numpy()

    rows: np.ndarray[Any, np.dtype[np.int64]] = records.memo.recall(("rows", choice), make)
    return rows
