"""By which measure a page compares groups: how many, how accepted, or what became of them."""

from enum import StrEnum
from typing import Final

import polars as pl
import streamlit as st

from upr_data.charts.counts import count_bars
from upr_data.charts.parts import response_parts, status_parts
from upr_data.charts.picture import Picture
from upr_data.charts.shares import share_bars
from upr_data.figures.fixed import fixes_category, fixes_outcome, fixes_response
from upr_data.language import N_, _, number, percent
from upr_data.language.labels import label
from upr_data.model import Denominator, Dimension, Fig
from upr_data.selection import counted
from upr_data.ui.blocks.choosers import choose_one
from upr_data.ui.frame.site import SitePage
from upr_data.ui.frame.view import View

MINIMUM: Final = {
    "triggered": (Fig.N_ASSESSED, 30, N_("assessments")),
    "acceptance": (Fig.ACCEPTANCE_DENOMINATOR, 50, N_("answers")),
}
"""How many cases a group needs to be ranked, unless the reader says otherwise."""

TOP: Final = 20


class Measure(StrEnum):
    """What the bars of a page show."""

    MADE = Fig.MADE
    ACCEPTANCE = "acceptance"
    TRIGGERED = "triggered"


_NAMES: Final = {
    Measure.MADE: N_("Number made"),
    Measure.ACCEPTANCE: N_("Response"),
    Measure.TRIGGERED: N_("Implementation"),
}
_TITLES: Final = {
    Measure.MADE: N_("Recommendations made, {by}"),
    Measure.ACCEPTANCE: N_("How States under review responded, {by}"),
    Measure.TRIGGERED: N_("What became of the recommendations, {by}"),
}
_OF_OTHER_KINDS: Final = {
    Measure.MADE: N_("Number made, {by}: {what}"),
    Measure.ACCEPTANCE: N_("How States under review responded, {by}"),
    Measure.TRIGGERED: N_("What became of them, {by}: {what}"),
}


def choose(view: View, page: SitePage, default: Measure = Measure.MADE) -> Measure:
    """Let the reader choose a measure, without those that say nothing of this selection."""
    names = {measure.value: _(_NAMES[measure]) for measure in Measure if says(view, measure)}
    usual = default if says(view, default) else Measure.MADE
    return Measure(choose_one(f"{page.path}.measure", _("Compare by"), names, usual.value))


def says(view: View, measure: Measure) -> bool:
    """Whether a measure says anything: its source records it, and no filter fixes it."""
    match measure:
        case Measure.ACCEPTANCE:
            return not fixes_response(view.filters)
        case Measure.TRIGGERED:
            return view.records.has_assessments and not fixes_outcome(view.filters)
    return True


def ranked(table: pl.DataFrame, measure: Measure, page: SitePage) -> pl.DataFrame:
    """The groups at the top by this measure, of those with enough cases to be ranked.

    The reader sets how many are enough; how many groups that leaves out is said.
    """
    known = table.filter(pl.col(Fig.KEY).is_not_null())
    if measure is Measure.MADE:
        return known.sort(Fig.MADE, Fig.LABEL, descending=[True, False]).head(TOP)
    column, usual, what = MINIMUM[measure]
    enough = choose_minimum(page, usual, what)
    kept = known.filter(pl.col(column) >= enough)
    say_left_out(known.height - kept.height)
    rate = Fig.ACCEPTANCE_RATE if measure is Measure.ACCEPTANCE else Fig.TRIGGERED_RATE
    return kept.sort(rate, Fig.LABEL, descending=[True, False]).head(TOP)


def say_left_out(n: int) -> None:
    """How many groups have too few cases to be ranked."""
    if n:
        said = _("{n} with fewer are in the table only.")
        st.caption(said.format(n=number(n)))


