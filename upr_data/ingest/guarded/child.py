"""The child of a guarded reading: does what stdin says, leaves what came of it in a folder."""

import sys
from pathlib import Path

import polars as pl

from upr_data.ingest import building
from upr_data.ingest.building import Prepared
from upr_data.ingest.guarded.task import NO_ROOM, Failure, Limits, leave, receive
from upr_data.ingest.sources.base import BadInputError
from upr_data.language import speaking
from upr_data.operating.child import tell
from upr_data.snapshot import DamagedSnapshotError


def main(folder: Path) -> None:
    """Do the task that stdin holds, and leave in `folder` what came of it."""
    came = _came()
    try:
        leave(folder, came)
    except (OSError, pl.exceptions.PolarsError):  # Polars says ComputeError for a full disk
        sys.exit(NO_ROOM)


def _came() -> Prepared | Failure:
    try:
        task = receive(sys.stdin.buffer)
        _limit(task.limits)
        with speaking(task.lang):
            return building.prepare(task.inputs, tell)
    except (BadInputError, DamagedSnapshotError, MemoryError) as error:
        return Failure(type(error).__name__, str(error))


def _limit(limits: Limits) -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # A second net under the deadline: seconds of both processors.
        seconds = int(limits.seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (2 * seconds + 1, 2 * seconds + 2))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
