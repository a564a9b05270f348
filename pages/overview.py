"""Overview: what became of the recommendations, at one look."""

import streamlit as st

from upr_data import method
from upr_data.i18n import _
from upr_data.model import Dimension
from upr_data.ui import blocks, cards, measures, provenance, study, view
from upr_data.ui.measures import Measure
from upr_data.ui.site import OVERVIEW

current = view.current()
provenance.show_way_to_real_data(current)
whole = cards.show_cards(current)
study.show_published(current)

cycles = current.figures(Dimension.CYCLE)
if not blocks.nothing_selected(cycles):
    measure = Measure.TRIGGERED if whole["n_commented"] else Measure.ACCEPTANCE
    blocks.show_chart(measures.chart(current, cycles, measure, _("by cycle")))
    blocks.show_table(current, cycles, Dimension.CYCLE, _("Figures by cycle"))

    with st.grid(3, min_column_width=260):
        blocks.show_top(current, Dimension.STATE_UNDER_REVIEW)
        blocks.show_top(current, Dimension.RECOMMENDING_STATE)
        blocks.show_top(current, Dimension.ISSUE)
    st.caption(_("A recommendation can carry several issues and counts in each of them."))
    blocks.show_downloads(
        current,
        OVERVIEW,
        [Dimension.CYCLE],
        method.TRIGGERED,
        method.COVERAGE,
        method.ACCEPTANCE,
        method.SPECIFICITY,
    )
