"""From review to review: a State's figures as a line, its group as a band."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

import polars as pl

from upr_data.charts.axes import Scale, round_steps
from upr_data.charts.columns import read
from upr_data.charts.compared import End, ends, mark
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
    lines_of,
)
from upr_data.charts.paint import Paint
from upr_data.charts.picture import Caption
from upr_data.charts.typeset import BOLD, SEMIBOLD, fitted, width, wrapped
from upr_data.charts.words import rounded, share, whole
from upr_data.language import _, clauses, decimal

_TALL: Final = 160.0
_TOP: Final = 72.0
_AXIS: Final = 52.0
_GAP: Final = 44.0
_NAME, _BEYOND = 80.0, 34
_STACKED_BELOW: Final = 860


@dataclass(frozen=True, slots=True)
class SlopePanel:
    """One small chart: the `panel` of its rows, its title, and whether its values are rates.

    Others have so many `digits`.
    """

    key: str
    title: str
    is_share: bool
    digits: int = 0

    def words(self, value: float) -> str:
        """A value as it is written."""
        return share(value, 1) if self.is_share else self.rough(value)

    def rough(self, value: float) -> str:
        """A value of the group or the axis."""
        if self.is_share:
            return share(value)
        return decimal(rounded(value, self.digits), self.digits) if self.digits else whole(value)


class _Point(NamedTuple):
    """One line's value at one review, and the group's at the same."""

    panel: str
    code: str
    name: str
    review: str
    value: float | None
    median: float | None
    lower_quartile: float | None
    upper_quartile: float | None


@dataclass(frozen=True)  # no slots: what is reckoned once is kept
class _Small:
    """Where one small chart lies."""

    panel: SlopePanel
    points: Sequence[_Point]
    reviews: Sequence[str]
    group: str
    left: float
    room: float
    top: float
    beside: float

    @cached_property
    def low(self) -> float:
        """Where the axis begins: at 0, or for rates at the quarter below all there is."""
        if not self.panel.is_share:
            return 0.0
        return int(min(self.values, default=0.0) * 4 - 1e-9) / 4

    @cached_property
    def values(self) -> list[float]:
        """All that must have room."""
        return [value for one in self.points for value in one[4:] if value is not None]

    @cached_property
    def steps(self) -> list[float]:
        """The lines that values are read against."""
        if self.panel.is_share:
            return [self.low + 0.25 * n for n in range(round((1 - self.low) * 4) + 1)]
        least = 0.5 if self.panel.digits else 1
        return round_steps(max(self.values, default=1.0), 3, least=least)

    @cached_property
    def y(self) -> Scale:
        """From values to pixels."""
        foot = self.top + _TOP + _TALL
        return Scale(self.steps[0], self.steps[-1], foot, self.top + _TOP)

    def line(self, name: str) -> list[_Point]:
        """The known points of one line, reviews in order."""
        return [one for one in self.points if one.name == name and one.value is not None]

    def x(self, review: str) -> float:
        """Where a review lies across."""
        right = self.left + self.room - self.beside - _BEYOND
        start = self.left + _AXIS + 38
        last = max(len(self.reviews) - 1, 1)
        return start + (right - start) * self.reviews.index(review) / last


def cycle_slopes(  # noqa: PLR0913, PLR0917 - the lines, the panels, and how they are drawn
    table: pl.DataFrame,
    panels: Sequence[SlopePanel],
    name: str,
    group: str,
    caption: Caption,
    look: Look,
    compared: Sequence[str] = (),
) -> Drawn:
    """Whether more was asked, and more supported, from one review to the next.

    `table` has one row a line, panel and review, reviews in order: `panel`, `code` (of its rows, or
    empty), `name` (of the State or of what it is compared with), `review` (as written below),
    `value` (null where unknown), `median`, `lower_quartile`, `upper_quartile` (of the other States
    of the `group`; null for fewer than five). `name` is the State in hand, `compared` are the names
    beside it. One review gives a dot, no line. Axes of rates that do not begin at 0 say so.
    """
    points = read(table, _Point)
    shown = [panel for panel in panels if any(one.panel == panel.key for one in points)]
    if not shown:
        return nothing(caption, look)
    stacked = look.width < _STACKED_BELOW
    room = look.width if stacked else (look.width - _GAP * (len(shown) - 1)) / len(shown)
    step = _TOP + _TALL + 70
    marks: list[Mark] = []
    for place, panel in enumerate(shown):
        own = [one for one in points if one.panel == panel.key]
        reviews = list(dict.fromkeys(one.review for one in own))
        left, top = (0.0, place * step) if stacked else (place * (room + _GAP), 0.0)
        beside = _beside(compared, is_phone=stacked)
        small = _Small(panel, own, reviews, group, left, room, top, beside)
        marks += _frame(small, name, is_phone=stacked)
        marks += [*_group(small, name), *_compared(small, compared)]
        marks += _names(small, name, compared, is_phone=stacked)
        marks += _own(small, name)
    height = step * len(shown) if stacked else step
    return drawn(Drawing(look.width, height - 22, tuple(marks)), caption, look)


def _beside(compared: Sequence[str], *, is_phone: bool) -> float:
    """The room at the right of a small chart, for the words of its group or of its lines."""
    if is_phone:
        return 88.0 if compared else 10.0
    return 136.0


def _frame(small: _Small, name: str, *, is_phone: bool) -> Iterator[Mark]:
    """Title, what the axis begins with, lines and the names of reviews."""
    panel = small.panel
    yield Text(small.left, small.top + 18, panel.title, Paint.INK, 14.5, SEMIBOLD)
    x = small.left + width(panel.title, 14.5, SEMIBOLD) + 8
    if panel.is_share and small.low > 0:
        said = _("axis from {share}").format(share=share(small.low))
        yield Text(x, small.top + 18, said, Paint.QUIET, 13.5)
    band = _band_of(small, name) if is_phone else None
    if band:
        said = _("{group}: median {median}")
        words = said.format(group=small.group, median=panel.rough(band.median or 0.0))
        y = small.top + 37
        yield Text(small.left, y, fitted(words, small.room, 13), Paint.QUIET, 13)
    for value in small.steps:
        y = small.y(value)
        yield Box(small.left + _AXIS, y - 0.5, small.room - _AXIS, 1, Paint.GRID)
        yield Text(
            small.left + _AXIS - 8, y + 4.5, panel.rough(value), Paint.QUIET, 13, align=RIGHT
        )
    yield from _review_names(small)


def _review_names(small: _Small) -> Iterator[Mark]:
    """Year and session under each other; where reviews stand close, the year alone."""
    places = [small.x(review) for review in small.reviews]
    step = min((after - before for before, after in pairwise(places)), default=_NAME)
    for review, x in zip(small.reviews, places, strict=True):
        year, *session = review.split(" (", 1)
        shown = [year, *(f"({words}" for words in session)] if step >= _NAME else [year]
        like = Text(0, 0, "", Paint.INK, 13, align=CENTER)
        yield from lines_of(x, small.y.start + 20, shown, 16, like)[0]


def _band_of(small: _Small, name: str) -> _Point | None:
    """The last point that has the group's middle half."""
    known = [one for one in small.points if one.name == name and one.median is not None]
    return known[-1] if known else None


