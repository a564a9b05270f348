"""What the full-text index found: in words, with counts, and the rows in order of likeness."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import polars as pl
import streamlit as st

from upr_data.figures.found import Results, search
from upr_data.figures.selected import selected_rows
from upr_data.language import _, ngettext, number
from upr_data.model import Col
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View

MOST: Final = 1_000
"""Texts that are put in order; the others answer less well than all of these."""

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Rows from the best on, by their number in the file; `marks` are the words found in each."""

    rows: tuple[int, ...]
    marks: Mapping[int, str]


def results(view: View) -> Results | None:
    """What the index found for the words of this selection; None where there is none to ask."""
    if not view.filters.q.strip():
        return None
    try:
        return search(view.records, replace(view.filters, snapshot=""), MOST)
    except (OSError, ValueError):
        _LOG.exception("the full-text index cannot be used; texts are compared as typed")
        return None


def ranked(view: View, found: Results) -> Ranked:
    """The rows of the texts found, best first, and what to mark in each.

    For one word the rows follow that contain it as typed: "tortur" begins other words, too.
    """
    marks = {
        int(row): " ".join(f'"{hit}"' for hit in dict.fromkeys(line.snippet.hits))
        for line in found.lines
        for row in line.rows
    }
    rest: list[int] = []
    if found.n_exact is not None:
        typed = selected_rows(view.records, replace(view.filters, snapshot=""))
        rest = [int(row) for row in typed if int(row) not in marks]
    return Ranked((*marks, *rest), marks)


def show_understood(view: View, found: Results) -> None:
    """What was understood, how many rows answer, and how that differs from the figures' count."""
    st.caption(plain(" ".join([found.query.sentence(), counted(found)])))
    if len(found.lines) == MOST and found.n_exact is not None:
        said = _("By match: the best {n} different texts come first.")
        st.caption(plain(said.format(n=number(MOST))))
    elif len(found.lines) == MOST:
        said = _("By match: the best {n} different texts.")
        st.caption(plain(said.format(n=number(MOST))))
    if found.n_rows != view.made:
        said = _("Figures and downloads count the {n} that contain the words as they are typed.")
        st.caption(plain(said.format(n=number(view.made))))


def counted(found: Results) -> str:
    """How many rows answer; for one plain word those with the very word apart from its forms."""
    if found.n_exact is None:
        return ngettext("{n} row answers.", "{n} rows answer.", found.n_rows).format(
            n=number(found.n_rows)
        )
    if not found.n_other_forms:
        return ngettext(
            "{n} row has this very word.", "{n} rows have this very word.", found.n_exact
        ).format(n=number(found.n_exact))
    return ngettext(
        "{n} row has this very word, {m} more another form of it.",
        "{n} rows have this very word, {m} more another form of it.",
        found.n_exact,
    ).format(n=number(found.n_exact), m=number(found.n_other_forms))


def in_order(view: View, rows: tuple[int, ...]) -> pl.DataFrame:
    """Number, IRI and status of these rows, in this order."""
    order = pl.DataFrame({Col.ROW_INDEX: rows}, schema={Col.ROW_INDEX: pl.UInt32})
    filters = view.filters
    known = view.records.with_status(filters.unit, filters.milestone, filters.assessors)
    said = known.select(pl.col(Col.ROW_INDEX).cast(pl.UInt32), Col.IRI, Col.STATUS)
    return order.lazy().join(said, on=Col.ROW_INDEX, how="left", maintain_order="left").collect()
