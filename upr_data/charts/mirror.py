"""Both roles of a State side by side: what is asked of it, and what it asks, by issue."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import polars as pl

from upr_data.charts.axes import Scale
from upr_data.charts.columns import read
from upr_data.charts.drawn import Drawn, Look, drawn, nothing
from upr_data.charts.marks import CENTER, LEFT, RIGHT, Box, Drawing, Hit, Mark, Text
from upr_data.charts.paint import Paint
from upr_data.charts.picture import Caption
from upr_data.charts.typeset import SEMIBOLD, fitted, width
from upr_data.charts.words import share
from upr_data.language import clauses, number, titled

_ROW: Final = 31.0
_BAR: Final = 20.0
_STACKED_BELOW: Final = 700


class _Issue(NamedTuple):
    """How many of each role's recommendations raise an issue."""

    code: str
    name: str
    n: int
    other_n: int


@dataclass(frozen=True, slots=True)
class Role:
    """One side: its heading with n, and how many recommendations its shares are of."""

    title: str
    total: int

    def rate(self, n: int) -> float:
        """The share of this role's recommendations."""
        return n / self.total if self.total else 0.0

    def words(self, n: int) -> str:
        """Share and number."""
        rate = self.rate(n)
        digits = 1 if 0 < rate < 0.01 else 0  # noqa: PLR2004 - shares below one per cent
        return f"{share(rate, digits)} · {number(n)}"


def mirror(table: pl.DataFrame, left: Role, right: Role, caption: Caption, look: Look) -> Drawn:
    """What a State is asked about more than it asks others, and the other way round.

    `table` has one row an issue: `code`, `name`, `n` (recommendations of the left role that raise
    it) and `other_n` (of the right role). Sorted by the difference of the shares, each of its
    role's coded recommendations; shares add up to more than 100 %. Phones have two lists.
    """
    rows = read(table, _Issue)
    if not rows or not (left.total or right.total):
        return nothing(caption, look)
    rows.sort(key=lambda one: (right.rate(one.other_n) - left.rate(one.n), one.name))
    if look.width < _STACKED_BELOW:
        return drawn(_lists(rows, left, right, look), caption, look)
    names = max(width(one.name, 13.5) for one in rows) + 36
    names = min(names, look.width * 0.34)
    room = (look.width - names) / 2
    most = _most(rows, left, right)
    said = [words for one in rows for words in (left.words(one.n), right.words(one.other_n))]
    longest = max(width(words, 13.5) for words in said) + 10
    leftward = Scale(0, most, room, longest)
    rightward = Scale(0, most, room + names, look.width - longest)
    marks: list[Mark] = [
        Text(room, 16, fitted(left.title, room, 13.5, SEMIBOLD), Paint.INK, 13.5, SEMIBOLD, RIGHT),
        Text(
            room + names, 16, fitted(right.title, room, 13.5, SEMIBOLD), Paint.INK, 13.5, SEMIBOLD
        ),
    ]
    for place, one in enumerate(rows):
        y = 28 + place * _ROW
        name = fitted(one.name, names - 16, 13.5)
        marks.append(Text(room + names / 2, y + 15, name, Paint.INK, 13.5, align=CENTER))
        marks += _side(left, one.n, leftward, y, Paint.ACCENT)
        marks += _side(right, one.other_n, rightward, y, Paint.ACCENT_LIGHT)
        marks.append(Hit(0, y, look.width, _ROW - 4, _says(one, left, right), one.code))
    height = 28 + len(rows) * _ROW
    return drawn(Drawing(look.width, height, tuple(marks)), caption, look)


def _most(rows: list[_Issue], left: Role, right: Role) -> float:
    most = max(max(left.rate(one.n), right.rate(one.other_n)) for one in rows)
    return most or 1.0


def _side(role: Role, n: int, x: Scale, y: float, paint: Paint) -> Iterator[Mark]:
    end = x(role.rate(n))
    start, wide = min(x.start, end), abs(end - x.start)
    yield Box(start, y, wide, _BAR, paint)
    leftward = x.end < x.start
    at = end - 8 if leftward else end + 8
    yield Text(at, y + 15, role.words(n), Paint.INK, 13.5, align=RIGHT if leftward else LEFT)


def _lists(rows: list[_Issue], left: Role, right: Role, look: Look) -> Drawing:
    """On a phone: one list a role, in the same order."""
    x = Scale(0, _most(rows, left, right), 0, look.width)
    marks: list[Mark] = []
    y = 0.0
    sides = (
        (left, [one.n for one in rows], Paint.ACCENT),
        (right, [one.other_n for one in rows], Paint.ACCENT_LIGHT),
    )
    for role, numbers, paint in sides:
        title = fitted(role.title, look.width, 14.5, SEMIBOLD)
        marks.append(Text(0, y + 20, title, Paint.INK, 14.5, SEMIBOLD))
        y += 30
        for one, n in zip(rows, numbers, strict=True):
            words = role.words(n)
            room = look.width - width(words, 13) - 12
            marks.append(Text(0, y + 14, fitted(one.name, room, 13), Paint.INK, 13))
            marks.append(Text(look.width, y + 14, words, Paint.QUIET, 13, align=RIGHT))
            marks.append(Box(0, y + 20, max(x(role.rate(n)), 1), 8, paint))
            marks.append(Hit(0, y, look.width, 32, _says(one, left, right), one.code))
            y += 36
        y += 12
    return Drawing(look.width, y, tuple(marks))


def _says(one: _Issue, left: Role, right: Role) -> str:
    sides = ((left, one.n), (right, one.other_n))
    said = clauses([titled(role.title, role.words(n)) for role, n in sides])
    return titled(one.name, said)
