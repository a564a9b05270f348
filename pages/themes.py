"""Themes: which issues are raised, and which move."""

import streamlit as st

from upr_data import method
from upr_data.i18n import _
from upr_data.ui import blocks, cards, measures, topics, view
from upr_data.ui.site import THEMES

current = view.current()
cards.show_cards(current)
dimension, topic = topics.choose(current, THEMES)
figures = current.figures(dimension)
if not blocks.nothing_selected(figures):
    measure = measures.choose(current, THEMES)
    ranked = measures.ranked(figures, measure, THEMES)
    blocks.show_chart(measures.chart(current, ranked, measure, _(topic.by)))
    st.caption(_(topic.several))
    st.subheader(_(topic.everything))
    blocks.show_table(current, figures, dimension, _(topic.figures))
    blocks.show_downloads(
        current, THEMES, [dimension], method.TRIGGERED, method.COVERAGE, method.ACCEPTANCE
    )
