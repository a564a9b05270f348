"""How a server is: probes, which fail where visitors would see nothing, numbers, a page."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from apps import opener
from commands import Run
from frames import recommendations, tables
from replicas import Replica, Visitor, free_port
from streamlit.testing.v1 import AppTest

from upr_data.model import SnapshotKind
from upr_data.snapshot import Draft, publish

DRAFT = Draft("a", SnapshotKind.REAL, "2026-01-01T00:00:00+00:00")
KEY = "a key of sixteen signs"


@pytest.fixture
def replica(tmp_path: Path) -> Iterator[Replica]:
    """A server over a store in which there is nothing, and no demonstration is made."""
    started = Replica(
        free_port(),
        {
            "UPR_STORE": str(tmp_path / "store"),
            "UPR_ALLOW_DEMO": "0",
            "UPR_LOG_FILE": str(tmp_path / "log.jsonl"),
            "UPR_HEALTH_KEY": KEY,
            "STREAMLIT_SERVER_SCRIPT_HEALTH_CHECK_ENABLED": "true",
        },
    )
    started.start()
    yield started
    started.stop()


def probe(replica: Replica) -> int:
    address = f"http://127.0.0.1:{replica.port}/_stcore/script-health-check"
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def test_a_probe_fails_until_there_is_an_edition(replica: Replica, tmp_path: Path) -> None:
    visitor = Visitor(f"127.0.0.1:{replica.port}")
    assert [probe(replica), probe(replica)] == [503, 503]
    assert "This data edition is not here" in visitor.look()
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    said = [(one["level"], one["event"]) for one in lines if one["logger"] == "upr_data"]
    assert said == [("ERROR", "no edition can be shown")]
    publish(tables(recommendations({})), DRAFT, tmp_path / "store")
    assert "2026-01-01-a" in visitor.look()
    assert probe(replica) == 200
    assert "This data edition is not here" in visitor.look(query="snapshot=2020-01-01-gone")
    assert probe(replica) == 200


def test_the_page_of_health_may_be_the_first_request_and_asks_for_its_key(
    replica: Replica, run: Run
) -> None:
    visitor = Visitor(f"127.0.0.1:{replica.port}")
    shown = visitor.look("health")
    assert "How is this server?" in shown
    assert "UPR_HEALTH_KEY" in shown
    assert "Memory" not in shown
    visitor.look()  # where there is nothing to show, which is an error to remember
    address = f"http://127.0.0.1:{replica.port}"
    told = run("health", "--json", "--server", address, "--server", "http://127.0.0.1:9").json
    first, second = told["servers"]
    assert first["memory_mb"] > 50
    assert (first["sessions"], first["last_errors"]) == (0, 1)
    assert (second["sessions"], told["sessions"]) == (None, 0)
    assert "http://127.0.0.1:9 does not answer." in told["problems"]
    said = run("health", "--server", address, "--server", "http://127.0.0.1:9").out
    assert f"Server {address}: 0 sessions, {first['memory_mb']} MB" in said
    assert "Server http://127.0.0.1:9: no answer" in said


def test_a_server_is_asked_by_its_address(run: Run) -> None:
    assert run("health", "--server", "127.0.0.1:8501").code == 2


@pytest.fixture
def health(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], AppTest]:
    """The page over a store with two editions, one of them damaged, after a key was typed."""
    for _n in range(2):
        publish(tables(recommendations({}, {})), DRAFT, tmp_path / "store")
    (tmp_path / "store" / "2026-01-01-a-2" / "states.parquet").unlink()
    page = opener(tmp_path / "store", monkeypatch, "pages/health.py")

    def typed(key: str) -> AppTest:
        monkeypatch.setenv("UPR_HEALTH_KEY", KEY)
        return page().text_input[0].set_value(key).run()

    return typed


def test_with_its_key_the_page_says_how_the_server_is(health: Callable[[str], AppTest]) -> None:
    page = health(KEY)
    assert not page.exception
    assert page.warning[0].value == "Something is wrong that visitors do not see yet."
    assert "2026-01-01-a-2: states.parquet is missing." in [one.value for one in page.text]
    told = {one.label: one.value for one in page.metric}
    assert (told["Data editions"], told["Rows served"], told["Visitors now"]) == ("2", "2", "0")
    assert told["Memory at its highest"].endswith(" MB")


@pytest.mark.parametrize("key", ["wrong", KEY[:-1], "\N{SNOWMAN}" * 20])
def test_without_its_key_it_says_nothing(health: Callable[[str], AppTest], key: str) -> None:
    page = health(key)
    assert [one.value for one in page.error] == ["That is not the key of this page."]
    assert not page.metric


@pytest.mark.parametrize("key", ["", "too short"])
def test_where_no_key_is_set_there_is_no_such_page(
    demonstration_store: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("UPR_HEALTH_KEY", key)
    page = opener(demonstration_store, monkeypatch, "pages/health.py")()
    assert page.title[0].value == "What became of the recommendations?"
