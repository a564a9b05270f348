"""The parent of a guarded reading: starts the child, watches it, and takes what it leaves."""

import logging
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Final

from upr_data.ingest.building import Inputs, Prepared
from upr_data.ingest.guarded.task import DEFAULT, NO_ROOM, Failure, Limits, Task, found
from upr_data.ingest.sources.base import BadInputError, Progress
from upr_data.snapshot import DamagedSnapshotError

_ROOT: Final = Path(__file__).parents[3]
_PROGRESS: Final = re.compile(rb"(\d+) (\d+)")
_STDERR: Final = "stderr.txt"
_LOOKS_EVERY: Final = 0.25
"""Seconds between two looks at the clock, and at whether anybody still waits."""

_OUT_OF_MEMORY: Final = {-6, -7, -9, -11}
"""How a process ends whose memory is refused outside Python: ABRT, BUS, KILL and SEGV."""

_WORDS_OF_MEMORY: Final = re.compile(
    r"MemoryError|memory allocation|allocate memory|Resource temporarily unavailable"
    r"|thread creation failed|spawn worker thread",
    re.IGNORECASE,
)
"""What a process says then, if it comes to that; threads that find no room are "unavailable"."""

_LOG: Final = logging.getLogger(__name__)


def no_progress(_done: int, _total: int) -> None:
    """Tell nobody."""


def always() -> bool:
    """Whoever asked is there until the end."""
    return True


def prepare(
    inputs: Inputs,
    progress: Progress = no_progress,
    limits: Limits = DEFAULT,
    is_wanted: Callable[[], bool] = always,
) -> Prepared:
    """What `building.prepare` gives, made in a child process within limits.

    The child is ended when `is_wanted`, asked from another thread several times a second, says
    that nobody waits any longer. Raises `BadInputError` with one sentence for files that cannot
    be used, that take too much memory or too long; file names in it are without their folders.
    Raises `DamagedSnapshotError` for a damaged base. Safe to call from any thread.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="upr-import-") as name:
            task, folder = Task(inputs, limits), Path(name)
            code = _run(task, folder, progress, is_wanted)
            return _result(task, folder, code)
    except OSError as error:
        message = (
            f"The files could not be read ({error.strerror}); make room on the disk of this "
            f"computer, or try again later."
        )
        raise BadInputError(message) from error


def _run(task: Task, folder: Path, progress: Progress, is_wanted: Callable[[], bool]) -> int:
    """Run the child to its end, or to that of our patience; return its exit code."""
    with (
        (folder / _STDERR).open("wb") as stderr,
        subprocess.Popen(  # noqa: S603 our own module
            [sys.executable, "-P", "-m", "upr_data.ingest.guarded.child", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env={**os.environ, "POLARS_MAX_THREADS": "2", "PYTHONPATH": str(_ROOT)},
            start_new_session=True,
        ) as child,
        _watched(_Watch(child, task.limits.seconds, is_wanted)) as watch,
    ):
        assert child.stdin is not None  # noqa: S101 - pipes were asked for
        assert child.stdout is not None  # noqa: S101
        with suppress(BrokenPipeError), child.stdin as stdin:
            task.send(stdin)
        for line in child.stdout:
            if told := _PROGRESS.fullmatch(line.strip()):
                progress(int(told[1]), int(told[2]))
        code = child.wait()
        if watch.ended_because is _Because.TIME:
            raise BadInputError(_sentence_of_time(task.limits))
        if watch.ended_because is _Because.UNWANTED:
            raise BadInputError(_UNWANTED)
        return code


class _Because(StrEnum):
    """Why a child was ended before it came to its own end."""

    TIME = "time"
    UNWANTED = "unwanted"


@dataclass(slots=True)
class _Watch:
    """Looks at a child until it is done; ends it, and all that it started, when it must."""

    child: "subprocess.Popen[bytes]"
    seconds: float
    is_wanted: Callable[[], bool]
    ended_because: _Because | None = None
    done: Event = field(default_factory=Event)

    def keep(self) -> None:
        """Watch; meant for a thread of its own."""
        ends = monotonic() + self.seconds
        while not self.done.wait(min(_LOOKS_EVERY, max(0.0, ends - monotonic()))):
            if monotonic() >= ends:
                self.ended_because = _Because.TIME
            elif not self.is_wanted():
                self.ended_because = _Because.UNWANTED
            else:
                continue
            self.end()
            return

    def end(self) -> None:
        """End the child, if it still runs."""
        if self.child.poll() is not None:
            return
        if sys.platform == "win32":
            self.child.kill()
            return
        with suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGKILL)


@contextmanager
def _watched(watch: _Watch) -> Iterator[_Watch]:
    """The child does not outlive what is done with it here, however that ends."""
    thread = Thread(target=watch.keep, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        watch.done.set()
        watch.end()


def _result(task: Task, folder: Path, code: int) -> Prepared:
    came = found(folder, task)
    match came:
        case Prepared():
            return came
        case Failure(kind=MemoryError.__name__):
            raise BadInputError(_sentence_of_memory(task.limits))
        case Failure(kind=DamagedSnapshotError.__name__):
            raise DamagedSnapshotError(came.message)
        case Failure():
            raise BadInputError(_without_folders(came.message, task.inputs))
    if code == NO_ROOM:
        raise BadInputError(_NO_ROOM)
    said = (folder / _STDERR).read_text(encoding="utf-8", errors="replace")[-2000:]
    _LOG.warning("reading ended with %s: %s", code, said)
    is_memory = code in _OUT_OF_MEMORY or _WORDS_OF_MEMORY.search(said)
    raise BadInputError(_sentence_of_memory(task.limits) if is_memory else _BROKEN)


_BROKEN: Final = (
    "The files could not be read: one of them is damaged in a way we did not foresee; "
    "export or save it again."
)
_NO_ROOM: Final = (
    "The disk of this computer has no room for what was read; make room, and load the files again."
)
_UNWANTED: Final = "Reading was stopped, as nobody waited for it any longer; load the files again."


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
