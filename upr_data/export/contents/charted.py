"""Charts of figures as numbers, which decks, stories and briefs draw each in their own way."""

from collections.abc import Mapping, Sequence

import polars as pl

from upr_data.charts.parts import answered_parts, response_parts, status_parts
from upr_data.charts.picture import Caption
from upr_data.charts.theme import PLAIN, Part
from upr_data.export.document import Chart, Series
from upr_data.language import _, number
from upr_data.model import ChartKind, Fig, Response


def answers(table: pl.DataFrame, caption: Caption) -> Chart:
    """How States under review answered, one bar a group of `table`: of those answered.

    A title says the share of those; a bar of all made would contradict it. Where nothing is
    answered yet, that is what the bars show.
    """
    is_answered = table[Fig.ACCEPTANCE_DENOMINATOR].sum()
    return parts(table, answered_parts() if is_answered else response_parts(), caption)


def not_due(table: pl.DataFrame, left: Mapping[object, int]) -> pl.DataFrame:
    """The groups with how many of each are not due yet, `left`, behind their names."""
    said = [
        _("{name} · {n} not due yet").format(name=name, n=number(left[key]))
        if left.get(key)
        else name
        for key, name in table.select(Fig.KEY, Fig.LABEL).iter_rows()
    ]
    return table.with_columns(pl.Series(Fig.LABEL, said, pl.String))


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
        alt=_said(caption),
    )


def rates(
    caption: Caption, names: Sequence[str], unit: str, values: Sequence[float | None]
) -> Chart:
    """A rate of 0-1, one bar a name; the axis is always whole."""
    return _rates(caption, names, (Series(unit, tuple(values), PLAIN),))


def beside(
    caption: Caption,
    names: Sequence[str],
    one: tuple[str, Sequence[float | None]],
    other: tuple[str, Sequence[float | None]],
) -> Chart:
    """Rates of one beside those of another, for each name: a State beside its group."""
    return _rates(
        caption,
        names,
        (
            Series(one[0], tuple(one[1]), Response.SUPPORTED.value),
            Series(other[0], tuple(other[1]), Response.UNKNOWN.value),
        ),
    )


def _rates(caption: Caption, names: Sequence[str], series: Sequence[Series]) -> Chart:
    """Names for which the first has no rate are left out."""
    kept = [n for n, rate in enumerate(series[0].values) if rate is not None]
    return Chart(
        kind=ChartKind.BARS,
        categories=tuple(names[n] for n in kept),
        series=tuple(
            Series(one.name, tuple(one.values[n] for n in kept), one.meaning) for one in series
        ),
        alt=_said(caption),
        is_rate=True,
    )


def curves(caption: Caption, years: Sequence[float], series: Sequence[Series]) -> Chart:
    """Shares of 0-1 that grow with the years since something."""
    return Chart(
        kind=ChartKind.CURVES,
        categories=(),
        series=tuple(series),
        alt=_said(caption),
        is_rate=True,
        years=tuple(years),
    )


def _said(caption: Caption) -> str:
    return ". ".join([caption.title.removesuffix("."), *caption.lines])
