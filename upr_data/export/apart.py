"""Heavy files made in a process of their own: nobody else waits for them.

The child (`python -m upr_data.export.apart`) opens the snapshot, makes the file, and leaves it in a
folder of the parent's; how it is run and ended says `upr_data.operating.child`.
"""

import json
import logging
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from upr_data.export.order import File, Order, OrderError, fulfil
from upr_data.figures.records import load
from upr_data.language import _
from upr_data.operating import child
from upr_data.operating.child import Progress, no_progress, tell
from upr_data.snapshot import DamagedSnapshotError, Snapshot, open_snapshot

SECONDS: Final = 120.0
"""How long making a file may take."""

_STEPS: Final = 3
_RESULT: Final = "result.json"
_DATA: Final = "file"
_LOG: Final = logging.getLogger(__name__)


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
        told = json.dumps(task).encode()
        ended = child.run(
            ("upr_data.export.apart",), lambda stdin: stdin.write(told), folder,
            progress=progress, seconds=seconds,
        )  # fmt: skip
        if ended.cut is child.Cut.TIME:
            said = _("Making the file took longer than {n} seconds and was stopped; select less.")
            raise OrderError(said.format(n=f"{seconds:g}"))
        return _result(folder)


def _result(folder: Path) -> File:
    path = folder / _RESULT
    if not path.is_file():
        _LOG.warning("an export ended without a result: %s", child.last_words(folder))
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
    tell(0, _STEPS)
    snapshot = open_snapshot(Path(task["snapshot"]))
    records = load(snapshot)
    tell(1, _STEPS)
    made = fulfil(Order.from_dict(task["order"]), records)
    tell(2, _STEPS)
    (folder / _DATA).write_bytes(made.data)
    tell(_STEPS, _STEPS)
    return {"name": made.name, "mime": made.mime}


if __name__ == "__main__":
    main()
