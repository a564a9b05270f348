"""Writing a snapshot: beside, flushed, then renamed into place. Whole, or not at all."""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import fields
from itertools import count
from pathlib import Path

import polars as pl

from upr_data.model import Tables
from upr_data.snapshot.manifest import MANIFEST_FILE, Draft, FileRecord, Manifest, renamed

INCOMING = ".incoming-"
_LEFT_BEHIND = 24 * 3600


class StoreNotWritableError(Exception):
    """The store cannot be written to; the message says where it lies."""


def publish(tables: Tables, draft: Draft, store: Path) -> Manifest:
    """Write the tables and their papers into the store; return the manifest with its id.

    A reader sees the whole snapshot or none: a crash at any point leaves only a hidden folder
    that nobody lists. Raises `StoreNotWritableError`.
    """
    try:
        store.mkdir(parents=True, exist_ok=True)
        _sweep(store)
        folder = Path(tempfile.mkdtemp(prefix=INCOMING, dir=store))
    except OSError as error:
        message = f"The store {store} cannot be written to: {error.strerror}."
        raise StoreNotWritableError(message) from error
    try:
        files = {
            field.name: _write(getattr(tables, field.name), folder, field.name)
            for field in fields(tables)
        }
        return _move_into_place(folder, store, draft, files)
    except OSError as error:
        message = f"The snapshot could not be written to {store}: {error.strerror}."
        raise StoreNotWritableError(message) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(store: Path) -> None:
    """Remove what publications left that were killed more than a day ago."""
    for left in store.glob(f"{INCOMING}*"):
        if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
            shutil.rmtree(left, ignore_errors=True)


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(frame: pl.DataFrame, folder: Path, name: str) -> FileRecord:
    path = folder / f"{name}.parquet"
    frame.rechunk().write_parquet(path, compression="zstd", statistics=True)
    _flush(path)
    return FileRecord(sha256(path), frame.height, path.stat().st_size)


def _move_into_place(
    folder: Path, store: Path, draft: Draft, files: dict[str, FileRecord]
) -> Manifest:
    folder.chmod(0o755)
    manifest = draft.manifest("", files)
    for snapshot_id in _ids(draft):
        if (store / snapshot_id).exists():
            continue
        named = renamed(manifest, snapshot_id)
        path = folder / MANIFEST_FILE
        path.write_text(named.to_json(), encoding="utf-8")
        _flush(path)
        _flush(folder)
        try:
            folder.rename(store / snapshot_id)
        except OSError:
            if (store / snapshot_id).exists():
                continue
            raise
        _flush(store)
        return named
    raise AssertionError


def _ids(draft: Draft) -> Iterator[str]:
    first = f"{draft.created[:10]}-{draft.name}"
    yield first
    yield from (f"{first}-{n}" for n in count(2))


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
