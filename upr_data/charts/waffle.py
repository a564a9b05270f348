"""Three waffles of 100: what was asked, what was answered, what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import polars as pl

from upr_data.charts.columns import read
from upr_data.charts.drawn import Drawn, Look, drawn, nothing
from upr_data.charts.marks import Box, Drawing, Hit, Line, Mark, Text, lines_of
from upr_data.charts.paint import Paint
from upr_data.charts.picture import Caption
from upr_data.charts.typeset import BOLD, fitted, wrapped
from upr_data.charts.words import share
from upr_data.language import _, number

SQUARES: Final = 100
_SIDE: Final = 10
_STACKED_BELOW: Final = 860
_FEW: Final = 3
_GAP: Final = 30.0
_MOST_LABEL: Final = 140
_ARROW: Final = 40
_ARROWS_FROM: Final = 1000


@dataclass(frozen=True, slots=True)
class Panel:
    """One waffle: the `panel` of its rows, its heading, and the line under it.

    `unknown` is said beside empty squares where the source does not record the answer.
    """

    key: str
    title: str
    note: str
    unknown: str = ""


class _Class(NamedTuple):
    """One row of the frame."""

    panel: str
    code: str | None
    name: str
    note: str | None
    meaning: str
    n: int


@dataclass(frozen=True, slots=True)
class _Share:
    """One class of a waffle: its squares of the hundred."""

    code: str
    name: str
    note: str
    paint: Paint
    n: int
    squares: int
    total: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a waffle lies: its corner, the pitch of its squares, the room beside it."""

    x: float
    y: float
    pitch: float
    room: float


def waffle(table: pl.DataFrame, panels: Sequence[Panel], caption: Caption, look: Look) -> Drawn:
    """Of 100 made, how many: for a whole that is asked, answered and followed up.

    `table` has one row a class, in the order in which squares are filled: `panel`, `code`, `name`,
    `note` (or null), `meaning` (a `Paint`; `empty` draws open squares) and `n`. All panels have the
    same base. A panel without rows of more than 0 draws open squares and says what is unknown.
    """
    if table.is_empty() or not panels:
        return nothing(caption, look)
    stacked = look.width < _STACKED_BELOW
    step = look.width if stacked else look.width / len(panels)
    has_arrows = look.width >= _ARROWS_FROM
    between = 0 if stacked else _ARROW if has_arrows else 8
    pitch = 21.0 if stacked else min(27.0, (step - 122 - between) / _SIDE)
    room = step - pitch * _SIDE - 24 - between
    marks: list[Mark] = []
    for place, panel in enumerate(panels):
        y = place * (pitch * _SIDE + 82) if stacked else 0
        beside = room + (between if panel is panels[-1] else 0)
        where = _Place(0 if stacked else place * step, y + 58, pitch, min(beside, _MOST_LABEL))
        marks += _heading(panel, where.x, y)
        marks += _squares(_shares(table, panel.key), panel, where)
        if place and has_arrows and not stacked:
            marks += _arrow(where)
    below = max((mark.box[3] for mark in marks if isinstance(mark, Text)), default=0)
    squares_end = max((mark.y + mark.h for mark in marks if isinstance(mark, Box)), default=0)
    drawing = Drawing(look.width, max(below, squares_end) + 6, tuple(marks))
    return drawn(drawing, caption, look)


