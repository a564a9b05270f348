"""Opening a snapshot: what is shown are the very bytes that were held against the papers."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final
from weakref import WeakValueDictionary

import polars as pl

from upr_data.domain.states import DEMO_CODES
from upr_data.model import SCHEMA_VERSION, SCHEMAS, Col, SnapshotKind, Table, Vocabulary
from upr_data.snapshot.manifest import (
    CHECKSUM_FILE,
    MANIFEST_FILE,
    FileRecord,
    Manifest,
    checksum_line,
    schema_of,
)

Terms = Mapping[Vocabulary, Mapping[str, str]]
"""Of each of OHCHR's vocabularies, the codes a snapshot has, with their labels."""

LONGEST_MANIFEST: Final = 16 * 1024**2
"""Bytes; those of 60 source files have 40 kB."""


class DamagedSnapshotError(Exception):
    """A snapshot that must not be read; the message names it and what is wrong."""


class Held:
    """The bytes of one file, as they were when they were verified."""

    __slots__ = ("__weakref__", "content")

    def __init__(self, content: bytes) -> None:
        """Hold these bytes."""
        self.content = content


_HELD: Final[WeakValueDictionary[str, Held]] = WeakValueDictionary()
"""By SHA-256: one snapshot opened under several names is in memory once."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot, verified. `scan` gives its tables lazily.

    It holds its files as they were verified (about 0.1 kB a row), so that what happens to the
    folder afterwards changes nothing of what is shown. `checksum` is the SHA-256 of its manifest:
    the same for the same content, another for any other.
    """

    path: Path
    manifest: Manifest
    checksum: str
    held: Mapping[Table, Held] = field(repr=False, compare=False)

    def scan(self, table: Table) -> pl.LazyFrame:
        """One table with its declared schema, in file order."""
        return _scan(self.held[table].content).cast(SCHEMAS[table])

    def terms(self) -> Terms:
        """The terms of OHCHR's vocabularies, by label."""
        found: dict[Vocabulary, dict[str, str]] = {}
        columns = (Col.VOCABULARY, Col.CODE, Col.LABEL)
        for name, code, label in self.scan(Table.TERMS).select(columns).collect().iter_rows():
            found.setdefault(Vocabulary(name), {})[code] = label
        return {one: dict(sorted(named.items(), key=_label)) for one, named in found.items()}


def _label(item: tuple[str, str]) -> str:
    return item[1]


def read_manifest(path: Path) -> Manifest:
    """The manifest of the snapshot in this folder. Raises `DamagedSnapshotError`."""
    return _manifest(path, _content(path))


def open_snapshot(path: Path) -> Snapshot:
    """The snapshot in this folder, verified. Raises `DamagedSnapshotError`."""
    content = _content(path)
    manifest = _manifest(path, content)
    try:
        held = {table: _held(path, manifest.files[table], table) for table in Table}
        _check_kind(manifest, held[Table.STATES].content)
    except DamagedSnapshotError as error:
        message = f"{path.name}: {error}"
        raise DamagedSnapshotError(message) from error
    return Snapshot(path, manifest, hashlib.sha256(content).hexdigest(), held)


def file_problems(path: Path, manifest: Manifest) -> list[str]:
    """What is wrong with the snapshot's files, one sentence each; empty where all is well."""
    problems = []
    for table in Table:
        try:
            content = _verified(path, manifest.files[table], table)
            if table is Table.STATES:
                _check_kind(manifest, content)
        except DamagedSnapshotError as error:
            problems.append(str(error))
    return problems


def _content(path: Path) -> bytes:
    """The bytes of the manifest, where they are a manifest's."""
    file = path / MANIFEST_FILE
    if not file.is_file():
        message = f"{path.name}: it has no {MANIFEST_FILE}, so nobody can say what it holds."
        raise DamagedSnapshotError(message)
    try:
        content = _read(file, LONGEST_MANIFEST)
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(content) > LONGEST_MANIFEST:
        message = f"{path.name}: its manifest has more than {LONGEST_MANIFEST} bytes."
        raise DamagedSnapshotError(message)
    return content


