"""How a drawing is looked at: what is written over what, what is cut off, and it all as lines."""

import json
import math
import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree import ElementTree as ET

from upr_data.charts.marks import Drawing, Mark, Text
from upr_data.charts.placing import touch
from upr_data.charts.typeset import width

_SVG: Final = "{http://www.w3.org/2000/svg}"
_SLACK: Final = 1.0
"""Pixels by which letters may touch: their boxes are wider than what is inked."""

Rect = tuple[float, float, float, float]


def faults(drawing: Drawing) -> list[str]:
    """Texts that lie over each other or outside the drawing."""
    boxes = [(one.text, _inked(one)) for one in drawing.texts if one.text]
    return _faults(boxes, drawing.width, drawing.height)


def faults_in_svg(svg: str) -> list[str]:
    """The same, read from a picture as it was drawn."""
    root = ET.fromstring(svg)  # noqa: S314 - drawn by ourselves
    wide, high = float(root.attrib["width"]), float(root.attrib["height"])
    return _faults(list(_written(root, 0, 0)), wide, high)


def _faults(boxes: list[tuple[str, Rect]], wide: float, high: float) -> list[str]:
    found = [
        f"cut off: {words}"
        for words, (left, top, right, bottom) in boxes
        if left < -_SLACK or top < -_SLACK or right > wide + _SLACK or bottom > high + _SLACK
    ]
    for place, (words, box) in enumerate(boxes):
        found += [
            f"over each other: {words} | {others}"
            for others, other in boxes[place + 1 :]
            if touch(box, other)
        ]
    return found


def _inked(text: Text) -> Rect:
    left, top, right, bottom = text.box
    return left + _SLACK / 2, top + text.size * 0.1, right - _SLACK / 2, bottom - text.size * 0.1


def _written(node: ET.Element, x: float, y: float) -> Iterator[tuple[str, Rect]]:
    """Every upright text of an SVG with its box; groups move what is in them."""
    moved = re.match(r"translate\(([-\d.e]+),([-\d.e]+)\)(.*)", node.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    words = "".join(node.itertext())
    if node.tag == f"{_SVG}text" and words and "rotate" not in node.get("transform", ""):
        size = float(node.get("font-size", "11px").removesuffix("px"))
        is_long = node.find(f"{_SVG}tspan[@dy]") is not None
        line_y = y
        for line in node.findall(f"{_SVG}tspan") if is_long else [node]:
            line_y += float(line.get("dy", "0"))
            said = "".join(line.itertext())
            long = width(said, size, int(node.get("font-weight", "400")))
            anchor = {"start": 0.0, "middle": long / 2, "end": long}
            left = x - anchor[node.get("text-anchor", "start")]
            box = (left + 0.5, line_y - size * 0.65, left + long - 0.5, line_y + size * 0.12)
            yield said, box
    for child in node:
        yield from _written(child, x, y)


def lines(drawing: Drawing) -> list[str]:
    """A drawing as text, a line a mark: what a golden file holds."""
    head = f"Drawing {_said(drawing.width)} × {_said(drawing.height)}"
    return [head, *(_line(mark) for mark in drawing.marks)]


def _line(mark: Mark) -> str:
    fields = {name: getattr(mark, name) for name in type(mark)._fields}
    said = (f"{name}={_said(value)}" for name, value in fields.items() if value not in {"", False})
    return f"{type(mark).__name__} {' '.join(said)}"


def _said(value: Any) -> str:  # noqa: ANN401 - whatever a mark holds
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    if isinstance(value, tuple):
        return json.dumps([[round(one, 1) for one in edge] for edge in value])
    return str(value)


def is_finite(drawing: Drawing) -> bool:
    """Whether every number of a drawing is one."""
    numbers = (getattr(mark, name) for mark in drawing.marks for name in ("x", "y")
               if hasattr(mark, name))  # fmt: skip
    return all(math.isfinite(one) for one in (drawing.width, drawing.height, *numbers))
