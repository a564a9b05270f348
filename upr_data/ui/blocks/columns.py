"""How figures stand in a table: which columns, under which heading, in which format."""

from typing import Any, Final

import polars as pl
import streamlit as st

from upr_data.figures.fixed import fixes_category, fixes_outcome, fixes_response
from upr_data.language import N_, _
from upr_data.language.labels import label
from upr_data.model import Denominator, Dimension, Fig
from upr_data.selection.filters import Filters

BY_NAME: Final = frozenset(
    {Dimension.STATE_UNDER_REVIEW, Dimension.RECOMMENDING_STATE, Dimension.ISSUE}
)
"""Dimensions whose codes mean little to a reader: their tables are in the order of the names."""

_COUNTS: Final = {
    Fig.MADE: N_("Made"),
    Fig.N_REVIEWS: N_("Reviews"),
    Fig.N_SUPPORTED: N_("Supported"),
    Fig.ACCEPTANCE_DENOMINATOR: N_("Answered"),
    Fig.N_TRIGGERED: N_("Led to action"),
}
_RATES: Final = {
    Fig.ACCEPTANCE_RATE: (N_("Acceptance"), N_("Supported of answered")),
    Fig.VAGUE_SHARE: (
        N_("General action"),
        N_("Action categories 1–4 of 1–5; “vague” in the literature"),
    ),
    Fig.TRIGGERED_RATE: (
        N_("Led to action, share"),
        N_("Fully or partly implemented, of the column before"),
    ),
    Fig.COVERAGE: (N_("Commented on"), N_("Assessed or commented on by anyone, of all made")),
    Fig.TRIGGERED_LOWER: (N_("At least"), N_("Of all made, if nothing unassessed led to action")),
    Fig.TRIGGERED_UPPER: (N_("At most"), N_("Of all made, if everything unassessed did")),
}
_DENOMINATORS: Final = {
    Denominator.COMMENTED: N_("Commented"),
    Denominator.ASSESSED: N_("Assessed"),
    Denominator.MADE: N_("Of made"),
}


def figure_columns(table: pl.DataFrame, dimension: Dimension, filters: Filters) -> list[str]:
    """The columns shown: implementation only where anybody assessed anything.

    What the dimension or the filter fixes is no finding, and has no column.
    """
    shown: list[str] = [Fig.LABEL, Fig.MADE, Fig.N_REVIEWS, Fig.MADE_PER_REVIEW]
    if dimension is not Dimension.RESPONSE and not fixes_response(filters):
        shown += [Fig.N_SUPPORTED, Fig.ACCEPTANCE_DENOMINATOR, Fig.ACCEPTANCE_RATE]
    if dimension is not Dimension.ACTION_CATEGORY and not fixes_category(filters):
        shown.append(Fig.VAGUE_SHARE)
    if table[Fig.N_COMMENTED].sum() and not fixes_outcome(filters):
        shown += [Fig.N_TRIGGERED, Fig.TRIGGERED_DENOMINATOR, Fig.TRIGGERED_RATE, Fig.COVERAGE]
        shown += [Fig.TRIGGERED_LOWER, Fig.TRIGGERED_UPPER]
    return shown


def as_percent(table: pl.DataFrame) -> pl.DataFrame:
    """The table with its rates in per cent, and no more decimals than it shows.

    Screen readers are given the number itself: "55.9", never "55.86682311528307".
    """
    rates = [(pl.col(name) * 100).round(1) for name in _RATES if name in table.columns]
    per_review = (
        [pl.col(Fig.MADE_PER_REVIEW).round(1)] if Fig.MADE_PER_REVIEW in table.columns else []
    )
    return table.with_columns(*rates, *per_review)


def column_config(dimension: Dimension, of: Denominator) -> dict[str, Any]:
    """Headings and formats of figures by a dimension; `of` heads the denominator's column."""
    counts = _COUNTS | {Fig.TRIGGERED_DENOMINATOR: _DENOMINATORS[of]}
    names: dict[str, Any] = {Fig.LABEL: st.column_config.TextColumn(label(dimension), pinned=True)}
    numbers: dict[str, Any] = {
        name: st.column_config.NumberColumn(_(title), format="localized")
        for name, title in counts.items()
    }
    rates: dict[str, Any] = {
        name: st.column_config.NumberColumn(_(title), help=_(meaning), format="%.1f %%")
        for name, (title, meaning) in _RATES.items()
    }
    per_review: dict[str, Any] = {
        Fig.MADE_PER_REVIEW: st.column_config.NumberColumn(
            _("Per review"),
            help=_("Made per review: one State reviewed in one cycle"),
            format="%.1f",
        )
    }
    return names | numbers | per_review | rates
