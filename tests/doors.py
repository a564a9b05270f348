"""Every door that files from strangers come in by: what they look like, and what reads them.

A new kind of file is one more `Door` in `DOORS`.
"""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
from filled import lines, write_csv, write_xlsx
from frames import recommendations, tables
from stand_in import uwazi_row
from uhri_files import uhri_record, write_json
from uhri_files import write_xlsx as write_uhri
from upr_info_files import csv_2015, csv_2018, record, xls_2015, xlsx
from word_files import HEAD_2014, HEAD_2025, SOURCE, write_list

from upr_data.ingest import building
from upr_data.ingest.bringing import add
from upr_data.ingest.building import Inputs
from upr_data.model import Table, Tables
from upr_data.templates.writing import register_template


@dataclass(frozen=True)
class Door:
    """A kind of file: a valid one, made anew, under a name; and what reads it."""

    name: str
    file: str
    made: Callable[[Path], object]
    read: Callable[[Path], Any]

    def valid(self) -> bytes:
        """The bytes of a valid file."""
        return _valid(self)


@cache
def _valid(door: Door) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / door.file
        door.made(path)
        return path.read_bytes()


def silent(_done: int, _total: int) -> None:
    """No progress."""


def exports(path: Path) -> building.Prepared:
    """A snapshot of one file, coded, as `import FILE` makes it."""
    return building.prepare(Inputs(files=(path,)), silent)


@cache
def base() -> Tables:
    """A snapshot that something can be added to."""
    rows = recommendations({}, {"document_symbol": "A/HRC/28/15", "paragraph": "115.1"})
    return tables(rows)


def assessments(path: Path) -> pl.DataFrame:
    """The tables with the words of one template."""
    return add(base(), (path,), (), silent).tables.assessments


def registers(path: Path) -> Tables:
    """The tables with the entries of one register."""
    return add(base(), (), (path,), silent).tables


RECORDS = [
    record(text="Ratify the Convention “sample”"),
    record(text="Sample text; 2", response="Noted", issue="Women's rights"),
    record(sur="Côte d'Ivoire", rs="Bosnia & Herzegovina", session="", action=""),
]
UHRI = [
    uhri_record(),
    uhri_record(AnnotationId="0002", Text="115.2 Sample <b>text</b> 2 (Spain, Tunisia);"),
    uhri_record(AnnotationId="0003", AnnotationType="- Voluntary pledges", Text="Sample pledge"),
    uhri_record(AnnotationId="0004", Body="- CEDAW"),
]
SESSION = "20 - October 2014"
UWAZI_HEADER = (
    "Title,Date added,Template,Recommendation,State Under Review,Recommending State,Response,"
    "Session,Cycle,Action Category,Issues,Geolocation,Documents,Attachments,Published"
)
UWAZI_LINE = (
    "Title 1,2024-01-01,Recommendation,Sample text 1,Slovenia,Spain,Not Supported,"
    "20 - October 2014,2,5 - Specific action,Justice|Minorities,,,,true"
)
ENTRIES = [
    [f"115.{n} Sample text (Spain, Tunisia);", "Supported", ["Sample theme", "- other"], "done"]
    for n in range(1, 4)
]
ENTRIES_2025 = [
    [
        ["115.4 Sample text (Spain);", SOURCE],
        "Noted",
        ["Sample theme", "Affected persons:", "- women"],
        "16 Peace",
    ]
]
ASSESSED = lines(
    {"level": "partially", "assessed_on": "2017-03-31", "comment": "Sample comment"},
    {
        "recommendation": "",
        "document_symbol": "A/HRC/28/15",
        "paragraph": "115.1",
        "milestone": "next review",
        "level": "not implemented",
    },
)


def _bytes(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def _text(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(text, encoding="utf-8")


def _fetched() -> str:
    rows = [uwazi_row(f"a{i}", SESSION, recommending_state="Spain|Tunisia") for i in range(3)]
    head = {"format": "upr-info-uwazi", "server": "https://example.org", "retrieved": "2026-11-20"}
    return "\n".join(json.dumps(line) for line in [{**head, "version": 1, "n": 3}, *rows]) + "\n"


def _register(table: Table, *rows: list[str]) -> Callable[[Path], object]:
    header = register_template(table).removeprefix("\ufeff").splitlines()[0].split(",")
    filled = [row + [""] * (len(header) - len(row)) for row in rows]
    return lambda path: write_csv(path, [header, *filled])


DOORS = (
    Door("UPR Info 2018, CSV", "a.csv", _bytes(csv_2018(RECORDS)), exports),
    Door("UPR Info 2015, CSV", "a.csv", _bytes(csv_2015(RECORDS)), exports),
    Door("UPR Info 2015, XLS", "a.xls", _bytes(xls_2015(RECORDS)), exports),
    Door("UPR Info, XLSX", "a.xlsx", _bytes(xlsx(RECORDS)), exports),
    Door("UPR Info, fetched", "a.jsonl", _text(_fetched()), exports),
    Door(
        "UPR Info, one answer",
        "a.json",
        _text(json.dumps({"rows": [uwazi_row("a1", SESSION)], "totalRows": 1})),
        exports,
    ),
    Door("UPR Info of today, CSV", "a.csv", _text(f"{UWAZI_HEADER}\n{UWAZI_LINE}\n"), exports),
    Door("UHRI, JSON", "a.json", lambda path: write_json(path, UHRI), exports),
    Door("UHRI, XLSX", "a.xlsx", lambda path: write_uhri(path, UHRI), exports),
    Door("Word list 2014", "a.docx", lambda path: write_list(path, ENTRIES, HEAD_2014), exports),
    Door(
        "Word list 2025", "a.docx", lambda path: write_list(path, ENTRIES_2025, HEAD_2025), exports
    ),
    Door("assessments, CSV", "a.csv", lambda path: write_csv(path, ASSESSED), assessments),
    Door("assessments, XLSX", "a.xlsx", lambda path: write_xlsx(path, ASSESSED), assessments),
    Door(
        "register of mid-term reports",
        "a.csv",
        _register(Table.MID_TERM_REPORTS, ["Slovenia", "2", "", "State", "2017-05-31", "x"]),
        registers,
    ),
    Door(
        "register of mechanisms",
        "a.csv",
        _register(Table.MECHANISMS, ["Slovenia", "ministerial", "Sample body", "2015-03"]),
        registers,
    ),
    Door(
        "register of action plans",
        "a.csv",
        _register(Table.ACTION_PLANS, ["Slovenia", "Sample plan", "2015", "2020"]),
        registers,
    ),
)
