"""Writing a snapshot: beside, flushed, then renamed into place. Whole, or not at all."""

import hashlib
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from itertools import count
from pathlib import Path
from typing import Final

import polars as pl

from upr_data.model import Tables
from upr_data.snapshot.manifest import (
    CHECKSUM_FILE,
    MANIFEST_FILE,
    Draft,
    FileRecord,
    Manifest,
    checksum_line,
    renamed,
)
from upr_data.snapshot.mirror import bucket_of, named, note_version
from upr_data.snapshot.sweeping import incoming, sweep

_LOG: Final = logging.getLogger(__name__)
_LOG.addHandler(logging.NullHandler())


class StoreNotWritableError(Exception):
    """The store cannot be written to; the message says where it lies."""


def publish(tables: Tables, draft: Draft, store: Path) -> Manifest:
    """Write the tables and their papers into the store; return the manifest with its id.

    A reader sees the whole snapshot or none: a crash at any point leaves only a hidden folder
    that nobody lists, and that the next publication sweeps. Raises `StoreNotWritableError`.
    """
    name = named(store)
    with said_of(f"The store {name} cannot be written to"):
        store.mkdir(parents=True, exist_ok=True)
        sweep(store)
    with said_of(f"The snapshot could not be written to {name}"), incoming(store) as folder:
        files = {
            field.name: _write(getattr(tables, field.name), folder, field.name)
            for field in fields(tables)
        }
        return _move_into_place(folder, store, draft, files)


@contextmanager
def said_of(what: str) -> Iterator[None]:
    """Say of an error what could not be done; Polars has its own for a full disk."""
    try:
        yield
    except (OSError, pl.exceptions.ComputeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error).splitlines()[0]
        message = f"{what}: {reason}."
        raise StoreNotWritableError(message) from error


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
    bucket = bucket_of(store)
    folder.chmod(0o755)
    manifest = draft.manifest("", files)
    for snapshot_id in _ids(draft):
        if (store / snapshot_id).exists():
            continue
        finished = renamed(manifest, snapshot_id)
        content = finished.to_json().encode()
        checksum = checksum_line(content).encode()
        if bucket and not bucket.claim(snapshot_id, checksum):
            continue
        _write_papers(folder / MANIFEST_FILE, content)
        _write_papers(folder / CHECKSUM_FILE, checksum)
        _flush(folder)
        if bucket:
            note_version(store, snapshot_id, bucket.upload(snapshot_id, folder))
            bucket.sweep()
        try:
            folder.rename(store / snapshot_id)
        except OSError:
            if (store / snapshot_id).exists():
                continue
            raise
        _flush(store)
        _LOG.info("edition published", extra={"edition": snapshot_id})
        return finished
    raise AssertionError


def _write_papers(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    _flush(path)


def _ids(draft: Draft) -> Iterator[str]:
    first = f"{draft.created[:10]}-{draft.name}"
    yield first
    yield from (f"{first}-{n}" for n in count(2))


def _flush(path: Path) -> None:
    if sys.platform == "win32" and path.is_dir():
        return  # Windows flushes no folders
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
