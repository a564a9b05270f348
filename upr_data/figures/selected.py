"""The rows that a selection counts: filters, status and full text applied, cheapest first."""

from dataclasses import replace
from functools import partial
from typing import Any, Final

import numpy as np
import polars as pl

from upr_data.figures.records import Records
from upr_data.model import Col
from upr_data.selection.filters import Filters
from upr_data.selection.search import terms

RowNumbers = np.ndarray[Any, np.dtype[np.int64]]
_Told = np.ndarray[Any, np.dtype[np.bool_]]
_Bits = np.ndarray[Any, np.dtype[np.uint8]]

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

    Nor whose words count, and when, where no status is chosen; nor how issues are to match, where
    none is.
    """
    heard: tuple[str, ...] = () if filters.statuses else ("assessors", "milestone")
    matched: tuple[str, ...] = () if filters.issues else ("issue_match",)
    neutral = ("of", "snapshot", "lang", *heard, *matched)
    return replace(filters, **{name: getattr(_NEUTRAL, name) for name in neutral})


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


def fulfilling(records: Records, rows: pl.LazyFrame, filters: Filters, of: str) -> RowNumbers:
    """The places in `rows` that fulfil all conditions of a selection but its full text.

    Each condition is asked by itself and remembered, under the name `of` the rows: the selections
    of a page differ in one or two.
    """
    answers = [
        records.told.recall((of, name, _alone(filters, name)), partial(_asked, rows, one))
        for name, one in filters.conditions().items()
    ]
    if not answers:
        return np.arange(rows.select(pl.len()).collect().item())
    return np.flatnonzero(_unpacked(np.bitwise_and.reduce(answers)))


def _alone(filters: Filters, name: str) -> Filters:
    """The selection with one of its conditions, and what this one depends on."""
    asked = {name, "unit", "issue_match", "assessors", "milestone"}
    return choice_of(replace(_NEUTRAL, **{one: getattr(filters, one) for one in asked}))


def _find(records: Records, filters: Filters) -> RowNumbers:
    rows = records.with_status(filters.unit, filters.milestone, filters.assessors)
    found = fulfilling(records, rows, filters, "rows")
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
        return rows[_unpacked(_asked(texts, has_term))[: len(rows)]]
    has = records.told.recall(("texts", term), lambda: _asked(records.texts, has_term))
    return rows[_unpacked(has)[rows]]


def _asked(rows: pl.LazyFrame, condition: pl.Expr) -> _Bits:
    """Whether rows fulfil a condition; null is no."""
    told = rows.select(condition.fill_null(value=False)).collect().to_series()
    return np.packbits(told.to_numpy())


def _unpacked(bits: _Bits) -> _Told:
    """As it was, and up to seven times no at the end."""
    return np.unpackbits(bits).view(bool)


_FEW: Final = 8
"""One in so many rows, and less, are few."""
