"""Snapshots and figures, loaded once for everyone: bounded, and keyed by values."""

import gc
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import polars as pl
import streamlit as st

from upr_data import operating, snapshot
from upr_data.figures import features, follow_up, records
from upr_data.figures.records import Records
from upr_data.language import N_, _
from upr_data.model import Col, Dimension, IdBasis, Table
from upr_data.selection.filters import Filters
from upr_data.snapshot import Chosen, NoSnapshotError, Snapshot, StoreNotWritableError
from upr_data.ui.frame.shared import Shared


def load_chosen(
    wanted: str, when_empty: Callable[[Path], object]
) -> tuple[Records, tuple[str, ...]]:
    """The records of the snapshot a link asks for, or the default, and damaged ones passed over.

    Raises `NoSnapshotError`. `when_empty` is called, once, for a new store.
    """
    store = snapshot.default_store()
    snapshot.follow(store)
    try:
        chosen = _choose(store, wanted)
    except NoSnapshotError:
        if wanted or not snapshot.may_demonstrate(store):
            raise
        _fill(store, when_empty)
        chosen = _choose(store, wanted)
    return _load(chosen.snapshot), chosen.passed_over


def load(wanted: str) -> Records:
    """The records of a snapshot by its id. Raises `NoSnapshotError`."""
    store = snapshot.default_store()
    return _load(_choose(store, wanted).snapshot)


def as_known(loaded: Records, day: str) -> Records:
    """The records as they were known on a day; "" is now."""
    if not day:
        return loaded
    key = (loaded.snapshot.checksum, day)
    return _AS_KNOWN.get(key, lambda: follow_up.as_of(loaded, day))


def load_listed() -> list[snapshot.Listed]:
    """The snapshots of the store, newest first; none where it cannot be used, as the page says."""
    try:
        store = snapshot.default_store()
    except (NoSnapshotError, StoreNotWritableError):
        return []
    return _LISTED.get((store, _stamp(store)), lambda: snapshot.list_snapshots(store))


def remarks() -> list[str]:
    """What readers must know of the store: clocks that disagree, editions that did not come."""
    store = snapshot.default_store()
    synced = snapshot.follow(store)
    came = [*synced.problems, *([_(_NOT_FETCHED)] if synced.error else [])] if synced else []
    clocks = _REMARKS.get((store, _stamp(store)), lambda: snapshot.clock_remarks(store))
    return [*clocks, *came]


def load_smart(loaded: Records, filters: Filters, by: Dimension) -> pl.DataFrame:
    """Features of the texts of a selection, by one dimension."""
    of_any = replace(filters, snapshot="")
    key = (loaded.snapshot.checksum, of_any, by)
    return _SMART.get(key, lambda: features.smart_shares(loaded, of_any, by))


def are_known_by_text(loaded: Records) -> bool:
    """Whether recommendations are told apart by their text, for want of the source's numbers."""

    def look() -> bool:
        basis = loaded.snapshot.scan(Table.RECOMMENDATIONS).select(Col.ID_BASIS).collect()
        return bool((basis[Col.ID_BASIS].cast(pl.String) == IdBasis.TEXT.value).any())

    return _KNOWN_BY_TEXT.get(loaded.snapshot.checksum, look)


_NOT_FETCHED: Final = N_(
    "New data editions cannot be fetched at the moment; what has come is shown."
)
_IDLE: Final = 600.0
"""Seconds after which an edition that nobody looks at leaves the memory."""

_CHOSEN: Final[Shared[Chosen]] = Shared(4, _IDLE)
_LISTED: Final[Shared[list[snapshot.Listed]]] = Shared(2)
_RECORDS: Final[Shared[Records]] = Shared(2, _IDLE)
_AS_KNOWN: Final[Shared[Records]] = Shared(3, _IDLE)
_SMART: Final[Shared[pl.DataFrame]] = Shared(64)
_REMARKS: Final[Shared[list[str]]] = Shared(2)
_KNOWN_BY_TEXT: Final[Shared[bool]] = Shared(16)


def _stamp(store: Path) -> int:
    """Changes whenever a snapshot comes or goes."""
    return store.stat().st_mtime_ns if store.is_dir() else 0


def _choose(store: Path, wanted: str) -> Chosen:
    def choose() -> Chosen:
        chosen = snapshot.choose(store, wanted or None)
        for _reason in chosen.passed_over:
            operating.event("damaged edition passed over", logging.WARNING)
        return chosen

    return _CHOSEN.get((store, wanted, _stamp(store)), choose)


def _load(chosen: Snapshot) -> Records:
    def read() -> Records:
        with st.spinner(_("Reading the data edition …")):
            loaded = records.load(chosen)
        gc.collect()
        gc.freeze()  # Streamlit collects garbage after every run: what stays is not looked at
        return loaded

    return _RECORDS.get(chosen.checksum, read)


def _fill(store: Path, when_empty: Callable[[Path], object]) -> None:
    def make() -> Chosen:
        with st.spinner(_("Making the demonstration data, once …")):
            when_empty(store)
        return snapshot.choose(store, None)

    _CHOSEN.get((store, "filled", _stamp(store)), make)
