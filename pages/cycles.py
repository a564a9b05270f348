"""Cycles and sessions: how the cycles compare."""

import streamlit as st

from upr_data import method
from upr_data.i18n import _
from upr_data.labels import label
from upr_data.model import Dimension
from upr_data.ui import blocks, measures, view
from upr_data.ui.site import CYCLES

current = view.current()
cycles = current.figures(Dimension.CYCLE)
if not blocks.nothing_selected(cycles):
    measure = measures.choose(current, CYCLES)
    blocks.show_chart(measures.chart(current, cycles, measure, _("by cycle")))
    blocks.show_table(current, cycles, Dimension.CYCLE, _("Figures by cycle"))

    sessions = current.figures(Dimension.SESSION)
    st.subheader(_("Session by session"))
    axis = label(Dimension.SESSION)
    blocks.show_chart(measures.timeline(current, sessions, measure, _("by session"), axis))
    blocks.show_table(current, sessions, Dimension.SESSION, _("Figures by session"))
    blocks.show_downloads(
        current, CYCLES, [Dimension.SESSION], method.TRIGGERED, method.COVERAGE, method.ACCEPTANCE
    )
