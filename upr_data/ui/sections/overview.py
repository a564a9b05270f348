"""The whole at one look: of 100 asked, how many were answered yes, and what became of them."""

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from upr_data.charts.columns import Plot
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.findings import Outcomes, of_overview
from upr_data.charts.paint import Paint
from upr_data.charts.waffle import Panel, waffle
from upr_data.charts.words import share
from upr_data.domain.calendar import is_mid_term_due
from upr_data.figures.fixed import fixes_outcome, fixes_response
from upr_data.language import N_, _, number
from upr_data.language.labels import label
from upr_data.model import ActionCategory, Dimension, Fig, Response, Status
from upr_data.selection import counted
from upr_data.selection.counted import Counted
from upr_data.selection.filters import Filters
from upr_data.ui.blocks.pictures import Ways, show_picture
from upr_data.ui.frame.site import OVERVIEW
from upr_data.ui.frame.view import View

Row = Mapping[str, Any]

_GENERAL: Final = tuple(n for n in ActionCategory if n is not ActionCategory.SPECIFIC)
_ASKED, _ANSWERED, _BECAME = "asked", "answered", "became"

_CLASSES: Final[Mapping[str, tuple[str, str, Paint, tuple[Fig, ...], Mapping[str, Any]]]] = {
    "general": (
        _ASKED, N_("ask for general action"), Paint.GENERAL,
        (Fig.N_CATEGORY_1, Fig.N_CATEGORY_2, Fig.N_CATEGORY_3, Fig.N_CATEGORY_4),
        {"categories": tuple(int(n) for n in _GENERAL)},
    ),
    "specific": (
        _ASKED, N_("ask for a specific action"), Paint.SPECIFIC, (Fig.N_CATEGORY_5,),
        {"categories": (int(ActionCategory.SPECIFIC),)},
    ),
    "uncoded": (
        _ASKED, N_("not coded"), Paint.EMPTY, (Fig.N_CATEGORY_UNKNOWN,), {"categories": (None,)},
    ),
    "supported": (
        _ANSWERED, N_("supported"), Paint.SUPPORTED, (Fig.N_SUPPORTED,),
        {"responses": (Response.SUPPORTED,)},
    ),
    "noted": (
        _ANSWERED, N_("noted"), Paint.NOTED, (Fig.N_NOTED,), {"responses": (Response.NOTED,)},
    ),
    "other": (
        _ANSWERED, N_("pending, unknown or in part"), Paint.EMPTY,
        (Fig.N_PARTIALLY_SUPPORTED, Fig.N_PENDING, Fig.N_UNKNOWN_RESPONSE),
        {"responses": (Response.PARTIALLY_SUPPORTED, Response.PENDING, Response.UNKNOWN)},
    ),
    "led": (
        _BECAME, N_("led to action"), Paint.LED_TO_ACTION, (Fig.N_TRIGGERED,),
        {"statuses": (Status.FULLY, Status.PARTIALLY)},
    ),
    "not_led": (
        _BECAME, N_("known not to"), Paint.NOT_LED, (Fig.N_NOT_IMPLEMENTED,),
        {"statuses": (Status.NOT_IMPLEMENTED,)},
    ),
    "unclear": (
        _BECAME, N_("commented on, unclear"), Paint.UNCLEAR, (Fig.N_NOT_ASSESSED,),
        {"statuses": (Status.NOT_ASSESSED,)},
    ),
    "nobody": (
        _BECAME, N_("nobody has looked"), Paint.EMPTY, (Fig.N_UNCOMMENTED,),
        {"statuses": (Status.UNCOMMENTED,)},
    ),
}  # fmt: skip
"""Each class: its panel, name, colour, the counts it adds up, and the selection of its rows."""


_PLEDGED: Final = {"general": N_("general action"), "specific": N_("a specific action")}
"""What a pledge is called that asks nobody for anything."""


