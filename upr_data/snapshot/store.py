"""The store: a folder of snapshots. Listing, choosing, removing."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from upr_data.model import SnapshotKind
from upr_data.snapshot.manifest import MANIFEST_FILE, Manifest
from upr_data.snapshot.reading import (
    DamagedSnapshotError,
    Snapshot,
    file_problems,
    open_snapshot,
    read_manifest,
)

REMOVED = ".removed-"


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


@dataclass(frozen=True, slots=True)
class Chosen:
    """The snapshot served, and the damaged ones that were passed over for it."""

    snapshot: Snapshot
    passed_over: tuple[str, ...]


def default_store() -> Path:
    """`UPR_STORE`, else the platform's folder for user data."""
    given = os.environ.get("UPR_STORE")
    return Path(given) if given else user_data_path("upr-outcomes", appauthor=False)


def list_snapshots(store: Path) -> list[Listed]:
    """All snapshots of the store, newest first, each verified; those without papers last."""
    return matching(store)


def matching(store: Path, wanted: str | None = None) -> list[Listed]:
    """The snapshots of this id or name, verified, newest first; all where none is wanted.

    Raises `NoSnapshotError` where a name is wanted that nobody has.
    """
    paths = [p for p in _newest_first(store) if wanted is None or wanted in (p.name, _name(p))]
    if wanted is not None and not paths:
        raise NoSnapshotError(_nothing_found(store, wanted, []))
    return [_listed(path) for path in paths]


def choose(store: Path, wanted: str | None = None) -> Chosen:
    """The snapshot of this id, or the newest valid one of this name.

    By default the newest valid real one, else the demonstration. Damaged ones are passed over
    and named. Raises `NoSnapshotError` where none is left.
    """
    passed_over: dict[str, None] = {}
    for path in _candidates(store, wanted):
        try:
            return Chosen(open_snapshot(path), tuple(passed_over))
        except DamagedSnapshotError as error:
            passed_over[str(error)] = None
    raise NoSnapshotError(_nothing_found(store, wanted, list(passed_over)))


def remove(store: Path, wanted: str) -> str:
    """Remove one snapshot by its id, or by a name that only one has; return its id."""
    paths = [p for p in _newest_first(store) if p.name == wanted] or [
        p for p in _newest_first(store) if _name(p) == wanted
    ]
    if not paths:
        raise NoSnapshotError(_nothing_found(store, wanted, []))
    if len(paths) > 1:
        ids = ", ".join(path.name for path in paths)
        message = f"Several snapshots are named {wanted}: {ids}. Say which by its full id."
        raise NoSnapshotError(message)
    hidden = store / f"{REMOVED}{paths[0].name}"
    shutil.rmtree(hidden, ignore_errors=True)
    paths[0].rename(hidden)
    shutil.rmtree(hidden)
    return paths[0].name


def superseded_by(store: Path) -> dict[str, str]:
    """For each snapshot that another was made from, the id of the newest such."""
    manifests = [m for path in reversed(_newest_first(store)) if (m := _manifest(path))]
    return {m.supersedes: m.id for m in manifests if m.supersedes}


def _candidates(store: Path, wanted: str | None) -> Iterator[Path]:
    paths = _newest_first(store)
    if wanted is not None:
        by_id = [path for path in paths if path.name == wanted]
        yield from by_id or [path for path in paths if _name(path) == wanted]
        return
    for kind in (SnapshotKind.REAL, SnapshotKind.DEMONSTRATION):
        yield from (p for p in paths if (m := _manifest(p)) is None or m.kind is kind)


def _newest_first(store: Path) -> list[Path]:
    if not store.is_dir():
        return []
    paths = [
        path
        for path in store.iterdir()
        if not path.name.startswith(".") and (path / MANIFEST_FILE).is_file()
    ]
    return sorted(paths, key=_age, reverse=True)


def _age(path: Path) -> tuple[str, int, str]:
    """Damaged papers count as the newest of their day, so that they are named, not forgotten."""
    manifest = _manifest(path)
    return (manifest.created if manifest else f"{path.name[:10]}T99", len(path.name), path.name)


def _manifest(path: Path) -> Manifest | None:
    try:
        return read_manifest(path)
    except DamagedSnapshotError:
        return None


def _name(path: Path) -> str:
    """The name in the manifest; where that is damaged, the one in the folder's name."""
    manifest = _manifest(path)
    return manifest.name if manifest else re.sub(r"^\d{4}-\d\d-\d\d-|-\d+$", "", path.name)


def _listed(path: Path) -> Listed:
    try:
        manifest = read_manifest(path)
    except DamagedSnapshotError as error:
        return Listed(path, None, (str(error),))
    return Listed(path, manifest, tuple(file_problems(path, manifest)))


def _nothing_found(store: Path, wanted: str | None, passed_over: list[str]) -> str:
    damaged = " ".join(passed_over)
    if wanted is None:
        return f"The store {store} holds no snapshot that can be read. {damaged}".strip()
    known = ", ".join(path.name for path in _newest_first(store)) or "none"
    return f"No snapshot {wanted!r} can be read. In the store: {known}. {damaged}".strip()
