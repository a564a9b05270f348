"""UPR Info's database of today (Uwazi): what `fetch upr-info` saved, or the site's CSV export.

Both give the cells that the old export has, and are read by the same rules; what is new is the
stable key of a record (JSON only), lists parted by `|`, and "Not Supported" beside "Noted".
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, islice
from typing import Any, Final, NamedTuple

import polars as pl

from upr_data.domain import issues
from upr_data.domain.states import normalise
from upr_data.ingest.sources.base import Progress, Reading, Sample
from upr_data.ingest.sources.files.delimited import first_record, read_delimited
from upr_data.ingest.sources.files.door import read_whole, refusal
from upr_data.ingest.sources.finishing import Papers, finished, source_record
from upr_data.ingest.sources.report import Change, Report
from upr_data.ingest.sources.upr_info.converting import (
    PUBLISHER,
    Cell,
    recommendations,
    states_named,
)
from upr_data.model import Col, IdBasis, ReportAction, Table, conform

MAX_BYTES: Final = 1 << 30
SEPARATOR: Final = "|"
SERVER: Final = "https://upr-info-database.uwazi.io"
AT_ONCE: Final = 20_000
_KEY: Final = "key"
_FIXED: Final = frozenset(
    {"date added", "template", "geolocation", "documents", "attachments", "published"}
)
_PROPERTIES: Final[Mapping[Cell, str]] = {
    Cell.STATE_UNDER_REVIEW: "state_under_review",
    Cell.TEXT: "recommendation",
    Cell.RECOMMENDING_STATE: "recommending_state",
    Cell.RESPONSE: "response",
    Cell.ACTION: "action_category",
    Cell.ISSUE: "issues",
    Cell.SESSION: "session",
}
_HEADINGS: Final[Mapping[Cell, tuple[str, ...]]] = {
    Cell.STATE_UNDER_REVIEW: ("state under review", "sur", "state"),
    Cell.TEXT: ("recommendation", "text", "recommendation text", "title"),
    Cell.RECOMMENDING_STATE: ("recommending state", "recommending states", "rs"),
    Cell.RESPONSE: ("response", "position", "response to recommendation"),
    Cell.ACTION: ("action category", "action", "category", "action categories"),
    Cell.ISSUE: ("issues", "issue", "issue(s)", "themes"),
    Cell.SESSION: ("session", "upr session", "session number"),
}


class _Head(NamedTuple):
    """What the first line of a fetched file says of it; `n` records must follow."""

    server: str
    retrieved: str | None
    n: int


class UwaziJson:
    """Records as the database's interface gives them, saved by `fetch upr-info`."""

    name = "UPR Info database (Uwazi)"

    def recognises(self, sample: Sample) -> bool:
        """Whether the file starts as a fetched one, or as one answer of the interface."""
        start = sample.head.lstrip()
        return start.startswith(b'{"format": "upr-info-uwazi"') or (
            start.startswith(b'{"rows"') and b'"sharedId"' in sample.head
        )

    def read(self, sample: Sample, progress: Progress) -> Reading:
        """Read all records; `BadInputError` if the file is cut off or has none."""
        head, rows = _opened(sample)
        parts = []
        for start in count(0, AT_ONCE):
            some = list(islice(rows, AT_ONCE))
            parts.append(_cells_of(some, start))
            progress(start + len(some), max(head.n, start + len(some)))
            if len(some) < AT_ONCE:
                break
        cells = pl.concat(parts)
        n_found = cells[Col.LINE].n_unique()
        if n_found < max(head.n, 1):
            words = f"it has {n_found:,} of {head.n:,} records; fetch it again."
            raise refusal(sample.path, words)
        return _reading(sample, cells, head, Report(sample.path.name))


class UwaziCsv:
    """The CSV export of the database's web page."""

    name = "UPR Info database (CSV export of the web page)"

    def recognises(self, sample: Sample) -> bool:
        """Whether the header has the columns that Uwazi puts into every export."""
        header = first_record(sample.head) or []
        return len(_FIXED & {normalise(cell) for cell in header}) > 2  # noqa: PLR2004 of six

    def read(self, sample: Sample, progress: Progress) -> Reading:
        """Read all records; `BadInputError` names the columns found if some cannot be placed."""
        records = read_delimited(read_whole(sample, MAX_BYTES), str(sample.path))
        if records is None or not records.cells.height:
            raise refusal(sample.path, "it has a header and no records; export it again.")
        report = Report(sample.path.name)
        for record in records.ragged:
            reason = f"It has {record.n_cells} cells where the header has {len(records.header)}."
            report.set_aside(record.line, "cells_do_not_fit", reason)
        _notice_unread(records.header, sample, report)
        named = {cell: pl.col(str(i)) for cell, i in _places(records.header, sample).items()}
        cells = records.cells.select(pl.col(Col.LINE), pl.lit(None, pl.String).alias(_KEY), **named)
        progress(0, cells.height)
        return _reading(sample, _exploded(cells), _Head(SERVER, None, 0), report)


