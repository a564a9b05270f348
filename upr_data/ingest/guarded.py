"""Files from strangers: read in a process of their own, with a limit of memory and a deadline.

A hostile file can then end that process, and never the server. Nothing is published here: what
comes back is what `building.prepare` gives, to be looked at first.

The child is a fresh interpreter (`python -m upr_data.ingest.guarded`), so that neither threads
nor open connections of the parent are in it. It is given its task on stdin, whole, tells its
progress on stdout, and leaves its result as Arrow files in a folder of the parent's.
"""

import io
import json
import logging
import os
import pickle
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from threading import Timer
from typing import IO, Any, Final, Self

import polars as pl

from upr_data.domain.provenance import SourceRecord
from upr_data.ingest import building
from upr_data.ingest.building import Inputs, Prepared
from upr_data.ingest.sources.base import BadInputError, Progress
from upr_data.model import Tables
from upr_data.snapshot import DamagedSnapshotError, open_snapshot

_ROOT: Final = Path(__file__).parents[2]
_RESULT: Final = "result.json"
_REPORT: Final = "report"
_PROGRESS: Final = re.compile(rb"(\d+) (\d+)")
_TOO_MUCH: Final = "memory"
_STDERR: Final = "stderr.txt"
_OUT_OF_MEMORY: Final = {-6, -7, -9, -11}
"""How a process ends whose memory is refused outside Python: ABRT, BUS, KILL and SEGV."""

