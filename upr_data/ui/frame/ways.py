"""Ways to a page with a selection: one entry of the browser's history each, and Back leads back."""

from collections.abc import Mapping

import streamlit as st

from upr_data.ui.frame import address
from upr_data.ui.frame.site import SitePage


def show_way(here: str, page: SitePage, label: str, query: Mapping[str, str], key: str) -> None:
    """A link to a page; to the page `here` itself a button that writes the address.

    Streamlit shows what a link to its own page asks for, but leaves the browser's address as it
    was: Back would leave the site, and a link that is copied would show something else.
    """
    if page.path != here:
        st.page_link(page.file, label=label, icon=page.icon, query_params=dict(query))
        return
    st.button(
        label, icon=page.icon, type="tertiary", key=key, on_click=address.go_to, args=(dict(query),)
    )
