"""Logs that say what happened and nothing of who; health that says what is served, or why not."""

import io
import json
import logging
import re
import socket
import sys
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from apps import opener
from commands import Run
from frames import recommendations, tables
from streamlit import net_util
from streamlit.web.server.server_util import is_url_from_allowed_origins

from upr_data import operating
from upr_data.cli import main
from upr_data.model import SnapshotKind
from upr_data.operating import logs
from upr_data.snapshot import Draft, publish, remove

ROOT = Path(__file__).parent.parent
PRIVATE = "Ms Doe, 192.0.2.7, q=torture"
DRAFT = Draft("a", SnapshotKind.REAL, "2026-01-01T00:00:00+00:00")


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A log file; afterwards nobody logs."""
    file = tmp_path / "log.jsonl"
    monkeypatch.setenv("UPR_LOG_FILE", str(file))
    monkeypatch.setattr(logging, "raiseExceptions", True)
    _begin()
    yield file
    _nobody_logs()


def _begin() -> None:
    """Log anew: on the stderr of now, by the settings of now."""
    logs._RECENT.lines.clear()
    _nobody_logs()  # whatever a test of pages began
    operating.start()


def _nobody_logs() -> None:
    everyone = [logging.getLogger(name) for name in list(logging.root.manager.loggerDict)]
    for handler in list(logs._LOGGER.handlers):
        for one in everyone:  # those taken over, too: a closed file that logs is opened again
            one.removeHandler(handler)
        with suppress(OSError):  # a full disk has no place for the last line either
            handler.close()


def lines(log: Path) -> list[dict[str, object]]:
    return read(log.read_text())


def read(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def of_streamlit(name: str) -> logging.Logger:
    """A logger as Streamlit makes them, with a console handler of its own."""
    one = logging.getLogger(name)
    one.propagate = False
    one.streamlit_console_handler = logging.StreamHandler()  # type: ignore[attr-defined]
    one.handlers = [one.streamlit_console_handler]  # type: ignore[attr-defined]
    return one


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
    _begin()
    other = of_streamlit("streamlit.sample")
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
    assert read(written) == lines(log)
    assert [line["event"] for line in lines(log)] == [
        "Visitor %s asked",
        f"test_operating:{at} test_what_others_put_into_a_message_is_left_out",
        "Uncaught app execution",
    ]
    assert len(operating.recent_errors()) == 3


@pytest.mark.parametrize("file", ["no/such/folder/log.jsonl", "."])
def test_a_log_file_that_cannot_be_written_is_told_once_and_without_content(
    file: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("UPR_LOG_FILE", str(tmp_path / file))
    _begin()
    other = of_streamlit("uvicorn.sample")
    operating.start()
    for _ in range(2):
        other.warning('%s - "%s"', "192.0.2.7:0", PRIVATE)
    operating.event("goes on")
    written = capsys.readouterr().err
    assert not any(word in written for word in ("192.0.2.7", "Doe", str(tmp_path)))
    assert sorted(str(line["event"]) for line in read(written)) == [
        '%s - "%s"',
        '%s - "%s"',
        "goes on",
        "log file cannot be written",
    ]


def test_a_full_disk_is_told_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UPR_LOG_FILE", "/dev/full")
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    _begin()
    for _ in range(3):
        operating.event("goes on")
    told = [line for line in read(capsys.readouterr().err) if line["level"] == "ERROR"]
    assert [(line["event"], line["error"]) for line in told] == [
        ("log file cannot be written", "OSError")
    ]


def test_a_stderr_that_is_gone_prints_nothing_of_a_record(
    log: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", gone)
        _begin()
        other = of_streamlit("streamlit.gone")
        operating.start()
    gone.close()
    other.error("Visitor %s asked", PRIVATE)
    assert capsys.readouterr().err == ""
    assert [line["event"] for line in lines(log)] == ["Visitor %s asked"]


def test_what_uvicorn_has_put_in_the_place_of_streamlits_handlers_is_taken_over(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _begin()
    server, errors = of_streamlit("uvicorn"), of_streamlit("uvicorn.error")
    server.handlers, errors.handlers = [logging.StreamHandler()], []
    requests = of_streamlit("uvicorn.access")
    requests.handlers = []
    operating.start()
    server.error("one %s", PRIVATE)
    errors.error("other %s", PRIVATE)
    assert not requests.handlers  # else uvicorn would log every one
    assert [line["event"] for line in lines(log)] == ["one %s", "other %s"]
    assert read(capsys.readouterr().err) == lines(log)


def test_an_unknown_level_is_info_and_told_without_its_words(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPR_LOG_LEVEL", "garbage")
    _begin()
    operating.event("debugged", logging.DEBUG)
    operating.event("informed")
    assert [line["event"] for line in lines(log)] == [
        "UPR_LOG_LEVEL names no level, INFO it is",
        "informed",
    ]
    assert "garbage" not in log.read_text().lower()


@pytest.mark.parametrize(("given", "n"), [("error", 1), (" Warning ", 2), ("", 2)])
def test_a_known_level_is_kept(
    given: str, n: int, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPR_LOG_LEVEL", given)
    _begin()
    for level in (logging.DEBUG, logging.WARNING, logging.ERROR):
        operating.event("happened", level)
    assert len(lines(log)) == n


def test_lines_before_the_first_page_are_json_without_what_was_put_into_them() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    record = logging.LogRecord(
        "streamlit.a", logging.INFO, "a.py", 1, "Server on %s", (PRIVATE,), None
    )
    (line,) = read(logging.Formatter(config["logger"]["messageFormat"]).format(record))
    assert line.pop("time")
    assert line == {"level": "INFO", "logger": "streamlit.a", "event": "Server on %s"}


def test_what_is_published_and_removed_is_logged(log: Path, tmp_path: Path) -> None:
    published = publish(tables(recommendations({})), DRAFT, tmp_path / "store")
    remove(tmp_path / "store", published.id)
    assert [(line["event"], line["edition"]) for line in lines(log)] == [
        ("edition published", "2026-01-01-a"),
        ("edition removed", "2026-01-01-a"),
    ]


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


@pytest.mark.parametrize("is_said_by_option", [True, False])
@pytest.mark.parametrize(
    "case",
    [
        ("s3://editions/upr x", "is no address of a store"),
        ("s3://editions/upr", "cannot be written to"),
        ("file", "is no folder"),
    ],
)
def test_health_fails_in_json_where_the_store_cannot_be_used(
    case: tuple[str, str],
    *,
    is_said_by_option: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store, problem = case
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("UPR_CACHE", str(tmp_path / "file" / "cache"))
    monkeypatch.setenv("UPR_STORE", "elsewhere" if is_said_by_option else store)
    asked = ["health", *(["--store", store] if is_said_by_option else [])]
    assert main([*asked, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["state"], told["store"], told["edition"]) == ("failed", store, None)
    (said,) = told["problems"]
    assert problem in said
    assert said.endswith(".")
    assert told["versions"]
    assert main(asked) == 1
    assert f"Problem: {said}" in capsys.readouterr().out


def test_health_says_that_what_is_served_is_invented_where_data_are_to_be_real(
    run: Run, demonstration_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("health", "--json", "--store", str(demonstration_store))
    assert run(*asked).json["state"] == "ok"
    monkeypatch.setenv("UPR_ALLOW_DEMO", "0")
    ran = run(*asked)
    assert (ran.code, ran.json["state"]) == (0, "degraded")
    assert ran.json["problems"] == ["The demonstration is served, though UPR_ALLOW_DEMO=0."]


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
