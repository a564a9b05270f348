"""Bars of 100 %: how a whole divides into parts, one bar a group."""

from collections.abc import Sequence
from typing import Final

import altair as alt
import polars as pl
import polars.selectors as cs

from upr_data.charts.theme import (
    NAME_HEIGHT,
    PAPER,
    ROW_HEIGHT,
    Caption,
    Part,
    bar_mark,
    colour,
    finish,
    group_names,
    groups,
    with_notes,
)
from upr_data.i18n import _, percent

_WHERE_IT_FITS: Final = (
    alt.when("datum.share * width > 36").then("figure:N").otherwise(alt.value(""))
)
"""Segments narrower than this many pixels carry no figure."""


def share_bars(
    table: pl.DataFrame, parts: Sequence[Part], caption: Caption, notes: Sequence[str] = (),
    *, of: float | None = None,
) -> alt.LayerChart:
    """One bar a group, in the order of `table`, divided into `parts`; with its note after its name.

    `table` has `label` and a count for each part. Shares are of the sum of the parts, or of `of`
    (100 for percentages as a study printed them, whose sum may miss 100 by rounding); what is
    missing from a rate's denominator (uncommented, pending) is drawn as part of the bar. Parts that
    nothing falls into are left out of the legend.
    """
    parts = [part for part in parts if table[part.column].sum()]
    data = segments(with_notes(table, notes), parts, of)
    base = alt.Chart(data).encode(
        x=alt.X(
            "share:Q",
            stack="zero",
            title=None,
            scale=alt.Scale(domain=[0, 1]),
            axis=percent_axis(),
        ),
        y=groups(),
        order=alt.Order("rank:Q"),
        tooltip=_tooltip(),
    )
    bars = bar_mark(base, stroke=PAPER, strokeWidth=1.5).encode(color=colour(parts))
    figures = base.mark_text(
        color=PAPER, fontSize=13, fontWeight=600, dy=NAME_HEIGHT / 2
    ).encode(x=alt.X("middle:Q"), text=_WHERE_IT_FITS)  # fmt: skip
    chart = alt.layer(bars, figures, group_names(data)).properties(
        title=caption.altair(), height=alt.Step(ROW_HEIGHT), width="container"
    )
    return finish(chart)


def share_columns(table: pl.DataFrame, parts: Sequence[Part], caption: Caption) -> alt.LayerChart:
    """The same as columns along a time axis: `table` is in order, `key` labels the columns."""
    parts = [part for part in parts if table[part.column].sum()]
    data = segments(table.with_columns(pl.col("key").cast(pl.String).fill_null("?")), parts)
    chart = (
        alt.Chart(data)
        .mark_bar(stroke=PAPER, strokeWidth=0.5)
        .encode(
            x=alt.X("key:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, ticks=False)),
            y=alt.Y("share:Q", stack="zero", title=None, scale=alt.Scale(domain=[0, 1]),
                    axis=percent_axis()),
            color=colour(parts),
            order=alt.Order("rank:Q"),
            tooltip=_tooltip(),
        )
    )
    return finish(alt.layer(chart).properties(title=caption.altair(), height=440,
                                              width="container"))


def percent_axis() -> alt.Axis:
    """Quarters of the whole, written as percentages are everywhere."""
    return alt.Axis(labelExpr="datum.value * 100 + ' %'", grid=False,
                    values=[0, 0.25, 0.5, 0.75, 1])


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("label:N", title=_("Group")),
        alt.Tooltip("name:N", title=_("Part")),
        alt.Tooltip("n:Q", title=_("Number"), format=","),
        alt.Tooltip("written:N", title=_("Share")),
    ]


def segments(
    table: pl.DataFrame, parts: Sequence[Part], of: float | None = None
) -> pl.DataFrame:
    """One line a segment: its share of the whole, its place in the bar, and how it is written."""
    columns = [part.column for part in parts]
    whole = pl.sum_horizontal(columns) if of is None else pl.lit(of)
    ranks = {part.column: rank for rank, part in enumerate(parts)}
    long = (
        table.select("^key$", "label", *columns, whole.alias("whole"))
        .with_row_index("bar")
        .unpivot(columns, index=cs.exclude(columns), variable_name="column",
                 value_name="n")
        .with_columns(
            rank=pl.col("column").replace_strict(ranks, return_dtype=pl.UInt8),
            meaning=pl.col("column").replace_strict({p.column: p.meaning for p in parts}),
            name=pl.col("column").replace_strict({p.column: p.name for p in parts}),
            share=pl.when(pl.col("whole") > 0).then(pl.col("n") / pl.col("whole")).otherwise(0),
        )
        .sort("bar", "rank")
        .with_columns(end=pl.col("share").cum_sum().over("bar"))
        .with_columns(middle=pl.col("end") - pl.col("share") / 2)
    )
    written = [percent(share) for share in long["share"]]
    figures = [percent(share, 0) for share in long["share"]]
    return long.with_columns(
        pl.Series("written", written, pl.String), pl.Series("figure", figures, pl.String)
    ).drop("bar", "whole", "column", "end")

