"""Cycles: how they compare, per review and session by session."""

import streamlit as st

from upr_data.figures import method
from upr_data.language import _
from upr_data.model import Dimension
from upr_data.ui.blocks import measures, page_parts
from upr_data.ui.blocks.measures import Measure
from upr_data.ui.frame import navigation, view
from upr_data.ui.frame.site import CYCLES
from upr_data.ui.sections import cycles

navigation.enter_by_the_front_door()
current = view.current()
by_cycle = current.figures(Dimension.CYCLE)
if not page_parts.nothing_selected(current):
    cycles.show_sessions(current)
    page_parts.show_table(current, by_cycle, Dimension.CYCLE, _("Figures by cycle"))
    measure = measures.choose(current, CYCLES, Measure.ACCEPTANCE)
    page_parts.show_chart(measures.by_dimension(current, Dimension.CYCLE, measure, _("by cycle")))
    st.header(_("Session by session"), anchor=False)
    sessions = current.figures(Dimension.SESSION)
    page_parts.show_table(current, sessions, Dimension.SESSION, _("Figures by session"))
    page_parts.show_downloads(
        current,
        CYCLES,
        [Dimension.SESSION],
        method.PER_REVIEW,
        method.TRIGGERED,
        method.COVERAGE,
        method.ACCEPTANCE,
    )
