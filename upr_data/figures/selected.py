"""The rows that a selection counts: filters, status and full text applied, cheapest first."""

from dataclasses import replace
from typing import Any, Final

import numpy as np
import polars as pl

from upr_data.figures.records import Records
from upr_data.model import Col
from upr_data.selection.filters import Filters
from upr_data.selection.search import matches, terms

RowNumbers = np.ndarray[Any, np.dtype[np.int64]]

_NEUTRAL: Final = Filters()


def selected(records: Records, filters: Filters) -> pl.LazyFrame:
    """The rows of `records` that answer to `filters`, in file order, with IRI and status."""
    rows = records.with_status(filters.unit, filters.milestone, filters.assessors)
    if not terms(filters.q):
        return rows.filter(filters.expression())
    is_selected = np.zeros(records.manifest.n_rows, bool)
    is_selected[selected_rows(records, filters)] = True
    return rows.filter(pl.lit(pl.Series(is_selected)))


def selected_rows(records: Records, filters: Filters) -> RowNumbers:
    """The numbers of the selected rows, in file order; remembered for the figures of one page."""
    choice = replace(filters, of=_NEUTRAL.of, snapshot=_NEUTRAL.snapshot, lang=_NEUTRAL.lang)
    rows: RowNumbers = records.memo.recall(("rows", choice), lambda: _find(records, choice))
    return rows


def _find(records: Records, filters: Filters) -> RowNumbers:
    # Text is searched only in what the other filters leave; in one predicate it is everywhere.
    rows = records.with_status(filters.unit, filters.milestone, filters.assessors)
    number = pl.col(Col.ROW_INDEX).cast(pl.Int64)
    found = rows.filter(filters.expression()).select(number).collect()
    if terms(filters.q):
        texts = records.texts.select(pl.col(Col.SEARCHABLE).gather(found[Col.ROW_INDEX]))
        found = found.filter(texts.select(matches(filters.q)).collect().to_series())
    return found[Col.ROW_INDEX].to_numpy()
