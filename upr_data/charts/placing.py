"""Names beside their marks: placed greedily, by importance; what finds no room stays unnamed.

A name may not touch a mark, an interval, a line or another name, and may not lie nearer to another
mark than to its own: a name that can be read as another's is worse than none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Final

from upr_data.charts.marks import CENTER, LEFT, RIGHT, Align, Line, Text
from upr_data.charts.paint import Paint
from upr_data.charts.typeset import REGULAR

Rect = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_SIZE: Final = 13
_GAP: Final = 5
_APART: Final = 8
_LEADER: Final = 20


@dataclass(frozen=True, slots=True)
class Named:
    """A mark at (x, y) of radius `r` that wants a name."""

    x: float
    y: float
    r: float
    words: str
    weight: int = REGULAR
    paint: Paint = Paint.QUIET
    shorter: str = ""
    only_beside: bool = False


def placed(
    wanted: Sequence[Named], obstacles: Sequence[Rect], bounds: Rect, most: int = 1000
) -> list[Text | Line]:
    """The names that find room, in the order of `wanted`: the first choose first.

    Every one of `wanted` is an obstacle to the others, named or not; so are `obstacles`. Right,
    left, above, below, diagonals are tried, then the same farther off with a leader; then all of it
    with the `shorter` words. At most so many are named.
    """
    dots = [(one.x, one.y, one.r) for one in wanted]
    taken = list(obstacles)
    found: list[Text | Line] = []
    for one in wanted:
        if sum(isinstance(mark, Text) for mark in found) >= most:
            break
        for text, leader in _candidates(one):
            if _fits(text.box, one, dots, taken, bounds) and _is_clear(leader, one, dots, taken):
                found += [text, *leader]
                left, top, right, bottom = text.box
                taken.append((left - _APART, top, right + _APART, bottom))
                taken += [_around(line) for line in leader]
                break
    return found


def _candidates(one: Named) -> Iterator[tuple[Text, list[Line]]]:
    yield from _candidates_of(one, one.words)
    if one.shorter and one.shorter != one.words:
        yield from _candidates_of(one, one.shorter)


def _candidates_of(one: Named, words: str) -> Iterator[tuple[Text, list[Line]]]:
    size = float(_SIZE)
    beside = 2 if one.only_beside else None
    for x, y, align in list(_around_dot(one.x, one.y, one.r + _GAP, size))[:beside]:
        yield Text(x, y, words, one.paint, size, one.weight, align), []
    if one.only_beside:
        return
    for far in (_LEADER, _LEADER * 1.7):
        for right, down in ((1, -1), (-1, -1), (1, 1), (-1, 1)):
            x, y = one.x + right * far * 0.8, one.y + down * far
            leader = _leader(one, x, y)
            side: Align = LEFT if right > 0 else RIGHT
            base = y - 3 if down < 0 else y + size * 0.8
            text = Text(x - right * 2, base, words, one.paint, size, one.weight, side)
            yield text, [leader]


def _around_dot(
    x: float, y: float, gap: float, size: float
) -> Iterator[tuple[float, float, Align]]:
    middle, near = y + size * 0.33, gap * 0.75
    yield x + gap, middle, LEFT
    yield x - gap, middle, RIGHT
    yield x, y - gap, CENTER
    yield x, y + gap + size * 0.75, CENTER
    yield x + near, y - near, LEFT
    yield x - near, y - near, RIGHT
    yield x + near, y + near + size * 0.75, LEFT
    yield x - near, y + near + size * 0.75, RIGHT


def _leader(one: Named, x: float, y: float) -> Line:
    long = hypot(x - one.x, y - one.y)
    start = (one.r + 1) / long
    from_x, from_y = one.x + (x - one.x) * start, one.y + (y - one.y) * start
    return Line(from_x, from_y, x, y, Paint.CONTEXT_DEEP)


def _fits(
    box: Rect,
    own: Named,
    dots: Sequence[tuple[float, float, float]],
    taken: Sequence[Rect],
    bounds: Rect,
) -> bool:
    left, top, right, bottom = box
    if left < bounds[0] or top < bounds[1] or right > bounds[2] or bottom > bounds[3]:
        return False
    for x, y, x2, y2 in taken:
        if left < x2 and x < right and top < y2 and y < bottom:
            return False
    most = max(_distance(box, own.x, own.y) - own.r, 1.5)
    for x, y, r in dots:
        room = r + most
        if left - x > room or x - right > room or top - y > room or y - bottom > room:
            continue  # far enough in one direction alone, as nearly all are
        if (x, y) != (own.x, own.y) and _distance(box, x, y) - r <= most:
            return False
    return True


def _is_clear(
    leader: list[Line],
    own: Named,
    dots: Sequence[tuple[float, float, float]],
    taken: Sequence[Rect],
) -> bool:
    """Whether a leader crosses nothing: it is looked at in a few places."""
    for line in leader:
        for step in range(1, 6):
            x = line.x + (line.x2 - line.x) * step / 5
            y = line.y + (line.y2 - line.y) * step / 5
            spot = (x - 1.5, y - 1.5, x + 1.5, y + 1.5)
            if any(hypot(x - a, y - b) < r + 2 for a, b, r in dots if (a, b) != (own.x, own.y)):
                return False
            if any(touch(spot, other) for other in taken):
                return False
    return True


def _around(line: Line) -> Rect:
    return (
        min(line.x, line.x2), min(line.y, line.y2), max(line.x, line.x2), max(line.y, line.y2),
    )  # fmt: skip


def touch(one: Rect, other: Rect) -> bool:
    """Whether two boxes share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _distance(box: Rect, x: float, y: float) -> float:
    return hypot(max(box[0] - x, 0, x - box[2]), max(box[1] - y, 0, y - box[3]))