def squares(counts: Sequence[int], of: int = SQUARES) -> list[int]:
    """Counts as whole squares that add up to `of`, by largest remainder; ties to the first."""
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    given = [n * of // total for n in counts]
    remainders = sorted(range(len(counts)), key=lambda one: (-(counts[one] * of % total), one))
    for one in remainders[: of - sum(given)]:
        given[one] += 1
    return given


def _shares(table: pl.DataFrame, panel: str) -> list[_Share]:
    rows = [row for row in read(table, _Class) if row.panel == panel and row.n]
    given = squares([row.n for row in rows])
    total = sum(row.n for row in rows)
    return [
        _Share(row.code or "", row.name, row.note or "", Paint(row.meaning), row.n, filled, total)
        for row, filled in zip(rows, given, strict=True)
    ]


def _heading(panel: Panel, x: float, y: float) -> Iterator[Mark]:
    yield Text(x, y + 20, panel.title, Paint.INK, 21, BOLD)
    yield Text(x, y + 43, panel.note, Paint.QUIET, 14)


def _squares(shares: list[_Share], panel: Panel, place: _Place) -> Iterator[Mark]:
    """Squares column by column, so that each share is a block with a straight edge."""
    paints = [one.paint for one in shares for _square in range(one.squares)]
    for square in range(SQUARES):
        column, row = divmod(square, _SIDE)
        x, y = place.x + column * place.pitch, place.y + row * place.pitch
        yield _square_box(x, y, place.pitch - 3, paints[square] if paints else Paint.EMPTY)
    yield from _clicks(shares, place)
    yield from _labels(shares, panel, place)


def _square_box(x: float, y: float, side: float, paint: Paint) -> Box:
    if paint is Paint.EMPTY:
        return Box(x + 0.5, y + 0.5, side - 1, side - 1, stroke=Paint.EMPTY, radius=3)
    return Box(x, y, side, side, paint, radius=3)


def _clicks(shares: list[_Share], place: _Place) -> Iterator[Mark]:
    """Each column of a class answers to a click."""
    first = 0
    for one in shares:
        for column in range(first // _SIDE, -(-(first + one.squares) // _SIDE)):
            top = max(first - column * _SIDE, 0)
            end = min(first + one.squares - column * _SIDE, _SIDE)
            x, y = place.x + column * place.pitch, place.y + top * place.pitch
            wide, high = place.pitch - 3, (end - top) * place.pitch - 3
            yield Hit(x, y, wide, high, _says(one), one.code)
        first += one.squares


def _says(one: _Share) -> str:
    said = _("{name}: {share} ({n} of {of})")
    counts = {"n": number(one.n), "of": number(one.total)}
    return said.format(name=one.name, share=share(one.n / one.total, 1), **counts)


def _labels(shares: list[_Share], panel: Panel, place: _Place) -> Iterator[Mark]:
    """Figure and name beside a bar in the colour of the squares: no legend is needed."""
    x = place.x + place.pitch * _SIDE + 10
    crowded = len(shares) > _FEW
    high = place.pitch * _SIDE / max(len(shares), 1)
    most = max(3, int((high - (20 if crowded else 28) * 0.78 - 8) / 14.5))
    labels = [_Label(*_said(one), one.paint, place.room, crowded, most) for one in shares]
    if not shares:
        labels = [_Label("?", panel.unknown, Paint.EMPTY, place.room, crowded, most)]
    spare = place.pitch * _SIDE - sum(label.tall for label in labels)
    gap = max(2.0, min(_GAP, spare / len(labels)))
    y = place.y + max(0.0, min(12.0, spare / 2))
    for place_of, label in enumerate(labels):
        yield from label.marks(x, y)
        if shares:
            one = shares[place_of]
            yield Hit(x, y, place.room + 14, label.tall, _says(one), one.code)
        y += label.tall + gap


def _said(one: _Share) -> tuple[str, str]:
    return str(one.squares) if one.squares else _("less than 1"), f"{one.name} {one.note}".strip()


@dataclass(frozen=True, slots=True)
class _Label:
    """A figure over its words, as high as they need."""

    figure: str
    words: str
    paint: Paint
    room: float
    crowded: bool
    most: int

    @property
    def lines(self) -> list[str]:
        """The words in lines as wide as there is room, no more than there is height."""
        lines = wrapped(self.words, self.room, 13)
        if len(lines) <= self.most:
            return lines
        last = fitted(" ".join(lines[self.most - 1 :]), self.room, 13)
        return [*lines[: self.most - 1], last]

    @property
    def size(self) -> float:
        """The figure's size: words in place of a figure are smaller."""
        figure = 20.0 if self.crowded else 28.0
        return figure if self.figure[:1].isdecimal() or self.figure == "?" else 15.0

    @property
    def tall(self) -> float:
        """Height in pixels."""
        return self.size * 0.78 + 14.5 * len(self.lines) + 6

    def marks(self, x: float, y: float) -> Iterator[Mark]:
        """Bar, figure and words."""
        yield _bar(x, y, self.tall, self.paint)
        yield Text(x + 14, y + self.size * 0.78, self.figure, Paint.INK, self.size, BOLD)
        like = Text(0, 0, "", Paint.INK, 13)
        yield from lines_of(x + 14, y + self.size * 0.78 + 15, self.lines, 14.5, like)[0]


def _bar(x: float, y: float, tall: float, paint: Paint) -> Box:
    if paint is Paint.EMPTY:
        return Box(x + 0.5, y + 0.5, 5, tall - 1, stroke=Paint.EMPTY, radius=2)
    return Box(x, y, 6, tall, paint, radius=2)


def _arrow(place: _Place) -> Iterator[Mark]:
    """An arrow drawn as lines: many fonts have none."""
    x, y = place.x - 15, place.y + place.pitch * _SIDE / 2
    yield Line(x - 22, y, x, y, Paint.CONTEXT_DEEP, 2)
    yield Line(x - 8, y - 7, x, y, Paint.CONTEXT_DEEP, 2)
    yield Line(x - 8, y + 7, x, y, Paint.CONTEXT_DEEP, 2)