def _opened(sample: Sample) -> tuple[_Head, Iterator[dict[str, Any]]]:
    """Head and records, these line by line; a fetched file says how many it must have."""
    lines = _lines(sample)
    first = next(lines, {})
    if "rows" in first:
        return _Head(SERVER, None, len(first["rows"])), iter(first["rows"])
    return _Head(first["server"], first["retrieved"], first["n"]), lines


def _lines(sample: Sample) -> Iterator[dict[str, Any]]:
    with sample.path.open("rb") as file:
        for line in file:
            try:
                yield json.loads(line)
            except ValueError as error:
                words = "it is damaged or cut off; fetch it again."
                raise refusal(sample.path, words) from error


def _cells_of(rows: Sequence[Mapping[str, Any]], before: int) -> pl.DataFrame:
    """Cells of records, one row per recommending State; the line is the record's number."""
    cells: list[dict[str, Any]] = [
        {Col.LINE: line, _KEY: row.get("sharedId")}
        | {cell: _joined(row.get("metadata", {}).get(name)) for cell, name in _PROPERTIES.items()}
        for line, row in enumerate(rows, before + 1)
    ]
    words = dict.fromkeys((_KEY, *Cell), pl.String())
    return _exploded(pl.DataFrame(cells, schema=pl.Schema({Col.LINE: pl.UInt32(), **words})))


def _joined(values: Iterable[Mapping[str, Any]] | None) -> str:
    """Labels of a property's values, or the values themselves where they have no label."""
    words = (value.get("label") or value.get("value") or "" for value in values or ())
    return SEPARATOR.join(str(word) for word in words)


def _exploded(cells: pl.DataFrame) -> pl.DataFrame:
    """One row per recommending State, and issues in the form of the old export."""
    issue_words = cells[Cell.ISSUE].unique().to_list()
    return cells.with_columns(
        pl.col(Cell.RECOMMENDING_STATE).str.split(SEPARATOR),
        pl.col(Cell.ISSUE).replace_strict(
            issue_words, [_issue_labels(words) for words in issue_words], return_dtype=pl.String
        ),
    ).explode(Cell.RECOMMENDING_STATE)


def _issue_labels(words: str) -> str:
    """Issues joined by commas; names that nobody knows lose their own, so that they stay whole."""
    given = (name.strip() for name in words.split(SEPARATOR))
    labels = (
        issues.ISSUES.get(issues.lookup(name) or "", name.replace(",", " ")) for name in given
    )
    return ",".join(label for label in labels if label)


def _places(header: Sequence[str], sample: Sample) -> dict[Cell, int]:
    """Where each cell's column stands; the first alias that is there wins."""
    keys = {normalise(name): i for i, name in reversed(list(enumerate(header)))}
    places = {
        cell: next((keys[alias] for alias in aliases if alias in keys), None)
        for cell, aliases in _HEADINGS.items()
    }
    if missing := [cell.value for cell, place in places.items() if place is None]:
        raise refusal(
            sample.path,
            f"no column fits: {', '.join(missing)}. The columns found are {', '.join(header)}."
            " Rename them, or fetch the database: python -m upr_data fetch upr-info --name NAME.",
        )
    return {cell: place for cell, place in places.items() if place is not None}


def _notice_unread(header: Sequence[str], sample: Sample, report: Report) -> None:
    read = {header[place] for place in _places(header, sample).values()}
    others = (name for name in header if name not in read and normalise(name) not in _FIXED)
    report.noticed("column_not_read", (Change(0, name, "") for name in others))


def _reading(sample: Sample, cells: pl.DataFrame, head: _Head, report: Report) -> Reading:
    n_ragged = report.n_set_aside
    rows = recommendations(cells.drop(_KEY), report)
    out = _lines_set_aside(report)
    n_read = cells[Col.LINE].n_unique() + n_ragged
    keyed = _with_keys(rows, cells.filter(~pl.col(Col.LINE).is_in(out)), head)
    papers = Papers("UPR Info database", PUBLISHER, head.server, retrieved=head.retrieved)
    source = source_record(sample, papers, n_read=n_read, n_set_aside=len(out))
    return finished(sample, source, keyed, report.frame(), named=states_named(cells))


def _lines_set_aside(report: Report) -> list[int]:
    frame = report.frame()
    is_out = pl.col(Col.REPORT_ACTION) == ReportAction.SET_ASIDE.value
    return frame.filter(is_out)[Col.LINE].unique().to_list()


def _with_keys(rows: pl.DataFrame, cells: pl.DataFrame, head: _Head) -> pl.DataFrame:
    """Rows with the database's own key as id, and the address of the record's page."""
    keys = cells[_KEY]
    has_key = keys.is_not_null()
    return conform(
        Table.RECOMMENDATIONS,
        rows.with_columns(
            keys.alias(Col.RECOMMENDATION_ID),
            pl.when(has_key).then(pl.lit(IdBasis.SOURCE.value)).alias(Col.ID_BASIS),
            (pl.lit(f"{head.server}/entity/") + keys).alias(Col.SOURCE_URL),
        ),
    )
