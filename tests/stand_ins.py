"""Servers in the place of a replica: one that says what it was asked, one that is frozen."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Echo(BaseHTTPRequestHandler):
    """Says as JSON by which headers it was asked; takes a session, and says no more in it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer."""
        opens = self.headers["Upgrade"] == "websocket"
        said = b"" if opens else json.dumps(dict(self.headers.items())).encode()
        self.send_response(101 if opens else 200)
        if opens:
            self.send_header("Upgrade", "websocket")
            self.send_header("Connection", "Upgrade")
        else:
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@contextmanager
def listening() -> Iterator[int]:
    """The port of a server that answers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def frozen() -> Iterator[int]:
    """The port of a server that is stopped: it is connected to, and answers nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as server:
        yield int(server.getsockname()[1])
