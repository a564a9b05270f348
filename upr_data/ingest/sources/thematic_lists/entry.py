"""One recommendation of a Word list: its cells, read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from upr_data.domain.states import normalise
from upr_data.ingest.sources.words.states_in_text import Part, parts

RECOMMENDATION: Final = "recommendation"
POSITION: Final = "position"
THEMES: Final = "themes"
SDGS: Final = "sdgs"
ASSESSMENT: Final = "assessment"

_HEADINGS: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        ASSESSMENT: re.compile(r"assessment|comments? on|level of implementation|status of impl"),
        SDGS: re.compile(r"\bsdgs?\b|sustainable development"),
        THEMES: re.compile(r"\bthemes?\b|\bissues?\b"),
        POSITION: re.compile(r"position|response"),
        RECOMMENDATION: re.compile(r"recommendation"),
    }
)
_NEEDED: Final = (RECOMMENDATION, POSITION)

_PARAGRAPH: Final = re.compile(
    r"(\d{1,3}(?:\.\d{1,3})+(?:\s?\([a-z]\))?|\d{1,3}\s?\([a-z]\))[.:]?\s+"
)
_SOURCE: Final = re.compile(r"^source of position\s*:?\s*(.*)$", re.IGNORECASE)
_SYMBOL: Final = re.compile(r"A/(?:HRC/)?[A-Z0-9./-]*\d+(?:/\d+)*(?=/Add|/Corr|/Rev|\b)")
_PERSONS: Final = re.compile(r"^(?:affected persons|groups? of persons)\s*:?\s*$", re.IGNORECASE)
_ADDENDUM: Final = re.compile(r"/(?:Add|Corr|Rev)\..*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One table row: what it says of one recommendation; `document` is the review's report."""

    line: int
    paragraph: str
    parts: tuple[Part, ...]
    position: str
    document: str | None
    themes: tuple[str, ...]
    persons: tuple[str, ...]
    sdgs: tuple[str, ...]
    assessment: str


def columns_of(cells: Iterable[tuple[str, ...]]) -> dict[str, int] | None:
    """Place of each column if these cells are a table's head; None if they are not."""
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        heading = normalise(" ".join(cell))
        name = next((name for name, found in _HEADINGS.items() if found.search(heading)), None)
        if name and name not in places and len(heading) < 90:  # noqa: PLR2004 no head is longer
            places[name] = place
    return places if len(places) > 2 and all(name in places for name in _NEEDED) else None  # noqa: PLR2004


def entry_of(line: int, cells: tuple[tuple[str, ...], ...], columns: Mapping[str, int]) -> Entry:
    """Cells of a row, read; the paragraph is "" where the row has no number."""
    body, source = _without_source(_cell(cells, columns, RECOMMENDATION))
    number = _PARAGRAPH.match(body)
    themes, persons = _themes_and_persons(_cell(cells, columns, THEMES))
    return Entry(
        line=line,
        paragraph=re.sub(r"\s", "", number[1]) if number else "",
        parts=parts(body[number.end() :] if number else body),
        position=" ".join(_cell(cells, columns, POSITION)),
        document=report_symbol(source),
        themes=themes,
        persons=persons,
        sdgs=tuple(_value(line) for line in _cell(cells, columns, SDGS)),
        assessment="\n".join(_cell(cells, columns, ASSESSMENT)),
    )


def report_symbol(words: str) -> str | None:
    """Symbol of the Working Group's report in words that name it or its addendum."""
    found = _SYMBOL.search(words)
    return _ADDENDUM.sub("", found[0]) if found else None


def _cell(
    cells: tuple[tuple[str, ...], ...], columns: Mapping[str, int], name: str
) -> tuple[str, ...]:
    place = columns.get(name)
    return cells[place] if place is not None and place < len(cells) else ()


def _without_source(lines: tuple[str, ...]) -> tuple[str, str]:
    """Text of the recommendation, and what its line "Source of position" says."""
    sources = [found[1] for line in lines if (found := _SOURCE.match(line))]
    body = " ".join(line for line in lines if not _SOURCE.match(line))
    return body, " ".join(sources)


def _themes_and_persons(lines: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Themes, then after a line "Affected persons:" or "Groups of Persons:" the persons."""
    cut = next((i for i, line in enumerate(lines) if _PERSONS.match(line)), len(lines))
    return tuple(map(_value, lines[:cut])), tuple(map(_value, lines[cut + 1 :]))


def _value(line: str) -> str:
    return re.sub(r"^-\s*", "", line).strip()
