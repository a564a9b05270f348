"""Spreadsheets (.xls, .xlsx): the first sheet that has rows, as records."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

import polars as pl

from upr_data.ingest.sources.base import Sample
from upr_data.ingest.sources.files.archive import ZIP_SIGNATURE, check_sums, open_archive
from upr_data.ingest.sources.files.cells import MAX_LINES, Records, to_records
from upr_data.ingest.sources.files.door import DAMAGED, refusal
from upr_data.language import _, number
from upr_data.model import Col

OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

MAX_WIDTH: Final = 1_000
"""Columns up to the last cell that holds anything, by far more than any export has."""

_CHILD: Final = Path(__file__).with_name("workbook_child.py")
_XLS_SIZE: Final = re.compile(rb"(?s)\x00\x02\x0e\x00\x00{4}(.{2}\x00\x00).{4}\x00\x00")
"""The record in which a sheet of an .xls says how many rows it has."""


_MEMORY_OF_ANY: Final = 250_000_000
_MEMORY_A_BYTE: Final = 12
_SECONDS_OF_ANY: Final = 3
_BYTES_A_SECOND: Final = 5_000_000
"""What reading takes at most, by the bytes that a workbook unpacks to; several times the usual."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may unpack to and its reader may take: bytes, bytes of memory, seconds.

    Small workbooks may take far less: one of two kilobytes with a single cell in the last row
    asks for gigabytes.
    """

    unpacked: int = 256_000_000
    memory: int = 1_000_000_000
    seconds: float = 120.0

    def of(self, n_bytes: int) -> tuple[int, int]:
        """Bytes of memory and seconds of processor time for a workbook that unpacks to so many."""
        memory = min(self.memory, _MEMORY_OF_ANY + _MEMORY_A_BYTE * n_bytes)
        return memory, _SECONDS_OF_ANY + n_bytes // _BYTES_A_SECOND


USUAL: Final = Limits()
"""120,000 long rows unpack to about half of it."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """Names of the sheets that hold rows, and the cells of the chosen one, which is named first.

    All cells are text; row 0 is row 1.
    """

    names: tuple[str, ...]
    cells: pl.DataFrame


def is_workbook(head: bytes) -> bool:
    """Whether bytes start as a workbook does: OLE for .xls, zip for .xlsx."""
    return head.startswith((OLE_SIGNATURE, ZIP_SIGNATURE))


def read_workbook(sample: Sample) -> Records | None:
    """Records of the first sheet that has any; None if no sheet has.

    Numbers come as text, whole ones without a decimal point; the line is the row's number in the
    sheet. Sheets beside it that hold rows are named in `notes`. Raises `BadInputError` for what
    is damaged, cut off, protected, or unpacks to too much.
    """
    sheets = read_sheets(sample)
    filled = _filled(sheets.cells)
    if filled.height > MAX_LINES or filled.width > MAX_WIDTH:
        raise refusal(
            sample.path,
            _(
                "its first sheet has {height} rows and {size} columns, more than any "
                "export; delete what is not data, or save it as CSV UTF-8."
            ).format(height=number(filled.height), size=number(filled.width - 1)),
        )
    records = to_records(filled[Col.LINE].to_list(), filled.drop(Col.LINE).rows())
    notes = tuple(f"Sheet “{name}” was not read: only the first is." for name in sheets.names[1:])
    notes += _missing_rows(sample, sheets.cells.height)
    return records and Records(records.header, records.cells, records.ragged, notes)


def _filled(cells: pl.DataFrame) -> pl.DataFrame:
    """The rows that are not blank, with their line."""
    numbered = cells.fill_null("").with_row_index(Col.LINE, offset=1)
    is_filled = [pl.col(name).str.strip_chars() != "" for name in cells.columns]
    return numbered.filter(pl.any_horizontal(is_filled)) if is_filled else numbered


def read_sheets(sample: Sample, limits: Limits = USUAL, headings: Sequence[str] = ()) -> Sheets:
    """The sheets that hold rows, read in a child process within limits, by their own checksums.

    Chosen is the first sheet that has all these words within cells of its first rows; if there is
    none, the first that has rows.
    Raises `BadInputError` for what is damaged, protected, no workbook, or too large.
    """
    is_archive = sample.head.startswith(ZIP_SIGNATURE)
    n_bytes = _checked(sample.path, limits) if is_archive else sample.size
    memory, seconds = limits.of(n_bytes)
    command = [sys.executable, "-P", str(_CHILD), str(memory), str(seconds), *headings]
    with sample.path.open("rb") as given, TemporaryFile() as found:
        try:
            subprocess.run(  # noqa: S603 our own script
                command, stdin=given, stdout=found, stderr=subprocess.DEVNULL,
                timeout=limits.seconds, check=True,
            )  # fmt: skip
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise refusal(sample.path, _(DAMAGED)) from error
        found.seek(0)
        names = json.loads(found.readline())
        return Sheets(tuple(names), pl.read_ipc(found.read()) if names else pl.DataFrame())


def _checked(path: Path, limits: Limits) -> int:
    """Bytes it unpacks to; refused is what is no workbook, too large, or fails its checksums."""
    with open_archive(path, limits.unpacked) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise refusal(path, _("it is a zip archive and no Excel workbook; unpack it first."))
        check_sums(archive, path)
        return sum(part.file_size for part in archive.infolist())


def _missing_rows(sample: Sample, n_read: int) -> tuple[str, ...]:
    """A note if an .xls says that it has more rows: of a damaged one, the reader gives a part."""
    if not sample.head.startswith(OLE_SIGNATURE):
        return ()
    said = _XLS_SIZE.finditer(sample.path.read_bytes())
    sizes = [int.from_bytes(found[1], "little") for found in said]
    # UPR Info's files say one row more than they have.
    if len(sizes) != 1 or sizes[0] <= n_read + 1:
        return ()
    return (f"The sheet says it has {sizes[0]:,} rows, and {n_read:,} were found; compare them.",)
