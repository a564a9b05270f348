"""What the nginx of `deploy/` says to the app and to visitors, before servers made for the test."""

import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from replicas import ROOT, configuration, free_port, proxy
from stand_ins import frozen, listening

pytestmark = pytest.mark.skipif(not shutil.which("nginx"), reason="No nginx: apt-get install nginx")


@dataclass(frozen=True)
class Proxy:
    """An nginx with the files of `deploy/`: its ports, and where it writes."""

    port: int
    https: int
    folder: Path

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        """Status, headers and body of an answer; errors and redirects as they are."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as asked:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            asked.request("GET", path, headers=named)
            answer = asked.getresponse()
            body = answer.read().decode()
        return answer.status, {name.lower(): said for name, said in answer.getheaders()}, body


@contextmanager
def nginx(folder: Path, replicas: list[int], https: int = 0) -> Iterator[Proxy]:
    port = free_port()
    with proxy(configuration(folder, port, replicas, https), https or port):
        yield Proxy(port, https, folder)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """An nginx before two replicas that say what they were asked."""
    folder = tmp_path_factory.mktemp("plain") / "conf"
    with listening() as one, listening() as other, nginx(folder, [one, other]) as running:
        yield running


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """The same with https."""
    if not shutil.which("openssl"):
        pytest.skip("No openssl: apt-get install openssl")
    folder, https = tmp_path_factory.mktemp("secure") / "conf", free_port()
    with listening() as one, listening() as other, nginx(folder, [one, other], https) as running:
        yield running


# What the app is told


@pytest.mark.parametrize("path", ["/themes", "/_stcore/stream", "/media/a.png", "/component/a"])
def test_the_app_is_told_of_no_other_address_than_the_one_asked(plain: Proxy, path: str) -> None:
    own = {f"127.0.0.1:{plain.port}", "127.0.0.1"}  # a session's with the port
    parts = ("For", "Host", "Port", "Prefix", "Proto", "Server")
    names = ("Forwarded", "X-Real-IP", *(f"X-Forwarded-{part}" for part in parts))
    said = dict.fromkeys(names, "192.0.2.9")
    status, _headers, body = plain.ask(path, **said, Origin=f"http://127.0.0.1:{plain.port}")
    assert status == 200
    heard = {name.lower(): value for name, value in json.loads(body).items()}
    assert heard.pop("host") in own
    assert {name: heard[name] for name in heard if "forward" in name or "real" in name} == {
        "x-forwarded-proto": "http"
    }


# What visitors are given


@pytest.mark.parametrize("asked", ["upr.example.org", "evil.example", "upr.example.org:8080"])
def test_who_comes_by_http_is_sent_on_to_the_same_view_of_this_site(
    secure: Proxy, asked: str
) -> None:
    status, headers, _body = secure.ask("/themes?cycle=2", Host=asked)
    assert (status, headers["location"]) == (301, "https://upr.example.org/themes?cycle=2")


def test_no_cookie_comes_with_what_everybody_may_keep(plain: Proxy) -> None:
    """Neither with a file that nginx has, nor with one that it asks the app for."""
    kept = plain.folder / "www" / "static" / "js" / "index.1.js"
    kept.parent.mkdir(parents=True)
    kept.write_text("export {};")
    for path, named in (("/static/js/index.1.js", False), ("/static/js/2.js", False), ("/", True)):
        status, headers, _body = plain.ask(path)
        assert (status, "set-cookie" in headers) == (200, named)


# A replica that is frozen: it takes connections, and answers none


@pytest.mark.parametrize("session", [False, True], ids=["pages", "sessions"])
def test_a_frozen_replica_is_waited_for_once_and_not_for_long(
    tmp_path: Path, *, session: bool
) -> None:
    with listening() as one, frozen() as other, nginx(tmp_path / "conf", [one, other]) as running:
        waited = [visited(running, f"{visitor:032x}", session=session) for visitor in range(12)]
    assert max(waited) < 15
    assert len([one for one in waited if one > 2]) <= 1


def visited(site: Proxy, visitor: str, *, session: bool) -> float:
    """How many seconds this visitor has waited until a page or a session was there."""
    begun = time.monotonic()
    path, status, more = "/themes", 200, {}
    if session:
        path, status = "/_stcore/stream", 101
        more = {"Connection": "Upgrade", "Upgrade": "websocket"}
    origin = f"http://127.0.0.1:{site.port}"
    cookie = f"upr_replica={visitor}"
    assert site.ask(path, **more, Origin=origin, Cookie=cookie)[0] == status
    return time.monotonic() - begun


def test_what_nginx_asks_for_itself_is_nobodys(plain: Proxy) -> None:
    assert plain.ask("/upr-alive")[0] == 404


@pytest.mark.skipif(not shutil.which("curl"), reason="No curl: apt-get install curl")
@pytest.mark.parametrize(("replica", "started"), [(listening, False), (frozen, True)])
def test_a_replica_that_does_not_answer_is_started_anew(
    tmp_path: Path, replica: Callable[[], AbstractContextManager[int]], *, started: bool
) -> None:
    """The unit's own line, with less patience, and a `systemctl` that writes what it is told."""
    unit = (ROOT / "deploy" / "upr-outcomes-alive@.service").read_text()
    (line,) = re.findall(r"^ExecStart=/bin/sh -c '(.+)'$", unit, re.MULTILINE)
    line = line.replace("--retry 2", "--retry 1").replace("--max-time 10", "--max-time 1")
    told = tmp_path / "systemctl"
    told.write_text(f"#!/bin/sh\necho $* > {tmp_path}/told\n")
    told.chmod(0o700)
    with replica() as port:
        line = line.replace("%i", str(port))
        path = f"{tmp_path}:{os.environ['PATH']}"
        subprocess.run(["/bin/sh", "-c", line], check=True, env={"PATH": path})  # noqa: S603
    assert (tmp_path / "told").exists() == started
    if started:
        said = (tmp_path / "told").read_text()
        assert said == f"try-restart upr-outcomes@{port}.service\n"


