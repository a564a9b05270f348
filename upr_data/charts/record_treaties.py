"""Treaty by treaty: the share that had joined, of the supported, the noted only, the not asked."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import polars as pl

from upr_data.charts.axes import Scale, columns, percent_words, round_steps
from upr_data.charts.columns import read
from upr_data.charts.drawn import Drawn, Look, drawn, nothing
from upr_data.charts.keys import Entry, key
from upr_data.charts.marks import RIGHT, Box, Dot, Drawing, Hit, Mark, Text
from upr_data.charts.paint import Paint
from upr_data.charts.picture import Caption
from upr_data.charts.record_axes import CurveGroup, ink_of
from upr_data.charts.typeset import BOLD, fitted, width
from upr_data.charts.words import of, share
from upr_data.language import _, clauses, number

FEW: Final = 10
"""Of fewer, the dot is hollow."""

_STACKED_BELOW: Final = 760
_ROW: Final = {True: 74.0, False: 38.0}
_COUNTS: Final = 112.0
"""Pixels of a column of counts, at least: a longer head has more."""

_OFFSET: Final = 7.0
"""Equal shares would hide each other: each group has a level of its own within its line."""


class _Cell(NamedTuple):
    """One treaty and group: `part` of `n` had joined."""

    code: str
    name: str
    group: str
    part: int
    n: int


def joined_by_treaty(
    table: pl.DataFrame, groups: Sequence[CurveGroup], caption: Caption, look: Look
) -> Drawn:
    """The share joined by treaty, a dot a group, with the counts beside.

    `table` has one row a treaty and group, treaties in order: `code`, `name`, `group`, `part` (had
    joined) and `n` (open at the review). Fewer than ten: a hollow dot; none: no dot. A click names
    the treaty.
    """
    cells = read(table, _Cell)
    treaties = list(dict.fromkeys((one.code, one.name) for one in cells))
    if not treaties:
        return nothing(caption, look)
    given = {(one.code, one.group): one for one in cells if one.n}
    entries = [Entry("dot", group.paint, group.name) for group in groups]
    entries.append(Entry("ring", Paint.QUIET, _("n below {n}").format(n=number(FEW))))
    marks, top = key(entries, look)
    stacked = look.width < _STACKED_BELOW
    names = 0.0 if stacked else min(max(width(name, 14) for _c, name in treaties) + 16, 320)
    counts = _counts(groups)
    right = look.width - 26.0 if stacked else look.width - counts * len(groups) - 18
    most = round_steps(max((c.part / c.n for c in given.values()), default=0.0), 5, least=0.1)
    x = Scale(0, max(most[-1], 0.1), names + 10, right)
    if not stacked:
        marks += _heads(groups, look, top)
        top += 34
    foot = top + _ROW[stacked] * len(treaties)
    marks += columns(x, most, (top, foot), percent_words(most[-1]))
    for place, (code, name) in enumerate(treaties):
        y = top + place * _ROW[stacked]
        here = [given.get((code, group.key)) for group in groups]
        marks += _row(name, here, groups, x, y, look)
        marks.append(Hit(0, y, look.width, _ROW[stacked], _says(name, here, groups), code))
    return drawn(Drawing(look.width, foot + 28, tuple(marks)), caption, look)


def _counts(groups: Sequence[CurveGroup]) -> float:
    """How wide a column of counts is: as its head, in any language."""
    return max(_COUNTS, *(width(one.short.capitalize(), 13, BOLD) + 12 for one in groups), 0.0)


def _heads(groups: Sequence[CurveGroup], look: Look, top: float) -> Iterator[Mark]:
    for place, group in enumerate(groups):
        x = look.width - _counts(groups) * (len(groups) - 1 - place)
        words = fitted(group.short.capitalize(), _counts(groups) - 12, 13, BOLD)
        yield Text(x, top + 18, words, ink_of(group.paint), 13, BOLD, RIGHT)


def _row(  # noqa: PLR0913, PLR0917 - what is in the line, and where it lies
    name: str,
    cells: Sequence[_Cell | None],
    groups: Sequence[CurveGroup],
    x: Scale,
    y: float,
    look: Look,
) -> Iterator[Mark]:
    stacked = look.width < _STACKED_BELOW
    middle = y + (56 if stacked else _ROW[False] / 2)
    if stacked:
        yield Text(0, y + 18, fitted(name, look.width, 14, BOLD), Paint.INK, 14, BOLD)
        yield from _counts_below(cells, groups, y + 36, look.width)
    else:
        yield Text(x.start - 16, middle + 5, fitted(name, x.start - 18, 14), align=RIGHT, size=14)
    yield Box(x.start, middle - 0.5, x.end - x.start, 1, Paint.GRID)
    for place, (cell, group) in enumerate(zip(cells, groups, strict=True)):
        if not stacked:
            right = look.width - _counts(groups) * (len(groups) - 1 - place)
            words = of(cell.part, cell.n) if cell else "–"
            yield Text(right, middle + 5, words, ink_of(group.paint), 13.5, align=RIGHT)
        if cell:
            level = middle + _OFFSET * (place - (len(groups) - 1) / 2)
            at = x(cell.part / cell.n)
            if cell.n < FEW:
                yield Dot(at, level, 5, Paint.GROUND, group.paint)
            else:
                yield Dot(at, level, 6, group.paint, Paint.GROUND, 1)


def _counts_below(
    cells: Sequence[_Cell | None], groups: Sequence[CurveGroup], y: float, room: float
) -> Iterator[Mark]:
    """On phones: the counts in a line under the name, each in its colour."""
    shown = [of(cell.part, cell.n) if cell else "–" for cell in cells]
    free = room - sum(width(words, 13) for words in shown)
    gap, left = min(20.0, free / max(len(shown) - 1, 1)), 0.0
    for words, group in zip(shown, groups, strict=True):
        yield Text(left, y, words, ink_of(group.paint), 13)
        left += width(words, 13) + gap


def _says(name: str, cells: Sequence[_Cell | None], groups: Sequence[CurveGroup]) -> str:
    parts = [
        _("{group}: {share} ({counts})").format(
            group=group.name, share=share(cell.part / cell.n), counts=of(cell.part, cell.n)
        )
        for cell, group in zip(cells, groups, strict=True)
        if cell
    ]
    return clauses([name, *parts])
