"""What servers that run say of themselves: the numbers that monitoring collects."""

import re
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from upr_data.operating.logs import recent_errors

SESSIONS: Final = "active_sessions"
MEMORY: Final = "upr_memory_megabytes"
ERRORS: Final = "upr_last_errors"
"""Names of the numbers: the first is Streamlit's own, the others stand beside it."""

_PATH: Final = "/_stcore/metrics"
_PATIENCE: Final = 5.0
_LONGEST: Final = 1024**2
_NUMBER: Final = re.compile(r"^(\w+) (\d{1,15})(?:\.0)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Server:
    """One server: visitors it has now, megabytes at its highest, errors it remembers (20 at most).

    None stands for what it did not say; all are None where it did not answer.
    """

    address: str
    sessions: int | None = None
    memory_mb: int | None = None
    last_errors: int | None = None

    @property
    def answered(self) -> bool:
        """Whether it said anything."""
        return self.sessions is not None


def ask(address: str) -> Server:
    """What the server at an address (`http://127.0.0.1:8501`) says; it may be silent."""
    numbers: dict[str, int] = {}
    with suppress(OSError, ValueError):
        numbers = {name: int(n) for name, n in _NUMBER.findall(_fetched(address))}
    return Server(address, numbers.get(SESSIONS), numbers.get(MEMORY), numbers.get(ERRORS))


def numbers(memory_mb: int) -> dict[str, int]:
    """What this process says of itself."""
    return {MEMORY: memory_mb, ERRORS: len(recent_errors())}


def _fetched(address: str) -> str:
    if not address.startswith(("http://", "https://")):
        raise ValueError(address)
    with urllib.request.urlopen(address.rstrip("/") + _PATH, timeout=_PATIENCE) as answer:  # noqa: S310
        text: bytes = answer.read(_LONGEST)
    return text.decode(errors="replace")
