"""Databases that can be fetched: where their files wait until they are imported and published.

A file that was fetched and not published yet is gone on with for a day; then it is fetched anew.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from upr_data.ingest.building import Prepared
from upr_data.ingest.fetch import uhri, upr_info, uwazi_api
from upr_data.ingest.fetch.client import Client, Waiting, unsaid
from upr_data.ingest.fetch.faults import DiskError, FetchError, UnreachableError
from upr_data.operating.child import Progress

FOLDER: Final = ".fetched"
"""In the store, hidden: what is on its way is no snapshot."""

_UHRI_FILE: Final = "uhri-export-full-en.json"
_GOOD_FOR: Final = timedelta(days=1)


class Database(StrEnum):
    """What can be fetched."""

    UPR_INFO = "upr-info"
    UHRI = "uhri"


ADDRESSES: Final[Mapping[Database, tuple[str, ...]]] = {
    Database.UPR_INFO: (uwazi_api.SERVER,),
    Database.UHRI: uhri.URLS,
}
"""Where each database is served: the addresses known, tried in this order."""


@dataclass(frozen=True, slots=True)
class Way:
    """How to fetch: from another address than the publisher's, and what to tell of waits.

    `plain_http` allows an address without TLS.
    """

    address: str | None = None
    plain_http: bool = False
    waiting: Waiting = unsaid


USUAL: Final = Way()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A database as one file, the day (ISO) it came, and the address where that is known."""

    path: Path
    retrieved: str
    address: str | None = None

    def dated(self, prepared: Prepared) -> Prepared:
        """The snapshot with day and address in its papers, where the file does not say the day."""
        sources = (
            replace(one, retrieved=one.retrieved or self.retrieved, url=self.address or one.url)
            for one in prepared.sources
        )
        return replace(prepared, sources=tuple(sources))

    def discard(self) -> None:
        """Remove the file, once what it holds is published."""
        self.path.unlink(missing_ok=True)


def fetch(database: Database, store: Path, progress: Progress, way: Way = USUAL) -> Fetched:
    """Fetch a database whole, or what is missing of it since an interruption.

    Raises `FetchError` with one sentence that says what to do; nothing is lost by it.
    """
    folder = store / FOLDER / database
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        if path := _waiting(folder):
            return Fetched(path, _came(path).date().isoformat())
        for old in _files(folder):
            old.unlink()
        path, address = _fetch(database, folder, progress, way)
    return Fetched(path, _came(path).date().isoformat(), address)


def _fetch(database: Database, folder: Path, progress: Progress, way: Way) -> tuple[Path, str]:
    """The file, and which of the addresses gave it; the next is tried where one does not."""
    connection = client(way)
    faults: list[FetchError] = []
    addresses = (way.address,) if way.address else ADDRESSES[database]
    for address, following in zip(addresses, (*addresses[1:], None), strict=True):
        try:
            if database is Database.UPR_INFO:
                run = upr_info.Fetch(connection, folder, address.rstrip("/"))
                return upr_info.fetch(run, progress), address
            download = uhri.Download(connection, folder / _UHRI_FILE, address)
            return uhri.fetch(download, progress), address
        except DiskError:
            raise
        except FetchError as fault:
            faults.append(fault)
            if following:
                reason = str(fault).partition(". ")[0].rstrip(".")
                way.waiting(f"{reason}. Now {following} is tried.", 0.0)
    raise _told(faults)


def _told(faults: list[FetchError]) -> FetchError:
    """The one fault to tell of several addresses: that of a server that answered, if any did."""
    return next((one for one in faults if not isinstance(one, UnreachableError)), faults[0])


def client(way: Way) -> Client:
    """A polite client."""
    return Client(waiting=way.waiting, plain_http=way.plain_http)


def _waiting(folder: Path) -> Path | None:
    """A whole file that was fetched lately."""
    now = datetime.now(UTC)
    return next((path for path in _files(folder) if now - _came(path) < _GOOD_FOR), None)


def _files(folder: Path) -> list[Path]:
    return [*folder.glob("upr-info-*.jsonl"), *folder.glob(_UHRI_FILE)]


def _came(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
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
