"""A server on this machine that speaks Uwazi's and OHCHR's protocols, with their faults."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from upr_data.ingest.fetch.client import Client, Pace
from upr_data.ingest.fetch.databases import USUAL, Way

CAP = 10_000


@dataclass(frozen=True)
class Answer:
    """What is sent: `promised` bytes are announced, and what `body` lacks of them is cut off."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    promised: int | None = None


@dataclass
class StandIn:
    """The server's data, the faults to come, and the requests it had.

    `faults` are used up in order, one a request; None lets a request through.
    """

    answer: Callable[[str, dict[str, str]], Answer]
    faults: list[Answer | None] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    address: str = ""

    def respond(self, target: str, headers: dict[str, str]) -> Answer:
        """Answer of the next fault, else of the data."""
        self.requests.append(target)
        fault = self.faults.pop(0) if self.faults else None
        return fault or self.answer(target, headers)


@contextmanager
def running(stand_in: StandIn) -> Iterator[StandIn]:
    """The server, listening on a free port until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(stand_in))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    stand_in.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(stand_in: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = stand_in.respond(self.path, dict(self.headers))
            promised = len(answer.body) if answer.promised is None else answer.promised
            self.send_response(answer.status)
            for name, value in ({"Content-Length": str(promised)} | answer.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def client(slept: list[float], tries: int = 4, way: Way = USUAL) -> Client:
    """A client that notes its waits in place of sleeping."""
    pace = Pace(between=0, timeout=5, tries=tries, first_wait=1)
    return Client(pace, sleep=slept.append, waiting=way.waiting, plain_http=True)


def uwazi_row(key: str, session: str, **words: str) -> dict[str, Any]:
    """A record as Uwazi gives it, with placeholder words."""
    labels = {
        "state_under_review": "Slovenia",
        "recommending_state": "Spain",
        "response": "Supported",
        "session": session,
        "cycle": "2",
        "action_category": "5 - Specific action",
        "issues": "Justice",
    } | words
    text = labels.pop("recommendation", f"Sample text {key}")
    metadata: dict[str, Any] = {"recommendation": [{"value": text}]}
    for name, label in labels.items():
        metadata[name] = [{"value": f"id-{one}", "label": one} for one in label.split("|")]
    return {"sharedId": key, "language": "en", "title": key, "metadata": metadata}


@dataclass
class Uwazi:
    """UPR Info's database: session label → its rows."""

    sessions: dict[str, list[dict[str, Any]]]
    unlisted: tuple[str, ...] = ()

    def __call__(self, target: str, _headers: dict[str, str]) -> Answer:
        """Send lists of values, or a search."""
        url = urlsplit(target)
        if url.path == "/api/thesauris":
            values = [
                {"id": self.key(label), "label": label}
                for label in self.sessions
                if label not in self.unlisted
            ]
            return as_json({"rows": [{"name": "Sessions", "values": values}]})
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        return as_json(self.search(query))

    @staticmethod
    def key(label: str) -> str:
        """Filter value of a session."""
        return f"00000000-0000-4000-8000-{int(re.sub('[^0-9]', '', label)[:2]):012}"

    def search(self, query: dict[str, str]) -> dict[str, Any]:
        """Rows of a page, counts capped as Uwazi caps them."""
        wanted = json.loads(query.get("filters", "{}")).get("session", {}).get("values")
        rows = [
            row
            for label, some in self.sessions.items()
            if wanted is None or self.key(label) in wanted
            for row in some
        ]
        start, limit = int(query["from"]), int(query["limit"])
        counts = [
            {"key": self.key(label), "doc_count": len(some), "filtered": {"doc_count": len(some)}}
            for label, some in self.sessions.items()
        ]
        return {
            "rows": rows[start : min(start + limit, CAP)],
            "totalRows": min(len(rows), CAP),
            "relation": "eq" if len(rows) < CAP else "gte",
            "aggregations": {"all": {"session": {"buckets": counts}}},
        }


def as_json(value: object) -> Answer:
    return Answer(json.dumps(value).encode(), headers={"Content-Type": "application/json"})


@dataclass
class Ohchr:
    """OHCHR's file server: one file, with ranges and a mark of its version."""

    body: bytes
    mark: str = '"v1"'
    ranges: list[str | None] = field(default_factory=list)

    def __call__(self, _target: str, headers: dict[str, str]) -> Answer:
        """Send the file, or the rest of it."""
        self.ranges.append(headers.get("Range"))
        asked = re.fullmatch(r"bytes=(\d+)-", headers.get("Range", ""))
        if not asked or headers.get("If-Range") != self.mark:
            return Answer(self.body, headers={"ETag": self.mark})
        start, end = int(asked[1]), len(self.body)
        place = {"Content-Range": f"bytes {start}-{end - 1}/{end}", "ETag": self.mark}
        return Answer(self.body[start:], 206, place)
