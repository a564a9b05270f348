"""Polite HTTP: one request at a time, not too fast, tried again with patience, within limits."""

import email.utils
import http.client
import json
import re
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from typing import Final, TypeVar
from urllib.parse import urlsplit

from upr_data.ingest.fetch.connections import opener
from upr_data.ingest.fetch.faults import FetchError, PassingError, UnreachableError, of_status

USER_AGENT: Final = "upr-outcomes/0.1 (research on public UPR data; reads slowly)"
MAX_BODY: Final = 64 << 20
"""Bytes of one answer held in memory; whole exports are streamed to disk instead."""

PORTION: Final = 1 << 20
_NUMBER: Final = re.compile(r"[0-9]{1,15}")

T = TypeVar("T")
Waiting = Callable[[str, float], None]
"""Told, before each wait, what is waited for (a sentence) and for how many seconds."""


def unsaid(_why: str, _seconds: float) -> None:
    """Wait in silence."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast and how patiently: seconds, and tries of one request in all.

    `unreachable` is how long a server is sought that has not answered yet: without a network
    nobody waits for long. `answer` is how long the whole of one answer may take.
    """

    between: float = 1.0
    timeout: float = 60.0
    connect: float = 4.0
    unreachable: float = 4.0
    answer: float = 4 * 3600.0
    tries: int = 6
    first_wait: float = 2.0
    longest_wait: float = 300.0


@dataclass(slots=True)
class Client:
    """Sends GET requests at a polite pace; `sleep` and `clock` are replaced in tests.

    `plain_http` allows addresses without TLS, where anybody on the way can change what comes.
    """

    pace: Pace = field(default_factory=Pace)
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    waiting: Waiting = unsaid
    plain_http: bool = False
    _last: float = field(default=float("-inf"), init=False)
    _sought_since: float | None = field(default=None, init=False)
    _has_answered: bool = field(default=False, init=False)

    def get_json(self, url: str) -> object:
        """Fetch and decode an answer; cut, empty and unreadable answers count as passing faults.

        Raises `FetchError` when it is refused, is not there, or fails at every try.
        """
        return self.patiently(lambda: self.read_json(url))

    def patiently(self, attempt: Callable[[], T]) -> T:
        """Try until an attempt meets no passing fault; waits double each time, and are told.

        A server that asks to wait is obeyed; if it asks for too long, its fault is raised. One
        that has never answered and cannot be reached is not sought for long.
        """
        wait = self.pace.first_wait
        for _ in range(self.pace.tries - 1):
            try:
                return attempt()
            except PassingError as fault:
                asked = fault.retry_after or 0.0
                seconds = min(max(wait, asked), self.pace.longest_wait)
                if asked > self.pace.longest_wait or self._is_out_of_reach(fault, seconds):
                    raise
                self.waiting(str(fault), seconds)
                self.sleep(seconds)
                wait *= 2
        return attempt()

    def _is_out_of_reach(self, fault: PassingError, seconds: float) -> bool:
        if self._has_answered or not isinstance(fault, UnreachableError):
            return False
        now = self.clock()
        self._sought_since = now if self._sought_since is None else self._sought_since
        return now - self._sought_since + seconds > self.pace.unreachable

    @contextmanager
    def opened(self, url: str, headers: Mapping[str, str]) -> Iterator[http.client.HTTPResponse]:
        """Answer of one request, to be read by the caller; connection faults are passing."""
        self._check(url)
        self._keep_pace()
        with self._answer(url, headers) as answer:
            self._has_answered = True
            try:
                yield answer
            except (OSError, http.client.HTTPException) as error:
                raise _broken(url, error) from error

    def _check(self, url: str) -> None:
        if not url.startswith(("https://", "http://")):
            message = f"{url} is no web address; it begins with https://."
            raise FetchError(message)
        if url.startswith("http://") and not self.plain_http:
            message = (
                f"{url} is not protected on its way (plain http): give its https address, or say"
                " --plain-http if you trust every network in between."
            )
            raise FetchError(message)

    def _answer(self, url: str, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        sent = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", **headers}
        try:
            request = urllib.request.Request(url, headers=sent)  # noqa: S310 checked above
            answer: http.client.HTTPResponse = opener(
                self.pace.connect, plain_http=self.plain_http
            ).open(request, timeout=self.pace.timeout)
        except urllib.error.HTTPError as error:
            with error:
                self._has_answered = True
                raise of_status(error.code, url, retry_after(error.headers)) from error
        except (OSError, http.client.HTTPException) as error:
            raise _broken(url, error) from error
        except ValueError as error:
            message = f"{url} answers in a way that cannot be understood; run it again later."
            raise FetchError(message) from error
        return answer

    def _keep_pace(self) -> None:
        early = self._last + self.pace.between - self.clock()
        if early > 0:
            self.sleep(early)
        self._last = self.clock()

    def portions(self, answer: http.client.HTTPResponse, url: str, most: int) -> Iterator[bytes]:
        """What an answer holds, as it comes; `FetchError` beyond `most` bytes or too long."""
        started, n_bytes = self.clock(), 0
        while portion := answer.read1(PORTION):
            n_bytes += len(portion)
            if n_bytes > most:
                message = f"{url} answers with more than {most:,} bytes: not what it should be."
                raise FetchError(message)
            if self.clock() - started > self.pace.answer:
                message = f"{url} sends too slowly; run the same command again at another time."
                raise PassingError(message)
            yield portion

    def read_json(self, url: str) -> object:
        """Fetch and decode an answer, trying once."""
        with self.opened(url, {"Accept": "application/json"}) as answer:
            n_promised = length_of(answer.headers)
            body = b"".join(self.portions(answer, url, MAX_BODY))
        if len(body) < n_promised:
            message = (
                f"{url} sent {len(body):,} of {n_promised:,} bytes; run the same command again."
            )
            raise PassingError(message)
        try:
            return json.loads(body)
        except (ValueError, RecursionError) as error:
            what = "with nothing" if not body.strip() else "with something that is not JSON"
            message = f"{url} answers {what}; run the same command later."
            raise PassingError(message) from error


def _broken(url: str, error: Exception) -> FetchError:
    """The fault of a connection: nobody there, nobody to trust, or cut while something came."""
    reason = error.reason if isinstance(error, urllib.error.URLError) else None
    if isinstance(reason, ssl.SSLError):
        message = f"{url} cannot prove who it is ({_why(reason)}); do not trust this network."
        return FetchError(message)
    if reason is not None:
        host = urlsplit(url).netloc
        return UnreachableError(f"{host} cannot be reached ({_why(reason)}).")
    return PassingError(f"The connection to {url} broke ({_why(error)}); run it again.")


def _why(error: object) -> str:
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(said).split())[:100]


def length_of(headers: Message) -> int:
    """Bytes that an answer promises; 0 where it does not say, or not in a number."""
    given = str(headers.get("Content-Length", "")).strip()
    return int(given) if _NUMBER.fullmatch(given) else 0


def retry_after(headers: Message) -> float | None:
    """Seconds of a Retry-After header, which is a number or a date; None for anything else."""
    given = str(headers.get("Retry-After", "")).strip()
    if _NUMBER.fullmatch(given):
        return float(given)
    try:
        then = email.utils.parsedate_to_datetime(given)
        return max(0.0, (then.astimezone(UTC) - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
