"""Cells of a table, whatever the file format they came in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from upr_data.model import Col

MAX_LINES: Final = 500_000
"""Several times UPR Info's whole database; more is no export, and would fill the memory."""

MAX_CELLS: Final = 8_000_000
"""Of one table; UPR Info's whole database has 1.3 million."""

MAX_COLUMNS: Final = 200
"""A header with more columns than this is no export that anybody knows."""


@dataclass(frozen=True, slots=True)
class Ragged:
    """A record that has not as many cells as the header."""

    line: int
    n_cells: int


@dataclass(frozen=True, slots=True)
class Records:
    """A header and its records.

    `cells` has the column `line` (as a person's editor or spreadsheet counts, from 1) and one
    text column per cell of the header, named "0", "1", …; a blank cell is "". Blank records are
    left out, ragged ones are kept apart. `notes` says what of the file was not read.
    """

    header: tuple[str, ...]
    cells: pl.DataFrame
    ragged: tuple[Ragged, ...] = ()
    notes: tuple[str, ...] = ()


def to_records(lines: Sequence[int], rows: Sequence[Sequence[str]]) -> Records | None:
    """Rows of cells as records: the first that is not blank is the header; None if all are blank.

    Blank cells beyond the header's last one are no cells.
    """
    filled = [(line, row) for line, row in zip(lines, rows, strict=True) if _is_filled(row)]
    if not filled:
        return None
    header = _without_blank_tail(filled[0][1], 0)
    width = len(header)
    records = [(line, _without_blank_tail(row, width)) for line, row in filled[1:]]
    whole = [(line, row) for line, row in records if len(row) == width]
    ragged = tuple(Ragged(line, len(row)) for line, row in records if len(row) != width)
    return Records(tuple(cell.strip() for cell in header), _frame(whole, width), ragged)


def _frame(records: Sequence[tuple[int, Sequence[str]]], width: int) -> pl.DataFrame:
    columns = list(zip(*(row for _, row in records), strict=True)) or [()] * width
    return pl.DataFrame(
        [
            pl.Series(Col.LINE, [line for line, _ in records], pl.UInt32),
            *(pl.Series(str(i), cells, pl.String) for i, cells in enumerate(columns)),
        ]
    )


def _is_filled(row: Sequence[str]) -> bool:
    return any(cell and not cell.isspace() for cell in row)


def _without_blank_tail(row: Sequence[str], width: int) -> Sequence[str]:
    """The row without the blank cells at its end that go beyond `width`."""
    end = len(row)
    while end > width and not row[end - 1].strip():
        end -= 1
    return row[:end]
