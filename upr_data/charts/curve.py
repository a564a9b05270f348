"""A falling curve: the share still waiting, by months, where not all are watched to the end."""

from functools import lru_cache
from typing import Final

import altair as alt
import polars as pl

from upr_data.charts.picture import Caption, Picture, Spec, look
from upr_data.charts.theme import BARS, INK, PLAIN, plain_colour

_HEIGHT: Final = 540
"""Pixels, the caption included."""
_YEAR: Final = 12


def waiting_curve(table: pl.DataFrame, caption: Caption, waiting: str, at_risk: str) -> Picture:
    """The share still waiting, as steps from all to those of the last month watched.

    Reads `month` (whole months, in order), `silent_share` (at its end, 0-1) and `n_at_risk` (still
    waiting and watched at its start). `waiting` and `at_risk` name the two in the tooltip.
    """
    start = table.head(1).select(
        pl.lit(0.0).alias("years"),
        pl.lit(1.0).alias("share"),
        pl.col("n_at_risk").cast(pl.Int64).alias("n"),
    )
    steps = table.select(
        ((pl.col("month") + 1) / _YEAR).alias("years"),
        pl.col("silent_share").alias("share"),
        pl.col("n_at_risk").cast(pl.Int64).alias("n"),
    )
    data = pl.concat([start, steps]).with_columns(pl.lit(PLAIN).alias("meaning"))
    return Picture(caption, _steps(waiting, at_risk), {BARS.name: data})


@lru_cache(maxsize=16)
def _steps(waiting: str, at_risk: str) -> Spec:
    base = alt.Chart(BARS).encode(
        x=alt.X("years:Q", title=None, axis=alt.Axis(tickMinStep=1, labelExpr="datum.value")),
        y=alt.Y("share:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%")),
        tooltip=[
            alt.Tooltip("years:Q", title="", format=".1f"),
            alt.Tooltip("share:Q", title=waiting, format=".1%"),
            alt.Tooltip("n:Q", title=at_risk, format=",d"),
        ],
    )
    line = base.mark_line(interpolate="step-after", strokeWidth=2.5).encode(color=plain_colour())
    return look(line, base.mark_point(opacity=0, size=120, color=INK), height=_HEIGHT)
