"""Polite HTTP: one request at a time, not too fast, tried again with patience."""

import email.utils
import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from typing import Final, TypeVar

from upr_data.ingest.fetch.faults import FetchError, PassingError, of_status

USER_AGENT: Final = "upr-outcomes/0.1 (research on public UPR data; reads slowly)"
MAX_BODY: Final = 64 << 20
"""Bytes of one answer held in memory; whole exports are streamed to disk instead."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast and how patiently: seconds, and tries of one request in all."""

    between: float = 1.0
    timeout: float = 60.0
    tries: int = 6
    first_wait: float = 2.0
    longest_wait: float = 300.0


@dataclass(slots=True)
class Client:
    """Sends GET requests at a polite pace; `sleep` and `clock` are replaced in tests."""

    pace: Pace = field(default_factory=Pace)
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _last: float = field(default=float("-inf"), init=False)

    def get_json(self, url: str) -> object:
        """Fetch and decode an answer; cut, empty and unreadable answers count as passing faults.

        Raises `FetchError` when it is refused, is not there, or fails at every try.
        """
        return self.patiently(lambda: self.read_json(url))

    def patiently(self, attempt: Callable[[], T]) -> T:
        """Try until an attempt meets no passing fault; waits double each time.

        A server that asks to wait is obeyed; if it asks for too long, its fault is raised.
        """
        wait = self.pace.first_wait
        for _ in range(self.pace.tries - 1):
            try:
                return attempt()
            except PassingError as fault:
                asked = fault.retry_after or 0.0
                if asked > self.pace.longest_wait:
                    raise
                self.sleep(min(max(wait, asked), self.pace.longest_wait))
                wait *= 2
        return attempt()

    @contextmanager
    def opened(self, url: str, headers: Mapping[str, str]) -> Iterator[http.client.HTTPResponse]:
        """Answer of one request, to be read by the caller; connection faults are passing."""
        if not url.startswith(("https://", "http://")):
            message = f"{url} is no web address."
            raise FetchError(message)
        self._keep_pace()
        request = urllib.request.Request(  # noqa: S310 the scheme is checked above
            url, headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity", **headers}
        )
        try:
            with urllib.request.urlopen(request, timeout=self.pace.timeout) as answer:  # noqa: S310
                yield answer
        except urllib.error.HTTPError as error:
            with error:
                raise of_status(error.code, url, _retry_after(error.headers)) from error
        except (OSError, http.client.HTTPException) as error:
            message = f"The connection to {url} broke ({error}); run the same command again."
            raise PassingError(message) from error

    def _keep_pace(self) -> None:
        early = self._last + self.pace.between - self.clock()
        if early > 0:
            self.sleep(early)
        self._last = self.clock()

    def read_json(self, url: str) -> object:
        """Fetch and decode an answer, trying once."""
        with self.opened(url, {"Accept": "application/json"}) as answer:
            body = answer.read(MAX_BODY + 1)
            n_promised = int(answer.headers.get("Content-Length") or len(body))
        if len(body) > MAX_BODY:
            message = f"{url} answers with more than {MAX_BODY:,} bytes: not what it should be."
            raise FetchError(message)
        if len(body) < n_promised:
            message = (
                f"{url} sent {len(body):,} of {n_promised:,} bytes; run the same command again."
            )
            raise PassingError(message)
        try:
            return json.loads(body)
        except ValueError as error:
            what = "with nothing" if not body.strip() else "with something that is not JSON"
            message = f"{url} answers {what}; run the same command later."
            raise PassingError(message) from error


def _retry_after(headers: Message) -> float | None:
    """Seconds of a Retry-After header, which is a number or a date."""
    given = headers.get("Retry-After", "").strip()
    if given.isdigit():
        return float(given)
    try:
        then = email.utils.parsedate_to_datetime(given)
    except ValueError:
        return None
    return max(0.0, (then - datetime.now(UTC)).total_seconds())
