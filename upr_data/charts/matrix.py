"""Who recommends what to whom: groups by groups, and what a cell opens into, States by States."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final, NamedTuple

import polars as pl

from upr_data.charts.columns import read
from upr_data.charts.drawn import Drawn, Look, drawn, nothing
from upr_data.charts.keys import class_key
from upr_data.charts.marks import CENTER, LEFT, Box, Drawing, Hit, Line, Mark, Text, lines_of
from upr_data.charts.paint import ON_FILL, Paint, class_of
from upr_data.charts.picture import Caption
from upr_data.charts.typeset import REGULAR, SEMIBOLD, balanced, fitted, width
from upr_data.charts.words import of, share, whole
from upr_data.language import _

_LARGEST: Final = 72.0
_INSIDE: Final = 42.0
_ROW: Final = 78.0
_LEADING: Final = 17.0
_ONE_ROW_BELOW: Final = 700


class Side(NamedTuple):
    """A row or column of a matrix: its code, its name, and a note under the name."""

    code: str
    name: str
    note: str = ""


class _Cell(NamedTuple):
    """How much one group asked of another; null for all of them together."""

    from_code: str | None
    to_code: str | None
    value: float
    part: int
    n: int


@dataclass(frozen=True, slots=True)
class _Matrix:
    """The cells, both sides, and where rows and columns lie."""

    cells: Mapping[tuple[str | None, str | None], _Cell]
    asking: Sequence[Side]
    reviewed: Sequence[Side]
    minimum: int
    look: Look
    top: float

    @property
    def names(self) -> float:
        """Pixels of the names of rows."""
        return min(200.0, self.look.width * 0.155)

    @property
    def total(self) -> float:
        """Where the column of totals begins."""
        return self.look.width - min(206.0, self.look.width * 0.16)

    @property
    def step(self) -> float:
        """From one column to the next."""
        return (self.total - self.names - 10) / len(self.reviewed)

    @property
    def largest(self) -> float:
        """The largest cell that is no total."""
        inner = (one.value for (asks, asked), one in self.cells.items() if asks and asked)
        return max(inner, default=1.0)

    @property
    def heads(self) -> list[list[str]]:
        """The names of the columns in lines."""
        room = self.step - 6
        return [balanced(one.name, room, 13.5, SEMIBOLD) for one in self.reviewed]

    @property
    def head(self) -> float:
        """How high the heads of the columns are."""
        return 28 + _LEADING * max(len(lines) for lines in self.heads)

    def middle(self, column: int) -> float:
        """The middle of a column."""
        return self.names + (column + 0.5) * self.step


def group_matrix(  # noqa: PLR0913, PLR0917 - the cells, both sides, and how they are drawn
    table: pl.DataFrame,
    asking: Sequence[Side],
    reviewed: Sequence[Side],
    caption: Caption,
    look: Look,
    minimum: int = 50,
) -> Drawn:
    """Who asks (rows) how much of whom (columns), and what share of it is supported.

    `table` has one row a cell: `from_code`, `to_code` (null: all of them together), `value` (made,
    or made per review: the area, and printed), `part` (supported) and `n` (answered). Both sides
    come in the order in which they are drawn. A cell with fewer than `minimum` answers is an
    outline. On a phone only the first of `asking` is drawn: put the chosen group there. A click
    names the cell: both codes, joined by a comma.
    """
    cells = {(one.from_code, one.to_code): one for one in read(table, _Cell) if one.value}
    if not (cells and asking and reviewed):
        return nothing(caption, look)
    key, top = class_key(look, _("Colour: % supported; area: number"), hatched="")
    matrix = _Matrix(cells, asking, reviewed, minimum, look, top)
    draw = _one_row if look.width < _ONE_ROW_BELOW else _whole
    body, height = draw(matrix)
    return drawn(Drawing(look.width, height, (*key, *body)), caption, look)


def _whole(matrix: _Matrix) -> tuple[list[Mark], float]:
    marks = list(_column_heads(matrix))
    y = matrix.top + matrix.head
    for row in matrix.asking:
        marks.append(Line(0, y, matrix.look.width, y, Paint.GRID))
        marks += _row_name(row, y, matrix.names - 8)
        for place, column in enumerate(matrix.reviewed):
            at = (matrix.middle(place), y + _ROW / 2)
            marks += _cell(matrix, row, column, at)
        marks += _row_total(matrix, row, y)
        y += _ROW
    marks.append(Line(0, y, matrix.look.width, y, Paint.GRID))
    marks += _totals(matrix, y)
    return marks, y + 52


def _column_heads(matrix: _Matrix) -> Iterator[Mark]:
    bottom = matrix.top + matrix.head - 10
    yield Text(0, bottom, _("ASKING"), Paint.QUIET, 13, SEMIBOLD)
    yield Text(matrix.names + 8, matrix.top + 10, _("REVIEWED"), Paint.QUIET, 13, SEMIBOLD)
    for place, lines in enumerate(matrix.heads):
        like = Text(0, 0, "", Paint.INK, 13.5, SEMIBOLD, CENTER)
        start = bottom - _LEADING * (len(lines) - 1)
        yield from lines_of(matrix.middle(place), start, lines, _LEADING, like)[0]
    all_of = balanced(_("All asked by the group"), matrix.look.width - matrix.total, 13.5, SEMIBOLD)
    quiet = Text(0, 0, "", Paint.QUIET, 13.5, SEMIBOLD)
    start = bottom - _LEADING * (len(all_of) - 1)
    yield from lines_of(matrix.total, start, all_of, _LEADING, quiet)[0]


def _row_name(row: Side, y: float, room: float) -> Iterator[Mark]:
    lines = balanced(row.name, room, 14, SEMIBOLD)
    start = y + _ROW / 2 + 5 - 9 * (len(lines) - 1) - (8 if row.note else 0)
    texts, end = lines_of(0, start, lines, 18, Text(0, 0, "", Paint.INK, 14, SEMIBOLD))
    yield from texts
    if row.note:
        yield Text(0, end, fitted(row.note, room, 13), Paint.QUIET, 13)


def _cell(matrix: _Matrix, row: Side, column: Side, at: tuple[float, float]) -> Iterator[Mark]:
    """The square of a cell, its share and number inside, or at its right where it is small."""
    cell = matrix.cells.get((row.code, column.code))
    if cell is None:
        yield Text(at[0], at[1] + 5, "–", Paint.QUIET, 13, align=CENTER)
        return
    side = max(6.0, _LARGEST * sqrt(cell.value / matrix.largest))
    inside = side >= _INSIDE
    x = at[0] if inside else at[0] - 22
    is_known = cell.n >= matrix.minimum
    paint = class_of(cell.part / cell.n) if is_known else Paint.EMPTY
    yield from _square(x, at[1], side, paint)
    ink = ON_FILL.get(paint, Paint.INK) if inside else Paint.INK
    quiet = ink if inside else Paint.QUIET
    place, align = (x, CENTER) if inside else (x + side / 2 + 7, LEFT)
    lines = [(share(cell.part / cell.n), ink)] if is_known else []
    lines.append((whole(cell.value), quiet))
    for number_of, (words, colour) in enumerate(lines):
        y = at[1] - (2 if len(lines) > 1 else -5) + 16 * number_of
        weight = SEMIBOLD if is_known and not number_of else REGULAR
        yield Text(place, y, words, colour, 13.5 if not number_of else 13, weight, align)
    high = max(side, 36.0)
    wide = max(side, 100.0 if not inside else side)
    code = f"{row.code},{column.code}"
    yield Hit(x - side / 2, at[1] - high / 2, wide, high, _says(row, column, cell), code)


def _square(x: float, y: float, side: float, paint: Paint) -> Iterator[Mark]:
    corner = (x - side / 2, y - side / 2)
    if paint is Paint.EMPTY:
        yield Box(*corner, side, side, stroke=Paint.EMPTY, radius=2)
        return
    yield Box(*corner, side, side, paint, radius=2)
    if paint is Paint.UNDER_50 and side > 14:  # noqa: PLR2004 - a smaller outline fills the square
        inner = side - 6
        yield Box(corner[0] + 3, corner[1] + 3, inner, inner, stroke=Paint.ON_DEEP, radius=1)


def _row_total(matrix: _Matrix, row: Side, y: float) -> Iterator[Mark]:
    cell = matrix.cells.get((row.code, None))
    if cell is None:
        return
    most = max(one.value for (asks, asked), one in matrix.cells.items() if asks and not asked)
    words = max(width(whole(one.value), 13.5, SEMIBOLD) for one in matrix.cells.values())
    words = max(words, width(share(1.0), 13))
    room = max(matrix.look.width - matrix.total - words - 10, 4)
    wide = max(2.0, room * cell.value / most)
    yield Box(matrix.total, y + _ROW / 2 - 9, wide, 18, Paint.CONTEXT)
    x = matrix.total + wide + 8
    yield Text(x, y + _ROW / 2 - 1, whole(cell.value), Paint.INK, 13.5, SEMIBOLD)
    if cell.n >= matrix.minimum:
        yield Text(x, y + _ROW / 2 + 16, share(cell.part / cell.n), Paint.QUIET, 13)
    all_of = Side("", _("all"))
    yield Hit(
        matrix.total,
        y + 20,
        matrix.look.width - matrix.total,
        40,
        _says(row, all_of, cell),
        f"{row.code},",
    )


def _totals(matrix: _Matrix, y: float) -> Iterator[Mark]:
    yield Text(0, y + 22, _("All asked of"), Paint.QUIET, 14, SEMIBOLD)
    ends = [(column.code, matrix.middle(place), CENTER)
            for place, column in enumerate(matrix.reviewed)]  # fmt: skip
    for code, x, align in (*ends, (None, matrix.total, LEFT)):
        cell = matrix.cells.get((None, code))
        if cell is None:
            continue
        yield Text(x, y + 22, whole(cell.value), Paint.INK, 13.5, SEMIBOLD, align)
        if cell.n >= matrix.minimum:
            said = _("{share} supported").format(share=share(cell.part / cell.n))
            yield Text(x, y + 40, fitted(said, matrix.step, 13), Paint.QUIET, 13, align=align)


def _one_row(matrix: _Matrix) -> tuple[list[Mark], float]:
    """One asking group, the reviewed ones under each other."""
    row = matrix.asking[0]
    y = matrix.top + 16
    said = _("Asked by: {name}").format(name=row.name)
    lines = balanced(said, matrix.look.width, 15, SEMIBOLD)
    marks, y = lines_of(0, y, lines, 19, Text(0, 0, "", Paint.INK, 15, SEMIBOLD))
    for column in matrix.reviewed:
        marks.append(Line(0, y, matrix.look.width, y, Paint.GRID))
        marks += _row_name(column, y, matrix.look.width - 160)
        marks += _cell(matrix, row, column, (matrix.look.width - 90, y + _ROW / 2))
        y += _ROW
    return marks, y + 4


def _says(row: Side, column: Side, cell: _Cell) -> str:
    if not cell.n:
        said = _("{asking} to {reviewed}: {value} recommendations, none answered")
        return said.format(asking=row.name, reviewed=column.name, value=whole(cell.value))
    said = _("{asking} to {reviewed}: {value} recommendations, {share} supported ({counts})")
    rate, counts = share(cell.part / cell.n, 1), of(cell.part, cell.n)
    names = {"asking": row.name, "reviewed": column.name}
    return said.format(value=whole(cell.value), share=rate, counts=counts, **names)
