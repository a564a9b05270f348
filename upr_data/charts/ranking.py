"""A ranking of States as dots: the shape of the whole above, the highest and lowest by name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import polars as pl

from upr_data.charts.axes import Scale, columns, round_steps
from upr_data.charts.columns import read
from upr_data.charts.drawn import Drawn, Look, drawn, nothing
from upr_data.charts.marks import LEFT, RIGHT, Dot, Drawing, Hit, Line, Mark, Text
from upr_data.charts.paint import Paint
from upr_data.charts.picture import Caption
from upr_data.charts.typeset import BOLD, REGULAR, fitted, width
from upr_data.charts.words import rounded, whole
from upr_data.language import _, number

_HIGHEST: Final = {True: 10, False: 25}
_LOWEST: Final = {True: 0, False: 5}
_ROW: Final = {True: 40.0, False: 21.0}
_TIES: Final = 2
"""A border at which more tie than this many times the wanted length is not crossed."""
_NAMES: Final = 290
_TICKS: Final = 52


class _State(NamedTuple):
    """One State: its value per review, and of how many reviews."""

    code: str
    name: str
    value: float
    reviews: int


class Ranked(NamedTuple):
    """A State with its place: "1", or "=" where it has the figure of the one above it."""

    place: str
    state: _State


@dataclass(frozen=True, slots=True)
class Average:
    """What the States are compared with: its value, and its words ("average {value} per …")."""

    value: float
    words: str

    @property
    def said(self) -> str:
        """The words with the value."""
        return self.words.format(value=whole(self.value))


@dataclass(frozen=True, slots=True)
class _Plot:
    """How the ranking is laid out."""

    scale: Scale
    look: Look
    accent: str
    average: Average


def dot_ranking(
    table: pl.DataFrame, average: Average, caption: Caption, look: Look, chosen: str = ""
) -> Drawn:
    """Who has most and who has least, per review; and how all the others lie.

    `table` has one row a State that has enough to be ranked: `code`, `name`, `value` (per review;
    the axis starts at 0) and `reviews`. All are ticks; the 25 highest and 5 lowest (10 on a phone)
    have a line, with all that tie at the border. The accent is for `chosen`, else for the first.
    """
    states = read(table, _State)
    if not states:
        return nothing(caption, look)
    high, low = named(states, _HIGHEST[look.is_phone], _LOWEST[look.is_phone])
    first = high[0].state.code if len(high) == 1 or high[1].place != "=" else ""
    if chosen and all(one.state.code != chosen for one in (*high, *low)):
        high = [*high, *(one for one in _places(states) if one.state.code == chosen)]
    steps = round_steps(max(*(one.value for one in states), average.value), least=1)
    plot = _Plot(_scale(steps, look), look, chosen or first, average)
    bottom, rows = _lines(high, low, len(states), plot)
    grid = columns(plot.scale, steps, (_TICKS + 4, bottom))
    marks = [*grid, *_shape(states, plot, bottom), *rows]
    drawing = Drawing(look.width, bottom + 24, tuple(marks))
    return drawn(drawing, caption, look)


def named(states: Sequence[_State], highest: int, lowest: int) -> tuple[list[Ranked], list[Ranked]]:
    """The highest and the lowest with their places, and all that tie with the last of each."""
    placed = _places(states)
    if len(placed) <= highest + lowest:
        return placed, []
    last, first = (_figure(placed[one].state) for one in (highest - 1, -lowest))
    high = [one for one in placed if _figure(one.state) >= last]
    if len(high) > _TIES * highest:
        above = [one for one in placed if _figure(one.state) > last]
        high = above or placed[:highest]
    low = [one for one in placed if _figure(one.state) <= first and one not in high]
    return high, low if 0 < len(low) <= _TIES * lowest else []


def _places(states: Sequence[_State]) -> list[Ranked]:
    ordered = sorted(states, key=lambda one: (-_figure(one), one.name))
    figures = [_figure(one) for one in ordered]
    return [
        Ranked("=" if place and figures[place - 1] == figures[place] else str(place + 1), state)
        for place, state in enumerate(ordered)
    ]


def _figure(state: _State) -> int:
    """The figure as it is printed: what looks equal is ranked equal."""
    return int(rounded(state.value))


def _scale(steps: list[float], look: Look) -> Scale:
    if look.is_phone:
        return Scale(0, steps[-1], 10, look.width - 24)
    return Scale(0, steps[-1], min(_NAMES, look.width * 0.38), look.width - 118)


def _shape(states: list[_State], plot: _Plot, bottom: float) -> Iterator[Mark]:
    """All States as ticks, and the average through the whole picture."""
    look = plot.look
    for one in states:
        x = plot.scale(one.value)
        yield Line(x, 24, x, 44, Paint.CONTEXT_DEEP, 1.5, opacity=0.8)
    x = plot.scale(plot.average.value)
    yield Line(x, 6, x, 48 if look.is_phone else bottom, Paint.INK, 1, dashed=True)
    left = x + 6 + width(plot.average.said, 13) > look.width
    at, align = (x - 6, RIGHT) if left else (x + 6, LEFT)
    yield Text(at, 15, plot.average.said, Paint.INK, 13, align=align)
    if not look.is_phone:
        words = _("All {n} States").format(n=number(len(states)))
        yield Text(0, 38, words, Paint.INK, 13, BOLD)
        yield Text(look.width, _TICKS + 16, _("reviews"), Paint.QUIET, 13, align=RIGHT)


def _lines(high: list[Ranked], low: list[Ranked], n: int, plot: _Plot) -> tuple[float, list[Mark]]:
    """The lines of the named, what is left out between them, and where they end."""
    row = _ROW[plot.look.is_phone]
    y = _TICKS + 34.0
    marks: list[Mark] = []
    for one in (*high, *low):
        if low and one is low[0]:
            between = _("… {n} States …").format(n=number(n - len(high) - len(low)))
            marks.append(Text(0, y + 4, between, Paint.QUIET, 13))
            y += row
        marks += (_line_above if plot.look.is_phone else _line)(one, y, plot)
        marks.append(Hit(0, y - row / 2, plot.look.width, row, _says(one.state), one.state.code))
        y += row
    return y - row / 2 + 2, marks


def _line(one: Ranked, y: float, plot: _Plot) -> Iterator[Mark]:
    weight = BOLD if one.state.code == plot.accent else REGULAR
    yield Text(24, y + 4.5, one.place, Paint.QUIET, 13, align=RIGHT)
    name = fitted(one.state.name, plot.scale.start - 46, 13.5, weight)
    yield Text(36, y + 4.5, name, Paint.INK, 13.5, weight)
    yield from _stem(one.state, y, plot)
    x = plot.scale(one.state.value) + 11
    yield Text(x, y + 4.5, whole(one.state.value), Paint.INK, 13.5, weight)
    reviews = number(one.state.reviews)
    yield Text(plot.look.width, y + 4.5, reviews, Paint.QUIET, 13, align=RIGHT)


def _line_above(one: Ranked, y: float, plot: _Plot) -> Iterator[Mark]:
    """On a phone the name stands above its dot, the value at the right."""
    weight = BOLD if one.state.code == plot.accent else REGULAR
    name = fitted(one.state.name, plot.look.width - 80, 13.5, weight)
    yield Text(0, y - 1, one.place, Paint.QUIET, 13)
    yield Text(24, y - 1, name, Paint.INK, 13.5, weight)
    yield Text(plot.look.width, y - 1, whole(one.state.value), Paint.INK, 13.5, BOLD, RIGHT)
    x = plot.scale(plot.average.value)
    yield Line(x, y + 5, x, y + 19, Paint.INK, 1, dashed=True)
    yield from _stem(one.state, y + 12, plot)


def _stem(state: _State, y: float, plot: _Plot) -> Iterator[Mark]:
    x = plot.scale(state.value)
    stem, dot = Paint.GRID, Paint.CONTEXT_DEEP
    if state.code == plot.accent:
        stem, dot = Paint.ACCENT_LIGHT, Paint.ACCENT
    yield Line(plot.scale.start, y, x, y, stem, 2)
    yield Dot(x, y, 6, dot)


def _says(state: _State) -> str:
    said = _("{name}: {value} per review ({n} reviews)")
    return said.format(name=state.name, value=whole(state.value), n=number(state.reviews))
