"""The files of `deploy/`, run: two replicas behind nginx, killed, rolled, given a new edition."""

import gzip
import json
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import pytest
from frames import recommendations, tables
from moto.server import ThreadedMotoServer
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page
from replicas import PATIENCE, ROOT, Site, Visitor, configuration, free_port, proxy, site
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from upr_data.ingest import building
from upr_data.model import SnapshotKind
from upr_data.snapshot import Draft, publish, store_at
from upr_data.ui.blocks.actions import embedding
from upr_data.ui.frame.site import SITE

DEPLOY: Final = ROOT / "deploy"
STREAMLIT: Final = Path(sys.modules["streamlit"].__file__ or "").parent
DRAFT: Final = Draft("first", SnapshotKind.REAL, "2026-01-01T00:00:00+00:00")
FIRST: Final = "2026-01-01-first"
SECOND: Final = "2026-01-02-second"
CHARTS: Final = "[data-testid=stVegaLiteChart], [data-testid=stPlotlyChart]"
DRAWN: Final = f"""() => {{
    const charts = [...document.querySelectorAll('{CHARTS}')];
    return !charts.length || charts.some((one) => one.querySelector('canvas, svg'));
}}"""
"""Whether the page has no chart, or a chart that is drawn."""
CODING: Final = "content-encoding"
ROWS: Final = tables(recommendations(*({"id": f"r{n}"} for n in range(7))))

pytestmark = pytest.mark.skipif(not shutil.which("nginx"), reason="No nginx: apt-get install nginx")


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """An S3 server with one edition; what a replica's environment must say."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    make = urllib.request.Request(f"http://{host}:{port}/editions", method="PUT")
    urllib.request.urlopen(make).close()  # noqa: S310
    yield {
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ALLOW_HTTP": "true",
        "UPR_STORE": "s3://editions/upr",
        "UPR_CACHE": str(tmp_path_factory.mktemp("replicas")),
        "UPR_POLL": "1",
    }
    server.stop()


@pytest.fixture(scope="module")
def own(bucket: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The importer's own copy of the bucket."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in bucket.items():
            patch.setenv(name, value)
        patch.setenv("UPR_CACHE", str(tmp_path_factory.mktemp("importer")))
        store = store_at(bucket["UPR_STORE"])
        publish(ROWS, DRAFT, store)
        building.publish_demonstration(store)
        yield store


@pytest.fixture(scope="module")
def running(
    bucket: dict[str, str], own: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Two replicas on that bucket, behind nginx, with the assets compressed beforehand."""
    assert own.is_dir()
    folder = tmp_path_factory.mktemp("nginx") / "conf"
    command = [sys.executable, str(DEPLOY / "precompress.py"), str(folder / "www"), "--quality=4"]
    subprocess.run(command, check=True)  # noqa: S603
    with site(folder, bucket | {"STREAMLIT_SERVER_SCRIPT_HEALTH_CHECK_ENABLED": "true"}) as running:
        yield running


def ask(site: Site, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(f"http://{site.address}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, {}, b""


def an_asset() -> str:
    """The path of Streamlit's first script."""
    found = re.search(r'src="\.(/static/js/index\.[^"]+)"', index())
    assert found
    return found[1]


def index() -> str:
    return (STREAMLIT / "static" / "index.html").read_text(encoding="utf-8")


# What the proxy lets through


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/themes/_stcore/metrics",
        "/_stcore/metrics/",
        "/%5fstcore/metrics",
        "//_stcore//metrics",
        "/x/../_stcore/metrics",
        "/_stcore/upload_file/a/b",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/script-health-check",
        "/_stcore/script-health-check%0a",
        "/_stcore/metrics%0a",
        "/auth/login",
        "/auth/logout",
        "/oauth2callback",
        "/oauth2callback%0a",
    ],
)
def test_what_is_for_operators_is_closed(running: Site, path: str) -> None:
    assert ask(running, path)[0] == 404


def test_a_replica_says_by_itself_whether_it_can_make_a_page(running: Site) -> None:
    for one in running.replicas:
        question = f"http://127.0.0.1:{one.port}/_stcore/script-health-check"
        with urllib.request.urlopen(question, timeout=60) as answer:
            assert (answer.status, answer.read()) == (200, b"ok")


