"""Assets as nginx sends them by the files of `deploy/`: each coding under the asset's own type."""

import gzip
import http.client
import re
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import brotli
import pytest
from replicas import ROOT, configuration, free_port, proxy

sys.path.append(str(ROOT / "deploy"))

import precompress  # a tool of deploy/, no package

pytestmark = pytest.mark.skipif(not shutil.which("nginx"), reason="No nginx: apt-get install nginx")

CHROMIUM: Final = "gzip, deflate, br, zstd"
KEPT: Final = "public, max-age=31536000, immutable"
ASSETS: Final = {
    "js/index.1.js": b"export const of = 'recommendations';\n" * 100,
    "css/index.1.css": b"p { color: inherit; }\n" * 100,
    "media/sign.1.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h1'/></svg>\n" * 50,
    "js/engine.1.wasm": b"\0asm\1\0\0\0" * 200,
    "js/words.1.json": b'{"word": "recommendation"}\n' * 100,
    "js/small.1.js": b"export {};\n",
    "media/letters.1.woff2": b"wOF2" * 500,
}
TYPES: Final = {
    "js/index.1.js": "application/javascript",
    "css/index.1.css": "text/css",
    "media/sign.1.svg": "image/svg+xml",
    "js/engine.1.wasm": "application/wasm",
    "js/words.1.json": "application/json",
}
"""Of those that are compressed; the others are too small, or compressed by their format."""


@dataclass(frozen=True)
class Answer:
    """What nginx said."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Assets:
    """An nginx with the assets above, before an app that knows of another one."""

    port: int
    log: Path

    def ask(self, name: str, accepting: str = "", method: str = "GET", **headers: str) -> Answer:
        """Ask for an asset by its path under `static/`."""
        accepted = {"Accept-Encoding": accepting} if accepting else {}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as asked:
            asked.putrequest(method, f"/static/{name}", skip_accept_encoding=True)
            for key, value in (headers | accepted).items():
                asked.putheader(key.replace("_", "-"), value)
            asked.endheaders()
            answer = asked.getresponse()
            body = answer.read()
        said = [(key.lower(), value) for key, value in answer.getheaders()]
        assert len(said) == len(dict(said)) or answer.status == 416
        return Answer(answer.status, dict(said), body)


class App(BaseHTTPRequestHandler):
    """A newer replica, which has an asset that the proxy has not."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200 if self.path == "/static/js/newer.2.js" else 404)
        self.send_header("Content-Type", "text/javascript")
        self.send_header("Content-Length", "10")
        self.end_headers()
        self.wfile.write(b"export {};")

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assets]:
    folder, port = tmp_path_factory.mktemp("assets") / "conf", free_port()
    app = ThreadingHTTPServer(("127.0.0.1", 0), App)
    threading.Thread(target=app.serve_forever, daemon=True).start()
    main = configuration(folder, port, [app.server_port] * 2)
    for name, content in ASSETS.items():
        path = folder / "www" / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    precompress.compress(folder / "www", "static", precompress.BEST)
    with proxy(main, port):
        yield Assets(port, folder / "upr-outcomes.log")
    app.shutdown()
    app.server_close()


@pytest.mark.parametrize("name", TYPES)
def test_who_takes_brotli_is_sent_it_under_the_assets_own_type(assets: Assets, name: str) -> None:
    answer = assets.ask(name, CHROMIUM)
    assert (answer.status, answer.headers["content-type"]) == (200, TYPES[name])
    assert (answer.headers["content-encoding"], answer.headers["vary"]) == ("br", "Accept-Encoding")
    assert brotli.decompress(answer.body) == ASSETS[name]
    assert (
        int(answer.headers["content-length"]) == len(answer.body) < len(gzip.compress(answer.body))
    )


