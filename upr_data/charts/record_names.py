"""Words beside the curves of the record: names at their ends, and numbers at risk."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from upr_data.charts.drawn import Look
from upr_data.charts.marks import CENTER, Mark, Text
from upr_data.charts.paint import Paint
from upr_data.charts.record_axes import Axes, CurveGroup, Curves, Risk, axis_years, ink_of
from upr_data.charts.typeset import BOLD, SEMIBOLD, fitted, width
from upr_data.charts.words import share
from upr_data.language import _, number

_LEAST: Final = 132.0
_LEAST_SMALL: Final = 118.0
_BESIDE: Final = 6.0
_INDENTED: Final = 22.0
_SMALL_GAP: Final = 8.0
"""Pixels for names at the curves' ends, in any language, and what of these is before them."""

_SPLIT_FROM: Final = 820


def end_room(groups: Sequence[CurveGroup]) -> float:
    """Pixels that the names at the curves' ends need, in words and in the table below."""
    needs = (
        max(width(one.name, 14, BOLD) + _BESIDE, width(one.name, 13) + _INDENTED) for one in groups
    )
    return max(_LEAST, *needs, 0.0)


def small_room(groups: Sequence[CurveGroup]) -> float:
    """The same of small panels: a share and a short name."""
    needs = (width(f"{share(1.0)} {one.short}", 13, SEMIBOLD) + _SMALL_GAP for one in groups)
    return max(_LEAST_SMALL, *needs, 0.0)


def collides(text: Text, taken: Sequence[Text]) -> bool:
    """Whether a text would lie upon another."""
    left, top, right, bottom = text.box
    return any(
        left < other[2] + 3 and right > other[0] - 3 and top < other[3] and bottom > other[1]
        for other in (one.box for one in taken)
    )


def _apart(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places moved so that each is `gap` from the next, in their order, within bounds."""
    order = sorted(range(len(places)), key=places.__getitem__)
    moved = list(places)
    for before, after in pairwise(order):
        moved[after] = max(moved[after], moved[before] + gap)
    excess = max((moved[order[-1]] - high) if order else 0.0, 0.0)
    moved = [place - excess for place in moved]
    for after, before in pairwise(reversed(order)):
        moved[before] = min(moved[before], moved[after] - gap)
    return [max(place, low) for place in moved]


def end_names(
    axes: Axes,
    curves: Curves,
    groups: Sequence[CurveGroup],
    risk: Sequence[Risk],
    look: Look,
) -> Iterator[Mark]:
    """The name of each curve at its end, with its n; on phones the table below has the names."""
    if look.is_phone:
        return
    drawn_groups = [group for group in groups if curves[axes.panel.key, group.key]]
    ends = [
        axes.y([r for r in curves[axes.panel.key, g.key] if r.years <= axes.panel.years][-1].value)
        for g in drawn_groups
    ]
    starts = {one.group: one.n for one in reversed(risk)}
    places = _apart(ends, 40, axes.y.end, axes.y.start - 18)
    for group, y in zip(drawn_groups, places, strict=True):
        x = axes.x.end + 9
        name = fitted(group.name, end_room(groups) - _BESIDE, 14, BOLD)
        yield Text(x, y, name, ink_of(group.paint), 14, BOLD)
        n = _("n = {n}").format(n=number(starts.get(group.key, 0)))
        yield Text(x, y + 17, n, Paint.QUIET, 13)


def small_names(axes: Axes, curves: Curves, groups: Sequence[CurveGroup]) -> Iterator[Mark]:
    """The share at the end of each curve of a small panel, and whose it is."""
    drawn_groups = [group for group in groups if curves[axes.panel.key, group.key]]
    last = {
        g.key: [r for r in curves[axes.panel.key, g.key] if r.years <= axes.panel.years][-1].value
        for g in drawn_groups
    }
    places = _apart([axes.y(last[g.key]) + 4 for g in drawn_groups], 17, axes.y.end, axes.y.start)
    for group, y in zip(drawn_groups, places, strict=True):
        words = f"{share(last[group.key])} {group.short}"
        x = axes.x.end + 7
        yield Text(
            x,
            y,
            fitted(words, small_room(groups) - _SMALL_GAP, 13, SEMIBOLD),
            ink_of(group.paint),
            13,
            SEMIBOLD,
        )


def at_risk(
    axes: Axes, risk: Sequence[Risk], groups: Sequence[CurveGroup], top: float
) -> tuple[list[Mark], float]:
    """How many still wait and are watched, in the curves' colours, below the years they are of."""
    y = top + 62
    marks: list[Mark] = [Text(0, y, _("Still not joined and still observed"), Paint.QUIET, 13)]
    shown = set(axis_years(axes))
    room = end_room(groups)
    stacked = axes.x.end + room > axes.x.end * 1.3 and axes.x.end < _SPLIT_FROM / 2
    for group in groups:
        numbers = [one for one in risk if one.group == group.key and one.years in shown]
        if not numbers:
            continue
        ink = ink_of(group.paint)
        if stacked:
            y += 19
            marks.append(Text(0, y, group.name, ink, 13, SEMIBOLD))
        y += 19
        for one in numbers:
            x = axes.x(one.years)
            marks.append(Text(x, y, number(one.n), ink, 13, align=CENTER))
        if not stacked:
            x = axes.x.end + 26
            marks.append(Text(x, y, fitted(group.name, room - _INDENTED, 13), ink, 13))
    return marks, y + 10
