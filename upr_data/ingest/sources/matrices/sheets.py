"""Workbooks (.xlsx, .xls): all sheets, with the kinds and colours of their cells."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from upr_data.ingest.sources.base import Sample
from upr_data.ingest.sources.files.archive import ZIP_SIGNATURE, check_sums, open_archive
from upr_data.ingest.sources.files.door import DAMAGED, read_whole, refusal
from upr_data.ingest.sources.files.symbols import in_signs, is_symbol_font
from upr_data.ingest.sources.files.workbook import USUAL
from upr_data.ingest.sources.matrices.grid import BLANK, Cell, Grid, Line, fill_of
from upr_data.language import _

MAX_SECONDS: Final = 60
_TOO_LARGE: Final = 3
_CHILD: Final = Path(__file__).with_name("sheets_child.py")
_PLACE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")

_Sheets = list[dict[str, Any]]


def read_sheets(sample: Sample, limit: int) -> tuple[Grid, ...]:
    """All sheets of a workbook of at most `limit` bytes that hold anything.

    Raises `BadInputError` for what is damaged, protected, no workbook, or far too large.
    """
    data = read_whole(sample, limit)
    if sample.head.startswith(ZIP_SIGNATURE):
        with open_archive(sample.path, USUAL.unpacked) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                raise refusal(
                    sample.path, _("it is a zip archive and no Excel workbook; unpack it first.")
                )
            check_sums(archive, sample.path)
    sheets = _read(data, sample.path)
    return tuple(_grid(sheet) for sheet in sheets if sheet["lines"])


def _read(data: bytes, path: Path) -> _Sheets:
    command = [sys.executable, "-P", str(_CHILD), str(USUAL.memory)]
    try:
        done = subprocess.run(  # noqa: S603 - our own script
            command, input=data, capture_output=True, timeout=MAX_SECONDS, check=True
        )
        sheets: _Sheets = json.loads(done.stdout)
    except subprocess.CalledProcessError as error:
        if error.returncode == _TOO_LARGE:
            raise refusal(
                path,
                _(
                    "a sheet has more rows or columns than any matrix of recommendations; "
                    "leave only the table, or save it as CSV UTF-8."
                ),
            ) from error
        raise refusal(path, _(DAMAGED)) from error
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise refusal(path, _(DAMAGED)) from error
    return sheets


def _grid(sheet: dict[str, Any]) -> Grid:
    below: dict[int, set[int]] = {}
    for row, place in (one for area in sheet["merged"] for one in _below(area)):
        below.setdefault(row, set()).add(place)
    hidden = set(sheet["hidden_rows"])
    lines = tuple(
        Line(number, _cells(cells, below.get(number, set())), is_hidden=number in hidden)
        for number, cells in sheet["lines"]
    )
    return Grid(
        sheet["name"],
        lines,
        is_hidden=sheet["is_hidden"],
        hidden_columns=tuple(sheet["hidden_columns"]),
        n_struck=sheet["n_struck"],
    )


def _cells(cells: list[list[str]], below: set[int]) -> tuple[Cell, ...]:
    """The cells of a row, up to the last that holds something or belongs to the one above it."""
    width = max(len(cells), *(place + 1 for place in below), 0)
    filled = [*cells, *[["", "s", "", ""]] * (width - len(cells))]
    return tuple(_cell(*cell, is_merged=place in below) for place, cell in enumerate(filled))


def _cell(text: str, kind: str, colour: str, font: str, *, is_merged: bool) -> Cell:
    text = text.replace("_x000D_", "").strip()
    if not (text or colour or is_merged):
        return BLANK
    text = in_signs(text, font) if is_symbol_font(font) else text
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
