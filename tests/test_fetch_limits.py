"""What a fetch puts up with and what not: no network, odd servers, long bodies, other addresses."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Event

import pytest
from stand_in import Answer, Ohchr, StandIn, Uwazi, as_json, client, running, uwazi_row
from uhri_files import uhri_record

from upr_data.cli import main
from upr_data.ingest.fetch import client as clients
from upr_data.ingest.fetch import connections, databases, uhri, upr_info, uwazi_api
from upr_data.ingest.fetch.client import Client, Pace
from upr_data.ingest.fetch.databases import Database, Way
from upr_data.ingest.fetch.faults import FetchError, PassingError, UnreachableError

Start = Callable[[Callable[[str, dict[str, str]], Answer]], StandIn]
FILE = json.dumps([uhri_record(AnnotationId=str(i)) for i in range(5)]).encode()
SESSION = "44 - November 2023"


def silent(_done: int, _of: int) -> None:
    """No progress."""


@pytest.fixture
def start() -> Iterator[Start]:
    with ExitStack() as stack:
        yield lambda answer: stack.enter_context(running(StandIn(answer)))


@pytest.fixture
def nobody() -> str:
    """An address at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/export.json"


class Clock:
    """A time that passes by sleeping alone."""

    def __init__(self) -> None:
        """Begin at nought."""
        self.now = 0.0

    def __call__(self) -> float:
        """Now."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let seconds pass."""
        self.now += seconds


def patient(told: list[tuple[str, float]], clock: Clock) -> Client:
    """A client with the usual pace, in a time of its own."""
    return Client(
        sleep=clock.sleep, clock=clock, waiting=lambda *said: told.append(said), plain_http=True
    )


