"""Run as a script, on its own: a workbook's bytes in, its first sheet's cells out.

A workbook of a few kilobytes can ask for gigabytes, and the reader, written in Rust, then takes
the process down with it; so it works here, within a limit of memory. Out comes a line of JSON, the
names of the sheets that hold rows, and the cells of the first of them as an Arrow file; the first
is that which has the wanted headings, where one has.
"""

import io
import json
import sys
from typing import BinaryIO

import fastexcel
import polars as pl

FIRST_ROWS = 30
"""Rows in which headings may stand: some exports have titles above them."""


def main(memory: int, seconds: int, headings: list[str]) -> None:
    """Read a workbook from standard input within bytes of memory and seconds of processor time."""
    _limit(memory, seconds)
    sheets = _sheets(sys.stdin.buffer.read())
    chosen = next((name for name in sheets if _has(sheets[name], headings)), "")
    ordered = sorted(sheets, key=lambda one: one != chosen)
    _write({name: sheets[name] for name in ordered}, sys.stdout.buffer)


def _has(cells: pl.DataFrame, headings: list[str]) -> bool:
    """Whether all headings stand in one of the first rows, each within a cell of its own."""
    rows = cells.head(FIRST_ROWS).fill_null("").rows()
    return bool(headings) and any(
        all(any(word in cell for cell in row) for word in headings) for row in rows
    )


def _limit(memory: int, seconds: int) -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _sheets(data: bytes) -> dict[str, pl.DataFrame]:
    reader = fastexcel.read_excel(data)
    sheets = {name: _cells(reader, name) for name in reader.sheet_names}
    return {name: cells for name, cells in sheets.items() if cells.height}


def _cells(reader: fastexcel.ExcelReader, sheet: str) -> pl.DataFrame:
    # skip_rows=0 keeps blank rows at the top, so that row numbers are those of the sheet.
    loaded = reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
    return loaded.to_polars()


def _write(sheets: dict[str, pl.DataFrame], out: BinaryIO) -> None:
    out.write(json.dumps(list(sheets)).encode() + b"\n")
    for cells in list(sheets.values())[:1]:
        file = io.BytesIO()
        cells.write_ipc(file)
        out.write(file.getvalue())


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
