"""How connections are made: quickly or not at all, and led astray by no redirect."""

import http.client
import socket
import ssl
import urllib.request
from collections.abc import Callable
from threading import Thread
from typing import IO, Any, Final

from upr_data.ingest.fetch.faults import FetchError

MAX_REDIRECTS: Final = 5


class UnreachedError(TimeoutError):
    """No connection within the time for it, name and all."""


def opener(connect: float, *, plain_http: bool) -> urllib.request.OpenerDirector:
    """Opens http and https, nothing else, through the proxies of the environment."""
    found = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        _Http(connect),
        _Https(connect),
        urllib.request.HTTPDefaultErrorHandler(),
        _Redirects(plain_http=plain_http),
        urllib.request.HTTPErrorProcessor(),
    ):
        found.add_handler(handler)
    return found


class _Http(urllib.request.HTTPHandler):
    """Plain connections, made within a time of their own."""

    def __init__(self, connect: float) -> None:
        super().__init__()
        self._connect = connect

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Open an http address."""
        return self.do_open(_quick(http.client.HTTPConnection, self._connect), req)


class _Https(urllib.request.HTTPSHandler):
    """Connections with TLS, made within a time of their own."""

    def __init__(self, connect: float) -> None:
        super().__init__()
        self._connect = connect
        self._trust = ssl.create_default_context()

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Open an https address, its certificate checked."""
        quick = _quick(http.client.HTTPSConnection, self._connect)
        return self.do_open(quick, req, context=self._trust)


def _quick(kind: Callable[..., Any], connect: float) -> Any:  # noqa: ANN401 - as `do_open` has it
    """A connection that is made within `connect` seconds; what comes then has its own timeout."""

    def made(host: str, **options: Any) -> Any:  # noqa: ANN401
        connection = kind(host, **options)
        # http.client's own hook, so that looking up the name counts as well.
        connection._create_connection = lambda address, *_: _connected(  # noqa: SLF001
            address, connect, options.get("timeout")
        )
        return connection

    return made


def _connected(address: tuple[str, int], seconds: float, timeout: float | None) -> socket.socket:
    """A socket, or an error within so many seconds; looking up a name can take minutes else."""
    found: list[socket.socket | Exception] = []

    def connect() -> None:
        try:
            found.append(socket.create_connection(address, seconds))
        except (OSError, ValueError) as error:  # a host name may be none
            found.append(error)

    thread = Thread(target=connect, daemon=True)
    thread.start()
    thread.join(seconds)
    if not found:
        message = f"no answer within {seconds:g} seconds"
        raise UnreachedError(message)
    if isinstance(found[0], Exception):
        raise found[0]
    found[0].settimeout(timeout)
    return found[0]


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, and none that leaves TLS or the web."""

    max_redirections = MAX_REDIRECTS

    def __init__(self, *, plain_http: bool) -> None:
        self._schemes = ("https://", "http://") if plain_http else ("https://",)

    def redirect_request(  # noqa: PLR0913, PLR0917 - as urllib has it
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The next request; refused where the address is not protected."""
        if not newurl.lower().startswith(self._schemes):
            message = (
                f"{req.full_url} leads on to {newurl[:100]}, which is not protected on its way; "
                f"the address may have changed."
            )
            raise FetchError(message)
        return super().redirect_request(req, fp, code, msg, headers, newurl)
