"""The menu: links to the pages that keep the selection."""

import streamlit as st
from streamlit.navigation.page import Page

from upr_data.language import _
from upr_data.ui.frame import address, store, view
from upr_data.ui.frame.site import BY_FILE, SITE, SitePage


def current_page() -> tuple[Page, SitePage]:
    """The page that the address names, to run, and what the site says of it.

    Pages have no icon of their own: a browser would fetch it from Google to show it on the tab.
    """
    pages = {
        page.file: st.Page(
            page.file, title=_(page.name), url_path=page.path or None, default=not page.path
        )
        for page in SITE
    }
    chosen = st.navigation(list(pages.values()), position="hidden")
    file = next(file for file, page in pages.items() if page.url_path == chosen.url_path)
    return chosen, BY_FILE[file]


def enter_by_the_front_door() -> None:
    """The first line of every page: run `app.py` where Streamlit ran the page alone.

    It does so where a deep link is the first request of a fresh server: nothing has told it yet
    that pages are run by `app.py`. Asking whether this very run came by `app.py` is safe where
    several people arrive at once; Streamlit's own mark is shared by all of them.
    """
    if not view.is_open():
        current_page()
        st.rerun()


def show_menu() -> None:
    """The pages, each with the selection in its address, and the choice of snapshot."""
    query = address.of_selection()
    with st.sidebar:
        st.markdown(_("**UPR Outcomes**"))
        for page in SITE:
            st.page_link(page.file, icon=page.icon, query_params=query, width="stretch")
        _show_snapshots()


def _show_snapshots() -> None:
    valid = [one for one in store.load_listed() if one.is_valid and one.manifest]
    if len(valid) < 2:  # noqa: PLR2004 - nothing to choose
        return
    names = {"": _("Newest")} | {one.path.name: one.path.name for one in valid}
    chosen = st.session_state[address.widget_key("snapshot")]
    options = [*names, *([chosen] if chosen not in names else [])]
    st.selectbox(
        _("Snapshot"),
        options,
        format_func=lambda word: names.get(word, word),
        key=address.widget_key("snapshot"),
        on_change=address.write,
    )
