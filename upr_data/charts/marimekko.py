"""Action categories as a Marimekko: how many ask for what, and how much of it is supported."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import polars as pl

from upr_data.charts.columns import read
from upr_data.charts.drawn import Drawn, Look, drawn, nothing
from upr_data.charts.marks import CENTER, RIGHT, Box, Drawing, Hit, Line, Mark, Text
from upr_data.charts.paint import ON_FILL, Paint
from upr_data.charts.picture import Caption
from upr_data.charts.typeset import BOLD, SEMIBOLD, fitted, width, wrapped
from upr_data.charts.words import NO_BREAK, of, share
from upr_data.language import _, number

_LEFT: Final = 46.0
_TALL: Final = 420.0
_BELOW: Final = 72
_NARROW: Final = 130.0
_ABOVE: Final = 46.0
_GAP: Final = 2.0
_SPECIFIC: Final = "5"


class _Category(NamedTuple):
    """One action category: made, and of those answered how many were supported."""

    code: str
    name: str
    note: str
    made: int
    part: int
    n: int


@dataclass(frozen=True, slots=True)
class _Column:
    """A category with its place across; `tall` is the height of all that was answered."""

    category: _Category
    x: float
    wide: float
    tall: float
    is_known: bool

    @property
    def paint(self) -> Paint:
        """The accent for specific action, lighter for general, grey where n is too small."""
        if not self.is_known:
            return Paint.CONTEXT
        return Paint.ACCENT if self.category.code == _SPECIFIC else Paint.ACCENT_LIGHT

    @property
    def is_narrow(self) -> bool:
        """Whether its words do not fit inside."""
        words = (*self.category.name.split(), _("supported"))
        return any(width(word, 13, SEMIBOLD) > self.wide - 16 for word in words)


def marimekko(table: pl.DataFrame, caption: Caption, look: Look, minimum: int = 20) -> Drawn:
    """How specific requests are (width), and which are supported (height).

    `table` has one row a category, in the order of the scale: `code` (1–5; 5 is specific), `name`,
    `note` (verbs), `made` (the width is its share of all), `part` (supported) and `n` (answered).
    A category with fewer than `minimum` answers is pale grey and says its n. Phones turn it.
    """
    rows = [one for one in read(table, _Category) if one.made]
    if not rows:
        return nothing(caption, look)
    if look.is_phone:
        return drawn(_turned(rows, look, minimum), caption, look)
    tall = look.plot(_TALL, _ABOVE + _BELOW)
    columns = _columns(rows, look, minimum, tall)
    foot = _ABOVE + tall
    marks: list[Mark] = [*_scale_words(tall), *_ends(columns, foot, look)]
    free = 0.0
    for column in columns:
        marks += _column(column, foot)
        if column.is_narrow:
            words, free = _words_above(column, free, look.width)
            marks += words
    return drawn(Drawing(look.width, foot + _BELOW, tuple(marks)), caption, look)


def _columns(rows: Sequence[_Category], look: Look, minimum: int, tall: float) -> list[_Column]:
    total = sum(one.made for one in rows)
    room, x = look.width - _LEFT, _LEFT
    columns = []
    for one in rows:
        wide = room * one.made / total
        columns.append(_Column(one, x, max(wide - _GAP, 1.0), tall, one.n >= minimum))
        x += wide
    return columns


def _scale_words(tall: float) -> Iterator[Mark]:
    for value, words in ((1.0, f"100{NO_BREAK}%"), (0.5, "50"), (0.0, "0")):
        y = _ABOVE + tall * (1 - value) + 4.5
        yield Text(_LEFT - 8, y, words, Paint.QUIET, 13, align=RIGHT)


def _column(column: _Column, foot: float) -> Iterator[Mark]:
    one, tall = column.category, column.tall
    if column.is_known:
        tall = column.tall * one.part / one.n
        noted = Box(column.x, _ABOVE, column.wide, column.tall - tall - _GAP, Paint.NOTED_PALE)
        if noted.h > 0:
            yield noted
        yield from _noted_words(column, noted)
    yield Box(column.x, foot - tall, column.wide, tall, column.paint)
    if not column.is_narrow:
        yield from _words_inside(column, foot - tall, foot)
    yield Hit(column.x, _ABOVE, column.wide, column.tall, _says(one), one.code)


def _noted_words(column: _Column, box: Box) -> Iterator[Mark]:
    if column.is_narrow or box.h < 24:  # noqa: PLR2004 - a line of text
        return
    rate = share(1 - column.category.part / column.category.n)
    x = column.x + 12
    beside = _("{rate} noted").format(rate=rate)
    if width(beside, 14, SEMIBOLD) <= column.wide - 20:
        yield Text(x, box.y + 21, beside, Paint.ON_LIGHT, 14, SEMIBOLD)
    elif box.h >= 44:  # noqa: PLR2004 - two lines
        yield Text(x, box.y + 21, rate, Paint.ON_LIGHT, 14, SEMIBOLD)
        yield Text(x, box.y + 39, _("noted"), Paint.ON_LIGHT, 13)


def _words_inside(column: _Column, top: float, foot: float) -> Iterator[Mark]:
    """The share at the head of the column, its name and number at the foot, where there is room."""
    one, ink, x = (
        column.category,
        ON_FILL[column.paint],
        column.x + (12 if column.wide > _NARROW else 8),
    )
    room = column.wide - 16
    size = 15.0 if column.wide > _NARROW else 13.0
    name = wrapped(f"{one.code} {one.name}", room, size, SEMIBOLD)
    verbs = fitted(one.note, room, 13)
    low = [(line, size, SEMIBOLD) for line in name]
    low += [(verbs, 13.0, 400)] if verbs == one.note and verbs else []
    low.append((number(one.made), 13.0, 400))
    y = foot - 14 - 18 * (len(low) - 1)
    if column.is_known:
        end = yield from _share_words(column, top, ink)
        if end > y - 18:
            return
    for place, (words, high, weight) in enumerate(low):
        if width(words, high, weight) <= room:
            yield Text(x, y + 18 * place, words, ink, high, weight)


def _share_words(column: _Column, top: float, ink: Paint) -> Generator[Mark, None, float]:
    one, x = column.category, column.x + 12
    rate, supported = share(one.part / one.n), _("supported")
    size = 28 if column.wide > 150 else 20  # noqa: PLR2004 - narrow columns have smaller figures
    if top + size + 12 > _ABOVE + column.tall:
        return top
    yield Text(x, top + size + 4, rate, ink, size, BOLD)
    wide = width(rate, size, BOLD)
    if wide + width(supported, 14) + 30 <= column.wide:
        yield Text(x + wide + 8, top + size + 4, supported, ink, 14)
        return top + size + 8
    if width(supported, 13) <= column.wide - 16:
        yield Text(x, top + size + 23, supported, ink, 13)
    return top + size + 27


def _words_above(column: _Column, free: float, end: float) -> tuple[list[Mark], float]:
    """A narrow column has its words above, with a tick, where there is room left; and its end."""
    one = column.category
    known = f" {share(one.part / one.n)}" if column.is_known else ""
    name = f"{one.code} {one.name}{known}"
    wide = width(name, 14, SEMIBOLD)
    x = max(free, min(column.x, end - wide))
    if x > column.x + column.wide or x + wide > end:
        return [], free
    tick = column.x + column.wide / 2
    words: list[Mark] = [
        Text(x, 14, name, Paint.INK, 14, SEMIBOLD),
        Text(x, 31, _("n = {n}").format(n=number(one.made)), Paint.QUIET, 13),
        Line(tick, 35, tick, _ABOVE - 2, Paint.CONTEXT_DEEP),
    ]
    return words, x + wide + 14


def _ends(columns: Sequence[_Column], foot: float, look: Look) -> Iterator[Mark]:
    """Below: each column's share of all, and the brackets of general and specific."""
    total = sum(one.category.made for one in columns)
    for one in columns:
        rate = share(one.category.made / total)
        said = (_("{share} of all recommendations"), _("{share} of all"))
        fits = [words.format(share=rate) for words in said]
        words = next((text for text in fits if width(text, 13) <= one.wide), "")
        if words:
            yield Text(one.x + one.wide / 2, foot + 20, words, Paint.INK, 13, align=CENTER)
    general = [one for one in columns if one.category.code != _SPECIFIC]
    specific = [one for one in columns if one.category.code == _SPECIFIC]
    if general and specific:
        yield from _bracket(general, _("ask for general action"), total, foot, look)
        yield from _bracket(specific, _("ask for specific action"), total, foot, look)


