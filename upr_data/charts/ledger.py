"""The public record of one State: who asked it to join what, what it answered, what it did."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import polars as pl

from upr_data.charts.columns import read
from upr_data.charts.drawn import Drawn, Look, drawn, nothing
from upr_data.charts.keys import Entry, key
from upr_data.charts.marks import CENTER, Box, Dot, Drawing, Hit, Line, Mark, Text, lines_of
from upr_data.charts.paint import Paint
from upr_data.charts.picture import Caption
from upr_data.charts.typeset import REGULAR, SEMIBOLD, fitted, width, wrapped
from upr_data.language import _, clauses, number

_ROW: Final = {True: 82.0, False: 36.0}
_PITCH: Final = 15.6
_LEAST_PITCH: Final = 7.0
_STACKED_BELOW: Final = 760


class ReviewColumn(NamedTuple):
    """A column: the review as in `review`, its heading, and whether the edition has it."""

    key: str
    title: str
    is_in_edition: bool


class _Treaty(NamedTuple):
    """A treaty: its name, what the register says, and whether the State has joined."""

    code: str
    name: str
    note: str
    is_finished: bool


class _Ask(NamedTuple):
    """How many States asked for a treaty at a review, and how many of the asks were supported."""

    code: str
    review: str
    part: int
    n: int


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the columns lie."""

    reviews: Sequence[ReviewColumn]
    starts: Sequence[float]
    register: float
    room: float
    look: Look


def ledger(  # noqa: PLR0913, PLR0917 - treaties, asks, columns, and how they are drawn
    treaties: pl.DataFrame,
    asks: pl.DataFrame,
    reviews: Sequence[ReviewColumn],
    register: str,
    caption: Caption,
    look: Look,
) -> Drawn:
    """Which treaties a State was asked to join, what it answered each time, and if it joined.

    `treaties` has one line each, in order: `code`, `name`, `note` (the register in words: "Open ·
    signed 2007", "Joined 3 May 2016 · 1.2 years after the review") and `is_finished` (joined).
    `asks` has one row a treaty and review: `code`, `review`, `part` (supported) and `n` (asking
    States: a dot each). Columns, not a time axis: dots would be read as dates. A click on a line
    names the treaty. `register` heads the last column ("Register, 3 Feb 2026").
    """
    rows = read(treaties, _Treaty)
    if not (rows and reviews):
        return nothing(caption, look)
    given = {(one.code, one.review): one for one in read(asks, _Ask)}
    marks, top = key(_entries(), look, _("One dot: one State asked, and the answer"))
    grid = _grid(rows, reviews, look)
    heads, top = _heads(grid, register, top)
    marks += heads
    step = _ROW[look.width < _STACKED_BELOW]
    marks += _missing(grid, top, step * len(rows))
    for place, one in enumerate(rows):
        y = top + step * place
        marks += _line(one, given, grid, y)
        marks.append(Line(0, y + step, look.width, y + step, Paint.GRID))
        marks.append(Hit(0, y, look.width, step, _says(one, given, reviews), one.code))
    return drawn(Drawing(look.width, top + step * len(rows) + 6, tuple(marks)), caption, look)


def _entries() -> list[Entry]:
    return [
        Entry("dot", Paint.SUPPORTED, _("supported")),
        Entry("dot", Paint.NOTED, _("noted")),
        Entry("ring", Paint.INK, _("open in the register")),
        Entry("dot", Paint.INK, _("joined")),
    ]


def _grid(rows: Sequence[_Treaty], reviews: Sequence[ReviewColumn], look: Look) -> _Grid:
    stacked = look.width < _STACKED_BELOW
    names = 0.0 if stacked else min(max(width(one.name, 13.5) for one in rows) + 20, 310)
    last = 0.0 if stacked else min(max(width(one.note, 13.5) for one in rows) + 34, 300)
    room = (look.width - names - last) / len(reviews)
    starts = [names + place * room for place in range(len(reviews))]
    return _Grid(reviews, starts, look.width - last, room - 18, look)


def _heads(grid: _Grid, register: str, top: float) -> tuple[list[Mark], float]:
    like = Text(0, 0, "", Paint.INK, 13.5, SEMIBOLD)
    marks: list[Mark] = []
    end = top
    for review, x in zip(grid.reviews, grid.starts, strict=True):
        lines = wrapped(review.title, grid.room, 13.5, SEMIBOLD)
        texts, after = lines_of(x, top + 18, lines, 17, like)
        marks, end = [*marks, *texts], max(end, after)
    if grid.look.width >= _STACKED_BELOW:
        lines = wrapped(register, grid.look.width - grid.register, 13.5, SEMIBOLD)
        texts, after = lines_of(grid.register, top + 18, lines, 17, like)
        marks, end = [*marks, *texts], max(end, after)
    return marks, end - 4


