"""Snapshots: whole or not at all, checked before use, chosen by plain rules."""

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
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
    list_snapshots,
    matching,
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
    path = snapshot / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


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
    (Path, "write_text", 0),
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


def test_what_a_killed_publication_left_is_swept_a_day_later(tmp_path: Path) -> None:
    old, new = tmp_path / ".incoming-old", tmp_path / ".incoming-new"
    for folder in (old, new):
        folder.mkdir()
    os.utime(old, (0, 0))
    publish(tables(recommendations({})), Draft("sample", SnapshotKind.REAL, "2026-01-01"), tmp_path)
    assert (old.exists(), new.exists()) == (False, True)


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


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "truncated": (truncate, "statuses.parquet does not match"),
    "unreadable": (make_a_folder, "statuses.parquet"),
    "missing": (lose_a_file, "statuses.parquet is missing"),
    "not recorded": (lose_a_record, "does not list states"),
    "no JSON": (lambda s: (s / "manifest.json").write_text("{"), "manifest cannot be read"),
    "binary": (lambda s: (s / "manifest.json").write_bytes(b"\xff\xfe"), "manifest cannot be read"),
    "a list": (lambda s: (s / "manifest.json").write_text("[]"), "manifest cannot be read"),
    "empty": (lambda s: (s / "manifest.json").write_text("{}"), "manifest cannot be read"),
    "odd kind": (lambda s: edit_manifest(s, kind="odd"), "manifest cannot be read"),
    "odd field": (lambda s: edit_manifest(s, odd=1), "manifest cannot be read"),
    "other id": (lambda s: edit_manifest(s, id="2026-01-01-other"), "renamed"),
    "older": (lambda s: edit_manifest(s, schema_version=1, files={}), "schema 1, this program"),
    "newer": (lambda s: edit_manifest(s, schema_version=99), "schema 99"),
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


def test_a_file_that_cannot_be_read_is_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = publish_one(tmp_path)

    def refused(*_args: object) -> str:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("upr_data.snapshot.reading.sha256", refused)
    with pytest.raises(DamagedSnapshotError, match="Permission denied"):
        open_snapshot(snapshot)


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


# Removing and replacing


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
