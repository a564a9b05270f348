"""Snapshots are checked before use and trusted after it; what is damaged is named, never shown."""

import errno
import hashlib
import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from snapshots import DEMO, TABLES, edit_manifest, lose_a_record, publish_one, seal, truncate

from upr_data.model import Table
from upr_data.snapshot import (
    DamagedSnapshotError,
    NoSnapshotError,
    choose,
    list_snapshots,
    open_snapshot,
    remove,
)


def flip(file: Path, bit: int) -> None:
    content = bytearray(file.read_bytes())
    content[bit // 8 % len(content)] ^= 1 << bit % 8
    file.write_bytes(content)


@pytest.mark.parametrize("table", list(Table))
@pytest.mark.parametrize("where", [0.0, 0.3, 0.6, 0.999])
def test_one_flipped_bit_in_any_file_is_found_before_first_use(
    tmp_path: Path, table: Table, where: float
) -> None:
    snapshot = publish_one(tmp_path)
    file = snapshot / f"{table}.parquet"
    flip(file, int(file.stat().st_size * 8 * where))
    with pytest.raises(DamagedSnapshotError, match=rf"{table}\.parquet does not match its SHA-256"):
        open_snapshot(snapshot)


def make_a_folder(snapshot: Path) -> None:
    lose_a_file(snapshot)
    (snapshot / "statuses.parquet").mkdir()


def lose_a_file(snapshot: Path) -> None:
    (snapshot / "statuses.parquet").unlink()


def append(file: Path, more: bytes) -> None:
    file.write_bytes(file.read_bytes() + more)


def turn_into_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def edit_record(snapshot: Path, table: str, **changes: Any) -> None:  # noqa: ANN401
    files = json.loads((snapshot / "manifest.json").read_text())["files"]
    edit_manifest(snapshot, files=files | {table: files[table] | changes})


def table_bytes(snapshot: Path, table: str) -> bytes:
    return (snapshot / f"{table}.parquet").read_bytes()


def replace_file(snapshot: Path, table: str, content: bytes) -> None:
    """Another file with papers that fit it."""
    (snapshot / f"{table}.parquet").write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    edit_record(snapshot, table, sha256=sha256, n_bytes=len(content))


def invent_states(snapshot: Path) -> None:
    """A demonstration that is passed off as real, with papers that fit it."""
    buffer = BytesIO()
    TABLES.states.with_columns(state=pl.lit("QMA")).write_parquet(buffer)
    replace_file(snapshot, "states", buffer.getvalue())


CHANGED = "its manifest does not match its SHA-256: it was changed or damaged"


UNREADABLE = "its manifest cannot be read"


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "truncated": (truncate, "statuses.parquet does not match"),
    "unreadable": (make_a_folder, "statuses.parquet"),
    "missing": (lose_a_file, "statuses.parquet is missing"),
    "no manifest": (lambda s: (s / "manifest.json").unlink(), "it has no manifest.json"),
    "no checksum": (lambda s: (s / "manifest.sha256").unlink(), "manifest.sha256 is missing"),
    "other checksum": (lambda s: (s / "manifest.sha256").write_text("0" * 64), CHANGED),
    "one space more": (lambda s: append(s / "manifest.json", b" "), CHANGED),
    "no JSON": (lambda s: (s / "manifest.json").write_text("{"), UNREADABLE),
    "binary": (lambda s: (s / "manifest.json").write_bytes(b"\xff\xfe"), UNREADABLE),
    "deep": (lambda s: (s / "manifest.json").write_text("[" * 100_000), UNREADABLE),
    "a folder": (lambda s: turn_into_a_folder(s / "manifest.json"), "it has no manifest.json"),
    "too long": (lambda s: seal(s, b" " * (16 * 1024**2 + 1)), "more than 16777216 bytes"),
    "older": (lambda s: edit_manifest(s, schema_version=1, files={}), "schema 1, this program"),
    "newer": (lambda s: edit_manifest(s, schema_version=99, more=1), "schema 99"),
    # From here on, with a checksum that fits.
    "not recorded": (lose_a_record, "does not list states"),
    "a list": (lambda s: seal(s, b"[]"), UNREADABLE),
    "empty": (lambda s: seal(s, b"{}"), UNREADABLE),
    "no number": (lambda s: edit_manifest(s, notes=float("nan")), UNREADABLE),
    "half a letter": (lambda s: edit_manifest(s, notes={"a": "\ud800"}), UNREADABLE),
    "odd kind": (lambda s: edit_manifest(s, kind="odd"), UNREADABLE),
    "odd field": (lambda s: edit_manifest(s, odd=1), UNREADABLE),
    "odd name": (lambda s: edit_manifest(s, name=["sample"]), UNREADABLE),
    "odd date": (lambda s: edit_manifest(s, created="yesterday"), UNREADABLE),
    "date as a number": (lambda s: edit_manifest(s, created=20260101), UNREADABLE),
    "odd sources": (lambda s: edit_manifest(s, sources=[{"file": 1}]), UNREADABLE),
    "schema as a word": (lambda s: edit_manifest(s, schema_version="4"), UNREADABLE),
    "other id": (lambda s: edit_manifest(s, id="2026-01-01-other"), "renamed"),
    "negative": (lambda s: edit_record(s, "terms", n_bytes=-1), UNREADABLE),
    "true rows": (lambda s: edit_record(s, "terms", n_rows=False), UNREADABLE),
    "fewer rows": (lambda s: edit_record(s, "states", n_rows=1), "its manifest says 1"),
    "no Parquet": (lambda s: replace_file(s, "terms", b"PAR1"), "terms.parquet is not a Parquet"),
    "other table": (lambda s: replace_file(s, "terms", table_bytes(s, "joins")), "other columns"),
    "invented": (invent_states, "its States are invented"),
}


