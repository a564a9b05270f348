"""Two to fifteen people open a fresh server at once: nobody sees an error."""

import threading
from pathlib import Path

import pytest
from browsing import server
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from upr_data.ui.frame.site import SITE

PATIENCE = 120.0


class Visit(threading.Thread):
    """One visitor on a deep link: what came until the page was there."""

    def __init__(self, site: str, path: str, together: threading.Barrier) -> None:
        """Wait for the others, then go."""
        super().__init__(daemon=True)
        self.site, self.path, self.together = site, path, together
        self.errors: list[str] = []
        self.texts: list[str] = []
        self.is_there = False

    def run(self) -> None:
        """Ask for the page, and read until it is whole."""
        asked = BackMsg()
        asked.rerun_script.query_string = "cycle=2"
        asked.rerun_script.page_name = self.path
        address = f"{self.site.replace('http', 'ws')}/_stcore/stream"
        self.together.wait(PATIENCE)
        with connect(
            address, subprotocols=[Subprotocol("streamlit")], max_size=None, open_timeout=PATIENCE
        ) as socket:
            socket.send(asked.SerializeToString())
            while not self.is_there:
                data = socket.recv(PATIENCE)
                self.read(ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode()))

    def read(self, said: ForwardMsg) -> None:
        """Note errors, texts, and the end of a run that was not begun again."""
        element = said.delta.new_element
        if element.WhichOneof("type") == "exception":
            self.errors.append(f"{element.exception.type}: {element.exception.message}")
        if element.WhichOneof("type") == "markdown":
            self.texts.append(element.markdown.body)
        if said.WhichOneof("type") == "page_not_found":
            self.errors.append("page not found")
        self.is_there = said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY and any(
            "UPR Outcomes" in text for text in self.texts
        )


@pytest.mark.parametrize("n", [2, 15])
def test_first_visitors_at_once_see_no_error(demonstration_store: Path, n: int) -> None:
    with server(demonstration_store) as address:
        together = threading.Barrier(n)
        paths = [page.path for page in SITE]
        visits = [Visit(address, paths[i % len(paths)], together) for i in range(n)]
        for visit in visits:
            visit.start()
        for visit in visits:
            visit.join(PATIENCE)
    assert [visit.errors for visit in visits] == [[]] * n
    assert [visit.path for visit in visits if not visit.is_there] == []