@pytest.mark.parametrize("name", TYPES)
def test_all_codings_of_an_asset_have_the_same_headers(assets: Assets, name: str) -> None:
    own = {"content-length", "content-encoding", "etag", "last-modified", "date"}
    own |= {"accept-ranges"}  # nginx sends no parts of what it has by gzip
    sent = [assets.ask(name, accepted).headers for accepted in (CHROMIUM, "gzip", "")]
    shared = [{key: value for key, value in one.items() if key not in own} for one in sent]
    assert shared[0] == shared[1] == shared[2]
    assert shared[0]["cache-control"] == KEPT
    assert shared[0]["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in shared[0]["content-security-policy"]
    assert len({one["etag"] for one in sent}) == 3


@pytest.mark.parametrize("name", TYPES)
def test_who_does_not_take_brotli_is_sent_gzip_and_else_the_asset_itself(
    assets: Assets, name: str
) -> None:
    smaller, plain = assets.ask(name, "gzip, deflate"), assets.ask(name)
    assert smaller.headers["content-encoding"] == "gzip"
    assert gzip.decompress(smaller.body) == ASSETS[name]
    assert "content-encoding" not in plain.headers
    assert plain.body == ASSETS[name]
    assert smaller.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("br", "br"),
        ("BR;q=1.0, gzip;q=0.5", "br"),
        ("gzip,br;q=0.1", "br"),
        ("gzip, br ; q=0.25", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000, gzip", "gzip"),
        ("gzip, brotli", "gzip"),
        ("gzip, x-br", "gzip"),
        ("br;q=0", None),
        ("identity", None),
    ],
)
def test_a_coding_is_sent_to_those_who_take_it_alone(
    assets: Assets, accepted: str, sent: str | None
) -> None:
    assert assets.ask("js/index.1.js", accepted).headers.get("content-encoding") == sent


@pytest.mark.parametrize("name", ["js/small.1.js", "media/letters.1.woff2"])
def test_what_is_not_compressed_is_sent_as_it_is(assets: Assets, name: str) -> None:
    answer = assets.ask(name, CHROMIUM)
    assert (answer.status, answer.body) == (200, ASSETS[name])
    assert not {"content-encoding", "vary"} & answer.headers.keys()
    assert answer.headers["cache-control"] == KEPT


@pytest.mark.parametrize("accepted", [CHROMIUM, "gzip", ""])
def test_the_head_of_an_answer_is_that_of_the_whole(assets: Assets, accepted: str) -> None:
    head, whole = (assets.ask("js/index.1.js", accepted, one) for one in ("HEAD", "GET"))
    assert (head.status, head.body) == (200, b"")
    assert head.headers.keys() == whole.headers.keys()
    assert all(head.headers[key] == whole.headers[key] for key in ("content-length", "etag"))


@pytest.mark.parametrize("accepted", ["br", ""])
def test_who_asks_for_a_part_is_sent_one_of_the_asset_itself(assets: Assets, accepted: str) -> None:
    content = ASSETS["js/index.1.js"]
    part = assets.ask("js/index.1.js", accepted, Range="bytes=10-29")
    assert (part.status, part.body) == (206, content[10:30])
    assert part.headers["content-range"] == f"bytes 10-29/{len(content)}"
    beyond = assets.ask("js/index.1.js", accepted, Range="bytes=99999-")
    assert beyond.status == 416
    assert not {one.headers.get("content-encoding") for one in (part, beyond)} - {None}


def test_a_part_of_what_came_by_brotli_is_no_part_of_another_coding(assets: Assets) -> None:
    """Who would go on with a download that broke off gets all of it, in one coding."""
    known = assets.ask("js/index.1.js", "br").headers["etag"]
    answer = assets.ask("js/index.1.js", "br", Range="bytes=10-29", If_Range=known)
    assert (answer.status, answer.body) == (200, ASSETS["js/index.1.js"])


@pytest.mark.parametrize("accepted", ["gzip", CHROMIUM])
def test_of_what_is_sent_by_gzip_the_whole_comes_instead_of_a_part(
    assets: Assets, accepted: str
) -> None:
    answer = assets.ask("js/index.1.js", accepted, Range="bytes=10-29")
    assert (answer.status, gzip.decompress(answer.body)) == (200, ASSETS["js/index.1.js"])


@pytest.mark.parametrize("accepted", [CHROMIUM, "gzip", ""])
def test_what_has_not_changed_is_not_sent_again(assets: Assets, accepted: str) -> None:
    tag = assets.ask("js/index.1.js", accepted).headers["etag"]
    again = assets.ask("js/index.1.js", accepted, If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")


def test_an_asset_that_only_a_newer_replica_has_comes_from_there(assets: Assets) -> None:
    answer = assets.ask("js/newer.2.js", CHROMIUM)
    assert (answer.status, answer.body) == (200, b"export {};")
    assert "content-encoding" not in answer.headers
    assert assets.ask("js/nobodys.js", CHROMIUM).status == 404


def test_the_log_has_the_path_that_was_asked_for(assets: Assets) -> None:
    assets.ask("js/words.1.json", CHROMIUM)
    paths = re.findall(r'"path":"([^"]+)"', assets.log.read_text())
    assert "/static/js/words.1.json" in paths
    assert all(path.startswith("/static/") for path in paths)
