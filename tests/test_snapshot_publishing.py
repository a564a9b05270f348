"""Snapshots are published whole or not at all, whatever happens meanwhile."""

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from snapshots import TABLES, ids, publish_one

from upr_data.model import Table
from upr_data.snapshot import StoreNotWritableError, choose, list_snapshots, open_snapshot


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
