"""Data: where the figures come from, and how to bring more."""

import streamlit as st

from upr_data.i18n import _
from upr_data.ui import desk, upload, view

current = view.current()
desk.show_provenance(current)
st.subheader(_("All snapshots"))
desk.show_snapshots(current)
st.subheader(_("Bring assessments"))
desk.show_templates(current)
st.subheader(_("Load files"))
upload.show_upload(current)
