"""States: who was asked and how they answered, or who asks; switched by role."""

import streamlit as st

from upr_data.figures import method
from upr_data.language import _
from upr_data.model import Role
from upr_data.ui.blocks import page_parts
from upr_data.ui.frame import filter_bar, navigation, view
from upr_data.ui.frame.site import STATES
from upr_data.ui.sections import standouts, states
from upr_data.ui.sections.standouts import OF_STATES

navigation.enter_by_the_front_door()
current = view.current()
with st.container(horizontal=True):
    filter_bar.choose("role", current.context)
    minimum = states.choose_minimum()
    order = states.choose_order()
dimension = states.DIMENSION[current.filters.role]
table = current.figures(dimension)
if not page_parts.nothing_selected(current):
    states.show_tiles(current, table, minimum, order)
    states.show_ranking(current, table, minimum)
    if current.filters.role is Role.REVIEWED:
        standouts.show_standouts(current, STATES, current.records.topics[0], OF_STATES)
    st.header(_("All States of this selection"), anchor=False)
    page_parts.show_table(current, table, dimension, _("Figures by State"))
    page_parts.show_downloads(
        current, STATES, [dimension], method.ACCEPTANCE, method.PER_REVIEW, method.TRIGGERED
    )
