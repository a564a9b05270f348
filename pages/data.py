"""Data: where the figures come from, and how to bring more."""

import streamlit as st

from upr_data.language import _
from upr_data.ui.desk import matrices, snapshots, upload
from upr_data.ui.frame import navigation, view

navigation.enter_by_the_front_door()
current = view.current()
snapshots.show_provenance(current)
st.header(_("All snapshots"))
snapshots.show_snapshots(current)
st.header(_("Bring assessments"))
snapshots.show_templates(current)
st.header(_("Load files"))
upload.show_upload(current)
st.header(_("Bring a table of statuses, of any make"))
matrices.show_matrix(current)
