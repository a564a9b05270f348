"""What a drawing is made of: boxes, lines, dots, bands, texts, and places that answer to a click.

Places are pixels from the upper left corner. Colours are meanings (`charts.paint`). A mark knows
nothing of what it shows; what a person reads of it, by pointer or screen reader, is a `Hit`. Marks
are named tuples because a page makes thousands: a frozen dataclass takes four times as long.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Final, NamedTuple

from upr_data.charts.paint import Paint
from upr_data.charts.typeset import ABOVE, BELOW, REGULAR, width


class Align(StrEnum):
    """On which side of its place a text stands: to the right of it, around it, to the left."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


LEFT: Final = Align.LEFT
CENTER: Final = Align.CENTER
RIGHT: Final = Align.RIGHT


class Box(NamedTuple):
    """A rectangle. One that is `above` hides the lines under it."""

    x: float
    y: float
    w: float
    h: float
    fill: Paint = Paint.CLEAR
    stroke: Paint = Paint.CLEAR
    stroke_width: float = 1
    radius: float = 0
    opacity: float = 1
    above: bool = False


class Line(NamedTuple):
    """A straight line."""

    x: float
    y: float
    x2: float
    y2: float
    paint: Paint
    width: float = 1
    dashed: bool = False
    opacity: float = 1


class Dot(NamedTuple):
    """A disc of radius `r`; hollow when its fill is the ground."""

    x: float
    y: float
    r: float
    fill: Paint
    stroke: Paint = Paint.CLEAR
    stroke_width: float = 2
    opacity: float = 1


class Band(NamedTuple):
    """An area between two lines: `edges` are (x, upper, lower), from left to right."""

    edges: tuple[tuple[float, float, float], ...]
    fill: Paint
    opacity: float = 1


class Text(NamedTuple):
    """One line of text; `y` is its base line."""

    x: float
    y: float
    text: str
    paint: Paint = Paint.INK
    size: float = 13
    weight: int = REGULAR
    align: Align = LEFT
    angle: float = 0
    opacity: float = 1

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the letters, as if it were not turned."""
        wide = width(self.text, self.size, self.weight)
        left = self.x - {LEFT: 0.0, CENTER: wide / 2, RIGHT: wide}[self.align]
        return left, self.y - ABOVE * self.size, left + wide, self.y + BELOW * self.size


class Hit(NamedTuple):
    """A place that says something when pointed at, and names the rows that a click asks for.

    `says` is words with n, never an internal field; `code` is empty where there are no rows.
    """

    x: float
    y: float
    w: float
    h: float
    says: str
    code: str = ""


Mark = Box | Line | Dot | Band | Text | Hit


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks on a ground of that size in pixels."""

    width: float
    height: float
    marks: tuple[Mark, ...]

    @property
    def texts(self) -> list[Text]:
        """Everything written, watermarks left out."""
        return [one for one in self.marks if isinstance(one, Text) and not one.angle]


_STEP: Final = 6


def hatch(
    box: Box, step: float = _STEP, paint: Paint = Paint.EMPTY, opacity: float = 1
) -> Iterator[Line]:
    """Slanted lines clipped to a box: Vega-Lite has no pattern fill, and a gradient is skewed."""
    for place in range(ceil((box.w + box.h) / step)):
        k = place * step - box.h
        left, right = max(0.0, k), min(box.w, k + box.h)
        if right > left:
            foot = box.y + box.h + k
            yield Line(
                box.x + left, foot - left, box.x + right, foot - right, paint, opacity=opacity
            )


def lines_of(
    x: float, y: float, lines: list[str], leading: float, like: Text
) -> tuple[list[Mark], float]:
    """Lines of text under each other in the manner of `like`, and the base line after the last."""
    texts: list[Mark] = [
        Text(x, y + place * leading, line, like.paint, like.size, like.weight, like.align)
        for place, line in enumerate(lines)
    ]
    return texts, y + len(lines) * leading
