"""Keys: what the colours and marks of a drawing mean, in one line above it."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from upr_data.charts.drawn import Look
from upr_data.charts.marks import CENTER, LEFT, Box, Dot, Line, Mark, Text, hatch, lines_of
from upr_data.charts.paint import CLASSES, Paint
from upr_data.charts.typeset import width, wrapped
from upr_data.language import _

_STEP: Final = 96
_BAR: Final = 15


class Entry(NamedTuple):
    """One mark of a key and its meaning: a `dot`, a `ring`, a `tick`, a `square`, a `frame`."""

    shape: str
    paint: Paint
    words: str


def key(entries: Sequence[Entry], look: Look, lead: str = "") -> tuple[list[Mark], float]:
    """Marks with their meanings in a line, or in as many as the width asks for; and their end."""
    marks: list[Mark] = []
    x, y = 0.0, 15.0
    if lead:
        words = wrapped(lead, look.width, 14)
        texts, after = lines_of(x, y, words, 22, Text(x, y, "", Paint.QUIET, 14))
        marks += texts
        x, y = width(words[-1], 14) + 12, after - 22
    for entry in entries:
        wide = 20 + width(entry.words, 14)
        if x and x + wide > look.width:
            x, y = 0.0, y + 22
        marks.append(_symbol(entry, x + 6, y - 5))
        marks.append(Text(x + 18, y, entry.words, Paint.QUIET, 14))
        x += wide + 18
    return marks, y + 12 if marks else 0.0


def _symbol(entry: Entry, x: float, y: float) -> Mark:
    match entry.shape:
        case "ring":
            return Dot(x, y, 5, Paint.GROUND, entry.paint)
        case "tick":
            return Line(x, y - 8, x, y + 8, entry.paint, 3)
        case "square":
            return Box(x - 6, y - 6, 14, 12, entry.paint)
        case "frame":
            return Box(x - 5, y - 5, 10, 10, Paint.GROUND, entry.paint, stroke_width=2)
        case _:
            return Dot(x, y, 6, entry.paint)


def class_key(look: Look, title: str, *, hatched: str = "") -> tuple[list[Mark], float]:
    """The six classes of acceptance, the hatch where there is one; and where they end."""
    step = min(float(_STEP), look.width / len(CLASSES))
    marks: list[Mark] = [Text(0, 13, title, Paint.QUIET, 13)]
    for place, (paint, words) in enumerate(zip(CLASSES, _words(look), strict=True)):
        marks.append(Box(place * step, 22, step - 2, _BAR, paint))
        middle = place * step + (step - 2) / 2
        marks.append(Text(middle, 55, words, Paint.INK, 13, align=CENTER))
    marks.append(Box(3, 25, step - 8, _BAR - 6, stroke=Paint.ON_DEEP, stroke_width=1.5))
    end = 66.0
    if not look.is_phone:
        below = (_("more noted"), _("than supported"))
        fits = max(width(words, 13) for words in below) < step
        x, align = ((step - 2) / 2, CENTER) if fits else (0.0, LEFT)
        for line, words in enumerate(below):
            marks.append(Text(x, 71 + 15 * line, words, Paint.NOTED_TEXT, 13, align=align))
        end = 98.0
    return _with_hatch(marks, end, len(CLASSES) * step + 22, hatched, look)


def _with_hatch(
    marks: list[Mark], end: float, x: float, words: str, look: Look
) -> tuple[list[Mark], float]:
    if not words:
        return marks, end + 14
    if x + 40 + width(words, 13) > look.width:
        x, y, end = 0.0, end, end + 22
    else:
        y = 22.0
    box = Box(x + 0.5, y + 0.5, 29, 14, stroke=Paint.EMPTY, radius=2)
    return [*marks, box, *hatch(box), Text(x + 38, y + 12, words, Paint.INK, 13)], end + 14


def _words(look: Look) -> list[str]:
    if look.is_phone:
        return ["<50", "50", "60", "70", "80", "90+"]
    return [_("under 50"), "50–59", "60–69", "70–79", "80–89", _("90 or more")]
