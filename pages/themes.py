"""Themes: which issues are raised, and which move."""

import streamlit as st

from upr_data.figures import method
from upr_data.language import _
from upr_data.ui.blocks import cards, measures, page_parts
from upr_data.ui.frame import navigation, view
from upr_data.ui.frame.site import THEMES
from upr_data.ui.sections import topics

navigation.enter_by_the_front_door()
current = view.current()
cards.show_cards(current)
dimension, topic = topics.choose(current, THEMES)
figures = current.figures(dimension)
if not page_parts.nothing_selected(figures):
    measure = measures.choose(current, THEMES)
    ranked = measures.ranked(figures, measure, THEMES)
    page_parts.show_chart(measures.chart(current, ranked, measure, _(topic.by)))
    st.caption(_(topic.several))
    st.subheader(_(topic.everything))
    page_parts.show_table(current, figures, dimension, _(topic.figures))
    page_parts.show_downloads(
        current, THEMES, [dimension], method.TRIGGERED, method.COVERAGE, method.ACCEPTANCE
    )
