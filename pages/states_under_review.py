"""States under review: what they were asked, and what they did."""

import streamlit as st

from upr_data.figures import method
from upr_data.language import _
from upr_data.model import Dimension
from upr_data.ui.blocks import cards, measures, page_parts
from upr_data.ui.frame import navigation, view
from upr_data.ui.frame.site import STATES_UNDER_REVIEW

navigation.enter_by_the_front_door()
current = view.current()
cards.show_cards(current)
states = current.figures(Dimension.STATE_UNDER_REVIEW)
if not page_parts.nothing_selected(states):
    measure = measures.choose(current, STATES_UNDER_REVIEW)
    groups = current.figures(Dimension.SUR_GROUP)
    page_parts.show_chart(measures.chart(current, groups, measure, _("by regional group")))

    ranked = measures.ranked(states, measure, STATES_UNDER_REVIEW)
    page_parts.show_chart(measures.chart(current, ranked, measure, _("by State under review")))
    st.subheader(_("All States of this selection"))
    page_parts.show_table(
        current, states, Dimension.STATE_UNDER_REVIEW, _("Figures by State under review")
    )
    page_parts.show_downloads(
        current,
        STATES_UNDER_REVIEW,
        [Dimension.STATE_UNDER_REVIEW],
        method.TRIGGERED,
        method.COVERAGE,
        method.ACCEPTANCE,
    )
