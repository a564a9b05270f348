"""What all visitors share: made once, kept within bounds, and out of reach of any one of them.

Streamlit's own caches are emptied for everyone by a message that any browser can send.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from math import inf
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")


class Shared(Generic[T]):
    """Results by what they depend on; the one not used for longest is forgotten first.

    With `idle`, those that nobody has used for so many seconds are forgotten at the next look.
    Visitors who ask for the same at once wait for one making of it. What could not be made is not
    remembered: the next visitor tries again.
    """

    def __init__(self, most: int, idle: float = inf) -> None:
        """Keep at most so many results, each for so many seconds after its last use."""
        self._most, self._idle = most, idle
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._used: dict[Hashable, float] = {}
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result kept under `key`, or else the one that `make` gives now."""
        with self._lock:
            if key in self._kept:
                return self._use(key)
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if key in self._kept:
                    return self._use(key)
            try:
                made = make()
            finally:
                with self._lock:
                    self._making.pop(key, None)
            with self._lock:
                self._kept[key] = made
                return self._use(key)

    def _use(self, key: Hashable) -> T:
        """What is kept under `key`, used now; too many and too old ones go. Needs the lock."""
        now = monotonic()
        self._used[key] = now
        self._kept.move_to_end(key)
        while len(self._kept) > self._most or now - self._used[next(iter(self._kept))] > self._idle:
            oldest, _forgotten = self._kept.popitem(last=False)
            del self._used[oldest]
        return self._kept[key]