def _group(small: _Small, name: str) -> Iterator[Mark]:
    known = [one for one in small.points if one.name == name and one.median is not None]
    edges = tuple(
        (small.x(one.review), small.y(one.upper_quartile), small.y(one.lower_quartile))
        for one in known
        if one.upper_quartile is not None and one.lower_quartile is not None
    )
    if len(edges) == 1:
        [(x, upper, lower)] = edges
        yield Box(x - 16, upper, 32, lower - upper, Paint.GROUP, opacity=0.2)
    elif edges:
        yield Band(edges, Paint.GROUP, 0.2)
    for one, after in pairwise(known):
        ends = (small.y(one.median or 0), small.y(after.median or 0))
        x, x2 = small.x(one.review), small.x(after.review)
        yield Line(x, ends[0], x2, ends[1], Paint.GROUP, 1.5, dashed=True)


def _compared(small: _Small, compared: Sequence[str]) -> Iterator[Mark]:
    """The lines of what it is compared with, each with its own mark at every review."""
    for place, other in enumerate(compared):
        line = small.line(other)
        yield from _joined(small, line, Paint.CONTEXT_DEEP, 1.5)
        for one in line:
            x, y = small.x(one.review), small.y(one.value or 0)
            yield mark(place, x, y, 4)
            yield Hit(x - 8, y - 8, 16, 16, _says(small, one), one.code)


def _names(small: _Small, name: str, compared: Sequence[str], *, is_phone: bool) -> Iterator[Mark]:
    """At the right, who each line is, with its last value; the group, too, where it has room."""
    x = small.x(small.reviews[-1]) + _BEYOND
    room = small.left + small.room - x
    wanted = []
    for other in compared:
        if line := small.line(other):
            last, value = small.x(line[-1].review), line[-1].value or 0.0
            said = small.panel.words(value)
            words = [*wrapped(other, room, 13), said]
            wanted.append(End(last, small.y(value), words, other, said))
    if (band := _band_of(small, name)) and not (is_phone or small.group in compared):
        words = [*wrapped(small.group, room, 13), *_band_words(small, band, room)]
        wanted.append(End(small.x(band.review), small.y(band.median or 0), words, small.group))
    yield from ends(wanted, x, room, (small.top + 44, small.y.start + 4))


def _band_words(small: _Small, band: _Point, room: float) -> Iterator[str]:
    words = small.panel.rough
    yield _("median {median}").format(median=words(band.median or 0))
    if band.lower_quartile is not None and band.upper_quartile is not None:
        half = _("middle half {low} to {high}")
        low, high = words(band.lower_quartile), words(band.upper_quartile)
        yield from wrapped(half.format(low=low, high=high), room, 13)


def _joined(small: _Small, line: Sequence[_Point], paint: Paint, wide: float) -> Iterator[Line]:
    """The line through the points of a State."""
    for one, after in pairwise(line):
        x, x2 = small.x(one.review), small.x(after.review)
        yield Line(x, small.y(one.value or 0), x2, small.y(after.value or 0), paint, wide)


def _own(small: _Small, name: str) -> Iterator[Mark]:
    line = small.line(name)
    yield from _joined(small, line, Paint.ACCENT, 3)
    for one in line:
        x, y = small.x(one.review), small.y(one.value or 0)
        yield Dot(x, y, 6, Paint.ACCENT)
        above = one.median is None or (one.value or 0) >= one.median or y + 25 > small.y.start
        base = y - 13 if above else y + 25
        value = Text(x, base, small.panel.words(one.value or 0), Paint.ACCENT, 16, BOLD, CENTER)
        left, top, right, foot = value.box
        yield Box(left, top, right - left, foot - top, Paint.GROUND, opacity=0.75, above=True)
        yield value
        yield Hit(x - 12, y - 12, 24, 24, _says(small, one), one.code)


def _says(small: _Small, one: _Point) -> str:
    said = _("{name}, {review}: {value}, {what}")
    value = small.panel.words(one.value or 0)
    words = said.format(name=one.name, review=one.review, value=value, what=small.panel.title)
    if one.median is None:
        return words
    group = _("{group}: median {median}")
    median = small.panel.rough(one.median)
    return clauses([words, group.format(group=small.group, median=median)])
