"""The counting itself, on plain arrays: how much of a selection stands behind each key.

Every count is a sum over *cells*, the combinations of response, action category and status. A
row knows the number of its cell; for each dimension it knows the number of its key, and of its
*pair*, key × recommendation. Rows are counted by key and cell; recommendations by the pairs seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

import numpy as np
import polars as pl
import pyarrow as pa

from upr_data.figures.dimensions import MANY_VALUED, key_values
from upr_data.figures.records import Records
from upr_data.figures.selected import choice_of, recommendation_numbers, selected_rows
from upr_data.model import ActionCategory, Col, Dimension, Fig, Response, Status, Unit, enum_type
from upr_data.selection.filters import Filters

KEYS: Final = (Fig.KEY, Fig.KEY_2)

_Numbers = np.ndarray[Any, np.dtype[Any]]

CELLS: Final = pl.DataFrame(
    list(product(Response, [None, *ActionCategory], Status)),
    schema={
        Col.RESPONSE: enum_type(Response),
        Col.ACTION_CATEGORY: pl.UInt8,
        Col.STATUS: enum_type(Status),
    },
    orient="row",
)
"""Every cell there can be; a cell's number is its place here."""

_CELL_NUMBER: Final = (
    pl.col(Col.RESPONSE).to_physical().cast(pl.Int32) * (len(ActionCategory) + 1)
    + pl.col(Col.ACTION_CATEGORY).fill_null(0)
) * len(Status) + pl.col(Col.STATUS).to_physical()

_OTHER_COUNT: Final = {Unit.ROW: Fig.N_RECOMMENDATIONS, Unit.RECOMMENDATION: Fig.N_ROWS}

_FEW_KEYS: Final = 1_000
"""Up to so many keys, a table of all keys by all cells is small."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Of each row: its cell, and the IRI (0 where there is none); no IRI where nobody has one."""

    cell: _Numbers
    iri: _Numbers | None


@dataclass(frozen=True, slots=True)
class Keyed:
    """The keys of one or two dimensions, sorted, and which rows have which.

    An entry is one row under one key: `row`, `key` and `pair` number them. Where every row has
    exactly one key, `row` is None and entries are rows. `pair_row` is a row of each pair. Where
    every recommendation has exactly one key, its pair has its number, `is_of_recommendation`.
    """

    names: pl.DataFrame
    row: _Numbers | None
    key: _Numbers
    pair: _Numbers
    pair_key: _Numbers
    pair_row: _Numbers
    is_of_recommendation: bool

    def entries(self, rows: _Numbers, n_rows: int) -> _Numbers:
        """The entries of some rows, out of `n_rows` in all."""
        if self.row is None:
            return rows
        chosen = np.zeros(n_rows, bool)
        chosen[rows] = True
        return np.flatnonzero(chosen[self.row])


@dataclass(frozen=True, slots=True)
class Counts:
    """Named conditions on a cell; `holds` says of each (rows) which cells fulfil it (columns)."""

    names: tuple[str, ...]
    holds: _Numbers


def counts(conditions: Mapping[str, pl.Expr]) -> Counts:
    """What is to be counted: conditions on response, action category and status."""
    return Counts(tuple(conditions), _holding(CELLS.select(**conditions)))


def _holding(fulfilled: pl.DataFrame) -> _Numbers:
    return np.ascontiguousarray(fulfilled.cast(pl.Int64).to_numpy().T)


def counted(
    records: Records, filters: Filters, by: Sequence[Dimension], what: Counts
) -> pl.DataFrame:
    """For each key that the selection has, sorted, how much of it stands there.

    Columns: the keys, `iri_sum` and those of `what` in the unit of `filters`, and the count of the
    other unit, `n_recommendations` or `n_rows`. Without dimensions there is one row, even where
    nothing is selected.
    """
    facts, keyed = _facts(records, filters), _keyed(records, filters, tuple(by))
    entries = keyed.entries(selected_rows(records, filters), len(facts.cell))
    n, key = len(keyed.names), keyed.key[entries]
    pairs = _pairs(records, filters, keyed, entries)
    pair_key = keyed.pair_key[pairs]
    if filters.unit is Unit.ROW:
        row, other = entries if keyed.row is None else keyed.row[entries], pair_key
    else:
        key, row, other = pair_key, keyed.pair_row[pairs], key
    table = np.column_stack([_sums(key, facts.cell[row], n, what), np.bincount(other, minlength=n)])
    iri = None if facts.iri is None else facts.iri[row]
    iri_sum = np.zeros(n) if iri is None else np.bincount(key, weights=iri, minlength=n)
    shown = np.arange(n) if tuple(by) == (Dimension.NONE,) else np.flatnonzero(table[:, -1])
    names = keyed.names if len(shown) == n else keyed.names[shown]
    sums = [iri_sum[shown], *np.ascontiguousarray(table[shown].T)]
    columns = ["iri_sum", *what.names, _OTHER_COUNT[filters.unit]]
    made = pa.RecordBatch.from_arrays([pa.array(one) for one in sums], columns)
    return names.hstack(pl.DataFrame(made))


