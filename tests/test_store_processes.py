"""The store under real processes: killed at any moment, and several at once."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from frames import recommendations, tables

from upr_data.model import SnapshotKind
from upr_data.snapshot import Draft, list_snapshots, publish

TESTS = Path(__file__).parent
DRAFT = Draft("sample", SnapshotKind.REAL, "2026-01-01T00:00:00+00:00")

BUSY = """
import sys
from pathlib import Path
from frames import recommendations, tables
from upr_data.model import SnapshotKind
from upr_data.snapshot import Draft, publish, remove

store, name, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
made = tables(recommendations(*({} for _ in range(200))))
draft = Draft(name, SnapshotKind.REAL, "2026-01-01T00:00:00+00:00")
print("ready", flush=True)
for n in range(rounds):
    manifest = publish(made, draft, store)
    if n % 2:
        remove(store, manifest.id)
print("done", flush=True)
"""
"""Publishes, and removes every second one again."""


def busy(store: Path, name: str, rounds: int) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(TESTS.parent), str(TESTS)])
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", BUSY, str(store), name, str(rounds)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": path},
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def hidden(store: Path) -> list[str]:
    return [path.name for path in store.iterdir() if path.name.startswith(".")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no locks on folders")
def test_what_processes_killed_at_any_moment_leave_is_never_seen_and_is_swept(
    tmp_path: Path,
) -> None:
    moments = random.Random(9)  # noqa: S311 - any moments will do
    for n in range(6):
        process = busy(tmp_path, f"killed-{n}", 10_000)
        time.sleep(moments.uniform(0.0, 0.4))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert all(one.is_valid for one in list_snapshots(tmp_path))
    publish(tables(recommendations({})), DRAFT, tmp_path)
    assert hidden(tmp_path) == []


def test_processes_that_publish_and_remove_at_once_do_not_disturb_each_other(
    tmp_path: Path,
) -> None:
    processes = [busy(tmp_path, "shared", 20) for _ in range(3)]
    assert [process.communicate()[0] for process in processes] == ["done\n"] * 3
    assert [process.returncode for process in processes] == [0, 0, 0]
    listed = list_snapshots(tmp_path)
    assert all(one.is_valid for one in listed)
    assert len(listed) == 30
    assert hidden(tmp_path) == []
