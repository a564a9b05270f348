"""The record's table by treaty, its rows, and what is handed on."""

from typing import Final

import polars as pl
import streamlit as st

from upr_data.charts.typeset import width
from upr_data.export.delimited import BYTE_ORDER_MARK, to_csv
from upr_data.export.package import marked
from upr_data.figures.record.counts import record_figures
from upr_data.figures.record.levels import level_counts
from upr_data.figures.record.rows import record_rows
from upr_data.figures.record.scope import Scope
from upr_data.language import N_, _, number
from upr_data.language.labels import label
from upr_data.model import Col, RecordDimension, RecordFig, RecordMilestone
from upr_data.ui.blocks.page_parts import show_csv
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.frame.view import View

_HEADS = {
    RecordFig.LABEL: N_("Treaty"),
    RecordFig.N_ASKS: N_("Asked"),
    RecordFig.N_ALREADY: N_("Already party"),
    RecordFig.N_OPEN: N_("Open"),
    RecordFig.N_JOINED_MID_TERM: N_("Joined by mid-term"),
    RecordFig.N_JOINED_NEXT_REVIEW: N_("By the next review"),
    RecordFig.N_JOINED_TO_DATE: N_("To date"),
    RecordFig.N_SIGNED_TO_DATE: N_("Newly signed"),
    RecordFig.N_WAITING_TO_DATE: N_("Waiting"),
}


_PADDING: Final = 28
"""Pixels of a column beside its words: names of treaties are as long as their language has them."""


def show_table(view: View, scope: Scope) -> None:
    """Counts by treaty: State × review × treaty, each once; cycles are not added elsewhere."""
    st.header(_("By treaty"), anchor=False)
    st.caption(
        _(
            "State × review × treaty, asked at least once. A State asked in two cycles counts in "
            "each: choose a cycle to see one alone."
        )
    )
    table = record_figures(view.records, view.filters, RecordDimension.INSTRUMENT, scope=scope)
    names = max((width(name, 14) for name in table[RecordFig.LABEL]), default=0)
    show_frame(
        table.select(list(_HEADS)),
        column_config={
            column: (
                st.column_config.TextColumn(_(head), width=round(names) + _PADDING)
                if column is RecordFig.LABEL
                else st.column_config.NumberColumn(_(head), format="localized")
            )
            for column, head in _HEADS.items()
        },
        hide_index=True,
        alt=_("Asks to join, by treaty"),
    )
    show_csv(lambda: marked(table, view.records), "record-by-treaty.csv")


def show_levels(view: View) -> None:
    """Levels of single firm asks, apart from facts: never part of the IRI."""
    table = level_counts(view.records, view.filters)
    if not table["n_recommendations"].sum():
        return
    with st.expander(_("Levels of single recommendations that ask to do it")):
        st.caption(
            _(
                "By the register alone, of recommendations still open at the review: mean over "
                "their treaties, with the thresholds of the IRI. Part of no IRI, coverage or "
                "triggered action."
            )
        )
        for row in table.iter_rows(named=True):
            said = _("{milestone}: {fully} fully, {partially} partially, {no} not, of {n}")
            st.text(
                said.format(
                    milestone=label(RecordMilestone(row[Col.MILESTONE])),
                    fully=number(row["n_fully"]),
                    partially=number(row["n_partially"]),
                    no=number(row["n_not"]),
                    n=number(row["n_recommendations"]),
                )
            )


def show_downloads(view: View, scope: Scope) -> None:
    """Every row × treaty with the words seen and what became of it, as one file."""

    def rows() -> bytes:
        table: pl.DataFrame = record_rows(view.records, view.filters, scope)
        return (BYTE_ORDER_MARK + to_csv(marked(table, view.records))).encode()

    st.download_button(
        _("Download the asks, with words seen and what the register says"),
        data=rows,
        file_name="record-rows.csv",
        mime="text/csv",
        key="record_rows",
        icon=":material/download:",
        on_click="ignore",
    )
