"""Databases fetched from their publishers, by a button: shown first, published like any file."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from upr_data import snapshot
from upr_data.ingest.building import Inputs, Prepared
from upr_data.ingest.fetch.databases import Database, Fetched, Way, fetch
from upr_data.ingest.fetch.faults import FetchError
from upr_data.ingest.guarded import Limits
from upr_data.language import N_, _, number
from upr_data.ui.desk import reading
from upr_data.ui.frame.text import plain

LIMITS: Final = Limits(memory=6_000_000_000, seconds=900.0)
"""A whole database takes more than what people export of it."""

_WANTED: Final = "fetch_wanted"
_BUTTONS: Final = {
    Database.UPR_INFO: N_("Fetch UPR Info's database"),
    Database.UHRI: N_("Fetch OHCHR's index (350 MB)"),
}


@dataclass(frozen=True, slots=True)
class FetchedPrepared:
    """A snapshot made of a fetched file, and the file."""

    prepared: Prepared
    file: Fetched


def show_buttons() -> FetchedPrepared | None:
    """A button for each database; what came of the one that was pressed."""
    st.caption(
        _(
            "Or fetch a whole database from its publisher. It takes some minutes, slowly on "
            "purpose; if it is interrupted, press the button again and it goes on."
        )
    )
    with st.container(horizontal=True):
        for one in Database:
            st.button(
                _(_BUTTONS[one]), icon=":material/cloud_download:", on_click=_ask, args=(one,)
            )
    wanted: Database | None = st.session_state.pop(_WANTED, None)
    return _fetched(wanted) if wanted else None


def _ask(database: Database) -> None:
    """Remember the wish: a callback outlives a rerun, what a button returns does not."""
    st.session_state[_WANTED] = database


def _fetched(database: Database) -> FetchedPrepared | None:
    """The database, fetched and read; None, and a message, where that failed."""
    words = _("Fetching…")
    bar = st.progress(0.0, words)

    def waiting(why: str, seconds: float) -> None:
        said = _("{why} Trying again in {n} seconds.") if seconds else "{why}"
        bar.progress(0.0, plain(said.format(why=why, n=number(round(seconds)))))

    try:
        way = Way(waiting=waiting)
        file = fetch(database, snapshot.default_store(), reading.moving(bar, words), way)
    except (FetchError, OSError) as error:
        st.error(plain(str(error)), icon=":material/error:")
        return None
    finally:
        bar.empty()
    prepared = reading.read(Inputs(files=(file.path,)), LIMITS)
    return FetchedPrepared(file.dated(prepared), file) if prepared else None
