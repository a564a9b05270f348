"""A picture on a page: its finding as a heading, the chart, what it says of itself, its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import polars as pl
import streamlit as st

from upr_data.charts.canvas import CHOSEN
from upr_data.charts.drawn import Drawn, Look, fluid
from upr_data.charts.picture import Caption
from upr_data.language import _
from upr_data.ui.blocks.actions import Taken, show_actions
from upr_data.ui.frame.shared import Shared
from upr_data.ui.frame.site import ROWS, SitePage
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View, current
from upr_data.ui.frame.ways import show_way

Draw = Callable[[Look], Drawn]

Target = Callable[[str], Mapping[str, str]]
"""From the code of a mark to the selection of its rows, as link parameters."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the marks of a picture lead: `target` by code, shown on `page`.

    `names` are the marks that can be chosen from a list, for the keyboard and for small marks.
    """

    target: Target
    names: Mapping[str, str] = field(default_factory=dict)
    page: SitePage = ROWS


def is_dark() -> bool:
    """Whether the page is shown in the dark theme."""
    return st.context.theme.type == "dark"


def show_picture(
    view: View,
    key: str,
    draw: Draw,
    ways: Ways | None = None,
    figures: pl.DataFrame | None = None,
) -> None:
    """The picture under its finding; a click on a mark, or a choice by keyboard, leads on.

    `figures` is what is drawn, for the file beside it.
    """
    said, spec = _laid_out(view, key, draw)
    st.header(plain(said.title), anchor=False)
    st.caption(plain(" · ".join(said.lines)))
    chart_key = f"picture_{key}"

    def clicked() -> None:
        points = st.session_state[chart_key].selection.get(CHOSEN) or []
        codes = [point["code"] for point in points if point.get("code")]
        chosen = st.session_state.get(
            _list(key)
        )  # a picture drawn anew says that nothing is clicked
        st.session_state[_picked(key)] = codes[0] if codes else chosen

    st.vega_lite_chart(
        spec=spec,
        alt=said.alternative,
        key=chart_key,
        theme=None,
        on_select=clicked if ways else "ignore",
        selection_mode=CHOSEN if ways else None,
    )
    if ways:
        _show_way(view, key, ways)
    st.caption(plain(" ".join((*said.notes, said.source))))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if ways and ways.names:
            _show_ways(key, ways)
        show_actions(Taken(view, key, said, draw, figures))


_LAID_OUT: Final[Shared[tuple[Caption, dict[str, Any]]]] = Shared(32)


def _laid_out(view: View, key: str, draw: Draw) -> tuple[Caption, dict[str, Any]]:
    """A picture laid out for every width: once for all who look at the same page in one language.

    What it shows depends on the edition, on what is selected for it (`view`), and on all that the
    address says: the State and those beside it, which a profile's own selection leaves out, too.
    """
    selected = tuple(replace(one.filters, snapshot="") for one in (view, current()))
    dark, chosen = is_dark(), (*selected, view.choices)

    def lay_out() -> tuple[Caption, dict[str, Any]]:
        picture = fluid(draw, dark=dark)
        return picture.caption, picture.sent()

    return _LAID_OUT.get((view.records.snapshot.checksum, view.path, key, chosen, dark), lay_out)


def _picked(key: str) -> str:
    """Where the mark last picked is kept: not in the address, so that Back is one step."""
    return f"picked_{key}"


def _list(key: str) -> str:
    """The key of the list of marks."""
    return f"ways_{key}"


def _show_way(view: View, key: str, ways: Ways) -> None:
    """The mark picked, and the way to what it stands for: one step, and Back leads back."""
    place = st.empty()  # it stands there always: what follows stays, and with it the focus
    code = st.session_state.get(_picked(key))
    if not code:
        return
    with place.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"way_{key}"
    ):
        st.text(ways.names.get(code, code))
        label = (
            _("Open the rows")
            if ways.page is ROWS
            else _("Open {page}").format(page=_(ways.page.name))
        )
        show_way(view.path, ways.page, label, ways.target(code), f"go_{key}")


def _show_ways(key: str, ways: Ways) -> None:
    """The same marks from a list: for the keyboard, and for small marks."""
    list_key = _list(key)

    def chosen() -> None:
        st.session_state[_picked(key)] = st.session_state[list_key]

    st.selectbox(
        _("Choose a mark"),
        list(ways.names),
        index=None,
        format_func=lambda code: ways.names[code],
        key=list_key,
        on_change=chosen,
        placeholder=_("Choose a mark …"),
        label_visibility="collapsed",
        width=260,
    )