_WORDS_OF_MEMORY: Final = re.compile(
    r"MemoryError|memory allocation|allocate memory|Resource temporarily unavailable", re.IGNORECASE
)
"""What a process says then, if it comes to that; threads that find no room are "unavailable"."""

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading may take: bytes of memory (address space) and seconds of time.

    The whole of UPR Info's exports of 2018 need 1.4 GB of address space and one second.
    """

    memory: int = 3_000_000_000
    seconds: float = 120.0


DEFAULT: Final = Limits()


@dataclass(frozen=True, slots=True)
class Task:
    """What the child is asked to do: read these inputs, within limits, into this folder."""

    inputs: Inputs
    folder: Path
    limits: Limits

    def send(self, to: IO[bytes]) -> None:
        """Write the task with all that its inputs have, whatever fields they come to have."""
        pickle.dump(self, to)

    @classmethod
    def receive(cls, given: IO[bytes]) -> Self:
        """Read the task as it was sent."""
        task: Self = pickle.load(given)  # noqa: S301 - the parent wrote it, no stranger
        return task


def no_progress(_done: int, _total: int) -> None:
    """Tell nobody."""


def prepare(inputs: Inputs, progress: Progress = no_progress, limits: Limits = DEFAULT) -> Prepared:
    """What `building.prepare` gives, made in a child process within limits.

    Raises `BadInputError` with one sentence for files that cannot be used, that take too much
    memory or too long; file names in it are without their folders. Raises `DamagedSnapshotError`
    for a damaged base. Safe to call from any thread.
    """
    with tempfile.TemporaryDirectory(prefix="upr-import-") as name:
        folder = Path(name)
        code = _run(Task(inputs, folder, limits), progress)
        return _result(folder, code, inputs, limits)


def _run(task: Task, progress: Progress) -> int:
    """Run the child to its end, or to the deadline; return its exit code."""
    with (
        (task.folder / _STDERR).open("wb") as stderr,
        subprocess.Popen(
            [sys.executable, "-P", "-m", "upr_data.ingest.guarded"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env={**os.environ, "POLARS_MAX_THREADS": "2", "PYTHONPATH": str(_ROOT)},
            start_new_session=True,
        ) as child,
        _deadline(child, task.limits.seconds) as deadline,
    ):
        assert child.stdin is not None  # noqa: S101 - pipes were asked for
        assert child.stdout is not None  # noqa: S101
        with suppress(BrokenPipeError), child.stdin as stdin:
            task.send(stdin)
        for line in child.stdout:
            if found := _PROGRESS.fullmatch(line.strip()):
                progress(int(found[1]), int(found[2]))
        code = child.wait()
        if not deadline.is_alive():
            raise BadInputError(_sentence_of_time(task.limits))
        return code


@contextmanager
def _deadline(child: "subprocess.Popen[bytes]", seconds: float) -> Iterator[Timer]:
    """Ends the child, and all that it started, when the time is over or the reading is given up."""
    timer = Timer(seconds, _end, [child])
    timer.daemon = True
    timer.start()
    try:
        yield timer
    finally:
        timer.cancel()
        _end(child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is not None:
        return
    if sys.platform == "win32":
        child.kill()
        return
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _result(folder: Path, code: int, inputs: Inputs, limits: Limits) -> Prepared:
    path = folder / _RESULT
    if not path.is_file():
        said = _last_words(folder)
        _LOG.warning("reading ended with %s: %s", code, said)
        is_memory = code in _OUT_OF_MEMORY or _WORDS_OF_MEMORY.search(said)
        raise BadInputError(_sentence_of_memory(limits) if is_memory else _BROKEN)
    told = json.loads(path.read_text(encoding="utf-8"))
    if told.get("error") == _TOO_MUCH:
        raise BadInputError(_sentence_of_memory(limits))
    if told.get("error"):
        kind = DamagedSnapshotError if told["error"] == "damaged" else BadInputError
        raise kind(_without_folders(told["message"], inputs))
    frames = {field.name: _read(folder, field.name) for field in fields(Tables)}
    return Prepared(
        tables=Tables(**frames),
        sources=tuple(SourceRecord(**source) for source in told["sources"]),
        report=_read(folder, _REPORT),
        base=inputs.base.manifest if inputs.base else None,
        notes=tuple(told["notes"].items()),
    )


def _read(folder: Path, name: str) -> pl.DataFrame:
    # From bytes, not mapped into memory: the folder is gone when the frame is used.
    return pl.read_ipc(io.BytesIO((folder / f"{name}.arrow").read_bytes()))


def _last_words(folder: Path) -> str:
    return (folder / _STDERR).read_text(encoding="utf-8", errors="replace")[-2000:]


_BROKEN: Final = (
    "The files could not be read: one of them is damaged in a way we did not foresee; "
    "export or save it again."
)


def _sentence_of_memory(limits: Limits) -> str:
    return (
        f"Reading the files takes more than {limits.memory / 1e9:.1f} GB of memory, far more than "
        f"an export of this kind should; export them again, or save them as CSV UTF-8."
    )


def _sentence_of_time(limits: Limits) -> str:
    return (
        f"Reading the files took longer than {limits.seconds:g} seconds and was stopped; "
        f"give fewer or smaller files."
    )


def _without_folders(message: str, inputs: Inputs) -> str:
    """The message with the names of files as the person who gave them knows them."""
    for path in inputs.paths:
        message = message.replace(str(path), path.name)
    return message


def main() -> None:
    """The child: do what stdin says, leave the result in the folder it names."""
    task = Task.receive(sys.stdin.buffer)
    _limit(task.limits.memory, task.limits.seconds)
    try:
        told = _prepare(task)
    except BadInputError as error:
        told = {"error": "bad input", "message": str(error)}
    except DamagedSnapshotError as error:
        told = {"error": "damaged", "message": str(error)}
    except MemoryError:
        told = {"error": _TOO_MUCH}
    (task.folder / _RESULT).write_text(json.dumps(told), encoding="utf-8")


def _prepare(task: Task) -> dict[str, Any]:
    base = task.inputs.base
    verified = replace(task.inputs, base=open_snapshot(base.path) if base else None)
    prepared = building.prepare(verified, _tell)
    for field in fields(Tables):
        getattr(prepared.tables, field.name).write_ipc(task.folder / f"{field.name}.arrow")
    prepared.report.write_ipc(task.folder / f"{_REPORT}.arrow")
    return {
        "sources": [asdict(source) for source in prepared.sources],
        "notes": dict(prepared.notes),
    }


def _tell(done: int, total: int) -> None:
    print(done, total, flush=True)  # noqa: T201 - the parent reads it


def _limit(memory: int, seconds: float) -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # A second net under the deadline: seconds of both processors.
        resource.setrlimit(resource.RLIMIT_CPU, (2 * int(seconds) + 1, 2 * int(seconds) + 2))


if __name__ == "__main__":
    main()
