"""A visitor over a websocket, as a browser is one, and what each click took."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.clicks import Click

_PATIENCE: Final = 60
_END_IS_SHORT: Final = 200
"""Bytes: the message that a run is over is shorter, and nothing longer need be read."""


@dataclass(frozen=True, slots=True)
class Page:
    """What one click brought: seconds until the page was whole, and how much came."""

    seconds: float
    n_bytes: int
    n_messages: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Person:
    """One session of a server."""

    socket: ClientConnection
    site: str

    async def click(self, click: Click) -> Page:
        """Ask for a page and read until it is whole; not whole where the server could not end."""
        asked = BackMsg()
        asked.rerun_script.query_string = click.query
        asked.rerun_script.page_name = click.path
        asked.rerun_script.context_info.url = f"{self.site}/{click.path}?{click.query}"
        started = time.perf_counter()
        await self.socket.send(asked.SerializeToString())
        n_bytes = n_messages = 0
        while True:
            try:
                data = await asyncio.wait_for(self.socket.recv(decode=False), _PATIENCE)
            except TimeoutError:
                return Page(time.perf_counter() - started, n_bytes, n_messages, is_whole=False)
            n_bytes, n_messages = n_bytes + len(data), n_messages + 1
            if len(data) > _END_IS_SHORT:
                continue
            said = ForwardMsg.FromString(data)
            if said.WhichOneof("type") != "script_finished":
                continue
            if said.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                is_whole = said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                return Page(time.perf_counter() - started, n_bytes, n_messages, is_whole)


@asynccontextmanager
async def person(site: str) -> AsyncIterator[Person]:
    """A session on a server that runs."""
    async with connect(
        f"{site.replace('http', 'ws', 1)}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        open_timeout=_PATIENCE,
        ping_interval=None,
    ) as socket:
        yield Person(socket, site)
