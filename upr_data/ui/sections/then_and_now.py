"""Then and now: what was known on the day of a link, what is known now, and what moved since."""

from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from upr_data.export.package import marked
from upr_data.figures import follow_up, method
from upr_data.figures.records import Records
from upr_data.figures.rows import STATE_NAME
from upr_data.language import _, day, number, percent
from upr_data.language.labels import label
from upr_data.model import Col, Dimension, Fig, Status
from upr_data.selection.filters import Filters
from upr_data.ui.blocks import page_parts
from upr_data.ui.blocks.kept import kept
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.frame.site import BY_PATH, ROWS
from upr_data.ui.frame.view import View
from upr_data.ui.frame.ways import show_way
from upr_data.ui.sections.row_shown import ONE

_SHOWN: Final = 100


def show_then_and_now(view: View) -> None:
    """Nothing where the link asks for no day: then everything is as it is known now."""
    now = view.as_now()
    if now is None:
        return
    then_row, now_row = (one.figures(Dimension.NONE).row(0, named=True) for one in (view, now))
    since = day(date.fromisoformat(view.filters.as_of))
    moved = _moved(view, now)
    with st.container(border=True):
        st.markdown(
            _(
                "**As known on {day}.** Triggered action then: {then}. Now: {now}. The status of "
                "{n} recommendations has moved since."
            ).format(day=since, then=_rate(then_row), now=_rate(now_row), n=number(moved.height))
        )
        if n_undated := follow_up.n_undated(now.records.snapshot):
            said = _(
                "Words without a day, {n} in this data edition, were known at no day: left out."
            )
            st.caption(said.format(n=number(n_undated)))
        label = _("Show what is known now")
        show_way(view.path, BY_PATH[view.path], label, view.query(as_of=""), "as_known_now")
        with st.popover(_("How is this counted?"), icon=":material/calculate:", key="as_of"):
            page_parts.show_definitions([method.AS_OF])
        if not moved.is_empty():
            _show_moved(now, moved)


def _moved(view: View, now: View) -> pl.DataFrame:
    def moved(then: Records, filters: Filters) -> pl.DataFrame:
        return follow_up.moved(then, now.records, filters)

    return kept(view, moved)


def _rate(row: dict[str, Any]) -> str:
    """A rate with its numerator, denominator and coverage."""
    return _("{rate} ({n} of {of}; {coverage} commented on)").format(
        rate=percent(row[Fig.TRIGGERED_RATE]),
        n=number(row[Fig.N_TRIGGERED]),
        of=number(row[Fig.TRIGGERED_DENOMINATOR]),
        coverage=percent(row[Fig.COVERAGE]),
    )


def _show_moved(now: View, moved: pl.DataFrame) -> None:
    """The recommendations that moved: the first of them by name, all of them as a file."""
    with st.expander(_("The {n} recommendations that moved").format(n=number(moved.height))):
        first = moved.head(_SHOWN)
        if moved.height > _SHOWN:
            st.caption(
                _("The first {n} of {all}; the file has them all.").format(
                    n=number(_SHOWN), all=number(moved.height)
                )
            )
        ids = first[Col.RECOMMENDATION_ID].to_list()
        rows = {
            row[Col.RECOMMENDATION_ID]: row
            for row in follow_up.recommendations_of(now.records, ids).to_dicts()
        }
        table = pl.DataFrame(
            {
                _("State under review"): [rows[one][STATE_NAME] for one in ids],
                _("Recommendation"): [rows[one][Col.TEXT] for one in ids],
                _("Then"): [label(Status(one)) for one in first[Fig.STATUS_THEN]],
                _("Now"): [label(Status(one)) for one in first[Fig.STATUS_NOW]],
                _("Link"): [_link(now, rows[one][Col.ROW_ID]) for one in ids],
            }
        )
        show_frame(
            table,
            hide_index=True,
            alt=_("Recommendations whose status moved"),
            column_config={_("Link"): st.column_config.LinkColumn(display_text=_("open"))},
        )
        file = f"upr-moved-{now.records.manifest.id}.csv"
        page_parts.show_csv(lambda: marked(moved, now.records), file)


def _link(view: View, row_id: str) -> str:
    """The address of one row, from any page."""
    query = urlencode({"snapshot": view.records.manifest.id, ONE: row_id})
    return f"{ROWS.path}?{query}"
