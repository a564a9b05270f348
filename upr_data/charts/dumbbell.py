"""A State against its group, issue by issue: dot and tick, and whether chance could do it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import polars as pl

from upr_data.charts.axes import Scale, columns, round_steps
from upr_data.charts.columns import read
from upr_data.charts.compared import entry, mark
from upr_data.charts.drawn import Drawn, Look, drawn, nothing
from upr_data.charts.keys import Entry, key
from upr_data.charts.marks import RIGHT, Dot, Drawing, Hit, Line, Mark, Text
from upr_data.charts.paint import Paint
from upr_data.charts.picture import Caption
from upr_data.charts.typeset import fitted, width
from upr_data.charts.words import of, share, signed
from upr_data.language import _, clauses
from upr_data.model.interval import wilson

_ROW: Final = {True: 44.0, False: 27.0}
_STACKED_BELOW: Final = 640


class _Issue(NamedTuple):
    """One issue: the State's counts, the group's, and what stands at the right (or null)."""

    code: str
    name: str
    part: int
    n: int
    group_part: int
    group_n: int
    note: str | None

    @property
    def rate(self) -> float:
        """The State's share."""
        return self.part / self.n

    @property
    def group_rate(self) -> float:
        """The group's share."""
        return self.group_part / self.group_n

    @property
    def difference(self) -> float:
        """In percentage points."""
        return (self.rate - self.group_rate) * 100

    @property
    def is_by_chance(self) -> bool:
        """Whether the State's 95 % interval holds the group's share: no finding."""
        low, high = wilson(self.part, self.n)
        return low <= self.group_rate <= high


