"""Records of OHCHR's index, from its JSON array or its workbook, in one shape."""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import polars as pl

from upr_data.ingest.sources.base import Sample
from upr_data.ingest.sources.files.door import READING_ERRORS, refusal
from upr_data.ingest.sources.files.json_array import read_array
from upr_data.ingest.sources.files.workbook import Limits, read_sheets
from upr_data.ingest.sources.words.vocabulary import list_values

LIMITS: Final = Limits(unpacked=2 << 30, memory=4 << 30, seconds=600)
"""What reading the workbook may take; the full one takes 1 GB, 30 s."""
ROWS_AT_ONCE: Final = 20_000
LOOKED_AT: Final = 1000
"""Records whose keys are gathered: one without a value may lack the key."""
_HEAD_BYTES: Final = 1 << 18
_WORKBOOK_MARKS: Final = (b"Annotation Id", b"UPR Position")

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


def is_json(head: bytes) -> bool:
    """Whether the first bytes are those of the JSON export."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"[") and b'"AnnotationId"' in head


def is_workbook(path: Path) -> bool:
    """Whether a workbook's first words are headings of the export; reads no more than these."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {"xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"} & set(archive.namelist())
            heads = [archive.open(name).read(_HEAD_BYTES) for name in sorted(names)]
    except READING_ERRORS:
        return False
    return any(all(mark in head for mark in _WORKBOOK_MARKS) for head in heads)


def read_json(path: Path, told: Callable[[int], None]) -> Iterator[Record]:
    """Records of the JSON array; `told` hears the bytes read."""
    given = read_array(path, told)
    first = list(islice(given, LOOKED_AT))
    if not first:
        return
    keys = _places(list(dict.fromkeys(key for one in first for key in one)), path)
    for line, one in enumerate(chain(first, given), 1):
        yield _record(line, {field: one.get(key) for field, key in keys.items()})


def read_workbook(sample: Sample, told: Callable[[int], None]) -> Iterator[Record]:
    """Records of the first sheet, in portions; `told` hears the rows read."""
    chosen = _cells(sample)
    for start in range(0, chosen.height, ROWS_AT_ONCE):
        portion = chosen.slice(start, ROWS_AT_ONCE)
        for line, row in enumerate(portion.iter_rows(named=True), start + 2):
            yield _record(line, row)
        told(start + portion.height)


def _cells(sample: Sample) -> pl.DataFrame:
    """Cells of the first sheet by field."""
    cells = read_sheets(sample, LIMITS).cells
    if cells.is_empty():
        raise refusal(sample.path, "it has no rows; download the export again.")
    heading = [str(name) for name in cells.row(0)]
    columns = dict(zip(heading, cells.columns, strict=True))
    return cells.slice(1).select(
        pl.col(columns[name]).alias(field) for field, name in _places(heading, sample.path).items()
    )


def _places(found: list[str], file: Path) -> dict[str, str]:
    """Field → the key or heading that stands for it here."""
    keys = {re.sub(r"[^a-z0-9]", "", name.lower()): name for name in found}
    places = {
        field: keys[alias]
        for field, aliases in ALIASES.items()
        for alias in aliases
        if alias in keys
    }
    if missing := sorted(set(ALIASES) - set(places) - _OPTIONAL):
        raise refusal(
            file,
            f"no column for {', '.join(missing)}; the columns found are"
            f" {', '.join(found)}. Download the full export again, or report its new columns.",
        )
    return places


def _record(line: int, given: Mapping[str, Any]) -> Record:
    return Record(
        line=line,
        annotation=_word(given["annotation"]),
        symbol="".join(_word(given["symbol"]).split()),
        body=_word(given["body"]),
        type=_word(given["type"]),
        countries=_values(given["countries"]),
        themes=_values(given.get("themes")),
        persons=_values(given.get("persons")),
        sdgs=_values(given.get("sdgs")),
        text=_as_written(given["text"] or ""),
        positions=_values(given["positions"]),
        sessions=_values(given["sessions"]),
        recommenders=_values(given["recommenders"]),
        cycles=_values(given.get("cycles")),
    )


def _values(given: object) -> list[str]:
    """Values of a list, or of a cell whose lines are `- value`."""
    cells = given if isinstance(given, list) else [given]
    return [value for cell in cells if cell is not None for value in list_values(_as_written(cell))]


def _as_written(cell: object) -> str:
    """The cell with its line ends: workbooks write a carriage return as `_x000D_`."""
    return str(cell).replace("_x000D_", "\r")


def _word(given: object) -> str:
    return (_values(given) or [""])[0]
