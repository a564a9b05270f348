"""How figures are counted: the definitions, and the scale of action categories."""

import streamlit as st

from upr_data.figures import method
from upr_data.language import _
from upr_data.ui.blocks import page_parts
from upr_data.ui.frame import navigation, view
from upr_data.ui.sections import coder

navigation.enter_by_the_front_door()
current = view.current()
st.markdown(
    _(
        "Figures show associations, never causes: acceptance is not implementation, and neither "
        "measures how a State performs."
    )
)
with st.grid(2, min_column_width=380):
    for definition in method.DEFINITIONS:
        with st.container(border=True, height="stretch"):
            page_parts.show_definitions([definition])
with st.container(border=True):
    page_parts.show_scale()
with st.container(border=True):
    coder.show_coder()
