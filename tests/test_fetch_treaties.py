"""`fetch treaties`: from a stand-in of the Treaty Collection to a new edition."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from commands import Run
from frames import recommendations, tables
from registers import register
from stand_in import Answer, StandIn, client, running
from treaty_files import status_page

from upr_data.domain.instruments import INSTRUMENTS
from upr_data.ingest.fetch import treaties
from upr_data.ingest.fetch.databases import Way
from upr_data.ingest.fetch.faults import FetchError
from upr_data.model import SnapshotKind
from upr_data.snapshot import Draft, choose, publish

NUMBERS = {one.treaty_collection: one for one in INSTRUMENTS.values() if one.treaty_collection}
N_PAGES = len(NUMBERS)


def collection(target: str, _headers: dict[str, str]) -> Answer:
    """A page for every treaty that is asked for; the Mine Ban page is an error in disguise."""
    number = parse_qs(urlsplit(target).query)["mtdsg_no"][0]
    if number == "XXVI-5":
        return Answer(b"<html>Sorry, an error occurred.</html>")
    if number == "XXVI-6":
        return Answer(status=404)
    return Answer(status_page(title=NUMBERS[number].title))


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(treaties, "client", lambda way: client([], way=way))


@contextmanager
def serving(answer: object = collection) -> Iterator[StandIn]:
    with running(StandIn(answer)) as server:  # type: ignore[arg-type]
        yield server


def nobody(_done: int, _total: int) -> None:
    """Tell nobody."""


def test_pages_that_answer_are_used_and_the_others_are_told(tmp_path: Path) -> None:
    with serving() as server:
        found = treaties.fetch_treaties(tmp_path, nobody, Way(server.address, plain_http=True))
    assert len(found.paths) == N_PAGES - 2
    assert [sentence.split(":")[0] for sentence in found.missing] == ["APMBC", "CCM"]
    assert len(server.requests) == N_PAGES


def test_after_an_interruption_only_what_is_missing_is_fetched(tmp_path: Path) -> None:
    with serving() as server:
        first = treaties.fetch_treaties(tmp_path, nobody, Way(server.address, plain_http=True))
        first.paths[0].unlink()
        server.requests.clear()
        treaties.fetch_treaties(tmp_path, nobody, Way(server.address, plain_http=True))
    assert len(server.requests) == 3


def test_a_page_that_is_cut_off_is_fetched_again(tmp_path: Path) -> None:
    with serving() as server:
        server.faults = [Answer(b"<html>", promised=9_999), None]
        treaties.fetch_treaties(tmp_path, nobody, Way(server.address, plain_http=True))
    assert server.requests[0] == server.requests[1]


def test_a_server_that_refuses_programs_is_left_alone_soon(tmp_path: Path) -> None:
    with serving(lambda _target, _headers: Answer(status=403)) as server:
        with pytest.raises(FetchError, match="import them with --register"):
            treaties.fetch_treaties(tmp_path, nobody, Way(server.address, plain_http=True))
        assert len(server.requests) == 3


def test_the_command_makes_a_new_edition(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "store"
    held = register(also=("cat",))
    main = recommendations({"text": "Ratify CAT"})
    publish(tables(main, held=held), Draft("sample", SnapshotKind.REAL, "2026-01-01"), store)
    with serving() as server:
        ran = run("fetch", "treaties", "--address", server.address, "--plain-http", "--json")
    assert ran.code == 0
    assert "Adding to 2026-01-01-sample." in ran.err
    newest = choose(store, ran.json["snapshot"]).snapshot
    until = dict(
        newest.scan("record_registers").select("instrument", "covered_until").collect().iter_rows()
    )  # type: ignore[arg-type]
    assert until["cat"] == date(2026, 3, 3)
    assert "apmbc" not in until


def test_a_database_still_needs_a_name(run: Run) -> None:
    ran = run("fetch", "uhri")
    assert (ran.code, "needs a name" in ran.err) == (2, True)
