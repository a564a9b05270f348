"""What a State is compared with, in every picture by the same small mark; names at lines' ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from upr_data.charts.keys import Entry
from upr_data.charts.marks import Box, Dot, Line, Mark, Text, lines_of
from upr_data.charts.paint import Paint
from upr_data.charts.typeset import fitted, width

MOST: Final = 4
"""So many can be told apart by their marks."""

_SHAPES: Final = ("dot", "ring", "square", "frame")
_LEADING: Final = 16
_APART: Final = 5
_MOVED: Final = 5


def mark(place: int, x: float, y: float, r: float) -> Mark:
    """The mark of the one at this place among the compared."""
    match _SHAPES[place % MOST]:
        case "dot":
            return Dot(x, y, r, Paint.QUIET)
        case "ring":
            return Dot(x, y, r, Paint.GROUND, Paint.QUIET)
        case "square":
            return Box(x - r, y - r, 2 * r, 2 * r, Paint.QUIET, above=True)
        case _:
            return Box(
                x - r, y - r, 2 * r, 2 * r, Paint.GROUND, Paint.QUIET, stroke_width=2, above=True
            )


def entry(place: int, words: str) -> Entry:
    """The same mark in a key."""
    return Entry(_SHAPES[place % MOST], Paint.QUIET, words)


@dataclass(frozen=True, slots=True)
class End:
    """The end of a line at (x, y) that wants its words beside it; else its name and value."""

    x: float
    y: float
    words: Sequence[str]
    name: str
    value: str = ""

    def in_one_line(self, room: float) -> str:
        """The name, shortened where it must be, and the value."""
        value = f" {self.value}" if self.value else ""
        return fitted(self.name, room - width(value, 13), 13) + value


def ends(wanted: Sequence[End], x: float, room: float, span: tuple[float, float]) -> Iterator[Mark]:
    """Words under each other at `x`, each as near to its end as the others allow.

    What is moved, or ends before the others, has a leader. `span` is from top to foot: where there
    is no room for all, each has one line, and the last of `wanted` go.
    """
    top, foot = span
    shown = [replace(one, words=[fitted(line, room, 13) for line in one.words]) for one in wanted]
    if _high(shown) > foot - top:
        shown = [replace(one, words=[one.in_one_line(room)]) for one in wanted]
    while shown and _high(shown) > foot - top:
        shown.pop()
    ordered = sorted(shown, key=lambda one: one.y)
    starts = _starts(ordered, top, foot)
    farthest = max((one.x for one in wanted), default=x)
    like = Text(0, 0, "", Paint.QUIET, 13)
    for one, start in zip(ordered, starts, strict=True):
        yield from lines_of(x, start + 12, list(one.words), _LEADING, like)[0]
        middle = start + 8
        if abs(middle - one.y) > _MOVED or one.x < farthest:
            yield Line(one.x + 8, one.y, x - 5, middle, Paint.CONTEXT)


def _high(shown: Sequence[End]) -> float:
    return sum(_LEADING * len(one.words) + _APART for one in shown)


def _starts(ordered: Sequence[End], top: float, foot: float) -> list[float]:
    """Where each block begins: as wanted, pushed down by those above, then up by the foot."""
    starts: list[float] = []
    least = top
    for one in ordered:
        starts.append(max(one.y - 8, least))
        least = starts[-1] + _LEADING * len(one.words) + _APART
    most = foot
    for place in range(len(ordered) - 1, -1, -1):
        high = _LEADING * len(ordered[place].words)
        starts[place] = min(starts[place], most - high)
        most = starts[place] - _APART
    return starts
