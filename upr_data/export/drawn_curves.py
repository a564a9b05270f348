"""Curves of slides, drawn for a room: bands, large shares at their ends, few lines behind them."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from upr_data.charts.axes import round_steps
from upr_data.charts.theme import MEANINGS
from upr_data.charts.words import share, whole
from upr_data.export import look
from upr_data.export.document import Chart, Series
from upr_data.language import _

_VALUE: Final = 1.75
"""How much larger than other text the shares at the ends are."""

_EM: Final = 0.54
"""Width of a letter, rather more than less."""

_LOW: Final = 330
"""Pixels of height that ends are kept apart for, in windows that are lower than drawn."""


def curves(chart: Chart, width: float, height: float, size: float) -> dict[str, Any]:
    """Data and layers of a chart of curves, with text of `size` pixels."""
    top = round_steps(_highest(chart), 5, least=0.05)
    last = chart.years[-1]
    names = max(len(one.name) for one in chart.series)
    room = size * (1.2 + 6 * _EM * _VALUE + names * _EM)
    far = last * (width - 4 * size) / max(width - 4 * size - room, width / 4)
    x = {"field": "years", "type": "quantitative", "axis": None,
         "scale": {"domain": [0, far], "nice": False, "zero": False}}  # fmt: skip
    y = {"field": "share", "type": "quantitative", "axis": None,
         "scale": {"domain": [0, top[-1]], "nice": False}}  # fmt: skip
    place = _Place(x, y, size)
    return {
        "datasets": {
            "steps": list(_steps(chart)),
            "ends": list(_ends(chart, top[-1] * 2.1 * size / (min(height, _LOW) - 4 * size))),
            "levels": [{"years": 0, "to": last, "share": at, "written": share(at)}
                       for at in top],
            "years": [{"years": at, "share": 0, "written": whole(at)} for at in _every(last)],
            "title": [{"years": 0, "share": 0, "written": _("Years after the review")}],
        },
        "data": {"name": "steps"},
        "layer": [*place.ground(), *place.lines(), *place.ends()],
    }  # fmt: skip


class _Place:
    """Where marks stand, and how large their text is."""

    def __init__(self, x: dict[str, Any], y: dict[str, Any], size: float) -> None:
        self.x, self.y, self.size = x, y, size

    def ground(self) -> list[dict[str, Any]]:
        """The lines of shares, the years, and what the years are."""
        quiet = {"type": "text", "fontSize": self.size, "color": look.quiet()}
        place = {"x": self.x, "y": self.y}
        text = {"text": {"field": "written"}}
        below = {"baseline": "top", "dy": 0.5 * self.size}
        return [
            {"data": {"name": "levels"}, "mark": {"type": "rule", "color": look.hairline()},
             "encoding": place | {"x2": {"field": "to"}}},
            {"data": {"name": "levels"}, "mark": quiet | {"align": "right", "dx": -10},
             "encoding": place | text},
            {"data": {"name": "years"}, "mark": quiet | below, "encoding": place | text},
            {"data": {"name": "title"},
             "mark": quiet | below | {"align": "left", "dy": 1.9 * self.size},
             "encoding": place | text},
        ]  # fmt: skip

    def lines(self) -> list[dict[str, Any]]:
        """A line of steps for each, and its band behind it."""
        place = {"x": self.x, "color": _COLOUR, "detail": {"field": "meaning"}}
        low = self.y | {"field": "low"}
        return [
            {"transform": [{"filter": "isValid(datum.low)"}],
             "mark": {"type": "area", "interpolate": "step-after", "opacity": 0.14},
             "encoding": place | {"y": low, "y2": {"field": "high"}}},
            {"mark": {"type": "line", "interpolate": "step-after", "strokeWidth": self.size / 5,
                      "strokeCap": "square"},
             "encoding": place | {"y": self.y}},
        ]  # fmt: skip

    def ends(self) -> list[dict[str, Any]]:
        """The share at the end of each curve, large, and whose it is."""
        place = {"x": self.x, "color": _COLOUR}
        apart = place | {"y": self.y | {"field": "apart"}}
        large = self.size * _VALUE
        text = {"type": "text", "align": "left", "baseline": "middle"}
        return [
            {"data": {"name": "ends"},
             "mark": {"type": "circle", "size": 9 * self.size, "opacity": 1},
             "encoding": place | {"y": self.y}},
            {"data": {"name": "ends"},
             "mark": text | {"dx": self.size, "fontSize": large, "fontWeight": 700},
             "encoding": apart | {"text": {"field": "written"}}},
            {"data": {"name": "ends"},
             "mark": text | {"dx": self.size + 5 * _EM * large, "fontSize": self.size},
             "encoding": apart | {"text": {"field": "name"}}},
        ]  # fmt: skip


_COLOUR: Final[Mapping[str, Any]] = {
    "field": "meaning",
    "type": "nominal",
    "scale": {"domain": list(MEANINGS)},
    "legend": None,
}


def _highest(chart: Chart) -> float:
    shares = [value for one in chart.series for value in one.values if value is not None]
    return max([*shares, *(high for one in chart.series for _low, high in one.bounds)], default=0)


def _every(last: float) -> list[float]:
    """Years that are written: every second one, every one where there are few."""
    step = 1 if last <= 4 else 2  # noqa: PLR2004 - years
    return [float(year) for year in range(0, int(last) + 1, step)]


def _steps(chart: Chart) -> Iterator[Mapping[str, Any]]:
    for one in chart.series:
        for n, (years, value) in enumerate(zip(chart.years, one.values, strict=True)):
            if value is not None:
                low, high = one.bounds[n] if one.bounds else (None, None)
                yield {"years": years, "share": value, "low": low, "high": high,
                       "meaning": one.meaning}  # fmt: skip


def _ends(chart: Chart, gap: float) -> Iterator[Mapping[str, Any]]:
    """The last share of each, its words moved up where two would touch."""
    floor = 0.0
    for one in sorted(chart.series, key=_last):
        years, value = _end(chart, one)
        floor = max(floor + gap, value) if floor else value
        yield {"years": years, "share": value, "apart": floor, "meaning": one.meaning,
               "name": one.name, "written": share(value)}  # fmt: skip


def _last(one: Series) -> float:
    return [value for value in one.values if value is not None][-1]


def _end(chart: Chart, one: Series) -> tuple[float, float]:
    return [
        (years, value)
        for years, value in zip(chart.years, one.values, strict=True)
        if value is not None
    ][-1]
