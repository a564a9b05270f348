"""A picture on a page: its finding as a heading, the chart, what it says of itself, its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import polars as pl
import streamlit as st

from upr_data.charts.canvas import CHOSEN
from upr_data.charts.drawn import PHONE, WIDE, Drawn, Look, fluid
from upr_data.language import _
from upr_data.ui.blocks.actions import show_actions
from upr_data.ui.frame import navigation
from upr_data.ui.frame.site import ROWS, SitePage
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View

Draw = Callable[[Look], Drawn]

Target = Callable[[str], Mapping[str, str]]
"""From the code of a mark to the selection of its rows, as link parameters."""

_WIDTHS: Final = (PHONE, 720, WIDE)


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
    picture = fluid(draw, dark=is_dark(), widths=_WIDTHS)
    said = picture.caption
    st.subheader(plain(said.title), anchor=False)
    st.caption(plain(" · ".join(said.lines)))
    chart_key = f"picture_{key}"

    def clicked() -> None:
        points = st.session_state[chart_key].selection.get(CHOSEN) or []
        codes = [point["code"] for point in points if point.get("code")]
        if codes and ways:
            navigation.go(ways.page, ways.target(codes[0]))

    st.vega_lite_chart(
        spec=picture.spec() | {"datasets": dict(picture.frames)},
        alt=said.alternative,
        key=chart_key,
        theme=None,
        on_select=clicked if ways else "ignore",
        selection_mode=CHOSEN if ways else None,
    )
    st.caption(plain(" ".join((*said.notes, said.source))))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if ways and ways.names:
            _show_ways(key, ways)
        show_actions(view, key, draw, figures)


def _show_ways(key: str, ways: Ways) -> None:
    """The same ways as the marks have, from a list: for the keyboard, and for small marks."""
    list_key = f"ways_{key}"

    def chosen() -> None:
        if code := st.session_state[list_key]:
            navigation.go(ways.page, ways.target(code))

    st.selectbox(
        _("Open"),
        list(ways.names),
        index=None,
        format_func=lambda code: ways.names[code],
        key=list_key,
        on_change=chosen,
        placeholder=_("Open the rows of …") if ways.page is ROWS else _("Open the page of …"),
        label_visibility="collapsed",
        width=260,
    )
