"""Before the talk: what it is about, its slides in order, and the same as files."""

from collections.abc import Callable
from contextvars import copy_context
from typing import Final

import streamlit as st

from upr_data.export.document import Document
from upr_data.export.order import MIME
from upr_data.language import N_, _, number
from upr_data.model import ExportKind, FileFormat, StoryKind
from upr_data.ui.blocks.collected import leave_out
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View
from upr_data.ui.sections.present import stories, talk


def show_desk(view: View) -> None:
    """Choose a story, start the talk, or take it along; while a talk is given, only its slide."""
    chosen = stories.choose(view)
    if not chosen.is_whole:
        talk.end()
        st.info(_(_MISSING[chosen.kind]), icon=":material/slideshow:")
        return
    document = stories.told(view, chosen)
    if talk.is_on():
        talk.show(document)
        return
    if chosen.kind is StoryKind.COLLECTED:
        st.info(_(_OF_THIS_VISIT), icon=":material/slideshow:")
    _show_ways(view, document, chosen)
    st.caption(
        _(
            "Right, Left or a clicker turn the slides; N shows the notes, F fills the screen, Q "
            "ends the talk. Once begun, it needs no network."
        )
    )
    _show_outline(document, chosen)


_OF_THIS_VISIT: Final = N_(
    "Your set lasts as long as this visit: loading the page anew empties it. Download it to keep "
    "it."
)

_MISSING: Final = {
    StoryKind.STATE: N_("Choose the State that the talk is about."),
    StoryKind.THEME: N_("Choose the theme that the talk is about."),
    StoryKind.COLLECTED: N_(
        "Your set is empty: “Slide” under any chart adds it here, for this visit."
    ),
}


def _show_ways(view: View, document: Document, chosen: stories.Chosen) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Start"), type="primary", icon=":material/play_arrow:", on_click=talk.start,
            key="talk_start",
        )  # fmt: skip
        for words, kind, extension, make in _FILES:
            name = stories.name_of(view, chosen, kind, extension)
            _download(document, _(words), name, (extension, make))


def _story(document: Document) -> bytes:
    from upr_data.export.story import story  # noqa: PLC0415 - the page that makes none pays for none

    return story(document).encode()


def _slides(document: Document) -> bytes:
    from upr_data.export.slides import slides  # noqa: PLC0415

    return slides(document)


def _pdf(document: Document) -> bytes:
    from upr_data.export.printed import slides_pdf  # noqa: PLC0415

    return slides_pdf(document)


_FILES: Final = (
    (N_("Story (one HTML file)"), ExportKind.STORY, FileFormat.HTML, _story),
    (N_("Slides (PowerPoint)"), ExportKind.SLIDES, FileFormat.PPTX, _slides),
    (N_("Slides (PDF)"), ExportKind.SLIDES, FileFormat.PDF, _pdf),
)


def _download(
    document: Document,
    words: str,
    name: str,
    how: tuple[FileFormat, Callable[[Document], bytes]],
) -> None:
    """A file made at the click, in the language of the page."""
    page = copy_context()
    extension, make = how
    st.download_button(
        words,
        lambda: page.copy().run(make, document),
        name,
        MIME[extension],
        key=f"story_{extension}",
        icon=":material/download:",
        on_click="ignore",
    )


def _show_outline(document: Document, chosen: stories.Chosen) -> None:
    """The slides in order; each can be the first, and those of a set can be taken out."""
    st.header(plain(document.title), anchor=False)
    for n, section in enumerate(document.sections):
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            st.markdown(plain(f"{number(n + 1)} · {section.title}"), width="stretch")
            st.button(
                _("From here"), key=f"talk_from_{n}", type="tertiary", on_click=talk.start,
                args=(n,),
            )  # fmt: skip
            if chosen.kind is StoryKind.COLLECTED:
                st.button(
                    _("Take out"), key=f"talk_out_{n}", type="tertiary", on_click=leave_out,
                    args=(n,),
                )  # fmt: skip
