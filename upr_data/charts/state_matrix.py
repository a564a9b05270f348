"""States by States: what one cell of the matrix of groups opens into."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final, NamedTuple

import polars as pl

from upr_data.charts.columns import read
from upr_data.charts.drawn import Drawn, Look, drawn, nothing
from upr_data.charts.keys import class_key
from upr_data.charts.marks import RIGHT, Box, Drawing, Hit, Line, Mark, Text, lines_of
from upr_data.charts.paint import Paint, class_of
from upr_data.charts.picture import Caption
from upr_data.charts.typeset import wrapped
from upr_data.charts.words import of, share
from upr_data.language import _, number

_CELL: Final = 22.0
_NAMES: Final = 44.0
_TOTALS: Final = 52.0
_HEAD: Final = 40.0


class _Cell(NamedTuple):
    """How much one State asked of another, and how much of it was supported."""

    from_code: str
    to_code: str
    made: int
    part: int
    n: int


@dataclass(frozen=True, slots=True)
class _Matrix:
    """The States that there is room for, and what they asked of each other."""

    cells: Mapping[tuple[str, str], _Cell]
    asking: Sequence[str]
    reviewed: Sequence[str]
    names: Mapping[str, str]
    minimum: int
    top: float


def state_matrix(  # noqa: PLR0913, PLR0917 - the cells, names, and how they are drawn
    table: pl.DataFrame,
    names: Mapping[str, str],
    words: tuple[str, str],
    caption: Caption,
    look: Look,
    minimum: int = 5,
) -> Drawn:
    """Which State asked which: rows ask, columns are reviewed, both from the most to the least.

    `table` has one row a pair that has any: `from_code`, `to_code`, `made` (the area), `part`
    (supported) and `n` (answered). `names` gives the names of codes, `words` the names of both
    groups. Pairs with fewer than `minimum` answers are outlines. Where there is not room for all,
    those with most are drawn, and how many are in the table only is said. A click names the pair.
    """
    rows = [one for one in read(table, _Cell) if one.made]
    if not rows:
        return nothing(caption, look)
    asking, reviewed = (_by_size(rows, side) for side in ("from_code", "to_code"))
    room = int((look.width - _NAMES - _TOTALS) // _CELL)
    shown = reviewed[:room]
    above = asking[: max(room, 12) if look.is_phone else len(asking)]
    key, top = class_key(look, _("Colour: % supported; area: number"))
    said = _("Rows, asking: {asking}. Columns, reviewed: {reviewed}")
    lines = wrapped(said.format(asking=words[0], reviewed=words[1]), look.width, 14)
    heading, top = lines_of(0, top + 12, lines, 18, Text(0, 0, "", Paint.INK, 14))
    cells = {(one.from_code, one.to_code): one for one in rows}
    matrix = _Matrix(cells, above, shown, names, minimum, top - 10)
    marks = [*key, *heading, *_heads(matrix), *_lines(matrix)]
    y = matrix.top + _HEAD + len(above) * _CELL
    left_out = (len(asking) - len(above)) + (len(reviewed) - len(shown))
    if left_out:
        said = _("{n} more States are in the table only").format(n=number(left_out))
        marks.append(Text(0, y + 22, said, Paint.QUIET, 13))
        y += 26
    return drawn(Drawing(look.width, y + 6, tuple(marks)), caption, look)


def _by_size(rows: Sequence[_Cell], side: str) -> list[str]:
    totals: dict[str, int] = {}
    for one in rows:
        code = getattr(one, side)
        totals[code] = totals.get(code, 0) + one.made
    return sorted(totals, key=lambda code: (-totals[code], code))


def _heads(matrix: _Matrix) -> Iterator[Mark]:
    for place, code in enumerate(matrix.reviewed):
        x = _NAMES + (place + 0.5) * _CELL
        # Codes are turned: three letters are wider than a column.
        yield Text(x + 4.5, matrix.top + _HEAD - 6, code, Paint.QUIET, 12, angle=-90)


def _lines(matrix: _Matrix) -> Iterator[Mark]:
    largest = max(one.made for one in matrix.cells.values())
    end = _NAMES + len(matrix.reviewed) * _CELL
    for place, asking in enumerate(matrix.asking):
        y = matrix.top + _HEAD + place * _CELL
        yield Line(_NAMES, y, end, y, Paint.GRID)
        yield Text(_NAMES - 8, y + 15.5, asking, Paint.INK, 12.5, align=RIGHT)
        total = 0
        for column, reviewed in enumerate(matrix.reviewed):
            cell = matrix.cells.get((asking, reviewed))
            if cell:
                total += cell.made
                middle = (_NAMES + (column + 0.5) * _CELL, y + _CELL / 2)
                yield from _pair(cell, middle, largest, matrix)
        yield Text(end + 8, y + 15.5, number(total), Paint.QUIET, 12.5)


def _pair(
    cell: _Cell, middle: tuple[float, float], largest: int, matrix: _Matrix
) -> Iterator[Mark]:
    side = max(4.0, (_CELL - 2) * sqrt(cell.made / largest))
    x, y = middle[0] - side / 2, middle[1] - side / 2
    if cell.n < matrix.minimum:
        yield Box(x, y, side, side, stroke=Paint.CONTEXT_DEEP, radius=1)
    else:
        paint = class_of(cell.part / cell.n)
        yield Box(x, y, side, side, paint, radius=1)
        if paint is Paint.UNDER_50 and side > 12:  # noqa: PLR2004 - smaller ones would be filled
            yield Box(x + 2.5, y + 2.5, side - 5, side - 5, stroke=Paint.ON_DEEP)
    says = _says(cell, matrix.names)
    half = _CELL / 2
    code = f"{cell.from_code},{cell.to_code}"
    yield Hit(middle[0] - half, middle[1] - half, _CELL, _CELL, says, code)


def _says(cell: _Cell, names: Mapping[str, str]) -> str:
    pair = {
        "asking": names.get(cell.from_code, cell.from_code),
        "reviewed": names.get(cell.to_code, cell.to_code),
        "n": number(cell.made),
    }
    if not cell.n:
        return _("{asking} to {reviewed}: {n} recommendations, none answered").format(**pair)
    said = _("{asking} to {reviewed}: {n} recommendations, {share} supported ({counts})")
    rate, counts = share(cell.part / cell.n), of(cell.part, cell.n)
    return said.format(share=rate, counts=counts, **pair)
