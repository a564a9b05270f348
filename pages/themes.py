"""Themes: which issues are raised, and which move."""

import streamlit as st

from upr_data import method
from upr_data.i18n import _
from upr_data.model import Dimension
from upr_data.ui import blocks, cards, measures, view
from upr_data.ui.site import THEMES

current = view.current()
cards.show_cards(current)
issues = current.figures(Dimension.ISSUE)
if not blocks.nothing_selected(issues):
    measure = measures.choose(current, THEMES)
    ranked = measures.ranked(issues, measure, THEMES)
    blocks.show_chart(measures.chart(current, ranked, measure, _("by issue")))
    st.caption(
        _("A recommendation can carry several issues: shares by issue add up to more than 100 %.")
    )
    st.subheader(_("All issues of this selection"))
    blocks.show_table(current, issues, Dimension.ISSUE, _("Figures by issue"))
    blocks.show_downloads(
        current, THEMES, [Dimension.ISSUE], method.TRIGGERED, method.COVERAGE, method.ACCEPTANCE
    )
