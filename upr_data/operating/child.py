"""Heavy or dangerous work in a process of its own: nobody else waits for it, or falls with it.

The child is a fresh interpreter, so that neither threads nor open connections of the parent are in
it. It is given its task on stdin, whole, and tells its progress on stdout (`tell`); it is ended,
with all that it started, when its time is over or nobody waits for it any longer.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import IO, Final

Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many."""

_ROOT: Final = Path(__file__).parents[2]
_STDERR: Final = "stderr.txt"
_PROGRESS: Final = re.compile(rb"(\d+) (\d+)")
_LOOKS_EVERY: Final = 0.25
"""Seconds between two looks at the clock, and at whether anybody still waits."""


def no_progress(_done: int, _total: int) -> None:
    """Tell nobody."""


def always() -> bool:
    """Whoever asked is there until the end."""
    return True


def tell(done: int, total: int) -> None:
    """In the child: tell the parent how far it is."""
    print(done, total, flush=True)  # noqa: T201 - the parent reads it


class Cut(StrEnum):
    """Why a child was ended before it came to its own end."""

    TIME = "time"
    UNWANTED = "unwanted"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: by itself with a `code`, or because it was `cut`."""

    code: int
    cut: Cut | None


def run(  # noqa: PLR0913 - what is run, what it is told, and how long anybody waits
    command: Sequence[str],
    send: Callable[[IO[bytes]], object],
    folder: Path,
    *,
    progress: Progress = no_progress,
    seconds: float,
    is_wanted: Callable[[], bool] = always,
) -> Ended:
    """Run `python -m *command`, give it by `send` its task, and wait until it ends, or is ended.

    `is_wanted` is asked from another thread several times a second. What the child says of errors
    goes into `folder`, for `last_words`. Safe to call from any thread.
    """
    with (
        (folder / _STDERR).open("wb") as stderr,
        subprocess.Popen(  # noqa: S603 our own module
            [sys.executable, "-P", "-m", *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env={**os.environ, "POLARS_MAX_THREADS": "2", "PYTHONPATH": str(_ROOT)},
            start_new_session=True,
        ) as child,
        _watched(_Watch(child, seconds, is_wanted)) as watch,
    ):
        assert child.stdin is not None  # noqa: S101 - pipes were asked for
        assert child.stdout is not None  # noqa: S101
        with suppress(BrokenPipeError), child.stdin as stdin:
            send(stdin)
        for line in child.stdout:
            if told := _PROGRESS.fullmatch(line.strip()):
                progress(int(told[1]), int(told[2]))
        return Ended(child.wait(), watch.cut)


def last_words(folder: Path) -> str:
    """What the child said last of errors."""
    return (folder / _STDERR).read_text(encoding="utf-8", errors="replace")[-2000:]


@dataclass(slots=True)
class _Watch:
    """Looks at a child until it is done; ends it, and all that it started, when it must."""

    child: "subprocess.Popen[bytes]"
    seconds: float
    is_wanted: Callable[[], bool]
    cut: Cut | None = None
    done: Event = field(default_factory=Event)

    def keep(self) -> None:
        """Watch; meant for a thread of its own."""
        ends = monotonic() + self.seconds
        while not self.done.wait(min(_LOOKS_EVERY, max(0.0, ends - monotonic()))):
            if monotonic() >= ends:
                self.cut = Cut.TIME
            elif not self.is_wanted():
                self.cut = Cut.UNWANTED
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
