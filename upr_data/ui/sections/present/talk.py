"""The talk itself: one slide over the whole window, turned by keys, a clicker, or buttons.

Right and Left, Page Down and Page Up, Home and End turn; N shows the notes; Q ends. The next slide
is drawn while one is shown.
"""

from typing import Final

import streamlit as st

from upr_data.export.document import Document
from upr_data.language import _, use_language
from upr_data.ui.sections.present import slide

_PLACE: Final = "talk_place"
_NOTES: Final = "talk_notes"
_IS_ON: Final = "talk_is_on"
_DRAWINGS: Final = "talk_drawings"


def is_on() -> bool:
    """Whether a talk is being given."""
    return bool(st.session_state.get(_IS_ON))


def start(place: int = 0) -> None:
    """Begin at a slide."""
    st.session_state[_IS_ON] = True
    st.session_state[_PLACE] = place
    st.session_state[_DRAWINGS] = {}


def end() -> None:
    """Back to the page."""
    st.session_state[_IS_ON] = False


@st.fragment
def show(document: Document) -> None:
    """The slide at hand and the buttons that turn it."""
    use_language(document.lang)
    last = len(document.sections) - 1
    place = min(st.session_state[_PLACE], last)
    with_notes = bool(st.session_state.get(_NOTES))
    st.html(slide.slide(document, place, _drawing(document, place), with_notes=with_notes))
    _show_controls(place, last)
    _drawing(document, min(place + 1, last))


def _show_controls(place: int, last: int) -> None:
    with st.container(
        key="present_controls", horizontal=True, vertical_alignment="center", gap="small"
    ):
        _turn(_("Previous slide"), "Left", max(place - 1, 0), ":material/arrow_back:", place == 0)
        st.text(_("{n} of {of}").format(n=place + 1, of=last + 1), width="content")
        _turn(
            _("Next slide"), "Right", min(place + 1, last), ":material/arrow_forward:",
            place == last,
        )  # fmt: skip
        st.button(_("Notes"), key="talk_notes_button", shortcut="N", on_click=_toggle_notes)
        if st.button(_("End"), key="talk_end", shortcut="Q"):
            end()
            st.rerun()
    with st.container(key="present_clicker"):
        _turn(_("Previous slide"), "PageUp", max(place - 1, 0))
        _turn(_("Next slide"), "PageDown", min(place + 1, last))
        _turn(_("First slide"), "Home", 0)
        _turn(_("Last slide"), "End", last)


def _turn(
    words: str,
    shortcut: str,
    place: int,
    icon: str = "",
    disabled: bool = False,  # noqa: FBT001, FBT002
) -> None:
    st.button(
        icon or words,
        key=f"talk_{shortcut}",
        help=words if icon else None,
        shortcut=shortcut,
        on_click=_go_to,
        args=(place,),
        disabled=disabled,
    )


def _go_to(place: int) -> None:
    st.session_state[_PLACE] = place


def _toggle_notes() -> None:
    st.session_state[_NOTES] = not st.session_state.get(_NOTES)


def _drawing(document: Document, place: int) -> str:
    """The chart of a slide, drawn once in a talk."""
    drawn: dict[int, str] = st.session_state[_DRAWINGS]
    if place not in drawn:
        drawn[place] = slide.chart_of(document.sections[place])
    return drawn[place]
