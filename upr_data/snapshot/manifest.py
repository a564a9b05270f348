"""The papers of a snapshot: who published its records, when, and what each file must hash to."""

import hashlib
import json
import platform
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from importlib.metadata import version
from typing import Any, Self

from upr_data import __version__
from upr_data.domain.provenance import SourceRecord
from upr_data.model import SCHEMA_VERSION, SnapshotKind, Table
from upr_data.snapshot.typed import parsed, typed

MANIFEST_FILE = "manifest.json"
CHECKSUM_FILE = "manifest.sha256"
"""Beside the manifest, what it must hash to; `sha256sum -c manifest.sha256` checks it too."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One Parquet file: its hash, rows and bytes."""

    sha256: str
    n_rows: int
    n_bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot says of itself. Written once, never edited.

    `created` is an ISO date-time in UTC; `supersedes` the id of the snapshot it was made from,
    None for a fresh import; `notes` is what its maker must tell a reader, by key.
    """

    id: str
    name: str
    kind: SnapshotKind
    created: str
    sources: tuple[SourceRecord, ...]
    files: dict[str, FileRecord]
    supersedes: str | None
    notes: dict[str, Any]
    schema_version: int
    tools: dict[str, str]

    @property
    def is_demonstration(self) -> bool:
        """Whether its records are invented: its kind says so, and nothing else."""
        return self.kind is SnapshotKind.DEMONSTRATION

    @property
    def n_rows(self) -> int:
        """Rows of the main table: recommendation × recommending State."""
        return self.files[Table.RECOMMENDATIONS].n_rows

    def to_json(self) -> str:
        """The manifest as the text of `manifest.json`."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read `manifest.json`; raises `ValueError` or `TypeError` where anything in it is amiss.

        Every field is there, of its type and possible: counts are not negative, `created` is an
        ISO date. Papers of another schema may have other fields: see `schema_of`.
        """
        manifest: Self = typed(parsed(text), cls)
        datetime.fromisoformat(manifest.created)
        if any(record.n_rows < 0 or record.n_bytes < 0 for record in manifest.files.values()):
            message = "a negative count"
            raise ValueError(message)
        return manifest


def schema_of(text: str) -> int | None:
    """The schema version that papers name, whatever else is in them; None where they name none."""
    raw = parsed(text)
    found = raw.get("schema_version") if isinstance(raw, dict) else None
    return found if type(found) is int else None


def checksum_line(content: bytes) -> str:
    """What `manifest.sha256` says of a manifest's bytes, in the form of `sha256sum`."""
    return f"{hashlib.sha256(content).hexdigest()}  {MANIFEST_FILE}\n"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the maker of a snapshot knows before it is written."""

    name: str
    kind: SnapshotKind
    created: str
    sources: tuple[SourceRecord, ...] = ()
    supersedes: str | None = None
    notes: tuple[tuple[str, Any], ...] = ()

    def manifest(self, snapshot_id: str, files: dict[str, FileRecord]) -> Manifest:
        """The finished manifest, with the versions of the tools that wrote the files."""
        return Manifest(
            id=snapshot_id,
            name=self.name,
            kind=self.kind,
            created=self.created,
            sources=self.sources,
            files=files,
            supersedes=self.supersedes,
            notes=dict(self.notes),
            schema_version=SCHEMA_VERSION,
            tools=tool_versions(),
        )


def tool_versions() -> dict[str, str]:
    """The versions that decide the bytes of a snapshot."""
    return {
        "upr-outcomes": __version__,
        "python": platform.python_version(),
        "polars": version("polars"),
    }


def renamed(manifest: Manifest, snapshot_id: str) -> Manifest:
    """The same papers under another id."""
    return replace(manifest, id=snapshot_id)
