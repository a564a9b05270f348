"""By whom, or to whom: a dot a State, stacked by its number, in a strip a group."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import polars as pl

from upr_data.charts.axes import Scale
from upr_data.charts.columns import read
from upr_data.charts.drawn import Drawn, Look, drawn, nothing
from upr_data.charts.keys import Entry, key
from upr_data.charts.marks import CENTER, Box, Dot, Drawing, Hit, Mark, Text, lines_of
from upr_data.charts.paint import Paint
from upr_data.charts.picture import Caption
from upr_data.charts.placing import Named, placed
from upr_data.charts.typeset import SEMIBOLD, wrapped
from upr_data.charts.words import NO_BREAK, of, share
from upr_data.language import _, number

_PITCH: Final = 16.0
_TALLEST: Final = 210.0
_STACKED_BELOW: Final = 700
_NAMED_A_STRIP: Final = 4
_NUMBER: Final = 28
_ALL, _MOST, _HALF = 1.0, 0.75, 0.5


class Strip(NamedTuple):
    """A group: its code, its name, and what is said under it (States, number, supported)."""

    code: str
    name: str
    note: str


class _State(NamedTuple):
    """One State: how many recommendations, and of those answered how many supported."""

    code: str
    name: str
    group: str
    made: int
    part: int
    n: int


@dataclass(frozen=True, slots=True)
class _Row:
    """Where a strip lies, and the radius of its dots."""

    x: Scale
    base: float
    pitch: float
    r: float
    look: Look


def strips(
    table: pl.DataFrame, groups: Sequence[Strip], words: str, caption: Caption, look: Look
) -> Drawn:
    """Who asked a State (or was asked by it) how often, and how that was answered.

    `table` has one row a State that asked: `code`, `name`, `group` (a code of `groups`), `made`
    (across), `part` (supported) and `n` (answered: none is an open dot). `groups` come in the order
    of the strips; one without States stays, and says "none". `words` is what the colours mean
    ("Supported by Kenya:"). Names stand where they have room; a click names the State.
    """
    states = [one for one in read(table, _State) if one.made > 0]
    if not (states and groups):
        return nothing(caption, look)
    marks, y = key(_entries(), look, words)
    stacked = look.width < _STACKED_BELOW
    most = max(one.made for one in states)
    start = 16.0 if stacked else min(320.0, look.width * 0.33)
    x = Scale(1, max(most, 2), start + 16, look.width - 24)
    for strip in groups:
        members = [one for one in states if one.group == strip.code]
        lines = wrapped(strip.note, look.width if stacked else start - 14, 13)
        head = 26 + 17.0 * len(lines)
        row = _row(members, x, (y + head if stacked else y + 8), look, 0 if stacked else head)
        first = y + 18 if stacked else row.base + 2 - 17 * len(lines)
        marks += _words(strip, lines, first)
        marks.append(Box(start, row.base + 10, look.width - start, 1, Paint.GRID))
        marks += _dots(members, row)
        y = row.base + 14
    marks += _axis(x, most, y + 14)
    marks.append(Text(start, y + 36, _("Number of recommendations"), Paint.QUIET, 13))
    return drawn(Drawing(look.width, y + 44, tuple(marks)), caption, look)


def _entries() -> list[Entry]:
    return [
        Entry("dot", Paint.ACCENT, _("all")),
        Entry("dot", Paint.ACCENT_LIGHT, f"75–99{NO_BREAK}%"),
        Entry("dot", Paint.NOTED_PALE, f"50–74{NO_BREAK}%"),
        Entry("dot", Paint.NOTED, _("under {share}").format(share=share(_HALF))),
    ]


def _row(members: Sequence[_State], x: Scale, top: float, look: Look, least: float) -> _Row:
    """The strip: as high as its highest stack, and as the words beside it need."""
    stacks: dict[int, int] = {}
    for one in members:
        stacks[one.made] = stacks.get(one.made, 0) + 1
    highest = max(stacks.values(), default=1)
    pitch = min(_PITCH, _TALLEST / highest)
    step = abs(x(2) - x(1))
    r = max(2.0, min(pitch / 2 - 1, step / 2 - 1, 7.0))  # not into the next number, or dot
    return _Row(x, top + max(highest * pitch, least), pitch, r, look)


def _words(strip: Strip, lines: list[str], y: float) -> list[Mark]:
    texts, _end = lines_of(0, y + 17, lines, 17, Text(0, 0, "", Paint.QUIET, 13))
    return [Text(0, y, strip.name, Paint.INK, 14, SEMIBOLD), *texts]


def _dots(members: Sequence[_State], row: _Row) -> Iterator[Mark]:
    """Stacked by number; in a stack the least supported on top."""
    if not members:
        yield Text(row.x.start - 6, row.base + 2, _("none"), Paint.QUIET, 13)
        return
    at: dict[str, tuple[float, float]] = {}
    heights: dict[int, int] = {}
    for one in sorted(members, key=lambda state: (-_rate(state), state.name)):
        level = heights.get(one.made, 0)
        heights[one.made] = level + 1
        at[one.code] = (row.x(one.made), row.base - level * row.pitch)
        (x, y), r = at[one.code], row.r
        yield _dot(one, x, y, r)
        yield Hit(x - r, y - r, 2 * r, 2 * r, _says(one), one.code)
    yield from _names(members, at, row)


def _names(
    members: Sequence[_State], at: dict[str, tuple[float, float]], row: _Row
) -> Iterator[Mark]:
    """Those with most by name, where the name is free right or left of its dot."""
    ordered = sorted(members, key=lambda one: (-one.made, one.name))
    wanted = [
        Named(*at[one.code], row.r, one.name, paint=Paint.INK, only_beside=True)
        for one in ordered[: 3 * _NAMED_A_STRIP]
    ]
    others = [at[one.code] for one in ordered[3 * _NAMED_A_STRIP :]]
    r = row.r + 3
    taken = [(x - r, y - r, x + r, y + r) for x, y in others]
    bounds = (row.x.start, 0.0, float(row.look.width), row.base + 10)
    yield from placed(wanted, taken, bounds, _NAMED_A_STRIP)


def _dot(one: _State, x: float, y: float, r: float) -> Dot:
    if not one.n:
        return Dot(x, y, r - 1, Paint.GROUND, Paint.CONTEXT_DEEP)
    return Dot(x, y, r, _paint(_rate(one)))


def _paint(rate: float) -> Paint:
    if rate >= _ALL:
        return Paint.ACCENT
    if rate >= _MOST:
        return Paint.ACCENT_LIGHT
    return Paint.NOTED_PALE if rate >= _HALF else Paint.NOTED


def _rate(one: _State) -> float:
    return one.part / one.n if one.n else -1.0


def _axis(x: Scale, most: int, y: float) -> Iterator[Mark]:
    """Every number, or as many as have room."""
    one = x(2) - x(1)
    every = next((step for step in (1, 2, 5, 10, 20, 50, 100) if step * one >= _NUMBER), 1000)
    for value in range(every, most + 1, every):
        yield Text(x(value), y, number(value), Paint.QUIET, 13, align=CENTER)


def _says(one: _State) -> str:
    if not one.n:
        said = _("{name}: {n} recommendations, none answered")
        return said.format(name=one.name, n=number(one.made))
    said = _("{name}: {n} recommendations, {share} supported ({counts})")
    rate = share(one.part / one.n)
    return said.format(name=one.name, n=number(one.made), share=rate, counts=of(one.part, one.n))
