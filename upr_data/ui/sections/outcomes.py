"""What became of recommendations: by group, by whose word, how surely, and how it went on."""

from typing import Any, Final

import polars as pl
import streamlit as st

from upr_data.charts.counts import rate_bars
from upr_data.charts.flows import flow_chart
from upr_data.charts.parts import commented_parts, status_parts
from upr_data.charts.shares import share_bars
from upr_data.figures import follow_up
from upr_data.figures.fixed import fixes_outcome
from upr_data.language import N_, _, decimal, in_sentence, number, percent
from upr_data.language.labels import label
from upr_data.model import AssessorType, Denominator, Dimension, Fig, Milestone, Status
from upr_data.ui.blocks import measures, page_parts
from upr_data.ui.blocks.choosers import choose_one
from upr_data.ui.blocks.measures import Measure
from upr_data.ui.blocks.palette import FLOW_COLOURS
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.frame.site import SitePage
from upr_data.ui.frame.view import View
from upr_data.ui.sections.exhibits import EXHIBITS, Exhibit

_DIMENSIONS: Final = (
    Dimension.CYCLE,
    Dimension.RESPONSE,
    Dimension.ACTION_CATEGORY,
    Dimension.SUR_GROUP,
    Dimension.ISSUE,
)
_PUBLISHED_BY: Final = {
    Dimension.RESPONSE: "response",
    Dimension.ACTION_CATEGORY: "action category",
    Dimension.SUR_GROUP: "regional group",
    Dimension.ISSUE: "issue",
}
_RULES: Final = {
    Denominator.COMMENTED: N_(
        "Of all that anybody commented on: UPR Info's rule of 2014, its 48 %."
    ),
    Denominator.ASSESSED: N_(
        "Of all from whose comments a level can be read: our reading of UPR Info's 40 % of 2012."
    ),
    Denominator.MADE: N_(
        "Of all that were made, commented on or not: what nobody assessed counts as nothing done."
    ),
}


def show_what_is_known(view: View, row: dict[str, Any]) -> bool:
    """Say why there is nothing to tell of implementation; whether there is."""
    why = ""
    if not view.records.has_assessments:
        why = _(
            "Implementation is not recorded by this source. Bring assessments with the template "
            "on the page Data."
        )
    elif fixes_outcome(view.filters):
        why = _("The filter fixes the status, so there are no rates of implementation to compare.")
    elif not row[Fig.N_COMMENTED]:
        why = _(
            "Nobody assessed what is selected. Bring assessments with the template on the page "
            "Data, or choose another milestone."
        )
    if why:
        st.info(why, icon=":material/info:")
    return not why


def show_rule(view: View, row: dict[str, Any]) -> None:
    """The denominator chosen, in a sentence with its number."""
    of = Denominator(view.filters.of)
    st.caption(
        _("{sentence} Here: {n}.").format(
            sentence=_(_RULES[of]), n=number(row[Fig.TRIGGERED_DENOMINATOR])
        )
    )


def choose_dimension(view: View, page: SitePage) -> Dimension:
    """By what the page tells outcomes apart: nothing that the filter fixes, no group of one State.

    A group is not named for the State that a filter leaves of it.
    """
    filters = view.filters
    fixed = {
        Dimension.SUR_GROUP: bool(filters.states_under_review),
        Dimension.RESPONSE: len(filters.responses) == 1,
        Dimension.ACTION_CATEGORY: len(filters.categories) == 1,
    }
    known = [one for one in _DIMENSIONS if not fixed.get(one)]
    names = {dimension.value: label(dimension) for dimension in known}
    return Dimension(choose_one(f"{page.path}.by", _("By"), names))


def show_statuses(view: View, table: pl.DataFrame, dimension: Dimension) -> None:
    """Statuses by group, coverage as part of each bar; published figures of the same kind below."""
    by = _("by {dimension}").format(dimension=in_sentence(label(dimension)))
    shown = table.filter(pl.col(Fig.N_COMMENTED) > 0).sort(Fig.MADE, descending=True).head(30)
    ordered = shown.sort(Fig.KEY, nulls_last=True) if dimension is not Dimension.ISSUE else shown
    page_parts.show_chart(measures.chart(view, ordered, Measure.TRIGGERED, by))
    exhibits = [one for one in EXHIBITS if _is_beside(one, dimension)]
    if exhibits:
        with st.expander(_("Published figures on the same question"), icon=":material/menu_book:"):
            for exhibit in exhibits:
                page_parts.show_chart(exhibit.chart(), published=exhibit.citation())
    page_parts.show_table(view, table, dimension, _("Figures {by}").format(by=by))


def show_assessors(view: View) -> None:
    """Each assessor type's own word on the selection, then the State's against civil society's."""
    table = view.figures(Dimension.ASSESSOR_TYPE)
    n = int(view.figures()[Fig.N_COMMENTED][0])
    key = _("Each bar is of what that type of assessor commented on; bars do not add up.")
    caption = view.caption(_("The same recommendations, by who assessed them"), n, key)
    notes = measures.triggered_notes(table, view.filters.of)
    page_parts.show_chart(share_bars(table, commented_parts(), caption, notes))
    _show_gap(view)