def test_what_is_waited_for_is_told_before_the_first_wait(start: Start, tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    server = start(Ohchr(FILE))
    server.faults = [Answer(status=503), Answer(status=503)]
    run = uhri.Download(patient(told, Clock()), tmp_path / "uhri.json", f"{server.address}/a.json")
    uhri.fetch(run, silent)
    sentence = f"{server.address}/a.json answers 503; run the same command later."
    assert told == [(sentence, 2.0), (sentence, 4.0)]


def test_without_a_network_nobody_waits_for_long(nobody: str, tmp_path: Path) -> None:
    clock = Clock()
    told: list[tuple[str, float]] = []
    run = uhri.Download(patient(told, clock), tmp_path / "uhri.json", nobody)
    with pytest.raises(UnreachableError, match=r"cannot be reached .* in a browser, save the file"):
        uhri.fetch(run, silent)
    assert clock.now <= 10
    assert len(told) >= 1
    assert "cannot be reached" in told[0][0]


def test_a_server_that_has_answered_is_sought_for_longer(
    start: Start, nobody: str, tmp_path: Path
) -> None:
    clock = Clock()
    one = patient([], clock)
    assert one.read_json(f"{start(lambda *_: as_json([])).address}/a.json") == []
    with pytest.raises(UnreachableError):
        uhri.fetch(uhri.Download(one, tmp_path / "uhri.json", nobody), silent)
    assert clock.now > 60


def test_a_name_that_is_looked_up_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = Event()
    monkeypatch.setattr(socket, "create_connection", lambda *_: stop.wait(30))
    pace = Pace(between=0, connect=0.05, unreachable=0)
    with pytest.raises(UnreachableError, match=r"no answer within 0\.05 seconds"):
        Client(pace).get_json("https://example.org/a.json")
    stop.set()


def two_addresses(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """The addresses of OHCHR's index for now; what was told of waits."""
    told: list[str] = []
    monkeypatch.setitem(databases.ADDRESSES, Database.UHRI, addresses)  # type: ignore[arg-type]
    monkeypatch.setattr(databases, "client", lambda way: client([], way=way))
    return told


@pytest.mark.parametrize("status", [403, 404, 503])
def test_the_other_address_of_the_index_is_tried(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    first, second = start(lambda *_: Answer(status=status)), start(Ohchr(FILE))
    told = two_addresses(monkeypatch, f"{first.address}/a.json", f"{second.address}/b.json")
    way = Way(waiting=lambda why, _seconds: told.append(why))
    fetched = databases.fetch(Database.UHRI, tmp_path, silent, way)
    assert fetched.path.read_bytes() == FILE
    assert fetched.address == f"{second.address}/b.json"
    assert any(first.address in why for why in told)


def test_neither_address_answers(
    start: Start, nobody: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = start(lambda *_: Answer(status=404))
    two_addresses(monkeypatch, nobody, f"{gone.address}/b.json")
    with pytest.raises(FetchError, match="answers 404: the address may have changed"):
        databases.fetch(Database.UHRI, tmp_path, silent)


def test_a_full_disk_is_no_reason_for_the_other_address(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        message = "There is no room on the disk; make room and run it again."
        raise uhri.DiskError(message)

    first, second = start(Ohchr(FILE)), start(Ohchr(FILE))
    two_addresses(monkeypatch, f"{first.address}/a.json", f"{second.address}/b.json")
    monkeypatch.setattr(uhri, "_write", full)
    with pytest.raises(FetchError, match="make room"):
        databases.fetch(Database.UHRI, tmp_path, silent)
    assert second.requests == []


def test_both_addresses_of_the_index_are_known() -> None:
    assert databases.ADDRESSES[Database.UHRI] == (
        "https://dataex.ohchr.org/uhri/export-results/export-full-en.json",
        "https://uhri.ohchr.org/api/uhri/export-results/export-full-en.json",
    )


def test_the_command_says_where_it_came_from(
    start: Start,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    address = f"{start(Ohchr(FILE)).address}/b.json"
    two_addresses(monkeypatch, address)
    assert main(["fetch", "uhri", "--name", "fresh", "--store", str(tmp_path)]) == 0
    assert f"Fetched from {address}" in capsys.readouterr().out


def test_plain_http_needs_a_flag(
    start: Start, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = start(Ohchr(FILE))
    command = ["fetch", "uhri", "--name", "fresh", "--store", str(tmp_path)]
    command += ["--address", f"{server.address}/b.json"]
    assert main(command) == 1
    assert "say --plain-http" in capsys.readouterr().err
    assert server.requests == []
    assert main([*command, "--plain-http"]) == 0


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://example.org/a", "a.json"])
def test_other_addresses_are_none(address: str) -> None:
    with pytest.raises(FetchError, match="no web address"):
        client([]).get_json(address)


def moved(to: Callable[[str], str]) -> Callable[[str, dict[str, str]], Answer]:
    return lambda target, _headers: Answer(status=302, headers={"Location": to(target)})


def test_redirects_have_an_end(start: Start) -> None:
    server = start(moved(lambda target: f"{target}x"))
    with pytest.raises(FetchError, match="answers 302"):
        client([]).get_json(f"{server.address}/a")
    assert len(server.requests) <= connections.MAX_REDIRECTS + 1


@pytest.mark.parametrize("to", ["file:///etc/hostname", "ftp://127.0.0.1/a", "gopher://x"])
def test_redirects_do_not_leave_the_web(start: Start, to: str) -> None:
    with pytest.raises(FetchError, match=r"which is not protected|answers 302"):
        client([]).get_json(f"{start(moved(lambda _: to)).address}/a")


def test_redirects_do_not_leave_tls() -> None:
    redirects = connections._Redirects(plain_http=False)
    request = connections.urllib.request.Request("https://example.org/a")
    with pytest.raises(FetchError, match="which is not protected"):
        redirects.redirect_request(request, None, 302, "", None, "http://example.org/b")  # type: ignore[arg-type]


def test_bodies_have_an_end(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clients, "MAX_BODY", 1_000)
    with pytest.raises(FetchError, match="more than 1,000 bytes"):
        client([]).get_json(f"{start(lambda *_: Answer(b'[' * 5_000)).address}/a")


def test_files_have_an_end(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uhri, "MAX_BYTES", 1_000)
    run = uhri.Download(client([]), tmp_path / "a.json", f"{start(Ohchr(FILE)).address}/a.json")
    with pytest.raises(FetchError, match="more than 1,000 bytes"):
        uhri.fetch(run, silent)


def test_answers_have_a_time(start: Start) -> None:
    ticks = iter(range(0, 1_000_000, 20_000))
    slow = Client(
        Pace(between=0, tries=1), sleep=lambda _: None, clock=lambda: next(ticks), plain_http=True
    )
    with pytest.raises(PassingError, match="sends too slowly"):
        slow.get_json(f"{start(lambda *_: as_json([])).address}/a")


def sentence_of(run: uhri.Download) -> str:
    """Nothing where the file came; "one" for a sentence; else what was said."""
    try:
        return "" if uhri.fetch(run, silent).read_bytes() == FILE else "another file"
    except FetchError as error:
        is_one = str(error).isprintable() and str(error).endswith((".", "NAME"))
        return "one" if is_one else str(error)


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Length": "many"},
        {"Content-Length": "-5"},
        {"Retry-After": "\u00b2"},
        {"Retry-After": "9" * 5_000},
        {"Retry-After": "Mon, 99 Foo 2026 00:00:00 -0000"},
        {"Retry-After": "Mon, 01 Jan 2024 00:00:00"},
        {"X-Long": "x" * 70_000},
        {"ETag": "\u00e9" * 50},
        {"Content-Range": "bytes x-y/z"},
    ],
    ids=lambda headers: " ".join(headers)[:20] + str(len(str(headers))),
)
@pytest.mark.parametrize("status", [200, 206, 429])
def test_odd_headers_end_in_a_sentence(
    start: Start, tmp_path: Path, headers: dict[str, str], status: int
) -> None:
    latin = {name: value.encode("utf-8").decode("latin-1") for name, value in headers.items()}
    server = start(lambda *_: Answer(FILE, status, latin))
    run = uhri.Download(client([], tries=2), tmp_path / "a.json", f"{server.address}/a.json")
    assert sentence_of(run) in {"", "one"}


def test_an_address_nobody_can_encode() -> None:
    with pytest.raises(FetchError):
        client([], tries=1).get_json(f"http://{'a' * 300}.invalid/x")


@pytest.mark.parametrize("body", [b"[" * 100_000, b"9" * 5_000 + b"x", b'"\\ud8'])
def test_unreadable_json_ends_in_a_sentence(start: Start, body: bytes) -> None:
    with pytest.raises(PassingError, match="not JSON"):
        client([]).get_json(f"{start(lambda *_: Answer(body)).address}/a")


def fetch_with_keys(start: Start, folder: Path, *keys: str) -> Path:
    database = Uwazi({SESSION: [uwazi_row("a0", SESSION)]})
    answer = database.search({"from": "0", "limit": "1"})
    buckets = [{"key": key, "doc_count": 1} for key in keys]
    answer["aggregations"]["all"]["session"]["buckets"] = buckets
    server = start(database)
    server.faults = [as_json(answer)]
    return upr_info.fetch(upr_info.Fetch(client([]), folder, server.address), silent)


@pytest.mark.parametrize(
    "keys", [("a/b",), ("..",), ("a b",), ("abc", "ABC"), ("x" * 200,), ("a\0",), ("\u00e9",)]
)
def test_keys_that_would_share_a_file_are_refused(
    start: Start, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    with pytest.raises(FetchError, match="cannot be told from"):
        fetch_with_keys(start, tmp_path, *keys)


@pytest.mark.parametrize(
    "answer",
    [
        {"rows": [], "totalRows": 1, "aggregations": {"all": {"session": {"buckets": [5]}}}},
        {
            "rows": [],
            "totalRows": 1,
            "aggregations": {"all": {"session": {"buckets": [{"key": "a", "filtered": None}]}}},
        },
        {
            "rows": [],
            "totalRows": 1,
            "aggregations": {"all": {"session": {"buckets": [{"key": "a", "doc_count": -1}]}}},
        },
    ],
)
def test_a_lying_server_is_told(start: Start, tmp_path: Path, answer: object) -> None:
    server = start(lambda *_: as_json(answer))
    with pytest.raises(FetchError, match="needs an update"):
        upr_info.fetch(upr_info.Fetch(client([]), tmp_path, server.address), silent)


@pytest.mark.parametrize("values", [5, "x", [5], [{"values": 5}], [{"values": [None]}]])
def test_lists_of_another_shape_are_told(values: object) -> None:
    with suppress(uwazi_api.ChangedError):
        assert set(uwazi_api._labels({"rows": [{"values": values}]})) <= {"None"}


@pytest.mark.parametrize("plan", ["5", "{}", '{"server": 1}', "[", '{"server": "S"}', "null"])
def test_a_plan_that_cannot_be_read_is_made_anew(start: Start, tmp_path: Path, plan: str) -> None:
    server = start(Uwazi({SESSION: [uwazi_row("a0", SESSION)]}))
    (tmp_path / "plan.json").write_text(plan.replace("S", server.address), encoding="utf-8")
    run = upr_info.Fetch(client([]), tmp_path, server.address)
    assert upr_info.fetch(run, silent).is_file()
