"""A matrix, read by its plan: words of assessors on the recommendations of a snapshot."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from upr_data.domain.provenance import LICENCE_NOT_STATED, SourceRecord
from upr_data.ingest.coding.language import are_english
from upr_data.ingest.sources.matrices.candidates import candidates
from upr_data.ingest.sources.matrices.finding import Table as MatrixTable
from upr_data.ingest.sources.matrices.grid import Book
from upr_data.ingest.sources.matrices.matching import Match, Sureness, Wanted, match
from upr_data.ingest.sources.matrices.plan import Plan, PlannedWord
from upr_data.ingest.sources.matrices.proposing import table_of
from upr_data.ingest.sources.matrices.records import Record, records_of
from upr_data.ingest.sources.matrices.saying import Writer
from upr_data.ingest.sources.matrices.stock import Known, Shelf
from upr_data.ingest.sources.report import Change, Report
from upr_data.language import _
from upr_data.model import (
    Col,
    Level,
    MatchedBy,
    Table,
    conform,
    empty,
)

_SHOWN: Final = 90
_PRINTED: Final = 1_000

TABLES_NOT_READ: Final = "tables_not_read"
"""The notice that names the other tables of a file."""


@dataclass(frozen=True, slots=True)
class Against:
    """What a matrix is held against: the recommendations, names of States, words said so far."""

    shelf: Shelf
    state_names: Mapping[str, str]
    assessments: pl.DataFrame


@dataclass(frozen=True, slots=True)
class MatrixReading:
    """A matrix, read: its words, its papers, what was reported, and the counts of its matching.

    `matches` says row by row how it was matched, as a page shows it (JSON values).
    """

    source: SourceRecord
    assessments: pl.DataFrame
    report: pl.DataFrame
    counts: Mapping[str, Any]
    matches: Sequence[Mapping[str, Any]] = ()


def read_matrix(book: Book, plan: Plan, against: Against) -> MatrixReading:
    """The words of a matrix, each matched with a recommendation; the rest is set aside and said.

    Proposed matches are taken only where the plan says so. Counts are of rows that name a
    recommendation or say something of one: read = matched + proposed + set aside.
    """
    table = table_of(book, plan)
    records = list(records_of(table, plan, has_types=book.has_types))
    report = Report(book.file)
    wanted = [record.wanted for record in records]
    matches = match(wanted, against.shelf, is_other_language=_is_other_language(wanted))
    if matches.is_other_language:
        note = "The texts are in another language than the snapshot's: numbers alone decide."
        report.noticed("texts_in_another_language", [Change(0, note, "")])
    decided = [
        (record, _taken(record, one, plan))
        for record, one in zip(records, matches.found, strict=True)
        if not _is_heading(record, one)
    ]
    n_headings = len(records) - len(decided)
    _notice_other_tables(book, plan, report)
    _notice_shape(table, n_headings, report)
    _notice_hidden(table, plan, report)
    _report_unmatched(decided, report)
    writer = Writer(plan, against.state_names, against.assessments, report)
    matched = ((record, one) for record, one in decided if one.sureness is Sureness.MATCHED)
    rows = [row for record, one in matched for row in writer.rows(record, one)]
    return MatrixReading(
        source=_source(book, decided),
        assessments=conform(Table.ASSESSMENTS, pl.DataFrame(rows, infer_schema_length=None))
        if rows
        else empty(Table.ASSESSMENTS),
        report=report.frame(),
        counts=_counts(decided, rows, plan),
        matches=[_match_row(record, one) for record, one in decided],
    )


def _is_other_language(wanted: Sequence[Wanted]) -> bool:
    """Whether most texts are not English; those of snapshots are."""
    texts = pl.Series([one.text for one in wanted if one.text][:200], dtype=pl.String)
    if texts.is_empty():
        return False
    n_english = int(are_english(texts).sum())
    return n_english * 2 < len(texts)


def _taken(record: Record, one: Match, plan: Plan) -> Match:
    """A proposed match as a match, where the plan says yes to it or to all of them."""
    is_taken = plan.takes_proposed or record.wanted.line in plan.accepted
    if one.sureness is Sureness.PROPOSED and is_taken:
        return Match(Sureness.MATCHED, one.known, one.by, one.score)
    return one


def _is_heading(record: Record, one: Match) -> bool:
    """Whether a row is a heading over others: one filled cell that is no recommendation."""
    return record.is_alone and record.is_silent and one.sureness is Sureness.ASIDE


def other_tables(book: Book, plan: Plan) -> list[str]:
    """Names of the tables of a file that could be read as matrices, and are not by this plan."""
    names = {one.table.name for one in candidates(book) if one.is_readable and not one.is_made}
    return sorted(names - {*plan.table.split(" + ")})


def not_read(names: Sequence[str]) -> str:
    """Which tables of a file are not read, and how to choose another."""
    return _("Not read are {tables}; choose another table with --table NAME.").format(
        tables=", ".join(f"“{name}”" for name in names)
    )


def _notice_other_tables(book: Book, plan: Plan, report: Report) -> None:
    """Say which other tables of the file could be read as matrices and were not."""
    left = other_tables(book, plan)
    report.noticed(TABLES_NOT_READ, [Change(0, name, "") for name in left])


def _notice_shape(table: MatrixTable, n_headings: int, report: Report) -> None:
    for rule, n in (
        ("example_rows", table.n_examples), ("total_rows", table.n_totals),
        ("heading_rows", n_headings), ("struck_through_not_read", table.n_struck),
    ):  # fmt: skip
        report.noticed(rule, [Change(0, "", "")] * n)


def _notice_hidden(table: MatrixTable, plan: Plan, report: Report) -> None:
    """Say what was read although a reader of the file does not see it: a filter may have hid it."""
    if table.is_hidden:
        report.noticed("hidden_sheet_read", [Change(0, table.name, "")])
    rows = [Change(line.line, "", "") for line in table.lines if line.is_hidden]
    report.noticed("hidden_rows_read", rows)
    read = {one.place: one.heading for one in plan.columns}
    read |= {one.place: one.heading for one in plan.levels}
    hidden = (read[place] for place in sorted({*table.hidden_columns} & read.keys()))
    report.noticed("hidden_columns_read", [Change(0, heading, "") for heading in hidden])


def _report_unmatched(decided: Sequence[tuple[Record, Match]], report: Report) -> None:
    """Rows set aside and rows that wait for a yes, each with its nearest candidate."""
    for record, one in decided:
        if one.sureness is Sureness.MATCHED:
            continue
        near = f" Nearest: {_named(one.known[0])} ({one.score:.0f} of 100)." if one.known else ""
        what = f"“{_short(record.wanted.text or record.wanted.number)}”: "
        if one.sureness is Sureness.PROPOSED:
            reason = f"{what}{one.reason}.{near} Take all such with --accept-proposed."
            report.set_aside(record.wanted.line, "proposed", reason)
        else:
            report.set_aside(record.wanted.line, one.rule, f"{what}{one.reason}{near}")


def _match_row(record: Record, one: Match) -> dict[str, Any]:
    """One row of the table: what it says, what it is matched with or is nearest to, and how."""
    nearest = one.known[0] if one.known else None
    return {
        "line": record.wanted.line,
        "number": record.wanted.number,
        "text": record.wanted.text[:_PRINTED],
        "word": "; ".join(said.given for said in record.said if said.given)[:_PRINTED],
        "sureness": one.sureness.value,
        "by": one.by.value if one.by else None,
        "score": round(one.score, 1),
        "reason": one.reason,
        "n_known": len(one.known),
        "known_number": _named(nearest) if nearest else "",
        "known_text": nearest.texts[0][:_PRINTED] if nearest and nearest.texts else "",
    }


def _named(known: Known) -> str:
    return " ".join(filter(None, (known.symbol, known.number))) or known.id


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…"


def _source(book: Book, decided: Sequence[tuple[Record, Match]]) -> SourceRecord:
    n_kept = sum(one.sureness is Sureness.MATCHED for _, one in decided)
    return SourceRecord(
        file=book.file,
        name="Matrix of implementation",
        publisher="given by whoever imported it",
        url=None,
        licence=LICENCE_NOT_STATED,
        retrieved=None,
        sha256=book.sha256,
        n_read=len(decided),
        n_kept=n_kept,
        n_set_aside=len(decided) - n_kept,
    )


def _counts(
    decided: Sequence[tuple[Record, Match]], rows: Sequence[Mapping[Col, Any]], plan: Plan
) -> dict[str, Any]:
    """What `import --json` says of a matrix."""
    sureness = Counter(one.sureness for _, one in decided)
    by = Counter(one.by for _, one in decided if one.sureness is Sureness.MATCHED)
    levels = Counter(row[Col.LEVEL] for row in rows)
    return {
        "n_read": len(decided),
        "n_matched": sureness[Sureness.MATCHED],
        "matched_by": {one.value: by[one] for one in MatchedBy},
        "n_proposed": sureness[Sureness.PROPOSED],
        "n_set_aside": sureness[Sureness.ASIDE],
        "levels": {level.value: levels[level.value] for level in Level},
        "words": [words_row(word) for word in plan.words],
        "plan": plan.to_dict(),
    }


def words_row(word: PlannedWord) -> dict[str, Any]:
    """A word of the plan as `--json` and the page list it."""
    return {
        "word": f"({word.fill} cell)" if word.fill else word.word,
        "n": word.n,
        "level": word.level.value if word.level else None,
        "nuance": word.nuance.value if word.nuance else None,
        "why": word.why,
    }