def test_pages_have_the_headers_that_protect_them(running: Site) -> None:
    status, headers, _body = ask(running, "/themes?cycle=2")
    assert status == 200
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "'unsafe-inline'" not in re.split(r"style-src", headers["content-security-policy"])[0]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["server"] == "nginx"
    assert "access-control-allow-origin" not in headers
    assert re.fullmatch(
        r"upr_replica=[0-9a-f]{32}; Path=/; HttpOnly; SameSite=Lax", headers["set-cookie"]
    )


@pytest.mark.parametrize(
    ("path", "framed_by", "options"),
    [
        ("/themes?cycle=2&embed=true", "*", None),
        ("/?embed=true", "*", None),
        ("/themes?cycle=2", "'none'", "DENY"),
        ("/themes?embed=false", "'none'", "DENY"),
        ("/themes?q=embed%3Dtrue", "'none'", "DENY"),
        ("/themes?notembed=true", "'none'", "DENY"),
        ("/component/upr_data.ui.sections.present.talk.talk/index.html", "'self'", "SAMEORIGIN"),
        ("/component/x/index.html?embed=true", "'self'", "SAMEORIGIN"),
    ],
)
def test_only_views_to_be_embedded_may_be_framed(
    running: Site, path: str, framed_by: str, options: str | None
) -> None:
    answer = asked_for(running, path)
    policy = answer["content-security-policy"]
    if answer["content-type"].startswith("text/html"):
        assert f"frame-ancestors {framed_by};" in policy
    assert answer.get("x-frame-options") == options
    assert "set-cookie" not in answer or framed_by == "'none'"


def asked_for(site: Site, path: str) -> dict[str, str]:
    """The headers of an answer, an error's as well."""
    try:
        with urllib.request.urlopen(f"http://{site.address}{path}", timeout=30) as answer:
            headers = answer.headers
    except urllib.error.HTTPError as error:
        headers = error.headers
    return {name.lower(): value for name, value in headers.items()}


def test_assets_are_compressed_beforehand_and_kept_for_a_year(running: Site) -> None:
    status, headers, body = ask(running, an_asset(), **{"Accept-Encoding": "gzip"})
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    content = (STREAMLIT / "static" / an_asset().lstrip("/")).read_bytes()
    assert gzip.decompress(body) == content
    assert body == gzip.compress(content, 9, mtime=0)


def test_letters_are_assets_too(running: Site) -> None:
    font = next((STREAMLIT / "static" / "static" / "media").glob("*.woff2")).name
    status, headers, _body = ask(running, f"/static/media/{font}")
    assert status == 200
    assert headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/", "/themes?cycle=2", "/?embed=true"])
def test_pages_are_compressed_and_ask_for_scripts_before_letters(running: Site, path: str) -> None:
    _status, headers, body = ask(running, path, **{"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    page = gzip.decompress(body).decode()
    assert page.count("SourceSansVF") == index().count("SourceSansVF") == 1
    assert index().index("SourceSansVF") < index().index(an_asset())
    assert page.rindex("modulepreload") < page.index("SourceSansVF")
    assert scripts(page) == scripts(index())


def scripts(page: str) -> list[str]:
    """What the policy has the hash of, and all the page's modules in their order."""
    return re.findall(r"<script>.*?</script>|\S+\.js", page, re.DOTALL)


def test_the_style_sheet_of_a_page_draws_icons_from_the_small_font(running: Site) -> None:
    page = ask(running, "/")[2].decode()
    found = re.search(r'<link rel="stylesheet" crossorigin href="\.(/static/css/[^"]+)">', page)
    assert found
    status, headers, body = ask(running, found[1])
    assert (status, headers["content-type"]) == (200, "text/css")
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    font = re.search(r"media/(MaterialSymbols-Rounded[^)]+)", body.decode())
    assert font
    status, _headers, icons = ask(running, f"/static/media/{font[1]}")
    assert (status, icons[:4]) == (200, b"wOF2")
    assert len(icons) < 20_000


def test_a_page_that_has_not_changed_is_not_sent_again(running: Site) -> None:
    """Its day of change is still said, though its head is changed on the way."""
    known = ask(running, "/")[1]["last-modified"]
    assert ask(running, "/", **{"If-Modified-Since": known})[0] == 304


@pytest.mark.parametrize("origin", [None, "https://evil.example", "null"])
def test_no_other_site_opens_a_session(running: Site, origin: str | None) -> None:
    with (
        pytest.raises(InvalidStatus, match="403"),
        connect(f"ws://{running.address}/_stcore/stream", origin=origin),  # type: ignore[arg-type]
    ):
        pass


def test_a_visitor_by_name_and_port_opens_a_session(running: Site) -> None:
    """As from the containers' port 8080: what the app compares has the port as well."""
    host, port = running.address.split(":")
    with connect(
        "ws://upr.test:8080/_stcore/stream",
        origin="http://upr.test:8080",  # type: ignore[arg-type]
        sock=socket.create_connection((host, int(port))),
    ) as session:
        assert session.response
        assert session.response.status_code == 101


def test_no_page_around_this_one_commands_it(running: Site) -> None:
    status, _headers, body = ask(running, "/_stcore/host-config")
    assert status == 200
    assert json.loads(body)["allowedOrigins"] == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "OPTIONS"])