def _manifest(path: Path, content: bytes) -> Manifest:
    try:
        text = content.decode()
        _check_schema(path, schema_of(text))
        _check_checksum(path, content)
        manifest = Manifest.from_json(text)
    except (OSError, ValueError, TypeError) as error:
        raise _unreadable(path, error) from error
    if manifest.id != path.name:
        message = f"{path.name}: its manifest is that of {manifest.id}; the folder was renamed."
        raise DamagedSnapshotError(message)
    if unlisted := [table.value for table in Table if table not in manifest.files]:
        message = f"{path.name}: its manifest does not list {', '.join(unlisted)}."
        raise DamagedSnapshotError(message)
    return manifest


def _unreadable(path: Path, error: Exception) -> DamagedSnapshotError:
    return DamagedSnapshotError(
        f"{path.name}: its manifest cannot be read ({type(error).__name__})."
    )


def _check_schema(path: Path, version: int | None) -> None:
    """Before all else: papers of another version are whole, but not to be read by this program."""
    if version is not None and version != SCHEMA_VERSION:
        message = (
            f"{path.name}: written with schema {version}, this program reads "
            f"{SCHEMA_VERSION}. Import its sources again."
        )
        raise DamagedSnapshotError(message)


def _check_checksum(path: Path, content: bytes) -> None:
    file = path / CHECKSUM_FILE
    if not file.is_file():
        message = f"{path.name}: {CHECKSUM_FILE} is missing, so its manifest cannot be trusted."
        raise DamagedSnapshotError(message)
    line = checksum_line(content)
    if _read(file, len(line)) != line.encode():
        message = (
            f"{path.name}: its manifest does not match its SHA-256: it was changed or damaged."
        )
        raise DamagedSnapshotError(message)


def _verified(path: Path, record: FileRecord, table: Table) -> bytes:
    """The bytes of a table's file. Raises `DamagedSnapshotError` where they are others."""
    file = path / f"{table}.parquet"
    if not file.is_file():
        message = f"{file.name} is missing."
        raise DamagedSnapshotError(message)
    try:
        content = _read(file, record.n_bytes)
    except OSError as error:
        message = f"{file.name} cannot be read: {error.strerror}."
        raise DamagedSnapshotError(message) from error
    if hashlib.sha256(content).hexdigest() != record.sha256 or len(content) != record.n_bytes:
        message = f"{file.name} does not match its SHA-256: it was changed or damaged."
        raise DamagedSnapshotError(message)
    _check_table(file.name, content, record, table)
    return content


def _check_table(name: str, content: bytes, record: FileRecord, table: Table) -> None:
    """Papers and table can agree on a hash and still not on what is in it."""
    try:
        columns = _scan(content).collect_schema().names()
        n_rows = _scan(content).select(pl.len()).collect().item()
    except pl.exceptions.PolarsError as error:
        message = f"{name} is not a Parquet file."
        raise DamagedSnapshotError(message) from error
    if columns != list(SCHEMAS[table]):
        message = f"{name} has other columns than the table {table}."
        raise DamagedSnapshotError(message)
    if n_rows != record.n_rows:
        message = f"{name} has {n_rows} rows; its manifest says {record.n_rows}."
        raise DamagedSnapshotError(message)


def _check_kind(manifest: Manifest, states: bytes) -> None:
    """Invented States are never shown as real ones, whatever the papers say."""
    codes = _scan(states).select(Col.STATE).collect()[Col.STATE]
    if manifest.kind is SnapshotKind.REAL and not DEMO_CODES.isdisjoint(codes):
        message = "its manifest says that its data are real, but its States are invented."
        raise DamagedSnapshotError(message)


def _scan(content: bytes) -> pl.LazyFrame:
    return pl.scan_parquet(BytesIO(content))


def _held(path: Path, record: FileRecord, table: Table) -> Held:
    content = _verified(path, record, table)
    return _HELD.setdefault(record.sha256, Held(content))


def _read(file: Path, most: int) -> bytes:
    """The bytes of a file, and one more where there are more than `most`."""
    with file.open("rb") as opened:
        return opened.read(most + 1)
