"""A small, bounded memory for steps that several figures of one page share."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final

KEPT: Final = 32
"""Results of selections remembered per snapshot; the one not used for longest goes first."""

TABLES: Final = 96
"""The same for tables of figures, which are small: those of the last pages of all visitors."""

LASTING: Final = 96
"""The same for what no selection changes: each is used again on every page of its kind."""


class Memo:
    """Results by what they depend on. Safe to share between threads.

    Two threads that miss at once both make the result: it is the same, and nobody waits.
    """

    def __init__(self, most: int = KEPT) -> None:
        """Start with nothing remembered, and never remember more than that."""
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: Hashable, make: Callable[[], Any]) -> Any:  # noqa: ANN401
        """The result remembered under `key`, or else the one that `make` gives now."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
