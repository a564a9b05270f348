"""Action categories of a State beside its group's: how much, and how much of it is supported."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import polars as pl

from upr_data.charts.axes import Scale
from upr_data.charts.columns import read
from upr_data.charts.drawn import Drawn, Look, drawn, nothing
from upr_data.charts.keys import Entry, key
from upr_data.charts.marks import RIGHT, Box, Dot, Drawing, Hit, Line, Mark, Text
from upr_data.charts.paint import Paint
from upr_data.charts.picture import Caption
from upr_data.charts.typeset import SEMIBOLD, fitted, width
from upr_data.charts.words import of, share
from upr_data.language import _, clauses, number

_ROW: Final = 40.0
_BAR: Final = 19.0
_STACKED_BELOW: Final = 700


class _Category(NamedTuple):
    """One action category of a State, and of the others of its group."""

    code: str
    name: str
    made: int
    part: int
    n: int
    group_made: int
    group_part: int
    group_n: int


@dataclass(frozen=True, slots=True)
class _Plot:
    """What shares are of, and where the two halves lie."""

    total: int
    group_total: int
    bars: Scale
    dots: Scale
    look: Look
    minimum: int


def category_ticks(  # noqa: PLR0913, PLR0917 - the categories, their words, and how they are drawn
    table: pl.DataFrame,
    state: str,
    group: str,
    caption: Caption,
    look: Look,
    minimum: int = 10,
) -> Drawn:
    """What a State is asked to do, and what it supports of that, each beside its group.

    `table` has one row a category in the order of the scale: `code`, `name`, `made`, `part` and `n`
    (supported of answered), and `group_made`, `group_part`, `group_n` of the other States of the
    group, pooled. Bars and dots are the State, ticks the group; below `minimum` answers the dot is
    hollow and grey. Phones have the two halves under each other.
    """
    rows = read(table, _Category)
    total, group_total = sum(one.made for one in rows), sum(one.group_made for one in rows)
    if not total:
        return nothing(caption, look)
    entries = [Entry("square", Paint.ACCENT_LIGHT, state), Entry("tick", Paint.INK, group)]
    marks, top = key(entries, look)
    plot = _plot(rows, total, group_total, look, minimum)
    stacked = look.width < _STACKED_BELOW
    second = top + 42 + len(rows) * _ROW if stacked else top
    marks.append(Text(0, top + 20, _("Share of recommendations"), Paint.INK, 14, SEMIBOLD))
    x = 0 if stacked else plot.dots.start
    marks.append(Text(x, second + 20, _("Share supported"), Paint.INK, 14, SEMIBOLD))
    for place, one in enumerate(rows):
        y = top + 34 + _ROW * (place + 0.5)
        marks += _name(one, y, plot)
        marks += _bar(one, y, plot)
        y += second - top
        if stacked:
            marks += _name(one, y, plot)
        marks += _dot(one, y, plot)
        marks.append(Hit(0, y - _ROW / 2, look.width, _ROW, _says(one, plot), one.code))
    height = second + 34 + len(rows) * _ROW + 6
    return drawn(Drawing(look.width, height, tuple(marks)), caption, look)


def _plot(rows: list[_Category], total: int, group_total: int, look: Look, minimum: int) -> _Plot:
    most = max(one.made / total for one in rows)
    if group_total:
        most = max(most, *(one.group_made / group_total for one in rows))
    names = min(max(width(_words(one), 13.5) for one in rows) + 14, 190)
    words = max(width(_share_words(one, total), 13.5) for one in rows) + 12
    counts = max(width(of(one.part, one.n), 13.5) for one in rows) + 18
    if look.width < _STACKED_BELOW:
        bars = Scale(0, most, 0, look.width - words)
        dots = Scale(0, 1, 8, look.width - counts)
        return _Plot(total, group_total, bars, dots, look, minimum)
    middle = look.width * 0.54
    bars = Scale(0, most, names, middle - words - 30)
    dots = Scale(0, 1, middle, look.width - counts - 12)
    return _Plot(total, group_total, bars, dots, look, minimum)


def _share_words(one: _Category, total: int) -> str:
    return f"{share(one.made / total)} · {number(one.made)}"


def _words(one: _Category) -> str:
    return f"{one.code} {one.name}"


def _name(one: _Category, y: float, plot: _Plot) -> Iterator[Mark]:
    if plot.look.width < _STACKED_BELOW:
        name = fitted(_words(one), plot.look.width - 100, 13)
        yield Text(0, y - 8, name, Paint.INK, 13)
        return
    end = plot.bars.start - 12
    yield Text(end, y + 4.5, fitted(_words(one), end, 13.5), Paint.INK, 13.5, align=RIGHT)


def _bar(one: _Category, y: float, plot: _Plot) -> Iterator[Mark]:
    down = 8 if plot.look.width < _STACKED_BELOW else 0
    tall = _BAR - down
    x, x2 = plot.bars.start, plot.bars(one.made / plot.total)
    yield Box(x, y - tall / 2 + down, max(x2 - x, 1), tall, Paint.ACCENT_LIGHT)
    end = x2
    if plot.group_total:
        tick = plot.bars(one.group_made / plot.group_total)
        yield Line(tick, y - tall / 2 - 4 + down, tick, y + tall / 2 + 4 + down, Paint.INK, 2.5)
        end = max(end, tick)
    words = _share_words(one, plot.total)
    yield Text(end + 9, y + 4.5 + down, words, Paint.INK, 13.5)


def _dot(one: _Category, y: float, plot: _Plot) -> Iterator[Mark]:
    down = 8 if plot.look.width < _STACKED_BELOW else 0
    y, x = y + down, plot.dots
    yield Line(x.start, y, x.end, y, Paint.GRID)
    counts = of(one.part, one.n) if one.n else _("none")
    yield Text(plot.look.width, y + 4.5, counts, Paint.INK, 13.5, align=RIGHT)
    if one.group_n:
        tick = x(one.group_part / one.group_n)
        if one.n:
            yield Line(x(one.part / one.n), y, tick, y, Paint.CONTEXT, 2)
        yield Line(tick, y - 9, tick, y + 9, Paint.GROUP, 3)
    if one.n >= max(plot.minimum, 1):
        yield Dot(x(one.part / one.n), y, 6.5, Paint.ACCENT)
    elif one.n:
        yield Dot(x(one.part / one.n), y, 5.5, Paint.GROUND, Paint.CONTEXT_DEEP)


def _says(one: _Category, plot: _Plot) -> str:
    said = _("{name}: {share} of recommendations ({counts})")
    text = said.format(
        name=_words(one), share=share(one.made / plot.total), counts=of(one.made, plot.total)
    )
    if not one.n:
        return text
    supported = _("{share} supported ({counts})")
    rate = supported.format(share=share(one.part / one.n), counts=of(one.part, one.n))
    return clauses([text, rate])
