"""Overview: what became of the recommendations, at one look."""

import streamlit as st

from upr_data.figures import method
from upr_data.language import _
from upr_data.model import Dimension
from upr_data.ui.blocks import cards, measures, page_parts
from upr_data.ui.blocks.measures import Measure
from upr_data.ui.frame import navigation, provenance, view
from upr_data.ui.frame.site import OVERVIEW
from upr_data.ui.sections import study

navigation.enter_by_the_front_door()
current = view.current()
provenance.show_way_to_real_data(current)
whole = cards.show_cards(current)
study.show_published(current)

cycles = current.figures(Dimension.CYCLE)
if not page_parts.nothing_selected(cycles):
    measure = Measure.TRIGGERED if whole["n_commented"] else Measure.ACCEPTANCE
    page_parts.show_chart(measures.chart(current, cycles, measure, _("by cycle")))
    page_parts.show_table(current, cycles, Dimension.CYCLE, _("Figures by cycle"))

    with st.grid(3, min_column_width=260):
        page_parts.show_top(current, Dimension.STATE_UNDER_REVIEW)
        page_parts.show_top(current, Dimension.RECOMMENDING_STATE)
        page_parts.show_top(current, Dimension.ISSUE)
    st.caption(_("A recommendation can carry several issues and counts in each of them."))
    page_parts.show_downloads(
        current,
        OVERVIEW,
        [Dimension.CYCLE],
        method.TRIGGERED,
        method.COVERAGE,
        method.ACCEPTANCE,
        method.SPECIFICITY,
    )
