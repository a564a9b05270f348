"""Themes: which issues are raised, and what comes of them; the story of a chosen one."""

import streamlit as st

from upr_data.figures import method
from upr_data.language import _
from upr_data.ui.blocks import page_parts
from upr_data.ui.frame import navigation, view
from upr_data.ui.frame.site import THEMES
from upr_data.ui.sections import standouts, themes, topics
from upr_data.ui.sections.standouts import OF_TOPICS

navigation.enter_by_the_front_door()
current = view.current()
dimension, topic = topics.choose(current, THEMES)
figures = current.figures(dimension)
if not page_parts.nothing_selected(current):
    if one := themes.the_one(current, dimension):
        themes.show_story(current, dimension, one)
    else:
        themes.show_scatter(current, figures, dimension)
        standouts.show_standouts(current, THEMES, dimension, OF_TOPICS)
    st.caption(_(topic.several))
    st.header(_(topic.everything), anchor=False)
    page_parts.show_table(current, figures, dimension, _(topic.figures))
    page_parts.show_downloads(
        current, THEMES, [dimension], method.TRIGGERED, method.COVERAGE, method.ACCEPTANCE
    )
