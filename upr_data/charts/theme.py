"""What the charts of bars have in common: names, legend, ink, and the palette they draw on.

One colour has one meaning on every page (`charts.paint`). Charts of bars take theirs from the
palette of `.streamlit/config.toml` by place: `PALETTE` binds meanings, colours and places.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from upr_data.charts.paint import Shade
from upr_data.charts.vega import alt

PLAIN: Final = "plain"
PALETTE: Final[Mapping[str, Shade]] = {
    PLAIN: Shade("#3C3C42", "#C3D0DE"),
    "fully": Shade("#06402F", "#62B79E"),
    "partially": Shade("#AA7002", "#F5BD3F"),
    "not_implemented": Shade("#A12D06", "#F66C40"),
    "not_assessed": Shade("#6E6862", "#E3DDD6"),
    "uncommented": Shade("#958F88", "#706B64"),
    "supported": Shade("#2148A7", "#517FE3"),
    "partially_supported": Shade("#2E2060", "#B8ABFE"),
    "noted": Shade("#A63B74", "#DA7AA6"),
    "pending": Shade("#6B7E2C", "#D2E591"),
    "unknown": Shade("#85919F", "#616D7A"),
    "1": Shade("#5B9A9D", "#418083"),
    "2": Shade("#49888B", "#5A989C"),
    "3": Shade("#367679", "#72B1B5"),
    "4": Shade("#236468", "#8BCBCE"),
    "5": Shade("#023F4F", "#92F0FA"),
}
"""What each meaning's colour is in bars, in the order of `chartCategoricalColors`."""

MEANINGS: Final = tuple(PALETTE)
"""What each place of the palette means, in the order of the file."""

PAPER: Final = alt.ExprRef("background")
"""The page's own colour: for the gaps between segments."""

INK: Final = alt.ExprRef("luminance(background) < 0.2 ? '#E9EEF4' : '#0E1722'")
"""The colour of text, in light and dark."""

FAINT_INK: Final = alt.ExprRef("luminance(background) < 0.2 ? '#B4BECA' : '#4B5663'")
"""The colour of notes, in light and dark."""

INK_ON_FILL: Final = alt.ExprRef(
    "luminance(scale('color', datum.meaning)) > 0.18 ? '#0E1722' : '#FFFFFF'"
)
"""The colour of figures written on a segment, by how light its fill is."""

FAINT_FILL: Final = "rgba(128, 128, 128, 0.22)"
"""The colour of ribbons that names are read over, in light and in dark."""

BARS: Final = alt.NamedData("bars")
NAMES: Final = alt.NamedData("names")
"""The frames of a chart: one line a bar or segment, and one a group."""

NAME_HEIGHT: Final = 19
NOTE_HEIGHT: Final = 18
BAR_HEIGHT: Final = 22
_ROW_GAP: Final = 14
_LEGEND_ENTRY: Final = 155


@dataclass(frozen=True, slots=True)
class Part:
    """One segment of a bar: the column that counts it, its meaning, and its name in the legend."""

    column: str
    meaning: str
    name: str


def colour(parts: Sequence[Part]) -> alt.Color:
    """Colour by meaning, with a legend of the parts in their own order above the chart."""
    names = {part.meaning: part.name for part in parts}
    legend = alt.Legend(
        title=None,
        values=[part.meaning for part in parts],
        labelExpr=f"{names}[datum.label]",
        labelLimit=0,
        orient="top",
        symbolType="square",
        symbolSize=140,
        columns=alt.ExprRef(f"clamp(floor(width / {_LEGEND_ENTRY}), 1, {len(parts)})"),
    )
    return alt.Color("meaning:N", scale=_COLOURS, legend=legend)


def plain_colour() -> alt.Color:
    """The colour of quantities that mean nothing but how many."""
    return alt.Color("meaning:N", scale=_COLOURS, legend=None)


_COLOURS: Final = alt.Scale(domain=list(MEANINGS))


def groups() -> alt.Y:
    """One band a group, in the order of the data; `group_names` writes the names."""
    return alt.Y("label:N", sort=None, axis=None, scale=_BANDS)


_BANDS: Final = alt.Scale(paddingInner=0, paddingOuter=0)


def row_step(*, has_notes: bool) -> alt.Step:
    """The height of one group: its name, its note if there is one, its bar."""
    return alt.Step(_head(has_notes) + BAR_HEIGHT + _ROW_GAP)


def figure_offset(*, has_notes: bool) -> float:
    """How far below the middle of its band the middle of a bar lies."""
    return (_head(has_notes) - _ROW_GAP) / 2


def bar_mark(chart: alt.Chart, *, has_notes: bool, **options: Any) -> alt.Chart:  # noqa: ANN401 - Altair's own
    """Bars in the lower part of their bands: the name of the group stands above its bar."""
    offset = figure_offset(has_notes=has_notes)
    marked: alt.Chart = chart.mark_bar(height=BAR_HEIGHT, yOffset=offset, **options)
    return marked


def group_names(*, has_notes: bool) -> list[alt.Chart]:
    """The names of the groups, each above its bar: long names fit, on a phone as well."""
    names = _text_above("label:N", 0, 13, INK)
    return [names, _text_above("note:N", NAME_HEIGHT, 12, FAINT_INK)] if has_notes else [names]


def _text_above(field: str, down: int, size: int, ink: alt.ExprRef) -> alt.Chart:
    top = alt.Y("label:N", sort=None, axis=None, scale=_BANDS, bandPosition=0)
    marks = alt.Chart(NAMES).mark_text(
        align="left", baseline="top", fontSize=size, color=ink, dy=down
    )
    written: alt.Chart = marks.encode(x=alt.value(0), y=top, text=field)
    return written


def _head(has_notes: bool) -> int:  # noqa: FBT001 - a quantity of two values
    return NAME_HEIGHT + NOTE_HEIGHT if has_notes else NAME_HEIGHT
