"""What can be done with a picture: take it as an image or a table, cite it, link to it, show it.

Nothing is made before a click: files come from callables, citations when their popover is open.
"""

from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from typing import Final

import polars as pl
import streamlit as st

from upr_data.charts.drawn import Drawn, Look, framed
from upr_data.charts.picture import Caption, Picture
from upr_data.export import images
from upr_data.export.citation import Work, citation
from upr_data.export.delimited import BYTE_ORDER_MARK, to_csv
from upr_data.export.imprint import Imprint, imprint
from upr_data.export.names import file_name
from upr_data.export.package import marked
from upr_data.language import _, number, use_language
from upr_data.language.labels import label
from upr_data.model import CitationStyle
from upr_data.ui.blocks.collected import MOST, collect, collected
from upr_data.ui.frame.view import View

_LIGHT: Final = Look()
_ON_A_SLIDE: Final = Look(width=820)
"""Laid out narrower than on a page, so that its letters are larger on a wall."""

_EMBED_HEIGHT: Final = 720


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture that can be taken along: `draw` makes it, `figures` are what it is drawn of.

    `published` is for what a study printed: the file then says that, not the data edition.
    """

    view: View
    key: str
    caption: Caption
    draw: Callable[[Look], Picture]
    figures: pl.DataFrame | None = None
    published: str = ""

    def file(self, extension: str) -> str:
        """The name of a file of it."""
        what = self.key.replace("_", "-")
        return file_name(self.view.records, self.view.filters, what, extension)

    def said(self, link: str) -> Imprint:
        """What a file of it says of itself."""
        own = imprint(self.view.records, self.view.filters, link)
        if not self.published:
            return own
        return replace(own, selection=self.published, counted="", source=self.published, mark="")

    def framed(self) -> Picture:
        """The picture as a file has it: its source stands in the imprint, so not twice."""
        picture = self.draw(_LIGHT)
        bare = replace(picture, caption=replace(picture.caption, source=""))
        return framed(bare) if isinstance(bare, Drawn) else bare


def show_actions(taken: Taken) -> None:
    """PNG, SVG, CSV, Cite, Link and Slide, in a row."""
    _show(taken, taken.view.link_here())


@st.fragment
def _show(taken: Taken, link: str) -> None:
    """A fragment: a citation that opens, or a slide that is added, does not draw the page anew."""
    use_language(taken.view.filters.lang)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _show_files(taken, link)
        cite = st.popover(_("Cite"), type="tertiary", key=f"cite_{taken.key}", on_change="rerun")
        if cite.open:
            with cite:
                _show_citations(taken.caption.title, taken.said(link))
        address = st.popover(_("Link"), type="tertiary", key=f"link_{taken.key}", on_change="rerun")
        if address.open:
            with address:
                _show_link(taken.caption.title, link)
        if st.button(_("Slide"), key=f"slide_{taken.key}", type="tertiary"):
            _collect(taken, link)


def _show_files(taken: Taken, link: str) -> None:
    _download("PNG", lambda: images.png(taken.framed(), taken.said(link)), taken.file("png"))
    _download("SVG", lambda: images.svg(taken.framed(), taken.said(link)), taken.file("svg"))
    if taken.figures is not None:
        figures, words = taken.figures, _("CSV ({n} lines)")
        csv = words.format(n=number(figures.height))
        _download(csv, lambda: _csv(taken.view, figures), taken.file("csv"))


_MIME: Final = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv"}


def _download(words: str, make: Callable[[], bytes | str], file: str) -> None:
    """A file made at the click, by another thread: it speaks the language of the page."""
    page = copy_context()
    st.download_button(
        words,
        lambda: page.copy().run(make),
        file,
        _MIME[file.rpartition(".")[2]],
        on_click="ignore",
        type="tertiary",
    )


def _csv(view: View, figures: pl.DataFrame) -> bytes:
    return (BYTE_ORDER_MARK + to_csv(marked(figures, view.records))).encode()


def _show_citations(title: str, said: Imprint) -> None:
    work = Work(title, said, datetime.now(UTC).date())
    for style in CitationStyle:
        st.caption(label(style))
        st.code(citation(work, style), language=None, wrap_lines=True)


def _show_link(title: str, link: str) -> None:
    st.caption(_("This page, this selection, this very data edition:"))
    st.code(link, language=None, wrap_lines=True)
    st.caption(_("In an article: the page with its caption, source and mark, as one line of HTML."))
    st.code(embedding(title, link), language=None, wrap_lines=True)


def embedding(title: str, link: str) -> str:
    """One line of HTML that shows the page of a link inside another page."""
    source = f"{link}{'&' if '?' in link else '?'}embed=true"
    return (
        f'<iframe src="{escape(source)}" title="{escape(title)}" width="100%" '
        f'height="{_EMBED_HEIGHT}" loading="lazy"></iframe>'
    )


def _collect(taken: Taken, link: str) -> None:
    picture = taken.draw(_ON_A_SLIDE)
    if taken.published:
        picture = replace(picture, caption=replace(picture.caption, source=taken.published))
    if collect(picture, link):
        said = _("Slide {n} of your set. Show or download it on the page Present.")
        st.toast(said.format(n=number(len(collected()))), icon=":material/slideshow:")
    else:
        said = _("A set has at most {n} slides. Take one out on the page Present.")
        st.toast(said.format(n=number(MOST)), icon=":material/warning:")