def chart(
    view: View, table: pl.DataFrame, measure: Measure, by: str, *, has_mix: bool = True
) -> Picture:
    """The groups compared by a measure; `has_mix` says the vague share beside acceptance."""
    titles = _TITLES if view.is_of_recommendations else _OF_OTHER_KINDS
    title, n = _(titles[measure]).format(by=by, what=counted.name(view.filters)), _made(view)
    table, unknown = without_few_unknown(table)
    has_mix = has_mix and not fixes_category(view.filters)
    match measure:
        case Measure.MADE:
            return count_bars(table, Fig.MADE, view.caption(title, n, *unknown), view.unit)
        case Measure.ACCEPTANCE:
            words = _("{rate} of {n} answered")
            notes = _notes(table, Fig.ACCEPTANCE_RATE, Fig.ACCEPTANCE_DENOMINATOR, words)
            key = _acceptance_key(has_mix=has_mix)
            caption = view.caption(title, n, key, *unknown, *view.coding_notes)
            mixed = _mixed(notes, table) if has_mix else notes
            return share_bars(table, response_parts(), caption, mixed)
    key = _(
        "Under each name: led to action (fully or partly implemented), and the share commented on."
    )
    notes = triggered_notes(table, view.filters.of)
    return share_bars(table, status_parts(), view.caption(title, n, key, *unknown), notes)


def by_dimension(
    view: View, dimension: Dimension, measure: Measure, by: str, *, has_mix: bool = True
) -> Picture:
    """The keys of a dimension compared; by their answers, those to recommendations alone."""
    of = view.answered if measure is Measure.ACCEPTANCE else view
    return chart(of, of.figures(dimension), measure, by, has_mix=has_mix)


FEW_UNKNOWN: Final = 50
"""Below so many, what is unknown has no bar of its own."""


def without_few_unknown(table: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """The groups without the unknown where these are few, and a note that says so."""
    if not table[Fig.KEY].null_count():
        return table, []
    is_few = pl.col(Fig.KEY).is_null() & (pl.col(Fig.MADE) < FEW_UNKNOWN)
    few = table.filter(is_few)
    if few.is_empty():
        return table, []
    said = _("{label}: {n}, in the table only.")
    notes = [
        said.format(label=label_, n=number(n))
        for label_, n in few.select(Fig.LABEL, Fig.MADE).iter_rows()
    ]
    return table.filter(~is_few), notes


def _made(view: View) -> int:
    return view.made


def _acceptance_key(*, has_mix: bool) -> str:
    if has_mix:
        return _("Under each name: acceptance, and how many ask for general action.")
    return _("Under each name: acceptance (supported of all answered).")


def _mixed(notes: list[str], table: pl.DataFrame) -> list[str]:
    """Acceptance depends on what is asked for, so the vague share stands beside it."""
    return [
        _("{acceptance}; {share} general").format(acceptance=note, share=percent(share))
        for note, share in zip(notes, table[Fig.VAGUE_SHARE], strict=True)
    ]


def triggered_notes(table: pl.DataFrame, of: Denominator) -> list[str]:
    """Triggered action of each group with its denominator and coverage, for the line under it."""
    words = _("{rate} of {n} {denominator}; {coverage} commented on")
    return [
        words.format(
            rate=percent(rate), n=number(n), denominator=label(of), coverage=percent(known)
        )
        if n
        else _("no assessment")
        for rate, n, known in table.select(
            Fig.TRIGGERED_RATE, Fig.TRIGGERED_DENOMINATOR, Fig.COVERAGE
        ).iter_rows()
    ]


def _notes(table: pl.DataFrame, rate: str, denominator: str, words: str) -> list[str]:
    """The rate of each group with its denominator, for the line under its name."""
    return [
        words.format(rate=percent(one), n=number(of)) if of else _("no answer yet")
        for one, of in table.select(rate, denominator).iter_rows()
    ]


def choose_minimum(page: SitePage, usual: int, what: str, name: str = "minimum") -> int:
    """How many cases a group needs to be ranked; `name` where a page asks twice."""
    choices = {str(n): str(n) for n in (1, 10, 30, 50, 100, 200, 500)}
    title = _("Minimum number of {what}").format(what=_(what))
    return int(choose_one(f"{page.path}.{name}", title, choices, str(usual)))
