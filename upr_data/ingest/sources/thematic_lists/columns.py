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
        Column.POSITION: re.compile(r"position|response|^(?:supported|accepted) ?/ ?noted$"),
        Column.RECOMMENDATION: re.compile(r"recommendation|^text$|^text of"),
    }
)
"""Column → its headings; the first that fits is it."""
_NEEDED: Final = (Column.RECOMMENDATION, Column.POSITION)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a heading stands: which cell of its row it is, and the grid columns it covers."""

    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Columns:
    """The head of a table: where each column's heading stands; `starts` are those of its cells."""

    places: Mapping[Column, Place]
    starts: tuple[int, ...]

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

    def refined(self, row: Row) -> "Columns | None":
        """The columns with those that a second row of headings adds; None if it is none."""
        found = _places(row)
        n_filled = sum(map(bool, row.cells))
        if not found or len(found) < n_filled or len(row.cells) < len(self.starts):
            return None
        covered = {place.start for place in found.values()}
        kept = {
            column: place
            for column, place in self.places.items()
            if place.start not in covered or column in found
        }
        return Columns(kept | found, tuple(start for start, _ in row.spans))

    def _under(self, row: Row, place: Place) -> list[int]:
        """Which cells stand under a heading: by the grid, or by their order where that is not kept.

        A table in which columns were dragged has as many cells in each row, on other places.
        """
        is_kept = set(self.starts) <= {start for start, _ in row.spans}
        if not is_kept and len(row.cells) == len(self.starts):
            return [place.index]
        return [i for i, (first, _) in enumerate(row.spans) if place.start <= first < place.end]


def columns_of(row: Row) -> Columns | None:
    """The columns if this row is a table's head; None if it is not."""
    places = _places(row)
    is_head = all(one in places for one in _NEEDED)
    return Columns(places, tuple(start for start, _ in row.spans)) if is_head else None


def _places(row: Row) -> dict[Column, Place]:
    """Headings that are known in a row; none in a row that has a number or a long cell."""
    headings = [normalise(" ".join(cell)) for cell in row.cells]
    if any(len(heading) > MAX_HEADING or NUMBER.match(heading) for heading in headings):
        return {}
    places: dict[Column, Place] = {}
    for index, heading in enumerate(headings):
        found = next((one for one, known in _HEADINGS.items() if known.search(heading)), None)
        if found and found not in places:
            places[found] = Place(index, *row.spans[index])
    return places
