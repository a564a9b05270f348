"""What can be done with a picture: take it along as an image or a table, cite it, link to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import polars as pl
import streamlit as st

from upr_data.charts.drawn import Drawn, Look, framed
from upr_data.export import images
from upr_data.export.citation import Work, citation
from upr_data.export.delimited import BYTE_ORDER_MARK, to_csv
from upr_data.export.imprint import Imprint, imprint
from upr_data.export.names import file_name
from upr_data.export.package import marked
from upr_data.language import _, number
from upr_data.language.labels import label
from upr_data.model import CitationStyle
from upr_data.ui.frame.view import View

_LIGHT = Look()


def show_actions(
    view: View, key: str, draw: Callable[[Look], Drawn], figures: pl.DataFrame | None = None
) -> None:
    """PNG, SVG, CSV, Cite and Link, in a row."""
    said = imprint(view.records, view.filters, view.link_here())

    def name(extension: str) -> str:
        return file_name(view.records, view.filters, key.replace("_", "-"), extension)

    def picture() -> Drawn:
        drawn = draw(_LIGHT)
        return framed(replace(drawn, caption=replace(drawn.caption, source="")))

    _download("PNG", lambda: images.png(picture(), said), name("png"), "image/png")
    _download("SVG", lambda: images.svg(picture(), said), name("svg"), "image/svg+xml")
    if figures is not None:
        words = _("CSV ({n} lines)").format(n=number(figures.height))
        _download(words, lambda: _csv(view, figures), name("csv"), "text/csv")
    with st.popover(_("Cite"), type="tertiary"):
        _show_citations(draw(_LIGHT).caption.title, said)
    with st.popover(_("Link"), type="tertiary"):
        st.text(said.link)


def _download(words: str, make: Callable[[], bytes | str], file: str, mime: str) -> None:
    st.download_button(words, make, file, mime, on_click="ignore", type="tertiary")


def _csv(view: View, figures: pl.DataFrame) -> bytes:
    return (BYTE_ORDER_MARK + to_csv(marked(figures, view.records))).encode()


def _show_citations(title: str, said: Imprint) -> None:
    work = Work(title, said, datetime.now(UTC).date())
    for style in CitationStyle:
        st.caption(label(style))
        st.text(citation(work, style))
