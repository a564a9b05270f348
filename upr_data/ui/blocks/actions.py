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
from upr_data.language import _, ngettext, number, use_language
from upr_data.language.labels import label
from upr_data.model import CitationStyle
from upr_data.ui.blocks.collected import MOST, collect, collected
from upr_data.ui.frame import citing
from upr_data.ui.frame.view import View

_LIGHT: Final = Look()
_ON_A_SLIDE: Final = (820, 930, 1030, 1286)
_ROOM_ON_A_SLIDE: Final = (859, 300)
_READ: Final = 12 / 13
"""Widths a picture may be laid out for on a slide, none so narrow that it leaves something out; its
place there, in points; the scale at which its smallest letters have 12 points: larger ones gain
nothing, a wider picture does."""

_ASKED: Final = "slide_asked_for"
_IS_FULL: Final = "slides_are_full"
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
                _show_citations(taken.caption.title, taken.said(_cited(taken, link)))
        address = st.popover(_("Link"), type="tertiary", key=f"link_{taken.key}", on_change="rerun")
        if address.open:
            with address:
                _show_link(taken.caption.title, link)
        st.button(
            _("Slide"),
            key=f"slide_{taken.key}",
            type="tertiary",
            on_click=_collect,
            args=(taken, link),
        )
    if st.session_state.get(_ASKED) == taken.key:
        del st.session_state[_ASKED]
        _show_collected()


def _show_files(taken: Taken, link: str) -> None:
    key = taken.key
    _download("PNG", lambda: images.png(taken.framed(), taken.said(link)), taken.file("png"), key)
    _download("SVG", lambda: images.svg(taken.framed(), taken.said(link)), taken.file("svg"), key)
    if taken.figures is not None:
        figures = taken.figures
        words = ngettext("CSV ({n} line)", "CSV ({n} lines)", figures.height)
        csv = words.format(n=number(figures.height))
        _download(csv, lambda: _csv(taken.view, figures), taken.file("csv"), key)


_MIME: Final = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv"}


def _download(words: str, make: Callable[[], bytes | str], file: str, key: str) -> None:
    """A file made at the click, by another thread: it speaks the language of the page.

    Without a key it would be another button for each selection, and Streamlit forgets none.
    """
    page, extension = copy_context(), file.rpartition(".")[2]
    st.download_button(
        words,
        lambda: page.copy().run(make),
        file,
        _MIME[extension],
        key=f"{extension}_{key}",
        on_click="ignore",
        type="tertiary",
    )


def _csv(view: View, figures: pl.DataFrame) -> bytes:
    return (BYTE_ORDER_MARK + to_csv(marked(figures, view.records))).encode()


def _cited(taken: Taken, link: str) -> str:
    """The link of a citation; published figures are cited by their print, whatever the edition."""
    return link if taken.published else citing.cited_link(taken.view, link)


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


def for_a_room(draw: Callable[[Look], Picture]) -> Picture:
    """The picture in the layout whose letters are largest on a wall, and that fills most of it."""
    wide, high = _ROOM_ON_A_SLIDE
    made = [draw(Look(width=across, high=across * high / wide)) for across in _ON_A_SLIDE]
    laid = [one for one in made if isinstance(one, Drawn)]

    def fits(one: Drawn) -> tuple[float, float, float]:
        across, down = one.drawing.width, one.drawing.height
        size = min(wide / across, high / down)
        return min(size, _READ), round(size * size * across * down / (wide * high), 1), across

    return max(laid, key=fits) if laid else made[0]


def _collect(taken: Taken, link: str) -> None:
    use_language(taken.view.filters.lang)
    picture = for_a_room(taken.draw)
    st.session_state[_IS_FULL] = not collect(picture, taken.said(link), taken.published)
    st.session_state[_ASKED] = taken.key


def _show_collected() -> None:
    """That the slide is in the set, or that the set is full."""
    if st.session_state[_IS_FULL]:
        said = _("A set has at most {n} slides. Take one out on the page Present.")
        st.toast(said.format(n=number(MOST)), icon=":material/warning:")
        return
    said = _("Slide {n} of your set. Show or download it on the page Present.")
    st.toast(said.format(n=number(len(collected()))), icon=":material/slideshow:")
