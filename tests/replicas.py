"""Two real replicas behind a real nginx with the files of `deploy/`, and a browser's connection."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

ROOT = Path(__file__).parent.parent
NGINX = ROOT / "deploy" / "nginx"
PATIENCE = 120.0


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Replica:
    """One server of the app."""

    port: int
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [
            sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"),
            f"--server.port={self.port}", "--server.address=127.0.0.1", "--server.headless=true",
            "--server.fileWatcherType=none",
        ]  # fmt: skip
        self.process = subprocess.Popen(  # noqa: S603
            command,
            cwd=ROOT,
            env=os.environ | self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(f"http://127.0.0.1:{self.port}/_stcore/health")

    def stop(self, how: int = signal.SIGTERM) -> None:
        """Stop it, or kill it."""
        if self.process:
            self.process.send_signal(how)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@dataclass
class Site:
    """The proxy with its replicas."""

    address: str
    replicas: list[Replica]
    logs: Path


def wait_for(address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310
            if answer.status == 200:
                return
        time.sleep(0.1)
    message = f"{address} does not answer"
    raise AssertionError(message)


def configuration(folder: Path, port: int, replicas: list[int], https: int = 0) -> Path:
    """The files of `deploy/nginx`, with a test's ports and folders; https where it has a port."""
    (folder / "upr-outcomes").mkdir(parents=True)
    (folder / "temporary").mkdir()
    site = (NGINX / "upr-outcomes.conf").read_text()
    site = re.sub(r"listen 80;", f"listen 127.0.0.1:{port};", site)
    site = re.sub(r"\n\s*listen \[::\]:80;", "", site)
    site = site.replace("/var/log/nginx/", f"{folder}/").replace(
        "/var/www/upr-outcomes", str(folder / "www")
    )
    (folder / "upr-outcomes.conf").write_text(site)
    for file in (NGINX / "upr-outcomes").iterdir():
        text = file.read_text()
        for shipped, own in zip((8501, 8502), replicas, strict=True):
            text = text.replace(f"127.0.0.1:{shipped}", f"127.0.0.1:{own}")
        (folder / "upr-outcomes" / file.name).write_text(text)
    if https:
        text = (NGINX / "tls.conf").read_text().replace("listen 443 ", f"listen 127.0.0.1:{https} ")
        text = re.sub(r"\n\s*listen \[::\]:443 [^;]*;", "", text)
        text = text.replace("/etc/letsencrypt/live/upr-outcomes", str(certified(folder)))
        (folder / "upr-outcomes" / "tls.conf").write_text(text)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/temporary/{kind};\n" for kind in kinds)
    main = folder / "nginx.conf"
    user = "user root;\n" if os.geteuid() == 0 else ""  # the test's folders are its user's own
    main.write_text(
        f"{user}pid {folder}/nginx.pid;\ndaemon off;\nworker_processes 2;\n"
        f"error_log {folder}/error.log;\nevents {{}}\nhttp {{\n{temporary}"
        "include /etc/nginx/mime.types;\ninclude upr-outcomes.conf;\n}\n"
    )
    return main


def wait_until_open(port: int, process: "subprocess.Popen[bytes]") -> None:
    while process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    message = "nginx does not take the configuration"
    raise AssertionError(message)


def certified(folder: Path) -> Path:
    """A folder with a key and a certificate of its own, under the names that certbot gives them."""
    command = [
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-batch",
        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
        "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    return folder


@contextmanager
def proxy(main: Path, port: int) -> Iterator[None]:
    """An nginx with this configuration, once its port is open; it ends with the block."""
    process = subprocess.Popen(["nginx", "-c", str(main), "-p", str(main.parent)])  # noqa: S603, S607
    try:
        wait_until_open(port, process)
        yield
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def site(folder: Path, environment: dict[str, str]) -> Iterator[Site]:
    """Two replicas behind nginx; everything ends with the block."""
    replicas = [Replica(free_port(), environment) for _ in range(2)]
    port = free_port()
    main = configuration(folder, port, [one.port for one in replicas])
    with proxy(main, port):
        try:
            for one in replicas:
                one.start()
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield Site(f"127.0.0.1:{port}", replicas, folder)
        finally:
            for one in replicas:
                one.stop()


@dataclass
class Visitor:
    """A browser's tab: a link, its cookie, and a connection that comes back when it breaks."""

    address: str
    link: str = ""
    cookie: str = ""
    reconnected: int = 0
    texts: list[str] = field(default_factory=list)

    def open(self) -> None:
        """Load the page, as a browser does first, and keep the cookie."""
        with urllib.request.urlopen(f"http://{self.address}/", timeout=30) as answer:
            found = re.search(r"upr_replica=[0-9a-f]{32}", str(answer.headers))
            if found and not self.cookie:
                self.cookie = found[0]

    def look(self, page: str = "", query: str = "") -> str:
        """Everything that the page shows, as text; connects again like a browser if it must."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self._look(page, query)
            except (OSError, WebSocketException):
                if time.monotonic() > deadline:
                    raise
                self.reconnected += 1
                time.sleep(0.2)

    def _look(self, page: str, query: str) -> str:
        headers = {"Cookie": self.cookie, "Origin": f"http://{self.address}"}
        with connect(
            f"ws://{self.address}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers=headers,
            max_size=None,
            open_timeout=10,
        ) as socket_:
            ask = BackMsg()
            ask.rerun_script.query_string = query
            ask.rerun_script.page_name = page
            socket_.send(ask.SerializeToString())
            shown = []
            while True:
                message = ForwardMsg.FromString(socket_.recv(timeout=30))  # type: ignore[arg-type]
                shown.append(str(message))
                if message.WhichOneof("type") != "script_finished":
                    continue
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return "\n".join(shown)
                shown.clear()
