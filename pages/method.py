"""How figures are counted: the definitions, and the scale of action categories."""

import streamlit as st

from upr_data import method
from upr_data.i18n import _
from upr_data.ui import blocks, coder, view

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
            blocks.show_definitions([definition])
with st.container(border=True):
    blocks.show_scale()
with st.container(border=True):
    coder.show_coder(current.records.manifest)
