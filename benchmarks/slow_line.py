"""A first visit over a slow line, in a real browser behind the shipped nginx files.

    python -m benchmarks.slow_line [--mbit 1] [--rtt 300] [--https] [--pages overview states]
                                   [--files] [--store DIR | --rows N] [--beside CHECKOUT]
    python -m benchmarks.slow_line --mbit 50 --rtt 20 --pages overview overview    # a fast line

Needs nginx and Chromium, for `--https` (with HTTP/2) openssl. All traffic of the browser,
websockets too, goes through a proxy here that lets through so many bits a second in each direction,
and holds everything for half the round trip; a new connection costs one round trip more. First
text: the title of the page can be read, not left blank until its letters come. Complete: the last
byte came, and no more for two seconds. Both count from when the browser sets out. It keeps nothing
from one visit to the next, but the server does: the first one is to a server that has just started,
as deployed. `--files` lists what was loaded. For `--beside`, the other checkout is served in the
same way afterwards.
"""

import argparse
import asyncio
import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Response, sync_playwright

from benchmarks.server import AS_DEPLOYED, ROOT, free_port, server, wait_for
from benchmarks.stores import add_options, said_of_machine, store_of

_QUIET: Final = 2.0
_PATIENCE: Final = 120.0
_CHUNK: Final = 1460
"""Bytes let through at once: one packet, or what a fast line carries in a millisecond."""
_BURST: Final = 0.004
"""Seconds that a line may make up for: timers here wake up a millisecond late."""
_FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_READABLE: Final = """(function look() {
    const title = document.querySelector("h1");
    const bare = (names) => names.split(",")[0].replaceAll('"', "").trim();
    const shown = title?.innerText.trim() && title.checkVisibility({checkOpacity: true});
    const own = shown && bare(getComputedStyle(title).fontFamily);
    const waits = (font) => font.status === "loading" && font.display !== "swap";
    if (shown && ![...document.fonts].some((font) => bare(font.family) === own && waits(font)))
        window.firstText = performance.now() / 1000;
    else requestAnimationFrame(look);
})()"""
"""Notes when the title stands there and its letters do not wait for a font. The page looks itself,
so that no test tool brings along scripts of its own to look before then."""
_NOTED: Final = "document.querySelector('[data-test-script-state=notRunning]') && window.firstText"
"""What it noted, once the page is made."""


