"""The last step of whatever was read: a name for it, and the button that publishes."""

import streamlit as st

from upr_data import snapshot
from upr_data.ingest import building
from upr_data.ingest.building import Built, Prepared
from upr_data.ingest.sources.base import BadInputError
from upr_data.language import _
from upr_data.snapshot import StoreNotWritableError
from upr_data.ui.frame.text import plain


def offer(prepared: Prepared, key: str) -> Built | None:
    """Ask for a name; what publishing under it gave, in the run after the click.

    `key` begins the names of what is remembered here. What cannot be published is said.
    """
    usual = prepared.base.name if prepared.base else ""
    wish = f"{key}_wish"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            _("Name of the new snapshot"),
            value="" if usual == building.DEMO_NAME else usual,
            placeholder=_("such as upr-info-2018"),
            width=320,
            key=f"{key}_name_{usual}",
            persist_state="session",
        )
        st.button(
            _("Publish"), type="primary", icon=":material/publish:", disabled=not name,
            key=f"{key}_publish", on_click=_ask, args=(wish,),
        )  # fmt: skip
    if not (st.session_state.pop(wish, False) and name):
        return None
    try:
        return building.publish_prepared(prepared, name, snapshot.default_store())
    except (BadInputError, StoreNotWritableError) as error:
        st.error(plain(str(error)), icon=":material/error:")
        return None


def _ask(wish: str) -> None:
    """Remember the wish: a callback outlives a rerun, what a button returns does not."""
    st.session_state[wish] = True
