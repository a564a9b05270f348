"""Step 5: the figures before and after; then, and only then, publish."""

from dataclasses import replace
from typing import Any, Final

import polars as pl
import streamlit as st

from upr_data.figures import metrics
from upr_data.figures.preview import preview
from upr_data.figures.records import Records
from upr_data.ingest.sources.matrices.plan import Review
from upr_data.language import N_, _, number, percent
from upr_data.model import Dimension, Fig, Milestone, Unit
from upr_data.selection.filters import Filters
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.desk import publishing, snapshots
from upr_data.ui.desk.matrices import draft, origin
from upr_data.ui.desk.matrices.draft import Draft
from upr_data.ui.frame.view import View

_FIGURES: Final = {
    Fig.MADE: N_("Recommendations made"),
    Fig.N_COMMENTED: N_("Commented on"),
    Fig.COVERAGE: N_("Coverage: commented of made"),
    Fig.N_FULLY: N_("Fully implemented"),
    Fig.N_PARTIALLY: N_("Partially implemented"),
    Fig.N_NOT_IMPLEMENTED: N_("Not implemented"),
    Fig.N_NOT_ASSESSED: N_("Commented on, no level"),
    Fig.TRIGGERED_RATE: N_("Triggered action, of commented"),
}
_RATES: Final = {Fig.COVERAGE, Fig.TRIGGERED_RATE}


def show(view: View, held: Draft) -> Draft:
    """What publishing would change; the button that publishes."""
    prepared = held.matched
    if prepared is None or prepared.base is None:
        return replace(held, missing=_("Match the rows first."))
    st.markdown(_("**Not published yet.** Before and after, in recommendations:"))
    compared = held.compared
    if compared is None:
        compared = _compared(view, preview(prepared.tables, prepared.base), held)
    show_frame(compared, hide_index=True, alt=_("Figures before and after"))
    levels = (prepared.matrix or {})["levels"]
    said = _("New words: {n} (fully {fully}, partially {partially}, not {no}, unclear {un}).")
    st.caption(
        said.format(
            n=number(sum(levels.values())), fully=number(levels["fully"]),
            partially=number(levels["partially"]), no=number(levels["not"]),
            un=number(levels["unclear"]),
        )
    )  # fmt: skip
    with st.expander(_("Report of the reading")):
        snapshots.show_report(prepared.report)
    if built := publishing.offer(prepared, held.key("made")):
        draft.published(built.manifest.id)
        st.rerun()
    return replace(held, compared=compared, missing="")


def _compared(view: View, after: Records, held: Draft) -> pl.DataFrame:
    """The figures of the review, and of the whole snapshot, before and after."""
    milestone = held.plan.milestone or Milestone.MID_TERM
    whole = Filters(unit=Unit.RECOMMENDATION, milestone=milestone)
    of: dict[str, Filters] = {}
    if held.plan.review:
        review = Review.of(held.plan.review)
        of[origin.review_name(view, held.plan.review)] = replace(
            whole, states_under_review=(review.state,), cycles=(review.cycle,)
        )
    of[_("the snapshot")] = whole
    table: dict[str, list[str]] = {_("Figure"): [_(words) for words in _FIGURES.values()]}
    for name, filters in of.items():
        for when, records in ((_("before"), (view.now or view.records)), (_("after"), after)):
            row = metrics.figures(records, filters, (Dimension.NONE,)).row(0, named=True)
            table[f"{name}, {when}"] = [_shown(fig, row[fig]) for fig in _FIGURES]
    return pl.DataFrame(table)


def _shown(fig: Fig, value: Any) -> str:  # noqa: ANN401 - a count, a rate or nothing
    if value is None:
        return "–"
    return percent(value) if fig in _RATES else number(value)
