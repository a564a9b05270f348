"""A drawn picture: laid out for a width, coloured for a page, framed for a file.

Every chart function of the design system takes a `Look` and gives back a `Drawn`. The page writes
title, lines and notes itself (headings and captions that readers know); a file gets them from
`framed`, at the same words.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, radians, sin
from typing import Any, Final

from upr_data.charts.canvas import specification
from upr_data.charts.frames import ANY_WIDTH, Frames
from upr_data.charts.marks import CENTER, Band, Drawing, Line, Mark, Text, lines_of
from upr_data.charts.paint import Paint
from upr_data.charts.picture import Caption, Picture
from upr_data.charts.typeset import BOLD, balanced, width, wrapped
from upr_data.language import _

PHONE: Final = 358
WIDE: Final = 1030
FULL: Final = 1286
"""Pixels that a drawing has: on a phone of 390, beside the menu at 1366, alone on 1366."""

WIDTHS: Final = (PHONE, 620, 900, FULL)
"""The widths for which a fluid picture is laid out."""

_SHRUNK: Final = 0.93
"""A picture may be drawn so much smaller than it was laid out: letters of 13 stay above 12."""

_PHONE_BELOW: Final = 560
_LOWEST: Final = 110.0
"""Pixels that a plot needs to be read."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is to be drawn: on a light or dark page, how many pixels wide, and how high.

    `high` is for places that are low and wide, such as slides: a plot that can be of any height
    keeps within it, where that leaves room to read it.
    """

    dark: bool = False
    width: int = WIDE
    high: float | None = None

    @property
    def is_phone(self) -> bool:
        """Whether names stand above their marks, and panels under each other."""
        return self.width < _PHONE_BELOW

    def plot(self, usual: float, around: float) -> float:
        """The height of a plot that can be of any, with so many pixels above and below it."""
        return usual if self.high is None else min(usual, max(_LOWEST, self.high - around))


@dataclass(frozen=True, slots=True)
class Drawn(Picture):
    """A picture that knows what it is drawn of; its specification carries no title."""

    drawing: Drawing
    drawn_for: Look

    def spec(self) -> dict[str, Any]:
        """The Vega-Lite specification without title and frames: the page writes the title."""
        return self.look


@dataclass(frozen=True, slots=True)
class Fluid(Picture):
    """A picture that fits itself to its container."""

    frames: Frames

    def sent(self) -> dict[str, Any]:
        """What a browser gets: the specification with its frames as streams of Arrow."""
        return self.look | {"datasets": self.frames.sent()}

    def spec(self) -> dict[str, Any]:
        """The Vega-Lite specification without title and frames: the page writes the title."""
        return self.look


def drawn(drawing: Drawing, caption: Caption, look: Look) -> Drawn:
    """The picture of a drawing; invented data are marked inside it."""
    if caption.is_demonstration:
        drawing = replace(drawing, marks=(*drawing.marks, *_watermarks(drawing)))
    size = {"width": drawing.width, "height": drawing.height, "autosize": {"type": "none"}}
    spec = specification(dark=look.dark) | size
    frames = Frames([(drawing, ANY_WIDTH)], dark=look.dark)
    return Drawn(caption, spec, frames, drawing, look)


def nothing(caption: Caption, look: Look) -> Drawn:
    """What stands where there is nothing to draw: words, never an empty frame."""
    said = wrapped(_("Nothing in this selection can be drawn here."), look.width, 14)
    marks, y = lines_of(0, 24, said, 20, Text(0, 0, "", Paint.QUIET, 14))
    plain = replace(caption, is_demonstration=False)
    return replace(drawn(Drawing(look.width, y, tuple(marks)), plain, look), caption=caption)


def fluid(draw: Callable[[Look], Drawn], *, dark: bool, widths: Sequence[int] = WIDTHS) -> Fluid:
    """One picture laid out for several widths, of which the browser draws the one that fits best.

    `draw` makes the picture for a look. Show it as wide as its container: the picture is stretched
    to it, letters and all, and the height follows.
    """
    steps = sorted(set(widths))
    between = [one * _SHRUNK for one in steps[1:]]
    edges = [ANY_WIDTH[0], *between, ANY_WIDTH[1]]
    many = [draw(Look(dark=dark, width=one)) for one in steps]
    laid = [(one.drawing, within) for one, within in zip(many, pairwise(edges), strict=True)]
    size = {"width": "container", "height": 1, "autosize": {"type": "pad"}}
    frames = Frames(laid, dark=dark)
    spec = specification(dark=dark, has_hits=frames.has_hits, kinds=frames.used) | size
    return Fluid(many[-1].caption, spec, frames)


def framed(picture: Drawn) -> Drawn:
    """The picture with everything it says of itself, as it is handed on: title, notes, source."""
    look = picture.drawn_for
    margin = 16 if look.is_phone else 40
    head, top = _head(picture.caption, look)
    foot, height = _foot(picture.caption, look, top + picture.drawing.height + 22)
    marks = [_moved(mark, 0, top) for mark in picture.drawing.marks]
    within = [_moved(mark, margin, 0) for mark in (*head, *marks, *foot)]
    drawing = Drawing(picture.drawing.width + 2 * margin, height, tuple(within))
    caption = replace(picture.caption, is_demonstration=False)
    framed_picture = drawn(drawing, caption, look)
    return replace(framed_picture, caption=picture.caption)


def _head(caption: Caption, look: Look) -> tuple[list[Mark], float]:
    """Title and lines, and where the drawing begins."""
    size, leading = _title_size(caption.title, look)
    title = balanced(caption.title, look.width, size)
    marks, y = lines_of(0, 16 + size, title, leading, Text(0, 0, "", Paint.INK, size, BOLD))
    small = 13 if look.is_phone else 16
    said = wrapped(" · ".join(line for line in caption.lines if line), look.width, small)
    lines, y = lines_of(0, y - 4, said, small * 1.35, Text(0, 0, "", Paint.QUIET, small))
    return [*marks, *lines], y + 8


def _title_size(title: str, look: Look) -> tuple[float, float]:
    if look.is_phone:
        return 22, 26
    fits = next((one for one in (32, 30, 28) if width(title, one, BOLD) <= look.width), 0)
    return (fits, fits + 5) if fits else (30, 36)


def _foot(caption: Caption, look: Look, y: float) -> tuple[list[Mark], float]:
    """Notes, a hairline, the source; and the height of the whole."""
    size = 13 if look.is_phone else 15
    notes = [line for note in caption.notes for line in wrapped(note, look.width, size)]
    marks, y = lines_of(0, y, notes, size * 1.4, Text(0, 0, "", Paint.INK, size))
    marks.append(Line(0, y, look.width, y, Paint.GRID))
    source = wrapped(caption.source, look.width, 13)
    lines, y = lines_of(0, y + 24, source, 18, Text(0, 0, "", Paint.QUIET, 13))
    return [*marks, *lines], y + 4


def _moved(mark: Mark, dx: float, dy: float) -> Mark:
    match mark:
        case Line():
            start = mark._replace(x=mark.x + dx, y=mark.y + dy)
            return start._replace(x2=mark.x2 + dx, y2=mark.y2 + dy)
        case Band():
            edges = ((x + dx, upper + dy, lower + dy) for x, upper, lower in mark.edges)
            return mark._replace(edges=tuple(edges))
        case _:
            return mark._replace(x=mark.x + dx, y=mark.y + dy)


_SLANT: Final = -16


def _watermarks(drawing: Drawing) -> Iterator[Text]:
    """The words for invented data across the drawing; on tall ones one under another."""
    said = _("INVENTED DATA")
    panels = max(1, round(drawing.height / (drawing.width * 0.8)))
    high = drawing.height / panels
    long, tall = cos(radians(_SLANT)), -sin(radians(_SLANT))
    unit = width(said, 1, BOLD)
    size = min(drawing.width * 0.86 / (unit * long), high * 0.95 / (unit * tall + long), 130)
    for panel in range(panels):
        middle = high * (panel + 0.5)
        yield Text(
            drawing.width / 2, middle + size * 0.33, said, Paint.CONTEXT_DEEP, size, BOLD,
            CENTER, _SLANT, 0.16,
        )  # fmt: skip
