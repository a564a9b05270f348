"""Cycles compared: recommendations per review, session by session, in bands of cycles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import polars as pl

from upr_data.charts.axes import Scale, round_steps, rows
from upr_data.charts.columns import read
from upr_data.charts.drawn import Drawn, Look, drawn, nothing
from upr_data.charts.marks import CENTER, Box, Drawing, Hit, Line, Mark, Text, hatch, lines_of
from upr_data.charts.paint import Paint
from upr_data.charts.picture import Caption
from upr_data.charts.typeset import BOLD, SEMIBOLD, balanced, fitted, width
from upr_data.charts.words import whole
from upr_data.language import _, ngettext, number, ranges

_HEAD: Final = 64.0
_TALL: Final = {True: 250.0, False: 390.0}
_BELOW: Final = 52
_LEFT: Final = 40.0
_NUMBER: Final = 21.0


class Cycle(NamedTuple):
    """A cycle: its sessions, its years as written, what is selected and what the edition has."""

    number: int
    first: int
    last: int
    years: str
    value: float | None
    """Recommendations per review; null where the edition has no session of it."""
    reviews: int
    """Reviews that are selected; `in_edition` are those of the whole edition, `all_reviews` all."""
    in_edition: int
    all_reviews: int
    missing: tuple[int, ...] = ()
    """Sessions that the edition lacks, in order; those that a filter leaves out are not of them."""
    what: str = ""
    """What it lacks of them, where it may have other rows: "voluntary pledges"."""

    @property
    def is_finished(self) -> bool:
        """Whether the edition has every session of it."""
        return not self.missing


class _Session(NamedTuple):
    """One session of the Working Group."""

    session: int
    value: float
    reviews: int


@dataclass(frozen=True, slots=True)
class _Plot:
    """Both scales: sessions across, recommendations per review upwards."""

    first: int
    step: float
    y: Scale
    look: Look
    edge: float

    def left(self, session: int) -> float:
        """Where the room of a session begins."""
        return self.edge + (session - self.first) * self.step


def per_review(table: pl.DataFrame, cycles: Sequence[Cycle], caption: Caption, look: Look) -> Drawn:
    """How the cycles compare: per review, so that an unfinished one is not small for being new.

    `table` has one row a session in the edition: `session`, `value` (recommendations per review)
    and `reviews`; rows without a session belong into the caption. `cycles` are those that are to be
    seen, in order. Bars of an unfinished cycle are hatched, the sessions it lacks kept as space.
    A click names the session (`session:27`), on a head the cycle (`cycle:3`).
    """
    sessions = sorted(read(table, _Session))
    if not (sessions and cycles):
        return nothing(caption, look)
    first, last = cycles[0].first, max(cycles[-1].last, sessions[-1].session)
    steps = round_steps(max(one.value for one in sessions), 5, least=1)
    foot = _HEAD + look.plot(_TALL[look.is_phone], _HEAD + _BELOW)
    edge = max(width(whole(steps[-1]), 13) + 12, _LEFT)
    step = (look.width - edge) / (last - first + 1)
    plot = _Plot(first, step, Scale(0, steps[-1], foot, _HEAD), look, edge)
    marks: list[Mark] = []
    for place, cycle in enumerate(cycles):
        marks += _band(plot, cycle, is_shaded=place % 2 == 0)
    marks += rows(plot.y, steps, (edge, look.width))
    for cycle in cycles:
        within = [one for one in sessions if cycle.first <= one.session <= cycle.last]
        marks += _bars(plot, cycle, within)
        marks += _missing(plot, cycle)
        marks += _head(plot, cycle)
    marks += _session_numbers(plot, cycles)
    marks += _figures(plot, cycles, sessions)
    words = _("Session of the Working Group")
    middle = (edge + look.width) / 2
    marks.append(Text(middle, foot + 42, words, Paint.QUIET, 13, align=CENTER))
    return drawn(Drawing(look.width, foot + _BELOW, tuple(marks)), caption, look)


def held(cycle: Cycle) -> str:
    """How many of the reviews of a cycle the edition has, in words."""
    said = ngettext(
        "Cycle {number}: {n} of {all} reviews is in this edition",
        "Cycle {number}: {n} of {all} reviews are in this edition",
        cycle.in_edition,
    )
    counts = {"n": number(cycle.in_edition), "all": number(cycle.all_reviews)}
    return said.format(number=cycle.number, **counts)


def _span(plot: _Plot, cycle: Cycle) -> tuple[float, float]:
    return plot.left(cycle.first), plot.left(cycle.last + 1)


def _band(plot: _Plot, cycle: Cycle, *, is_shaded: bool) -> Iterator[Mark]:
    left, right = _span(plot, cycle)
    if is_shaded:
        yield Box(left, 0, right - left, plot.y.start, Paint.SHADE)


def _head(plot: _Plot, cycle: Cycle) -> Iterator[Mark]:
    """Name, years, mean and reviews: above the bars, never over them."""
    left, right = _span(plot, cycle)
    room = right - left - 16
    name = _("Cycle {number}").format(number=cycle.number)
    yield Text(left + 10, 22, fitted(name, room, 15.5, BOLD), Paint.INK, 15.5, BOLD)
    if plot.look.is_phone:
        if cycle.value is not None:
            yield Text(left + 10, 41, fitted(whole(cycle.value), room, 13), Paint.INK, 13)
        return
    unfinished = _("{years} · incomplete here").format(years=cycle.years)
    beside = cycle.years if cycle.is_finished else unfinished
    after = width(name, 15.5, BOLD) + 10
    fits = [text for text in (beside, cycle.years) if width(text, 13.5) <= room - after]
    yield Text(left + 10 + after, 22, fits[0] if fits else "", Paint.QUIET, 13.5)
    yield Text(left + 10, 44, _mean(cycle, room), Paint.INK, 13.5)
    yield Hit(left, 0, right - left, _HEAD - 6, _says_cycle(cycle), f"cycle:{cycle.number}")


def _mean(cycle: Cycle, room: float) -> str:
    if cycle.value is None:
        return fitted(_("not in this edition"), room, 13.5)
    value = _("{value} per review").format(value=whole(cycle.value))
    said = f"{value} · {_reviews(cycle)}"
    return said if width(said, 13.5) <= room else fitted(value, room, 13.5)


def _bars(plot: _Plot, cycle: Cycle, sessions: Sequence[_Session]) -> Iterator[Mark]:
    gap = 2.0 if plot.step > 12 else 1.0  # noqa: PLR2004 - narrow bars stand closer
    for one in sessions:
        x, y = plot.left(one.session) + gap, plot.y(one.value)
        box = Box(x, y, plot.step - 2 * gap, plot.y.start - y, Paint.ACCENT_LIGHT)
        if cycle.is_finished:
            yield box
        else:
            yield Box(x, y, box.w, box.h, Paint.ACCENT_PALE, Paint.ACCENT, 1.5)
            yield from hatch(box, 7, Paint.ACCENT)
        says = _says_session(one, cycle)
        yield Hit(x, y, box.w, box.h, says, f"session:{one.session}")
    if cycle.is_finished and cycle.value is not None:
        left, right = _span(plot, cycle)
        y = plot.y(cycle.value)
        yield Line(left + 2, y, right - 2, y, Paint.INK, 2)


def _missing(plot: _Plot, cycle: Cycle) -> Iterator[Mark]:
    """Sessions that the edition lacks keep their place, faintly hatched, and are named.

    The words stand in the widest gap: a session between that the edition has is never covered.
    """
    if not cycle.missing:
        return
    gaps = [_gap(plot, run) for run in _runs(cycle.missing)]
    for gap in gaps:
        yield from (Line(a.x, a.y, a.x2, a.y2, Paint.GRID) for a in hatch(gap, 12))
    box = max(gaps, key=lambda gap: gap.w)
    room = box.w - 24
    lines = balanced(_lacking(cycle), room, 13.5, SEMIBOLD)
    more = balanced(held(cycle), room, 13)
    if max(width(line, 13.5, SEMIBOLD) for line in (*lines, *more)) > room:
        return
    tall = 19 * (len(lines) + len(more))
    middle, top = box.x + box.w / 2, box.y + box.h / 2 - tall / 2
    wide = max(width(line, 13.5, SEMIBOLD) for line in (*lines, *more)) + 24
    yield Box(middle - wide / 2, top - 10, wide, tall + 20, Paint.GROUND, above=True)
    like = Text(0, 0, "", Paint.INK, 13.5, SEMIBOLD, CENTER)
    texts, y = lines_of(middle, top + 14, lines, 19, like)
    yield from texts
    yield from lines_of(middle, y, more, 19, Text(0, 0, "", Paint.INK, 13, align=CENTER))[0]


def _lacking(cycle: Cycle) -> str:
    numbers = ranges(list(cycle.missing))
    if cycle.what:
        said = _("This edition has no {what} of these sessions: {numbers}")
        return said.format(what=cycle.what, numbers=numbers)
    return ngettext(
        "Session {numbers} is not in this edition",
        "Sessions {numbers} are not in this edition",
        len(cycle.missing),
    ).format(numbers=numbers)


def _runs(sessions: Sequence[int]) -> list[tuple[int, int]]:
    """The first and the last of each run of sessions that follow on each other."""
    starts = [one for one in sessions if one - 1 not in sessions]
    ends = [one for one in sessions if one + 1 not in sessions]
    return list(zip(starts, ends, strict=True))


def _gap(plot: _Plot, run: tuple[int, int]) -> Box:
    left, right = plot.left(run[0]), plot.left(run[1] + 1)
    return Box(left, _HEAD, right - left, plot.y.start - _HEAD)


def _session_numbers(plot: _Plot, cycles: Sequence[Cycle]) -> Iterator[Mark]:
    """The first of each cycle, the very last, the last of each, one between: as room allows."""
    between = [(one.first + one.last) // 2 for one in cycles]
    ends = [one.last for one in cycles]
    taken: list[float] = []
    for session in (*(one.first for one in cycles), *ends[-1:], *ends, *between):
        x = plot.left(session) + plot.step / 2
        if all(abs(x - other) >= _NUMBER for other in taken):
            taken.append(x)
            foot = plot.y.start + 19
            x = min(x, plot.look.width - width(str(session), 13) / 2)
            yield Text(x, foot, str(session), Paint.QUIET, 13, align=CENTER)


def _figures(plot: _Plot, cycles: Sequence[Cycle], sessions: Sequence[_Session]) -> Iterator[Mark]:
    """The first session, the last of a finished cycle, and the last."""
    finished = [one.last for one in cycles if one.is_finished]
    wanted = {sessions[0].session, sessions[-1].session, *finished[-1:]}
    ends = [one for one in sessions if one.session in wanted]
    right = -100.0
    for one in reversed(ends) if plot.step < 30 else ends:  # noqa: PLR2004 - figures would touch
        x, words = plot.left(one.session) + plot.step / 2, whole(one.value)
        half = width(words, 13.5, BOLD) / 2
        x = min(max(x, plot.edge + half - 6), plot.look.width - half)
        if abs(x - right) > width(words, 13.5, BOLD) + 4:
            y = plot.y(one.value) - 7
            yield Text(x, y, words, Paint.INK, 13.5, BOLD, CENTER)
            right = x


def _says_session(one: _Session, cycle: Cycle) -> str:
    said = ngettext(
        "Session {session}, cycle {cycle}: {value} per review ({n} review)",
        "Session {session}, cycle {cycle}: {value} per review ({n} reviews)",
        one.reviews,
    )
    words = {"value": whole(one.value), "n": number(one.reviews)}
    return said.format(session=one.session, cycle=cycle.number, **words)


def _says_cycle(cycle: Cycle) -> str:
    if cycle.value is None:
        return _("Cycle {number}: not in this edition").format(number=cycle.number)
    said = _("Cycle {number}: {value} per review ({reviews})")
    counts = {"value": whole(cycle.value), "reviews": _reviews(cycle)}
    return said.format(number=cycle.number, **counts)


def _reviews(cycle: Cycle) -> str:
    """How many reviews; of how many, where the edition and no filter leaves some out."""
    if cycle.reviews == cycle.in_edition < cycle.all_reviews:
        said = _("{n} of {all} reviews")
        return said.format(n=number(cycle.reviews), all=number(cycle.all_reviews))
    said = ngettext("{n} review", "{n} reviews", cycle.reviews)
    return said.format(n=number(cycle.reviews))
