"""Spreadsheets (.xls, .xlsx): the first sheet that has rows, as records."""

import zipfile
from io import BytesIO
from typing import Final

import fastexcel
import polars as pl

from upr_data.sources.door import refusal
from upr_data.sources.records import Records, to_records

OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC: Final = b"PK\x03\x04"
MAX_UNPACKED: Final = 256_000_000
"""Bytes a workbook may unpack to; 120,000 long rows take about half of it."""

DAMAGED: Final = (
    "this Excel workbook is damaged, cut off or protected by a password; "
    "download it again, or save it as CSV UTF-8."
)


def is_workbook(head: bytes) -> bool:
    """Whether bytes start as a workbook does: OLE for .xls, zip for .xlsx."""
    return head.startswith((OLE_MAGIC, ZIP_MAGIC))


def read_workbook(data: bytes, file: str) -> Records | None:
    """Records of the first sheet that has any; None if no sheet has.

    Numbers come as text, whole ones without a decimal point; the line is the row's number in the
    sheet. Sheets beside it that hold rows are named in `notes`. Raises `BadInputError` for what
    is damaged, cut off, protected, or unpacks to more than `MAX_UNPACKED` bytes.
    """
    if data.startswith(ZIP_MAGIC):
        _check_zip(data, file)
    sheets = [(name, frame) for name, frame in _sheets(data, file) if frame.height]
    if not sheets:
        return None
    (_, first), *others = sheets
    rows = first.fill_null("").rows()
    records = to_records(range(1, len(rows) + 1), rows)
    notes = tuple(f"Sheet “{name}” was not read: only the first is." for name, _ in others)
    return records and Records(records.header, records.cells, records.ragged, notes)


def _sheets(data: bytes, file: str) -> list[tuple[str, pl.DataFrame]]:
    try:
        reader = fastexcel.read_excel(data)
        return [(name, _cells(reader, name)) for name in reader.sheet_names]
    except fastexcel.FastExcelError as error:
        raise refusal(file, DAMAGED) from error
    except BaseException as error:
        # The reader is Rust: on some cut files it panics, which is no Exception in Python.
        if type(error).__name__ != "PanicException":
            raise
        raise refusal(file, DAMAGED) from error


def _cells(reader: fastexcel.ExcelReader, sheet: str) -> pl.DataFrame:
    # skip_rows=0 keeps blank rows at the top, so that row numbers are those of the sheet.
    loaded = reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
    return loaded.to_polars()


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
                raise refusal(file, f"it is a zip archive and no Excel workbook; unpack it first.")
            if archive.testzip() is not None:
                raise refusal(file, DAMAGED)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise refusal(file, DAMAGED) from error