def test_every_replica_is_watched_from_its_start_to_its_end() -> None:
    unit = (ROOT / "deploy" / "upr-outcomes@.service").read_text()
    timer = (ROOT / "deploy" / "upr-outcomes-alive@.timer").read_text()
    assert re.search(r"^Wants=.*\bupr-outcomes-alive@%i\.timer$", unit, re.MULTILINE)
    assert "PartOf=upr-outcomes@%i.service\n" in timer


# What is written


def test_nothing_that_nginx_writes_says_who_came(secure: Proxy) -> None:
    """Nor of a broken handshake, of which nginx says something at nearly every level."""
    with socket.create_connection(("127.0.0.1", secure.https)) as broken:
        broken.sendall(hello_without_a_key())
        assert broken.recv(1) == b"\x15"  # refused: an alert of TLS
    with socket.create_connection(("127.0.0.1", secure.port)) as broken:
        broken.sendall(b"GET /\0 HTTP/1.1\r\n\r\n")
        assert b" 400 " in broken.recv(99)
    secure.ask("/themes?q=torture")
    deadline = time.monotonic() + 10  # an answer stands in the log a moment after it came
    while '"path":"/themes"' not in (secure.folder / "upr-outcomes.log").read_text():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    written = {one.name: one.read_text() for one in secure.folder.glob("*.log")}
    assert set(written) == {"error.log", "upr-outcomes.log"}
    assert not re.search(r"torture|127\.0\.0\.1|client", "".join(written.values()))


def hello_without_a_key() -> bytes:
    """The first words of a browser, with zeros where the key for the session stands."""
    context, said = ssl.create_default_context(), ssl.MemoryBIO()
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    with pytest.raises(ssl.SSLWantReadError):
        context.wrap_bio(ssl.MemoryBIO(), said, server_hostname="localhost").do_handshake()
    hello = said.read()
    share = re.search(rb"\x00\x33(..)(..)(..)(..)", hello, re.DOTALL)
    assert share
    length = int.from_bytes(share[4])
    return hello[: share.end()] + bytes(length) + hello[share.end() + length :]
