"""Records of OHCHR's index, from its JSON or its workbook, in one shape; types are checked here."""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final

import polars as pl

from upr_data.domain.printing import shortened
from upr_data.ingest.sources.base import Sample
from upr_data.ingest.sources.files.door import READING_ERRORS, refusal
from upr_data.ingest.sources.files.json_records import JsonRecords, Place, place_of
from upr_data.ingest.sources.files.tables import records_of
from upr_data.ingest.sources.files.workbook import Limits, read_sheets
from upr_data.ingest.sources.words.vocabulary import list_values
from upr_data.language import _

LIMITS: Final = Limits(unpacked=2 << 30, memory=4 << 30, seconds=600)
"""What reading the workbook may take; the full one takes 1 GB, 30 s."""
ROWS_AT_ONCE: Final = 20_000
LOOKED_AT: Final = 1000
"""Records whose keys are gathered: one without a value may lack the key."""
MAX_WORD: Final = 1000
"""Characters in one value of a list, such as a theme; the longest known has 200."""
MAX_VALUES: Final = 500
"""Values in one list: there are 199 States and other entities, and some 300 themes."""
MAX_TITLE_ROWS: Final = 30
_LONGEST: Final = 240
_HEAD_BYTES: Final = 1 << 18
_JSON_MARKS: Final = frozenset({"AnnotationId", "annotationId", "annotation_id"})
_WORKBOOK_MARKS: Final = ("Annotation Id", "UPR Position")
_BROKEN: Final = re.compile("[\ud800-\udfff]")

ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "annotation": ("annotationid", "ohchrannotationid"),
    "symbol": ("symbol", "documentsymbol"),
    "body": ("body", "reccomendingbody", "recommendingbody", "recomendingbody"),
    "type": ("annotationtype", "type"),
    "countries": ("countries", "countriesconcerned", "countryconcerned"),
    "themes": ("themes", "theme"),
    "persons": ("affectedpersons", "affectedperson"),
    "sdgs": ("sdgs", "sdg"),
    "text": ("text",),
    "positions": ("uprpositions", "uprposition"),
    "sessions": ("uprsession", "uprsessions"),
    "recommenders": (
        "uprrecommendingcountry",
        "uprrecommendingcountries",
        "uprreccomendingstates",
        "uprrecommendingstates",
        "uprrecomendingstates",
    ),
    "cycles": ("uprcycle", "uprcycles"),
}
"""Field → its keys in the JSON and its headings in the workbook, spelled right or wrong."""
_OPTIONAL: Final = frozenset({"cycles", "persons", "sdgs", "themes"})


@dataclass(frozen=True, slots=True)
class Record:
    """One record; `line` is its number in the array, or its row in the workbook, from 1."""

    line: int
    annotation: str
    symbol: str
    body: str
    type: str
    countries: list[str]
    themes: list[str]
    persons: list[str]
    sdgs: list[str]
    text: str
    positions: list[str]
    sessions: list[str]
    recommenders: list[str]
    cycles: list[str]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that is none: its place, the rule by which it is set aside, and the reason."""

    line: int
    rule: str
    reason: str


class _WrongTypeError(Exception):
    """A field holds what no export has there; the message says what."""


def json_place(sample: Sample) -> Place | None:
    """Where the records of a JSON export stand, however they are wrapped; None if it is none."""
    return place_of(sample, _JSON_MARKS)


def is_workbook(path: Path) -> bool:
    """Whether a sheet's first words are headings of the export; reads no more than these."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if _has_words(name)]
            heads = [archive.open(name).read(_HEAD_BYTES) for name in sorted(names)]
    except READING_ERRORS:
        return False
    return any(all(mark.encode() in head for mark in _WORKBOOK_MARKS) for head in heads)


def _has_words(part: str) -> bool:
    return part == "xl/sharedStrings.xml" or part.startswith("xl/worksheets/sheet")


def read_json(
    sample: Sample, place: Place, told: Callable[[int], None]
) -> Iterator[Record | Unreadable]:
    """Records of the JSON export; `told` hears the bytes read."""
    given = iter(JsonRecords(sample.path, place, told))
    first = list(islice(given, LOOKED_AT))
    names = dict.fromkeys(key for one in first if isinstance(one, dict) for key in one)
    if not names:
        return
    keys = _places(list(names), sample.path)
    for line, one in enumerate(chain(first, given), 1):
        yield _read(line, one, keys)


def _read(line: int, given: object, keys: Mapping[str, str]) -> Record | Unreadable:
    if not isinstance(given, dict):
        return Unreadable(line, "no_record", "It is no record: it has no named fields.")
    try:
        return _record(line, {field: given.get(key) for field, key in keys.items()})
    except _WrongTypeError as error:
        return Unreadable(line, "wrong_type", f"{error}.")


