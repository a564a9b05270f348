"""The talk itself: slides over the whole window, turned by keys, a clicker, or buttons.

All slides are made at the start and given to the browser at once (`window/`), so that turning them
asks nobody, with or without a network. Right and Left, Down and Up, Page Down and Page Up, Space,
Home and End turn; N shows the notes, F fills the screen, Q ends.
"""

from pathlib import Path
from typing import Any, Final

import streamlit as st
from streamlit.components.v1 import declare_component

from upr_data.export.document import Document
from upr_data.language import _
from upr_data.ui.sections.present import slide

_FIRST: Final = "talk_first"
_TALK: Final = "talk_given"
_STARTS: Final = "talk_starts"

_OVER_ALL: Final = (
    "<style>.st-key-talk iframe{position:fixed;inset:0;width:100vw;height:100vh;"
    "z-index:2147483647;background:white}</style>"
)


def is_on() -> bool:
    """Whether a talk is being given."""
    return _FIRST in st.session_state


def start(place: int = 0) -> None:
    """Begin at a slide."""
    st.session_state[_FIRST] = place
    st.session_state[_STARTS] = st.session_state.get(_STARTS, 0) + 1
    st.session_state.pop(_TALK, None)


def end() -> None:
    """Back to the page."""
    st.session_state.pop(_FIRST, None)
    st.session_state.pop(_TALK, None)


def show(document: Document) -> None:
    """The window of the talk; what it gives back is the slide at which it was ended."""
    with st.container(key="talk"):
        st.html(_OVER_ALL)
        n = st.session_state[_STARTS]
        if _TALK not in st.session_state:
            with st.spinner(_("Drawing the slides")):
                st.session_state[_TALK] = made(document, f"{n}", st.session_state[_FIRST])
        # Declared in a run: only then does the server know where its files are.
        window = declare_component("talk", path=Path(__file__).parent / "window")
        ended = window(talk=st.session_state[_TALK], key=f"talk_window_{n}", default=None)
    if ended is not None:
        end()
        st.rerun()


def made(document: Document, key: str, first: int) -> dict[str, Any]:
    """Everything a browser needs to give the talk: slides with their charts, words, colours."""
    last = len(document.sections) - 1
    return {
        "key": key,
        "first": min(first, last),
        "lang": document.lang,
        "slides": [
            slide.slide(document, n, slide.chart_of(section))
            for n, section in enumerate(document.sections)
        ],
        "words": {
            "back": _("Previous slide"),
            "on": _("Next slide"),
            "notes": _("Notes"),
            "full": _("Full screen"),
            "end": _("End"),
        },
        "colours": slide.colours(),
    }
