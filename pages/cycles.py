"""Cycles and sessions: how the cycles compare."""

import streamlit as st

from upr_data.figures import method
from upr_data.language import _
from upr_data.language.labels import label
from upr_data.model import Dimension
from upr_data.ui.blocks import measures, page_parts
from upr_data.ui.frame import navigation, view
from upr_data.ui.frame.site import CYCLES

navigation.enter_by_the_front_door()
current = view.current()
cycles = current.figures(Dimension.CYCLE)
if not page_parts.nothing_selected(cycles):
    measure = measures.choose(current, CYCLES)
    page_parts.show_chart(measures.chart(current, cycles, measure, _("by cycle")))
    page_parts.show_table(current, cycles, Dimension.CYCLE, _("Figures by cycle"))

    sessions = current.figures(Dimension.SESSION)
    st.subheader(_("Session by session"))
    axis = label(Dimension.SESSION)
    page_parts.show_chart(measures.timeline(current, sessions, measure, _("by session"), axis))
    page_parts.show_table(current, sessions, Dimension.SESSION, _("Figures by session"))
    page_parts.show_downloads(
        current, CYCLES, [Dimension.SESSION], method.TRIGGERED, method.COVERAGE, method.ACCEPTANCE
    )
