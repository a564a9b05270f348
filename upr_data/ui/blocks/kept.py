"""Figures of a view that take longer than a blink, kept for everyone who asks for the same."""

from collections.abc import Callable
from dataclasses import replace

import polars as pl
import streamlit as st

from upr_data.figures.records import Records
from upr_data.selection.filters import Filters
from upr_data.ui.frame.view import View

Count = Callable[[Records, Filters], pl.DataFrame]


def kept(view: View, count: Count) -> pl.DataFrame:
    """What a function of the module level counts of this view; a small table."""
    filters = replace(view.filters, snapshot="", lang="en")
    name = f"{count.__module__}.{count.__qualname__}"
    return _kept(view.records.snapshot.checksum, name, filters, count, view.records)


@st.cache_data(max_entries=128, show_spinner=False)
def _kept(
    checksum: str,  # noqa: ARG001 - the key of the cache
    name: str,  # noqa: ARG001
    filters: Filters,
    _count: Count,
    _records: Records,
) -> pl.DataFrame:
    return _count(_records, filters)
