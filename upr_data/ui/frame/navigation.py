"""The menu, and every way from one page to another that keeps the selection."""

from collections.abc import Mapping
from copy import copy
from functools import cache
from urllib.parse import urlsplit

import streamlit as st
from streamlit.navigation.page import Page

from upr_data import operating
from upr_data.language import LANGUAGES, NAMES, _, language
from upr_data.ui.frame import address, store, view
from upr_data.ui.frame.site import BY_PATH, HEALTH, MENU, MOVED, SITE, SitePage
from upr_data.ui.frame.text import on_button, plain


def current_page() -> tuple[Page, SitePage]:
    """The page that the address names, to run, and what the site says of it.

    Pages have no icon of their own: a browser would fetch it from Google to show it on the tab.
    """
    pages = _pages(language())
    without = None if operating.page_key() else HEALTH.path
    named = [page for path, page in pages.items() if path != without]
    chosen = st.navigation([copy(page) for page in named], position="hidden")
    path = chosen.url_path
    return chosen, MOVED[path][0] if path in MOVED else BY_PATH[path]


@cache
def _pages(_language: str) -> Mapping[str, Page]:
    """All pages by their path, named in the language of the run; Streamlit looks for the files.

    Made once: a run takes copies, for Streamlit marks the page that it chose.
    """
    shown = {
        page.path: st.Page(
            page.file, title=_(page.name), url_path=page.path or None, default=not page.path
        )
        for page in SITE
    }
    moved = {
        path: st.Page(f"pages/{path}.py", title=_(page.name), url_path=path, visibility="hidden")
        for path, (page, _query) in MOVED.items()
    }
    health = st.Page(HEALTH.file, title=_(HEALTH.name), url_path=HEALTH.path, visibility="hidden")
    return shown | moved | {HEALTH.path: health}


def enter_by_the_front_door() -> None:
    """The first line of every page: run `app.py` where Streamlit ran the page alone.

    It does so where a deep link is the first request of a fresh server: nothing has told it yet
    that pages are run by `app.py`. Asking whether this very run came by `app.py` is safe where
    several people arrive at once; Streamlit's own mark is shared by all of them.
    """
    if not view.is_open():
        current_page()
        st.rerun()


def lead_on(path: str) -> None:
    """From an address of before to the one of now, with its selection."""
    page, chosen = MOVED[path]
    st.switch_page(page.file, query_params={**address.of_selection(), **chosen})


def show_menu(current: SitePage) -> None:
    """The pages in groups, each with the selection in its address, and the choice of edition.

    The current page has a colour of its own: Streamlit gives it the tint that focus has, too.
    """
    query, registered = address.of_selection(), _pages(language())
    with st.sidebar:
        st.markdown(_("**UPR Outcomes**"))
        _show_languages()
        for group, pages in MENU.items():
            if group:
                st.caption(_(group))
            for page in pages:
                st.page_link(
                    registered[page.path],
                    label=f":blue[{_(page.name)}]" if page is current else _(page.name),
                    icon=page.icon,
                    query_params=query,
                    width="stretch",
                )
        _show_editions()


def show_unknown_address(entry: SitePage) -> None:
    """Say so where the address names no page: Streamlit shows the front page in its place."""
    path = urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2]
    if entry.path or not path or path in MOVED or (path in BY_PATH and path != HEALTH.path):
        return
    said = _("There is no page “{path}”. This is the overview; the menu has all pages.")
    st.warning(plain(said.format(path=path[:60])), icon=":material/warning:")


def _show_languages() -> None:
    """The choice of language: each under the name it calls itself, the selection kept."""
    st.segmented_control(
        _("Language of the page"),
        list(LANGUAGES),
        format_func=lambda code: on_button(NAMES[code]),
        required=True,
        label_visibility="collapsed",
        key=address.widget_key("lang"),
        on_change=address.write,
    )


def _show_editions() -> None:
    valid = [one for one in store.load_listed() if one.is_valid and one.manifest]
    if len(valid) < 2:  # noqa: PLR2004 - nothing to choose
        return
    names = {"": _("Latest")} | {one.path.name: one.path.name for one in valid}
    chosen = st.session_state[address.widget_key("snapshot")]
    options = [*names, *([chosen] if chosen not in names else [])]
    st.selectbox(
        _("Data edition"),
        options,
        format_func=lambda word: names.get(word, word),
        key=address.widget_key("snapshot"),
        on_change=address.write,
    )
