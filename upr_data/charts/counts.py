"""Plain bars: how many, one bar a group, the number written at its end."""

from functools import lru_cache
from typing import Final

import polars as pl

from upr_data.charts.picture import Caption, Picture, Spec, look, names
from upr_data.charts.theme import (
    BARS,
    INK,
    PLAIN,
    bar_mark,
    figure_offset,
    group_names,
    groups,
    plain_colour,
    row_step,
)
from upr_data.charts.vega import alt
from upr_data.language import number

_ROOM: Final = 1.2
"""The axis is longer than the longest bar by this much: the number must fit."""


def count_bars(table: pl.DataFrame, column: str, caption: Caption, unit: str) -> Picture:
    """One bar a group, in the order of `table`: `label`, and the count in `column`."""
    written = pl.Series("written", [number(n) for n in table[column]], pl.String)
    return rate_bars(table.select("label", pl.col(column).alias("n"), written), caption, unit)


def rate_bars(
    table: pl.DataFrame, caption: Caption, unit: str, *, whole: float | None = None
) -> Picture:
    """One bar a group: `label`, `n` (a rate in per cent) and `written`, the figure at its end.

    The axis ends beyond the longest bar, or beyond `whole`, so that charts can be compared.
    """
    room = pl.lit(_ROOM) * (pl.col("n").max() if whole is None else pl.lit(whole))
    data = table.with_columns(pl.lit(PLAIN).alias("meaning"), room.alias("room"))
    return Picture(caption, _bars(unit), {BARS.name: data} | names(data))


@lru_cache(maxsize=64)
def _bars(unit: str) -> Spec:
    base = alt.Chart(BARS).encode(
        x=alt.X("n:Q", axis=None),
        y=groups(),
        tooltip=[alt.Tooltip("label:N", title=""), alt.Tooltip("written:N", title=unit)],
    )
    offset = figure_offset(has_notes=False)
    figures = base.mark_text(align="left", dx=5, dy=offset, color=INK, fontSize=13)
    room = alt.Chart(BARS).mark_point(opacity=0).encode(x=alt.X("room:Q", axis=None), y=groups())
    return look(
        bar_mark(base, has_notes=False).encode(color=plain_colour()),
        figures.encode(text="written:N"),
        room,
        *group_names(has_notes=False),
        height=row_step(has_notes=False),
    )
