"""By which measure a page compares groups: how many, how accepted, or what became of them."""

from enum import StrEnum
from typing import Final

import altair as alt
import polars as pl
import streamlit as st

from upr_data.charts.counts import count_bars, count_columns
from upr_data.charts.parts import response_parts, status_parts
from upr_data.charts.shares import share_bars, share_columns
from upr_data.i18n import _, number, percent
from upr_data.labels import N_
from upr_data.model import Denominator
from upr_data.ui import address
from upr_data.ui.site import SitePage
from upr_data.ui.view import View

MINIMUM: Final = {
    "triggered": ("n_assessed", 30, N_("assessed")),
    "acceptance": ("acceptance_denominator", 50, N_("answered")),
}
"""How many cases a group needs to be ranked, unless the reader says otherwise."""

TOP: Final = 20


class Measure(StrEnum):
    """What the bars of a page show."""

    MADE = "made"
    ACCEPTANCE = "acceptance"
    TRIGGERED = "triggered"


_NAMES: Final = {
    Measure.MADE: N_("Number made"),
    Measure.ACCEPTANCE: N_("Response"),
    Measure.TRIGGERED: N_("Implementation"),
}
_TITLES: Final = {
    Measure.MADE: N_("Recommendations made, {by}"),
    Measure.ACCEPTANCE: N_("Responses, {by}"),
    Measure.TRIGGERED: N_("What became of them, {by}"),
}


def choose(view: View, page: SitePage, default: Measure = Measure.MADE) -> Measure:
    """Let the reader choose a measure; implementation only where the snapshot knows of any."""
    known = [m for m in Measure if m is not Measure.TRIGGERED or view.records.has_assessments]
    key = f"{page.path}.measure"
    named = address.read_local(key, default.value, [measure.value for measure in known])
    chosen = st.segmented_control(
        _("Compare by"), [m.value for m in known], format_func=lambda m: _(_NAMES[Measure(m)]),
        required=True, key=key, on_change=address.write,
    )  # fmt: skip
    return Measure(chosen or named)


def ranked(table: pl.DataFrame, measure: Measure, page: SitePage) -> pl.DataFrame:
    """The groups at the top by this measure, of those with enough cases to be ranked.

    The reader sets how many are enough; how many groups that leaves out is said.
    """
    known = table.filter(pl.col("key").is_not_null())
    if measure is Measure.MADE:
        return known.sort("made", "label", descending=[True, False]).head(TOP)
    column, usual, what = MINIMUM[measure]
    enough = _choose_minimum(page, usual, what)
    kept = known.filter(pl.col(column) >= enough)
    if left_out := known.height - kept.height:
        st.caption(_("{n} groups have fewer and are not ranked; the table below has them.").format(
            n=number(left_out)))
    rate = "acceptance_rate" if measure is Measure.ACCEPTANCE else "triggered_rate"
    return kept.sort(rate, "label", descending=[True, False]).head(TOP)


def chart(
    view: View, table: pl.DataFrame, measure: Measure, by: str
) -> tuple[alt.LayerChart, str]:
    """The groups compared by a measure, and what the picture shows in words."""
    title = _(_TITLES[measure]).format(by=by)
    n = int(view.figures()["made"][0])
    caption = view.caption(title, n)
    match measure:
        case Measure.MADE:
            return count_bars(table, "made", caption, view.unit), title
        case Measure.ACCEPTANCE:
            return share_bars(table, response_parts(), caption, _acceptance_notes(table)), title
    return share_bars(table, status_parts(), caption, _triggered_notes(table)), title


def timeline(
    view: View, table: pl.DataFrame, measure: Measure, by: str
) -> tuple[alt.LayerChart, str]:
    """The same along time: one column a session."""
    title = _(_TITLES[measure]).format(by=by)
    caption = view.caption(title, int(view.figures()["made"][0]))
    match measure:
        case Measure.MADE:
            return count_columns(table, "made", caption, view.unit), title
        case Measure.ACCEPTANCE:
            return share_columns(table, response_parts(), caption), title
    return share_columns(table, status_parts(), caption), title


def _acceptance_notes(table: pl.DataFrame) -> list[str]:
    return _notes(table, "acceptance_rate", "acceptance_denominator", _("{rate} of {n} answered"))


def _triggered_notes(table: pl.DataFrame) -> list[str]:
    words = {
        Denominator.COMMENTED: _("{rate} of {n} commented"),
        Denominator.ASSESSED: _("{rate} of {n} assessed"),
        Denominator.MADE: _("{rate} of {n} made"),
    }
    of = Denominator(table["triggered_of"][0]) if table.height else Denominator.COMMENTED
    return _notes(table, "triggered_rate", "triggered_denominator", words[of])


def _notes(table: pl.DataFrame, rate: str, denominator: str, words: str) -> list[str]:
    """The rate of each group with its denominator, as the second line of its name."""
    return [
        words.format(rate=percent(one), n=number(of)) if of else _("no case")
        for one, of in table.select(rate, denominator).iter_rows()
    ]


def _choose_minimum(page: SitePage, usual: int, what: str) -> int:
    key = f"{page.path}.minimum"
    choices = [str(n) for n in (1, 10, 30, 50, 100, 200, 500)]
    named = address.read_local(key, str(usual), choices)
    chosen = st.segmented_control(
        _("Rank only groups with at least this many {what}").format(what=_(what)), choices,
        required=True, key=key, on_change=address.write,
    )  # fmt: skip
    return int(chosen or named)
