"""The desk on the web: one reading at a time, ended with its session; doors closed by default."""

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from browsing import server
from slow_page import PATIENCE
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest
from test_pages import opener
from upr_info_files import csv_2018, record
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from upr_data.ingest import guarded
from upr_data.ingest.building import Inputs
from upr_data.operating import child
from upr_data.ui.desk import reading, snapshots, upload


class Bar:
    """A bar that notes what it says."""

    def __init__(self) -> None:
        """Nothing said yet."""
        self.said: list[str] = []

    def progress(self, _share: float, words: str) -> None:
        """Say."""
        self.said.append(words)


def test_one_reading_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_LOOKS_EVERY", 0.01)
    bar, is_inside = Bar(), []

    def other() -> None:
        with reading._turn(bar):  # type: ignore[arg-type]
            is_inside.append(len(is_inside))

    with reading._turn(Bar()):  # type: ignore[arg-type]
        thread = threading.Thread(target=other)
        thread.start()
        while not bar.said:
            time.sleep(0.01)
        assert is_inside == []
    thread.join(5)
    assert is_inside == [0]
    assert set(bar.said) == {"Another visitor's files are being read; yours are next."}


def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_LOOKS_EVERY", 0.01)
    with (
        reading._turn(Bar()),  # type: ignore[arg-type]
        pytest.raises(reading._TurnNeverCameError),
        reading._turn(Bar(), 0.05),  # type: ignore[arg-type]
    ):
        pass


def test_a_visitor_who_leaves_while_waiting_keeps_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class GoneError(Exception):
        pass

    class Gone(Bar):
        def progress(self, _share: float, _words: str) -> None:
            raise GoneError

    monkeypatch.setattr(reading, "_LOOKS_EVERY", 0.01)
    with reading._turn(Bar()), pytest.raises(GoneError), reading._turn(Gone()):  # type: ignore[arg-type]
        pass
    with reading._turn(Bar(), 1.0):  # type: ignore[arg-type]
        pass


def test_a_reading_that_fails_gives_its_turn_back(tmp_path: Path) -> None:
    def page(folder: str) -> None:
        from pathlib import Path  # noqa: PLC0415 - a page has names of its own

        from upr_data.ingest.building import Inputs  # noqa: PLC0415
        from upr_data.ui.desk import reading  # noqa: PLC0415

        for name in ("one", "two"):
            reading.read(Inputs(files=(Path(folder) / f"{name}.csv",)))

    app = AppTest.from_function(page, args=(str(tmp_path),)).run(timeout=60)
    sentence = ".csv\\: there is no such file; check the name and the folder."
    assert [one.value for one in app.error] == [f"one{sentence}", f"two{sentence}"]


def test_without_a_server_somebody_is_always_there() -> None:
    assert reading.is_there() is child.always


def test_a_session_that_is_gone_waits_for_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sessions = {"mine"}

    class Server:
        @staticmethod
        def is_active_session(session: str) -> bool:
            return session in sessions

    class Context:
        session_id = "mine"

    monkeypatch.setattr(reading.runtime, "exists", lambda: True)
    monkeypatch.setattr(reading.runtime, "get_instance", Server)
    monkeypatch.setattr(reading, "get_script_run_ctx", Context)
    is_there = reading.is_there()
    assert is_there()
    sessions.clear()
    assert not is_there()
    path = tmp_path / "export.csv"
    path.write_bytes(csv_2018([record()]))
    with pytest.raises(guarded.reading.BadInputError, match="nobody waited"):
        guarded.prepare(Inputs(files=(path,)), is_wanted=is_there)


@pytest.mark.parametrize(
    ("name", "value", "can_import", "can_remove"),
    [
        ("UPR_ALLOW_IMPORT", "1", True, False),
        ("UPR_ALLOW_REMOVE", "1", False, True),
        ("UPR_ALLOW_REMOVE", "0", False, False),
        ("UPR_ALLOW_REMOVE", "", False, False),
    ],
)
def test_loading_and_removing_have_a_switch_each(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, *, can_import: bool, can_remove: bool
) -> None:
    monkeypatch.delenv("UPR_ALLOW_IMPORT", raising=False)
    monkeypatch.delenv("UPR_ALLOW_REMOVE", raising=False)
    monkeypatch.setenv(name, value)
    assert (snapshots.may_import(), snapshots.may_remove()) == (can_import, can_remove)


@pytest.mark.parametrize("is_allowed", [False, True])
def test_removal_is_offered_where_it_is_allowed(
    demonstration_store: Path, monkeypatch: pytest.MonkeyPatch, *, is_allowed: bool
) -> None:
    monkeypatch.setenv("UPR_ALLOW_IMPORT", "1")
    monkeypatch.setenv("UPR_ALLOW_REMOVE", "1" if is_allowed else "")
    app = opener(demonstration_store, monkeypatch)("pages/data.py")
    assert ("data.removal" in [one.key for one in app.selectbox]) is is_allowed


