"""Bars of 100 %: how a whole divides into parts, one bar a group."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
import polars as pl

from upr_data.charts.picture import Caption, Picture, Spec, look, names
from upr_data.charts.theme import (
    BARS,
    INK_ON_FILL,
    PAPER,
    Part,
    bar_mark,
    colour,
    figure_offset,
    group_names,
    groups,
    row_step,
)
from upr_data.charts.vega import alt
from upr_data.language import _, percent

_WHERE_IT_FITS: Final = (
    alt.when("datum.share * width > 36").then("figure:N").otherwise(alt.value(""))
)
"""Segments narrower than this many pixels carry no figure."""


def share_bars(
    table: pl.DataFrame,
    parts: Sequence[Part],
    caption: Caption,
    notes: Sequence[str] = (),
    *,
    of: float | None = None,
) -> Picture:
    """One bar a group, in the order of `table`, divided into `parts`; its note under its name.

    `table` has `label` and a count for each part. Shares are of the sum of the parts, or of `of`
    (100 for percentages as a study printed them, whose sum may miss 100 by rounding); what is
    missing from a rate's denominator (uncommented, pending) is drawn as part of the bar. Parts that
    nothing falls into are left out of the legend.
    """
    kept = _kept(table, parts)
    frames = {BARS.name: segments(table, kept, of)} | names(table, notes)
    return Picture(caption, _bars(kept, _titles(), has_notes=bool(notes)), frames)


def segments(table: pl.DataFrame, parts: Sequence[Part], of: float | None = None) -> pl.DataFrame:
    """One line a segment: its share of the whole, its place in the bar, and how it is written."""
    bars = zip(*(table[part.column].to_list() for part in parts), strict=True)
    lines = [line for counts in bars for line in _bar(counts, of)]
    shares = [share for _n, share, _middle in lines]
    of_each = {name: table[name] for name in ("key", "label") if name in table.columns}
    repeated = np.repeat(np.arange(table.height), len(parts))
    own = {
        "n": pl.Series([n for n, _share, _middle in lines], dtype=table[parts[0].column].dtype),
        "rank": pl.Series([*range(len(parts))] * table.height, dtype=pl.UInt8),
        "meaning": [part.meaning for part in parts] * table.height,
        "name": [part.name for part in parts] * table.height,
        "share": shares,
        "middle": [middle for _n, _share, middle in lines],
        "written": [percent(share) for share in shares],
        "figure": [percent(share, 0) for share in shares],
    }
    schema = {"meaning": pl.String, "name": pl.String, "share": pl.Float64, "middle": pl.Float64,
              "written": pl.String, "figure": pl.String}  # fmt: skip
    return pl.DataFrame(
        {name: values[repeated] for name, values in of_each.items()} | own, schema_overrides=schema
    )


def _bar(counts: Sequence[float | None], of: float | None) -> Iterator[tuple[Any, ...]]:
    """Of each part of a bar its count, its share of the whole, and where its middle is."""
    whole = sum(n or 0 for n in counts) if of is None else of
    end = 0.0
    for n in counts:
        if n is None:
            yield None, None, None
            continue
        share = n / whole if whole > 0 else 0.0
        end += share
        yield n, share, end - share / 2


def _kept(table: pl.DataFrame, parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(part for part in parts if table[part.column].sum()) or tuple(parts)


@lru_cache(maxsize=64)
def _bars(parts: tuple[Part, ...], titles: tuple[str, ...], *, has_notes: bool) -> Spec:
    base = alt.Chart(BARS).encode(
        x=alt.X("share:Q", stack="zero", title=None, scale=_WHOLE, axis=percent_axis()),
        y=groups(),
        order=alt.Order("rank:Q"),
        tooltip=_tooltip(titles),
    )
    bars = bar_mark(base, has_notes=has_notes, stroke=PAPER, strokeWidth=1.5)
    figures = base.mark_text(fontSize=13, fontWeight=600, dy=figure_offset(has_notes=has_notes))
    return look(
        bars.encode(color=colour(parts)),
        figures.encode(x=alt.X("middle:Q"), text=_WHERE_IT_FITS, color=alt.value(INK_ON_FILL)),
        *group_names(has_notes=has_notes),
        height=row_step(has_notes=has_notes),
    )


_WHOLE: Final = alt.Scale(domain=[0, 1])


def percent_axis() -> alt.Axis:
    """Quarters of the whole, written as percentages are everywhere."""
    return alt.Axis(
        labelExpr="datum.value * 100 + ' %'", grid=False, values=[0, 0.25, 0.5, 0.75, 1]
    )


def _titles() -> tuple[str, ...]:
    return _("Group"), _("Part"), _("Number"), _("Share")


def _tooltip(titles: tuple[str, ...]) -> list[alt.Tooltip]:
    group, part, number, share = titles
    return [
        alt.Tooltip("label:N", title=group),
        alt.Tooltip("name:N", title=part),
        alt.Tooltip("n:Q", title=number, format=",d"),
        alt.Tooltip("written:N", title=share),
    ]
