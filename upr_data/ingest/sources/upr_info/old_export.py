"""UPR Info's database as exported until 2018: .csv and .xls of 2015, .csv of 2018.

One record is one recommendation from one recommending State, without id and paragraph number.
Files saved again from a spreadsheet, in either format, are read as well: columns go by name.
Regional groups and organisations, whose columns share a name, are not read:
`upr_data.domain.states` has them.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import polars as pl

from upr_data.domain.states import normalise
from upr_data.ingest.sources.base import Reading, Sample
from upr_data.ingest.sources.files.cells import Records
from upr_data.ingest.sources.files.door import refusal
from upr_data.ingest.sources.files.tables import header_of, records_of
from upr_data.ingest.sources.finishing import Papers, finished, source_record
from upr_data.ingest.sources.report import Change, Report
from upr_data.ingest.sources.upr_info.converting import (
    PUBLISHER,
    Cell,
    recommendations,
    states_named,
)
from upr_data.language import N_, _, listing
from upr_data.model import Col
from upr_data.operating.child import Progress

NEEDED: Final = N_(
    "SuR (or To), Recommendation (or Text), RS (or From), Response, Action, Issue and Session"
)
"""The columns an export must have, for people."""

_ALIASES: Final[Mapping[Cell, frozenset[str]]] = {
    Cell.STATE_UNDER_REVIEW: frozenset({"sur", "to", "state under review"}),
    Cell.TEXT: frozenset({"recommendation", "text"}),
    Cell.RECOMMENDING_STATE: frozenset({"rs", "from", "recommending state"}),
    Cell.RESPONSE: frozenset({"response"}),
    Cell.ACTION: frozenset({"action", "action category"}),
    Cell.ISSUE: frozenset({"issue", "issues"}),
    Cell.SESSION: frozenset({"session"}),
}
_NOT_READ: Final = frozenset(
    {"rgrp", "org", "to rgrp", "to org", "from rgrp", "from org", "regional group", "organisation"}
)
_DAY: Final = re.compile(r"(?<!\d)(20\d\d)_(\d\d)_(\d\d)(?!\d)")


class UprInfoExport:
    """The old export of UPR Info's database."""

    name = "UPR Info database export"

    def recognises(self, sample: Sample) -> bool:
        """Whether the first row names all columns of the export."""
        header = header_of(sample)
        return header is not None and all(_places(header).values())

    def read(self, sample: Sample, progress: Progress) -> Reading:
        """Read the file whole.

        Raises `BadInputError` for a broken file, one without records, one with a column twice,
        and one with States of the demonstration.
        """
        records = sample.once(records_of)
        if records is None or not (records.cells.height or records.ragged):
            raise refusal(sample.path, _("it has a header and no records; export it again."))
        report = Report(sample.path.name)
        cells = _without_repeated_headers(_named_cells(records, sample), records.header, report)
        n_read = cells.height + len(records.ragged)
        progress(0, n_read)
        _report_shape(records, report)
        rows = recommendations(cells, report)
        progress(n_read, n_read)
        source = source_record(
            sample, _papers(sample), n_read=n_read, n_set_aside=n_read - rows.height
        )
        return finished(sample, source, rows, report.frame(), named=states_named(cells))


def missing_cells(header: Sequence[str]) -> list[str]:
    """What an export needs and this header does not have, in words."""
    return [cell.value for cell, found in _places(header).items() if not found]


def _places(header: Sequence[str]) -> dict[Cell, list[int]]:
    """Where each needed column stands in a header."""
    keys = [normalise(cell) for cell in header]
    return {
        cell: [i for i, key in enumerate(keys) if key in aliases]
        for cell, aliases in _ALIASES.items()
    }


def _named_cells(records: Records, sample: Sample) -> pl.DataFrame:
    """The needed columns, by name, and the line."""
    places = _places(records.header)
    for cell, found in places.items():
        if len(found) > 1:
            names = listing([records.header[i] for i in found], _("and"))
            raise refusal(
                sample.path,
                _("two columns hold the {what}: {names}; leave one of them.").format(
                    what=cell.value, names=names
                ),
            )
    columns = [pl.col(str(found[0])).alias(cell) for cell, found in places.items()]
    return records.cells.select(pl.col(Col.LINE), *columns)


def _without_repeated_headers(
    cells: pl.DataFrame, header: Sequence[str], report: Report
) -> pl.DataFrame:
    """The cells without rows that repeat the header, as files that were joined have them."""
    names = {cell: header[found[0]] for cell, found in _places(header).items()}
    is_header = pl.all_horizontal(
        pl.col(cell).str.strip_chars() == name for cell, name in names.items()
    )
    lines = cells.filter(is_header)[Col.LINE].to_list()
    report.noticed("header_repeated", [Change(line, ",".join(header), "") for line in lines])
    return cells.filter(~is_header)


def _report_shape(records: Records, report: Report) -> None:
    """Records that do not fit the header, columns and sheets that are not read."""
    known = {i for found in _places(records.header).values() for i in found}
    others = [name for i, name in enumerate(records.header) if i not in known]
    unread = [name for name in others if normalise(name) not in _NOT_READ]
    report.noticed("column_not_read", [Change(0, name, "") for name in unread])
    report.noticed("not_read", [Change(0, note, "") for note in records.notes])
    width = len(records.header)
    for record in records.ragged:
        reason = f"It has {record.n_cells} cells where the header has {width}."
        report.set_aside(record.line, "cells_do_not_fit", reason)


def _papers(sample: Sample) -> Papers:
    return Papers(
        name=UprInfoExport.name,
        publisher=PUBLISHER,
        url="https://upr-info.org",
        retrieved=_day_in(sample.path.name),
    )


def _day_in(file_name: str) -> str | None:
    """The day of export that file names of 2018 carry, as an ISO date."""
    found = _DAY.search(file_name)
    try:
        return date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None
