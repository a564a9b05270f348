"""The parent of a guarded reading: starts the child, watches it, and takes what it leaves."""

import logging
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from upr_data.ingest.building import Inputs, Prepared
from upr_data.ingest.guarded.task import DEFAULT, NO_ROOM, Failure, Limits, Task, found
from upr_data.ingest.sources.base import BadInputError
from upr_data.language import N_, _, decimal
from upr_data.operating import child
from upr_data.operating.child import Progress, always, no_progress
from upr_data.snapshot import DamagedSnapshotError

_OUT_OF_MEMORY: Final = {-6, -7, -9, -11}
"""How a process ends whose memory is refused outside Python: ABRT, BUS, KILL and SEGV."""

_WORDS_OF_MEMORY: Final = re.compile(
    r"MemoryError|memory allocation|allocate memory|Resource temporarily unavailable"
    r"|thread creation failed|spawn worker thread",
    re.IGNORECASE,
)
"""What a process says then, if it comes to that; threads that find no room are "unavailable"."""

_LOG: Final = logging.getLogger(__name__)


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
            ended = child.run(
                ("upr_data.ingest.guarded.child", name), task.send, folder,
                progress=progress, seconds=limits.seconds, is_wanted=is_wanted,
            )  # fmt: skip
            match ended.cut:
                case child.Cut.TIME:
                    raise BadInputError(_sentence_of_time(limits))
                case child.Cut.UNWANTED:
                    raise BadInputError(_(_UNWANTED))
            return _result(task, folder, ended.code)
    except OSError as error:
        message = _(
            "The files could not be read ({reason}); make room on the disk "
            "of this computer, or try again later."
        ).format(reason=error.strerror)
        raise BadInputError(message) from error


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
        raise BadInputError(_(_NO_ROOM))
    said = child.last_words(folder)
    _LOG.warning("reading ended with %s: %s", code, said)
    is_memory = code in _OUT_OF_MEMORY or _WORDS_OF_MEMORY.search(said)
    raise BadInputError(_sentence_of_memory(task.limits) if is_memory else _(_BROKEN))


_BROKEN: Final = N_(
    "The files could not be read: one of them is damaged in a way we did not foresee; "
    "export or save it again."
)
_NO_ROOM: Final = N_(
    "The disk of this computer has no room for what was read; make room, and load the files again."
)
_UNWANTED: Final = N_(
    "Reading was stopped, as nobody waited for it any longer; load the files again."
)


def _sentence_of_memory(limits: Limits) -> str:
    return _(
        "Reading the files takes more than {n} GB of memory, far more "
        "than an export of this kind should; export them again, or save "
        "them as CSV UTF-8."
    ).format(n=decimal(limits.memory / 1000000000.0, 1))


def _sentence_of_time(limits: Limits) -> str:
    return _(
        "Reading the files took longer than {seconds} seconds and was "
        "stopped; give fewer or smaller files."
    ).format(seconds=f"{limits.seconds:g}")


def _without_folders(message: str, inputs: Inputs) -> str:
    """The message with the names of files as the person who gave them knows them."""
    for path in inputs.paths:
        message = message.replace(str(path), path.name)
    return message