def _bracket(
    columns: Sequence[_Column], words: str, total: int, foot: float, look: Look
) -> Iterator[Mark]:
    left, right = columns[0].x, columns[-1].x + columns[-1].wide
    yield Line(left, foot + 34, right, foot + 34, Paint.CONTEXT_DEEP, 1.5)
    n = sum(one.category.n for one in columns)
    said = f"{share(sum(one.category.made for one in columns) / total)} {words}"
    whole = _("{said}: {share} supported")
    fits = [whole.format(said=said, share=share(_part(columns) / n))] if n else []
    shown = next((text for text in (*fits, said) if width(text, 14, SEMIBOLD) <= right - left), "")
    paint = Paint.ACCENT if columns[0].paint is Paint.ACCENT else Paint.INK
    middle = min((left + right) / 2, look.width - width(shown, 14, SEMIBOLD) / 2)
    yield Text(middle, foot + 54, shown, paint, 14, SEMIBOLD, CENTER)


def _part(columns: Sequence[_Column]) -> int:
    return sum(one.category.part for one in columns)


def _turned(rows: Sequence[_Category], look: Look, minimum: int) -> Drawing:
    """On a phone: heights are shares of all, lengths shares supported."""
    total = sum(one.made for one in rows)
    marks: list[Mark] = []
    y = 0.0
    for one in rows:
        tall = _TALL * one.made / total
        ink, x = Paint.INK, 0.0
        column = _Column(one, 0, look.width, tall, one.n >= minimum)
        room = look.width - 18
        words = _phone_words(one, is_known=column.is_known)
        lines = [fitted(line, room, 13, SEMIBOLD) for line in words]
        if tall < 20:  # noqa: PLR2004 - a line of text
            marks.append(Text(x, y + 14, fitted(lines[0], look.width, 13), ink, 13, SEMIBOLD))
            y += 19
        marks += _turned_boxes(column, y, tall - _GAP)
        if tall >= 20:  # noqa: PLR2004
            marks += _turned_words(lines, column, y, tall)
        marks.append(Hit(0, y, look.width, max(tall, 8), _says(one), one.code))
        y += tall
    marks.append(Text(0, y + 18, _("Height: share of all. Length: share supported."), Paint.QUIET))
    return Drawing(look.width, y + 26, tuple(marks))