def _pairs(records: Records, filters: Filters, keyed: Keyed, entries: _Numbers) -> _Numbers:
    """The pairs that some entries have; of recommendations by themselves, once a selection."""

    def find() -> _Numbers:
        return _distinct(keyed.pair[entries], len(keyed.pair_key))

    if not keyed.is_of_recommendation:
        return find()
    pairs: _Numbers = records.memo.recall(("recommendations", choice_of(filters)), find)
    return pairs


def _distinct(numbers: _Numbers, n: int) -> _Numbers:
    """The different ones among numbers below `n`, in order."""
    seen = np.zeros(n, bool)
    seen[numbers] = True
    return np.flatnonzero(seen)


def _sums(key: _Numbers, cell: _Numbers, n: int, what: Counts) -> _Numbers:
    """Keys (rows) by counts (columns)."""
    if n > _FEW_KEYS:
        held = what.holds.astype(np.float64)
        columns = [np.bincount(key, weights=one[cell], minlength=n) for one in held]
        return np.column_stack(columns).astype(np.int64)
    numbers = key * len(CELLS) + cell
    table = np.bincount(numbers, minlength=n * len(CELLS)).reshape(n, len(CELLS))
    # Whole numbers on purpose: floats would go to BLAS, whose threads get in Polars' way.
    sums: _Numbers = np.einsum("nc,kc->nk", table, what.holds)
    return sums


def _facts(records: Records, filters: Filters) -> Facts:
    def make() -> Facts:
        rows = records.with_status(*basis).select(_CELL_NUMBER.alias("cell"), Col.IRI).collect()
        iri = rows[Col.IRI].fill_null(0.0).to_numpy() if rows[Col.IRI].count() else None
        return Facts(_array(rows["cell"]), iri)

    basis = (filters.unit, filters.milestone, filters.assessors)
    facts: Facts = records.memo_of(filters.assessors).recall(("facts", *basis), make)
    return facts


def _keyed(records: Records, filters: Filters, by: tuple[Dimension, ...]) -> Keyed:
    basis = (filters.unit, filters.milestone, filters.assessors)
    numbers = recommendation_numbers(records)
    depends = basis if Dimension.STATUS in by else (filters.unit,)
    chosen = filters.assessors if Dimension.STATUS in by else ()
    keyed: Keyed = records.memo_of(chosen).recall(
        ("keys", by, *depends), lambda: _key_rows(records.with_status(*basis), by, numbers)
    )
    return keyed


def _key_rows(rows: pl.LazyFrame, by: tuple[Dimension, ...], numbers: _Numbers) -> Keyed:
    keys = KEYS[: len(by)]
    entries = rows.select(
        Col.ROW_INDEX,
        Col.RECOMMENDATION_INDEX,
        *(key_values(one).alias(key) for one, key in zip(by, keys, strict=True)),
    ).collect()
    many = [key for one, key in zip(by, keys, strict=True) if one in MANY_VALUED]
    for key in many:
        entries = entries.explode(key, empty_as_null=True, keep_nulls=True)
    if by == (Dimension.NONE,):
        names = pl.DataFrame({keys[0]: [None]})
    else:
        names = entries.select(keys).unique().sort(keys, nulls_last=True)
    entries = _numbered(entries, names, keys, "key_number")
    pair = ("key_number", Col.RECOMMENDATION_INDEX)
    pairs = entries.unique(pair, keep="first", maintain_order=True)
    is_of_recommendation = not many and pairs[Col.RECOMMENDATION_INDEX].n_unique() == pairs.height
    if not is_of_recommendation:
        entries = _numbered(entries, pairs.select(pair), pair, "pair")
        numbers = entries["pair"].cast(pl.Int64).to_numpy()  # looked up in every count
    return Keyed(
        names=names,
        row=_array(entries[Col.ROW_INDEX]) if many else None,
        key=_array(entries["key_number"]),
        pair=numbers,
        pair_key=_array(pairs["key_number"]),
        pair_row=_array(pairs[Col.ROW_INDEX]),
        is_of_recommendation=is_of_recommendation,
    )


def _numbered(
    entries: pl.DataFrame, values: pl.DataFrame, on: Sequence[str], name: str
) -> pl.DataFrame:
    """The entries with the number of their values in a table of these."""
    return entries.join(
        values.with_row_index(name),
        on=list(on),
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )


def _array(numbers: pl.Series) -> _Numbers:
    """Half as long as NumPy's own: these stay in memory while the edition does."""
    return numbers.cast(pl.Int32).to_numpy()
