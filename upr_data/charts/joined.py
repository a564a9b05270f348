"""What became of what a State asked others to join: a bar a treaty, in four parts of time."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import polars as pl

from upr_data.charts.axes import Scale
from upr_data.charts.columns import read
from upr_data.charts.drawn import Drawn, Look, drawn, nothing
from upr_data.charts.keys import Entry, key
from upr_data.charts.marks import RIGHT, Box, Drawing, Hit, Mark, Text
from upr_data.charts.paint import Paint
from upr_data.charts.picture import Caption
from upr_data.charts.typeset import fitted, width, wrapped
from upr_data.language import _, number, titled

_ROW: Final = {True: 58.0, False: 33.5}
_STACKED_BELOW: Final = 700
_PAINTS: Final = (Paint.ACCENT_DEEP, Paint.ACCENT, Paint.ACCENT_LIGHT, Paint.CONTEXT)


class _Treaty(NamedTuple):
    """One treaty: in how many cases the State asked had joined by when."""

    code: str
    name: str
    by_mid_term: int
    by_next_review: int
    later: int
    still_open: int

    @property
    def parts(self) -> tuple[int, int, int, int]:
        """The four parts of the bar, from the earliest."""
        return self.by_mid_term, self.by_next_review, self.later, self.still_open


def joined_bars(table: pl.DataFrame, register: str, caption: Caption, look: Look) -> Drawn:
    """In how many cases the States asked joined, and how soon after the review.

    `table` has one row a treaty, in order: `code`, `name`, and cases (State × review × treaty) in
    parts that exclude each other: `by_mid_term`, `by_next_review` (after mid-term), `later`,
    `still_open`. `register` is the day of the register, in words. A click names the treaty.
    """
    rows = [one for one in read(table, _Treaty) if sum(one.parts)]
    if not rows:
        return nothing(caption, look)
    names = (_("by mid-term"), _("by the next review"), _("later"))
    still = _("still open, {day}").format(day=register)
    entries = [Entry("square", paint, words)
               for paint, words in zip(_PAINTS, (*names, still), strict=True)]  # fmt: skip
    marks, top = key(entries, look, _("Joined"))
    stacked = look.width < _STACKED_BELOW
    most = max(sum(one.parts) for one in rows)
    left = 0.0 if stacked else min(max(width(one.name, 13.5) for one in rows) + 14, 300)
    words = max(width(_counts(one), 13.5) for one in rows)
    right = float(look.width) if stacked else max(look.width - words - 12, left + 120)
    x = Scale(0, most, left, right)
    for place, one in enumerate(rows):
        y = top + 10 + place * _ROW[stacked]
        marks += _line(one, y, x, look)
        marks.append(Hit(0, y, look.width, _ROW[stacked] - 4, _says(one), one.code))
    height = top + 10 + len(rows) * _ROW[stacked]
    return drawn(Drawing(look.width, height, tuple(marks)), caption, look)


def _line(one: _Treaty, y: float, x: Scale, look: Look) -> Iterator[Mark]:
    stacked = look.width < _STACKED_BELOW
    top = y + 22 if stacked else y
    if stacked:
        yield Text(0, y + 14, fitted(one.name, look.width, 13.5), Paint.INK, 13.5)
    else:
        name = fitted(one.name, x.start - 12, 13.5)
        yield Text(x.start - 12, y + 15, name, Paint.INK, 13.5, align=RIGHT)
    done = 0
    for n, paint in zip(one.parts, _PAINTS, strict=True):
        start, end = x(done), x(done + n)
        if n:
            yield Box(start, top, max(end - start - 1.2, 0.8), 14 if stacked else 20, paint)
        done += n
    if stacked:
        words = next(iter(wrapped(_counts(one), look.width, 13)), "")
        yield Text(0, top + 29, words, Paint.QUIET, 13)
    else:
        yield Text(x(done) + 10, y + 15, _counts(one), Paint.INK, 13.5)


def _counts(one: _Treaty) -> str:
    early, soon, later, _still = one.parts
    said = _("{n} of {of} joined, {soon} by the next review")
    total = number(sum(one.parts))
    return said.format(n=number(early + soon + later), of=total, soon=number(early + soon))


def _says(one: _Treaty) -> str:
    return titled(one.name, _counts(one))
