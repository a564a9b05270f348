"""From marks to a Vega-Lite specification: one look for every drawing, made once.

Each kind of mark is a layer over a frame of its own, in pixels and colours, without scales or axes.
Nothing but the frames differs between one picture and another, so a picture costs no building;
several of them, laid out for several widths, go into one specification that chooses by the width
it is given (`fluid`), on a phone as on a wall.
"""

from functools import cache
from typing import Any, Final

from upr_data.charts.frames import COLUMNS
from upr_data.charts.paint import Paint, hue
from upr_data.charts.typeset import FONT
from upr_data.charts.vega import alt

CHOSEN: Final = "chosen"
"""The name of the selection: a click on a mark chooses its `code`."""

_SCALED: Final[tuple[str, ...]] = ("x", "y", "x2", "y2", "size", "radius", "stroke_width")
"""What grows with the picture, where it is wider or narrower than it was laid out for."""


@cache
def specification(
    *, dark: bool, has_hits: bool = True, kinds: tuple[str, ...] = tuple(COLUMNS)
) -> dict[str, Any]:
    """The look of every drawing: layers over the frames, on the ground of the page.

    Only `kinds` of marks are looked for. Where nothing answers to a click (not `has_hits`), readers
    are told of no marks.
    """
    layers = _layers(dark=dark, has_hits=has_hits)
    chart = alt.layer(*(layers[kind] for kind in kinds)).configure(
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


def _layers(*, dark: bool, has_hits: bool) -> dict[str, alt.Chart]:
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
    return {
        "boxes": _boxes("boxes"),
        "bands": _bands(),
        "lines": _lines(),
        "covers": _boxes("covers"),
        "dots": _dots(),
        "texts": _texts(),
        "hits": _named(hit),
    }


def _named(chart: alt.Chart) -> alt.Chart:
    named: alt.Chart = chart.properties(name="hits")
    return named


def _of(name: str) -> alt.Chart:
    """A layer of what is drawn at the width of the moment, stretched to it."""
    chart = alt.Chart(alt.NamedData(name)).transform_filter(
        "datum.least <= width && width < datum.most"
    )
    stretch = "width / datum.layout"
    lengths = {field: f"datum.{field} * {stretch}" for field in _SCALED if field in COLUMNS[name]}
    if "area" in COLUMNS[name]:
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
