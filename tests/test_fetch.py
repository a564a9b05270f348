"""Fetching from a stand-in server, through the faults that the real ones have."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from stand_in import Answer, Ohchr, StandIn, Uwazi, as_json, client, running, uwazi_row
from uhri_files import uhri_record

from upr_data.ingest.fetch import uhri, upr_info
from upr_data.ingest.fetch.client import Client
from upr_data.ingest.fetch.faults import FetchError, PassingError, RefusedError

DAY = date(2026, 11, 20)
Start = Callable[[Callable[[str, dict[str, str]], Answer]], StandIn]


def silent(_done: int, _of: int) -> None:
    """No progress."""


@pytest.fixture
def start() -> Iterator[Start]:
    with ExitStack() as stack:
        yield lambda answer: stack.enter_context(running(StandIn(answer)))


def database(n: int = 5) -> Uwazi:
    """Two sessions: of n rows, and of one."""
    first, second = "44 - November 2023", "45 - January 2024"
    rows = [uwazi_row(f"a{i}", first) for i in range(n)]
    return Uwazi({first: rows, second: [uwazi_row("b0", second)]})


def run_of(server: StandIn, folder: Path, slept: list[float] | None = None) -> upr_info.Fetch:
    waits = [] if slept is None else slept
    return upr_info.Fetch(client(waits), folder, server.address, page_size=2)


def keys_in(path: Path) -> list[str]:
    _, *records = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(record)["sharedId"] for record in records]


ALL = ["a0", "a1", "a2", "a3", "a4", "b0"]


def test_all_records_of_all_sessions(start: Start, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = upr_info.fetch(run_of(start(database()), tmp_path), lambda *n: told.append(n), DAY)
    assert path.name == "upr-info-2026-11-20.jsonl"
    assert keys_in(path) == ALL
    assert told == [(2, 6), (4, 6), (5, 6), (6, 6)]
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "fault",
    [
        Answer(status=429),
        Answer(status=500),
        Answer(status=503),
        Answer(b'{"rows": [', promised=4_000),
        Answer(b""),
        Answer(b"<html>busy</html>"),
        as_json({"rows": [], "totalRows": 0, "relation": "eq"}),
    ],
    ids=["429", "500", "503", "cut", "empty", "html", "no rows"],
)
def test_passing_faults_are_survived(start: Start, tmp_path: Path, fault: Answer) -> None:
    server = start(database())
    server.faults = [None, None, None, fault, fault]
    assert keys_in(upr_info.fetch(run_of(server, tmp_path), silent, DAY)) == ALL


def test_waits_grow_and_the_servers_wish_is_obeyed(start: Start, tmp_path: Path) -> None:
    slept: list[float] = []
    server = start(database())
    wish = Answer(status=429, headers={"Retry-After": "30"})
    server.faults = [Answer(status=500), Answer(status=500), wish]
    upr_info.fetch(run_of(server, tmp_path, slept), silent, DAY)
    assert slept == [1, 2, 30]


def test_a_wait_too_long_stops_with_a_word(start: Start, tmp_path: Path) -> None:
    server = start(database())
    server.faults = [Answer(status=429, headers={"Retry-After": "3600"})]
    with pytest.raises(PassingError, match="run the same command later"):
        upr_info.fetch(run_of(server, tmp_path), silent, DAY)
    assert len(server.requests) == 1


@pytest.mark.parametrize("n_before", range(2, 8))
def test_going_on_after_an_interruption(start: Start, tmp_path: Path, n_before: int) -> None:
    server = start(database())
    server.faults = [*[None] * n_before, *[Answer(status=500)] * 4]
    with pytest.raises(FetchError):
        upr_info.fetch(run_of(server, tmp_path), silent, DAY)
    server.requests.clear()
    assert keys_in(upr_info.fetch(run_of(server, tmp_path), silent, DAY)) == ALL
    n_pages_left = 4 - min(4, n_before - 2)
    n_searches = sum("filters" in target for target in server.requests)
    assert n_searches == n_pages_left


def test_an_old_interrupted_fetch_starts_anew(start: Start, tmp_path: Path) -> None:
    server = start(database())
    server.faults = [None, None, None, *[Answer(status=500)] * 4]
    with pytest.raises(FetchError):
        upr_info.fetch(run_of(server, tmp_path), silent, DAY)
    server.answer = database(3)
    later = date(2026, 12, 20)
    assert keys_in(upr_info.fetch(run_of(server, tmp_path), silent, later)) == [
        "a0",
        "a1",
        "a2",
        "b0",
    ]


def test_a_database_that_grew_meanwhile_is_read_again(start: Start, tmp_path: Path) -> None:
    server = start(database(4))
    server.faults = [None, None, None, *[Answer(status=500)] * 4]
    with pytest.raises(FetchError):
        upr_info.fetch(run_of(server, tmp_path), silent, DAY)
    server.answer = database(5)
    assert keys_in(upr_info.fetch(run_of(server, tmp_path), silent, DAY)) == ALL


def test_counts_that_never_agree_stop_the_fetch(start: Start, tmp_path: Path) -> None:
    broken = database()
    broken.sessions["44 - November 2023"][1] = broken.sessions["44 - November 2023"][0]
    with pytest.raises(FetchError, match="do not agree"):
        upr_info.fetch(run_of(start(broken), tmp_path), silent, DAY)
    assert not list(tmp_path.glob("*.jsonl"))


def test_sessions_beyond_the_cap_are_refused(start: Start, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="10,000 records or more"):
        upr_info.fetch(run_of(start(database(10_000)), tmp_path), silent, DAY)


def test_a_session_the_lists_do_not_know_is_an_error(start: Start, tmp_path: Path) -> None:
    unknown = Uwazi(database().sessions, unlisted=("45 - January 2024",))
    with pytest.raises(FetchError, match="lists do not know"):
        upr_info.fetch(run_of(start(unknown), tmp_path), silent, DAY)


def test_no_rows_for_a_filter_is_never_no_data(start: Start, tmp_path: Path) -> None:
    server = start(database())
    nothing = as_json({"rows": [], "totalRows": 0, "relation": "eq"})
    server.faults = [None, None, *[nothing] * 4]
    with pytest.raises(FetchError, match="with no rows, though it counts 5"):
        upr_info.fetch(run_of(server, tmp_path), silent, DAY)


def test_sessions_that_are_not_counted_are_missed(start: Start, tmp_path: Path) -> None:
    data = database()
    few = data.search({"from": "0", "limit": "1"})
    few["aggregations"]["all"]["session"]["buckets"].pop(0)
    server = start(data)
    server.faults = [as_json(few)]
    with pytest.raises(FetchError, match="counts of all sessions"):
        upr_info.fetch(run_of(server, tmp_path), silent, DAY)


@pytest.mark.parametrize("answer", [{"items": []}, [], {"aggregations": {"all": {}}}])
def test_a_changed_shape_is_said(start: Start, tmp_path: Path, answer: object) -> None:
    server = start(lambda *_: as_json(answer))
    with pytest.raises(FetchError, match="needs an update"):
        upr_info.fetch(run_of(server, tmp_path), silent, DAY)


FILE = json.dumps([uhri_record(AnnotationId=str(i)) for i in range(50)]).encode()


def download(server: StandIn, folder: Path) -> uhri.Download:
    return uhri.Download(client([]), folder / "uhri.json", f"{server.address}/export.json")


def test_a_file_is_downloaded_whole(start: Start, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = uhri.fetch(download(start(Ohchr(FILE)), tmp_path), lambda *n: told.append(n))
    assert path.read_bytes() == FILE
    assert told[-1] == (len(FILE), len(FILE))
    assert [file.name for file in tmp_path.iterdir()] == ["uhri.json"]


@pytest.mark.parametrize(
    "faults",
    [
        [Answer(FILE[:900], promised=len(FILE), headers={"ETag": '"v1"'})],
        [Answer(status=429), Answer(status=500)],
        [Answer(b"", headers={"ETag": '"v1"'})],
        [Answer(FILE[:900], promised=len(FILE))],
    ],
    ids=["cut", "429 and 500", "empty", "cut without a mark"],
)
def test_downloads_survive(start: Start, tmp_path: Path, faults: list[Answer | None]) -> None:
    server = start(Ohchr(FILE))
    server.faults = faults
    assert uhri.fetch(download(server, tmp_path), silent).read_bytes() == FILE


def test_a_download_goes_on_where_it_stopped(start: Start, tmp_path: Path) -> None:
    server = start(Ohchr(FILE))
    cut = Answer(FILE[:900], promised=len(FILE), headers={"ETag": '"v1"'})
    server.faults = [cut, *[Answer(status=500)] * 3]
    with pytest.raises(PassingError):
        uhri.fetch(download(server, tmp_path), silent)
    assert (tmp_path / "uhri.json.part").stat().st_size == 900
    server.answer = rest = Ohchr(FILE)
    assert uhri.fetch(download(server, tmp_path), silent).read_bytes() == FILE
    assert rest.ranges == ["bytes=900-"]


def test_a_full_disk_is_no_fault_of_the_connection(tmp_path: Path) -> None:
    class Full(io.BytesIO):
        def write(self, _data: object) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(FetchError, match="make room") as caught:
        uhri._write(Full(), b"sample", tmp_path / "uhri.json.part")
    assert not isinstance(caught.value, PassingError)


def test_a_new_version_of_the_file_starts_anew(start: Start, tmp_path: Path) -> None:
    server = start(Ohchr(FILE))
    server.faults = [
        Answer(FILE[:900], promised=len(FILE), headers={"ETag": '"v1"'}),
        *[Answer(status=500)] * 3,
    ]
    with pytest.raises(PassingError):
        uhri.fetch(download(server, tmp_path), silent)
    newer = FILE.replace(b"Sample text", b"Newer sample text")
    server.answer = Ohchr(newer, '"v2"')
    assert uhri.fetch(download(server, tmp_path), silent).read_bytes() == newer


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_says_how_to_go_on_in_a_browser(
    start: Start, tmp_path: Path, status: int
) -> None:
    server = start(lambda *_: Answer(status=status))
    with pytest.raises(RefusedError, match=r"in a browser, save the file .* and import it"):
        uhri.fetch(download(server, tmp_path), silent)
    assert len(server.requests) == 1


def test_a_web_page_in_place_of_the_file_is_a_refusal(start: Start, tmp_path: Path) -> None:
    server = start(lambda *_: Answer(b"<html>Are you a person?</html>"))
    with pytest.raises(RefusedError, match="browser"):
        uhri.fetch(download(server, tmp_path), silent)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (json.dumps([{"Id": 1, "Wording": "x"}]).encode(), "has changed: AnnotationId"),
        (FILE[:-1], "no whole JSON array"),
        (b'{"error": 1}', "no whole JSON array"),
    ],
)
def test_what_is_not_the_index_is_not_kept(
    start: Start, tmp_path: Path, body: bytes, words: str
) -> None:
    with pytest.raises(FetchError, match=words):
        uhri.fetch(download(start(Ohchr(body)), tmp_path), silent)
    assert not list(tmp_path.iterdir())


def test_an_empty_file_is_never_the_index(start: Start, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="empty file"):
        uhri.fetch(download(start(Ohchr(b"")), tmp_path), silent)


def test_requests_keep_their_pace() -> None:
    slept: list[float] = []
    ticks = iter([0.0, 0.0, 0.25, 1.0])
    quiet = Client(sleep=slept.append, clock=lambda: next(ticks))
    quiet._keep_pace()
    quiet._keep_pace()
    assert slept == [0.75]
