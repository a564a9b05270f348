"""How the server's connections send: a page's last words do not wait for the line."""

import os
import socket
import stat
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

_OPEN_FILES: Final = Path("/dev/fd")


@cache
def send_at_once() -> None:
    """Turn off Nagle's algorithm on what this process listens on and on what is connected, once.

    Streamlit opens its port without it being turned off, and a page is a hundred small messages:
    the last one would wait until the browser has acknowledged those before, 40 ms on one machine
    and a round trip on any line. New connections take the setting from the port they come to.
    Where a process cannot list its open files (Windows), everything stays as it is.
    """
    files = list(_OPEN_FILES.iterdir()) if _OPEN_FILES.is_dir() else []
    for number in (int(file.name) for file in files):
        with suppress(OSError):  # closed meanwhile, as the list's own file is
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                _send_at_once(number)


def _send_at_once(number: int) -> None:
    with socket.socket(fileno=os.dup(number)) as one:
        if one.family in (socket.AF_INET, socket.AF_INET6) and one.type == socket.SOCK_STREAM:
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
