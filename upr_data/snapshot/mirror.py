"""The local copy of a store that lies in a bucket: a store like any other, kept up to date.

Whatever reads, reads the copy. A snapshot is downloaded beside, verified, and renamed into place;
one that is gone from the bucket is taken out. When the bucket is out of reach, the copy goes on.
Nobody who reads waits for the bucket, but for a first copy where there is none yet.
"""

import hashlib
import json
import logging
import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from platformdirs import user_cache_path

from upr_data.model import Table
from upr_data.snapshot.manifest import CHECKSUM_FILE, MANIFEST_FILE
from upr_data.snapshot.reading import (
    LONGEST_MANIFEST,
    DamagedSnapshotError,
    file_problems,
    read_manifest,
)
from upr_data.snapshot.remote import Bucket, Remote, RemoteError, is_address
from upr_data.snapshot.sweeping import incoming, sweep, take_out

_MARK: Final = ".mirror.json"
_LONGEST_CHECKSUM: Final = 200
_LOG: Final = logging.getLogger(__name__)
_LOG.addHandler(logging.NullHandler())
POLL_SECONDS: Final = 30
"""How often a server asks the bucket what there is, unless `UPR_POLL` says otherwise."""

_FIRST_COPY: Final = 30.0
"""Seconds for which a page waits for a first copy; then it says that there is none yet."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What the last look into the bucket gave: when (Unix seconds), and what is wrong, if anything.

    `problems` name snapshots of the bucket that are not shown because they are damaged.
    """

    at: float
    problems: tuple[str, ...] = ()
    error: str | None = None


@dataclass(slots=True)
class _Followed:
    """A copy and its bucket: `looking` is held while the bucket is asked, however long it takes.

    `looked` is set once it has been, `starting` held while the thread that goes on asking begins.
    """

    looking: threading.Lock = field(default_factory=threading.Lock)
    looked: threading.Event = field(default_factory=threading.Event)
    starting: threading.Lock = field(default_factory=threading.Lock)
    thread: threading.Thread | None = None
    synced: Synced | None = None


_FOLLOWED: Final[dict[Path, _Followed]] = {}


def store_at(text: str) -> Path:
    """The folder of a store: the one named, or the local copy of `s3://bucket/prefix`.

    Copies lie under `UPR_CACHE`, else in the platform's folder for caches. Raises `ValueError`
    for an address that cannot be one, `OSError` where the copy cannot be written.
    """
    if "://" not in text:
        return Path(text)
    if not is_address(text):
        message = f"{text!r} is no address of a store: say a folder, or s3://bucket/prefix."
        raise ValueError(message)
    address = text.rstrip("/")
    given = os.environ.get("UPR_CACHE")
    caches = Path(given) if given else user_cache_path("upr-outcomes", appauthor=False)
    store = caches / hashlib.sha256(address.encode()).hexdigest()[:16]
    if origin(store) != address:
        store.mkdir(parents=True, exist_ok=True)
        _write_mark(store, {"origin": address, "versions": {}})
    return store


def origin(store: Path) -> str | None:
    """The address that this store is a local copy of; None for a store of its own."""
    found = _read_mark(store).get("origin")
    return found if isinstance(found, str) and is_address(found) else None


def named(store: Path) -> str:
    """What people call this store: its address, or its folder."""
    return origin(store) or str(store)


def bucket_of(store: Path) -> Bucket | None:
    """Where snapshots of this store have to go as well."""
    address = origin(store)
    return Bucket(address) if address else None


def refresh(store: Path) -> Synced | None:
    """Bring the local copy up to date now; None for a store of its own.

    Never raises for the bucket's sake, nor for that of the disk: the copy is good as it is, and
    what went wrong is told.
    """
    bucket = bucket_of(store)
    if bucket is None:
        return None
    followed = _FOLLOWED.setdefault(store, _Followed())
    with followed.looking:
        try:
            followed.synced = Synced(time.time(), tuple(_sync(bucket, store)))
        except OSError as error:
            followed.synced = _failed(store, followed.synced, error)
        finally:
            followed.looked.set()
    return followed.synced


def _failed(store: Path, last: Synced | None, error: OSError) -> Synced:
    """The look before, with why this one failed, without a path; what is new of it is logged."""
    if isinstance(error, RemoteError):
        said, event = str(error), "bucket out of reach"
    else:
        reason = os.strerror(error.errno) if error.errno else type(error).__name__
        said, event = f"The local copy cannot be written ({reason}).", "copy cannot be written"
    if last is None or last.error != said:
        has_copy = bool(_versions(_read_mark(store)))
        event += ", its copy goes on" if has_copy else ", and there is no copy"
        _LOG.warning(event)
    return Synced(last.at if last else 0.0, last.problems if last else (), said)


def follow(store: Path) -> Synced | None:
    """Keep the local copy up to date while this process lives; how the last look went.

    Waits for the first look, and no longer than half a minute, where there is no copy yet. None for
    a store of its own, and where no look is over.
    """
    if origin(store) is None:
        return None
    followed = _FOLLOWED.setdefault(store, _Followed())
    with followed.starting:
        if followed.thread is None or not followed.thread.is_alive():
            followed.thread = threading.Thread(target=_keep_fresh, args=(store,), daemon=True)
            followed.thread.start()
    if not followed.looked.is_set() and not _versions(_read_mark(store)):
        followed.looked.wait(_FIRST_COPY)
    return followed.synced


