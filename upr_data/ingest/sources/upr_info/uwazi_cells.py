"""Cells of UPR Info's database of today, in the form of the old export, and the reading of them."""

import re
from dataclasses import dataclass
from typing import Final

import polars as pl

from upr_data.domain import issues
from upr_data.ingest.sources.base import Reading, Sample
from upr_data.ingest.sources.finishing import Papers, finished, source_record
from upr_data.ingest.sources.report import Change, Report
from upr_data.ingest.sources.upr_info.converting import (
    PUBLISHER,
    Cell,
    recommendations,
    states_named,
)
from upr_data.model import Col, IdBasis, ReportAction, Table, conform

KEY: Final = "key"
"""The column of the database's own keys."""
SEPARATOR: Final = "|"
GROUP: Final = "::"
"""What stands between a group of values and the value: `Civil and political::Justice`."""
SERVER: Final = "https://upr-info-database.uwazi.io"
UNPUBLISHED: Final = "It is an unpublished record of the database."
FETCH: Final = "python -m upr_data fetch upr-info --name NAME"
_LISTED: Final = tuple(cell for cell in Cell if cell is not Cell.TEXT)
_CODE: Final = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{24}"
    r"|(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{10,11}"
)
"""Uwazi's internal ids: UUIDs, those of its store, and its own short ones."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says of itself: its server, its day, and how many records it must have."""

    server: str = SERVER
    retrieved: str | None = None
    n: int = 0


def exploded(cells: pl.DataFrame, report: Report) -> pl.DataFrame:
    """One row per recommending State, and issues in the form of the old export."""
    plain = cells.with_columns(_ungrouped(cells, cell, report) for cell in _LISTED)
    issue_words = plain[Cell.ISSUE].unique().to_list()
    return plain.with_columns(
        pl.col(Cell.RECOMMENDING_STATE).str.split(SEPARATOR),
        pl.col(Cell.ISSUE).replace_strict(
            issue_words, [issue_labels(words) for words in issue_words], return_dtype=pl.String
        ),
    ).explode(Cell.RECOMMENDING_STATE)


def _ungrouped(cells: pl.DataFrame, cell: Cell, report: Report) -> pl.Series:
    """Labels without the groups before them; internal ids in place of labels are noticed."""
    given = cells[cell].fill_null("")
    plain = {words: _without_groups(words) for words in given.unique().to_list()}
    codes = {words for words, label in plain.items() if any(map(_is_code, _values(label)))}
    changed = {words for words, label in plain.items() if label != words and GROUP in words}
    if codes or changed:
        lines = zip(cells[Col.LINE], given, strict=True)
        found = [(line, words) for line, words in lines if words in codes or words in changed]
        report.repaired(
            "group_before_label",
            (Change(line, words, plain[words]) for line, words in found if words in changed),
        )
        report.noticed(
            "internal_code_instead_of_label",
            (
                Change(line, f"{cell.value}: {value}", "")
                for line, words in found
                for value in _values(plain[words])
                if _is_code(value)
            ),
        )
    return given.replace_strict(list(plain), list(plain.values()), return_dtype=pl.String)


def _values(words: str) -> list[str]:
    return [value.strip() for value in words.split(SEPARATOR)]


def _without_groups(words: str) -> str:
    return SEPARATOR.join(value.rpartition(GROUP)[2].strip() for value in words.split(SEPARATOR))


def _is_code(value: str) -> bool:
    return bool(_CODE.fullmatch(value))


def issue_labels(words: str) -> str:
    """Issues joined by commas; names that nobody knows lose their own, so that they stay whole."""
    given = (name.strip() for name in words.split(SEPARATOR))
    labels = (
        issues.ISSUES.get(issues.lookup(name) or "", name.replace(",", " ")) for name in given
    )
    return ",".join(label for label in labels if label)


def reading(
    sample: Sample, cells: pl.DataFrame, head: Head, report: Report, n_read: int
) -> Reading:
    """The reading of a file whose records' cells these are; `n_read` counts its records."""
    rows = recommendations(cells.drop(KEY), report)
    out = _lines_set_aside(report)
    keyed = _with_keys(rows, cells.filter(~pl.col(Col.LINE).is_in(out)), head)
    papers = Papers("UPR Info database", PUBLISHER, head.server, retrieved=head.retrieved)
    source = source_record(sample, papers, n_read=n_read, n_set_aside=len(out))
    return finished(sample, source, keyed, report.frame(), named=states_named(cells))


def _lines_set_aside(report: Report) -> list[int]:
    frame = report.frame()
    is_out = pl.col(Col.REPORT_ACTION) == ReportAction.SET_ASIDE.value
    return frame.filter(is_out)[Col.LINE].unique().to_list()


def _with_keys(rows: pl.DataFrame, cells: pl.DataFrame, head: Head) -> pl.DataFrame:
    """Rows with the database's own key as id, and the address of the record's page."""
    keys = cells[KEY]
    has_key = keys.is_not_null()
    return conform(
        Table.RECOMMENDATIONS,
        rows.with_columns(
            keys.alias(Col.RECOMMENDATION_ID),
            pl.when(has_key).then(pl.lit(IdBasis.SOURCE.value)).alias(Col.ID_BASIS),
            (pl.lit(f"{head.server}/entity/") + keys).alias(Col.SOURCE_URL),
        ),
    )
