"""Who joins what was asked for, and when: shares by years, bands, numbers at risk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import polars as pl

from upr_data.charts.axes import Scale, round_steps
from upr_data.charts.columns import read
from upr_data.charts.drawn import Drawn, Look, drawn, nothing
from upr_data.charts.marks import (
    CENTER,
    RIGHT,
    Band,
    Box,
    Dot,
    Drawing,
    Hit,
    Line,
    Mark,
    Text,
)
from upr_data.charts.paint import Paint
from upr_data.charts.picture import Caption
from upr_data.charts.record_axes import (
    Axes,
    CurveGroup,
    CurvePanel,
    Curves,
    Risk,
    Step,
    axis_years,
    ink_of,
)
from upr_data.charts.record_names import (
    at_risk,
    collides,
    end_names,
    end_room,
    small_names,
    small_room,
)
from upr_data.charts.typeset import BOLD, fitted
from upr_data.charts.words import share, whole
from upr_data.language import _, number

_SPLIT_FROM: Final = 820
_TALL: Final = 430.0
_TALL_PHONE: Final = 260.0
_SMALL: Final = 190.0
_AROUND: Final = 104
_AROUND_SMALL: Final = 86
"""Pixels above and below a panel: its title, its axis, and the words below."""
_LEFT: Final = 44.0
_ROOM: Final = 24.0
"""Pixels below a dot that the words of its share need."""

_FINEST: Final = 2.5
"""Pixels: steps nearer to each other are drawn as one."""


def joining_curves(  # noqa: PLR0913, PLR0917 - frames, who is compared, where, and how it is drawn
    steps: pl.DataFrame,
    risk: pl.DataFrame,
    groups: Sequence[CurveGroup],
    panels: Sequence[CurvePanel],
    read_at: Mapping[float, str],
    caption: Caption,
    look: Look,
) -> Drawn:
    """The share that has joined by years since the review, for each group, with its 95 % band.

    `steps` has one row a step: `panel`, `group`, `years`, `value` (share, 0–1), `lowest` and
    `highest`; each curve begins at 0 and ends where watching does. `risk` has `group`, `years` and
    `n`: how many still wait and are watched then, written below the first panel. `read_at` are
    times at which the shares are written, with their names ("mid-term", a dashed line; or none).
    """
    rows = read(steps, Step)
    if not rows or not panels:
        return nothing(caption, look)
    curves: dict[tuple[str, str], list[Step]] = {
        (panel.key, group.key): [] for panel in panels for group in groups
    }
    for row in rows:
        if (row.panel, row.group) in curves:
            curves[row.panel, row.group].append(row)
    is_split = look.width >= _SPLIT_FROM and len(panels) > 1
    beside, small_beside = end_room(groups), small_room(groups)
    wide = look.width * 0.66 - (small_beside - small_room(())) if is_split else look.width
    waiting = read(risk, Risk)
    axes, foot = _main_axes(
        panels[0], curves, wide - (0 if look.is_phone else beside), look,
        len(groups) if waiting else 0,
    )  # fmt: skip
    marks: list[Mark] = list(_panel(axes, curves, groups, read_at))
    marks += end_names(axes, curves, groups, waiting, look)
    below, foot = at_risk(axes, waiting, groups, foot)
    marks += below
    top = 0.0 if is_split else foot + 14
    left = wide + 34 if is_split else 0.0
    for panel in panels[1:]:
        small = _small_axes(panel, panels[1:], curves, (left, top, look.width - small_beside), look)
        marks.append(Text(left, top + 15, _fitted(panel.title, left, look), weight=BOLD, size=14))
        marks += _panel(small, curves, groups, {})
        marks += small_names(small, curves, groups)
        top = small.y.start + _AROUND_SMALL - 34
        foot = max(foot, top - 10)
    if is_split:
        marks.append(Line(wide + 14, 0, wide + 14, foot - 12, Paint.GRID))
    return drawn(Drawing(look.width, foot + 6, tuple(marks)), caption, look)


def _fitted(words: str, left: float, look: Look) -> str:
    return fitted(words, look.width - left, 14, BOLD)


def _highest(panels: Sequence[CurvePanel], curves: Curves) -> list[float]:
    keys = {panel.key for panel in panels}
    shares = [row.highest for (panel, _g), rows in curves.items() if panel in keys for row in rows]
    return round_steps(min(max(shares, default=0.0), 1.0), 5, least=0.05)


def _main_axes(
    panel: CurvePanel, curves: Curves, wide: float, look: Look, lines: int
) -> tuple[Axes, float]:
    """`wide` is without the names at its end; `lines` of those who still wait stand below it."""
    usual = _TALL_PHONE if look.is_phone else _TALL
    tall = look.plot(usual, _AROUND + 19 * lines)
    x = Scale(0, panel.years, _LEFT, wide - 20)
    y = Scale(0, _highest([panel], curves)[-1], tall + 26, 26)
    return Axes(x, y, panel), tall + 26


def _small_axes(
    panel: CurvePanel,
    panels: Sequence[CurvePanel],
    curves: Curves,
    corner: tuple[float, float, float],
    look: Look,
) -> Axes:
    left, top, right = corner
    x = Scale(0, panel.years, left + _LEFT, right)
    high = None if look.high is None else look.high / len(panels)
    tall = replace(look, high=high).plot(_SMALL, _AROUND_SMALL)
    y = Scale(0, _highest(panels, curves)[-1], top + 34 + tall, top + 34)
    return Axes(x, y, panel)


def _panel(
    axes: Axes, curves: Curves, groups: Sequence[CurveGroup], read_at: Mapping[float, str]
) -> Iterator[Mark]:
    frame = list(_frame(axes))
    yield from frame
    taken = [mark for mark in frame if isinstance(mark, Text)]
    for years, words in read_at.items():
        x = axes.x(years)
        if words and years < axes.panel.years:
            yield Line(x, axes.y.end, x, axes.y.start, Paint.CONTEXT_DEEP, 1, dashed=True)
            name = Text(x + 5, axes.y.end - 8, words, Paint.QUIET, 13)
            if not collides(name, taken):
                taken.append(name)
                yield name
    seen = [_thinned(axes, curves[axes.panel.key, group.key]) for group in groups]
    for group, steps in zip(groups, seen, strict=True):
        if steps:
            yield _band(axes, steps, group.paint)
    for group, steps in zip(groups, seen, strict=True):
        yield from _curve(axes, steps, group.paint)
    for years in read_at:
        yield from _values(axes, curves, years, groups, taken)


def _frame(axes: Axes) -> Iterator[Mark]:
    for value in round_steps(axes.y.high, 5, least=0.05):
        y = axes.y(value)
        paint = Paint.CONTEXT_DEEP if value == 0 else Paint.GRID
        yield Box(axes.x.start, y - 0.5, axes.x.end - axes.x.start, 1, paint)
        yield Text(axes.x.start - 7, y + 4.5, share(value), Paint.QUIET, 13, align=RIGHT)
    for years in axis_years(axes):
        yield Text(axes.x(years), axes.y.start + 18, whole(years), Paint.QUIET, 13, align=CENTER)
    words = _("Years after the review")
    yield Text(axes.x.start - 4, axes.y.start + 37, words, Paint.QUIET, 13)


def _thinned(axes: Axes, rows: Sequence[Step]) -> list[Step]:
    """The steps that are far enough from each other to be seen, and the last one."""
    kept: list[Step] = []
    places: list[float] = []
    finest = _FINEST / abs(axes.x(1) - axes.x(0))
    for row in rows:
        if row.years > axes.panel.years:
            kept.append(kept[-1])
            places.append(axes.panel.years)
            break
        if len(kept) > 1 and row.years - places[-1] < finest:
            kept[-1] = row
        else:
            kept.append(row)
            places.append(row.years)
    return [
        row if row.years == place else row._replace(years=place)
        for row, place in zip(kept, places, strict=True)
    ]


def _curve(axes: Axes, steps: Sequence[Step], paint: Paint) -> Iterator[Line]:
    for before, after in pairwise(steps):
        x, y = axes.x(after.years), axes.y(before.value)
        yield Line(axes.x(before.years), y, x, y, paint, 2.2)
        if after.value != before.value:
            yield Line(x, y, x, axes.y(after.value), paint, 2.2)


def _band(axes: Axes, steps: Sequence[Step], paint: Paint) -> Band:
    edges: list[tuple[float, float, float]] = []
    for row in steps:
        x = axes.x(row.years)
        if edges:
            edges.append((x, edges[-1][1], edges[-1][2]))
        edges.append((x, axes.y(min(row.highest, axes.y.high)), axes.y(row.lowest)))
    return Band(tuple(edges), paint, 0.13)


def _at(rows: Sequence[Step], years: float) -> Step | None:
    """The step in force at a time; None where the curve has ended before."""
    if not rows or years > rows[-1].years:
        return None
    return [row for row in rows if row.years <= years][-1]


def _values(
    axes: Axes, curves: Curves, years: float, groups: Sequence[CurveGroup], taken: list[Text]
) -> Iterator[Mark]:
    """Dots on the curves with their shares: the highest above, the others where there is room."""
    steps = [(group, _at(curves[axes.panel.key, group.key], years)) for group in groups]
    found = [(group, step) for group, step in steps if step and years < axes.panel.years]
    found.sort(key=lambda one: -one[1].value)
    x = axes.x(years)
    heights = [axes.y(step.value) for _group, step in found]
    for n, ((group, step), y) in enumerate(zip(found, heights, strict=True)):
        yield Dot(x, y, 4.5, group.paint, Paint.GROUND, 1.5)
        text = Text(x + 6, y + 17, share(step.value), ink_of(group.paint), 13, BOLD)
        if n == 0:
            text = text._replace(x=x - 5, y=y - 9, align=RIGHT)
        has_room = n in {0, len(found) - 1} or heights[n + 1] - y > _ROOM
        if has_room and not collides(text, taken):
            taken.append(text)
            yield text
        said = _("{group}: {share} had joined {years} years after the review").format(
            group=group.name, share=share(step.value, 1), years=number(round(years, 1))
        )
        yield Hit(x - 9, y - 9, 18, 18, said, group.key)
