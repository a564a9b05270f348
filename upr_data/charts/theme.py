"""Colours by meaning, and the frame that every chart stands in: title, unit, n, source.

One colour has one meaning on every page. The colours themselves stand in
`.streamlit/config.toml`, for light and dark; here stands which meaning has which place there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import altair as alt
import polars as pl

from upr_data.wording import wrapped

PLAIN: Final = "plain"
MEANINGS: Final = (
    PLAIN,
    "fully",
    "partially",
    "not_implemented",
    "not_assessed",
    "uncommented",
    "supported",
    "partially_supported",
    "noted",
    "pending",
    "unknown",
    "1",
    "2",
    "3",
    "4",
    "5",
)
"""What each place of the palette (`chartCategoricalColors`) means, in the order of the file."""

PAPER: Final = alt.ExprRef("background")
"""The page's own colour: for gaps between segments, and for figures written on them."""

INK: Final = alt.ExprRef("luminance(background) < 0.2 ? '#E9EEF4' : '#0E1722'")
"""The colour of text, in light and dark."""

ROW_HEIGHT: Final = 50
NAME_HEIGHT: Final = 18
BAR_SHARE: Final = 0.46
_LEGEND_ENTRY: Final = 165


@dataclass(frozen=True, slots=True)
class Caption:
    """What a chart says of itself, so that it can be lifted out of its page."""

    title: str
    lines: tuple[str, ...]

    def altair(self) -> alt.Title:
        """The caption as Altair draws it: above the chart, flush left."""
        return alt.Title(wrapped(self.title, 42), subtitle=list(self.lines), anchor="start", frame="bounds",
                         fontSize=16, subtitleFontSize=13, offset=14)


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
    return alt.Color("meaning:N", scale=alt.Scale(domain=list(MEANINGS)), legend=legend)


def groups() -> alt.Y:
    """One band a group, in the order of the data; `group_names` writes the names."""
    return alt.Y("label:N", sort=None, axis=None)


def bar_mark(chart: alt.Chart, **options: Any) -> alt.Chart:  # noqa: ANN401 - Altair's own
    """Bars in the lower part of their bands: the name of the group stands above its bar."""
    return chart.mark_bar(height={"band": BAR_SHARE}, yOffset=NAME_HEIGHT / 2, **options)


def group_names(data: pl.DataFrame) -> alt.Chart:
    """The names of the groups, each above its bar: long names fit, on a phone as well."""
    return (
        alt.Chart(data.select(pl.col("label").unique(maintain_order=True)))
        .mark_text(align="left", baseline="top", fontSize=13, color=INK, dy=3)
        .encode(
            x=alt.value(0), y=alt.Y("label:N", sort=None, axis=None, bandPosition=0),
            text="label:N",
        )
    )  # fmt: skip


def with_notes(table: pl.DataFrame, notes: Sequence[str]) -> pl.DataFrame:
    """The table with each group's note after its name."""
    if not notes:
        return table
    return table.with_columns(pl.col("label") + "  ·  " + pl.Series(notes, dtype=pl.String))


def finish(chart: alt.LayerChart) -> alt.LayerChart:
    """Ink that reads on the background of the moment, light or dark: the last call of a chart."""
    return (
        chart.configure_axis(labelColor=INK, titleColor=INK)
        .configure_legend(labelColor=INK, titleColor=INK)
        .configure_title(color=INK, subtitleColor=INK)
    )
