"""Recommending States: who recommends, and what comes of it."""

import streamlit as st

from upr_data import method
from upr_data.i18n import _
from upr_data.model import Dimension
from upr_data.ui import blocks, cards, measures, view
from upr_data.ui.site import RECOMMENDING_STATES

current = view.current()
cards.show_cards(current)
states = current.figures(Dimension.RECOMMENDING_STATE)
if not blocks.nothing_selected(states):
    measure = measures.choose(current, RECOMMENDING_STATES)
    groups = current.figures(Dimension.RS_GROUP)
    blocks.show_chart(measures.chart(current, groups, measure, _("by regional group")))

    ranked = measures.ranked(states, measure, RECOMMENDING_STATES)
    blocks.show_chart(measures.chart(current, ranked, measure, _("by recommending State")))
    st.subheader(_("All States of this selection"))
    blocks.show_table(
        current, states, Dimension.RECOMMENDING_STATE, _("Figures by recommending State")
    )
    blocks.show_downloads(
        current,
        RECOMMENDING_STATES,
        [Dimension.RECOMMENDING_STATE],
        method.TRIGGERED,
        method.COVERAGE,
        method.ACCEPTANCE,
    )
