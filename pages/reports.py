"""Mid-term reports: who reports between two reviews, and what registers know."""

import streamlit as st

from upr_data.language import _
from upr_data.ui.frame import navigation, view
from upr_data.ui.sections import reporting

navigation.enter_by_the_front_door()
current = view.current()
reporting.show_coverage(current)
st.subheader(_("Registers of this snapshot"))
reporting.show_registers(current)
