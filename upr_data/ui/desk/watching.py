"""How this server is, for those who run it: a page behind a key, numbers for monitoring."""

import hmac
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Final

import polars as pl
import streamlit as st
from streamlit import runtime
from streamlit.runtime.stats import GaugeStat

from upr_data import operating, snapshot
from upr_data.language import N_, _, day, number
from upr_data.operating import Health, State
from upr_data.operating.servers import ERRORS, MEMORY, SESSIONS, numbers
from upr_data.snapshot import NoSnapshotError, StoreNotWritableError
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.frame.text import plain

_SAID: Final = {
    State.OK: N_("All is well."),
    State.DEGRADED: N_("Something is wrong that visitors do not see yet."),
    State.FAILED: N_("Nothing can be shown."),
}


def show_health() -> None:
    """The page: nothing of it without the key."""
    given = st.text_input(_("Key of this page, as `UPR_HEALTH_KEY` says"), type="password")
    if not given:
        return
    if not hmac.compare_digest(given.encode(), (operating.page_key() or "").encode()):
        st.error(_("That is not the key of this page."), icon=":material/lock:")
        return
    try:
        found = operating.health(snapshot.default_store(), sessions())
    except (NoSnapshotError, StoreNotWritableError) as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    _show(found)


def sessions() -> int:
    """How many visitors this server has at the moment."""
    stats = runtime.get_instance().stats_mgr.get_stats([SESSIONS]) if runtime.exists() else {}
    return sum(int(one.value) for one in stats.get(SESSIONS, []) if isinstance(one, GaugeStat))


class Numbers:
    """What monitoring collects of this server besides Streamlit's own numbers."""

    stats_families: Final = (MEMORY, ERRORS)

    def get_stats(self, _names: Sequence[str] | None = None) -> Mapping[str, list[GaugeStat]]:
        """Memory at its highest, and how many errors are remembered."""
        told = numbers(operating.memory_mb())
        return {name: [GaugeStat(name, n)] for name, n in told.items()}


@cache
def tell_numbers() -> None:
    """Give them to Streamlit, once: they stand in `/_stcore/metrics`."""
    if runtime.exists():
        runtime.get_instance().stats_mgr.register_provider(Numbers())


def _show(found: Health) -> None:
    show = {State.OK: st.success, State.DEGRADED: st.warning, State.FAILED: st.error}[found.state]
    show(_(_SAID[found.state]), icon=":material/monitor_heart:")
    for problem in found.problems:
        st.text(problem)
    with st.container(horizontal=True):
        for label, text in _facts(found).items():
            st.metric(label, text, width="content")
    edition = found.edition
    if edition:
        made = day(date.fromisoformat(edition.created[:10]))
        st.caption(plain(_("Data edition {id}, made on {day}").format(id=edition.id, day=made)))
    st.header(_("Last errors"))
    if found.errors:
        names = {"time": _("Time"), "event": _("Event"), "error": _("Kind"), "place": _("Place")}
        rows = [{names[name]: _text(one.get(name)) for name in names} for one in found.errors]
        alt = _("The last errors of this server, newest first")
        show_frame(pl.DataFrame(rows), hide_index=True, alt=alt)
    else:
        st.caption(_("None since this server started."))
    st.caption(plain(" · ".join(f"{name} {text}" for name, text in found.versions.items())))


def _facts(found: Health) -> Mapping[str, str]:
    edition = found.edition
    return {
        _("Visitors now"): number(found.sessions or 0),
        _("Memory at its highest"): _("{n} MB").format(n=number(found.memory_mb)),
        _("Data editions"): number(found.n_editions),
        _("Rows served"): number(edition.n_rows) if edition else "–",
        _("Days since they were made"): number(edition.age_days) if edition else "–",
    }


def _text(value: object) -> str:
    """Of one field of a line of the log; a place is a list, innermost last."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return str(value[-1]) if value else ""
    return "" if value is None else str(value)
