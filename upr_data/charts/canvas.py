"""From marks to a Vega-Lite specification: one look for every drawing, made once.

Each kind of mark is a layer over a frame of its own, in pixels and colours, without scales or axes.
Nothing but the frames differs between one picture and another, so a picture costs no building;
several of them, laid out for several widths, go into one specification that chooses by the width
it is given (`fluid`), on a phone as on a wall.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

import altair as alt
import polars as pl

from upr_data.charts.marks import Band, Box, Dot, Drawing, Hit, Line, Mark, Text
from upr_data.charts.paint import Paint, hue
from upr_data.charts.typeset import FONT

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


def frames(
    drawing: Drawing, *, dark: bool, within: tuple[float, float] = ANY_WIDTH
) -> dict[str, pl.DataFrame]:
    """The marks of a drawing as one frame a kind, in colours; drawn where the width is `within`."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _SCHEMAS}
    for place, mark in enumerate(drawing.marks):
        for kind, row in _rows(mark, place):
            rows[kind].append(
                row | {"least": within[0], "most": within[1], "layout": drawing.width}
            )
    hues = {paint.value: hue(paint, dark=dark) for paint in Paint}
    return {
        name: pl.DataFrame(_coloured(rows[name], hues), schema=dict(schema))
        for name, schema in _SCHEMAS.items()
    }


def _coloured(rows: list[dict[str, Any]], hues: Mapping[str, str]) -> list[dict[str, Any]]:
    for row in rows:
        for part in ("fill", "stroke"):
            if part in row:
                row[part] = hues[row[part]]
    return rows


def _rows(mark: Mark, place: int) -> Iterator[tuple[str, dict[str, Any]]]:
    match mark:
        case Box():
            ends = {"x2": mark.x + mark.w, "y2": mark.y + mark.h}
            stroke = {"stroke": mark.stroke, "stroke_width": mark.stroke_width}
            kept = {"fill": mark.fill, "radius": mark.radius, "opacity": mark.opacity}
            kind = "covers" if mark.above else "boxes"
            yield kind, {"x": mark.x, "y": mark.y} | ends | stroke | kept
        case Line():
            ends = {"x": mark.x, "y": mark.y, "x2": mark.x2, "y2": mark.y2}
            stroke = {"stroke": mark.paint, "stroke_width": mark.width}
            yield "lines", ends | stroke | {"dashed": mark.dashed, "opacity": mark.opacity}
        case Dot():
            stroke = {"stroke": mark.stroke, "stroke_width": mark.stroke_width}
            kept = {"fill": mark.fill, "area": (2 * mark.r) ** 2, "opacity": mark.opacity}
            yield "dots", {"x": mark.x, "y": mark.y} | kept | stroke
        case Band():
            for x, upper, lower in mark.edges:
                edge = {"x": x, "y": upper, "x2": x, "y2": lower, "band": str(place)}
                yield "bands", edge | {"fill": mark.fill, "opacity": mark.opacity}
        case Text():
            letters = {"text": mark.text, "size": mark.size, "weight": mark.weight}
            turned = {"align": mark.align, "angle": mark.angle, "opacity": mark.opacity}
            yield "texts", {"x": mark.x, "y": mark.y, "fill": mark.paint} | letters | turned
        case Hit():
            ends = {"x": mark.x, "y": mark.y, "x2": mark.x + mark.w, "y2": mark.y + mark.h}
            yield "hits", ends | {"says": mark.says, "code": mark.code or None}


@cache
def specification(*, dark: bool) -> dict[str, Any]:
    """The look of every drawing: layers over the frames, on the ground of the page."""
    chart = alt.layer(*_layers(dark=dark)).configure(
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


def _layers(*, dark: bool) -> list[alt.Chart]:
    ring = hue(Paint.INK, dark=dark)
    hit = _of("hits").mark_rect(fillOpacity=0, strokeWidth=2, cornerRadius=3, aria=True)
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


def merged(many: Sequence[Mapping[str, pl.DataFrame]]) -> dict[str, pl.DataFrame]:
    """The frames of several drawings of one picture, each for its own range of widths."""
    return {name: pl.concat([one[name] for one in many]) for name in _SCHEMAS}
