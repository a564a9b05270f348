"""The rows that a selection counts: filters, status and full text applied, cheapest first."""

from dataclasses import replace
from typing import Any, Final

import numpy as np
import polars as pl

from upr_data.figures.records import Records
from upr_data.model import Col
from upr_data.selection.filters import Filters
from upr_data.selection.search import terms

RowNumbers = np.ndarray[Any, np.dtype[np.int64]]
_Told = np.ndarray[Any, np.dtype[np.bool_]]

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
    choice = choice_of(filters)
    rows: RowNumbers = records.memo.recall(("rows", choice), lambda: _find(records, choice))
    return rows


def choice_of(filters: Filters) -> Filters:
    """What of a selection says which rows it has: neither the denominator nor the language.

    Nor whose words count, and when, where no status is chosen.
    """
    choice = replace(filters, of=_NEUTRAL.of, snapshot=_NEUTRAL.snapshot, lang=_NEUTRAL.lang)
    if filters.statuses:
        return choice
    return replace(choice, assessors=_NEUTRAL.assessors, milestone=_NEUTRAL.milestone)


def distinct(numbers: RowNumbers, n: int) -> RowNumbers:
    """The different ones among numbers below `n`, in order."""
    seen = np.zeros(n, bool)
    seen[numbers] = True
    return np.flatnonzero(seen)


def recommendation_numbers(records: Records) -> RowNumbers:
    """Of each row the number of its recommendation, in the order of their first rows."""

    def make() -> RowNumbers:
        rows = records.rows.select(pl.col(Col.RECOMMENDATION_INDEX).cast(pl.Int64)).collect()
        return rows[Col.RECOMMENDATION_INDEX].to_numpy()

    numbers: RowNumbers = records.lasting.recall(("recommendations",), make)
    return numbers


def _find(records: Records, filters: Filters) -> RowNumbers:
    rows = records.with_status(filters.unit, filters.milestone, filters.assessors)
    number = pl.col(Col.ROW_INDEX).cast(pl.Int64)
    found = rows.filter(filters.expression()).select(number).collect()[Col.ROW_INDEX].to_numpy()
    for term in terms(filters.q):
        found = _with_term(records, found, term)
    return found


def _with_term(records: Records, rows: RowNumbers, term: str) -> RowNumbers:
    """Those of some rows whose text has a term.

    Few rows are looked through by themselves. For many, all texts are, once a term: whoever looks
    for it goes on choosing, and the others look for the same.
    """
    has_term = pl.col(Col.SEARCHABLE).str.contains(term, literal=True)
    if len(rows) * _FEW < records.manifest.n_rows:
        texts = records.texts.select(pl.col(Col.SEARCHABLE).gather(rows))
        return rows[_told(texts, has_term)]
    has: _Told = records.sought.recall(term, lambda: _told(records.texts, has_term))
    return rows[has[rows]]


def _told(texts: pl.LazyFrame, has_term: pl.Expr) -> _Told:
    told: _Told = texts.select(has_term).collect().to_series().to_numpy()
    return told


_FEW: Final = 8
"""One in so many rows, and less, are few."""
