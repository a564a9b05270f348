"""Servers of the app on this machine, and what they use: processor time and memory."""

import os
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
_MAKES_A_PAGE: Final = "STREAMLIT_SERVER_SCRIPT_HEALTH_CHECK_ENABLED"
AS_DEPLOYED: Final = {
    "POLARS_MAX_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_TRIM_THRESHOLD_": "131072",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "_RJEM_MALLOC_CONF": "narenas:1,dirty_decay_ms:0,muzzy_decay_ms:0,tcache:false",
    _MAKES_A_PAGE: "true",
}
"""What the files in `deploy/` set for a replica: it has made a page before anybody comes."""

_PATIENCE: Final = 120.0
_PROCESS_CLOCK: Final = 2
"""The clock of a process, by its number, as Linux makes it (`clock_getcpuclockid`)."""


@dataclass(frozen=True, slots=True)
class Server:
    """One process that serves the app."""

    process: "subprocess.Popen[bytes]"
    port: int

    @property
    def site(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def cpu_seconds(self) -> float:
        """Processor time of all its threads since it started."""
        return time.clock_gettime(~self.process.pid << 3 | _PROCESS_CLOCK)

    def memory_mb(self) -> float:
        """What it holds in memory now, shared libraries in proportion."""
        lines = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


@contextmanager
def server(store: Path, root: Path = ROOT, **settings: str) -> Iterator[Server]:
    """A server of the app in the folder `root` over a store, until the block ends."""
    port = free_port()
    command = [
        sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}",
        "--server.address=127.0.0.1", "--server.headless=true", "--server.fileWatcherType=none",
    ]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603
        command,
        cwd=root,
        env=os.environ | {"UPR_STORE": str(store), "UPR_LOG_LEVEL": "ERROR"} | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        question = "script-health-check" if _MAKES_A_PAGE in settings else "health"
        wait_for(f"http://127.0.0.1:{port}/_stcore/{question}")
        yield Server(process, port)
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ask it to end; one that is frozen is killed."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(address: str) -> None:
    """Until the server answers, with whatever certificate. Raises `TimeoutError`."""
    deadline = time.monotonic() + _PATIENCE
    trusting = ssl._create_unverified_context()  # noqa: S323, SLF001 - our own server
    while time.monotonic() < deadline:
        with suppress(OSError), urllib.request.urlopen(address, timeout=30, context=trusting):  # noqa: S310
            return
        time.sleep(0.1)
    message = f"{address} does not answer"
    raise TimeoutError(message)


def load() -> float:
    """How many processes of the whole machine wanted a processor in the last minute."""
    return os.getloadavg()[0]
