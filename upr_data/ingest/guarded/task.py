"""What parent and child of a guarded reading say to each other: the task, and what came of it."""

import io
import json
import pickle
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import IO, Any, Final

import polars as pl

from upr_data.domain.provenance import SourceRecord
from upr_data.ingest.building import Inputs, Prepared
from upr_data.language import language
from upr_data.model import Tables
from upr_data.snapshot import Snapshot, open_snapshot

NO_ROOM: Final = 74
"""How the child ends that cannot write what it has (EX_IOERR)."""

_RESULT: Final = "result.json"
_REPORT: Final = "report"


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
    """What the child is asked to do: read these inputs within limits.

    `lang` is the language of whoever asks: what the child says of a file is in it.
    """

    inputs: Inputs
    limits: Limits = DEFAULT
    lang: str = field(default_factory=language)

    def send(self, to: IO[bytes]) -> None:
        """Write the task with all that its inputs have, whatever fields they come to have."""
        _Pickler(to).dump(self)


def receive(given: IO[bytes]) -> Task:
    """Read a task as it was sent; raises `DamagedSnapshotError` for a damaged base."""
    task: Task = _Unpickler(given).load()
    return task


class _Pickler(pickle.Pickler):
    """Writes values whole, and of a snapshot where it lies: the child verifies it for itself."""

    def persistent_id(self, obj: object) -> str | None:
        return str(obj.path.absolute()) if isinstance(obj, Snapshot) else None


class _Unpickler(pickle.Unpickler):
    """Reads what our own parent wrote, no stranger."""

    def persistent_load(self, pid: str) -> Snapshot:
        return open_snapshot(Path(pid))


@dataclass(frozen=True, slots=True)
class Failure:
    """Why nothing came of a task; `kind` is the name of the error's class."""

    kind: str
    message: str = ""


def leave(folder: Path, came: Prepared | Failure) -> None:
    """Leave in the folder what came of a task."""
    told: dict[str, Any] = {"failure": None}
    if isinstance(came, Failure):
        told["failure"] = asdict(came)
    else:
        for field in fields(Tables):
            getattr(came.tables, field.name).write_ipc(folder / f"{field.name}.arrow")
        came.report.write_ipc(folder / f"{_REPORT}.arrow")
        told["sources"] = [asdict(source) for source in came.sources]
        told["notes"] = dict(came.notes)
        told["matrix"] = came.matrix
    (folder / _RESULT).write_text(json.dumps(told), encoding="utf-8")


def found(folder: Path, task: Task) -> Prepared | Failure | None:
    """What the child left of a task; None where it left nothing."""
    path = folder / _RESULT
    if not path.is_file():
        return None
    told = json.loads(path.read_text(encoding="utf-8"))
    if told["failure"]:
        return Failure(**told["failure"])
    base = task.inputs.base
    frames = {field.name: _read(folder, field.name) for field in fields(Tables)}
    return Prepared(
        tables=Tables(**frames),
        sources=tuple(SourceRecord(**source) for source in told["sources"]),
        report=_read(folder, _REPORT),
        base=base.manifest if base else None,
        notes=tuple(told["notes"].items()),
        matrix=told["matrix"],
    )


def _read(folder: Path, name: str) -> pl.DataFrame:
    # From bytes, not mapped into memory: the folder is gone when the frame is used.
    return pl.read_ipc(io.BytesIO((folder / f"{name}.arrow").read_bytes()))