@dataclass
class Line:
    """One visitor's line, shared by all connections of the browser."""

    bytes_per_second: float
    rtt: float
    free_at: dict[str, float] = field(default_factory=dict)
    n_bytes: int = 0
    last_byte: float = 0.0

    async def carry(
        self, direction: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Pass on what is said, no faster than the line is, and as late as it is long."""
        queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arriving = asyncio.create_task(self._arrive(queue, writer))
        while data := await reader.read(max(_CHUNK, int(self.bytes_per_second / 1000))):
            now = time.monotonic()
            starts = max(now - _BURST, self.free_at.get(direction, 0.0))
            self.free_at[direction] = starts + len(data) / self.bytes_per_second
            queue.put_nowait((self.free_at[direction] + self.rtt / 2, data))
            await asyncio.sleep(max(0.0, self.free_at[direction] - now))
            if direction == "down":
                self.n_bytes += len(data)
                self.last_byte = time.monotonic() + self.rtt / 2
        queue.put_nowait((time.monotonic() + self.rtt / 2, b""))
        await arriving

    @staticmethod
    async def _arrive(
        queue: "asyncio.Queue[tuple[float, bytes]]", writer: asyncio.StreamWriter
    ) -> None:
        with suppress(OSError):
            while True:
                due, data = await queue.get()
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                if not data:
                    break
                writer.write(data)
                await writer.drain()
        writer.close()


@contextmanager
def slow(target: int, line: Line) -> Iterator[int]:
    """A port that leads to the port `target` over a line, in a thread of its own."""
    loop, port, ready = asyncio.new_event_loop(), free_port(), threading.Event()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.CancelledError):
            await asyncio.sleep(line.rtt)
            there, back = await asyncio.open_connection("127.0.0.1", target)
            await asyncio.gather(line.carry("up", reader, back), line.carry("down", there, writer))

    async def serve() -> None:
        await asyncio.start_server(connected, "127.0.0.1", port)
        ready.set()

    def run() -> None:
        loop.run_until_complete(serve())
        loop.run_forever()
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(_PATIENCE)
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(_hang_up, loop)
        thread.join()


def _hang_up(loop: asyncio.AbstractEventLoop) -> None:
    """End what is still being carried, then the loop."""
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.call_later(0.2, loop.stop)


@contextmanager
def behind_nginx(root: Path, app: int, folder: Path, *, https: bool = False) -> Iterator[int]:
    """The port of an nginx with the files that the checkout ships, before one replica."""
    www, port = folder / "www", free_port()
    precompress = [sys.executable, str(root / "deploy" / "precompress.py"), str(www)]
    subprocess.run(precompress, check=True)  # noqa: S603 - our own script
    shipped = root / "deploy" / "nginx"
    main = _configuration(shipped, folder, free_port() if https else port, app)
    if https:
        _add_https(shipped / "tls.conf", folder, port)
    command = ["nginx", "-c", str(main), "-p", str(folder)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        wait_for(f"http{'s' if https else ''}://127.0.0.1:{port}/_stcore/health")
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _configuration(shipped: Path, folder: Path, port: int, app: int) -> Path:
    """The shipped files, with ports and folders of this run, and both replicas the same one."""
    (folder / "temporary").mkdir()
    shutil.copytree(shipped / "upr-outcomes", folder / "upr-outcomes")
    replicas = folder / "upr-outcomes" / "replicas.conf"
    only = f"upstream upr_outcomes {{ server 127.0.0.1:{app}; }}\n"
    replicas.write_text(only)
    site = (shipped / "upr-outcomes.conf").read_text()
    site = site.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("listen [::]:80;", "")
    site = site.replace("/var/log/nginx/", f"{folder}/")
    (folder / "site.conf").write_text(site.replace("/var/www/upr-outcomes", f"{folder}/www"))
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/temporary/{kind};\n" for kind in kinds)
    user = "user root;\n" if os.geteuid() == 0 else ""
    main = folder / "nginx.conf"
    main.write_text(
        f"{user}pid {folder}/nginx.pid;\ndaemon off;\nworker_processes 1;\n"
        f"error_log {folder}/error.log;\nevents {{}}\nhttp {{\n{temporary}"
        "include /etc/nginx/mime.types;\ninclude site.conf;\n}\n"
    )
    return main


def _add_https(shipped: Path, folder: Path, port: int) -> None:
    """The shipped file for https, with a port of this run and a certificate of its own."""
    key, certificate = folder / "privkey.pem", folder / "fullchain.pem"
    command = [
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-batch",
        "-subj", "/CN=127.0.0.1", "-keyout", str(key), "-out", str(certificate),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    text = shipped.read_text().replace("listen 443", f"listen 127.0.0.1:{port}")
    text = text.replace("listen [::]:443 ssl http2;", "")
    text = text.replace("/etc/letsencrypt/live/upr-outcomes", str(folder))
    (folder / "upr-outcomes" / "tls.conf").write_text(text)


def knows(certificate: Path) -> str:
    """The browser's flag to take a certificate as one that it knows.

    Told to ignore errors instead, it hangs up at each new connection, and opens it once more.
    """
    command = ["openssl", "x509", "-in", str(certificate), "-noout", "-pubkey"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    key = base64.b64decode("".join(said.splitlines()[1:-1]))
    known = base64.b64encode(hashlib.sha256(key).digest()).decode()
    return f"--ignore-certificate-errors-spki-list={known}"


@dataclass(frozen=True, slots=True)
class Visit:
    """Seconds until the first text and until all was there; kilobytes; the files with theirs."""

    first_text: float
    complete: float
    kilobytes: float
    files: dict[str, float]


def visit(browser: Browser, target: int, path: str, options: argparse.Namespace) -> Visit:
    """Come for the first time, with nothing kept from before."""
    line = Line(options.mbit * 125_000, options.rtt / 1000)
    files: dict[str, float] = {}

    def loaded(answer: Response) -> None:
        size = float(answer.headers.get("content-length", 0)) / 1000
        files[answer.url.split("/", 3)[-1].split("?")[0]] = size

    with slow(target, line) as port:
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        page = context.new_page()
        page.on("response", loaded)
        page.add_init_script(_READABLE)
        started = time.monotonic()
        site = f"http{'s' if options.https else ''}://127.0.0.1:{port}"
        page.goto(f"{site}/{path}", wait_until="commit", timeout=_PATIENCE * 1000)
        while not (first := page.evaluate(_NOTED)):
            if time.monotonic() > started + _PATIENCE:
                raise TimeoutError(path)
            page.wait_for_timeout(500)
        while time.monotonic() < line.last_byte + _QUIET:
            page.wait_for_timeout(200)
        done = Visit(first, line.last_byte - started, line.n_bytes / 1000, files)
        context.close()
    return done


def main() -> None:
    """Visit each page once and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_options(parser)
    parser.add_argument("--mbit", type=float, default=1.0)
    parser.add_argument("--rtt", type=float, default=300.0, help="milliseconds there and back")
    parser.add_argument("--https", action="store_true", help="with HTTP/2, as by tls.conf")
    parser.add_argument("--pages", nargs="+", default=["overview"])
    parser.add_argument("--files", action="store_true")
    options = parser.parse_args()
    roots = [("here", ROOT), *([("beside", options.beside)] if options.beside else [])]
    print(head())
    with store_of(options) as store:
        for name, root in roots:
            for text in lines(name, root, store, options):
                print(text, flush=True)
        print("\n" + said_of_machine(store))


def lines(name: str, root: Path, store: Path, options: argparse.Namespace) -> Iterator[str]:
    """A line of the table for each page of one checkout."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with (
        tempfile.TemporaryDirectory() as folder,
        server(store, root, **AS_DEPLOYED) as serving,
        behind_nginx(root, serving.port, Path(folder), https=options.https) as port,
        sync_playwright() as playwright,
        playwright.chromium.launch(
            executable_path=chromium,
            args=[*_FLAGS, *([knows(Path(folder, "fullchain.pem"))] if options.https else [])],
        ) as browser,
    ):
        for n, page in enumerate(options.pages, 1):
            came = visit(browser, port, "" if page == "overview" else page, options)
            yield (
                f"| {name} | {page} | {n} | {came.first_text:.1f} | {came.complete:.1f} | "
                f"{came.kilobytes:,.0f} | {len(came.files)} |"
            )
            if options.files:
                by_size = sorted(came.files.items(), key=lambda one: -one[1])
                yield from (f"    {size:8.0f} kB  {file}" for file, size in by_size)


def head() -> str:
    """The head of the table."""
    columns = ("checkout", "page", "visit", "first text, s", "complete, s", "kB", "requests")
    return f"| {' | '.join(columns)} |\n|{' --- |' * len(columns)}"


if __name__ == "__main__":
    main()
