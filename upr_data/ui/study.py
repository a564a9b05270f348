"""The published 48 %, as a citation apart from the snapshot's own figures."""

from dataclasses import replace
from typing import Any, Final

import streamlit as st

from upr_data.charts.exhibits import EXHIBITS
from upr_data.filters import Filters
from upr_data.i18n import _, number, percent
from upr_data.labels import label
from upr_data.model import Denominator, Dimension, Kind
from upr_data.published import PUBLISHED, published_table
from upr_data.ui import address
from upr_data.ui.site import PUBLISHED as PUBLISHED_PAGE
from upr_data.ui.view import View

TRIGGERED_2014 = "BP-007"
SESSIONS_2014 = tuple(range(2, 13))
"""The reviews that *Beyond promises* (2014) counts."""


def show_published(view: View) -> None:
    """The study's figure with its page, and apart from it the same reviews in this snapshot."""
    with st.grid(2, min_column_width=300):
        with st.container(border=True, height="stretch", gap="xsmall"):
            _show_same_reviews(view)
        with st.container(border=True, height="stretch", gap="xsmall"):
            _show_citation(view)


def _show_citation(view: View) -> None:
    figure = PUBLISHED[TRIGGERED_2014]
    st.metric(_("Published in 2014: triggered action"), f"{figure.value:g} %")
    st.caption(
        _("{n} of {of} commented, pledges included; sessions 2–12, at mid-term.  \n"
          "{source}, p. {page}.").format(
            n=number(figure.numerator), of=number(figure.denominator),
            source=figure.source, page=figure.page)
    )
    st.page_link(PUBLISHED_PAGE.file, label=_("All published figures"),
                 query_params=address.of_selection())


def _show_same_reviews(view: View) -> None:
    """Sessions 2–12 as this snapshot has them; nothing where nobody assessed them."""
    same = Filters(sessions=SESSIONS_2014)
    here = replace(view, filters=same).figures(Dimension.NONE).row(0, named=True)
    title = _("The same reviews in this snapshot: triggered action")
    if not here["n_commented"]:
        st.metric(title, "–")
        st.caption(_("No assessment of sessions 2–12 in this snapshot."))
        return
    both = replace(same, kinds=tuple(Kind))
    pledges = replace(view, filters=both).figures(Dimension.NONE).row(0, named=True)
    st.metric(title, percent(here["triggered_rate"], 0))
    st.caption(
        _("{rate} — {n} of {of} {denominator}.  \n"
          "With pledges, as the study counts: {pledged} of {pledged_of}.").format(
            rate=percent(here["triggered_rate"], 0),
            n=number(here["n_triggered"]), of=number(here["n_commented"]),
            denominator=label(Denominator.COMMENTED),
            pledged=number(pledges["n_triggered"]), pledged_of=number(pledges["n_commented"]))
    )


def show_studies() -> None:
    """What studies printed: the comparisons as charts, then every figure with its page."""
    st.markdown(
        _("These figures are as printed, of real reviews, whatever data this site shows elsewhere.")
    )
    for pair in zip(EXHIBITS[::2], EXHIBITS[1::2], strict=True):
        with st.grid(2, min_column_width=380):
            for exhibit in pair:
                with st.container(border=True, height="stretch"):
                    st.altair_chart(exhibit.chart(), alt=f"{_(exhibit.title)}. {exhibit.citation()}")
    st.subheader(_("Every figure, with its page"))
    st.dataframe(
        published_table().drop("figure_id"), hide_index=True, placeholder="–",
        column_config=_headings() | _numbers(), alt=_("Every published figure"),
    )  # fmt: skip


def _numbers() -> dict[str, Any]:
    titles = {name: title for name, title in _headings().items() if name in _NUMBERS}
    return {
        name: st.column_config.NumberColumn(title, format="localized")
        for name, title in titles.items()
    }


_NUMBERS: Final = ("numerator", "denominator", "value")


def _headings() -> dict[str, Any]:
    return {
        "measure": _("Measure"),
        "dimension": _("By"),
        "member": _("Group"),
        "numerator": _("Numerator"),
        "denominator": _("Denominator"),
        "value": _("As printed"),
        "unit": _("Unit"),
        "denominator_rule": _("Of"),
        "rule_basis": _("Rule"),
        "scope": _("Scope"),
        "source": _("Source"),
        "page": _("Page"),
        "published": _("Published"),
        "note": _("Note"),
    }
