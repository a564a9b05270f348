"""Recommending States: who recommends, and what comes of it."""

import streamlit as st

from upr_data.figures import method
from upr_data.language import _
from upr_data.model import Dimension
from upr_data.ui.blocks import cards, measures, page_parts
from upr_data.ui.frame import navigation, view
from upr_data.ui.frame.site import RECOMMENDING_STATES

navigation.enter_by_the_front_door()
current = view.current()
cards.show_cards(current)
states = current.figures(Dimension.RECOMMENDING_STATE)
if not page_parts.nothing_selected(states):
    measure = measures.choose(current, RECOMMENDING_STATES)
    groups = current.figures(Dimension.RS_GROUP)
    page_parts.show_chart(measures.chart(current, groups, measure, _("by regional group")))

    ranked = measures.ranked(states, measure, RECOMMENDING_STATES)
    page_parts.show_chart(measures.chart(current, ranked, measure, _("by recommending State")))
    st.subheader(_("All States of this selection"))
    page_parts.show_table(
        current, states, Dimension.RECOMMENDING_STATE, _("Figures by recommending State")
    )
    page_parts.show_downloads(
        current,
        RECOMMENDING_STATES,
        [Dimension.RECOMMENDING_STATE],
        method.TRIGGERED,
        method.COVERAGE,
        method.ACCEPTANCE,
    )
