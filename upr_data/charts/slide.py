"""One idea on a slide of 1920 × 1080: the rate of the commented, and the bar of all made."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from upr_data.charts.drawn import Drawn, Look, drawn
from upr_data.charts.marks import RIGHT, Box, Drawing, Line, Mark, Text, lines_of
from upr_data.charts.paint import Paint
from upr_data.charts.picture import Caption
from upr_data.charts.typeset import BOLD, SEMIBOLD, balanced, fitted, width, wrapped
from upr_data.charts.words import bare_share, of
from upr_data.language import _, clauses, number

SLIDE: Final = (1920, 1080)
_MARGIN: Final = 96.0
_ROOM: Final = SLIDE[0] - 2 * _MARGIN
_GAP: Final = 5.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of all made: led to action of commented, of made."""

    made: int
    commented: int
    led: int

    @property
    def is_whole(self) -> bool:
        """Whether it can be drawn: each a part of the one before it, and somebody commented."""
        return 0 <= self.led <= self.commented <= self.made and self.commented > 0


def outcome_slide(
    outcome: Outcome, caveat: tuple[str, str], address: str, caption: Caption, *, dark: bool = False
) -> Drawn | None:
    """A slide that can stand in a talk: one figure, its base, its caveat, its source, its address.

    The rate is of the commented and stands apart; the bar is of all made, in three parts: the two
    have different denominators and are never one picture. `caveat` is what is said in bold, and the
    rest of its line. None where nobody commented: there is no rate to show.
    """
    if not outcome.is_whole:
        return None
    marks = [
        *_head(caption),
        *_figure(outcome),
        *_bar(outcome),
        *_foot(caveat, address, caption),
    ]
    look = Look(dark=dark, width=SLIDE[0])
    return drawn(Drawing(SLIDE[0], SLIDE[1], tuple(marks)), caption, look)


def _head(caption: Caption) -> list[Mark]:
    lines = balanced(caption.title, _ROOM, 58)[:2]
    title, y = lines_of(_MARGIN, 118, lines, 66, Text(0, 0, "", Paint.INK, 58, BOLD))
    said = fitted(clauses(caption.lines), _ROOM, 31)
    return [*title, Text(_MARGIN, y - 4, said, Paint.QUIET, 31)]


def _figure(outcome: Outcome) -> Iterator[Mark]:
    figure = bare_share(outcome.led / outcome.commented)
    yield Text(_MARGIN, 496, figure, Paint.ACCENT, 246, SEMIBOLD)
    x = _MARGIN + width(figure, 246, SEMIBOLD) + 14
    yield Text(x, 496, "%", Paint.ACCENT, 160, SEMIBOLD)
    x += width("%", 160, SEMIBOLD) + 60
    yield Text(x, 364, _("of the commented led to action"), Paint.INK, 42)
    yield Text(x, 418, of(outcome.led, outcome.commented), Paint.INK, 42, BOLD)
    yield Text(x, 474, _("fully or partly implemented"), Paint.QUIET, 42)


def _bar(outcome: Outcome) -> Iterator[Mark]:
    """All made in three parts; words stay apart where a part is narrow."""
    parts = (
        (outcome.led, _("led to action"), Paint.ACCENT, Paint.ACCENT),
        (
            outcome.commented - outcome.led,
            _("did not, or cannot be told"),
            Paint.ACCENT_LIGHT,
            Paint.INK,
        ),
        (outcome.made - outcome.commented, _("nobody commented"), Paint.CONTEXT, Paint.INK),
    )
    all_made = _("All {n} made").format(n=number(outcome.made))
    yield Text(_MARGIN, 598, all_made, Paint.INK, 32)
    x, free = _MARGIN, _MARGIN
    rest = [part for part in parts if part[0]]
    for place, (n, words, paint, ink) in enumerate(rest):
        wide = _ROOM * n / outcome.made
        yield Box(x, 616, max(wide - _GAP, 2), 62, paint)
        long = max(width(words, 29), width(number(n), 42, BOLD)) + 28
        after = sum(_long(other) for other in rest[place + 1 :])
        at = min(max(x, free), _MARGIN + _ROOM - long - after + 28)
        yield Text(at, 732, number(n), ink, 42, BOLD)
        yield Text(at, 774, words, Paint.QUIET, 29)
        x, free = x + wide, at + long


def _long(part: tuple[int, str, Paint, Paint]) -> float:
    return max(width(part[1], 29), width(number(part[0]), 42, BOLD)) + 28


def _foot(caveat: tuple[str, str], address: str, caption: Caption) -> Iterator[Mark]:
    bold, rest = caveat
    yield Box(_MARGIN, 896, 7, 50, Paint.ACCENT)
    yield Text(_MARGIN + 34, 932, bold, Paint.INK, 34, BOLD)
    x = _MARGIN + 34 + width(f"{bold} ", 34, BOLD) + 4
    lines = wrapped(rest, SLIDE[0] - _MARGIN - x, 34)
    yield Text(x, 932, lines[0] if lines else "", Paint.INK, 34)
    yield Line(_MARGIN, 976, SLIDE[0] - _MARGIN, 976, Paint.CONTEXT, 2)
    room = _ROOM - width(address, 28) - 40
    yield Text(_MARGIN, 1024, fitted(caption.source, room, 28), Paint.QUIET, 28)
    yield Text(SLIDE[0] - _MARGIN, 1024, address, Paint.QUIET, 28, align=RIGHT)
