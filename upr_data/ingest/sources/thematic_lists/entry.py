"""One recommendation of a Word list: its cells, read."""

import re
from dataclasses import dataclass, replace
from string import ascii_letters
from typing import Final

from upr_data.ingest.sources.files.word import Row
from upr_data.ingest.sources.thematic_lists.columns import Column, Columns
from upr_data.ingest.sources.thematic_lists.labels import Labels, Section, labels_of
from upr_data.ingest.sources.words.positions import response_of
from upr_data.ingest.sources.words.states_in_text import Part, doubts_of, names, texts_of

MAX_TEXT: Final = 25_000
"""Characters of one recommendation; the longest known has some 3,000."""

_PARAGRAPH: Final = re.compile(
    r"(\d{1,3}(?:\.\d{1,3}){1,5}(?:\s?\([a-z]\))?|\d{1,3}\s?\([a-z]\))(?:[.:)]?\s+|[.:)]?(?=[A-Z])|$)"
)
_SPLIT_NUMBER: Final = re.compile(r"^(\d{1,3})\s{0,2}\.\s{0,2}(?=\d{1,3}\b)")
_SOURCE: Final = re.compile(r"source of position\b\s*:?(.*)", re.IGNORECASE | re.DOTALL)
_SYMBOL: Final = re.compile(r"\bA/[A-Za-z0-9./-]{1,40}")
_ADDENDUM: Final = re.compile(r"/(?:Add|Corr|Rev)\..*$")
_NO_DIGITS: Final = f"{ascii_letters}./-"
_NOTE: Final = re.compile(r"[(\[][^()\[\]]{0,200}[)\]]$")
_NOTES: Final = re.compile(r"\b(?:see|para(?:graph)?s?|A/HRC|Add)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One table row: what it says of one recommendation; `document` is the review's report.

    `doubts` are rules by which a reader must know of its States; `unread` are lines that stand
    under no heading known; `body` is the text with its States, `listed` those of another column.
    """

    line: int
    paragraph: str
    parts: tuple[Part, ...]
    position: str
    document: str | None
    labels: Labels
    assessment: str
    doubts: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    body: str = ""
    listed: tuple[str, ...] = ()
    is_numbered_by_word: bool = False

    @property
    def n_characters(self) -> int:
        """Length of its texts."""
        return sum(len(part.text) for part in self.parts)


def entry_of(row: Row, columns: Columns) -> Entry:
    """Cells of a row, read; the paragraph is "" where the row has no number."""
    lines = columns.cell(row, Column.RECOMMENDATION)
    whole = " ".join(line for line in lines if not _SOURCE.match(line))
    body = _SPLIT_NUMBER.sub(r"\1.", whole)
    number = _PARAGRAPH.match(body)
    paragraph = number[1] if number else " ".join(columns.cell(row, Column.NUMBER))
    text = body[number.end() :] if number else body
    is_long = len(text) > MAX_TEXT
    listed = [name for one in columns.cell(row, Column.RECOMMENDERS) for name in names(one)]
    parts, _ = ((Part(text, ()),), False) if is_long else texts_of(text, listed)
    return Entry(
        line=row.line,
        paragraph=re.sub(r"\s", "", paragraph) if _PARAGRAPH.fullmatch(paragraph) else "",
        parts=parts,
        position=_position(columns.cell(row, Column.POSITION)),
        document=report_symbol(_source(lines, columns.cell(row, Column.SOURCE))),
        labels=_labels(row, columns),
        assessment="\n".join(columns.cell(row, Column.ASSESSMENT)),
        doubts=() if is_long else doubts_of(text),
        unread=columns.unread(row),
        body="" if is_long else text,
        listed=tuple(listed),
        is_numbered_by_word=row.is_numbered_by_word,
    )


def goes_on(first: Entry, other: Entry) -> bool:
    """Whether a row without a number is the rest of the text of the row above it."""
    is_rest = bool(other.body) and not (other.paragraph or other.position or other.assessment)
    is_open = not any(part.states for part in first.parts) and not first.listed
    return is_rest and is_open and not first.body.rstrip().endswith((".", ";"))


def with_rest(first: Entry, other: Entry) -> Entry:
    """The entry with the rest of its text, which stood in the next row."""
    body = f"{first.body} {other.body}"
    parts, _ = texts_of(body, ())
    return replace(first, body=body, parts=parts, doubts=doubts_of(body))


def report_symbol(words: str) -> str | None:
    """Symbol of the Working Group's report in words that name it or its addendum."""
    for found in _SYMBOL.findall(words):
        symbol = _ADDENDUM.sub("", found).rstrip(_NO_DIGITS)
        if symbol:
            return symbol
    return None


def _source(lines: tuple[str, ...], column: tuple[str, ...]) -> str:
    """What a line "Source of position: …", or a column of that name, says."""
    return " ".join([found[1] for line in lines if (found := _SOURCE.match(line))] or column)


def _labels(row: Row, columns: Columns) -> Labels:
    """Themes, persons and SDGs, in one cell with labels of their own or in a column each."""
    themes = labels_of(columns.cell(row, Column.THEMES))
    persons = labels_of(columns.cell(row, Column.PERSONS), Section.PERSONS)
    sdgs = labels_of(columns.cell(row, Column.SDGS), Section.SDGS)
    return Labels(
        themes.themes,
        _union(themes.persons, persons.persons),
        _union(themes.sdgs, sdgs.sdgs),
        (*themes.unplaced, *persons.unplaced, *persons.themes, *sdgs.unplaced, *sdgs.themes),
    )


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _position(lines: tuple[str, ...]) -> str:
    """The position in words; notes that only say where it stands are left out."""
    words = " ".join(lines)
    if response_of(words) is not None:
        return words
    first, *others = lines
    bare = _NOTE.sub("", first).rstrip() if _NOTES.search(first) else first
    is_noted = all(_NOTES.search(other) for other in others)
    return bare if is_noted and response_of(bare) is not None else words
