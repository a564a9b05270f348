"""How far a rate can be trusted: what is known, and what the unknown could make of it."""

from functools import lru_cache

import altair as alt
import polars as pl

from upr_data.charts.picture import Caption, Picture, Spec, look, names
from upr_data.charts.shares import percent_axis
from upr_data.charts.theme import (
    BAR_HEIGHT,
    BARS,
    INK,
    PLAIN,
    figure_offset,
    group_names,
    groups,
    plain_colour,
    row_step,
)
from upr_data.language import _, percent


def bound_bars(table: pl.DataFrame, caption: Caption) -> Picture:
    """From the lower to the upper bound of triggered action, of all made; one bar a group.

    `table` has `label`, `triggered_lower` and `triggered_upper`, rates of 0–1; groups without
    any recommendation have no bar.
    """
    data = table.select("label", "triggered_lower", "triggered_upper").drop_nulls()
    written = [
        _("{lower} to {upper}").format(lower=percent(lower), upper=percent(upper))
        for lower, upper in data.select("triggered_lower", "triggered_upper").iter_rows()
    ]
    bars = data.with_columns(
        pl.Series("written", written, pl.String), pl.lit(PLAIN).alias("meaning")
    )
    return Picture(caption, _bars(_("Bounds")), {BARS.name: bars} | names(data, written))


@lru_cache(maxsize=16)
def _bars(title: str) -> Spec:
    whole = alt.Scale(domain=[0, 1])
    lower, upper = (
        alt.X(f"{name}:Q", title=None, scale=whole, axis=percent_axis())
        for name in ("triggered_lower", "triggered_upper")
    )
    base = alt.Chart(BARS).encode(
        y=groups(),
        tooltip=[alt.Tooltip("label:N", title=""), alt.Tooltip("written:N", title=title)],
    )
    offset = figure_offset(has_notes=True)
    bars = base.mark_bar(height=BAR_HEIGHT / 2, yOffset=offset, opacity=0.55)
    ends = base.mark_tick(
        orient="vertical", thickness=3, height=BAR_HEIGHT, yOffset=offset, color=INK
    )
    return look(
        bars.encode(x=lower, x2="triggered_upper:Q", color=plain_colour()),
        ends.encode(x=lower),
        ends.encode(x=upper),
        *group_names(has_notes=True),
        height=row_step(has_notes=True),
    )
