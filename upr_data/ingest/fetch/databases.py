"""Databases that can be fetched: where their files wait until they are imported and published.

A file that was fetched and not published yet is gone on with for a day; then it is fetched anew.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from upr_data.ingest.building import Prepared
from upr_data.ingest.fetch import uhri, upr_info, uwazi_api
from upr_data.ingest.fetch.client import Client
from upr_data.ingest.fetch.faults import FetchError
from upr_data.ingest.sources.base import Progress

FOLDER: Final = ".fetched"
"""In the store, hidden: what is on its way is no snapshot."""

_UHRI_FILE: Final = "uhri-export-full-en.json"
_GOOD_FOR: Final = timedelta(days=1)


class Database(StrEnum):
    """What can be fetched."""

    UPR_INFO = "upr-info"
    UHRI = "uhri"


ADDRESSES: Final = {Database.UPR_INFO: uwazi_api.SERVER, Database.UHRI: uhri.URL}
"""Where each database is served."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A database as one file, and the day (ISO) it came."""

    path: Path
    retrieved: str

    def dated(self, prepared: Prepared) -> Prepared:
        """The snapshot with the day of retrieval in its papers, where the file does not say it."""
        sources = (
            replace(one, retrieved=one.retrieved or self.retrieved) for one in prepared.sources
        )
        return replace(prepared, sources=tuple(sources))

    def discard(self) -> None:
        """Remove the file, once what it holds is published."""
        self.path.unlink(missing_ok=True)


def fetch(
    database: Database, store: Path, progress: Progress, address: str | None = None
) -> Fetched:
    """Fetch a database whole, or what is missing of it since an interruption.

    Raises `FetchError` with one sentence that says what to do; nothing is lost by it. `address`
    is another one than the publisher's, such as a mirror.
    """
    folder = store / FOLDER / database
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        path = _waiting(folder) or _fetch(database, folder, progress, address)
    return Fetched(path, _came(path).date().isoformat())


def _fetch(database: Database, folder: Path, progress: Progress, address: str | None) -> Path:
    for old in _files(folder):
        old.unlink()
    where = address or ADDRESSES[database]
    if database is Database.UPR_INFO:
        return upr_info.fetch(upr_info.Fetch(client(), folder, where.rstrip("/")), progress)
    return uhri.fetch(uhri.Download(client(), folder / _UHRI_FILE, where), progress)


def client() -> Client:
    """A polite client."""
    return Client()


def _waiting(folder: Path) -> Path | None:
    """A whole file that was fetched lately."""
    now = datetime.now(UTC)
    return next((path for path in _files(folder) if now - _came(path) < _GOOD_FOR), None)


def _files(folder: Path) -> list[Path]:
    return [*folder.glob("upr-info-*.jsonl"), *folder.glob(_UHRI_FILE)]


def _came(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One fetch at a time; a second one is told, and the lock goes with its process."""
    with (folder / "lock").open("w") as lock:
        if sys.platform != "win32":
            import fcntl  # noqa: PLC0415 - Windows has none

            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                message = "This database is being fetched already; wait until that is done."
                raise FetchError(message) from error
        yield
