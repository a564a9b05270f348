"""From marks to a Vega-Lite specification: one look for every drawing, made once.

Each kind of mark is a layer over a frame of its own, in pixels and colours, without scales or axes.
Nothing but the frames differs between one picture and another, so a picture costs no building;
several of them, laid out for several widths, go into one specification that chooses by the width
it is given (`fluid`), on a phone as on a wall.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Final

import polars as pl

from upr_data.charts.marks import Band, Box, Dot, Drawing, Hit, Line, Mark, Text
from upr_data.charts.paint import Paint, hue
from upr_data.charts.typeset import FONT
from upr_data.charts.vega import alt

CHOSEN: Final = "chosen"
"""The name of the selection: a click on a mark chooses its `code`."""

_PLACE: Final = {"x": pl.Float64, "y": pl.Float64, "x2": pl.Float64, "y2": pl.Float64}
_RANGE: Final = {"least": pl.Float64, "most": pl.Float64, "layout": pl.Float64}
"""Between which widths a mark is drawn, and the width it was laid out for."""
_STROKE: Final = {"stroke": pl.String, "stroke_width": pl.Float64, "opacity": pl.Float64}
_SCHEMAS: Final[Mapping[str, Mapping[str, Any]]] = {
    "boxes": _PLACE | {"fill": pl.String, "radius": pl.Float64} | _STROKE | _RANGE,
    "bands": _PLACE | {"fill": pl.String, "band": pl.String, "opacity": pl.Float64} | _RANGE,
    "lines": _PLACE | {"dashed": pl.Boolean} | _STROKE | _RANGE,
    "covers": _PLACE | {"fill": pl.String, "radius": pl.Float64} | _STROKE | _RANGE,
    "dots": {"x": pl.Float64, "y": pl.Float64, "area": pl.Float64, "fill": pl.String}
    | _STROKE
    | _RANGE,
    "texts": {"x": pl.Float64, "y": pl.Float64, "text": pl.String, "fill": pl.String}
    | {"size": pl.Float64, "weight": pl.Int32, "align": pl.String, "angle": pl.Float64}
    | {"opacity": pl.Float64}
    | _RANGE,
    "hits": _PLACE | {"says": pl.String, "code": pl.String} | _RANGE,
}
"""The frames of a drawing, in the order in which they are drawn."""

ANY_WIDTH: Final = (0.0, 100_000.0)

Laid = tuple[Drawing, tuple[float, float]]
"""A drawing, and the widths from and below which it is the one that is drawn."""


class Frames(Mapping[str, pl.DataFrame]):
    """The marks of drawings as one frame a kind, in colours; made when first asked for."""

    def __init__(self, laid: Sequence[Laid], *, dark: bool) -> None:
        """Drawings with their widths, and the appearance whose colours they get."""
        self._laid = laid
        self._dark = dark

    def __getitem__(self, name: str) -> pl.DataFrame:
        """The frame of one kind of mark."""
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        """The kinds of marks, in the order in which they are drawn."""
        return iter(_SCHEMAS)

    def __len__(self) -> int:
        """How many kinds there are."""
        return len(_SCHEMAS)

    @cached_property
    def _frames(self) -> dict[str, pl.DataFrame]:
        hues = {paint: hue(paint, dark=self._dark) for paint in Paint}
        rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _SCHEMAS}
        for drawing, within in self._laid:
            for place, mark in enumerate(drawing.marks):
                for kind, row in _rows(mark, place, hues):
                    rows[kind].append((*row, *within, drawing.width))
        return {name: _frame(rows[name], schema) for name, schema in _SCHEMAS.items()}


def _frame(rows: list[tuple[Any, ...]], schema: Mapping[str, Any]) -> pl.DataFrame:
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    return pl.DataFrame(dict(zip(schema, columns, strict=True)), schema=dict(schema))


def _rows(
    mark: Mark, place: int, hues: Mapping[Paint, str]
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """A mark as a row of the frame of its kind, in the order of its columns."""
    match mark:
        case Box(x, y, w, h, fill, stroke, wide, radius, opacity, above):
            kind = "covers" if above else "boxes"
            yield kind, (x, y, x + w, y + h, hues[fill], radius, hues[stroke], wide, opacity)
        case Line(x, y, x2, y2, paint, wide, dashed, opacity):
            yield "lines", (x, y, x2, y2, dashed, hues[paint], wide, opacity)
        case Dot(x, y, r, fill, stroke, wide, opacity):
            yield "dots", (x, y, (2 * r) ** 2, hues[fill], hues[stroke], wide, opacity)
        case Band(edges, fill, opacity):
            for x, upper, lower in edges:
                yield "bands", (x, upper, x, lower, hues[fill], str(place), opacity)
        case Text(x, y, text, paint, size, weight, align, angle, opacity):
            yield "texts", (x, y, text, hues[paint], size, weight, align.value, angle, opacity)
        case Hit(x, y, w, h, says, code):
            yield "hits", (x, y, x + w, y + h, says, code or None)


@cache
def specification(*, dark: bool, has_hits: bool = True) -> dict[str, Any]:
    """The look of every drawing: layers over the frames, on the ground of the page.

    Where nothing answers to a click (not `has_hits`), readers are told of no marks.
    """
    chart = alt.layer(*_layers(dark=dark, has_hits=has_hits)).configure(
        font=FONT,
        background=hue(Paint.GROUND, dark=dark),
        padding=0,
        view=alt.ViewConfig(stroke=None),
    )
    return dict(chart.to_dict()) | {"params": [_selection()]}


def _selection() -> dict[str, Any]:
    """A point selection by code, on the places that answer to a click."""
    return {
        "name": CHOSEN,
        "select": {"type": "point", "fields": ["code"], "toggle": False},
        "views": ["hits"],
    }


def _layers(*, dark: bool, has_hits: bool) -> list[alt.Chart]:
    ring = hue(Paint.INK, dark=dark)
    hit = _of("hits").mark_rect(fillOpacity=0, strokeWidth=2, cornerRadius=3, aria=has_hits)
    hit = hit.encode(
        *_ends(),
        stroke=alt.when(alt.param(CHOSEN, empty=False))
        .then(alt.value(ring))
        .otherwise(alt.value("transparent")),
        tooltip=alt.Tooltip("says:N", title=""),
        description=alt.Description("says:N"),
    )
    return [_boxes("boxes"), _bands(), _lines(), _boxes("covers"), _dots(), _texts(), _named(hit)]


def _named(chart: alt.Chart) -> alt.Chart:
    named: alt.Chart = chart.properties(name="hits")
    return named


_SCALED: Final = ("x", "y", "x2", "y2", "size", "radius", "stroke_width")
"""What grows with the picture, where it is wider or narrower than it was laid out for."""


def _of(name: str) -> alt.Chart:
    """A layer of what is drawn at the width of the moment, stretched to it."""
    chart = alt.Chart(alt.NamedData(name)).transform_filter(
        "datum.least <= width && width < datum.most"
    )
    stretch = "width / datum.layout"
    lengths = {field: f"datum.{field} * {stretch}" for field in _SCALED if field in _SCHEMAS[name]}
    if "area" in _SCHEMAS[name]:
        lengths["area"] = f"datum.area * pow({stretch}, 2)"
    stretched: alt.Chart = chart.transform_calculate(**lengths)
    return stretched


def _at(channel: type[alt.X | alt.Y], field: str) -> alt.X | alt.Y:
    return channel(f"{field}:Q", scale=None, axis=None)


def _ends() -> list[Any]:
    return [_at(alt.X, "x"), _at(alt.Y, "y"), alt.X2("x2"), alt.Y2("y2")]


def _opacity() -> alt.Opacity:
    return alt.Opacity("opacity:Q", scale=None)


def _fill() -> alt.Fill:
    return alt.Fill("fill:N", scale=None)


def _outline() -> list[Any]:
    width = alt.StrokeWidth("stroke_width:Q", scale=None)
    return [alt.Stroke("stroke:N", scale=None), width, _opacity()]


def _boxes(name: str) -> alt.Chart:
    rounded = alt.ExprRef("datum.radius")
    marks = _of(name).mark_rect(cornerRadius=rounded, aria=False)
    drawn: alt.Chart = marks.encode(*_ends(), _fill(), *_outline())
    return drawn


def _bands() -> alt.Chart:
    marks = _of("bands").mark_area(aria=False)
    places = [_at(alt.X, "x"), _at(alt.Y, "y"), alt.Y2("y2")]
    drawn: alt.Chart = marks.encode(*places, _fill(), _opacity(), detail="band:N")
    return drawn


def _lines() -> alt.Chart:
    dashes = alt.ExprRef("datum.dashed ? [4, 3] : [1, 0]")
    marks = _of("lines").mark_rule(strokeDash=dashes, aria=False)
    drawn: alt.Chart = marks.encode(*_ends(), *_outline())
    return drawn


def _dots() -> alt.Chart:
    marks = _of("dots").mark_point(aria=False)
    area = alt.Size("area:Q", scale=None)
    drawn: alt.Chart = marks.encode(_at(alt.X, "x"), _at(alt.Y, "y"), area, _fill(), *_outline())
    return drawn


def _texts() -> alt.Chart:
    marks = _of("texts").mark_text(
        baseline="alphabetic",
        align=alt.ExprRef("datum.align"),
        fontWeight=alt.ExprRef("datum.weight"),
        fontSize=alt.ExprRef("datum.size"),
        angle=alt.ExprRef("datum.angle"),
        font=FONT,
        aria=False,
    )
    drawn: alt.Chart = marks.encode(
        _at(alt.X, "x"),
        _at(alt.Y, "y"),
        text="text:N",
        color=alt.Color("fill:N", scale=None),
        opacity=_opacity(),
    )
    return drawn
