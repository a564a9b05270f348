"""Columns of a Word list: which heading stands where, over however many columns of the grid."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from upr_data.domain.states import normalise
from upr_data.ingest.sources.files.word import Cell, Row

MAX_HEADING: Final = 90
"""Characters of a heading; recommendations are longer, or have numbers."""
NUMBER: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})+|\d{1,3}\s?\([a-z]\)")


class Column(StrEnum):
    """What a column of a list holds."""

    RECOMMENDERS = "recommending States"
    NUMBER = "number"
    SOURCE = "source of position"
    PERSONS = "affected persons"
    ASSESSMENT = "assessment"
    SDGS = "SDGs"
    THEMES = "themes"
    POSITION = "position"
    RECOMMENDATION = "recommendation"


_HEADINGS: Final[Mapping[Column, re.Pattern[str]]] = MappingProxyType(
    {
        Column.RECOMMENDERS: re.compile(r"^recommending (?:state|countr)|^states? making|^made by"),
        Column.NUMBER: re.compile(
            r"^(?:(?:rec|recommendation|para|paragraph) )?(?:no|nos|nr|number|n|#)$"
            r"|^(?:para|paragraph|ref|reference)$"
        ),
        Column.SOURCE: re.compile(r"^source"),
        Column.PERSONS: re.compile(
            r"^(?:affected|groups? of) persons?|^persons affected|^rights? h"
        ),
        Column.ASSESSMENT: re.compile(
            r"assessment|comments? on|^comments?$|level of implementation|status of impl"
            r"|implementation status"
        ),
        Column.SDGS: re.compile(r"\bsdgs?\b|sustainable development"),
        Column.THEMES: re.compile(r"\bthemes?\b|\bissues?\b|\brights?(?: or |/| / )areas?\b"),
        Column.POSITION: re.compile(r"position|response"),
        Column.RECOMMENDATION: re.compile(r"recommendation"),
    }
)
"""Column → its headings; the first that fits is it."""
_NEEDED: Final = (Column.RECOMMENDATION, Column.POSITION)


@dataclass(frozen=True, slots=True)
class Columns:
    """The head of a table: which of its cells heads which column, and where cells stand."""

    places: Mapping[Column, int]
    spans: tuple[tuple[int, int], ...]

    def cell(self, row: Row, column: Column) -> Cell:
        """Lines of a row's cell, or cells, under a heading; none where there is no such column."""
        place = self.places.get(column)
        if place is None:
            return ()
        return tuple(line for i in self._under(row, place) for line in row.cells[i])

    def unread(self, row: Row) -> Cell:
        """Lines of the cells that stand under no heading that is known."""
        read = {i for place in self.places.values() for i in self._under(row, place)}
        return tuple(line for i, cell in enumerate(row.cells) if i not in read for line in cell)

    def _under(self, row: Row, place: int) -> list[int]:
        """Which cells stand under a heading: by the grid, or by their order where that is not kept.

        A table in which columns were dragged has as many cells in each row, on other places.
        """
        is_kept = {start for start, _ in self.spans} <= {start for start, _ in row.spans}
        if not is_kept and len(row.cells) == len(self.spans):
            return [place]
        start, end = self.spans[place]
        return [i for i, (first, _) in enumerate(row.spans) if start <= first < end]


def columns_of(row: Row) -> Columns | None:
    """The columns if this row is a table's head; None if it is not."""
    headings = [normalise(" ".join(cell)) for cell in row.cells]
    if any(len(heading) > MAX_HEADING or NUMBER.match(heading) for heading in headings):
        return None
    places: dict[Column, int] = {}
    for place, heading in enumerate(headings):
        found = next((one for one, known in _HEADINGS.items() if known.search(heading)), None)
        if found and found not in places:
            places[found] = place
    return Columns(places, row.spans) if all(one in places for one in _NEEDED) else None
