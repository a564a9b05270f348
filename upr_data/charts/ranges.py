"""What was implemented, and who says so: the rate of the commented in its bounds of all made."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import polars as pl

from upr_data.charts.axes import Scale, columns, percent_words
from upr_data.charts.columns import read
from upr_data.charts.drawn import Drawn, Look, drawn, nothing
from upr_data.charts.marks import (
    CENTER,
    LEFT,
    RIGHT,
    Align,
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
from upr_data.charts.placing import touch
from upr_data.charts.typeset import BOLD, REGULAR, fitted, width
from upr_data.charts.words import bare_share, of, share
from upr_data.language import _, number

_QUARTERS: Final = (0, 0.25, 0.5, 0.75, 1)
_ROW: Final = {True: 116.0, False: 74.0}
_TOP: Final = {True: 8.0, False: 18.0}
_STACKED_BELOW: Final = 760


class _Row(NamedTuple):
    """One group: counts of all made, and of what each kind of assessor commented on."""

    code: str
    name: str
    made: int
    commented: int
    led: int
    lowest: float | None
    highest: float | None
    civil_society_n: int
    civil_society_led: int
    state_n: int
    state_led: int

    @property
    def rate(self) -> float | None:
        """Led to action of commented; null where nobody commented."""
        return self.led / self.commented if self.commented else None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row lies: the line of its bar; whether it carries the words."""

    x: Scale
    y: float
    look: Look
    minimum: int
    is_first: bool

    @property
    def is_stacked(self) -> bool:
        """Whether the name stands above its bar."""
        return self.look.width < _STACKED_BELOW


def range_dots(table: pl.DataFrame, caption: Caption, look: Look, minimum: int = 50) -> Drawn:
    """What led to action of what was commented on, and between what bounds it lies of all made.

    `table` has one row a group, all together first, the rest in the order they come (by rate):
    `code`, `name`, `made`, `commented`, `led` (of the commented), `lowest` and `highest` (bounds of
    made, 0–1; null where nothing is recorded), `civil_society_n`, `civil_society_led`, `state_n`,
    `state_led` (each of what it commented on itself: these may lie outside the bar). Fewer than
    `minimum` commented: an open grey dot. None: "not recorded by this source", and no bar.
    """
    rows = read(table, _Row)
    if not rows:
        return nothing(caption, look)
    stacked = look.width < _STACKED_BELOW
    x = Scale(0, 1, 22, look.width - 34)
    if not stacked:
        x = Scale(0, 1, min(310.0, look.width * 0.295), look.width - min(170.0, look.width * 0.16))
    step, top = _ROW[stacked], _TOP[stacked]
    foot = top + step * len(rows) + (0 if stacked else 12)
    marks: list[Mark] = list(columns(x, _QUARTERS, (0, foot), percent_words()))
    for number_of, row in enumerate(rows):
        y = top + step * number_of + (62 if stacked else 30)
        place = _Place(x, y, look, minimum, is_first=not number_of)
        marks += _names_above(row, place) if stacked else _names_beside(row, place)
        marks += _bar(row, place)
        marks += _assessors(row, place)
        top_of = y - (60 if stacked else 36)
        marks.append(Hit(0, top_of, look.width, step, _says(row), row.code))
    return drawn(Drawing(look.width, foot + 26, tuple(marks)), caption, look)


def _names_beside(row: _Row, place: _Place) -> Iterator[Mark]:
    weight = BOLD if place.is_first else REGULAR
    y, right = place.y, place.look.width
    room = place.x.start - 56
    yield Text(0, y, fitted(row.name, room, 15, weight), Paint.INK, 15, weight)
    made = _("{n} made").format(n=number(row.made))
    yield Text(0, y + 19, made, Paint.QUIET, 13)
    if place.is_first:
        yield Text(right, y - 36, _("commented on"), Paint.QUIET, 13, align=RIGHT)
    if row.made and row.commented:
        rate = share(row.commented / row.made)
        yield Text(right, y, rate, Paint.INK, 15, weight, RIGHT)
        counts = of(row.commented, row.made)
        yield Text(right, y + 19, counts, Paint.QUIET, 13, align=RIGHT)


def _names_above(row: _Row, place: _Place) -> Iterator[Mark]:
    y, right = place.y - 46, place.look.width
    said = ""
    if row.made and row.commented:
        said = _("{share} commented on").format(share=share(row.commented / row.made))
        yield Text(right, y, said, Paint.QUIET, 13, align=RIGHT)
    room = right - width(said, 13) - 12
    yield Text(0, y, fitted(row.name, room, 14.5, BOLD), Paint.INK, 14.5, BOLD)