def _missing(grid: _Grid, top: float, tall: float) -> Iterator[Mark]:
    """A grey column: a review that the edition does not hold."""
    for review, x in zip(grid.reviews, grid.starts, strict=True):
        if review.is_in_edition:
            continue
        yield Box(x - 8, top, grid.room + 8, tall, Paint.SHADE)
        lines = wrapped(_("not in this data edition"), grid.room - 12, 13)
        like = Text(0, 0, "", Paint.QUIET, 13, REGULAR, CENTER)
        stacked = grid.look.width < _STACKED_BELOW
        first = top + (60 if stacked else tall / 2 + 4 - 8 * (len(lines) - 1))
        yield from lines_of(x - 4 + grid.room / 2, first, lines, 17, like)[0]


def _line(
    one: _Treaty, given: dict[tuple[str, str], _Ask], grid: _Grid, y: float
) -> Iterator[Mark]:
    stacked = grid.look.width < _STACKED_BELOW
    middle = y + (62 if stacked else _ROW[False] / 2)
    fill = Paint.INK if one.is_finished else Paint.GROUND
    if stacked:
        yield Text(0, y + 20, fitted(one.name, grid.look.width, 13.5), Paint.INK, 13.5)
        yield Dot(6, y + 34, 4.5, fill, Paint.INK)
        yield Text(18, y + 38.5, fitted(one.note, grid.look.width - 18, 13), Paint.QUIET, 13)
    else:
        room = grid.starts[0] - 14
        yield Text(0, middle + 4.5, fitted(one.name, room, 13.5), Paint.INK, 13.5)
        yield Dot(grid.register + 7, middle, 5.5, fill, Paint.INK)
        yield from _beside(one.note, grid, middle)
    for review, x in zip(grid.reviews, grid.starts, strict=True):
        ask = given.get((one.code, review.key))
        if ask:
            yield from _dots(ask, x, middle, grid.room)


def _beside(note: str, grid: _Grid, middle: float) -> Iterator[Mark]:
    """The register's word on a line of the list, in two lines where one is too short."""
    room = grid.look.width - grid.register - 22
    lines = wrapped(note, room, 13.5)
    if len(lines) > 2:  # noqa: PLR2004 - a row has room for two
        lines = [lines[0], " ".join(lines[1:])]
    like = Text(0, 0, "", Paint.INK, 13.5)
    first = middle + 4.5 - 8 * (len(lines) - 1)
    cut = [fitted(line, room, 13.5) for line in lines]
    yield from lines_of(grid.register + 22, first, cut, 16, like)[0]


def _dots(ask: _Ask, x: float, y: float, room: float) -> Iterator[Mark]:
    """A dot an ask, the supported ones first; so many that dots would merge become a bar."""
    pitch = min(_PITCH, (room - 14) / max(ask.n - 1, 1))
    if pitch < _LEAST_PITCH:
        yield from _as_bar(ask, x, y, room)
        return
    for place in range(ask.n):
        fill = Paint.SUPPORTED if place < ask.part else Paint.NOTED
        stroke = Paint.GROUND if pitch < _PITCH else Paint.CLEAR
        yield Dot(x + 7 + place * pitch, y, 6.3, fill, stroke, 1)


def _as_bar(ask: _Ask, x: float, y: float, room: float) -> Iterator[Mark]:
    words = number(ask.n)
    long = room - width(words, 13) - 10
    supported = long * ask.part / ask.n
    yield Box(x, y - 6, supported, 12, Paint.SUPPORTED)
    yield Box(x + supported, y - 6, long - supported, 12, Paint.NOTED)
    yield Text(x + long + 6, y + 4.5, words, Paint.INK, 13)


def _says(one: _Treaty, given: dict[tuple[str, str], _Ask], reviews: Sequence[ReviewColumn]) -> str:
    parts = []
    for review in reviews:
        ask = given.get((one.code, review.key))
        if ask:
            said = _("{review}: {n} asks, {supported} supported")
            counts = {"n": number(ask.n), "supported": number(ask.part)}
            parts.append(said.format(review=review.title, **counts))
    return clauses([one.name, *parts, one.note])