def _turned_boxes(column: _Column, y: float, tall: float) -> Iterator[Mark]:
    high = max(tall, 1.0)
    if not column.is_known:
        yield Box(0, y, column.wide, high, Paint.CONTEXT)
        return
    supported = column.wide * column.category.part / column.category.n
    yield Box(0, y, supported, high, column.paint)
    if column.wide - supported > _GAP:
        yield Box(supported + _GAP, y, column.wide - supported - _GAP, high, Paint.NOTED_PALE)


def _turned_words(lines: list[str], column: _Column, y: float, tall: float) -> Iterator[Mark]:
    """Inside the bar of what was supported where the words fit, on a cover of it where not."""
    one = column.category
    long = column.wide * (one.part / one.n if column.is_known else 1)
    shown = lines[: max(1, int((tall - 6) // 18))]
    ink = ON_FILL[column.paint]
    for place, line in enumerate(shown):
        weight = SEMIBOLD if not place else 400
        base = y + 17 + 18 * place
        if width(line, 13, weight) + 10 > long:
            cover = Box(6, base - 13, width(line, 13, weight) + 6, 17, Paint.GROUND, above=True)
            yield cover
        yield Text(
            9, base, line, Paint.INK if width(line, 13, weight) + 10 > long else ink, 13, weight
        )


def _phone_words(one: _Category, *, is_known: bool) -> list[str]:
    rate = share(one.part / one.n) if is_known else _("n = {n}").format(n=number(one.n))
    supported = _("supported") if is_known else ""
    return [f"{one.code} {one.name} {rate}", f"{supported} · {number(one.made)}".strip(" ·")]


def _says(one: _Category) -> str:
    counts = of(one.part, one.n)
    said = _("{code} {name}: {made} recommendations, {share} supported ({counts})")
    rate = share(one.part / one.n, 1) if one.n else _("none")
    return said.format(
        code=one.code, name=one.name, made=number(one.made), share=rate, counts=counts
    )