def last_error(store: Path) -> str | None:
    """Why the copy could not be brought up to date the last time, if so; or that it never was."""
    followed = _FOLLOWED.get(store)
    if followed and not followed.looked.is_set():
        return f"The store {named(store)} has not answered yet; look again in a minute."
    return followed.synced.error if followed and followed.synced else None


def note_version(store: Path, snapshot_id: str, version: str | None) -> None:
    """Remember which manifest of the bucket the copy of a snapshot has; None forgets it.

    What is forgotten is downloaded again: a copy that turned out damaged, for one.
    """
    mark = _read_mark(store)
    if "origin" in mark and _versions(mark).get(snapshot_id) != version:
        mark["versions"] = {**_versions(mark), snapshot_id: version}
        _write_mark(store, mark)


def _keep_fresh(store: Path) -> None:
    while True:
        try:
            refresh(store)
        except Exception:  # noqa: BLE001 - the next look may go well
            _LOG.exception("looking into the bucket failed")
        time.sleep(_poll_seconds())


def _poll_seconds() -> float:
    given = os.environ.get("UPR_POLL", "")
    return max(1.0, float(given)) if given.isdecimal() else POLL_SECONDS


def _sync(bucket: Bucket, store: Path) -> list[str]:
    there = {name: one for name, one in bucket.listed().items() if one.version is not None}
    had = _versions(_read_mark(store))
    known, damaged = _damaged(_read_mark(store)), {}
    for snapshot_id in sorted(there, reverse=True):
        remote = there[snapshot_id]
        if had.get(snapshot_id) == remote.version and (store / snapshot_id).is_dir():
            continue
        state = [remote.version, remote.touched.isoformat()]
        if known.get(snapshot_id, [None])[:-1] == state:
            damaged[snapshot_id] = known[snapshot_id]
            continue
        try:
            _download(bucket, snapshot_id, remote, store)
            note_version(store, snapshot_id, remote.version)
            _LOG.info("edition swapped in", extra={"edition": snapshot_id})
        except DamagedSnapshotError as error:
            damaged[snapshot_id] = [*state, str(error)]
            _LOG.warning("damaged edition in the bucket", extra={"edition": snapshot_id})
    if damaged != known:
        _write_mark(store, _read_mark(store) | {"damaged": damaged})
    for snapshot_id in had.keys() - there.keys():
        with suppress(FileNotFoundError):
            take_out(store / snapshot_id)
        _forget(store, snapshot_id)
    return [problem for *_state, problem in damaged.values()]


def _download(bucket: Bucket, snapshot_id: str, remote: Remote, store: Path) -> None:
    """Raises `DamagedSnapshotError` where it is not what its papers say; then nothing changes."""
    if "/" in snapshot_id or snapshot_id.startswith("."):
        return
    sweep(store)
    with incoming(store) as folder:
        target = folder / snapshot_id
        target.mkdir()
        for name, most in ((MANIFEST_FILE, LONGEST_MANIFEST), (CHECKSUM_FILE, _LONGEST_CHECKSUM)):
            _get(bucket, remote, target, name, most)
        manifest = read_manifest(target)
        for table in Table:
            size = manifest.files[table].n_bytes
            _get(bucket, remote, target, f"{table}.parquet", size)
        if problems := file_problems(target, manifest):
            message = f"{snapshot_id}: {problems[0]}"
            raise DamagedSnapshotError(message)
        _swap_in(target, store / snapshot_id)


def _get(bucket: Bucket, remote: Remote, target: Path, name: str, most: int) -> None:
    """One file into the folder `target`, named as its snapshot, where it is no larger than said."""
    size = remote.sizes.get(name)
    if size is None or size > most:
        what = "is missing" if size is None else "is larger than it may be"
        message = f"{target.name}: {name} {what} in {bucket.address}."
        raise DamagedSnapshotError(message)
    bucket.download(target.name, name, target / name)


def _swap_in(target: Path, place: Path) -> None:
    target.parent.chmod(0o755)
    with suppress(FileNotFoundError):
        take_out(place)
    try:
        target.rename(place)
    except OSError:
        if not place.is_dir():  # else another process of this machine was quicker
            raise


def _read_mark(store: Path) -> dict[str, Any]:
    try:
        found = json.loads((store / _MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _versions(mark: dict[str, Any]) -> dict[str, str | None]:
    found = mark.get("versions")
    return found if isinstance(found, dict) else {}


def _damaged(mark: dict[str, Any]) -> dict[str, list[Any]]:
    """What was found damaged: in which state, and why; not downloaded again until it changes."""
    found = mark.get("damaged")
    return found if isinstance(found, dict) else {}


def _forget(store: Path, snapshot_id: str) -> None:
    mark = _read_mark(store)
    versions = _versions(mark)
    versions.pop(snapshot_id, None)
    _write_mark(store, mark | {"versions": versions})


def _write_mark(store: Path, mark: dict[str, Any]) -> None:
    """Whole or not at all: several processes of one machine may share a copy."""
    new = store / f"{_MARK}.{os.getpid()}.{threading.get_ident()}"
    new.write_text(json.dumps(mark), encoding="utf-8")
    new.replace(store / _MARK)
