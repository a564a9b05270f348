"""Run as a script, on its own: a workbook's bytes in, the cells of all its sheets out, as JSON.

A workbook of a few kilobytes can ask for gigabytes; so it is read here, within a limit of memory.
Out come objects: name, is_hidden, lines [[line, [[text, kind, colour, font], …]], …], merged,
hidden_rows, hidden_columns (from 0), n_struck. kind is n for a number, d for a date, s for anything
else; font is told where it may be one of symbols; merged are areas such as "A2:A4". Only cells that
hold something or are coloured are told; what is struck through is not there.
"""

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from typing import Any

import fastexcel
import openpyxl
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet import _read_only

MAX_LINES = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 600_000
MAX_TEXT = 32_767

_Cells = list[list[str]]
_Sheet = dict[str, Any]
_ROW_OR_COLUMN = re.compile(rb"<(?:row|col) ([^<>]{1,400})>")
_ATTRIBUTE = re.compile(rb'\b(hidden|r|min|max)="(\w{1,7})"')
_RAISED = str.maketrans(
    "0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
)
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')


def main(limit: int) -> None:
    """Read a workbook from standard input within `limit` bytes of memory."""
    _limit_memory(limit)
    data = sys.stdin.buffer.read()
    sheets = _typed(data) if data.startswith(b"PK") else _untyped(data)
    json.dump(list(sheets), sys.stdout)


def _limit_memory(limit: int) -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _typed(data: bytes) -> Iterator[_Sheet]:
    """Sheets of an .xlsx, with the kinds and colours of cells; formulas give their saved result."""
    # Without this, parts of a cell that are struck through read as if they stood.
    _read_only.WorkSheetParser = partial(_read_only.WorkSheetParser, rich_text=True)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, rich_text=True)
    n_cells = 0
    for sheet in book.worksheets:
        lines: list[tuple[int, _Cells]] = []
        n_struck = 0
        for row in sheet.iter_rows(max_col=MAX_COLUMNS):
            cells = [_cell(cell) for cell in row]
            n_struck += sum(_is_struck(cell) for cell in row)
            while cells and not (cells[-1][0] or cells[-1][2]):
                cells.pop()
            if cells:
                number = next(cell.row for cell in row if getattr(cell, "row", None))
                lines.append((number, cells))
                n_cells += len(cells)
            if len(lines) > MAX_LINES or n_cells > MAX_CELLS:
                sys.exit(3)
        part = _part(data, getattr(sheet, "_worksheet_path", ""))
        rows, columns = _hidden(part)
        yield {
            "name": sheet.title,
            "is_hidden": sheet.sheet_state != "visible",
            "lines": lines,
            "merged": [one.decode() for one in _MERGED.findall(part)][:MAX_LINES],
            "hidden_rows": rows,
            "hidden_columns": columns,
            "n_struck": n_struck,
        }


def _hidden(part: bytes) -> tuple[list[int], list[int]]:
    """Numbers of the rows, and places of the columns from 0, that a sheet's own file hides."""
    rows: list[int] = []
    columns: list[int] = []
    for one in _ROW_OR_COLUMN.findall(part):
        told = dict(_ATTRIBUTE.findall(one))
        if told.get(b"hidden") not in {b"1", b"true"}:
            continue
        if b"r" in told:
            rows.append(int(told[b"r"]))
        elif {b"min", b"max"} <= told.keys():
            columns.extend(range(int(told[b"min"]) - 1, min(int(told[b"max"]), MAX_COLUMNS)))
    return rows[:MAX_LINES], columns[:MAX_LINES]


def _part(data: bytes, name: str) -> bytes:
    """A sheet's own file, for what a streaming reader does not tell."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name) if name in archive.namelist() else b""


def _cell(cell: Any) -> list[str]:  # noqa: ANN401 - openpyxl has several kinds, none of them typed
    value = cell.value
    colour = font = ""
    if getattr(cell, "has_style", False):
        fill = cell.fill
        colour = str(fill.fgColor.rgb) if fill.fill_type == "solid" else ""
        font = str(cell.font.name or "")
    if isinstance(value, CellRichText):
        text = _standing(value)
    else:
        text = "" if _is_struck(cell) else _text(value)
    return [text[:MAX_TEXT], _kind(value), colour if len(colour) == 8 else "", font]  # noqa: PLR2004 ARGB


def _is_struck(cell: Any) -> bool:  # noqa: ANN401 as above
    """Whether a cell, or a part of it, is struck through."""
    if isinstance(cell.value, CellRichText):
        return any(_is_part_struck(one) for one in cell.value)
    is_styled = cell.value is not None and getattr(cell, "has_style", False)
    return bool(is_styled and cell.font.strike)


def _is_part_struck(part: Any) -> bool:  # noqa: ANN401 as above
    return bool(not isinstance(part, str) and part.font.strike)


def _standing(parts: CellRichText) -> str:
    """What is not struck through; raised digits are those of footnotes."""
    standing = [one for one in parts if not _is_part_struck(one)]
    return "".join(str(one).translate(_RAISED) if _is_raised(one) else str(one) for one in standing)


def _is_raised(part: Any) -> bool:  # noqa: ANN401 as above
    return not isinstance(part, str) and part.font.vertAlign == "superscript"


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value)


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "s"
    if isinstance(value, int | float):
        return "n"
    return "d" if isinstance(value, date | datetime | time) else "s"


def _untyped(data: bytes) -> Iterator[_Sheet]:
    """Sheets of an .xls as text."""
    reader = fastexcel.read_excel(data)
    for name in reader.sheet_names:
        sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        loaded = sheet.to_polars()
        if loaded.height > MAX_LINES or loaded.width > MAX_COLUMNS:
            sys.exit(3)
        rows = loaded.fill_null("").rows()
        lines = [(line, [[text, "s", "", ""] for text in row]) for line, row in enumerate(rows, 1)]
        yield {
            "name": name,
            "is_hidden": sheet.visible != "visible",
            "lines": lines,
            "merged": [],
            "hidden_rows": [],
            "hidden_columns": [],
            "n_struck": 0,
        }


if __name__ == "__main__":
    main(int(sys.argv[1]))
