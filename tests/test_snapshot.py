"""Snapshots: whole or not at all, checked before use, chosen by plain rules."""

import errno
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from frames import recommendations, tables

from upr_data.model import SnapshotKind, Table
from upr_data.snapshot import (
    DamagedSnapshotError,
    Draft,
    NoSnapshotError,
    StoreNotWritableError,
    choose,
    clock,
    clock_remarks,
    list_snapshots,
    matching,
    may_demonstrate,
    open_snapshot,
    publish,
    remove,
    superseded_by,
)

REAL = Draft("sample", SnapshotKind.REAL, "2026-01-01T10:00:00+00:00")
DEMO = Draft("demonstration", SnapshotKind.DEMONSTRATION, "2026-02-01")
TABLES = tables(recommendations({"id": "a"}, {"id": "b", "response": "noted"}))


def publish_one(store: Path, draft: Draft = REAL, **changes: Any) -> Path:  # noqa: ANN401
    return store / publish(TABLES, replace(draft, **changes), store).id


def ids(store: Path) -> list[str]:
    return [one.path.name for one in list_snapshots(store)]


def flip(file: Path, bit: int) -> None:
    content = bytearray(file.read_bytes())
    content[bit // 8 % len(content)] ^= 1 << bit % 8
    file.write_bytes(content)


def edit_manifest(snapshot: Path, **changes: Any) -> None:  # noqa: ANN401
    """Change the papers and their checksum with them, as only somebody could who means to."""
    path = snapshot / "manifest.json"
    seal(snapshot, json.dumps(json.loads(path.read_text()) | changes).encode())


def seal(snapshot: Path, manifest: bytes) -> None:
    (snapshot / "manifest.json").write_bytes(manifest)
    line = f"{hashlib.sha256(manifest).hexdigest()}  manifest.json\n"
    (snapshot / "manifest.sha256").write_text(line)


# Publishing


def test_a_published_snapshot_reads_back_as_it_was(tmp_path: Path) -> None:
    snapshot = open_snapshot(publish_one(tmp_path))
    assert snapshot.scan(Table.RECOMMENDATIONS).collect().equals(TABLES.recommendations)
    assert snapshot.scan(Table.STATES).collect().equals(TABLES.states)
    assert (snapshot.manifest.id, snapshot.manifest.n_rows) == ("2026-01-01-sample", 2)


def test_published_twice_the_files_have_the_same_bytes(tmp_path: Path) -> None:
    first, second = publish_one(tmp_path), publish_one(tmp_path)
    assert second.name == f"{first.name}-2"
    for table in Table:
        name = f"{table}.parquet"
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_the_third_of_a_day_and_name_is_numbered_3(tmp_path: Path) -> None:
    names = [publish_one(tmp_path).name for _ in range(3)]
    assert names == ["2026-01-01-sample", "2026-01-01-sample-2", "2026-01-01-sample-3"]


def test_publishers_at_the_same_time_get_different_ids(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        names = list(pool.map(lambda _n: publish_one(tmp_path).name, range(4)))
    assert sorted(names) == ["2026-01-01-sample", *(f"2026-01-01-sample-{n}" for n in (2, 3, 4))]
    assert all(one.is_valid for one in list_snapshots(tmp_path))


def test_a_publisher_that_finds_its_id_taken_at_the_last_moment_takes_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def overtaken(self: Path, target: Path) -> Path:
        if not target.exists() and not target.name.endswith("-2"):
            target.mkdir()
            (target / "manifest.json").write_text("{}")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", overtaken)
    assert publish_one(tmp_path).name == "2026-01-01-sample-2"


def full_disk(*_args: object, **_named: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def crash(*_args: object, **_named: object) -> None:
    raise KeyboardInterrupt


STEPS = [
    *((pl.DataFrame, "write_parquet", n) for n in (0, 1, 5)),
    *((os, "fsync", n) for n in (0, 1, 5)),
    *((Path, "write_bytes", n) for n in (0, 1)),
    (Path, "rename", 0),
    (Path, "chmod", 0),
]


def after(n: int, fault: Callable[..., None], real: Callable[..., Any]) -> Callable[..., Any]:
    """A step that works `n` times and then fails."""
    calls = iter(range(1_000))

    def step(*args: Any, **named: Any) -> Any:  # noqa: ANN401
        return fault() if next(calls) >= n else real(*args, **named)

    return step


@pytest.mark.parametrize(("owner", "name", "n"), STEPS)
def test_a_full_disk_at_any_step_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str, n: int
) -> None:
    publish_one(tmp_path, name="older")
    monkeypatch.setattr(owner, name, after(n, full_disk, getattr(owner, name)))
    with pytest.raises(StoreNotWritableError, match="No space left on device"):
        publish_one(tmp_path)
    monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir()] == ["2026-01-01-older"]


@pytest.mark.parametrize(("owner", "name", "n"), STEPS)
def test_a_crash_at_any_step_leaves_nothing_that_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str, n: int
) -> None:
    publish_one(tmp_path, name="older")
    monkeypatch.setattr(owner, name, after(n, crash, getattr(owner, name)))
    # A process that is killed cleans up nothing.
    monkeypatch.setattr(shutil, "rmtree", lambda *_a, **_n: None)
    with pytest.raises(KeyboardInterrupt):
        publish_one(tmp_path)
    monkeypatch.undo()
    assert ids(tmp_path) == ["2026-01-01-older"]
    assert choose(tmp_path).snapshot.manifest.name == "older"


