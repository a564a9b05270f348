"""A file of any format as a `Book`; what is no table gets a sentence that says what to do."""

from pathlib import Path
from typing import Final

from upr_data.ingest.sources.base import Sample
from upr_data.ingest.sources.files.archive import ZIP_SIGNATURE, has_part
from upr_data.ingest.sources.files.delimited import read_rows
from upr_data.ingest.sources.files.digest import sha256_of
from upr_data.ingest.sources.files.door import (
    check_size,
    in_words,
    read_whole,
    refusal,
    take_sample,
)
from upr_data.ingest.sources.files.encoding import is_text
from upr_data.ingest.sources.files.word import DOCUMENT
from upr_data.ingest.sources.files.workbook import is_workbook
from upr_data.ingest.sources.matrices.grid import Book, Cell, Grid, Line
from upr_data.ingest.sources.matrices.sheets import read_sheets
from upr_data.ingest.sources.matrices.word_tables import read_tables
from upr_data.language import N_, _, number

MAX_BYTES: Final = 32_000_000
MAX_LINES: Final = 20_000
"""Lines of a table of statuses: many times the recommendations of any State."""

_PDF: Final = N_(
    "it is a PDF, whose tables cannot be read reliably; open it in Word or Excel, check the table "
    "and save it as .docx or .xlsx, or ask its author for the file behind it."
)
_JSON: Final = N_(
    "it is a data file (JSON), not a table; save its records as CSV, a column for the number or "
    "text of the recommendation and one for the status of implementation."
)
_OLD_WORD: Final = N_("it is an old Word document; save it as .docx.")


def open_book(path: Path) -> Book:
    """The grids of a file; raises `BadInputError` for what is no table or cannot be read."""
    sample = take_sample(path)
    _refuse_what_is_no_table(sample)
    with in_words(path):
        return _opened(sample)


def _opened(sample: Sample) -> Book:
    check_size(sample, MAX_BYTES)
    file, digest = sample.path.name, sha256_of(sample.path)
    if sample.head.startswith(ZIP_SIGNATURE) and has_part(sample.path, DOCUMENT):
        document = read_tables(sample.path)
        return Book(file, digest, document.grids, document.headers, document.paragraphs)
    if is_workbook(sample.head):
        typed = sample.head.startswith(ZIP_SIGNATURE)
        return Book(file, digest, read_sheets(sample, MAX_BYTES), has_types=typed)
    return Book(file, digest, (_text_grid(read_whole(sample, MAX_BYTES), sample),))


def _refuse_what_is_no_table(sample: Sample) -> None:
    start = sample.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF"):
        raise refusal(sample.path, _(_PDF))
    if start.startswith((b"{", b"[")):
        raise refusal(sample.path, _(_JSON))
    if start.startswith(b"\xd0\xcf\x11\xe0") and _is_old_word(sample):
        raise refusal(sample.path, _(_OLD_WORD))
    if not (is_workbook(sample.head) or is_text(sample.head)):
        raise refusal(
            sample.path,
            _("this is no table that can be read; save it as .xlsx, .docx or CSV UTF-8."),
        )


def _is_old_word(sample: Sample) -> bool:
    """Whether an OLE file is of Word: its folder names the stream of the document."""
    stream = "WordDocument".encode("utf-16-le")
    return stream in sample.head or (
        sample.path.suffix.casefold() == ".doc"
        and "Workbook".encode("utf-16-le") not in sample.head
    )


def _text_grid(data: bytes, sample: Sample) -> Grid:
    numbers, rows = read_rows(data, str(sample.path), looked_at=15)
    filled = [
        Line(number, tuple(Cell(cell.strip()) for cell in row))
        for number, row in zip(numbers, rows, strict=True)
        if any(cell.strip() for cell in row)
    ]
    if len(filled) > MAX_LINES:
        raise refusal(
            sample.path,
            _("it has more than {max_lines} lines, more than any matrix; cut it.").format(
                max_lines=number(MAX_LINES)
            ),
        )
    return Grid("the file", tuple(filled))
