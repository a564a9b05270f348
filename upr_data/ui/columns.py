"""How figures stand in a table: which columns, under which heading, in which format."""

from typing import Any

import polars as pl
import streamlit as st

from upr_data.i18n import _
from upr_data.labels import label
from upr_data.model import Dimension

RATES = ("acceptance_rate", "vague_share", "coverage", "triggered_rate", "triggered_lower",
         "triggered_upper")


def figure_columns(table: pl.DataFrame, dimension: Dimension) -> list[str]:
    """The columns shown: implementation only where anybody assessed anything."""
    shown = ["label", "made", "n_supported", "acceptance_denominator", "acceptance_rate"]
    if dimension is not Dimension.ACTION_CATEGORY:
        shown.append("vague_share")
    if table["n_commented"].sum():
        shown += ["n_triggered", "triggered_denominator", "triggered_rate", "coverage",
                  "triggered_lower", "triggered_upper"]
    return shown


def as_percent(table: pl.DataFrame) -> pl.DataFrame:
    """The table with its rates in per cent."""
    return table.with_columns(pl.col(name) * 100 for name in RATES if name in table.columns)


def column_config(dimension: Dimension) -> dict[str, Any]:
    """Headings and formats of figures by a dimension."""
    counts = {
        "made": _("Made"),
        "n_supported": _("Supported"),
        "acceptance_denominator": _("Answered"),
        "n_triggered": _("Triggered action"),
        "triggered_denominator": _("Of these"),
    }
    rates = {
        "acceptance_rate": _("Acceptance"),
        "vague_share": _("Vague"),
        "coverage": _("Coverage"),
        "triggered_rate": _("Triggered action rate"),
        "triggered_lower": _("Lower bound"),
        "triggered_upper": _("Upper bound"),
    }
    return (
        {"label": st.column_config.TextColumn(label(dimension), pinned=True)}
        | {name: st.column_config.NumberColumn(title, format="localized")
           for name, title in counts.items()}
        | {name: st.column_config.NumberColumn(title, format="%.1f %%")
           for name, title in rates.items()}
    )
