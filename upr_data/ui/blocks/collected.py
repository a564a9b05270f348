"""Slides collected from pages, for this visitor and this visit: pictures with what they say."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from upr_data.charts.picture import Picture
from upr_data.export.document import Chart, Section
from upr_data.language import _
from upr_data.model import ChartKind

MOST: Final = 30
"""Slides of a set; a talk has fewer."""

_KEY: Final = "collected_slides"


@dataclass(frozen=True, slots=True)
class Collected:
    """A slide of the set, and the address of the page that it was collected from."""

    section: Section
    link: str


def collected() -> tuple[Collected, ...]:
    """The set, in the order in which it was collected."""
    kept: tuple[Collected, ...] = st.session_state.get(_KEY, ())
    return kept


def collect(picture: Picture, link: str) -> bool:
    """Add a picture to the set; False where the set is full.

    The demonstration has no source of its own: then the slide carries the mark of its edition.
    """
    kept = collected()
    if len(kept) >= MOST:
        return False
    st.session_state[_KEY] = (*kept, Collected(_section(picture, link), link))
    return True


def leave_out(n: int) -> None:
    """Take the slide at this place (from 0) out of the set."""
    kept = collected()
    st.session_state[_KEY] = (*kept[:n], *kept[n + 1 :])


def _section(picture: Picture, link: str) -> Section:
    said = picture.caption
    return Section(
        title=said.title,
        subtitle=" · ".join(line for line in said.lines if line),
        chart=Chart(ChartKind.BARS, (), (), said.alternative, picture),
        caveat=said.notes[0] if said.notes else "",
        source="" if said.is_demonstration else said.source,
        notes=(*said.notes[1:], _("Address: {link}").format(link=link)),
    )
