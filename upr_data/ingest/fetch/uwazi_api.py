"""UPR Info's database as Uwazi serves it: addresses and answers, without any state."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlencode

from upr_data.ingest.fetch.client import Client
from upr_data.ingest.fetch.faults import FetchError, PassingError

SERVER: Final = "https://upr-info-database.uwazi.io"
TEMPLATE: Final = "5d8ce04361cde0408222e9a8"
"""Uwazi's id of the template "Recommendation"."""
CAP: Final = 10_000
"""Rows that Uwazi counts and pages to at most; what is larger must be asked for in parts."""
MISSING: Final = "missing"
"""Uwazi's own filter value for entities without a session."""
_KEY: Final = re.compile(r"[A-Za-z0-9-]{1,100}")
"""Keys are names of folders here."""

_NOT_A_SESSION: Final = frozenset({"any", ""})


class Missing(StrEnum):
    """What an answer may lack, in words for people."""

    ROWS = "rows and totalRows"
    RECORD = "sharedId and metadata"
    SESSIONS = "aggregations by session"
    COUNTS = "counts by session"
    ALL_COUNTS = "counts of all sessions"
    LISTS = "lists of values (thesauri)"
    OBJECTS = "objects"


class ChangedError(FetchError):
    """Raised when the server's answers no longer have the shape this program knows."""

    def __init__(self, what: Missing) -> None:
        """Name what is missing from the answer."""
        super().__init__(
            f"UPR Info's server no longer gives {what} as it did: this program needs an update;"
            " until then, import the database's own CSV export."
        )


@dataclass(frozen=True, slots=True)
class Part:
    """One session: Uwazi's key of it, its label, and how many records it has."""

    key: str
    label: str
    n: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a part, and how many the part has in all."""

    rows: list[dict[str, Any]]
    total: int


def parts(client: Client, server: str) -> list[Part]:
    """All sessions that have records, as aggregations and thesauri together say.

    Raises `FetchError` if either has changed its shape or they contradict each other.
    """
    answer = client.get_json(_search_url(server, None, 0, 1))
    counts = _session_counts(answer)
    if sum(counts.values()) < _total(answer):
        raise ChangedError(Missing.ALL_COUNTS)
    labels = _labels(client.get_json(f"{server}/api/thesauris"))
    _refuse_keys(counts)
    if unknown := sorted(key for key in counts if key not in labels and key != MISSING):
        message = f"{server} counts records of sessions its lists do not know: {unknown[0]}."
        raise FetchError(message)
    return [Part(key, labels.get(key, MISSING), n) for key, n in counts.items()]


def _refuse_keys(keys: Iterable[str]) -> None:
    """Raise `FetchError` for keys of which two would share a file, or that are no file's name."""
    seen: dict[str, str] = {}
    for key in keys:
        if not _KEY.fullmatch(key) or key.casefold() in seen:
            other = seen.get(key.casefold(), "a file's name")
            message = (
                f"UPR Info's server gives a session the key {key[:60]!r}, which cannot be told from"
                f" {other[:60]!r}: this program needs an update; until then, import the database's"
                " own CSV export."
            )
            raise FetchError(message)
        seen[key.casefold()] = key


def page(client: Client, server: str, part: Part, start: int, size: int) -> Page:
    """Rows `start` and following of one session; no rows where some must be is a fault."""
    url = _search_url(server, part.key, start, size)
    return client.patiently(lambda: _checked(client.read_json(url), part, start))


def _checked(answer: object, part: Part, start: int) -> Page:
    given = _object(answer)
    rows, total = given.get("rows"), given.get("totalRows")
    if not isinstance(rows, list) or not isinstance(total, int):
        raise ChangedError(Missing.ROWS)
    if total >= CAP or given.get("relation") == "gte":
        message = f"Session {part.label} has {CAP:,} records or more: too many to page through."
        raise FetchError(message)
    if not rows and start < part.n:
        message = (
            f"UPR Info answers session {part.label} ({part.key}) with no rows, though it counts"
            f" {part.n:,}; run the same command later."
        )
        raise PassingError(message)
    return Page([slim(row) for row in rows], total)


def slim(row: object) -> dict[str, Any]:
    """Keep of a row its key, its language, and the words of each property."""
    given = _object(row)
    metadata = given.get("metadata")
    if not isinstance(given.get("sharedId"), str) or not isinstance(metadata, dict):
        raise ChangedError(Missing.RECORD)
    kept = {name: _values(values) for name, values in metadata.items() if values}
    return {"sharedId": given["sharedId"], "language": given.get("language"), "metadata": kept}


def _values(values: object) -> list[dict[str, Any]]:
    listed = values if isinstance(values, list) else [values]
    return [
        {name: one[name] for name in ("value", "label") if name in one}
        for one in listed
        if isinstance(one, dict)
    ]


def _search_url(server: str, session: str | None, start: int, size: int) -> str:
    query = {"types": json.dumps([TEMPLATE]), "from": start, "limit": size}
    if session is not None:
        query["filters"] = json.dumps({"session": {"values": [session]}})
    ordered = {**query, "sort": "creationDate", "order": "asc"}
    return f"{server}/api/search?{urlencode(ordered)}"


def _session_counts(answer: object) -> dict[str, int]:
    """Key of a session → number of its records; sessions without any are left out."""
    aggregations = _object(_object(answer).get("aggregations"))
    sessions = _object(aggregations.get("all", aggregations)).get("session")
    buckets = _object(sessions).get("buckets")
    if not isinstance(buckets, list) or not buckets:
        raise ChangedError(Missing.SESSIONS)
    counts = {str(_object(bucket).get("key")): _count(bucket) for bucket in buckets}
    return {key: n for key, n in counts.items() if n and key not in _NOT_A_SESSION}


def _total(answer: object) -> int:
    """How many records there are, or at least are: the server does not count beyond its cap."""
    total = _object(answer).get("totalRows")
    if not isinstance(total, int):
        raise ChangedError(Missing.ROWS)
    return total


def _count(bucket: Mapping[str, Any]) -> int:
    """Count of a bucket: the filtered one where Uwazi gives both."""
    count = _object(bucket.get("filtered", bucket)).get("doc_count")
    if not isinstance(count, int) or count < 0:
        raise ChangedError(Missing.COUNTS)
    return count


def _labels(answer: object) -> dict[str, str]:
    """Key → label of every value of every list (thesaurus), nested ones too."""
    lists = _object(answer).get("rows")
    if not isinstance(lists, list):
        raise ChangedError(Missing.LISTS)
    found: dict[str, str] = {}
    waiting = [value for one in lists for value in _listed(_object(one).get("values"))]
    while waiting:
        value = _object(waiting.pop())
        found[str(value.get("id"))] = str(value.get("label"))
        waiting.extend(_listed(value.get("values")))
    return found


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ChangedError(Missing.OBJECTS)
    return value