def test_the_site_is_read_by_get_alone(running: Site, method: str) -> None:
    address = f"http://{running.address}/"
    with pytest.raises(urllib.error.HTTPError, match="405"):
        urllib.request.urlopen(urllib.request.Request(address, method=method))


def test_a_body_of_any_size_is_refused(running: Site) -> None:
    request = urllib.request.Request(f"http://{running.address}/", data=b"x" * 20_000)
    with pytest.raises(urllib.error.HTTPError, match=r"405|413"):
        urllib.request.urlopen(request)  # noqa: S310


def test_the_log_says_nothing_of_who_asked_for_what(running: Site) -> None:
    ask(running, "/themes?q=torture", **{"User-Agent": "Ms Doe"})
    log = (running.logs / "upr-outcomes.log").read_text()
    assert '"path":"/themes"' in log
    assert not re.search(r"torture|Doe|127\.0\.0\.1", log)


@pytest.mark.browser
def test_no_page_breaks_the_policy_it_is_sent_with(running: Site, window: BrowserContext) -> None:
    broken: list[str] = []
    with window.new_page() as page:
        page.on(
            "console",
            lambda said: broken.append(said.text) if "Content Security" in said.text else None,
        )
        charts = 0
        for one in SITE:
            page.goto(f"http://{running.address}/{one.path}?snapshot=demonstration")
            page.get_by_text("Permanent link").wait_for(timeout=120_000)
            page.locator('[data-test-script-state="notRunning"]').wait_for(timeout=120_000)
            page.wait_for_function(DRAWN, timeout=120_000)
            charts += page.locator(CHARTS).count()
        page.goto(f"http://{running.address}/present?snapshot=demonstration&present.story=who")
        page.get_by_role("button", name="Start").click(timeout=120_000)
        talk = page.frame_locator(".st-key-talk iframe")
        talk.locator("h1").first.wait_for(timeout=120_000)
        page.keyboard.press("ArrowRight")
        place = talk.locator("#place").inner_text()
    assert place == "2 / 3"
    assert broken == []
    assert charts >= 6


ARTICLE: Final = """<!doctype html><meta charset="utf-8"><title>An article</title>
<h1>What became of it</h1>{embedded}<iframe name="whole" src="{whole}"></iframe>"""


