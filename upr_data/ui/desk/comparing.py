"""Two snapshots compared: the same figures of both, and what was added, gone and recoded."""

from contextvars import copy_context
from typing import Final

import polars as pl
import streamlit as st

from upr_data import snapshot
from upr_data.export.delimited import to_csv
from upr_data.export.feed import feed
from upr_data.export.imprint import imprint
from upr_data.language import _, number
from upr_data.model import Dimension, Fig
from upr_data.selection.filters import Filters
from upr_data.snapshot import Comparison, Snapshot
from upr_data.ui.blocks.files import site_of
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.frame.shared import Shared
from upr_data.ui.frame.view import View

_COMPARED: Final = (
    Fig.N_ROWS, Fig.N_RECOMMENDATIONS, Fig.N_SUPPORTED,
    Fig.N_NOTED, Fig.N_COMMENTED, Fig.N_TRIGGERED,
)  # fmt: skip
_SHOWN: Final = 500


def show_comparison(view: View, ids: list[str]) -> None:
    """Choose a second snapshot; what changed from it to the one shown."""
    others = [one for one in ids if one != view.records.manifest.id]
    if not others:
        return
    other = st.selectbox(_("Compare the snapshot shown with"), others, index=None, width=420)
    if other is None:
        return
    theirs = view.of_snapshot(other)
    _show_counts(theirs, view)
    found = _compared(theirs.records.snapshot, view.records.snapshot)
    _show_changes(found)
    _show_feed(view, found)


_COMPARED_PAIRS: Final[Shared[Comparison]] = Shared(4)


def _compared(first: Snapshot, second: Snapshot) -> Comparison:
    def compare() -> Comparison:
        with st.spinner(_("Comparing …")):
            return snapshot.compare(first, second)

    return _COMPARED_PAIRS.get((first.checksum, second.checksum), compare)


def _show_counts(first: View, second: View) -> None:
    rows = [one.figures(Dimension.NONE).row(0, named=True) for one in (first, second)]
    counts = {
        _("Count"): [name.removeprefix("n_").replace("_", " ") for name in _COMPARED],
        first.records.manifest.id: [rows[0][name] for name in _COMPARED],
        second.records.manifest.id: [rows[1][name] for name in _COMPARED],
    }
    show_frame(pl.DataFrame(counts), hide_index=True, alt=_("Two snapshots compared"))


def _show_changes(found: Comparison) -> None:
    st.markdown(
        _("From **{first}** to **{second}**, in rows, pledges included:").format(
            first=found.first, second=found.second
        )
    )
    with st.grid(4, min_column_width=120):
        st.metric(_("In both"), number(found.n_same))
        st.metric(_("Added"), number(found.n_added))
        st.metric(_("Gone"), number(found.n_gone))
        st.metric(_("Recoded"), number(found.n_recoded))
    if found.recoded:
        fields = sorted(found.recoded.items(), key=lambda one: -one[1])
        table = {
            _("Field"): [field.replace("_", " ") for field, _n in fields],
            _("Rows recoded"): [n for _field, n in fields],
        }
        show_frame(pl.DataFrame(table), hide_index=True, alt=_("Rows recoded, by field"))
    if found.changes.height:
        _show_rows(found)


def _show_feed(view: View, found: Comparison) -> None:
    """What changed as an Atom feed: a file for readers of feeds."""
    site, page = site_of(view), copy_context()

    def make() -> bytes:
        mark = imprint(view.records, Filters()).mark
        return feed(found, view.records.manifest, view.records.state_names, site, mark)

    st.download_button(
        _("What changed (Atom feed)"),
        data=lambda: page.copy().run(make),
        file_name=f"upr-changes-{found.first}-{found.second}.xml",
        mime="application/atom+xml",
        key="changes_atom",
        icon=":material/rss_feed:",
        on_click="ignore",
    )


def _show_rows(found: Comparison) -> None:
    with st.expander(_("The rows that changed")):
        if found.changes.height > _SHOWN:
            st.caption(
                _("The first {n} of {all}; the file has them all.").format(
                    n=number(_SHOWN), all=number(found.changes.height)
                )
            )
        show_frame(
            found.changes.head(_SHOWN),
            hide_index=True,
            placeholder="–",
            alt=_("The rows that changed"),
        )
        st.download_button(
            _("All changes (CSV)"),
            data=lambda: to_csv(found.changes).encode(),
            file_name=f"changes-{found.first}-{found.second}.csv",
            mime="text/csv",
            key="changes_csv",
            icon=":material/download:",
            on_click="ignore",
        )