def test_what_a_killed_process_left_is_swept_and_what_a_living_one_writes_is_not(
    tmp_path: Path,
) -> None:
    dead, living, half_removed = (
        tmp_path / name for name in (".incoming-dead", ".incoming-living", ".removed-half")
    )
    for folder in (dead, living, half_removed):
        folder.mkdir()
    handle = os.open(living, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    publish_one(tmp_path)
    os.close(handle)
    assert (dead.exists(), living.exists(), half_removed.exists()) == (False, True, False)


def test_where_the_file_system_has_no_locks_a_day_must_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(*_args: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    old, new = tmp_path / ".incoming-old", tmp_path / ".incoming-new"
    for folder in (old, new):
        folder.mkdir()
    os.utime(old, (0, 0))
    monkeypatch.setattr(fcntl, "flock", no_locks)
    publish_one(tmp_path)
    assert (old.exists(), new.exists()) == (False, True)


def test_a_full_disk_as_polars_tells_it_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = "No space left on device (os error 28)\nmore"

    def full(*_args: object, **_named: object) -> None:
        raise pl.exceptions.ComputeError(message)

    monkeypatch.setattr(pl.DataFrame, "write_parquet", full)
    with pytest.raises(StoreNotWritableError, match=r"No space left on device \(os error 28\)\.$"):
        publish_one(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_is_a_file_cannot_be_written_to(tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.write_text("a file")
    with pytest.raises(StoreNotWritableError, match="cannot be written to"):
        publish_one(store)


def test_a_store_without_permission_cannot_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: object, **_named: object) -> str:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(tempfile, "mkdtemp", refused)
    with pytest.raises(StoreNotWritableError, match="Permission denied"):
        publish_one(tmp_path)


# Damage


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


def truncate(snapshot: Path) -> None:
    file = snapshot / "statuses.parquet"
    file.write_bytes(file.read_bytes()[:-1])


def make_a_folder(snapshot: Path) -> None:
    lose_a_file(snapshot)
    (snapshot / "statuses.parquet").mkdir()


def lose_a_file(snapshot: Path) -> None:
    (snapshot / "statuses.parquet").unlink()


def lose_a_record(snapshot: Path) -> None:
    files = json.loads((snapshot / "manifest.json").read_text())["files"]
    edit_manifest(snapshot, files={name: one for name, one in files.items() if name != "states"})


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


# Trust after opening


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


# Choosing


def test_by_default_the_newest_real_one_else_the_demonstration(tmp_path: Path) -> None:
    publish_one(tmp_path, DEMO)
    assert choose(tmp_path).snapshot.manifest.id == "2026-02-01-demonstration"
    publish_one(tmp_path, created="2026-01-05T00:00:00+00:00", name="b")
    publish_one(tmp_path, created="2026-01-03T00:00:00+00:00", name="c")
    assert choose(tmp_path).snapshot.manifest.id == "2026-01-05-b"


def test_of_one_moment_the_higher_number_is_newer(tmp_path: Path) -> None:
    for _ in range(10):
        publish_one(tmp_path)
    assert ids(tmp_path)[:2] == ["2026-01-01-sample-10", "2026-01-01-sample-9"]
    assert choose(tmp_path, "sample").snapshot.manifest.id == "2026-01-01-sample-10"


def test_an_id_means_that_one(tmp_path: Path) -> None:
    publish_one(tmp_path)
    publish_one(tmp_path)
    assert choose(tmp_path, "2026-01-01-sample").snapshot.manifest.id == "2026-01-01-sample"


def test_a_name_that_ends_in_a_number_is_no_other_name(tmp_path: Path) -> None:
    publish_one(tmp_path, name="upr-info-2018")
    assert choose(tmp_path, "upr-info-2018").snapshot.manifest.name == "upr-info-2018"
    with pytest.raises(NoSnapshotError):
        choose(tmp_path, "upr-info")


@pytest.mark.parametrize("wanted", ["other", "", ".", "..", "../elsewhere", "/", "\0", "a\nb"])
def test_what_is_not_in_the_store_is_not_found(tmp_path: Path, wanted: str) -> None:
    publish_one(tmp_path / "elsewhere")
    shutil.copytree(tmp_path / "elsewhere" / "2026-01-01-sample", tmp_path / "elsewhere" / "x")
    store = tmp_path / "store"
    publish_one(store, name="inside")
    for ask in (choose, matching, remove):
        with pytest.raises(NoSnapshotError, match="2026-01-01-inside"):
            ask(store, wanted)


@pytest.mark.parametrize("store", ["empty", "absent"])
def test_an_empty_store_has_nothing(tmp_path: Path, store: str) -> None:
    (tmp_path / "empty").mkdir()
    assert list_snapshots(tmp_path / store) == []
    with pytest.raises(NoSnapshotError, match="holds no snapshot"):
        choose(tmp_path / store)


def test_other_files_in_the_store_are_passed_over(tmp_path: Path) -> None:
    publish_one(tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "folder").mkdir()
    assert ids(tmp_path) == ["2026-01-01-sample"]


def test_a_folder_that_should_be_a_snapshot_is_listed_without_papers(tmp_path: Path) -> None:
    publish_one(tmp_path)
    (tmp_path / "2026-03-01-half").mkdir()
    newest, good = list_snapshots(tmp_path)
    assert newest.problems == (
        "2026-03-01-half: it has no manifest.json, so nobody can say what it holds.",
    )
    assert (good.path.name, good.is_valid) == ("2026-01-01-sample", True)
    assert choose(tmp_path).passed_over == newest.problems


def test_a_damaged_one_answers_to_the_name_that_its_id_holds(tmp_path: Path) -> None:
    snapshot = publish_one(tmp_path, name="upr-info-2018")
    (snapshot / "manifest.json").unlink()
    (found,) = matching(tmp_path, "upr-info-2018")
    assert found.path == snapshot


def test_a_store_out_of_reach_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_self: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    for ask in (list_snapshots, choose):
        with pytest.raises(NoSnapshotError, match=r"cannot be read: Permission denied\."):
            ask(tmp_path)


# A store that has gone


def test_real_data_that_has_gone_is_missed_not_replaced(tmp_path: Path) -> None:
    store = tmp_path / "store"
    publish_one(store, DEMO)
    real = publish_one(store)
    assert choose(store).snapshot.manifest.kind == "real"
    shutil.rmtree(real)
    with pytest.raises(NoSnapshotError, match="held real data and holds none any more"):
        choose(store)
    assert choose(store, "demonstration").snapshot.manifest.kind == "demonstration"
    shutil.rmtree(store)
    with pytest.raises(NoSnapshotError, match="has gone: there is no such folder"):
        choose(store)
    assert not may_demonstrate(store)


def test_real_data_that_was_removed_on_purpose_is_not_missed(tmp_path: Path) -> None:
    publish_one(tmp_path, DEMO)
    real = publish_one(tmp_path)
    choose(tmp_path)
    remove(tmp_path, real.name)
    assert choose(tmp_path).snapshot.manifest.kind == "demonstration"


def test_a_new_store_may_have_the_demonstration_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert may_demonstrate(tmp_path)
    assert may_demonstrate(tmp_path / "absent")
    monkeypatch.setenv("UPR_ALLOW_DEMO", "0")
    assert not may_demonstrate(tmp_path)


def test_an_older_demonstration_may_be_made_anew(tmp_path: Path) -> None:
    edit_manifest(publish_one(tmp_path, DEMO), schema_version=1)
    assert may_demonstrate(tmp_path)


@pytest.mark.parametrize("damage", [truncate, lose_a_record, lambda s: edit_manifest(s, odd=1)])
def test_damaged_real_data_are_not_replaced_by_the_demonstration(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    damage(publish_one(tmp_path))
    with pytest.raises(NoSnapshotError):
        choose(tmp_path)
    assert not may_demonstrate(tmp_path)


# A clock set wrong


def test_a_snapshot_dated_after_today_hides_no_other(tmp_path: Path) -> None:
    publish_one(tmp_path, name="good")
    publish_one(tmp_path, name="early", created="2999-01-01T00:00:00+00:00")
    assert ids(tmp_path) == ["2026-01-01-good", "2999-01-01-early"]
    assert choose(tmp_path).snapshot.manifest.name == "good"
    assert choose(tmp_path, "early").snapshot.manifest.name == "early"
    (remark,) = clock_remarks(tmp_path)
    assert remark.startswith("2999-01-01-early is dated 2999-01-01T00:00:00+00:00, but the clock")


def test_what_is_published_by_a_clock_set_back_is_shown_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_one(tmp_path, name="good")
    monkeypatch.setattr(clock, "now", lambda: datetime(1990, 1, 1, tzinfo=UTC))
    publish_one(tmp_path, name="late", created="1990-01-01T00:00:00+00:00")
    assert choose(tmp_path).snapshot.manifest.name == "late"
    assert ids(tmp_path) == ["1990-01-01-late", "2026-01-01-good"]
    assert "the clock of this machine says 1990-01-01" in clock_remarks(tmp_path)[0]


def test_clocks_that_agree_need_no_remark(tmp_path: Path) -> None:
    tomorrow = datetime.now(UTC) + timedelta(hours=23)
    publish_one(tmp_path, created=tomorrow.isoformat())
    assert clock_remarks(tmp_path) == []


# Removing and replacing


def test_a_folder_with_anything_else_in_it_is_not_removed(tmp_path: Path) -> None:
    snapshot = publish_one(tmp_path)
    (snapshot / "thesis.docx").write_text("mine")
    with pytest.raises(NoSnapshotError, match=r"holds thesis\.docx"):
        remove(tmp_path, snapshot.name)
    assert (snapshot / "thesis.docx").exists()


def test_a_removal_that_fails_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = publish_one(tmp_path)

    def refused(*_args: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(StoreNotWritableError, match=r"could not be removed: Permission denied\.$"):
        remove(tmp_path, snapshot.name)


def test_a_linked_snapshot_is_removed_and_what_it_links_to_is_not(tmp_path: Path) -> None:
    elsewhere = publish_one(tmp_path / "elsewhere")
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / elsewhere.name).symlink_to(elsewhere)
    remove(tmp_path / "store", elsewhere.name)
    assert list((tmp_path / "store").iterdir()) == []
    assert list_snapshots(tmp_path / "elsewhere")[0].is_valid


def test_remove_takes_one_away(tmp_path: Path) -> None:
    publish_one(tmp_path)
    publish_one(tmp_path)
    assert remove(tmp_path, "2026-01-01-sample") == "2026-01-01-sample"
    assert [path.name for path in tmp_path.iterdir()] == ["2026-01-01-sample-2"]


def test_remove_does_not_guess_among_several_of_a_name(tmp_path: Path) -> None:
    publish_one(tmp_path)
    publish_one(tmp_path)
    with pytest.raises(NoSnapshotError, match="full id"):
        remove(tmp_path, "sample")
    assert len(ids(tmp_path)) == 2


def test_a_damaged_one_can_be_removed(tmp_path: Path) -> None:
    snapshot = publish_one(tmp_path)
    (snapshot / "manifest.json").write_text("")
    remove(tmp_path, snapshot.name)
    assert list(tmp_path.iterdir()) == []


def test_who_supersedes_whom(tmp_path: Path) -> None:
    old = publish_one(tmp_path).name
    new = publish_one(tmp_path, name="with-assessments", supersedes=old).name
    assert superseded_by(tmp_path) == {old: new}
