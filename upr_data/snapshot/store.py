"""The store: a folder of snapshots. Listing, choosing, removing."""

import logging
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from upr_data.language import _
from upr_data.model import SnapshotKind, Table
from upr_data.snapshot import clock
from upr_data.snapshot.absent import gone, not_here, nothing_here, several
from upr_data.snapshot.manifest import CHECKSUM_FILE, MANIFEST_FILE, Manifest
from upr_data.snapshot.mirror import bucket_of, named, note_version, origin, store_at
from upr_data.snapshot.publish import StoreNotWritableError, said_of
from upr_data.snapshot.reading import (
    DamagedSnapshotError,
    Snapshot,
    file_problems,
    open_snapshot,
    read_manifest,
)
from upr_data.snapshot.sweeping import sweep, take_out

_LOG: Final = logging.getLogger(__name__)
_LOG.addHandler(logging.NullHandler())
_DATED: Final = re.compile(r"\d{4}-\d\d-\d\d-.+", re.DOTALL)
_FILES: Final = frozenset({MANIFEST_FILE, CHECKSUM_FILE, *(f"{table}.parquet" for table in Table)})
_DEMONSTRATION: Final = SnapshotKind.DEMONSTRATION.value
_SEEN_REAL: Final[set[Path]] = set()
"""Stores in which this process has found real data."""


