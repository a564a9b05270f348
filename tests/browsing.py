"""Servers of the app, and pages of them in a real browser: how they are opened and read."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.error import URLError
from urllib.parse import parse_qsl, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from upr_data.ui.frame.site import SitePage

ROOT: Final = Path(__file__).parent.parent


QUIET: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--disable-component-update", "--no-first-run")  # fmt: skip


PATIENCE_MS: Final = 60_000


def name(page: SitePage) -> str:
    return page.path or "overview"


@contextmanager
def server(store: Path, page: str = "app.py", **settings: str) -> Iterator[str]:
    """A server of its own on a free port: the address of its front page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", page, "--server.port", str(port),
               "--server.address", "127.0.0.1", "--server.headless", "true",
               "--server.fileWatcherType", "none"]  # fmt: skip
    environment = os.environ | {"UPR_STORE": str(store)} | settings
    process = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(address: str) -> None:
    """Until the server answers."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=2):  # noqa: S310 - our own server
                return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"No answer from {address}")


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Drives Chromium; no longer than the tests of a file, for it runs a loop in this thread."""
    with sync_playwright() as started:
        yield started


def chromium() -> str:
    """Chromium, from `CHROMIUM` or the path."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.skip("No Chromium: install it, or say in CHROMIUM where it is")
    return found


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser for windows that know nothing of each other."""
    with playwright.chromium.launch(executable_path=chromium(), args=QUIET) as started:
        yield started


@pytest.fixture(scope="module")
def window(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """One window for all tests of a file, which keeps the app's own files as it has compiled them.

    To compile them is a third of what opening a page costs; only a window with a folder keeps it.
    """
    with playwright.chromium.launch_persistent_context(
        tmp_path_factory.mktemp("window"),
        executable_path=chromium(),
        args=QUIET,
        viewport={"width": 1366, "height": 768},
    ) as opened:
        yield opened


@pytest.fixture(scope="session")
def site(demonstration_store: Path) -> Iterator[str]:
    """One server of the demonstration for all tests that need no fresh one."""
    with server(demonstration_store) as address:
        yield address


@pytest.fixture(scope="session")
def real_site(real_store: Path) -> Iterator[str]:
    """One server of a real edition."""
    with server(real_store) as address:
        yield address


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """A tab without a past; it must stay on this machine and without errors."""
    tab = window.new_page()
    urls, errors = [], []
    tab.on("request", lambda request: urls.append(request.url))
    tab.on("console", lambda said: errors.append(said) if said.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    tab.close()
    assert [url for url in urls if not is_local(url)] == []
    assert [str(said) for said in errors if not is_probe(said)] == []


def is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.hostname in {"127.0.0.1", "localhost"} or parts.scheme in {"data", "blob"}


def is_probe(said: object) -> bool:
    """Streamlit looks for itself below the address of the page first, and does not find it."""
    url = said.location["url"] if isinstance(said, ConsoleMessage) else ""
    if "does not seem to exist" in str(said):  # an address nobody knows: the page says so itself
        return True
    return url.endswith(("/_stcore/health", "/_stcore/host-config"))


def visit(page: Page, url: str) -> None:
    page.goto(url)
    settle(page)


def settle(page: Page) -> None:
    """Until the script has run and drawn its last element, the footer."""
    page.wait_for_selector(
        "[data-testid=stApp][data-test-script-state=notRunning]", timeout=PATIENCE_MS
    )
    page.get_by_text("UPR Outcomes is independent").wait_for(timeout=PATIENCE_MS)


def query(page: Page) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(page.url).query))


def path(page: Page) -> str:
    return urlsplit(page.url).path


def choose(page: Page, parameter: str, text: str) -> None:
    """Pick an option of a filter by typing it."""
    page.locator(f".st-key-filter_{parameter} input").first.click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")


def selection(page: Page, text: str) -> None:
    """Wait until the page says that this is selected, and has drawn it."""
    expect(page.get_by_text(f"Showing: {text}", exact=True)).to_be_visible(timeout=PATIENCE_MS)
    settle(page)


def card(page: Page, label: str) -> str:
    """The number on a card."""
    metric = page.get_by_test_id("stMetric").filter(has=page.get_by_text(label, exact=True))
    return metric.get_by_test_id("stMetricValue").inner_text()


def figures(store: Path, query: str, by: str = "none") -> list[dict[str, Any]]:
    """What the command line says of the same link."""
    command = [sys.executable, "-m", "upr_data", "figures", "--by", by, query, "--format", "json"]
    environment = os.environ | {"UPR_STORE": str(store)}
    done = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=environment, capture_output=True, check=True
    )
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows
