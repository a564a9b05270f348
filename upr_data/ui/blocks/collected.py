"""Slides collected from pages, for this visitor and this visit: pictures with what they say."""

from typing import Final

import streamlit as st

from upr_data.charts.picture import Picture
from upr_data.export.document import Chart, Section
from upr_data.export.imprint import Imprint
from upr_data.language import _
from upr_data.model import ChartKind

MOST: Final = 30
"""Slides of a set; a talk has fewer."""

_KEY: Final = "collected_slides"


def collected() -> tuple[Section, ...]:
    """The set, in the order in which it was collected."""
    kept: tuple[Section, ...] = st.session_state.get(_KEY, ())
    return kept


def collect(picture: Picture, said: Imprint, published: str = "") -> bool:
    """Add a picture to the set; False where the set is full.

    `said` is what a file of it says of itself, with the address of its page: a slide does, too.
    What a study `published` names that study instead.
    """
    kept = collected()
    if len(kept) >= MOST:
        return False
    st.session_state[_KEY] = (*kept, _section(picture, said, published))
    return True


def leave_out(n: int) -> None:
    """Take the slide at this place (from 0) out of the set."""
    kept = collected()
    st.session_state[_KEY] = (*kept[:n], *kept[n + 1 :])


def _section(picture: Picture, said: Imprint, published: str) -> Section:
    caption = picture.caption
    return Section(
        title=caption.title,
        subtitle=" · ".join(line for line in caption.lines if line),
        chart=Chart(ChartKind.BARS, (), (), caption.alternative, picture),
        caveat=caption.notes[0] if caption.notes else "",
        source=published,
        imprint=said,
        notes=(*caption.notes[1:], _("Address: {link}").format(link=said.link)),
    )
