"""How figures stand in a table: which columns, under which heading, in which format."""

from typing import Any, Final

import polars as pl
import streamlit as st

from upr_data.language import _
from upr_data.language.labels import N_, label
from upr_data.model import Denominator, Dimension

BY_NAME: Final = frozenset(
    {Dimension.STATE_UNDER_REVIEW, Dimension.RECOMMENDING_STATE, Dimension.ISSUE}
)
"""Dimensions whose codes mean little to a reader: their tables are in the order of the names."""

_COUNTS: Final = {
    "made": N_("Made"),
    "n_supported": N_("Supported"),
    "acceptance_denominator": N_("Answered"),
    "n_triggered": N_("Triggered"),
}
_RATES: Final = {
    "acceptance_rate": (N_("Acceptance"), N_("Supported of answered")),
    "vague_share": (N_("Vague"), N_("Action categories 1–4 of 1–5")),
    "triggered_rate": (
        N_("Triggered %"),
        N_("Fully or partially implemented, of the column before"),
    ),
    "coverage": (N_("Coverage"), N_("Commented of made")),
    "triggered_lower": (N_("At least"), N_("Of made, if nothing unassessed triggered action")),
    "triggered_upper": (N_("At most"), N_("Of made, if everything unassessed triggered action")),
}
_DENOMINATORS: Final = {
    Denominator.COMMENTED: N_("Commented"),
    Denominator.ASSESSED: N_("Assessed"),
    Denominator.MADE: N_("Of made"),
}


def figure_columns(table: pl.DataFrame, dimension: Dimension) -> list[str]:
    """The columns shown: implementation only where anybody assessed anything."""
    shown = ["label", "made", "n_supported", "acceptance_denominator", "acceptance_rate"]
    if dimension is not Dimension.ACTION_CATEGORY:
        shown.append("vague_share")
    if table["n_commented"].sum():
        shown += ["n_triggered", "triggered_denominator", "triggered_rate", "coverage"]
        shown += ["triggered_lower", "triggered_upper"]
    return shown


def as_percent(table: pl.DataFrame) -> pl.DataFrame:
    """The table with its rates in per cent."""
    return table.with_columns(pl.col(name) * 100 for name in _RATES if name in table.columns)


def column_config(dimension: Dimension, of: Denominator) -> dict[str, Any]:
    """Headings and formats of figures by a dimension; `of` heads the denominator's column."""
    counts = _COUNTS | {"triggered_denominator": _DENOMINATORS[of]}
    names = {"label": st.column_config.TextColumn(label(dimension), pinned=True)}
    numbers = {
        name: st.column_config.NumberColumn(_(title), format="localized")
        for name, title in counts.items()
    }
    rates = {
        name: st.column_config.NumberColumn(_(title), help=_(meaning), format="%.1f %%")
        for name, (title, meaning) in _RATES.items()
    }
    return names | numbers | rates
