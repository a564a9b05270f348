"""Plain bars: how many, one bar a group, the number written at its end."""

import altair as alt
import polars as pl

from upr_data.charts.theme import (
    INK,
    MEANINGS,
    NAME_HEIGHT,
    PLAIN,
    ROW_HEIGHT,
    Caption,
    bar_mark,
    finish,
    group_names,
    groups,
)
from upr_data.i18n import number


def count_bars(table: pl.DataFrame, column: str, caption: Caption, unit: str) -> alt.LayerChart:
    """One bar a group, in the order of `table`: `label`, and the count in `column`."""
    written = [number(n) for n in table[column]]
    data = table.select("label", pl.col(column).alias("n"), pl.lit(PLAIN).alias("meaning"))
    return _bars(data.with_columns(pl.Series("written", written, pl.String)), caption, unit)


def rate_bars(table: pl.DataFrame, caption: Caption, unit: str) -> alt.LayerChart:
    """One bar a group: `label`, `n` (a rate in per cent) and `written`, the figure at its end."""
    return _bars(table.with_columns(pl.lit(PLAIN).alias("meaning")), caption, unit)


def count_columns(table: pl.DataFrame, column: str, caption: Caption, unit: str) -> alt.LayerChart:
    """The same as columns along a time axis: `table` is in order, `key` labels the columns."""
    data = table.select(
        pl.col("key").cast(pl.String).fill_null("?"), "label", pl.col(column).alias("n"),
        pl.lit(PLAIN).alias("meaning"),
    )  # fmt: skip
    chart = (
        alt.Chart(data)
        .mark_bar()
        .encode(
            x=alt.X("key:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, ticks=False)),
            y=alt.Y("n:Q", title=None, axis=alt.Axis(format=",", tickCount=5)),
            color=alt.Color("meaning:N", scale=alt.Scale(domain=list(MEANINGS)), legend=None),
            tooltip=[alt.Tooltip("label:N", title=""), alt.Tooltip("n:Q", title=unit, format=",")],
        )
    )
    return finish(alt.layer(chart).properties(title=caption.altair(), height=440,
                                              width="container"))


def _bars(data: pl.DataFrame, caption: Caption, unit: str) -> alt.LayerChart:
    room = 1.2 * float(data["n"].max() or 1)  # type: ignore[arg-type]
    base = alt.Chart(data).encode(
        x=alt.X("n:Q", title=unit, scale=alt.Scale(domain=[0, room]), axis=None),
        y=groups(),
        tooltip=[alt.Tooltip("label:N", title=""), alt.Tooltip("written:N", title=unit)],
    )
    bars = bar_mark(base).encode(
        color=alt.Color("meaning:N", scale=alt.Scale(domain=list(MEANINGS)), legend=None)
    )
    figures = base.mark_text(
        align="left", dx=5, dy=NAME_HEIGHT / 2, color=INK, fontSize=13
    ).encode(text="written:N")
    chart = alt.layer(bars, figures, group_names(data)).properties(
        title=caption.altair(), height=alt.Step(ROW_HEIGHT), width="container"
    )
    return finish(chart)
