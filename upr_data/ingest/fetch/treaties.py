"""Status pages of the Treaty Collection, fetched one by one; after an interruption it goes on.

Pages that are refused or not there are told and left out: what answers is used.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from upr_data.domain.instruments import INSTRUMENTS, Instrument
from upr_data.ingest.fetch.client import Client
from upr_data.ingest.fetch.databases import FOLDER, USUAL, Way, alone, client
from upr_data.ingest.fetch.faults import FetchError, PassingError
from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.treaties.reading import read_treaty_file
from upr_data.operating.child import Progress

SERVER: Final = "https://treaties.un.org"
_PAGE: Final = "{server}/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no={number}&clang=_en"
_NAME: Final = "treaties"
_GOOD_FOR: Final = timedelta(days=1)
_MAX_PAGE: Final = 16 << 20
_MAX_FAILURES: Final = 3
"""So many pages in a row that do not answer: the server does not want to be read today."""


@dataclass(frozen=True, slots=True)
class FetchedTreaties:
    """Pages that answered, and a sentence for each that did not."""

    paths: tuple[Path, ...]
    missing: tuple[str, ...]

    def discard(self) -> None:
        """Remove the pages, once what they hold is published."""
        for path in self.paths:
            path.unlink(missing_ok=True)


def fetch_treaties(store: Path, progress: Progress, way: Way = USUAL) -> FetchedTreaties:
    """Fetch the status page of each treaty that the Treaty Collection has and we follow.

    Pages of the last day that wait here are not fetched again. Raises `FetchError` where none
    answers.
    """
    folder = store / FOLDER / _NAME
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [one for one in INSTRUMENTS.values() if one.treaty_collection]
    with alone(folder):
        return _fetch(wanted, folder, progress, way)


def _fetch(wanted: list[Instrument], folder: Path, progress: Progress, way: Way) -> FetchedTreaties:
    paths: list[Path] = []
    missing: list[str] = []
    server = (way.address or SERVER).rstrip("/")
    polite, in_a_row = client(way), 0
    for n, one in enumerate(wanted, start=1):
        path = folder / f"{one.code}.html"
        url = _PAGE.format(server=server, number=one.treaty_collection)
        try:
            if not _waits(path):
                _save(path, polite.patiently(lambda url=url: _read(polite, url)))  # type: ignore[misc]
            paths.append(path)
            in_a_row = 0
        except (FetchError, BadInputError) as error:
            missing.append(f"{one.abbreviation}: {error}")
            in_a_row += 1
            if in_a_row == _MAX_FAILURES and not paths:
                break
        progress(n, len(wanted))
    if not paths:
        message = (
            f"{server} gives no status page to programs ({missing[0]}) Save the pages in a "
            "browser and import them with --register."
        )
        raise FetchError(message)
    return FetchedTreaties(tuple(paths), tuple(missing))


def _waits(path: Path) -> bool:
    """Whether the page is here already, and of the last day."""
    if not path.is_file():
        return False
    came = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return datetime.now(UTC) - came < _GOOD_FOR


def _save(path: Path, body: bytes) -> None:
    """Keep a page that can be read as a register, whole or not at all. Raises `BadInputError`."""
    beside = path.with_name(f"new-{path.name}")
    beside.write_bytes(body)
    try:
        read_treaty_file(beside)
    except BadInputError:
        beside.unlink()
        raise
    beside.replace(path)


def _read(polite: Client, url: str) -> bytes:
    with polite.opened(url, {"Accept": "text/html"}) as answer:
        body = answer.read(_MAX_PAGE + 1)
        n_promised = int(answer.headers.get("Content-Length") or len(body))
    if len(body) > _MAX_PAGE:
        message = f"{url} answers with more than {_MAX_PAGE:,} bytes: no status page."
        raise FetchError(message)
    if len(body) < n_promised:
        message = f"{url} sent {len(body):,} of {n_promised:,} bytes; run the same command again."
        raise PassingError(message)
    return body
