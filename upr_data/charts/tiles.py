"""Tiles: one square a State, equal in size, by regional group, coloured by a share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import polars as pl

from upr_data.charts.columns import read
from upr_data.charts.drawn import Drawn, Look, drawn, nothing
from upr_data.charts.keys import class_key
from upr_data.charts.marks import CENTER, Box, Drawing, Hit, Mark, Text, hatch
from upr_data.charts.paint import ON_FILL, Paint, class_of
from upr_data.charts.picture import Caption
from upr_data.charts.typeset import BOLD, SEMIBOLD, fitted, width
from upr_data.charts.words import of, share, telling_share
from upr_data.language import _, number

_BORDERS: Final = (0.5, 0.6, 0.7, 0.8, 0.9)
_FADED: Final = 0.35
_GAP: Final = 30
_BELOW: Final = 28
_STEP: Final = 44
_STACKED_BELOW: Final = 760


class _State(NamedTuple):
    """One State: its share is null where it was never asked."""

    code: str
    name: str
    group: str
    part: int
    n: int


@dataclass(frozen=True, slots=True)
class _Size:
    """A tile and the step to the next one, in pixels."""

    side: float
    step: float
    has_figures: bool


def tiles(  # noqa: PLR0913, PLR0917 - the States, their order, and how they are drawn
    table: pl.DataFrame,
    groups: Sequence[str],
    caption: Caption,
    look: Look,
    minimum: int = 50,
    chosen: str = "",
    *,
    by_name: bool = False,
) -> Drawn:
    """How each State answered, all at one look: the end of each block is the finding.

    `table` has one row a State: `code` (ISO3), `name`, `group` (its name), `part` (supported) and
    `n` (answered; 0 for a State never asked). `groups` gives the groups in the order in which they
    stand: two above, three below. Inside a group by share, from the highest; States with fewer than
    `minimum` answers are hatched, say their n, and follow by code. With `chosen`, the others fade.
    """
    states = read(table, _State)
    if not states:
        return nothing(caption, look)
    size = _size(look)
    key, y = class_key(look, _("% of recommendations supported"), hatched=_below(minimum))
    marks: list[Mark] = list(key)
    for row in _rows(groups, look):
        step = (look.width + _GAP) / len(row)
        columns = int((step - _GAP + 3.01) // size.step)
        head = _head(row, states, step - _GAP)
        bottom = y
        for place, group in enumerate(row):
            members = [one for one in states if one.group == group]
            marks += _heading(group, members, (place * step, y), step - _GAP, head)
            ordered = _ordered(members, minimum, by_name=by_name)
            for number_of, state in enumerate(ordered):
                down, right = divmod(number_of, columns)
                at = (place * step + right * size.step, y + head + down * size.step)
                faded = bool(chosen) and state.code != chosen
                marks += _tile(state, at, size, is_ranked=state.n >= minimum, faded=faded)
            bottom = max(bottom, y + head + -(-len(members) // columns) * size.step)
        y = bottom + _BELOW
    return drawn(Drawing(look.width, y - _BELOW + 2, tuple(marks)), caption, look)


def _size(look: Look) -> _Size:
    if look.is_phone:
        step = (look.width + 3) / (look.width // 39)
        return _Size(step - 3, step, has_figures=False)
    return _Size(_STEP - 3, _STEP, has_figures=True)


def _rows(groups: Sequence[str], look: Look) -> Iterator[Sequence[str]]:
    """Two groups above and three below where there is room; else one under another."""
    if look.width < _STACKED_BELOW:
        yield from ((group,) for group in groups)
        return
    yield groups[:2]
    yield from (groups[first : first + 3] for first in range(2, len(groups), 3))


def _below(minimum: int) -> str:
    return _("fewer than {n} answers: not coloured, not ranked").format(n=number(minimum))


def _ordered(states: list[_State], minimum: int, *, by_name: bool) -> list[_State]:
    """Those with enough answers by share, ties by code; then the others by code."""
    if by_name:
        return sorted(states, key=lambda one: one.code)
    ranked = [one for one in states if one.n and one.n >= minimum]
    others = [one for one in states if not (one.n and one.n >= minimum)]
    by_share = sorted(ranked, key=lambda one: (-one.part / one.n, one.code))
    return [*by_share, *sorted(others, key=lambda one: one.code)]


def _head(groups: Sequence[str], states: list[_State], room: float) -> float:
    """How high the headings of a row of groups are: two lines where one group needs them."""
    for group in groups:
        said = _total([one for one in states if one.group == group])
        if width(group, 15, SEMIBOLD) + width(said, 14) + 12 > room:
            return 46.0
    return 28.0


def _total(members: list[_State]) -> str:
    n, part = sum(one.n for one in members), sum(one.part for one in members)
    return _("{share} of {n}").format(share=share(part / n), n=number(n)) if n else _("none")


def _heading(
    group: str, members: list[_State], at: tuple[float, float], room: float, head: float
) -> Iterator[Mark]:
    x, y = at
    name = fitted(group, room, 15, SEMIBOLD)
    yield Text(x, y + 15, name, Paint.INK, 15, SEMIBOLD)
    beside = (width(name, 15, SEMIBOLD) + 10, 15) if head < 30 else (0, 34)  # noqa: PLR2004
    yield Text(x + beside[0], y + beside[1], _total(members), Paint.QUIET, 14)


def _tile(
    state: _State, at: tuple[float, float], size: _Size, *, is_ranked: bool, faded: bool
) -> Iterator[Mark]:
    x, y = at
    opacity = _FADED if faded else 1
    if is_ranked and state.n:
        yield from _coloured(state, at, size, opacity)
        figure = telling_share(state.part / state.n, _BORDERS)
        ink = ON_FILL[class_of(state.part / state.n)]
    else:
        side = size.side - 1
        box = Box(x + 0.5, y + 0.5, side, side, stroke=Paint.EMPTY, radius=3, opacity=opacity)
        yield box
        if state.n:
            yield from hatch(box, opacity=opacity * 0.7)
        figure = _("n {n}").format(n=number(state.n)) if state.n else "–"
        ink = Paint.QUIET
    yield from _words(state.code, figure, (x, y, opacity), size, ink)
    yield Hit(x, y, size.side, size.side, _says(state), state.code)


def _coloured(
    state: _State, at: tuple[float, float], size: _Size, opacity: float
) -> Iterator[Mark]:
    x, y = at
    paint = class_of(state.part / state.n)
    yield Box(x, y, size.side, size.side, paint, radius=3, opacity=opacity)
    if paint is Paint.UNDER_50:
        inner = size.side - 5
        yield Box(x + 2.5, y + 2.5, inner, inner, stroke=Paint.ON_DEEP, radius=2, opacity=opacity)


def _words(
    code: str, figure: str, at: tuple[float, float, float], size: _Size, ink: Paint
) -> Iterator[Mark]:
    x, y, opacity = at
    middle = x + size.side / 2
    down = 18.0 if size.has_figures else size.side / 2 + 4.5
    letters = Text(middle, y + down, code, ink, 13, BOLD, CENTER, opacity=opacity)
    yield letters
    if size.has_figures:
        yield Text(middle, y + 33, figure, ink, 12.5, align=CENTER, opacity=opacity)


def _says(state: _State) -> str:
    if not state.n:
        return _("{name}: no answered recommendation").format(name=state.name)
    said = _("{name}: {share} supported ({counts})")
    rate = share(state.part / state.n, 1)
    return said.format(name=state.name, share=rate, counts=of(state.part, state.n))