def read_workbook(sample: Sample, told: Callable[[int], None]) -> Iterator[Record | Unreadable]:
    """Records of the sheet that has the headings, in portions; `told` hears the rows read."""
    chosen = _cells(sample)
    fields = {name: name for name in chosen.columns if name != _LINE}
    for start in range(0, chosen.height, ROWS_AT_ONCE):
        portion = chosen.slice(start, ROWS_AT_ONCE)
        for row in portion.iter_rows(named=True):
            yield _read(row[_LINE], row, fields)
        told(start + portion.height)


def is_table(header: Sequence[str]) -> bool:
    """Whether a text table has all headings of the workbook."""
    return not set(ALIASES) - set(_found(header)) - _OPTIONAL


def read_table(sample: Sample, told: Callable[[int], None]) -> Iterator[Record | Unreadable]:
    """Records of the workbook saved as text (CSV); `told` hears the bytes read."""
    records = sample.once(records_of)
    if records is None:
        return
    places = {name: i for i, name in reversed(list(enumerate(records.header)))}
    fields = {field: str(places[name]) for field, name in _found(records.header).items()}
    for row in records.cells.iter_rows(named=True):
        yield _read(row[_LINE], row, fields)
    for ragged in records.ragged:
        reason = f"It has {ragged.n_cells} cells where the header has {len(records.header)}."
        yield Unreadable(ragged.line, "cells_do_not_fit", reason)
    told(sample.size)


_LINE: Final = "line"


def _cells(sample: Sample) -> pl.DataFrame:
    """Cells of the sheet by field, and the row's number in it; titles above it are left out."""
    cells = read_sheets(sample, LIMITS, _WORKBOOK_MARKS).cells
    if cells.is_empty():
        raise refusal(sample.path, _("it has no rows; download the export again."))
    headings = [[str(name) for name in row] for row in cells.head(MAX_TITLE_ROWS).rows()]
    place = max(range(len(headings)), key=lambda one: len(_found(headings[one])))
    columns = dict(zip(headings[place], cells.columns, strict=True))
    fields = _places(headings[place], sample.path)
    is_blank = pl.all_horizontal(pl.all().exclude(_LINE).fill_null("") == "")
    return (
        cells.with_row_index(_LINE, offset=1)
        .slice(place + 1)
        .filter(~is_blank)
        .select(_LINE, *(pl.col(columns[name]).alias(field) for field, name in fields.items()))
    )


def _found(given: Sequence[str]) -> dict[str, str]:
    """Field → the key or heading that stands for it here, as far as there is one."""
    keys = {re.sub(r"[^a-z0-9]", "", name.lower()): name for name in given}
    return {
        field: keys[alias]
        for field, aliases in ALIASES.items()
        for alias in aliases
        if alias in keys
    }


def _places(given: list[str], file: Path) -> dict[str, str]:
    """Field → its key or heading; `BadInputError` names what is missing."""
    places = _found(given)
    if missing := sorted(set(ALIASES) - set(places) - _OPTIONAL):
        shown = shortened(", ".join(name[:40] for name in given[:30]), _LONGEST)
        raise refusal(
            file,
            _(
                "no column for {names}; the columns found are {shown}. Download the "
                "full export again, or report its new columns."
            ).format(names=", ".join(missing), shown=shown),
        )
    return places


def _record(line: int, given: Mapping[str, object]) -> Record:
    lists = {field: _values(field, given.get(field)) for field in ALIASES if field != "text"}
    first = {field: (lists[field] or [""])[0] for field in ("annotation", "symbol", "body", "type")}
    return Record(
        line=line,
        annotation=first["annotation"],
        symbol="".join(first["symbol"].split()),
        body=first["body"],
        type=first["type"],
        countries=lists["countries"],
        themes=lists["themes"],
        persons=lists["persons"],
        sdgs=lists["sdgs"],
        text=_word("text", given["text"]),
        positions=lists["positions"],
        sessions=lists["sessions"],
        recommenders=lists["recommenders"],
        cycles=lists["cycles"],
    )


def _values(field: str, given: object) -> list[str]:
    """Values of a list, or of a cell whose lines are `- value`."""
    cells = given if isinstance(given, list) else [given]
    found = [value for cell in cells for value in list_values(_word(field, cell))]
    if len(found) > MAX_VALUES:
        message = f"In {field}: {len(found):,} values, more than there can be"
        raise _WrongTypeError(message)
    if found and (longest := max(map(len, found))) > MAX_WORD:
        message = f"In {field}: a value of {longest:,} characters"
        raise _WrongTypeError(message)
    return found


def _word(field: str, cell: object) -> str:
    """The cell with its line ends: workbooks write a carriage return as `_x000D_`."""
    if cell is None:
        return ""
    if not isinstance(cell, str | int | float):
        message = f"In {field}: neither words nor a list of words"
        raise _WrongTypeError(message)
    words = cell if isinstance(cell, str) else str(cell)
    if not words.isascii() and _BROKEN.search(words):
        message = f"In {field}: half a character (a lone surrogate)"
        raise _WrongTypeError(message)
    return words.replace("_x000D_", "\r")
