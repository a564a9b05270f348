"""Links of citations: what they carry, and what a reader is told who opens one later."""

from urllib.parse import urlencode

import streamlit as st

from upr_data.export.cited import (
    Cited,
    figure_of,
    look_again,
    of_link,
    read_cited,
    with_cited,
)
from upr_data.export.titles import figure_title
from upr_data.figures.metrics import figures
from upr_data.figures.records import Records
from upr_data.model import Dimension
from upr_data.snapshot import NoSnapshotError
from upr_data.ui.frame import address, store
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View


def cited_link(view: View, link: str) -> str:
    """The permanent address with the figure that the selection is cited for, and its value."""
    row = figures(view.records, of_link(view.filters))
    name, value = figure_of(row.row(0, named=True), view.filters)
    return with_cited(link, name, value)


def show_cited(view: View) -> None:
    """The figure cited, in the edition cited and in the newest; nothing where none is cited."""
    _show(_cited(view.records))


def show_cited_of_gone() -> None:
    """The figure cited from an edition that is gone, and what the newest gives."""
    _show(_cited(None))


def _cited(then: Records | None) -> Cited | None:
    found = read_cited(f"?{urlencode(address.asked())}")
    if found is None:
        return None
    figure, value, filters = found
    try:
        return look_again(filters, figure, value, then, store.load(""))
    except NoSnapshotError:
        return None


def _show(cited: Cited | None) -> None:
    if cited:
        name = figure_title(cited.figure, Dimension.NONE)
        st.info(plain(cited.sentence()), title=plain(name), icon=":material/format_quote:")
