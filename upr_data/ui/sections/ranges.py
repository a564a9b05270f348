"""What led to action: the rate of what was commented on, and the bounds of all made."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import polars as pl

from upr_data.charts.columns import Plot
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.findings import of_implementation
from upr_data.charts.ranges import range_dots
from upr_data.language import _
from upr_data.model import AssessorType, Dimension, Fig
from upr_data.ui.blocks.pictures import Ways, show_picture
from upr_data.ui.frame.site import IMPLEMENTATION
from upr_data.ui.frame.view import View

MOST: Final = 20
"""Groups that are drawn; the table has all."""

_FIELD: Final = {
    Dimension.CYCLE: "cycles",
    Dimension.RESPONSE: "responses",
    Dimension.ACTION_CATEGORY: "categories",
    Dimension.SUR_GROUP: "sur_groups",
    Dimension.ISSUE: "issues",
}


def show_ranges(view: View, table: pl.DataFrame, dimension: Dimension) -> None:
    """All together first, then each group by its rate; the assessors' own dots below."""
    whole = view.figures().row(0, named=True)
    named = table.filter(pl.col(Fig.KEY).is_not_null(), pl.col(Fig.MADE) > 0)
    most = named.sort(Fig.N_COMMENTED, Fig.LABEL, descending=[True, False]).head(MOST)
    ordered = most.sort(Fig.TRIGGERED_RATE, Fig.LABEL, descending=[True, False], nulls_last=True)
    by_type = {
        one: _by_key(view, one, dimension)
        for one in (AssessorType.CIVIL_SOCIETY, AssessorType.STATE)
    }
    rows = [_line(None, _("All"), whole, by_type)]
    rows += [_line(row[Fig.KEY], row[Fig.LABEL], row, by_type) for row in ordered.to_dicts()]
    shown = pl.DataFrame(rows, schema=dict(_SCHEMA))
    counts = (whole[Fig.MADE], whole[Fig.N_COMMENTED], whole[Fig.N_TRIGGERED])
    question = _(IMPLEMENTATION.question)
    finding = of_implementation(*counts, question) if view.is_of_recommendations else question
    caption = view.caption(
        finding,
        view.made,
        _(
            "Bar: bounds of all made. Dot: led to action, of what anyone commented on. Small dots: "
            "civil society (open) and the State (filled), each of what it commented on itself; "
            "these may lie outside the bar."
        ),
    )

    def draw(look: Look) -> Drawn:
        return range_dots(shown, caption, look)

    def target(code: str) -> dict[str, str]:
        key: Any = int(code) if dimension in _NUMBERED else code
        return view.query(**({_FIELD[dimension]: (key,)} if code else {}))

    names = {str(row[Fig.KEY]): row[Fig.LABEL] for row in ordered.to_dicts()}
    show_picture(view, "implementation", draw, Ways(target, names), shown)


_NUMBERED: Final = (Dimension.CYCLE, Dimension.ACTION_CATEGORY)
_SCHEMA: Final[Mapping[str, pl.DataType | type[pl.DataType]]] = {
    Plot.CODE: pl.String,
    Plot.NAME: pl.String,
    Plot.MADE: pl.Int64,
    Plot.COMMENTED: pl.Int64,
    Plot.LED: pl.Int64,
    Plot.LOWEST: pl.Float64,
    Plot.HIGHEST: pl.Float64,
    Plot.CIVIL_SOCIETY_N: pl.Int64,
    Plot.CIVIL_SOCIETY_LED: pl.Int64,
    Plot.STATE_N: pl.Int64,
    Plot.STATE_LED: pl.Int64,
}

Counts = Mapping[Any, tuple[int, int]]


def _by_key(view: View, assessor: AssessorType, dimension: Dimension) -> Counts:
    """What one assessor type commented on, and how much of that it sees acted on, by key."""
    own = view.of(replace(view.filters, assessors=(assessor,)))
    counts = (Fig.KEY, Fig.N_COMMENTED, Fig.N_TRIGGERED)
    found = {key: (n, led) for key, n, led in own.figures(dimension).select(counts).iter_rows()}
    whole = own.figures().row(0, named=True)
    return found | {None: (whole[Fig.N_COMMENTED], whole[Fig.N_TRIGGERED])}


def _line(
    key: Any,  # noqa: ANN401 - a code, a number or null
    name: str,
    row: Mapping[str, Any],
    by_type: Mapping[AssessorType, Counts],
) -> dict[str, Any]:
    society = by_type[AssessorType.CIVIL_SOCIETY].get(key, (0, 0))
    state = by_type[AssessorType.STATE].get(key, (0, 0))
    is_recorded = bool(row[Fig.N_COMMENTED])
    return {
        Plot.CODE.value: None if key is None else str(key),
        Plot.NAME.value: name,
        Plot.MADE.value: row[Fig.MADE],
        Plot.COMMENTED.value: row[Fig.N_COMMENTED],
        Plot.LED.value: row[Fig.N_TRIGGERED],
        Plot.LOWEST.value: row[Fig.TRIGGERED_LOWER] if is_recorded else None,
        Plot.HIGHEST.value: row[Fig.TRIGGERED_UPPER] if is_recorded else None,
        Plot.CIVIL_SOCIETY_N.value: society[0],
        Plot.CIVIL_SOCIETY_LED.value: society[1],
        Plot.STATE_N.value: state[0],
        Plot.STATE_LED.value: state[1],
    }
