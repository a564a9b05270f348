"""Themes as dots: how often each is raised, and what share of it is supported or led to action."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log10, sqrt
from typing import Final, NamedTuple

import polars as pl

from upr_data.charts.axes import Scale, percent_words, rows
from upr_data.charts.columns import read
from upr_data.charts.drawn import Drawn, Look, drawn, nothing
from upr_data.charts.marks import CENTER, RIGHT, Dot, Drawing, Hit, Line, Mark, Text
from upr_data.charts.paint import Paint
from upr_data.charts.picture import Caption
from upr_data.charts.placing import Named, Rect, placed, touch
from upr_data.charts.typeset import REGULAR, SEMIBOLD, width
from upr_data.charts.words import of, share
from upr_data.language import _, number
from upr_data.model.interval import wilson

_RADIUS: Final = 6.0
_ABOVE: Final = 30
_BELOW: Final = 52
_HIGH: Final = 0.9
_LOW: Final = 0.5
_QUARTERS: Final = (0, 0.25, 0.5, 0.75, 1)
_SLIDE: Final = 12.0
_BOLD: Final = {True: 8, False: 12}
_NAMED: Final = {True: 9, False: 200}


class _Theme(NamedTuple):
    """One issue or theme."""

    code: str
    name: str
    short_name: str
    n: int
    part: int


@dataclass(frozen=True, slots=True)
class ScatterWords:
    """What the axes and the average are called."""

    rate: str
    number: str
    average: str
    in_tooltip: str


@dataclass(frozen=True, slots=True)
class _Plot:
    """Both scales, and how the plot is laid out."""

    x: Scale
    y: Scale
    look: Look
    average: float | None

    def of(self, theme: _Theme) -> tuple[float, float]:
        """Where the dot of a theme lies."""
        return self.x(log10(theme.n)), self.y(theme.part / theme.n)


def theme_scatter(  # noqa: PLR0913, PLR0917 - the themes, their average, and how they are drawn
    table: pl.DataFrame,
    average: float | None,
    words: ScatterWords,
    caption: Caption,
    look: Look,
    minimum: int = 50,
) -> Drawn:
    """Which themes are raised, and what comes of them: the outliers by name.

    `table` has one row a theme: `code`, `name`, `short_name` (for phones), `n` (answered or
    commented: the denominator) and `part`. Across: n, in logarithms; upwards: the share, always 0
    to 100 %, with its 95 % interval (Wilson). Themes with fewer than `minimum` are not drawn:
    count them in the caption. `average` is the share of everything, 0–1.
    """
    themes = [one for one in read(table, _Theme) if one.n >= max(minimum, 1)]
    if not themes:
        return nothing(caption, look)
    plot = _plot(themes, average, look)
    marks = [*_axes(plot, words, themes), *_dots(plot, themes, words), *_names(plot, themes, words)]
    return drawn(Drawing(look.width, plot.y.start + _BELOW, tuple(marks)), caption, look)


def _plot(themes: Sequence[_Theme], average: float | None, look: Look) -> _Plot:
    logs = [log10(one.n) for one in themes]
    low, high = min(logs), max(logs)
    slack = max((high - low) * 0.04, 0.15)
    left, right = (40.0, 8.0) if look.is_phone else (56.0, 8.0)
    tall = 300.0 if look.is_phone else min(520.0, max(380.0, look.width * 0.42))
    tall = look.plot(tall, _ABOVE + _BELOW)
    x = Scale(low - slack, high + slack, left, look.width - right)
    return _Plot(x, Scale(0, 1, tall + _ABOVE, _ABOVE), look, average)


def _axes(plot: _Plot, words: ScatterWords, themes: Sequence[_Theme]) -> Iterator[Mark]:
    left, right, foot = plot.x.start, plot.x.end, plot.y.start
    yield from rows(plot.y, _QUARTERS, (left, right), percent_words())
    yield Text(0, 12, words.rate, Paint.QUIET, 13)
    free = 0.0
    for value in _decades(themes):
        x, half = plot.x(log10(value)), width(number(value), 13) / 2
        at = min(x, plot.look.width - half)
        if left <= x <= right - 4 and at - half >= free:
            yield Line(x, foot, x, foot + 5, Paint.CONTEXT_DEEP)
            yield Text(at, foot + 20, number(value), Paint.QUIET, 13, align=CENTER)
            free = at + half + 8
    yield Text(right, foot + 40, words.number, Paint.QUIET, 13, align=RIGHT)
    if plot.average is not None:
        y = plot.y(plot.average)
        yield Line(left, y, right, y, Paint.INK, 1, dashed=True)
        yield _average_words(plot, words, themes)


def _average_words(plot: _Plot, words: ScatterWords, themes: Sequence[_Theme]) -> Text:
    """The name of the average near the end of its line, where it covers no dot; else above."""
    average = plot.average or 0.0
    said = words.average.format(share=share(average))
    y = plot.y(average)
    taken = [*_intervals(plot, themes), *_circles(plot, themes)]
    long = width(said, 13)
    steps = int((plot.x.end - plot.x.start - long) // _SLIDE) + 1
    places = [
        Text(plot.x.end - _SLIDE * step, base, said, Paint.INK, 13, align=RIGHT)
        for step in range(max(steps, 1))
        for base in (y - 6, y + 16)
        if plot.y.end <= base <= plot.y.start
    ]
    free = (one for one in places if not any(touch(one.box, other) for other in taken))
    return next(free, Text(plot.x.end, 12, said, Paint.INK, 13, align=RIGHT))


def _decades(themes: Sequence[_Theme]) -> list[int]:
    low, high = min(one.n for one in themes), max(one.n for one in themes)
    steps = [one * 10**power for power in range(7) for one in (1, 3)]
    within = [one for one in steps if low * 0.7 <= one <= high * 1.4]
    return within or [low]


def _paint(theme: _Theme) -> Paint:
    rate = theme.part / theme.n
    if rate >= _HIGH:
        return Paint.ACCENT
    return Paint.NOTED if rate < _LOW else Paint.CONTEXT_DEEP


def _dots(plot: _Plot, themes: Sequence[_Theme], words: ScatterWords) -> Iterator[Mark]:
    for one in sorted(themes, key=lambda theme: theme.n):
        x, y = plot.of(one)
        low, high = wilson(one.part, one.n)
        yield Line(x, plot.y(low), x, plot.y(high), _paint(one), 2, opacity=0.5)
        yield Dot(x, y, _radius(plot), _paint(one), Paint.GROUND, 1)
        yield Hit(x - 8, y - 8, 16, 16, _says(one, words), one.code)


def _radius(plot: _Plot) -> float:
    return _RADIUS - 1.5 if plot.look.is_phone else _RADIUS


def _names(plot: _Plot, themes: Sequence[_Theme], words: ScatterWords) -> list[Mark]:
    """Names in order of importance: the farthest from the average and the largest first."""
    ordered = _by_importance(themes, plot.average)
    bold = ordered[: _BOLD[plot.look.is_phone]]
    extremes = {ordered[place].code for place in range(min(5, len(ordered)))}
    wanted = [_wanted(plot, one, is_bold=one in bold, is_extreme=one.code in extremes)
              for one in ordered]  # fmt: skip
    obstacles = [*_intervals(plot, themes), *_lines(plot, words, themes)]
    bounds = (plot.x.start + 2, plot.y.end - 14, float(plot.look.width), plot.y.start - 2)
    return list(placed(wanted, obstacles, bounds, _NAMED[plot.look.is_phone]))


def _wanted(plot: _Plot, one: _Theme, *, is_bold: bool, is_extreme: bool) -> Named:
    x, y = plot.of(one)
    name = one.short_name if plot.look.is_phone else one.name
    said = f"{name} {share(one.part / one.n)}" if is_extreme else name
    weight, paint = (SEMIBOLD, Paint.INK) if is_bold else (REGULAR, Paint.QUIET)
    return Named(x, y, _radius(plot), said, weight, paint, name)


def _by_importance(themes: Sequence[_Theme], average: float | None) -> list[_Theme]:
    """The two highest and lowest, then the farthest and the largest in turn; names break ties."""
    middle = 0.5 if average is None else average
    ends = sorted(themes, key=lambda one: (one.part / one.n, one.name))
    far = sorted(themes, key=lambda one: (-abs(one.part / one.n - middle) * sqrt(one.n), one.name))
    large = sorted(themes, key=lambda one: (-one.n, one.name))
    turns = [one for pair in zip(far, large, strict=True) for one in pair]
    return list(dict.fromkeys([*ends[:2], *reversed(ends[-2:]), *turns]))


def _intervals(plot: _Plot, themes: Sequence[_Theme]) -> Iterator[Rect]:
    for one in themes:
        x, _y = plot.of(one)
        low, high = wilson(one.part, one.n)
        yield x - 1, plot.y(high), x + 1, plot.y(low)


def _circles(plot: _Plot, themes: Sequence[_Theme]) -> Iterator[Rect]:
    r = _radius(plot)
    for one in themes:
        x, y = plot.of(one)
        yield x - r, y - r, x + r, y + r


def _lines(plot: _Plot, words: ScatterWords, themes: Sequence[_Theme]) -> Iterator[Rect]:
    if plot.average is not None:
        y = plot.y(plot.average)
        yield plot.x.start, y - 1, plot.x.end, y + 1
        yield _average_words(plot, words, themes).box


def _says(theme: _Theme, words: ScatterWords) -> str:
    low, high = wilson(theme.part, theme.n)
    said = _("{name}: {share} {what} ({counts}); 95 % interval {low} to {high}")
    rate = {"share": share(theme.part / theme.n, 1), "low": share(low, 1), "high": share(high, 1)}
    return said.format(
        name=theme.name, what=words.in_tooltip, counts=of(theme.part, theme.n), **rate
    )
