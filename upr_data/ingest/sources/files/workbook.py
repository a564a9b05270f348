"""Spreadsheets (.xls, .xlsx): the first sheet that has rows, as records."""

import json
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

import polars as pl

from upr_data.ingest.sources.files.cells import Records, to_records
from upr_data.ingest.sources.files.door import refusal

OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC: Final = b"PK\x03\x04"
MAX_UNPACKED: Final = 256_000_000
"""Bytes a workbook may unpack to; 120,000 long rows take about half of it."""

MAX_MEMORY: Final = 1_000_000_000
MAX_SECONDS: Final = 120
"""What the reader may take; the memory in bytes."""

_CHILD: Final = Path(__file__).with_name("workbook_child.py")
_XLS_SIZE: Final = re.compile(rb"(?s)\x00\x02\x0e\x00\x00{4}(.{2}\x00\x00).{4}\x00\x00")
"""The record in which a sheet of an .xls says how many rows it has."""

_UNPACKING_ERRORS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)

DAMAGED: Final = (
    "this Excel workbook is damaged, cut off, protected by a password or far too large; "
    "download it again, or save it as CSV UTF-8."
)


def is_workbook(head: bytes) -> bool:
    """Whether bytes start as a workbook does: OLE for .xls, zip for .xlsx."""
    return head.startswith((OLE_MAGIC, ZIP_MAGIC))


@lru_cache(maxsize=1)
def read_workbook(data: bytes, file: str) -> Records | None:
    """Records of the first sheet that has any; None if no sheet has.

    Numbers come as text, whole ones without a decimal point; the line is the row's number in the
    sheet. Sheets beside it that hold rows are named in `notes`. Raises `BadInputError` for what
    is damaged, cut off, protected, or unpacks to more than `MAX_UNPACKED` bytes.
    """
    if data.startswith(ZIP_MAGIC):
        _check_zip(data, file)
    names, cells = _first_sheet(data, file)
    rows = cells.fill_null("").rows()
    records = to_records(range(1, len(rows) + 1), rows)
    notes = tuple(f"Sheet “{name}” was not read: only the first is." for name in names[1:])
    notes += _missing_rows(data, cells.height)
    return records and Records(records.header, records.cells, records.ragged, notes)


def _first_sheet(data: bytes, file: str) -> tuple[list[str], pl.DataFrame]:
    """Names of the sheets that hold rows, and the cells of the first; read in a child process."""
    command = [sys.executable, "-P", str(_CHILD), str(MAX_MEMORY)]
    try:
        done = subprocess.run(  # noqa: S603 - our own script
            command, input=data, capture_output=True, timeout=MAX_SECONDS, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise refusal(file, DAMAGED) from error
    names, _, cells = done.stdout.partition(b"\n")
    return json.loads(names), pl.read_ipc(BytesIO(cells)) if cells else pl.DataFrame()


def _missing_rows(data: bytes, n_read: int) -> tuple[str, ...]:
    """A note if an .xls says that it has more rows: of a damaged one, the reader gives a part."""
    sizes = [int.from_bytes(found[1], "little") for found in _XLS_SIZE.finditer(data)]
    # UPR Info's files say one row more than they have.
    if not data.startswith(OLE_MAGIC) or len(sizes) != 1 or sizes[0] <= n_read + 1:
        return ()
    return (f"The sheet says it has {sizes[0]:,} rows, and {n_read:,} were found; compare them.",)


def _check_zip(data: bytes, file: str) -> None:
    """Refuse, before unpacking, what is no workbook or too large; then what fails its checksums."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            n_unpacked = sum(member.file_size for member in members)
            if n_unpacked > MAX_UNPACKED:
                raise refusal(
                    file,
                    f"it unpacks to {n_unpacked / 1e6:,.0f} MB, more than any export has; "
                    f"save it again as CSV UTF-8.",
                )
            if "xl/workbook.xml" not in archive.namelist():
                raise refusal(file, "it is a zip archive and no Excel workbook; unpack it first.")
            if archive.testzip() is not None:
                raise refusal(file, DAMAGED)
    except _UNPACKING_ERRORS as error:
        raise refusal(file, DAMAGED) from error
