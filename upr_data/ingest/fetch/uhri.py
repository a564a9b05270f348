"""Fetch OHCHR's index (UHRI) as one file of about 350 MB, and go on after any interruption."""

import http.client
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from upr_data.ingest.fetch.client import Client, length_of
from upr_data.ingest.fetch.faults import (
    DiskError,
    FetchError,
    PassingError,
    RefusedError,
    UnreachableError,
)
from upr_data.ingest.fetch.state import read_json, write_json
from upr_data.operating.child import Progress

URLS: Final = (
    "https://dataex.ohchr.org/uhri/export-results/export-full-en.json",
    "https://uhri.ohchr.org/api/uhri/export-results/export-full-en.json",
)
"""Where OHCHR serves the index; which of the two answers has changed in the past."""

MAX_BYTES: Final = 2 << 30
"""The file has about 350 million bytes."""

_LOOKED_AT: Final = 1 << 20
NEEDED_KEYS: Final = frozenset({"AnnotationId", "Symbol", "Body", "Text"})
"""Without these keys in its first record, a file is not the index as we know it."""
_RANGE: Final = re.compile(r"bytes ([0-9]{1,15})-[0-9]{1,15}/([0-9]{1,15})")


@dataclass(frozen=True, slots=True)
class Download:
    """One download: from where, over which client, to which file."""

    client: Client
    target: Path
    url: str = URLS[0]

    @property
    def partial(self) -> Path:
        """The file while it is not whole yet."""
        return self.target.with_name(f"{self.target.name}.part")

    @property
    def note(self) -> Path:
        """What the server said of the partial file: its mark (ETag) and length."""
        return self.target.with_name(f"{self.target.name}.part.json")


def fetch(run: Download, progress: Progress) -> Path:
    """Download the file, or the rest of it, check it, and return its path.

    Raises `FetchError` when the file is not what it should be; where the server does not serve
    programs or cannot be reached, it says how to go on in a browser.
    """
    run.target.parent.mkdir(parents=True, exist_ok=True)
    try:
        run.client.patiently(lambda: _download(run, progress))
        _check(run)
    except RefusedError as error:
        message = f"{error} {by_browser(run)}"
        raise RefusedError(message) from error
    except UnreachableError as error:
        message = f"{error} Is there a network? {by_browser(run)}"
        raise UnreachableError(message) from error
    run.partial.replace(run.target)
    run.note.unlink(missing_ok=True)
    return run.target


def by_browser(run: Download) -> str:
    """How to go on where this program cannot fetch."""
    return (
        f"On any computer, open {run.url} in a browser, save the file (about 350 MB), and import"
        " it: python -m upr_data import FILE --name NAME"
    )


def _download(run: Download, progress: Progress) -> None:
    """Fetch what is missing of the file; any end but the right one is a passing fault."""
    have = run.partial.stat().st_size if run.partial.exists() else 0
    note = read_json(run.note)
    mark = note.get("mark") if isinstance(note, dict) else None
    if not isinstance(mark, str):
        have, mark = 0, None
    with run.client.opened(run.url, _headers(have, mark)) as answer:
        start, length = _placed(answer, have)
        write_json(run.note, {"mark": _mark(answer), "length": length})
        _receive(run, answer, start, lambda done: progress(done, max(length, done)))
    _check_length(run, length)


def _headers(have: int, mark: str | None) -> dict[str, str]:
    """Ask for the rest only if the file is still the one begun."""
    return {"Range": f"bytes={have}-", "If-Range": mark} if have and mark else {}


def _mark(answer: http.client.HTTPResponse) -> str | None:
    """Find what tells this version of the file from another; weak marks do not."""
    tag = str(answer.headers.get("ETag", ""))
    strong = tag if tag and not tag.startswith("W/") else None
    return strong or answer.headers.get("Last-Modified")


def _placed(answer: http.client.HTTPResponse, have: int) -> tuple[int, int]:
    """Where the answer's first byte belongs, and the length of the whole file (0: not said)."""
    if answer.status != http.client.PARTIAL_CONTENT:
        return 0, length_of(answer.headers)
    found = _RANGE.fullmatch(str(answer.headers.get("Content-Range", "")))
    if not found or int(found[1]) != have:
        message = "OHCHR's server sent another part of the file than asked for; run again later."
        raise PassingError(message)
    return have, int(found[2])


def _receive(
    run: Download, answer: http.client.HTTPResponse, start: int, report: Callable[[int], None]
) -> None:
    with run.partial.open("r+b" if start else "wb") as file:
        file.seek(start)
        file.truncate()
        for portion in run.client.portions(answer, run.url, MAX_BYTES):
            _write(file, portion, run.partial)
            report(file.tell())


def _write(file: BinaryIO, chunk: bytes, path: Path) -> None:
    """Write to disk; a full disk is no fault of the connection, and is not tried again."""
    try:
        file.write(chunk)
        file.flush()
    except OSError as error:
        message = f"{path} cannot be written ({error.strerror}); make room and run it again."
        raise DiskError(message) from error


def _check_length(run: Download, length: int) -> None:
    size = run.partial.stat().st_size
    if size == 0:
        message = "OHCHR's server answers with an empty file; run the same command later."
        raise PassingError(message)
    if length and size < length:
        message = f"Only {size:,} of {length:,} bytes arrived; run the same command to go on."
        raise PassingError(message)
    if length and size > length:
        run.partial.unlink()
        message = f"{size:,} bytes arrived where {length:,} were announced; run again."
        raise PassingError(message)


def _check(run: Download) -> None:
    """Look at both ends: a JSON array whose first record has the keys we know."""
    with run.partial.open("rb") as file:
        head = file.read(_LOOKED_AT).decode("utf-8-sig", "ignore").lstrip()
        file.seek(max(0, run.partial.stat().st_size - 64))
        tail = file.read().decode("utf-8", "ignore").rstrip()
    if head.startswith("<"):
        _discard(run)
        message = "OHCHR's server sent a web page instead of the file."
        raise RefusedError(message)
    if not head.startswith("[") or not tail.endswith("]"):
        _discard(run)
        message = "What OHCHR's server sent is no whole JSON array; run the same command later."
        raise FetchError(message)
    if missing := sorted(NEEDED_KEYS - _first_keys(head)):
        _discard(run)
        message = f"OHCHR's file has changed: {', '.join(missing)} not found in its first record."
        raise FetchError(message)


def _discard(run: Download) -> None:
    run.partial.unlink()
    run.note.unlink(missing_ok=True)


def _first_keys(head: str) -> set[str]:
    try:
        first, _ = json.JSONDecoder().raw_decode(head[1:].lstrip())
    except (ValueError, RecursionError):
        return set()
    return set(first) if isinstance(first, dict) else set()
