"""The counting itself, on plain arrays: how much of a selection stands behind each key.

Every count is a sum over *cells*, the combinations of response, action category and status,
further told apart by IRI. A row knows the number of its cell; for each dimension it knows the
number of its key, and of its *pair*, key × recommendation. Cell and key together are one number, a
*bin*, and counting is how often each stands in a selection: of rows, or of the pairs seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
import polars as pl

from upr_data.figures.dimensions import MANY_VALUED, key_values
from upr_data.figures.ratio import Numbers
from upr_data.figures.records import Records
from upr_data.figures.selected import (
    choice_of,
    distinct,
    recommendation_numbers,
    selected_rows,
)
from upr_data.model import ActionCategory, Col, Dimension, Fig, Response, Status, Unit, enum_type
from upr_data.selection.filters import Filters

KEYS: Final = (Fig.KEY, Fig.KEY_2)

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

OWN_COUNT: Final = {Unit.ROW: Fig.N_ROWS, Unit.RECOMMENDATION: Fig.N_RECOMMENDATIONS}
OTHER_COUNT: Final = {Unit.ROW: Fig.N_RECOMMENDATIONS, Unit.RECOMMENDATION: Fig.N_ROWS}
"""The count of the unit that is counted, and of the other one."""

IRI_SUM: Final = "iri_sum"

_FEW_KEYS: Final = 1_000
"""Up to so many keys, a table of all keys by all cells is small."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Of each row its cell, further told apart by IRI: a place in `cells` and in `iri`.

    Of each such cell, its number in `CELLS`, and its IRI, 0 where there is none.
    """

    cell: Numbers
    cells: Numbers
    iri: Numbers


@dataclass(frozen=True, slots=True)
class Keyed:
    """The keys of one or two dimensions, sorted, and which rows have which.

    An entry is one row under one key: `row`, `key` and `pair` number them. Where every row has
    exactly one key, `row` is None and entries are rows. `pair_row` is a row of each pair. Where
    every recommendation has exactly one key, its pair has its number, `is_of_recommendation`.
    """

    names: pl.DataFrame
    row: Numbers | None
    key: Numbers
    pair: Numbers
    pair_key: Numbers
    pair_row: Numbers
    is_of_recommendation: bool

    def entries(self, rows: Numbers, n_rows: int) -> Numbers:
        """The entries of some rows, out of `n_rows` in all."""
        if self.row is None:
            return rows
        chosen = np.zeros(n_rows, bool)
        chosen[rows] = True
        return np.flatnonzero(chosen[self.row])


@dataclass(frozen=True, slots=True)
class Counted:
    """Keys, sorted, and by name how much stands behind each.

    The counts are `iri_sum`, what was asked for in the unit of the selection, and the count of the
    other unit, `n_recommendations` or `n_rows`.
    """

    names: pl.DataFrame
    counts: Mapping[str, Numbers]


@dataclass(frozen=True, slots=True)
class Counts:
    """Named conditions on a cell; `holds` says of each (rows) which cells fulfil it (columns)."""

    names: tuple[str, ...]
    holds: Numbers


def counts(conditions: Mapping[str, pl.Expr]) -> Counts:
    """What is to be counted: conditions on response, action category and status."""
    return Counts(tuple(conditions), _holding(CELLS.select(**conditions)))


def _holding(fulfilled: pl.DataFrame) -> Numbers:
    return np.ascontiguousarray(fulfilled.cast(pl.Int64).to_numpy().T)


def counted(records: Records, filters: Filters, by: Sequence[Dimension], what: Counts) -> Counted:
    """For each key that the selection has, sorted, how much of it stands there.

    Without dimensions there is one key, even where nothing is selected.
    """
    facts, keyed = _facts(records, filters), _keyed(records, filters, tuple(by))
    entries = keyed.entries(selected_rows(records, filters), len(facts.cell))
    pairs = _pairs(records, filters, keyed, entries)
    if filters.unit is Unit.ROW:
        own, other = entries, keyed.pair_key[pairs]
    else:
        own, other = pairs, keyed.key[entries]
    n = len(keyed.names)
    n_other = np.bincount(other, minlength=n)
    shown = _shown(by, n_other)
    sums, iri_sum = _sums(_bins(records, filters, tuple(by))[own], n, facts, what)
    return Counted(
        keyed.names if len(shown) == n else keyed.names[shown],
        dict(zip(what.names, sums[:, shown], strict=True))
        | {OTHER_COUNT[filters.unit]: n_other[shown], IRI_SUM: iri_sum[shown]},
    )


def _shown(by: Sequence[Dimension], found: Numbers) -> Numbers:
    """The keys that anything stands behind; without dimensions the only one, even so."""
    return np.arange(len(found)) if tuple(by) == (Dimension.NONE,) else np.flatnonzero(found)


def having(
    records: Records, filters: Filters, by: Sequence[Dimension], rows: Sequence[Numbers]
) -> list[Numbers]:
    """For each key that `counted` gives, how much of the selection has something.

    `rows` say of each row of the unit (yes or no) whether it has it.
    """
    keyed, n_rows = _keyed(records, filters, tuple(by)), records.manifest.n_rows
    entries = keyed.entries(selected_rows(records, filters), n_rows)
    if filters.unit is Unit.ROW:
        own, key = entries if keyed.row is None else keyed.row[entries], keyed.key[entries]
    else:
        pairs = _pairs(records, filters, keyed, entries)
        own, key = keyed.pair_row[pairs], keyed.pair_key[pairs]
    n = len(keyed.names)
    shown = _shown(by, np.bincount(key, minlength=n))
    return [np.bincount(key[has[own]], minlength=n)[shown] for has in rows]


def _pairs(records: Records, filters: Filters, keyed: Keyed, entries: Numbers) -> Numbers:
    """The pairs that some entries have; of recommendations by themselves, once a selection."""

    def find() -> Numbers:
        return distinct(keyed.pair[entries], len(keyed.pair_key))

    if not keyed.is_of_recommendation:
        return find()
    pairs: Numbers = records.memo.recall(("recommendations", choice_of(filters)), find)
    return pairs


def _sums(bins: Numbers, n: int, facts: Facts, what: Counts) -> tuple[Numbers, Numbers]:
    """Counts (rows) by keys (columns), and the IRI of each key added up."""
    n_cells = len(facts.cells)
    if n > _FEW_KEYS:
        cell, key = np.divmod(bins, n)
        held = what.holds[:, facts.cells]
        sums = [np.bincount(key[one[cell] > 0], minlength=n) for one in held]
        return np.vstack(sums), np.bincount(key, weights=facts.iri[cell], minlength=n)
    table = np.bincount(bins, minlength=n_cells * n).reshape(n_cells, n)
    first = np.flatnonzero(np.diff(facts.cells, prepend=-1))
    of_cells = np.add.reduceat(table, first)
    # Whole numbers on purpose: floats would go to BLAS, whose threads get in Polars' way.
    counts = np.einsum("kc,cn->kn", what.holds[:, facts.cells[first]], of_cells)
    some = np.flatnonzero(facts.iri)
    return counts, np.einsum("c,cn->n", facts.iri[some], table[some])


def _bins(records: Records, filters: Filters, by: tuple[Dimension, ...]) -> Numbers:
    """Of each entry, or each pair where recommendations are counted: cell × key, as one number."""

    def make() -> Numbers:
        facts, keyed = _facts(records, filters), _keyed(records, filters, by)
        if filters.unit is Unit.RECOMMENDATION:
            key, cell = keyed.pair_key, facts.cell[keyed.pair_row]
        else:
            key, cell = keyed.key, facts.cell if keyed.row is None else facts.cell[keyed.row]
        return _short(cell.astype(np.int64) * len(keyed.names) + key)

    basis = (filters.unit, filters.milestone, filters.assessors)
    bins: Numbers = records.memo_of(filters.assessors).recall(("bins", by, *basis), make)
    return bins


def _facts(records: Records, filters: Filters) -> Facts:
    def make() -> Facts:
        told_apart = _CELL_NUMBER.alias("cell"), pl.col(Col.IRI).fill_null(0.0)
        rows = records.with_status(*basis).select(told_apart).collect()
        cells = rows.unique().sort("cell", Col.IRI)
        rows = _numbered(rows, cells, cells.columns, "number")
        cell, iri = cells["cell"].to_numpy(), cells[Col.IRI].to_numpy()
        return Facts(_short(rows["number"].to_numpy()), cell, iri)

    basis = (filters.unit, filters.milestone, filters.assessors)
    kept = records.memo if len(filters.assessors) > 1 else records.lasting  # short, and asked often
    facts: Facts = kept.recall(("facts", *basis), make)
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


def _key_rows(rows: pl.LazyFrame, by: tuple[Dimension, ...], numbers: Numbers) -> Keyed:
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
        key=_short(entries["key_number"].to_numpy()),
        pair=numbers,
        pair_key=_short(pairs["key_number"].to_numpy()),
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


def _array(numbers: pl.Series) -> Numbers:
    """Half as long as NumPy's own: these stay in memory while the edition does."""
    return numbers.cast(pl.Int32).to_numpy()


def _short(numbers: Numbers) -> Numbers:
    """As short as the greatest of them allows, for the same reason."""
    return numbers.astype(np.min_scalar_type(numbers.max(initial=0)))
