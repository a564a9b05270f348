"""A table file of any format: its header for a first look, its records when it is read."""

from upr_data.ingest.sources.base import Sample
from upr_data.ingest.sources.files.cells import Records
from upr_data.ingest.sources.files.delimited import first_record, read_delimited
from upr_data.ingest.sources.files.door import read_whole
from upr_data.ingest.sources.files.workbook import is_workbook, read_workbook

MAX_BYTES = 64_000_000
"""UPR Info's whole database, 117,000 records, takes about half of it."""


def header_of(sample: Sample) -> tuple[str, ...] | None:
    """Cells of the first row that is not blank; None if this is no table.

    Raises `BadInputError` for a workbook that is damaged or too large to look into.
    """
    if is_workbook(sample.head):
        records = read_workbook(read_whole(sample, MAX_BYTES), str(sample.path))
        return records.header if records else None
    cells = first_record(sample.head)
    return tuple(cell.strip() for cell in cells) if cells else None


def read_records(sample: Sample, data: bytes) -> Records | None:
    """All records of a table file whose bytes are `data`; None if it is blank."""
    read = read_workbook if is_workbook(sample.head) else read_delimited
    return read(data, str(sample.path))
