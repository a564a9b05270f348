"""Requests of category 1, to seek help or to share: to LDC, LLDC and SIDS beside the others."""

from typing import Any, Final

import polars as pl
import streamlit as st

from upr_data.charts.counts import rate_bars
from upr_data.charts.words import share
from upr_data.figures.situations import OTHERS, minimal_requests
from upr_data.language import N_, _, clauses, number
from upr_data.model import Fig, Organisation
from upr_data.model.interval import wilson
from upr_data.selection.counted import Counted, counted
from upr_data.ui.blocks import measures, page_parts
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.frame.site import CATEGORIES
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View

ENOUGH: Final = 50
"""Coded requests that a group needs for a bar, unless the reader says otherwise."""


def show_assistance(view: View) -> None:
    """The share of category 1 by group of States; nothing where the filter fixes either.

    Nor of voluntary pledges, which request nothing.
    """
    chosen = view.answered.filters
    if (
        counted(chosen) is Counted.PLEDGES
        or chosen.categories
        or chosen.states_under_review
        or chosen.sur_organisations
    ):
        return
    table = minimal_requests(view.records, chosen)
    head = st.container()
    enough = measures.choose_minimum(CATEGORIES, ENOUGH, N_("coded requests"), "coded")
    shown = table.filter(pl.col(Fig.N_CODED) >= enough)
    head.header(plain(title(shown)), anchor=False)
    st.caption(
        _(
            "Category 1 asks others than the State under review, or asks it to seek help or to "
            "share: requests for technical assistance are coded so. A State can be in two groups."
        )
    )
    if not shown.is_empty():
        bars = shown.select(
            Fig.LABEL,
            (pl.col(Fig.N_CATEGORY_1) / pl.col(Fig.N_CODED) * 100).alias("n"),
            pl.Series("written", [written(row) for row in shown.to_dicts()], pl.String),
        )
        caption = view.answered.caption(
            _("Requests of category 1, share of all coded, by group of States"),
            view.answered.made,
            _("In brackets: 95 % interval (Wilson)."),
            *view.coding_notes,
        )
        page_parts.draw(rate_bars(bars, caption, _("Share of category 1")))
    if few := table.filter(pl.col(Fig.N_CODED) < enough)[Fig.LABEL].to_list():
        said = _("Fewer than {minimum} coded requests, so in the table only: {groups}.")
        st.caption(plain(said.format(minimum=number(enough), groups=clauses(few))))
    show_frame(
        table.select(
            Fig.LABEL,
            Fig.N_CATEGORY_1,
            Fig.N_CODED,
            pl.when(pl.col(Fig.N_CODED) > 0)
            .then((pl.col(Fig.N_CATEGORY_1) / pl.col(Fig.N_CODED) * 100).round(1))
            .alias(Fig.SHARE),
            Fig.N_REVIEWS,
            pl.when(pl.col(Fig.N_REVIEWS) > 0)
            .then((pl.col(Fig.N_CATEGORY_1) / pl.col(Fig.N_REVIEWS)).round(2))
            .alias(Fig.MADE_PER_REVIEW),
        ),
        hide_index=True,
        placeholder=_("n/a"),
        column_config=_columns(),
        alt=_("Requests of category 1 by group of States"),
    )


def written(row: dict[str, Any]) -> str:
    """A share with its counts and its interval: "3.1 % (12 of 390; 1.8 % to 5.3 %)"."""
    part, n = row[Fig.N_CATEGORY_1], row[Fig.N_CODED]
    low, high = wilson(part, n)
    return _("{share} ({n} of {of}; {low} to {high})").format(
        share=share(part / n, 1),
        n=number(part),
        of=number(n),
        low=share(low, 1),
        high=share(high, 1),
    )


def title(shown: pl.DataFrame) -> str:
    """The finding: the share among requests to LDC, and to States in none of the three groups."""
    rows = {row[Fig.KEY]: row for row in shown.to_dicts()}
    if not {Organisation.LDC, OTHERS} <= set(rows):
        return _("Who is asked to seek help, or to share?")
    least, others = (
        share(rows[key][Fig.N_CATEGORY_1] / rows[key][Fig.N_CODED], 1)
        for key in (Organisation.LDC, OTHERS)
    )
    return _(
        "{least} of requests to least developed States are of category 1, {others} of those to "
        "States in none of LDC, LLDC and SIDS"
    ).format(least=least, others=others)


def _columns() -> dict[str, Any]:
    return {
        Fig.LABEL.value: st.column_config.TextColumn(_("States under review"), pinned=True),
        Fig.N_CATEGORY_1.value: st.column_config.NumberColumn(_("Category 1"), format="localized"),
        Fig.N_CODED.value: st.column_config.NumberColumn(
            _("Coded"), help=_("With an action category"), format="localized"
        ),
        Fig.SHARE.value: st.column_config.NumberColumn(_("Share"), format="%.1f %%"),
        Fig.N_REVIEWS.value: st.column_config.NumberColumn(_("Reviews"), format="localized"),
        Fig.MADE_PER_REVIEW.value: st.column_config.NumberColumn(
            _("Category 1 per review"), format="%.2f"
        ),
    }
