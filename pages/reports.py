"""Mid-term reports: who reports between two reviews, and what registers know."""

import streamlit as st

from upr_data.i18n import _
from upr_data.ui import registers, view

current = view.current()
registers.show_coverage(current)
st.subheader(_("Registers of this snapshot"))
registers.show_registers(current)
