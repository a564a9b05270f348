"""Opening a snapshot: every file is held against its hash before the first row is read."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from upr_data.model import SCHEMA_VERSION, SCHEMAS, Table
from upr_data.snapshot.manifest import MANIFEST_FILE, FileRecord, Manifest
from upr_data.snapshot.publish import sha256


class DamagedSnapshotError(Exception):
    """A snapshot that must not be read; the message names it and what is wrong."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot, checked. `scan` gives its tables lazily."""

    path: Path
    manifest: Manifest

    def scan(self, table: Table) -> pl.LazyFrame:
        """One table with its declared schema, in file order."""
        return pl.scan_parquet(self.path / f"{table}.parquet").cast(SCHEMAS[table])


def read_manifest(path: Path) -> Manifest:
    """The manifest of the snapshot in this folder. Raises `DamagedSnapshotError`."""
    try:
        manifest = Manifest.from_json((path / MANIFEST_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{path.name}: its manifest cannot be read ({type(error).__name__})."
        raise DamagedSnapshotError(message) from error
    if manifest.id != path.name:
        message = f"{path.name}: its manifest is that of {manifest.id}; the folder was renamed."
        raise DamagedSnapshotError(message)
    if manifest.schema_version != SCHEMA_VERSION:
        message = (
            f"{path.name}: written with schema {manifest.schema_version}, this program reads "
            f"{SCHEMA_VERSION}. Import its sources again."
        )
        raise DamagedSnapshotError(message)
    if unlisted := [table.value for table in Table if table not in manifest.files]:
        message = (
            f"{path.name}: its manifest cannot be read (it does not list {', '.join(unlisted)})."
        )
        raise DamagedSnapshotError(message)
    return manifest


def open_snapshot(path: Path) -> Snapshot:
    """The snapshot in this folder, verified. Raises `DamagedSnapshotError`."""
    manifest = read_manifest(path)
    if problems := file_problems(path, manifest):
        message = f"{path.name}: {problems[0]}"
        raise DamagedSnapshotError(message)
    return Snapshot(path, manifest)


def file_problems(path: Path, manifest: Manifest) -> list[str]:
    """What is wrong with the snapshot's files, one sentence each; empty where all is well."""
    problems = (_problem(path / f"{table}.parquet", manifest.files[table]) for table in Table)
    return [problem for problem in problems if problem]


def _problem(file: Path, record: FileRecord) -> str | None:
    if not file.is_file():
        return f"{file.name} is missing."
    try:
        found = sha256(file)
    except OSError as error:
        return f"{file.name} cannot be read: {error.strerror}."
    if found != record.sha256:
        return f"{file.name} does not match its SHA-256: it was changed or damaged."
    return None
