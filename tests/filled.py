"""Filled templates, made for tests: CSV and XLSX, good ones and hostile ones."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

HEADER = (
    "recommendation", "document_symbol", "paragraph", "assessor", "assessor_type",
    "level", "nuance", "assessed_on", "evidence_until", "milestone", "source_url", "comment",
)  # fmt: skip
DEFAULTS = {
    "recommendation": "r0",
    "assessor": "Sample organisation",
    "assessor_type": "NGO",
    "level": "fully",
    "milestone": "mid-term",
}

Row = Mapping[str, Any]


def lines(*rows: Row) -> list[list[Any]]:
    """The header and a line for each row; what is not said is `DEFAULTS`."""
    return [
        list(HEADER),
        *([(DEFAULTS | dict(row)).get(name, "") for name in HEADER] for row in rows),
    ]


def write_csv(path: Path, table: Sequence[Sequence[Any]]) -> Path:
    """CSV UTF-8 with a byte order mark, as spreadsheets save it."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(table)
    path.write_bytes(text.getvalue().encode("utf-8-sig"))
    return path


def write_xlsx(path: Path, table: Sequence[Sequence[Any]]) -> Path:
    """A workbook of one sheet; Python values keep their types, "=…" becomes a formula."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in table:
        sheet.append(list(row))
    book.save(path)
    return path


def fill_xlsx(template: bytes, path: Path, filled: Mapping[str, Row]) -> Path:
    """The template with the lines of some recommendations filled in, saved by another program."""
    book = load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        one = filled.get(str(sheet.cell(row, places["recommendation"]).value), {})
        for name, value in one.items():
            sheet.cell(row, places[name]).value = value
    book.save(path)
    return path


def fill_csv(template: str, path: Path, filled: Mapping[str, Row]) -> Path:
    """The template with the lines of some recommendations filled in."""
    rows = list(csv.DictReader(io.StringIO(template.removeprefix("\ufeff"))))
    for row in rows:
        row.update(filled.get(row["recommendation"], {}))
    table = [list(rows[0]), *(list(row.values()) for row in rows)]
    return write_csv(path, table)


def with_part(path: Path, name: str, content: bytes) -> Path:
    """The archive with one more part, or another in its place, well packed."""
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for one, data in (parts | {name: content}).items():
            archive.writestr(one, data)
    return path
