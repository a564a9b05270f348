"""Snapshots and figures, loaded once for everyone. Caches are bounded and keyed by values."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl
import streamlit as st

from upr_data import snapshot
from upr_data.figures import features, metrics, records
from upr_data.figures.records import Records
from upr_data.model import Col, Dimension, IdBasis, Table
from upr_data.selection.filters import Filters
from upr_data.snapshot import Chosen, NoSnapshotError, Snapshot


def load_chosen(
    wanted: str, when_empty: Callable[[Path], object]
) -> tuple[Records, tuple[str, ...]]:
    """The records of the snapshot a link asks for, or the default, and damaged ones passed over.

    Raises `NoSnapshotError`. `when_empty` is called, once, for a new store.
    """
    store = snapshot.default_store()
    snapshot.follow(store)
    try:
        chosen = _choose(store, wanted, _stamp(store))
    except NoSnapshotError:
        if wanted or not snapshot.may_demonstrate(store):
            raise
        _fill(store, when_empty)
        chosen = _choose(store, wanted, _stamp(store))
    return _load(chosen.snapshot.checksum, chosen.snapshot), chosen.passed_over


def load(wanted: str) -> Records:
    """The records of a snapshot by its id. Raises `NoSnapshotError`."""
    store = snapshot.default_store()
    chosen = _choose(store, wanted, _stamp(store)).snapshot
    return _load(chosen.checksum, chosen)


def load_listed() -> list[snapshot.Listed]:
    """The snapshots of the store, newest first."""
    store = snapshot.default_store()
    return _list(store, _stamp(store))


@st.cache_data(max_entries=512, show_spinner=False)
def load_figures(
    checksum: str,  # noqa: ARG001 - the key of the cache
    filters: Filters,
    by: tuple[Dimension, ...],
    _records: Records,
) -> pl.DataFrame:
    """The figures of a selection."""
    return metrics.figures(_records, filters, by)


def load_smart(loaded: Records, filters: Filters, by: Dimension) -> pl.DataFrame:
    """Features of the texts of a selection, by one dimension."""
    return _smart(loaded.snapshot.checksum, replace(filters, snapshot=""), by, loaded)


@st.cache_data(max_entries=64, show_spinner=False)
def _smart(
    checksum: str,  # noqa: ARG001 - the key of the cache
    filters: Filters,
    by: Dimension,
    _records: Records,
) -> pl.DataFrame:
    return features.smart_shares(_records, filters, by)


@st.cache_data(max_entries=16, show_spinner=False)
def _is_known_by_text(checksum: str, _records: Records) -> bool:  # noqa: ARG001 - key
    basis = _records.snapshot.scan(Table.RECOMMENDATIONS).select(Col.ID_BASIS)
    return bool((basis.collect()[Col.ID_BASIS].cast(pl.String) == IdBasis.TEXT.value).any())


def are_known_by_text(loaded: Records) -> bool:
    """Whether recommendations are told apart by their text, for want of the source's numbers."""
    return _is_known_by_text(loaded.snapshot.checksum, loaded)


def _stamp(store: Path) -> int:
    """Changes whenever a snapshot comes or goes."""
    return store.stat().st_mtime_ns if store.is_dir() else 0


@st.cache_resource(max_entries=16, show_spinner=False)
def _choose(store: Path, wanted: str, stamp: int) -> Chosen:  # noqa: ARG001 - key of the cache
    return snapshot.choose(store, wanted or None)


@st.cache_resource(max_entries=2, show_spinner=False)
def _list(store: Path, stamp: int) -> list[snapshot.Listed]:  # noqa: ARG001 - key of the cache
    return snapshot.list_snapshots(store)


@st.cache_resource(max_entries=3, show_spinner="Reading the snapshot…")
def _load(checksum: str, _snapshot: Snapshot) -> Records:  # noqa: ARG001 - the key of the cache
    loaded = records.load(_snapshot)
    gc.collect()
    gc.freeze()  # Streamlit collects garbage after every run: what stays need not be looked at
    return loaded


@st.cache_resource(max_entries=1, show_spinner="Making the demonstration data, once…")
def _fill(store: Path, _when_empty: Callable[[Path], object]) -> None:
    _when_empty(store)


def as_shown(by: Sequence[Dimension]) -> tuple[Dimension, ...]:
    """Dimensions as a key of the cache."""
    return tuple(by) or (Dimension.NONE,)
