"""Charts of slides, drawn for a room: names beside the bars, large figures, as tall as the place.

They are made from the same numbers as the native charts of a deck, so that the story, the PDF and
the deck show the same.
"""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

from upr_data.charts import typeset
from upr_data.charts.theme import MEANINGS
from upr_data.export import look
from upr_data.export.document import Chart
from upr_data.export.drawn_curves import curves
from upr_data.language import number, percent
from upr_data.model import ChartKind

_SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
_INK_ON_FILL: Final = "luminance(scale('color', datum.meaning)) > 0.18 ? '{ink}' : '{paper}'"
_PADDING: Final = 10
_LEADING: Final = 1.15
_NAMES_TAKE: Final = 0.4
"""Of the width, at most this much is for names."""


def drawn(chart: Chart, width: float, height: float, size: float = 18) -> dict[str, Any]:
    """The chart as a Vega-Lite specification of exactly this size, with text of `size` pixels."""
    if chart.kind is ChartKind.CURVES:
        made, sides = curves(chart, width, height, size), {"left": 4 * size, "bottom": 3.4 * size}
    else:
        made, sides = _of_names(chart, width, height, size), {}
    return {
        "$schema": _SCHEMA,
        "width": width,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": 0, "right": 4, "top": 0, "bottom": 0} | sides,
        "config": dict(look.vega_config()) | {"legend": _legend(chart, width, size)},
        **made,
    }


def _of_names(chart: Chart, width: float, height: float, size: float) -> dict[str, Any]:
    """Data and layers of a chart of bars, a line a name."""
    is_parts = chart.kind is ChartKind.PARTS
    rows = list(_of_parts(chart) if is_parts else _of_bars(chart))
    return {
        "datasets": {"bars": rows},
        "data": {"name": "bars"},
        "encoding": {"y": _names(chart, width, height, size)},
        "layer": _parts(chart, width, size) if is_parts else _bars(chart, size),
    }


def _of_parts(chart: Chart) -> Iterator[Mapping[str, Any]]:
    for n, category in enumerate(chart.categories):
        whole = sum(one.values[n] or 0 for one in chart.series)
        start = 0.0
        for one in chart.series:
            share = (one.values[n] or 0) / whole if whole else 0.0
            yield {
                "category": category,
                "meaning": one.meaning,
                "start": start,
                "end": start + share,
                "middle": start + share / 2,
                "written": percent(share, 0),
                "whole": number(whole),
            }
            start += share


def _of_bars(chart: Chart) -> Iterator[Mapping[str, Any]]:
    for n, category in enumerate(chart.categories):
        for one in chart.series:
            value = one.values[n]
            if value is not None:
                yield {
                    "category": category,
                    "series": one.name,
                    "meaning": one.meaning,
                    "end": value,
                    "written": percent(value) if chart.is_rate else number(value),
                }


def _names(chart: Chart, width: float, height: float, size: float) -> dict[str, Any]:
    """Names in as many lines as their bars have room for, at most two; what is left is cut."""
    band = (height - 2 * size) / max(len(chart.categories), 1)
    most = 2 if band >= 2 * _LEADING * size else 1
    lines = {name: _in_lines(name, _NAMES_TAKE * width, size, most) for name in chart.categories}
    widest = max((typeset.width(one, size) for some in lines.values() for one in some), default=0)
    axis = {
        "labelFontSize": size, "labelLimit": 0, "labelPadding": _PADDING,
        "minExtent": math.ceil(widest) + _PADDING,  # Vega's own measure is short of long names
        "labelLineHeight": _LEADING * size,
        "labelExpr": f"{json.dumps(lines, ensure_ascii=False)}[datum.label]",
        "domain": False, "ticks": False, "labelColor": look.ink(),
    }  # fmt: skip
    scale = {"paddingInner": 0.32, "paddingOuter": 0.1}
    return {
        "field": "category", "type": "nominal", "sort": None, "title": None,
        "axis": axis, "scale": scale,
    }  # fmt: skip


def _in_lines(name: str, room: float, size: float, most: int) -> list[str]:
    lines = typeset.balanced(name, room, size, typeset.REGULAR)
    if len(lines) > most:
        lines = typeset.wrapped(name, room, size)
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [typeset.fitted(line, room, size) for line in lines]


def _colour(chart: Chart) -> dict[str, Any]:
    """Colour by meaning; where there are several, with a legend of those the chart has."""
    names = {str(one.meaning): one.name for one in chart.series}
    legend = {"values": list(names), "labelExpr": f"{names}[datum.label]", "title": None}
    return {
        "field": "meaning",
        "type": "nominal",
        "scale": {"domain": list(MEANINGS)},
        "legend": legend if len(names) > 1 else None,
    }


def _legend(chart: Chart, width: float, size: float) -> dict[str, Any]:
    longest = max((len(one.name) for one in chart.series), default=1)
    columns = max(1, int(width / (0.52 * size * longest + 3.2 * size)))
    return {
        "orient": "top", "labelFontSize": size, "symbolType": "square", "symbolSize": 12 * size,
        "labelLimit": 0, "columnPadding": 24, "columns": columns, "offset": 8,
        "labelColor": look.ink(),
    }  # fmt: skip


def _parts(chart: Chart, width: float, size: float) -> list[dict[str, Any]]:
    whole = {"domain": [0, 1], "nice": False}
    start = {"field": "start", "type": "quantitative", "scale": whole, "axis": None}
    room = 2.4 * size / (width * (1 - _NAMES_TAKE))
    fits = {"condition": {"test": f"datum.end - datum.start > {room:g}", "field": "written"}}
    ink = _INK_ON_FILL.format(ink=look.ink(), paper=look.paper())
    return [
        {
            "mark": {"type": "bar", "stroke": look.paper(), "strokeWidth": 2},
            "encoding": {"x": start, "x2": {"field": "end"}, "color": _colour(chart)},
        },
        {
            "mark": {"type": "text", "fontSize": size, "fontWeight": 600, "color": {"expr": ink}},
            "encoding": {
                "x": {"field": "middle", "type": "quantitative"},
                "text": fits | {"value": ""},
            },
        },
        {
            "transform": [{"filter": "datum.end > 0.999999"}],
            "mark": {"type": "text", "align": "left", "dx": 10, "fontSize": size * 0.85,
                     "color": look.quiet()},
            "encoding": {
                "x": {"field": "end", "type": "quantitative"},
                "text": {"field": "whole"},
            },
        },
    ]  # fmt: skip


def _bars(chart: Chart, size: float) -> list[dict[str, Any]]:
    top = max((value or 0 for one in chart.series for value in one.values), default=0) or 1
    scale = {"domain": [0, 1 if chart.is_rate else 1.15 * top], "nice": False}
    end = {"field": "end", "type": "quantitative", "scale": scale, "axis": None}
    beside = {} if len(chart.series) == 1 else {"yOffset": {"field": "series", "sort": None}}
    return [
        {"mark": {"type": "bar"}, "encoding": {"x": end, "color": _colour(chart), **beside}},
        {
            "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": size,
                     "fontWeight": 600, "color": look.ink()},
            "encoding": {"x": end, "text": {"field": "written"}, **beside},
        },
    ]  # fmt: skip
