"""Run as a script, on its own: a workbook's bytes in, the cells of all its sheets out, as JSON.

A workbook of a few kilobytes can ask for gigabytes; so it is read here, within a limit of memory.
Out come lists of [name, [[line, [[text, kind, colour], …]], …], merged]; kind is n for a number,
d for a date, s for anything else; merged are areas such as "A2:A4". Only cells that hold something
or are coloured are told.
"""

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import fastexcel
import openpyxl

MAX_LINES = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 600_000
MAX_TEXT = 32_767

_Cells = list[list[str]]
_Sheet = tuple[str, list[tuple[int, _Cells]], list[str]]
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
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    n_cells = 0
    for sheet in book.worksheets:
        lines: list[tuple[int, _Cells]] = []
        for row in sheet.iter_rows(max_col=MAX_COLUMNS):
            cells = [_cell(cell) for cell in row]
            while cells and not (cells[-1][0] or cells[-1][2]):
                cells.pop()
            if cells:
                number = next(cell.row for cell in row if getattr(cell, "row", None))
                lines.append((number, cells))
                n_cells += len(cells)
            if len(lines) > MAX_LINES or n_cells > MAX_CELLS:
                sys.exit(3)
        yield sheet.title, lines, _merged(data, getattr(sheet, "_worksheet_path", ""))


def _merged(data: bytes, part: str) -> list[str]:
    """Merged areas of a sheet, which a streaming reader does not tell."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if part not in archive.namelist():
            return []
        return [one.decode() for one in _MERGED.findall(archive.read(part))][:MAX_LINES]


def _cell(cell: Any) -> list[str]:  # noqa: ANN401 - openpyxl has several kinds, none of them typed
    value = cell.value
    colour = ""
    if getattr(cell, "has_style", False):
        fill = cell.fill
        colour = str(fill.fgColor.rgb) if fill.fill_type == "solid" else ""
    return [_text(value)[:MAX_TEXT], _kind(value), colour if len(colour) == 8 else ""]  # noqa: PLR2004 ARGB


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
        loaded = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
        if loaded.height > MAX_LINES or loaded.width > MAX_COLUMNS:
            sys.exit(3)
        rows = loaded.fill_null("").rows()
        lines = [(line, [[text, "s", ""] for text in row]) for line, row in enumerate(rows, 1)]
        yield name, lines, []


if __name__ == "__main__":
    main(int(sys.argv[1]))
