"""Pages over a websocket, as a browser asks for them: what a server answers, read whole."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pyarrow as pa
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Dataframe_pb2 import Dataframe
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

PATIENCE: Final = 60.0
READ_AS_MARKDOWN: Final = frozenset({
    ("Markdown", "body"), ("Alert", "body"), ("Alert", "title"), ("Heading", "body"),
    ("Metric", "label"), ("Metric", "body"), ("Metric", "delta"), ("Button", "label"),
    ("Expandable", "label"), ("Popover", "label"), ("PageLink", "label"), ("Option", "content"),
    ("TextInput", "label"), ("Selectbox", "label"), ("MultiSelect", "label"),
    ("DownloadButton", "label"), ("LinkButton", "label"), ("NumberInput", "label"),
})  # fmt: skip
"""Messages and fields of Streamlit that are read as Markdown on the screen."""


class Visitor:
    """One session of a server; `errors`, `markdown`, `links` are of the page asked for last."""

    def __init__(self, socket: ClientConnection) -> None:
        """Nothing asked yet."""
        self.socket = socket
        self.errors: list[str] = []
        self.markdown: list[str] = []
        self.links: list[str] = []

    def ask(self, path: str, query: str) -> None:
        """Ask for a page and read until it is whole, a page that leads on included."""
        self.errors, self.markdown, self.links = [], [], []
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = path
        self.socket.send(asked.SerializeToString())
        done = False
        while not done:
            data = self.socket.recv(PATIENCE)
            said = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            done = self.read(said)

    def read(self, said: ForwardMsg) -> bool:
        """Note errors and texts; whether the run is over."""
        kind = said.WhichOneof("type")
        if kind == "delta":
            element = said.delta.new_element
            if element.WhichOneof("type") == "exception":
                self.errors.append(f"{element.exception.type}: {element.exception.message}")
            if element.WhichOneof("type") == "dataframe":
                self.links += links_of(element.dataframe)
            self.markdown += texts_of(said.delta)
        elif kind == "script_finished":
            if said.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                self.errors.append("compile error")
            return said.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False


def links_of(table: Dataframe) -> list[str]:
    """What stands in the columns of links of a table."""
    settings: dict[str, Any] = json.loads(table.columns or "{}")
    named = [
        name
        for name, one in settings.items()
        if (one.get("type_config") or {}).get("type") == "link"
    ]
    if not named:
        return []
    columns = pa.ipc.open_stream(table.arrow_data.data).read_all().to_pydict()
    return [link for name in named for link in columns.get(name, []) if link]


def texts_of(message: Any) -> list[str]:  # noqa: ANN401 - any message of Streamlit's
    """All texts in a message that are read as Markdown."""
    texts: list[str] = []
    for field, value in message.ListFields():
        if field.message_type is not None:
            many: Any = value if field.is_repeated else [value]
            if not field.message_type.GetOptions().map_entry:
                for one in many:
                    texts += texts_of(one)
        elif (message.DESCRIPTOR.name, field.name) in READ_AS_MARKDOWN:
            texts.append(str(value))
    return texts


@contextmanager
def visitor(site: str) -> Iterator[Visitor]:
    """A session on a server that runs."""
    with connect(
        f"{site.replace('http', 'ws', 1)}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        open_timeout=PATIENCE,
    ) as socket:
        yield Visitor(socket)
