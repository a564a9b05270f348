"""Logs that say what happened and nothing of who; health that says what is served, or why not."""

import json
import logging
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from apps import opener
from commands import Run
from frames import recommendations, tables
from streamlit import net_util
from streamlit.web.server.server_util import is_url_from_allowed_origins

from upr_data import operating
from upr_data.model import SnapshotKind
from upr_data.operating import logs
from upr_data.snapshot import Draft, publish

PRIVATE = "Ms Doe, 192.0.2.7, q=torture"
DRAFT = Draft("a", SnapshotKind.REAL, "2026-01-01T00:00:00+00:00")


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A log file; afterwards nobody logs."""
    file = tmp_path / "log.jsonl"
    monkeypatch.setenv("UPR_LOG_FILE", str(file))
    logs._RECENT.lines.clear()
    _nobody_logs()  # whatever a test of pages began
    operating.start()
    yield file
    _nobody_logs()


def _nobody_logs() -> None:
    for handler in list(logs._LOGGER.handlers):
        logs._LOGGER.removeHandler(handler)
        handler.close()


def lines(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.read_text().splitlines()]


def fail() -> None:
    raise ValueError(PRIVATE)


def test_an_event_is_one_line_of_json(log: Path) -> None:
    operating.event("edition swapped in", edition="2026-01-01-a", milliseconds=12)
    (line,) = lines(log)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", str(line.pop("time")))
    assert line == {
        "level": "INFO",
        "logger": "upr_data",
        "event": "edition swapped in",
        "edition": "2026-01-01-a",
        "milliseconds": 12,
    }


def test_an_error_says_its_type_and_place_and_not_its_words(log: Path) -> None:
    try:
        fail()
    except ValueError:
        operating.event("page failed", logging.ERROR, page="themes")
    (line,) = lines(log)
    assert (line["error"], line["page"]) == ("ValueError", "themes")
    assert re.fullmatch(r"test_operating\.py:\d+ fail", line["place"][-1])  # type: ignore[index]
    assert "Doe" not in log.read_text()
    assert [one["event"] for one in operating.recent_errors()] == ["page failed"]
    assert [one["event"] for one in operating.recent_errors(log)] == ["page failed"]


def test_fields_that_are_not_on_the_list_are_left_out(log: Path) -> None:
    operating.event("searched", words=PRIVATE)
    assert "Doe" not in log.read_text()


def test_what_others_put_into_a_message_is_left_out(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = logging.getLogger("streamlit.sample")
    other.propagate = False
    other.streamlit_console_handler = logging.StreamHandler()  # type: ignore[attr-defined]
    other.addHandler(other.streamlit_console_handler)  # type: ignore[attr-defined]
    operating.start()
    other.error("Visitor %s asked", PRIVATE)
    at = sys._getframe().f_lineno + 1
    other.error(f'No page "{PRIVATE}"')
    try:
        fail()
    except ValueError:
        other.exception("Uncaught app execution")
    written = capsys.readouterr().err
    assert "Doe" not in written + log.read_text()
    assert [line["event"] for line in lines(log)] == [
        "Visitor %s asked",
        f"test_operating:{at} test_what_others_put_into_a_message_is_left_out",
        "Uncaught app execution",
    ]
    assert len(operating.recent_errors()) == 3


def test_starting_twice_writes_once(log: Path) -> None:
    operating.start()
    operating.event("once")
    assert len(lines(log)) == 1


def test_health_of_a_good_store(run: Run, tmp_path: Path) -> None:
    publish(tables(recommendations({}, {})), DRAFT, tmp_path / "store")
    ran = run("health", "--json")
    assert (ran.code, ran.json["state"], ran.json["problems"]) == (0, "ok", [])
    edition = ran.json["edition"]
    assert edition.pop("age_days") >= 0
    assert edition == {
        "id": "2026-01-01-a",
        "kind": "real",
        "created": "2026-01-01T00:00:00+00:00",
        "n_rows": 2,
    }
    assert (ran.json["sessions"], ran.json["n_editions"]) == (None, 1)
    assert ran.json["memory_mb"] > 10


def test_health_says_what_is_damaged_and_what_is_served_all_the_same(
    run: Run, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    for _ in range(2):
        publish(tables(recommendations({})), DRAFT, store)
    (store / "2026-01-01-a-2" / "states.parquet").unlink()
    ran = run("health", "--json")
    assert (ran.code, ran.json["state"]) == (0, "degraded")
    assert ran.json["edition"]["id"] == "2026-01-01-a"
    assert ran.json["problems"] == ["2026-01-01-a-2: states.parquet is missing."]
    assert "Problem: 2026-01-01-a-2: states.parquet is missing." in run("health").out


def test_health_fails_where_nothing_can_be_served(run: Run) -> None:
    ran = run("health", "--json")
    assert (ran.code, ran.json["state"], ran.json["edition"]) == (1, "failed", None)
    assert "holds no snapshot" in ran.json["problems"][0]
    assert "Served: nothing" in run("health").out


def test_health_tells_the_last_errors_of_the_log(run: Run) -> None:
    operating.event("page failed", logging.ERROR)
    assert [one["event"] for one in run("health", "--json").json["errors"]] == ["page failed"]
    assert "page failed" in run("health").out


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b'{"level": 1}\n[]\nno\n{"level":"ERROR"'])
def test_a_log_of_anything_is_no_trouble(run: Run, log: Path, content: bytes) -> None:
    log.write_bytes(content)
    assert run("health", "--json").json["errors"] == []


def test_a_pages_last_message_does_not_wait_for_the_browser(
    demonstration_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def waits(one: socket.socket) -> bool:
        return not one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

    port = socket.socket()  # as Streamlit opens its own
    with port, socket.socket() as early, socket.socket() as late:
        port.bind(("127.0.0.1", 0))
        port.listen()
        early.connect(port.getsockname())
        with port.accept()[0] as before:
            assert waits(before)
            operating.send_at_once.cache_clear()
            opener(demonstration_store, monkeypatch)()
            late.connect(port.getsockname())
            with port.accept()[0] as after:
                assert not waits(before)
                assert not waits(after)


def test_a_page_of_another_site_is_refused_without_asking_anybody(
    demonstration_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(net_util, "get_external_ip", net_util.get_external_ip)  # put back after
    monkeypatch.setattr(net_util, "_external_ip", None)
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, **_: asked.append(url))
    opener(demonstration_store, monkeypatch)()
    assert not is_url_from_allowed_origins("https://evil.example")
    assert asked == []
