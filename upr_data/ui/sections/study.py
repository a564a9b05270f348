"""What studies published, as citations apart from the snapshot's own figures."""

from dataclasses import replace
from typing import Any, Final

import streamlit as st

from upr_data.domain.published import PUBLISHED, published_table
from upr_data.language import N_, _, number, percent
from upr_data.language.labels import label
from upr_data.model import Denominator, Dimension, Fig, Kind
from upr_data.selection.filters import Filters
from upr_data.ui.blocks import page_parts
from upr_data.ui.blocks.cards import coverage_line
from upr_data.ui.frame import address
from upr_data.ui.frame.site import PUBLISHED as PUBLISHED_PAGE
from upr_data.ui.frame.view import View
from upr_data.ui.sections.exhibits import EXHIBITS

TRIGGERED_2014: Final = "BP-007"
COVERAGE_2014: Final = "BP-002"
SESSIONS_2014: Final = tuple(range(2, 13))
"""The reviews that *Beyond promises* (2014) counts."""


def show_published(view: View) -> None:
    """The study's figure with its page; beside it the same reviews where this snapshot has them."""
    same = view.of(Filters(sessions=SESSIONS_2014))
    if not same.figures(Dimension.NONE)[Fig.N_COMMENTED][0]:
        with st.container(border=True, gap="xsmall"):
            _show_citation()
        return
    with st.grid(2, min_column_width=300):
        with st.container(border=True, height="stretch", gap="xsmall"):
            _show_same_reviews(same)
        with st.container(border=True, height="stretch", gap="xsmall"):
            _show_citation()


def _show_citation() -> None:
    triggered, coverage = PUBLISHED[TRIGGERED_2014], PUBLISHED[COVERAGE_2014]
    st.metric(_("Published in 2014: led to action"), f"{triggered.value:g} %")
    st.caption(
        _(
            "{n} of {of} commented, pledges included; sessions 2–12, at mid-term.  \n"
            "{coverage} were commented on by anyone: {of} of {made}.  \n"
            "{source}, p. {page}."
        ).format(
            n=number(triggered.numerator or 0),
            of=number(triggered.denominator or 0),
            coverage=f"{coverage.value:g} %",
            made=number(coverage.denominator or 0),
            source=triggered.source,
            page=triggered.page,
        )
    )
    st.page_link(
        PUBLISHED_PAGE.file, label=_("All published figures"), query_params=address.of_selection()
    )


def _show_same_reviews(same: View) -> None:
    """Sessions 2–12 as this snapshot has them, without pledges and with them."""
    here = same.figures(Dimension.NONE).row(0, named=True)
    both = same.of(replace(same.filters, kinds=tuple(Kind)))
    pledges = both.figures(Dimension.NONE).row(0, named=True)
    st.metric(
        _("Sessions 2–12 in this data edition: led to action"), percent(here[Fig.TRIGGERED_RATE], 0)
    )
    counted = _("{rate} — {n} of {of} {denominator}.").format(
        rate=percent(here[Fig.TRIGGERED_RATE], 0),
        n=number(here[Fig.N_TRIGGERED]),
        of=number(here[Fig.N_COMMENTED]),
        denominator=label(Denominator.COMMENTED),
    )
    pledged = _("With pledges, as the study counts: {n} of {of}.").format(
        n=number(pledges[Fig.N_TRIGGERED]), of=number(pledges[Fig.N_COMMENTED])
    )
    st.caption("  \n".join([counted, coverage_line(here) + ".", pledged]))


def show_studies() -> None:
    """What studies printed: the comparisons as charts, then every figure with its page."""
    st.markdown(
        _("These figures are as printed, of real reviews, whatever data this site shows elsewhere.")
    )
    for pair in zip(EXHIBITS[::2], EXHIBITS[1::2], strict=True):
        with st.grid(2, min_column_width=380):
            for exhibit in pair:
                with st.container(border=True, height="stretch"):
                    page_parts.draw(exhibit.chart())
    st.subheader(_("Every figure, with its page"))
    st.dataframe(
        published_table().drop("figure_id"),
        hide_index=True,
        placeholder="–",
        column_config=_columns(),
        alt=_("Every published figure"),
    )
    page_parts.show_csv(published_table(), "upr-published-figures.csv")


def _columns() -> dict[str, Any]:
    numbers = {
        name: st.column_config.NumberColumn(_(title), format="localized")
        for name, title in _NUMBERS.items()
    }
    texts = {
        name: st.column_config.TextColumn(_(title), width=_WIDTHS.get(name))
        for name, title in _TEXTS.items()
    }
    return texts | numbers


_NUMBERS: Final = {
    "numerator": N_("Numerator"),
    "denominator": N_("Denominator"),
    "value": N_("As printed"),
}
_TEXTS: Final = {
    "measure": N_("Measure"),
    "dimension": N_("By"),
    "member": N_("Group"),
    "unit": N_("Unit"),
    "denominator_rule": N_("Of"),
    "rule_basis": N_("Rule"),
    "scope": N_("Scope"),
    "source": N_("Source"),
    "page": N_("Page"),
    "published": N_("Published"),
    "note": N_("Note"),
}
_WIDTHS: Final = {"dimension": 130, "member": 200, "scope": 200, "source": 240, "note": 400}
