"""Reading of files that visitors bring or fetch: in a process of its own, with a bar."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from upr_data.ingest import guarded
from upr_data.ingest.building import Inputs, Prepared
from upr_data.ingest.guarded import DEFAULT, Limits
from upr_data.ingest.sources.base import BadInputError, Progress
from upr_data.language import _
from upr_data.snapshot import DamagedSnapshotError
from upr_data.ui.frame.text import plain


def read(inputs: Inputs, limits: Limits = DEFAULT) -> Prepared | None:
    """What the files give; None, and a message, where they cannot be used."""
    bar = st.progress(0.0, _("Reading…"))
    try:
        return guarded.prepare(inputs, moving(bar, _("Reading…")), limits)
    except (BadInputError, DamagedSnapshotError) as error:
        st.error(plain(str(error)), icon=":material/error:")
        return None
    finally:
        bar.empty()


def moving(bar: DeltaGenerator, words: str) -> Progress:
    """Progress shown by a bar."""

    def tell(done: int, total: int) -> None:
        bar.progress(min(1.0, done / (total or 1)), words)

    return tell
