"""Small snapshots in stores of tests, and ways to spoil them."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from frames import recommendations, tables

from upr_data.model import SnapshotKind
from upr_data.snapshot import Draft, list_snapshots, publish

REAL = Draft("sample", SnapshotKind.REAL, "2026-01-01T10:00:00+00:00")


DEMO = Draft("demonstration", SnapshotKind.DEMONSTRATION, "2026-02-01")


TABLES = tables(recommendations({"id": "a"}, {"id": "b", "response": "noted"}))


def publish_one(store: Path, draft: Draft = REAL, **changes: Any) -> Path:  # noqa: ANN401
    return store / publish(TABLES, replace(draft, **changes), store).id


def ids(store: Path) -> list[str]:
    return [one.path.name for one in list_snapshots(store)]


def edit_manifest(snapshot: Path, **changes: Any) -> None:  # noqa: ANN401
    """Change the papers and their checksum with them, as only somebody could who means to."""
    path = snapshot / "manifest.json"
    seal(snapshot, json.dumps(json.loads(path.read_text()) | changes).encode())


def seal(snapshot: Path, manifest: bytes) -> None:
    (snapshot / "manifest.json").write_bytes(manifest)
    line = f"{hashlib.sha256(manifest).hexdigest()}  manifest.json\n"
    (snapshot / "manifest.sha256").write_text(line)


def truncate(snapshot: Path) -> None:
    file = snapshot / "statuses.parquet"
    file.write_bytes(file.read_bytes()[:-1])


def lose_a_record(snapshot: Path) -> None:
    files = json.loads((snapshot / "manifest.json").read_text())["files"]
    edit_manifest(snapshot, files={name: one for name, one in files.items() if name != "states"})