def show_waffle(view: View, row: Row) -> None:
    """Three waffles of 100 of the same whole; of pledges, which nobody answers, two.

    Where pledges are selected beside recommendations, the answers are to these alone.
    """
    panels = _panels(view, row)
    shown = {panel.key for panel in panels} - (set() if _is_recorded(view) else {_BECAME})
    answered = view.answered.figures().row(0, named=True)
    table = pl.DataFrame(
        [
            _line(view, answered if panel == _ANSWERED else row, code)
            for code, (panel, *_rest) in _CLASSES.items()
            if panel in shown
        ]
    )
    caption = view.caption(_finding(view, row), view.made, note(row, view.filters))

    def draw(look: Look) -> Drawn:
        return waffle(table, panels, caption, look)

    named = table.filter(pl.col(Plot.N) > 0).select(Plot.CODE, Plot.NAME).rows()
    names = dict(named)
    ways = Ways(lambda code: view.query(**_CLASSES[code][4]), names)
    show_picture(view, "overview", draw, ways, table.select(Plot.PANEL, Plot.NAME, Plot.N))


def _panels(view: View, row: Row) -> list[Panel]:
    kinds = counted.counted(view.filters)
    made = f"{number(row[Fig.MADE])} {counted.name(view.filters)}"
    became = _("not recorded by this source")
    if _is_recorded(view):
        is_fixed = fixes_outcome(view.filters)
        became = _("as the filter has it") if is_fixed else label(view.filters.milestone)
    unknown = _("this source does not say")
    if kinds is Counted.PLEDGES:
        return [
            Panel(_ASKED, _("1 Pledged"), made),
            Panel(_BECAME, _("2 What became of them"), became, unknown),
        ]
    by = _("by the State under review")
    if fixes_response(view.filters):
        by = _("as the filter has it")
    elif kinds is Counted.BOTH:
        by = _("the recommendations alone")
    asked = _("1 Asked") if kinds is Counted.RECOMMENDATIONS else _("1 Asked or pledged")
    return [
        Panel(_ASKED, asked, made),
        Panel(_ANSWERED, _("2 Answered"), by),
        Panel(_BECAME, _("3 What became of them"), became, unknown),
    ]


def _finding(view: View, row: Row) -> str:
    if not view.is_of_recommendations:
        return _(OVERVIEW.question)
    is_said = fixes_outcome(view.filters) if _is_recorded(view) else fixes_response(view.filters)
    if is_said:
        return _(OVERVIEW.question)
    outcomes = Outcomes(
        made=row[Fig.MADE],
        supported=row[Fig.N_SUPPORTED],
        led=row[Fig.N_TRIGGERED],
        not_led=row[Fig.N_NOT_IMPLEMENTED],
        unclear=row[Fig.N_NOT_ASSESSED],
        nobody=row[Fig.N_UNCOMMENTED],
        is_recorded=_is_recorded(view),
    )
    return of_overview(outcomes, _(OVERVIEW.question))


def note(row: Row, filters: Filters) -> str:
    """What must stand beside these shares: coverage and bounds, unless the filter fixes them."""
    if not row[Fig.N_COMMENTED] or fixes_outcome(filters):
        return _("One square is 1 in 100.")
    return _(
        "One square is 1 in 100. Of {commented} commented on by anyone ({coverage} of all), "
        "{rate} led to action; the true share of all lies between {lower} and {upper}."
    ).format(
        commented=number(row[Fig.N_COMMENTED]),
        coverage=share(row[Fig.COVERAGE], 1),
        rate=share(row[Fig.N_TRIGGERED] / row[Fig.N_COMMENTED]),
        lower=share(row[Fig.TRIGGERED_LOWER], 1),
        upper=share(row[Fig.TRIGGERED_UPPER], 1),
    )


def _line(view: View, row: Row, code: str) -> dict[str, Any]:
    panel, name, paint, counts, _target = _CLASSES[code]
    if counted.counted(view.filters) is Counted.PLEDGES:
        name = _PLEDGED.get(code, name)
    return {
        Plot.PANEL.value: panel,
        Plot.CODE.value: code,
        Plot.NAME.value: _(name),
        Plot.NOTE.value: _not_due(view) if code == "nobody" else None,
        Plot.MEANING.value: paint.value,
        Plot.N.value: sum(row[one] for one in counts),
    }


def _not_due(view: View) -> str | None:
    """How many of those that nobody has looked at are of reviews before their mid-term."""
    day = view.records.manifest.created[:10]
    by_session = view.figures(Dimension.SESSION).select(Fig.KEY, Fig.N_UNCOMMENTED).iter_rows()
    n = sum(n for session, n in by_session if session and not is_mid_term_due(session, day))
    return _("{n} not due yet").format(n=number(n)) if n else None


def _is_recorded(view: View) -> bool:
    return view.records.has_assessments