class NoSnapshotError(LookupError):
    """No snapshot answers to this name; the message says which there are."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One snapshot of a store, with what is wrong with it, if anything."""

    path: Path
    manifest: Manifest | None
    problems: tuple[str, ...]

    @property
    def is_valid(self) -> bool:
        """Whether it can be read."""
        return not self.problems

    @property
    def has_papers(self) -> bool:
        """Whether there is a manifest at all, good or bad."""
        return (self.path / MANIFEST_FILE).is_file()

    @property
    def names(self) -> frozenset[str]:
        """The name in the manifest; where that is damaged, those that its id can stand for."""
        if self.manifest:
            return frozenset({self.manifest.name})
        undated = re.sub(r"^\d{4}-\d\d-\d\d-", "", self.path.name)
        return frozenset({undated, re.sub(r"-\d+$", "", undated)})

    @property
    def is_from_the_future(self) -> bool:
        """Whether it is dated after today: some clock was set wrong."""
        return self.manifest is not None and clock.is_in_future(self.manifest.created)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The snapshot served, and the damaged ones that were passed over for it."""

    snapshot: Snapshot
    passed_over: tuple[str, ...]


def default_store() -> Path:
    """`UPR_STORE`, a folder or `s3://bucket/prefix`, else the platform's folder for user data.

    Raises as `store_named` does.
    """
    given = os.environ.get("UPR_STORE")
    return store_named(given) if given else user_data_path("upr-outcomes", appauthor=False)


def store_named(text: str) -> Path:
    """The store that a text names: a folder, or `s3://bucket/prefix`.

    Raises `NoSnapshotError` for an address that cannot be one, `StoreNotWritableError` where the
    copy of a bucket has no place.
    """
    try:
        return store_at(text)
    except ValueError as error:
        raise NoSnapshotError(str(error)) from error
    except OSError as error:
        said = _("The local copy of {store} cannot be written to: {reason}.")
        message = said.format(store=text, reason=error.strerror)
        raise StoreNotWritableError(message) from error


def list_snapshots(store: Path) -> list[Listed]:
    """All snapshots of the store, newest first, each verified; folders without papers as well.

    What is dated after today counts as the oldest: see `clock_remarks`.
    """
    return matching(store)


def matching(store: Path, wanted: str | None = None) -> list[Listed]:
    """The snapshots of this id or name, verified, newest first; all where none is wanted.

    Raises `NoSnapshotError` where a name is wanted that nobody has.
    """
    everything = _newest_first(store)
    found = [one for one in everything if wanted is None or wanted in {one.path.name, *one.names}]
    if wanted is not None and not found:
        raise NoSnapshotError(not_here(wanted, _ids(everything), ()))
    return [one for one in map(_verified, found) if one.is_valid or one.path.is_dir()]


def choose(store: Path, wanted: str | None = None) -> Chosen:
    """The snapshot of this id, or the newest valid one of this name.

    By default the newest valid real one, else the demonstration. Damaged ones are passed over
    and named. Raises `NoSnapshotError` where none is left, and where this process has seen real
    data in the store and nothing but the demonstration is left of them.
    """
    everything = _newest_first(store)
    if wanted is None and _has_lost_its_data(store, everything):
        raise NoSnapshotError(gone(store, _DEMONSTRATION))
    passed_over: dict[str, None] = {}
    for one in _candidates(everything, wanted):
        try:
            snapshot = open_snapshot(one.path)
        except DamagedSnapshotError as error:
            if one.path.is_dir():  # else it was removed in this very moment
                passed_over[str(error)] = None
                note_version(store, one.path.name, None)
            continue
        if snapshot.manifest.kind is SnapshotKind.REAL:
            _SEEN_REAL.add(store.absolute())
        return Chosen(snapshot, tuple(passed_over))
    if wanted is None:
        raise NoSnapshotError(nothing_here(store, passed_over))
    raise NoSnapshotError(not_here(wanted, _ids(everything), passed_over))


def wants_demonstration() -> bool:
    """Whether the operator leaves it at that: `UPR_ALLOW_DEMO=0` says that data are to be real."""
    return os.environ.get("UPR_ALLOW_DEMO") != "0"


def may_demonstrate(store: Path) -> bool:
    """Whether the demonstration may be made here unasked: in a store that is new, and only there.

    Not where there is anything else than the demonstration, damaged or not; not where this
    process has seen real data; not in a bucket; not where the operator says `UPR_ALLOW_DEMO=0`,
    as those do whose store lies on a disk that may fail to be there.
    """
    return (
        wants_demonstration()
        and store.absolute() not in _SEEN_REAL
        and origin(store) is None
        and all(_DEMONSTRATION in one.names for one in _newest_first(store))
    )


def remove(store: Path, wanted: str) -> str:
    """Remove one snapshot by its id, or by a name that only one has; return its id.

    Raises `NoSnapshotError`, also for a folder that holds anything but the files of a snapshot,
    and `StoreNotWritableError`.
    """
    everything = _newest_first(store)
    found = [one for one in everything if one.path.name == wanted] or [
        one for one in everything if wanted in one.names
    ]
    if not found:
        raise NoSnapshotError(not_here(wanted, _ids(everything), ()))
    if len(found) > 1:
        raise NoSnapshotError(several(wanted, _ids(found)))
    path = found[0].path
    if others := sorted({file.name for file in path.iterdir()} - _FILES):
        message = (
            f"{path.name} holds {others[0]}, which is no file of a snapshot; remove it by hand."
        )
        raise NoSnapshotError(message)
    with said_of(f"{path.name} could not be removed"):
        bucket = bucket_of(store)
        if bucket:
            bucket.remove(path.name)
        take_out(path)
        _LOG.info("edition removed", extra={"edition": path.name})
        sweep(store)
    if not any(_is_real(one) for one in everything if one.path != path):
        _SEEN_REAL.discard(store.absolute())  # that none is left was asked for
    return path.name


def superseded_by(store: Path) -> dict[str, str]:
    """For each snapshot that another was made from, the id of the newest such."""
    manifests = [one.manifest for one in reversed(_newest_first(store)) if one.manifest]
    return {m.supersedes: m.id for m in manifests if m.supersedes}


def clock_remarks(store: Path) -> list[str]:
    """What to tell people of snapshots that are dated after today; empty where clocks agree."""
    return [
        f"{one.path.name} is dated {one.manifest.created}, but the clock of this machine says "
        f"{clock.now():%Y-%m-%d}: one of the two was set wrong. It counts as the oldest of its "
        "kind; it can be asked for by its id."
        for one in _newest_first(store)
        if one.manifest and one.is_from_the_future
    ]


def _candidates(everything: Sequence[Listed], wanted: str | None) -> list[Listed]:
    if wanted is not None:
        by_id = [one for one in everything if one.path.name == wanted]
        return by_id or [one for one in everything if wanted in one.names]
    kinds = (SnapshotKind.REAL, SnapshotKind.DEMONSTRATION)
    return [
        one
        for kind in kinds
        for one in everything
        if one.manifest is None or one.manifest.kind is kind
    ]


def _newest_first(store: Path) -> list[Listed]:
    """Papers read, files not yet looked at. Raises `NoSnapshotError` for a store out of reach."""
    try:
        read = [_with_papers(path) for path in store.iterdir() if _is_snapshot(path)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        said = _("The store {store} cannot be read: {reason}.")
        raise NoSnapshotError(said.format(store=named(store), reason=error.strerror)) from error
    there = [one for one in read if one.manifest or one.path.is_dir()]
    return sorted(there, key=_age, reverse=True)


def _is_snapshot(path: Path) -> bool:
    """Whether a folder is a snapshot, or was meant to be one: by its name or by its files."""
    if path.name.startswith(".") or not path.is_dir():
        return False
    return bool(_DATED.fullmatch(path.name)) or (path / MANIFEST_FILE).exists()


def _with_papers(path: Path) -> Listed:
    try:
        return Listed(path, read_manifest(path), ())
    except DamagedSnapshotError as error:
        return Listed(path, None, (str(error),))


def _verified(one: Listed) -> Listed:
    if one.manifest is None:
        return one
    return Listed(one.path, one.manifest, tuple(file_problems(one.path, one.manifest)))


def _age(one: Listed) -> tuple[bool, datetime, int, str]:
    """The higher, the newer; of one moment the longer id, which has the higher number."""
    return (not one.is_from_the_future, _moment(one), len(one.path.name), one.path.name)


def _moment(one: Listed) -> datetime:
    """Damaged papers count as the newest of their day, so that they are named, not forgotten."""
    if one.manifest:
        return clock.moment(one.manifest.created)
    try:
        return clock.moment(f"{one.path.name[:10]}T23:59:59")
    except ValueError:
        return clock.moment("0001-01-01")


def _ids(listed: Sequence[Listed]) -> list[str]:
    return [one.path.name for one in listed]


def _is_real(one: Listed) -> bool:
    """Whether this is, or was, real data; of damaged papers nobody knows better."""
    if one.manifest:
        return one.manifest.kind is SnapshotKind.REAL
    return _DEMONSTRATION not in one.names


def _has_lost_its_data(store: Path, everything: Sequence[Listed]) -> bool:
    return store.absolute() in _SEEN_REAL and not any(map(_is_real, everything))
