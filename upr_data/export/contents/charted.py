"""Charts of figures: the numbers and the picture of them, made from one table."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from upr_data.charts.counts import count_bars, rate_bars
from upr_data.charts.parts import response_parts, status_parts
from upr_data.charts.picture import Caption
from upr_data.charts.shares import share_bars
from upr_data.charts.theme import PLAIN, Part
from upr_data.export.document import Chart, Series
from upr_data.language import percent
from upr_data.model import ChartKind, Fig, Response


def answers(table: pl.DataFrame, caption: Caption) -> Chart:
    """How States under review answered, one bar a group of `table`."""
    return parts(table, response_parts(), caption)


def outcomes(table: pl.DataFrame, caption: Caption) -> Chart:
    """What became of the recommendations, one bar a group of `table`."""
    return parts(table, status_parts(), caption)


def parts(table: pl.DataFrame, of: Sequence[Part], caption: Caption) -> Chart:
    """How a whole divides, one bar a group; parts that nothing falls into are left out."""
    kept = [part for part in of if table[part.column].sum()]
    return Chart(
        kind=ChartKind.PARTS,
        categories=tuple(table[Fig.LABEL]),
        series=tuple(
            Series(part.name, tuple(table[part.column].to_list()), part.meaning) for part in kept
        ),
        picture=share_bars(table, kept, caption),
        alt=_said(caption),
    )


def amounts(table: pl.DataFrame, column: Fig, caption: Caption, unit: str) -> Chart:
    """How many, one bar a group."""
    return Chart(
        kind=ChartKind.BARS,
        categories=tuple(table[Fig.LABEL]),
        series=(Series(unit, tuple(table[column].to_list()), PLAIN),),
        picture=count_bars(table, column, caption, unit),
        alt=_said(caption),
    )


def rates(table: pl.DataFrame, column: str, caption: Caption, unit: str) -> Chart:
    """A rate of 0-1, one bar a group; the axis is always whole."""
    shown = table.drop_nulls(column)
    values = shown[column].to_list()
    drawn = pl.DataFrame(
        {
            "label": shown[Fig.LABEL],
            "n": [100 * value for value in values],
            "written": [percent(value) for value in values],
        },
        schema={"label": pl.String, "n": pl.Float64, "written": pl.String},
    )
    return Chart(
        kind=ChartKind.BARS,
        categories=tuple(shown[Fig.LABEL]),
        series=(Series(unit, tuple(values), PLAIN),),
        picture=rate_bars(drawn, caption, unit, whole=100),
        alt=_said(caption),
        is_rate=True,
    )


def beside(
    caption: Caption,
    names: Sequence[str],
    one: tuple[str, Sequence[float | None]],
    other: tuple[str, Sequence[float | None]],
) -> Chart:
    """Rates of one beside those of another, for each name: a State beside its group."""
    shown = pl.DataFrame(
        {Fig.LABEL: names, "rate": one[1]}, schema={Fig.LABEL: pl.String, "rate": pl.Float64}
    )
    drawn = rates(shown, "rate", caption, one[0])
    kept = [n for n, rate in enumerate(one[1]) if rate is not None]
    return replace(
        drawn,
        categories=tuple(names[n] for n in kept),
        series=(
            Series(one[0], tuple(one[1][n] for n in kept), Response.SUPPORTED.value),
            Series(other[0], tuple(other[1][n] for n in kept), Response.UNKNOWN.value),
        ),
    )


def _said(caption: Caption) -> str:
    return ". ".join([caption.title.removesuffix("."), *caption.lines])