@pytest.mark.parametrize("damage", list(DAMAGES))
def test_a_damaged_newest_is_named_and_the_last_good_one_served(
    tmp_path: Path, damage: str
) -> None:
    publish_one(tmp_path)
    newest = publish_one(tmp_path)
    spoil, reason = DAMAGES[damage]
    spoil(newest)
    chosen = choose(tmp_path)
    assert chosen.snapshot.path.name == "2026-01-01-sample"
    (passed_over,) = chosen.passed_over
    assert newest.name in passed_over
    assert reason in passed_over
    with pytest.raises(DamagedSnapshotError, match=newest.name):
        open_snapshot(newest)


@pytest.mark.parametrize("damage", list(DAMAGES))
def test_a_damaged_snapshot_is_listed_as_such(tmp_path: Path, damage: str) -> None:
    snapshot = publish_one(tmp_path)
    DAMAGES[damage][0](snapshot)
    (listed,) = list_snapshots(tmp_path)
    assert not listed.is_valid
    assert listed.problems


def test_a_damaged_one_asked_for_by_its_id_is_not_replaced_by_another(tmp_path: Path) -> None:
    publish_one(tmp_path)
    newest = publish_one(tmp_path)
    truncate(newest)
    with pytest.raises(NoSnapshotError, match="does not match its SHA-256"):
        choose(tmp_path, newest.name)


def test_asked_for_by_name_the_newest_good_one_is_served(tmp_path: Path) -> None:
    good = publish_one(tmp_path)
    truncate(publish_one(tmp_path))
    chosen = choose(tmp_path, "sample")
    assert (chosen.snapshot.path, len(chosen.passed_over)) == (good, 1)


def test_when_all_real_ones_are_damaged_the_demonstration_is_served(tmp_path: Path) -> None:
    publish_one(tmp_path, DEMO)
    truncate(publish_one(tmp_path))
    chosen = choose(tmp_path)
    assert (chosen.snapshot.manifest.kind, len(chosen.passed_over)) == ("demonstration", 1)


@pytest.mark.parametrize("name", ["statuses.parquet", "manifest.json", "manifest.sha256"])
def test_a_file_that_cannot_be_read_is_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    snapshot = publish_one(tmp_path)
    real = Path.open

    def refused(self: Path, *args: Any, **named: Any) -> Any:  # noqa: ANN401
        if self.name == name:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self, *args, **named)

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(DamagedSnapshotError, match=r"Permission denied|PermissionError"):
        open_snapshot(snapshot)


def test_what_happens_to_a_file_after_it_was_verified_is_not_shown(tmp_path: Path) -> None:
    path = publish_one(tmp_path)
    snapshot = open_snapshot(path)
    prepared = snapshot.scan(Table.RECOMMENDATIONS)
    other = TABLES.recommendations.with_columns(response=pl.lit("noted"))
    other.write_parquet(path / "recommendations.parquet")
    assert prepared.collect().equals(TABLES.recommendations)
    assert snapshot.scan(Table.RECOMMENDATIONS).collect().equals(TABLES.recommendations)
    with pytest.raises(DamagedSnapshotError, match=r"recommendations\.parquet does not match"):
        open_snapshot(path)


def test_a_snapshot_that_is_open_outlives_its_folder(tmp_path: Path) -> None:
    path = publish_one(tmp_path)
    snapshot = open_snapshot(path)
    remove(tmp_path, path.name)
    assert snapshot.scan(Table.RECOMMENDATIONS).collect().equals(TABLES.recommendations)


def test_one_snapshot_opened_twice_is_in_memory_once(tmp_path: Path) -> None:
    path = publish_one(tmp_path)
    first, second = open_snapshot(path), open_snapshot(path)
    assert all(first.held[table] is second.held[table] for table in Table)


def test_the_checksum_of_a_snapshot_is_that_of_its_manifest(tmp_path: Path) -> None:
    path = publish_one(tmp_path)
    line = (path / "manifest.sha256").read_text()
    assert line == f"{open_snapshot(path).checksum}  manifest.json\n"
    assert open_snapshot(publish_one(tmp_path)).checksum not in line