def _show_gap(view: View) -> None:
    gap = follow_up.assessor_gap(view.records, view.filters).row(0, named=True)
    if not gap[Fig.N_BOTH]:
        st.caption(_("Nothing here was assessed by both the State and civil society."))
        return
    with st.container(border=True):
        st.markdown(_("**The State's word against civil society's**"))
        st.markdown(
            _(
                "On the {n} that both assessed, they agree on {agree} ({share}). The State sees "
                "more done on {higher}, less on {lower}. Mean IRI: {state} by the State, "
                "{society} by civil society."
            ).format(
                n=number(gap[Fig.N_BOTH]),
                agree=number(gap[Fig.N_AGREE]),
                share=percent(gap[Fig.AGREE_SHARE]),
                higher=number(gap[Fig.N_ONE_HIGHER]),
                lower=number(gap[Fig.N_ONE_LOWER]),
                state=decimal(gap[Fig.MEAN_IRI_ONE], 2),
                society=decimal(gap[Fig.MEAN_IRI_OTHER], 2),
            )
        )
        st.caption(
            _("Both assessed {coverage} of {made} made. {one} and {other}, {milestone}.").format(
                coverage=percent(gap[Fig.BOTH_SHARE]),
                made=number(gap[Fig.MADE]),
                one=label(AssessorType.STATE),
                other=in_sentence(label(AssessorType.CIVIL_SOCIETY)),
                milestone=in_sentence(label(Milestone(view.filters.milestone))),
            )
        )


def show_distribution(view: View) -> None:
    """How the index of what was assessed is spread."""
    bins = follow_up.iri_distribution(view.records, view.filters)
    n = int(bins[Fig.N_ASSESSED][0])
    if not n:
        st.caption(_("Nothing here has an index: no level can be read from the comments."))
        return
    written = [
        _("{share} ({n})").format(share=percent(share), n=number(count))
        for share, count in bins.select("share", "n").iter_rows()
    ]
    labels = [
        _("IRI {bin}: {status}").format(bin=one, status=in_sentence(label(Status(status))))
        for one, status in bins.select("bin", "status").iter_rows()
    ]
    data = pl.DataFrame({Fig.LABEL: labels, "n": bins["share"] * 100, "written": written})
    key = _("Assessed: {n}, {coverage} of all made.").format(
        n=number(n), coverage=percent(bins[Fig.ASSESSED_SHARE][0])
    )
    caption = view.caption(_("Index of implementation, of what was assessed"), n, key)
    page_parts.show_chart(rate_bars(data, caption, _("Share of assessed")))


def show_transitions(view: View) -> None:
    """Where what was commented on at mid-term stood at the next review."""
    moves = follow_up.status_transitions(view.records, view.filters)
    n = int(moves["n"].sum())
    if not n:
        st.caption(_("Nothing here was commented on both at mid-term and at the next review."))
        return
    with st.container(border=True):
        st.markdown(_("**Status at mid-term (left) and at the next review (right)**"))
        st.caption(
            _("n = {n} {unit} commented on both times. {selection}. {source}").format(
                n=number(n), unit=view.unit, selection=view.sentence, source=view.source
            )
        )
        flows = moves.rename({Fig.STATUS_MID_TERM: "before", Fig.STATUS_NEXT_REVIEW: "after"})
        figure = flow_chart(flows.filter(pl.col("n") > 0), status_parts()[:-1], FLOW_COLOURS)
        st.plotly_chart(figure, alt=_("Status at mid-term and at the next review"))
    show_frame(
        _spelled(moves),
        hide_index=True,
        placeholder=_("n/a"),
        alt=_("Status at mid-term and at the next review, in numbers"),
        column_config=_moves_config(),
    )


def _spelled(moves: pl.DataFrame) -> pl.DataFrame:
    names = {status.value: label(status) for status in Status}
    statuses = pl.col(Fig.STATUS_MID_TERM, Fig.STATUS_NEXT_REVIEW)
    return moves.filter(pl.col("n") > 0).with_columns(
        statuses.replace(names), (pl.col(Fig.SHARE_OF_MID_TERM) * 100).round(1)
    )


def _moves_config() -> dict[str, Any]:
    return {
        Fig.STATUS_MID_TERM: _("At mid-term"),
        Fig.STATUS_NEXT_REVIEW: _("At the next review"),
        "n": st.column_config.NumberColumn(_("Number"), format="localized"),
        Fig.SHARE_OF_MID_TERM: st.column_config.NumberColumn(
            _("Share of that mid-term status"), format="%.1f %%"
        ),
    }


def _is_beside(exhibit: Exhibit, dimension: Dimension) -> bool:
    return exhibit.dimension == _PUBLISHED_BY.get(dimension)
