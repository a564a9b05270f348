"""States under review: what they were asked, and what they did."""

import streamlit as st

from upr_data import method
from upr_data.i18n import _
from upr_data.model import Dimension
from upr_data.ui import blocks, cards, measures, view
from upr_data.ui.site import STATES_UNDER_REVIEW

current = view.current()
cards.show_cards(current)
states = current.figures(Dimension.STATE_UNDER_REVIEW)
if not blocks.nothing_selected(states):
    measure = measures.choose(current, STATES_UNDER_REVIEW)
    groups = current.figures(Dimension.SUR_GROUP)
    blocks.show_chart(measures.chart(current, groups, measure, _("by regional group")))

    ranked = measures.ranked(states, measure, STATES_UNDER_REVIEW)
    blocks.show_chart(measures.chart(current, ranked, measure, _("by State under review")))
    st.subheader(_("All States of this selection"))
    blocks.show_table(
        current, states, Dimension.STATE_UNDER_REVIEW, _("Figures by State under review")
    )
    blocks.show_downloads(
        current,
        STATES_UNDER_REVIEW,
        [Dimension.STATE_UNDER_REVIEW],
        method.TRIGGERED,
        method.COVERAGE,
        method.ACCEPTANCE,
    )
