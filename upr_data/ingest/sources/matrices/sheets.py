"""Workbooks (.xlsx, .xls): all sheets, with the kinds and colours of their cells."""

import json
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Final

from upr_data.ingest.sources.files.door import refusal
from upr_data.ingest.sources.files.workbook import DAMAGED, MAX_MEMORY, ZIP_MAGIC
from upr_data.ingest.sources.files.workbook_parts import parts_of
from upr_data.ingest.sources.matrices.grid import BLANK, Cell, Grid, Line, fill_of

MAX_SECONDS: Final = 60
_TOO_LARGE: Final = 3
_CHILD: Final = Path(__file__).with_name("sheets_child.py")
_PLACE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")


def read_sheets(data: bytes, file: str) -> tuple[Grid, ...]:
    """All sheets of a workbook that hold anything.

    Raises `BadInputError` for what is damaged, protected, no workbook, or far too large.
    """
    merged = tuple(place for _, place in parts_of(data, file).merged)
    if data.startswith(ZIP_MAGIC):
        _refuse_other_archives(data, file)
    sheets = _read(data, file)
    several = len(sheets) > 1
    # Merged places do not say of which sheet they are: they are used where there is only one.
    return tuple(_grid(name, lines, () if several else merged) for name, lines in sheets if lines)


def _refuse_other_archives(data: bytes, file: str) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise refusal(file, "it is a zip archive and no Excel workbook; unpack it first.")


def _read(data: bytes, file: str) -> list[tuple[str, list[tuple[int, list[list[str]]]]]]:
    command = [sys.executable, "-P", str(_CHILD), str(MAX_MEMORY)]
    try:
        done = subprocess.run(  # noqa: S603 - our own script
            command, input=data, capture_output=True, timeout=MAX_SECONDS, check=True
        )
        sheets: list[tuple[str, list[tuple[int, list[list[str]]]]]] = json.loads(done.stdout)
    except subprocess.CalledProcessError as error:
        if error.returncode == _TOO_LARGE:
            raise refusal(
                file,
                "a sheet has more rows or columns than any matrix of recommendations; leave only "
                "the table, or save it as CSV UTF-8.",
            ) from error
        raise refusal(file, DAMAGED) from error
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise refusal(file, DAMAGED) from error
    return sheets


def _grid(name: str, lines: list[tuple[int, list[list[str]]]], merged: tuple[str, ...]) -> Grid:
    below = {place for one in merged for place in _below(one)}
    return Grid(
        name,
        tuple(
            Line(
                number,
                tuple(
                    _cell(*cell, is_merged=(number, place) in below)
                    for place, cell in enumerate(cells)
                ),
            )
            for number, cells in lines
        ),
    )


def _cell(text: str, kind: str, colour: str, *, is_merged: bool) -> Cell:
    text = text.replace("_x000D_", "").strip()
    if not (text or colour or is_merged):
        return BLANK
    fill = fill_of(colour) if colour else None
    return Cell(text, fill, is_number=kind == "n", is_date=kind == "d", is_merged=is_merged)


def _below(merged: str) -> list[tuple[int, int]]:
    """Rows and columns of the cells under the first of a merged area, one column wide or more."""
    found = _PLACE.fullmatch(merged)
    if not found:
        return []
    top, bottom = int(found[2]), min(int(found[4]), int(found[2]) + 200)
    first, last = _column(found[1]), min(_column(found[3]), _column(found[1]) + 30)
    return [
        (row, column) for row in range(top + 1, bottom + 1) for column in range(first, last + 1)
    ]


def _column(letters: str) -> int:
    """Place of a column, from 0."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1
