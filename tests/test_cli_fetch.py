"""`fetch`: from a stand-in server to a published snapshot, and what is said when that fails."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from stand_in import Answer, Ohchr, StandIn, Uwazi, client, running, uwazi_row
from uhri_files import uhri_record

from upr_data.cli import main
from upr_data.ingest.fetch import databases
from upr_data.snapshot import list_snapshots

Fetch = Callable[..., tuple[int, str, str]]
Start = Callable[[Callable[[str, dict[str, str]], Answer]], StandIn]

SESSION = "20 - October 2014"
DATABASE = Uwazi({SESSION: [uwazi_row(f"a{i}", SESSION) for i in range(3)]})
INDEX = json.dumps([uhri_record(AnnotationId=str(i)) for i in range(3)]).encode()


@pytest.fixture
def start() -> Iterator[Start]:
    with ExitStack() as stack:
        yield lambda answer: stack.enter_context(running(StandIn(answer)))


@pytest.fixture
def fetch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Fetch:
    """Run `fetch` into a store, without waiting."""
    monkeypatch.setattr(databases, "client", lambda way: client([], way=way))

    def run(database: str, server: StandIn) -> tuple[int, str, str]:
        where = (
            "--address",
            f"{server.address}/export.json" if database == "uhri" else server.address,
        )
        code = main(
            ["fetch", database, "--name", "fresh", "--store", str(tmp_path), *where, "--json"]
        )
        return code, *capsys.readouterr()

    return run


@pytest.mark.parametrize(("database", "answer"), [("upr-info", DATABASE), ("uhri", Ohchr(INDEX))])
def test_a_database_becomes_a_snapshot(
    fetch: Fetch, start: Start, tmp_path: Path, database: str, answer: Uwazi | Ohchr
) -> None:
    code, out, err = fetch(database, start(answer))
    assert (code, err) == (0, "")
    assert json.loads(out)["n_read"] == 3
    (listed,) = list_snapshots(tmp_path)
    assert listed.manifest is not None
    assert listed.manifest.sources[0].retrieved == datetime.now(UTC).date().isoformat()
    left = {path.name for path in (tmp_path / databases.FOLDER / database).iterdir()}
    assert left == {"lock"}


def test_nothing_is_published_when_the_server_fails_and_the_next_run_goes_on(
    fetch: Fetch, start: Start, tmp_path: Path
) -> None:
    server = start(DATABASE)
    server.faults = [None, None, *[Answer(status=500)] * 4]
    code, out, err = fetch("upr-info", server)
    assert (code, out) == (1, "")
    assert "run the same command later" in err
    assert list_snapshots(tmp_path) == []
    assert fetch("upr-info", server)[0] == 0


@pytest.mark.parametrize("database", ["upr-info", "uhri"])
def test_a_refusal_says_how_to_go_on_in_a_browser(
    fetch: Fetch, start: Start, database: str
) -> None:
    code, _, err = fetch(database, start(lambda *_: Answer(status=403)))
    assert code == 1
    assert "in a browser" in err
    assert "python -m upr_data import FILE --name NAME" in err


def test_a_file_that_was_not_published_yet_is_not_fetched_again(
    fetch: Fetch, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start(Ohchr(INDEX))
    monkeypatch.setattr("upr_data.ingest.building.publish_prepared", _full_disk)
    assert fetch("uhri", server)[0] == 1
    monkeypatch.undo()
    monkeypatch.setattr(databases, "client", lambda way: client([], way=way))
    n_before = len(server.requests)
    assert fetch("uhri", server)[0] == 0
    assert len(server.requests) == n_before
    assert len(list_snapshots(tmp_path)) == 1


def _full_disk(*_given: object) -> None:
    raise OSError(28, "No space left on device")


def test_one_fetch_at_a_time(fetch: Fetch, start: Start, tmp_path: Path) -> None:
    folder = tmp_path / databases.FOLDER / "uhri"
    folder.mkdir(parents=True)
    with databases.alone(folder):
        code, _, err = fetch("uhri", start(Ohchr(INDEX)))
    assert code == 1
    assert "being fetched already" in err
