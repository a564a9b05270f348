"""Pages are made one after another, as they were asked for.

Python makes one at a time anyway: made side by side, each takes as long as all of them together,
and every one that hands the turn on, at each look into a table, waits for it anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from time import monotonic
from typing import Final

PATIENCE: Final = 0.3
"""Seconds after which a page that is still being made is waited for no longer."""


class Turns:
    """Who is making a page, and since when; the others wait, but not for what takes long."""

    def __init__(self) -> None:
        """Nobody is."""
        self._changed = Condition()
        self._since: float | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until the page before is done, or takes too long; then make one's own."""
        mine = self._take()
        try:
            yield
        finally:
            with self._changed:
                if self._since == mine:
                    self._since = None
                    self._changed.notify()

    def _take(self) -> float:
        with self._changed:
            while self._since is not None:
                left = self._since + PATIENCE - monotonic()
                if left <= 0:
                    break
                self._changed.wait(left)
            self._since = monotonic()
            return self._since


turn: Final = Turns().turn