@contextmanager
def article(text: str) -> Iterator[str]:
    """A page of another site: another name, another port."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("localhost", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.browser
def test_an_article_of_another_site_shows_the_view_with_all_it_says(
    running: Site, browser: Browser, tmp_path: Path
) -> None:
    link = f"http://{running.address}/cycles?cycle=2&snapshot=demonstration"
    text = ARTICLE.format(embedded=embedding("Cycle 2", link), whole=link)
    with (
        article(text) as address,
        browser.new_page(viewport={"width": 1200, "height": 900}) as page,
    ):
        page.goto(address)
        view = page.frame_locator('iframe[title="Cycle 2"]')
        view.locator(CHARTS).first.locator("canvas, svg").first.wait_for(timeout=120_000)
        view.get_by_text("Permanent link").wait_for(timeout=120_000)
        said = view.locator("body").inner_text()
        alt = view.locator(CHARTS).first.get_attribute("aria-label") or ""
        before = page.context.cookies()
        files = [saved(page, view, tmp_path / f"{n}.png") for n in range(6)]
        whole = page.frame(name="whole")
        shown = whole.url if whole else ""
    assert "Cycle 2" in said
    assert "Demonstration data: every State and every record is invented." in said
    assert "Sessions 1–46 · 2008–2024" in alt  # whose data, of when
    assert "n = 35,880" in said + alt
    assert all(one.startswith(b"\x89PNG") for one in files)
    assert not shown.startswith("http://")
    assert before == []


def saved(page: Page, view: FrameLocator, path: Path) -> bytes:
    """What the button of an embedded view gives: whichever replica is asked first."""
    with page.expect_download(timeout=60_000) as download:
        view.get_by_role("button", name=re.compile("^(download )?PNG")).first.click()
    download.value.save_as(path)
    return path.read_bytes()


# With https: the files of `deploy/`, and a certificate made for the test


@dataclass(frozen=True)
class Secure:
    """The same replicas behind a second nginx, which has `tls.conf` as well."""

    address: str
    trusting: ssl.SSLContext
    log: Path


@pytest.fixture(scope="module")
def secure(running: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secure]:
    if not shutil.which("openssl"):
        pytest.skip("No openssl: apt-get install openssl")
    folder, plain, port = tmp_path_factory.mktemp("https") / "conf", free_port(), free_port()
    main = configuration(folder, plain, [one.port for one in running.replicas], port)
    (folder / "www").symlink_to(running.logs / "www")
    with proxy(main, port):
        trusting = ssl.create_default_context(cafile=folder / "fullchain.pem")
        log = folder / "upr-outcomes.log"
        yield Secure(f"127.0.0.1:{port}", trusting, log)


def test_with_https_nginx_speaks_http_2(secure: Secure) -> None:
    secure.trusting.set_alpn_protocols(["h2", "http/1.1"])
    host, port = secure.address.split(":")
    with (
        socket.create_connection((host, int(port))) as plain,
        secure.trusting.wrap_socket(plain, server_hostname=host) as spoken,
    ):
        assert spoken.selected_alpn_protocol() == "h2"
        assert spoken.version() == "TLSv1.3"
    secure.trusting.set_alpn_protocols(["http/1.1"])


def test_over_https_the_cookie_and_the_transport_are_as_promised(secure: Secure) -> None:
    page = f"https://{secure.address}/themes?cycle=2"
    with urllib.request.urlopen(page, timeout=30, context=secure.trusting) as answer:
        assert answer.headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"
        assert re.fullmatch(
            r"__Host-upr_replica=[0-9a-f]{32}; Path=/; HttpOnly; SameSite=Lax; Secure",
            answer.headers["set-cookie"],
        )


@pytest.mark.browser
def test_a_first_visit_asks_for_everything_at_once_and_for_no_icon_that_it_does_not_show(
    secure: Secure, browser: Browser
) -> None:
    codings: dict[str, str | None] = {}
    with browser.new_page(ignore_https_errors=True) as page:
        page.on("response", lambda one: codings.update({one.url: one.headers.get(CODING)}))
        page.goto(f"https://{secure.address}/?snapshot=demonstration")
        page.get_by_text("Permanent link").wait_for(timeout=120_000)
        page.locator('[data-test-script-state="notRunning"]').wait_for(timeout=120_000)
        page.get_by_role("button", name="Link").first.click()  # a code box: the largest late script
        page.locator("[data-testid=stCode] code").first.wait_for(timeout=120_000)
        loaded = page.evaluate(
            "performance.getEntriesByType('resource').map((one) => [one.name, one.nextHopProtocol])"
        )
        fonts = page.evaluate(
            "[...document.fonts].filter((one) => one.status === 'loaded').map((one) => one.family)"
        )
    asked = re.findall(r'"path":"/_stcore/(health|host-config)"', secure.log.read_text())
    assert sorted(asked) == ["health", "host-config"]  # beforehand, and not once more
    names = [name.rsplit("/", 1)[-1] for name, _protocol in loaded]
    assert {protocol for name, protocol in loaded if "/static/" in name} == {"h2"}
    assert any(name.startswith("StreamlitSyntaxHighlighter.") for name in names)
    of_scripts = {coding for url, coding in codings.items() if url.endswith((".js", ".css"))}
    assert "br" in of_scripts <= {"br", None}  # the smallest are not compressed
    icons = [name for name in names if name.startswith("MaterialSymbols")]
    assert [len(name.split(".")) for name in icons] == [4]  # ours has one hash more than the whole
    assert {"Source Sans", "Material Symbols Rounded"} <= {one.strip('"') for one in fonts}


# Replicas


def test_a_visitor_stays_with_one_replica(running: Site) -> None:
    """As many visitors come as it takes to see both replicas: which one is theirs is drawn."""
    homes: list[tuple[Visitor, int]] = []
    while len({home for _visitor, home in homes}) < len(running.replicas) or len(homes) < 8:
        assert len(homes) < 60, "One replica is given no visitor."
        visitor = Visitor(running.address)
        visitor.open()
        homes.append((visitor, served_by(running, visitor)))
    assert [served_by(running, visitor) for visitor, _home in homes] == [n for _v, n in homes]


def served_by(site: Site, visitor: Visitor) -> int:
    """The place in the site's list of the replica that holds a new session of this visitor."""
    before = [connections(one.port) for one in site.replicas]
    visitor.look()
    after = [connections(one.port) for one in site.replicas]
    return next(n for n, (a, b) in enumerate(zip(before, after, strict=True)) if b > a)