@dataclass(frozen=True, slots=True)
class Compared:
    """The words of a dumbbell: the State, its group (as in a key), the axis, the last column."""

    state: str
    group: str
    axis: str
    last: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Another State or group the reader compares with: its name, and part and n by issue."""

    name: str
    counts: Mapping[str, tuple[int, int]]


def dumbbell(  # noqa: PLR0913 - the issues, their words, and how they are drawn
    table: pl.DataFrame,
    words: Compared,
    caption: Caption,
    look: Look,
    minimum: int = 10,
    *,
    is_whole: bool = True,
    beside: Sequence[Beside] = (),
) -> Drawn:
    """Where a State differs from the others of its group, and where it may be chance.

    `table` has one row an issue: `code`, `name`, `part` and `n` (of the State), `group_part` and
    `group_n` (of the other States of the group, pooled), `note` (the last column; null: part of n).
    Sorted by difference. Hollow: the 95 % interval (Wilson) holds the group's share. Issues with n
    below `minimum` are left out: count them in the caption. `is_whole`: the axis ends at 100 %.
    `beside` are others whose shares are marked in each row, where they have the issue.
    """
    issues = [one for one in read(table, _Issue) if one.n >= max(minimum, 1) and one.group_n]
    if not issues:
        return nothing(caption, look)
    issues.sort(key=lambda one: (one.difference, one.name))
    stacked = look.width < _STACKED_BELOW
    entries = [
        Entry("dot", Paint.ACCENT, words.state),
        Entry("ring", Paint.ACCENT, _("difference within chance")),
        Entry("tick", Paint.GROUP, words.group),
        *(entry(place, other.name) for place, other in enumerate(beside)),
    ]
    marks, top = key(entries, look)
    steps, x = _scale(issues, beside, look, is_whole=is_whole)
    top += 22
    foot = top + _ROW[stacked] * len(issues)
    marks += columns(x, steps, (top, foot), share)
    marks.append(Text(x.start, foot + 38, words.axis, Paint.QUIET, 13))
    points = _points_at(issues, look)
    if not stacked:
        marks += _heads(words, top, points, look)
    for place, one in enumerate(issues):
        y = top + _ROW[stacked] * (place + 0.5)
        marks += _above(one, y, look) if stacked else _beside(one, y, (x, points), look)
        level = y + (10 if stacked else 0)
        marks += [*_others(one, beside, level, x), *_pair(one, level, x)]
        high = _ROW[stacked]
        marks.append(Hit(0, y - high / 2, look.width, high, _says(one, words, beside), one.code))
    return drawn(Drawing(look.width, foot + 46, tuple(marks)), caption, look)


def _scale(
    issues: list[_Issue], beside: Sequence[Beside], look: Look, *, is_whole: bool
) -> tuple[list[float], Scale]:
    shares = [share for one in issues for share in (one.rate, one.group_rate)]
    shares += [rate for one in issues for _place, rate in _rates(one, beside)]
    most = 1.0 if is_whole else max(shares)
    steps = [step for step in round_steps(most, 5) if step <= 1] or [0.0, 1.0]
    if look.width < _STACKED_BELOW:
        return steps, Scale(0, steps[-1], 14, look.width - 18)
    names = max(width(one.name, 13.5) for one in issues) + 16
    return steps, Scale(0, steps[-1], min(names, look.width * 0.34), _points_at(issues, look) - 64)


def _counts(one: _Issue) -> str:
    return one.note or of(one.part, one.n)


def _points_at(issues: list[_Issue], look: Look) -> float:
    """Where the column of points ends: before the counts, however long they are."""
    widest = max(width(_counts(one), 13.5) for one in issues)
    return look.width - max(widest + 20, 100)


def _heads(words: Compared, top: float, points: float, look: Look) -> Iterator[Mark]:
    yield Text(points, top - 6, _("points"), Paint.QUIET, 13, align=RIGHT)
    yield Text(look.width, top - 6, fitted(words.last, 90, 13), Paint.QUIET, 13, align=RIGHT)


def _beside(one: _Issue, y: float, places: tuple[Scale, float], look: Look) -> Iterator[Mark]:
    x, end = places
    name = fitted(one.name, x.start - 14, 13.5)
    yield Text(x.start - 14, y + 4.5, name, Paint.INK, 13.5, align=RIGHT)
    points = signed(one.difference)
    yield Text(end, y + 4.5, points, Paint.INK, 13.5, align=RIGHT)
    yield Text(look.width, y + 4.5, _counts(one), Paint.QUIET, 13.5, align=RIGHT)


def _above(one: _Issue, y: float, look: Look) -> Iterator[Mark]:
    counts = f"{signed(one.difference)} · {_counts(one)}"
    room = look.width - width(counts, 13) - 12
    yield Text(0, y - 5, fitted(one.name, room, 13.5), Paint.INK, 13.5)
    yield Text(look.width, y - 5, counts, Paint.QUIET, 13, align=RIGHT)


def _pair(one: _Issue, y: float, x: Scale) -> Iterator[Mark]:
    own, group = x(one.rate), x(one.group_rate)
    yield Line(own, y, group, y, Paint.CONTEXT, 2)
    yield Line(group, y - 8, group, y + 8, Paint.GROUP, 3)
    if one.is_by_chance:
        yield Dot(own, y, 5.5, Paint.GROUND, Paint.ACCENT)
    else:
        yield Dot(own, y, 6.5, Paint.ACCENT)


def _rates(one: _Issue, beside: Sequence[Beside]) -> Iterator[tuple[int, float]]:
    """The share of each of the others that has this issue, by its place among them."""
    for place, other in enumerate(beside):
        part, n = other.counts.get(one.code, (0, 0))
        if n:
            yield place, part / n


def _others(one: _Issue, beside: Sequence[Beside], y: float, x: Scale) -> Iterator[Mark]:
    for place, rate in _rates(one, beside):
        yield mark(place, x(rate), y, 3.5)


def _says(one: _Issue, words: Compared, beside: Sequence[Beside]) -> str:
    said = _("{issue}: {state} {share} ({counts}), {group} {group_share} ({group_counts})")
    text = said.format(
        issue=one.name,
        state=words.state,
        share=share(one.rate, 1),
        counts=of(one.part, one.n),
        group=words.group,
        group_share=share(one.group_rate, 1),
        group_counts=of(one.group_part, one.group_n),
    )
    if one.is_by_chance:
        text = _("{text}; within chance").format(text=text)
    others = [
        f"{beside[place].name} {share(rate, 1)} ({of(*beside[place].counts[one.code])})"
        for place, rate in _rates(one, beside)
    ]
    return clauses([text, *others])
