"""Reading of files that visitors bring or fetch: in a process of its own, with a bar.

One reading at a time in each server process, so that no number of visitors fills the memory; the
others are told whom they wait for. A reading ends with the session that asked for it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from time import monotonic
from typing import Final

import streamlit as st
from streamlit import runtime
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from upr_data.ingest import guarded
from upr_data.ingest.building import Inputs, Prepared
from upr_data.ingest.guarded import DEFAULT, Limits
from upr_data.ingest.sources.base import BadInputError
from upr_data.language import _
from upr_data.operating.child import Progress, always
from upr_data.snapshot import DamagedSnapshotError
from upr_data.ui.frame.text import plain

_TURN: Final = BoundedSemaphore(1)
_PATIENCE: Final = 600.0
"""Seconds that a visitor waits for another's reading at most."""

_LOOKS_EVERY: Final = 0.5


class _TurnNeverCameError(Exception):
    """Others were reading all the while."""


def read(inputs: Inputs, limits: Limits = DEFAULT) -> Prepared | None:
    """What the files give; None, and a message, where they cannot be used or read now."""
    bar = st.progress(0.0, _("Reading…"))
    try:
        with _turn(bar):
            return guarded.prepare(inputs, moving(bar, _("Reading…")), limits, is_there())
    except (BadInputError, DamagedSnapshotError) as error:
        st.error(plain(str(error)), icon=":material/error:")
    except _TurnNeverCameError:
        st.warning(
            _("Other visitors' files are still being read. Try again in some minutes."),
            icon=":material/hourglass_empty:",
        )
    finally:
        bar.empty()
    return None


@contextmanager
def _turn(bar: DeltaGenerator, patience: float = _PATIENCE) -> Iterator[None]:
    """Wait until nobody else reads; the bar says so meanwhile, and a visitor who leaves is gone."""
    words = _("Another visitor's files are being read; yours are next.")
    ends = monotonic() + patience
    while not _TURN.acquire(timeout=_LOOKS_EVERY):
        if monotonic() >= ends:
            raise _TurnNeverCameError
        bar.progress(0.0, words)
    try:
        yield
    finally:
        _TURN.release()


def is_there() -> Callable[[], bool]:
    """Asks, from any thread, whether the session of this run is still connected."""
    context = get_script_run_ctx()
    if context is None or not runtime.exists():
        return always
    server, session = runtime.get_instance(), context.session_id
    return lambda: server.is_active_session(session)


def moving(bar: DeltaGenerator, words: str) -> Progress:
    """Progress shown by a bar."""

    def tell(done: int, total: int) -> None:
        bar.progress(min(1.0, done / (total or 1)), words)

    return tell
