"""Figures as cards: the number, what it is of, and how much of the whole is known."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from upr_data import method
from upr_data.i18n import _, number, percent
from upr_data.labels import label
from upr_data.method import Definition
from upr_data.model import Denominator, Dimension
from upr_data.ui.view import View

Row = dict[str, Any]


def show_cards(view: View) -> Row:
    """The four figures of a selection; returns its row of figures."""
    row = view.figures(Dimension.NONE).row(0, named=True)
    with st.grid(4, min_column_width=190):
        show_triggered(view, row)
        show_made(row)
        show_acceptance(row)
        show_vague(row)
    return row


def show_made(row: Row) -> None:
    """How many, in both units."""
    _card(
        _("Recommendations made"),
        number(row["made"]),
        [
            _("{n} rows: recommendation × recommending State").format(n=number(row["n_rows"])),
            _("{n} recommendations").format(n=number(row["n_recommendations"])),
        ],
        method.UNITS,
    )


def show_triggered(view: View, row: Row, title: str = "") -> None:
    """Triggered action with its denominator, coverage and bounds, or that nobody assessed it."""
    if not row["n_commented"]:
        _card(title or _("Triggered action"), "–", [_nobody(view)], method.TRIGGERED)
        return
    _card(
        title or _("Triggered action"),
        percent(row["triggered_rate"], 0),
        [
            _("{n} of {of} {denominator} ({rate})").format(
                n=number(row["n_triggered"]),
                of=number(row["triggered_denominator"]),
                denominator=label(Denominator(row["triggered_of"])),
                rate=percent(row["triggered_rate"]),
            ),
            coverage_line(row),
            _("Of all made: between {lower} and {upper}").format(
                lower=percent(row["triggered_lower"]), upper=percent(row["triggered_upper"])
            ),
        ],
        method.TRIGGERED,
    )


def show_acceptance(row: Row) -> None:
    """Acceptance, beside the share of vague recommendations that it depends on."""
    pending = row["n_pending"] + row["n_unknown_response"]
    _card(
        _("Acceptance"),
        percent(row["acceptance_rate"], 0),
        [
            _("{n} supported of {of} answered ({rate})").format(
                n=number(row["n_supported"]), of=number(row["acceptance_denominator"]),
                rate=percent(row["acceptance_rate"]),
            ),
            _("{n} pending or unknown").format(n=number(pending)),
            _("Depends on the mix: {share} are vague").format(share=percent(row["vague_share"])),
        ],
        method.ACCEPTANCE,
    )


def show_vague(row: Row) -> None:
    """The vague share, and what is not coded."""
    coded = row["made"] - row["n_category_unknown"]
    vague = coded - row["n_category_5"]
    _card(
        _("Vague"),
        percent(row["vague_share"], 0),
        [
            _("{n} of {of} coded are in categories 1–4 ({rate})").format(
                n=number(vague), of=number(coded), rate=percent(row["vague_share"])
            ),
            _("{n} specific (category 5)").format(n=number(row["n_category_5"])),
            _("{n} not coded").format(n=number(row["n_category_unknown"])),
        ],
        method.SPECIFICITY,
    )


def coverage_line(row: Row) -> str:
    """Coverage as every rate of triggered action carries it."""
    return _("Coverage {rate}: {n} of {of} made").format(
        rate=percent(row["coverage"]), n=number(row["n_commented"]), of=number(row["made"])
    )


def _nobody(view: View) -> str:
    if not view.records.has_assessments:
        return _("No assessment in this snapshot. UPR databases do not record implementation.")
    return _("Nobody assessed what is selected.")


def _card(title: str, figure: str, lines: Sequence[str], definition: Definition) -> None:
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.metric(title, figure, help=_(definition.text))
        st.caption("  \n".join(lines))
