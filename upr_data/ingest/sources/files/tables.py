"""A table file of any format: its header for a first look, its records when it is read."""

from upr_data.ingest.sources.base import Sample
from upr_data.ingest.sources.files.cells import Records
from upr_data.ingest.sources.files.delimited import first_record, read_delimited
from upr_data.ingest.sources.files.door import check_size, read_whole
from upr_data.ingest.sources.files.workbook import is_workbook, read_workbook

MAX_BYTES = 64_000_000
"""UPR Info's whole database, 117,000 records, takes about half of it."""


def header_of(sample: Sample) -> tuple[str, ...] | None:
    """Cells of the first row that is not blank; None if this is no table.

    Raises `BadInputError` for a workbook that is damaged or too large to look into.
    """
    if is_workbook(sample.head):
        records = sample.once(records_of)
        return records.header if records else None
    cells = first_record(sample.head)
    return tuple(cell.strip() for cell in cells) if cells else None


def records_of(sample: Sample) -> Records | None:
    """All records of a table file; None if it is blank. To be asked for by `sample.once`."""
    if is_workbook(sample.head):
        check_size(sample, MAX_BYTES)
        return read_workbook(sample)
    return read_delimited(read_whole(sample, MAX_BYTES), str(sample.path))