def test_no_search_engine_is_offered() -> None:
    settings = (Path(upload.__file__).parents[3] / ".streamlit" / "config.toml").read_text("utf-8")
    assert "showErrorLinks = false" in settings
    assert 'showErrorDetails = "none"' in settings
    assert 'toolbarMode = "viewer"' in settings


@contextmanager
def connected(site: str, path: str = "") -> Iterator[tuple[Iterator[ForwardMsg], str, str]]:
    """A session of its own, connected as a browser is: what it is told, its cookie and token."""
    with urlopen(f"{site}/_stcore/health") as answer:  # noqa: S310 - our own server
        cookie = answer.headers["Set-Cookie"].split(";")[0]
    token = cookie.partition("=")[2].strip('"')
    with connect(
        site.replace("http", "ws") + "/_stcore/stream",
        subprotocols=[Subprotocol("streamlit"), Subprotocol(token)],
        additional_headers={"Cookie": cookie},
        max_size=None,
    ) as connection:
        asked = BackMsg()
        asked.rerun_script.page_name = path
        connection.send(asked.SerializeToString())
        yield map(ForwardMsg.FromString, connection), cookie, token  # type: ignore[arg-type]


@contextmanager
def visiting(site: str, path: str) -> Iterator["Visitor"]:
    """A visitor on a page, once the page is there."""
    session = ""
    with connected(site, path) as (messages, cookie, token):
        for said in messages:
            match said.WhichOneof("type"):
                case "new_session":
                    session = said.new_session.initialize.session_id
                case "script_finished" if said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    break
        yield Visitor(site, session, cookie, token)


@dataclass(frozen=True)
class Visitor:
    """Somebody on a page, with what the uploader of a page would say of them."""

    site: str
    session: str
    cookie: str
    token: str

    def send(self, data: bytes) -> int:
        """Send a file, as the page's own uploader does; the status of the answer."""
        border = uuid.uuid4().hex
        body = (
            (
                f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n'
                "Content-Type: text/csv\r\n\r\n"
            ).encode()
            + data
            + f"\r\n--{border}--\r\n".encode()
        )
        request = Request(  # noqa: S310 - our own server
            f"{self.site}/_stcore/upload_file/{self.session}/{uuid.uuid4()}",
            body,
            {
                "Content-Type": f"multipart/form-data; boundary={border}",
                "Cookie": self.cookie,
                "X-Xsrftoken": self.token,
            },
            method="PUT",
        )
        try:
            with urlopen(request) as answer:  # noqa: S310
                return int(answer.status)
        except HTTPError as error:
            with error:
                return error.code


def test_the_upload_endpoint_is_closed_where_nothing_may_be_loaded(site: str) -> None:
    with visiting(site, "data") as visitor:
        assert visitor.send(b"a,b\n1,2\n") == 413


def test_the_upload_endpoint_is_open_where_files_may_be_loaded(demonstration_store: Path) -> None:
    with (
        server(demonstration_store, UPR_ALLOW_IMPORT="1") as site,
        visiting(site, "data") as visitor,
    ):
        assert visitor.send(b"a,b\n1,2\n") == 204


def test_the_desk_opens_the_endpoint_and_never_narrows_it() -> None:
    before = config.get_option("server.maxUploadSize")
    try:
        for given, after in ((0, 500), (100, 500), (800, 800)):
            config.set_option("server.maxUploadSize", given)
            upload._open_the_endpoint()
            assert config.get_option("server.maxUploadSize") == after
    finally:
        config.set_option("server.maxUploadSize", before)


def test_a_reading_ends_with_its_session_and_the_next_one_has_its_turn(
    demonstration_store: Path, tmp_path: Path
) -> None:
    """Of two visitors the second is told to wait; when the first has left, it is read on."""
    folder = tmp_path / "readings"
    folder.mkdir()
    settings = {"SLOW_FILE": str(tmp_path / "slow.csv"), "TMPDIR": str(folder)}

    def readings() -> set[str]:
        return {one.name for one in folder.glob("upr-import-*")}

    def n_at_work() -> int:
        """Readings that have come to the file."""
        return len(list(tmp_path.glob("slow.*")))

    with (
        server(demonstration_store, "tests/slow_page.py", **settings) as site,
        ExitStack() as first_visitor,
    ):
        first_visitor.enter_context(connected(site))
        wait_until(lambda: n_at_work() == 1)
        first = readings()
        with connected(site) as (messages, _, _):
            next(said for said in messages if "Another visitor" in str(said))
            assert (readings(), n_at_work()) == (first, 1)
            first_visitor.close()
            wait_until(lambda: n_at_work() == 2)
            assert readings() & first == set()
        wait_until(lambda: readings() == set())


def wait_until(is_so: Callable[[], bool]) -> None:
    """Until it is so; a slow reading takes ten times as long."""
    ends = time.monotonic() + PATIENCE / 10
    while not is_so():
        assert time.monotonic() < ends, "still not so"
        time.sleep(0.1)
