"""Heavy files made in a process of their own: nobody else waits for them.

The child is a fresh interpreter (`python -m upr_data.export.apart`): it opens the snapshot, makes
the file, and leaves it in a folder of the parent's. It is told its order on stdin and tells its
progress on stdout; when its time is over it is ended.
"""

import json
import logging
import os
import re
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Event, Timer
from typing import Any, Final

from upr_data.export.order import File, Order, OrderError, Progress, fulfil
from upr_data.figures.records import load
from upr_data.language import _
from upr_data.snapshot import DamagedSnapshotError, Snapshot, open_snapshot

SECONDS: Final = 120.0
"""How long making a file may take."""

_STEPS: Final = 3
_PROGRESS: Final = re.compile(r"(\d+) (\d+)")
_RESULT: Final = "result.json"
_DATA: Final = "file"
_STDERR: Final = "stderr.txt"
_LOG: Final = logging.getLogger(__name__)


def no_progress(_done: int, _total: int) -> None:
    """Tell nobody."""


def fulfil_apart(
    order: Order,
    snapshot: Snapshot,
    progress: Progress = no_progress,
    seconds: float = SECONDS,
) -> File:
    """What `order.fulfil` gives, made in a child process; safe to call from any thread.

    Raises `OrderError` with one sentence where it cannot be made, or takes longer than `seconds`.
    """
    with tempfile.TemporaryDirectory(prefix="upr-export-") as name:
        folder = Path(name)
        task = {
            "folder": name,
            "snapshot": str(snapshot.path.absolute()),
            "order": order.to_dict(),
        }
        with (folder / _STDERR).open("wb") as stderr:
            is_late = _run(task, stderr, progress, seconds)
        if is_late:
            said = _("Making the file took longer than {n} seconds and was stopped; select less.")
            raise OrderError(said.format(n=f"{seconds:g}"))
        return _result(folder)


def _run(task: dict[str, Any], stderr: Any, progress: Progress, seconds: float) -> bool:  # noqa: ANN401
    """Run the child to its end, or to the deadline; whether the deadline came first."""
    with subprocess.Popen(
        [sys.executable, "-m", "upr_data.export.apart"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        env={**os.environ, "POLARS_MAX_THREADS": "2"},
        cwd=Path(__file__).parents[2],
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as child:
        ended = _Deadline(child, seconds)
        try:
            assert child.stdin is not None  # noqa: S101 - pipes were asked for
            assert child.stdout is not None  # noqa: S101
            with suppress(BrokenPipeError), child.stdin as stdin:
                stdin.write(json.dumps(task))
            for line in child.stdout:
                if found := _PROGRESS.fullmatch(line.strip()):
                    progress(int(found[1]), int(found[2]))
            child.wait()
        finally:
            ended.cancel()
        return ended.came


class _Deadline:
    """Ends a child when its time is over, or when it is no longer wanted."""

    def __init__(self, child: "subprocess.Popen[str]", seconds: float) -> None:
        self._child = child
        self._came = Event()
        self._timer = Timer(seconds, self._late)
        self._timer.daemon = True
        self._timer.start()

    @property
    def came(self) -> bool:
        return self._came.is_set()

    def cancel(self) -> None:
        self._timer.cancel()
        _end(self._child)

    def _late(self) -> None:
        self._came.set()
        _end(self._child)


def _end(child: "subprocess.Popen[str]") -> None:
    if child.poll() is not None:
        return
    if sys.platform == "win32":
        child.kill()
        return
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _result(folder: Path) -> File:
    path = folder / _RESULT
    if not path.is_file():
        said = (folder / _STDERR).read_text(encoding="utf-8", errors="replace")[-2000:]
        _LOG.warning("an export ended without a result: %s", said)
        raise OrderError(_("The file could not be made; select less, or take CSV or Parquet."))
    told = json.loads(path.read_text(encoding="utf-8"))
    if "error" in told:
        raise OrderError(told["error"])
    return File(told["name"], told["mime"], (folder / _DATA).read_bytes())


def main() -> None:
    """The child: read the order from stdin, leave the file in the folder it names."""
    task = json.loads(sys.stdin.read())
    folder = Path(task["folder"])
    try:
        told = _make(task, folder)
    except (OrderError, DamagedSnapshotError) as error:
        told = {"error": str(error)}
    (folder / _RESULT).write_text(json.dumps(told), encoding="utf-8")


def _make(task: dict[str, Any], folder: Path) -> dict[str, str]:
    _tell(0)
    snapshot = open_snapshot(Path(task["snapshot"]))
    records = load(snapshot)
    _tell(1)
    made = fulfil(Order.from_dict(task["order"]), records)
    _tell(2)
    (folder / _DATA).write_bytes(made.data)
    _tell(_STEPS)
    return {"name": made.name, "mime": made.mime}


def _tell(done: int) -> None:
    print(done, _STEPS, flush=True)  # noqa: T201 - the parent reads it


if __name__ == "__main__":
    main()