def _bar(row: _Row, place: _Place) -> Iterator[Mark]:
    """Bounds of all made as a bar, the rate of the commented as a dot with its value above."""
    rate, y = row.rate, place.y
    if rate is None or row.lowest is None or row.highest is None:
        yield Text(place.x.start + 4, y + 5, _("not recorded by this source"), Paint.QUIET, 13.5)
        return
    low, high = place.x(row.lowest), place.x(row.highest)
    yield Box(low - 7, y - 7, high - low + 14, 14, Paint.ACCENT_PALE, radius=7)
    if not place.is_stacked:
        yield from _ends(row, place, (low, high))
    x, is_known = place.x(rate), row.commented >= place.minimum
    if place.is_first and not place.is_stacked:
        yield from _words_of_first(x, (low, high), place)
    if is_known:
        yield Dot(x, y, 9, Paint.ACCENT, Paint.GROUND)
    else:
        yield Dot(x, y, 8, Paint.GROUND, Paint.CONTEXT_DEEP)
    words = share(rate) if is_known else _("n = {n}").format(n=number(row.commented))
    weight, ink = (BOLD, Paint.INK) if is_known else (REGULAR, Paint.QUIET)
    yield Text(_within(place, words, x), y - 15, words, ink, 15.5, weight, CENTER)


def _within(place: _Place, words: str, x: float) -> float:
    """Where a centred value stands so that it stays inside the drawing."""
    half = width(words, 15.5, BOLD) / 2
    return min(max(x, half), place.look.width - half)


def _ends(row: _Row, place: _Place, ends: tuple[float, float]) -> Iterator[Mark]:
    low, high = ends
    lowest, highest = bare_share(row.lowest or 0.0), bare_share(row.highest or 0.0)
    yield Text(low - 15, place.y + 4.5, lowest, Paint.QUIET, 13.5, align=RIGHT)
    yield Text(high + 15, place.y + 4.5, highest, Paint.QUIET, 13.5)


def _words_of_first(x: float, ends: tuple[float, float], place: _Place) -> Iterator[Mark]:
    """The first row carries the words; the others only figures."""
    y, said = place.y, _("of those commented on")
    column = width(_("commented on"), 13) + 12
    x = min(x, place.look.width - column - width(said, 13.5, BOLD) / 2)
    middle = Text(x, y - 36, said, Paint.ACCENT, 13.5, BOLD, CENTER)
    yield middle
    taken = [middle.box]
    for end, words in zip(ends, (_("at least"), _("at most")), strict=True):
        text = Text(end, y - 36, words, Paint.QUIET, 13.5, align=CENTER)
        left, top, right, bottom = text.box
        if not any(touch((left - 6, top, right + 6, bottom), other) for other in taken):
            yield text
            yield Line(end, y - 29, end, y - 10, Paint.CONTEXT_DEEP)
            taken.append(text.box)


def _assessors(row: _Row, place: _Place) -> Iterator[Mark]:
    """Civil society (open) and the State (filled), each of what it commented on."""
    y = place.y + 25
    civil = _rate(row.civil_society_led, row.civil_society_n, place.minimum)
    state = _rate(row.state_led, row.state_n, place.minimum)
    if civil is not None and state is not None:
        yield Line(place.x(civil), y, place.x(state), y, Paint.CONTEXT_DEEP, 1.5)
    is_left = civil is None or state is None or civil <= state
    for rate, words, is_filled in ((civil, _("Civil society"), False), (state, _("State"), True)):
        if rate is None:
            continue
        fill = Paint.INK if is_filled else Paint.GROUND
        yield Dot(place.x(rate), y, 4.5, fill, Paint.INK)
        yield _beside(place, rate, words, y, left=is_left != is_filled)


def _beside(place: _Place, rate: float, words: str, y: float, *, left: bool) -> Text:
    """The value at the outer side of its dot; the first row also says whose it is."""
    value = bare_share(rate)
    said = value
    if place.is_first:
        said = f"{words} {value}" if left else f"{value} {words}"
    x, long = place.x(rate), width(said, 13.5)
    if x - 10 - long < 0 and left:
        said = value
    if x + 10 + long > place.look.width and not left:
        said = value
        left = x + 10 + width(said, 13.5) > place.look.width
    align: Align = RIGHT if left else LEFT
    return Text(x - 10 if left else x + 10, y + 4.5, said, Paint.INK, 13.5, align=align)


def _rate(led: int, n: int, minimum: int) -> float | None:
    return led / n if n and n >= minimum else None


def _says(row: _Row) -> str:
    if row.rate is None or row.lowest is None or row.highest is None:
        said = _("{name}: {made} made; implementation is not recorded by this source")
        return said.format(name=row.name, made=number(row.made))
    said = _(
        "{name}: {share} of the commented led to action ({counts}); of all {made} made the true "
        "share lies between {lowest} and {highest}"
    )
    rates = {"share": share(row.rate, 1), "lowest": share(row.lowest, 1)}
    return said.format(
        name=row.name,
        counts=of(row.led, row.commented),
        made=number(row.made),
        highest=share(row.highest, 1),
        **rates,
    )
