"""Choices that belong to one page: they stand in the address under the page's name and a dot."""

from collections.abc import Mapping

import streamlit as st

from upr_data.ui.frame import address
from upr_data.ui.frame.text import on_button


def choose_one(key: str, title: str, names: Mapping[str, str], usual: str = "") -> str:
    """One of a few, side by side; the first unless `usual` says another."""
    usual = usual or next(iter(names))
    named = address.read_local(key, usual, list(names))
    if len(names) == 1:
        return named
    chosen = st.segmented_control(
        title,
        list(names),
        format_func=lambda code: on_button(names[code]),
        required=True,
        key=key,
        on_change=address.write,
    )
    return chosen or named


def choose_from_list(key: str, title: str, names: Mapping[str, str], usual: str = "") -> str:
    """One of many, from a list to type into."""
    usual = usual or next(iter(names))
    named = address.read_local(key, usual, list(names))
    chosen = st.selectbox(
        title,
        list(names),
        format_func=lambda code: names[code],
        key=key,
        on_change=address.write,
    )
    return chosen or named
