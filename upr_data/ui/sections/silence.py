"""Silence: how long after a review nobody says a word, and how old the last word is."""

from collections.abc import Mapping
from typing import Any, Final

import polars as pl
import streamlit as st

from upr_data.charts.curve import waiting_curve
from upr_data.export.package import marked
from upr_data.figures import follow_up, method
from upr_data.figures.fixed import fixes_outcome
from upr_data.figures.records import Records
from upr_data.language import _, decimal, number, percent
from upr_data.model import Fig
from upr_data.selection.filters import Filters
from upr_data.ui.blocks import page_parts
from upr_data.ui.blocks.kept import kept
from upr_data.ui.frame.view import View

_YEAR: Final = 12
_MID_TERM: Final = 30
"""Months: a mid-term report comes two and a half years after the review."""

_FRESH: Final = 24
_OLD: Final = 60
"""Months since the last word."""


def show_silence(view: View) -> None:
    """Cards, the curve, and the list of those on which nobody has spoken.

    Nothing where the filter fixes the status: whether anybody spoke is then no finding.
    """
    if fixes_outcome(view.filters):
        st.caption(_("The filter fixes the implementation status."))
        return
    found = kept(view, _summary).row(0, named=True)
    if not found["n"]:
        st.caption(_("No review of this selection has begun: nobody could have spoken."))
        return
    with st.grid("auto", min_column_width=220):
        _show_card(
            _("Without anyone's word"),
            percent(found["n_silent"] / found["n"], 0),
            _("{n} of {of} recommendations").format(
                n=number(found["n_silent"]), of=number(found["n"])
            ),
        )
        _show_card(
            _("The longest silence"),
            _years(found["longest"]),
            _("since the first day of the review's session"),
        )
        _show_card(_("Age of the last word, median"), _years(found["median"]), _ages(found))
    _show_curve(view)
    file = f"upr-silences-{view.records.manifest.id}.csv"
    with st.container(horizontal=True):
        page_parts.show_csv(
            lambda: marked(follow_up.silences(view.records, view.filters), view.records), file
        )
        with st.popover(_("How is this counted?"), icon=":material/calculate:", key="silence"):
            page_parts.show_definitions([method.SILENCE])


def _show_card(title: str, figure: str, line: str) -> None:
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.metric(title, figure)
        st.caption(line)


def _summary(records: Records, filters: Filters) -> pl.DataFrame:
    """One row: how many, how many silent, months of the longest silence, ages of last words."""
    age, is_silent = pl.col(Fig.MONTHS_SINCE_LAST), pl.col(Fig.IS_SILENT)
    return follow_up.silences(records, filters).select(
        pl.len().alias("n"),
        is_silent.sum().alias("n_silent"),
        pl.col(Fig.MONTHS_SILENT).filter(is_silent).max().alias("longest"),
        age.median().alias("median"),
        (age < _FRESH).sum().alias("fresh"),
        age.is_between(_FRESH, _OLD, closed="left").sum().alias("older"),
        (age >= _OLD).sum().alias("old"),
        (age.is_null() & ~is_silent).sum().alias("undated"),
    )


def _years(months: float | None) -> str:
    return _("n/a") if months is None else _("{n} years").format(n=decimal(months / _YEAR, 1))


def _ages(found: Mapping[str, Any]) -> str:
    """How many last words are how old; and those without a date."""
    said = _("under 2 years {fresh}, 2 to 5 {older}, 5 or more {old}; undated {undated}")
    counts = {name: number(found[name]) for name in ("fresh", "older", "old", "undated")}
    return said.format(**counts)


def _show_curve(view: View) -> None:
    curve = kept(view, follow_up.silence_curve)
    if curve.is_empty():
        return
    n = int(curve[Fig.N_AT_RISK][0])
    n_spoken, n_censored = int(curve[Fig.N_SPOKEN].sum()), int(curve[Fig.N_CENSORED].sum())
    notes = [
        _(
            "Years since the review. {spoken} were spoken of; {censored} not yet: these count as "
            "long as they were watched (Kaplan–Meier)."
        ).format(spoken=number(n_spoken), censored=number(n_censored))
    ]
    if n_undated := int(curve[Fig.N_UNDATED][0]):
        said = _("Left out, as their words have no date: {n}.")
        notes.append(said.format(n=number(n_undated)))
    caption = view.caption(_title(curve), n, *notes)
    picture = waiting_curve(curve, caption, _("Still without a word"), _("Watched until then"))
    page_parts.show_chart(picture, key="without-a-word")


def _title(curve: pl.DataFrame) -> str:
    """The finding at mid-term, where anybody is watched so long."""
    at = curve.filter(pl.col(Fig.MONTH) == _MID_TERM - 1)
    if at.is_empty():
        return _("How long nobody says a word")
    return _("Two and a half years after the review, nobody had spoken of {share}").format(
        share=percent(at[Fig.SILENT_SHARE][0], 0)
    )