def connections(port: int) -> int:
    """How many sessions a replica has opened."""
    return counted(port, b'session_events_total{type="connect"}')


def sessions(port: int) -> int:
    """How many sessions a replica has now."""
    return counted(port, b"active_sessions")


def counted(port: int, what: bytes) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/metrics") as answer:
        found = re.search(b"^" + re.escape(what) + rb" (\d+)", answer.read(), re.MULTILINE)
    assert found
    return int(found[1])


@pytest.mark.browser
def test_a_page_comes_back_by_itself_to_the_same_view_when_its_replica_dies(
    running: Site, browser: Browser
) -> None:
    with browser.new_page() as page:
        page.goto(f"http://{running.address}/themes?cycle=2")
        page.get_by_text("Permanent link").wait_for(timeout=120_000)
        (holder,) = (one for one in running.replicas if sessions(one.port))
        other = next(one for one in running.replicas if one is not holder)
        holder.stop(signal.SIGKILL)
        deadline = time.monotonic() + PATIENCE
        while not sessions(other.port) and time.monotonic() < deadline:
            time.sleep(0.2)
        page.get_by_text("Permanent link").wait_for(timeout=120_000)
        link, text = page.url, page.inner_text("body")
    holder.start()
    assert link.endswith("/themes?cycle=2")
    assert "Cycle 2" in text
    assert "Connection error" not in text


def test_no_page_fails_while_replicas_die_are_rolled_and_an_edition_comes(
    running: Site, own: Path
) -> None:
    stop = threading.Event()
    crowd = [Crowd(running.address, stop) for _ in range(4)]
    for one in crowd:
        one.start()
    first, second = running.replicas
    clicked(crowd)
    first.stop(signal.SIGKILL)
    clicked(crowd)
    first.start()
    for one in (first, second):  # rolled, one after the other
        one.stop()
        clicked(crowd)
        one.start()
    newer = tables(recommendations(*({"id": f"r{n}"} for n in range(9))))
    publish(newer, replace(DRAFT, name="second", created="2026-01-02T00:00:00+00:00"), own)
    deadline = time.monotonic() + PATIENCE
    while not all(SECOND in one.looks[-1] for one in crowd) and time.monotonic() < deadline:
        clicked(crowd)
    stop.set()
    for one in crowd:
        one.join(PATIENCE)
    looks = [text for one in crowd for text in one.looks]
    assert [one.failure for one in crowd] == [None] * 4
    assert len(looks) >= 20
    assert all(FIRST in text or SECOND in text for text in looks)
    assert all("Cycle 2" in text and "exception {" not in text for text in looks)
    assert all(SECOND in one.looks[-1] for one in crowd)


def clicked(crowd: list["Crowd"]) -> None:
    """Wait until everybody has seen another page."""
    seen = [len(one.looks) for one in crowd]
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if all(len(one.looks) > n for one, n in zip(crowd, seen, strict=True)):
            return
        time.sleep(0.1)
    message = "Somebody saw nothing for a minute."
    raise AssertionError(message)


class Crowd(threading.Thread):
    """A visitor who clicks on until told to stop, always by the same link."""

    def __init__(self, address: str, stop: threading.Event) -> None:
        """A visitor of this address."""
        super().__init__(daemon=True)
        self.visitor, self.stopped = Visitor(address), stop
        self.looks: list[str] = []
        self.failure: Exception | None = None

    def run(self) -> None:
        """Click."""
        try:
            self.visitor.open()
            while not self.stopped.is_set():
                self.looks.append(self.visitor.look("themes", "cycle=2"))
        except Exception as error:  # noqa: BLE001 - told to the test
            self.failure = error
