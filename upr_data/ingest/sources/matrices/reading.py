"""A matrix, read by its plan: words of assessors on the recommendations of a snapshot."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

import polars as pl

from upr_data.domain import calendar
from upr_data.domain.provenance import LICENCE_NOT_STATED, SourceRecord
from upr_data.domain.states import normalise
from upr_data.ingest.coding.language import are_english
from upr_data.ingest.sources.matrices.grid import Book
from upr_data.ingest.sources.matrices.matching import Match, Sureness, Wanted, match
from upr_data.ingest.sources.matrices.plan import Plan, PlannedWord, word_key
from upr_data.ingest.sources.matrices.proposing import table_of
from upr_data.ingest.sources.matrices.records import Record, Said, records_of
from upr_data.ingest.sources.matrices.stock import Known, Shelf
from upr_data.ingest.sources.report import Change, Report
from upr_data.ingest.sources.words.days import day_of
from upr_data.ingest.sources.words.levels import Sort, Word, read_level
from upr_data.model import (
    AssessorType,
    Col,
    Level,
    MatchedBy,
    Milestone,
    Table,
    conform,
    empty,
)
from upr_data.templates.closed_lists import ASSESSOR_TYPES, MILESTONES

_SAME: Final = (
    Col.RECOMMENDATION_ID, Col.ASSESSOR, Col.ASSESSOR_TYPE, Col.MILESTONE, Col.ASSESSED_ON,
    Col.EVIDENCE_UNTIL, Col.LEVEL,
)  # fmt: skip
_SHOWN: Final = 90


@dataclass(frozen=True, slots=True)
class Against:
    """What a matrix is held against: the recommendations, names of States, words said so far."""

    shelf: Shelf
    state_names: Mapping[str, str]
    assessments: pl.DataFrame


@dataclass(frozen=True, slots=True)
class MatrixReading:
    """A matrix, read: its words, its papers, what was reported, and the counts of its matching."""

    source: SourceRecord
    assessments: pl.DataFrame
    report: pl.DataFrame
    counts: Mapping[str, Any]


@dataclass(slots=True)
class _Running:
    """What is kept while words are made: what was said so far, how names are spelt."""

    said: set[tuple[Any, ...]]
    spellings: dict[str, str]
    report: Report
    today: date = field(default_factory=lambda: datetime.now(UTC).date())


def read_matrix(book: Book, plan: Plan, against: Against) -> MatrixReading:
    """The words of a matrix, each matched with a recommendation; the rest is set aside and said.

    Proposed matches are taken only where the plan says so. Counts are of rows that name a
    recommendation or say something of one: read = matched + proposed + set aside.
    """
    table = table_of(book, plan)
    records = list(records_of(table, plan))
    report = Report(book.file)
    wanted = [record.wanted for record in records]
    matches = match(wanted, against.shelf, is_other_language=_is_other_language(wanted, against))
    if matches.is_other_language:
        note = "The texts are in another language than the snapshot's: numbers alone decide."
        report.noticed("texts_in_another_language", [Change(0, note, "")])
    decided = [
        (record, _taken(one, plan))
        for record, one in zip(records, matches.found, strict=True)
        if not _is_heading(record, one)
    ]
    n_headings = len(records) - len(decided)
    _notice_shape(table.n_examples, table.n_totals, n_headings, report)
    _report_unmatched(decided, report)
    rows = list(_rows(decided, plan, against, report))
    return MatrixReading(
        source=_source(book, decided),
        assessments=conform(Table.ASSESSMENTS, pl.DataFrame(rows, infer_schema_length=None))
        if rows
        else empty(Table.ASSESSMENTS),
        report=report.frame(),
        counts=_counts(decided, rows, plan),
    )


def _is_other_language(wanted: Sequence[Wanted], against: Against) -> bool:
    """Whether most texts are not English; those of snapshots are."""
    texts = pl.Series([one.text for one in wanted if one.text][:200], dtype=pl.String)
    if texts.is_empty():
        return False
    n_english = int(are_english(texts).sum())
    return n_english * 2 < len(texts)


def _taken(one: Match, plan: Plan) -> Match:
    """A proposed match as a match, where the plan says yes to all of them."""
    if one.sureness is Sureness.PROPOSED and plan.takes_proposed:
        return Match(Sureness.MATCHED, one.known, one.by, one.score)
    return one


def _is_heading(record: Record, one: Match) -> bool:
    """Whether a row is a heading over others: one filled cell that is no recommendation."""
    return record.is_alone and record.is_silent and one.sureness is Sureness.ASIDE


def _notice_shape(n_examples: int, n_totals: int, n_headings: int, report: Report) -> None:
    for rule, n in (
        ("example_rows", n_examples), ("total_rows", n_totals), ("heading_rows", n_headings),
    ):  # fmt: skip
        report.noticed(rule, [Change(0, "", "")] * n)


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


def _named(known: Known) -> str:
    return " ".join(filter(None, (known.symbol, known.number))) or known.id


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…"


def _rows(
    decided: Sequence[tuple[Record, Match]], plan: Plan, against: Against, report: Report
) -> Iterator[dict[Col, Any]]:
    """A row of `assessments` for each word on each recommendation; repeated ones once."""
    names = against.assessments[Col.ASSESSOR].drop_nulls().unique(maintain_order=True)
    running = _Running(
        said=set(against.assessments.select(_SAME).iter_rows()),
        spellings={normalise(name): name for name in reversed(names.to_list())},
        report=report,
    )
    words = {(word_key(word.word), word.fill): word for word in plan.words}
    for record, one in decided:
        if one.sureness is not Sureness.MATCHED:
            continue
        if record.is_silent:
            report.noticed("left_blank", [Change(record.wanted.line, "", "")])
            continue
        for row in _rows_of(record, one, plan, words, against, running):
            key = tuple(row[column] for column in _SAME)
            if key in running.said:
                report.noticed("repeated", [Change(record.wanted.line, row[Col.LEVEL], "")])
                continue
            running.said.add(key)
            yield row


def _rows_of(
    record: Record,
    one: Match,
    plan: Plan,
    words: Mapping[tuple[str, Any], PlannedWord],
    against: Against,
    running: _Running,
) -> Iterator[dict[Col, Any]]:
    spoken = [said for said in record.said if said.words or said.fill]
    for said in spoken or record.said[:1]:
        for place, known in enumerate(one.known):
            word = _word(said, place, len(one.known), words, plan)
            if word is None:
                rule = "fills_not_taken" if said.fill else "marked_no_comment"
                running.report.noticed(rule, [Change(record.wanted.line, said.given, "")])
                if not record.comment:
                    continue
                word = _UNSAID
            if not said.words and record.comment and not said.fill:
                running.report.noticed(
                    "blank_level_with_comment", [Change(record.wanted.line, "", "")]
                )
            yield _row(record, said, word, known, one, plan, against, running)


_UNSAID: Final = Word(Sort.UNCLEAR, Level.UNCLEAR, None, "a comment without a level")


def _word(
    said: Said,
    place: int,
    n: int,
    words: Mapping[tuple[str, Any], PlannedWord],
    plan: Plan,
) -> Word | None:
    """What a cell says of one of the recommendations of its row; None for no comment at all.

    A list of as many words as recommendations gives each its own; of several other words, all
    must say the same.
    """
    if said.fill:
        planned = words.get(("", said.fill))
        if not planned or not plan.takes_fills:
            return None
        return Word(Sort.LEVEL, planned.level, planned.nuance, planned.why)
    if not said.words:
        return _UNSAID
    own = (said.words[place],) if len(said.words) == n else said.words
    read = [_read(word, said, words) for word in own]
    levels = {(word.level, word.nuance) for word in read}
    if len(levels) > 1:
        return Word(Sort.UNCLEAR, Level.UNCLEAR, None, "several different words")
    return read[0] if read[0].level else None


def _read(word: str, said: Said, words: Mapping[tuple[str, Any], PlannedWord]) -> Word:
    planned = words.get((word_key(word), None))
    if planned:
        return Word(planned.sort, planned.level, planned.nuance, planned.why)
    return read_level(word, said.column.scale, is_assessment=said.column.is_assessment)


def _row(  # noqa: PLR0913 - all that a word is made of
    record: Record,
    said: Said,
    word: Word,
    known: Known,
    one: Match,
    plan: Plan,
    against: Against,
    running: _Running,
) -> dict[Col, Any]:
    kind = ASSESSOR_TYPES.find(record.assessor_type) if record.assessor_type else None
    kind = kind or said.column.assessor_type or plan.assessor_type or AssessorType.OTHER
    milestone = MILESTONES.find(record.milestone) if record.milestone else None
    day = _day(record, known, running)
    until = said.column.evidence_until or plan.evidence_until
    return {
        Col.RECOMMENDATION_ID: known.id,
        Col.ASSESSOR: _assessor(record, said, kind, known, plan, against, running),
        Col.ASSESSOR_TYPE: kind.value,
        Col.LEVEL: (word.level or Level.UNCLEAR).value,
        Col.LEVEL_AS_GIVEN: said.given or (said.fill and f"({said.fill} cell)") or None,
        Col.NUANCE: word.nuance.value if word.nuance else None,
        Col.ASSESSED_ON: day,
        Col.EVIDENCE_UNTIL: date.fromisoformat(until) if until else None,
        Col.MILESTONE: (milestone or plan.milestone or Milestone.MID_TERM).value,
        Col.SOURCE_URL: record.link or plan.source_url,
        Col.COMMENT: record.comment or None,
        Col.MATCHED_BY: one.by.value if one.by else None,
        Col.MATCH_SCORE: one.score,
    }


def _assessor(  # noqa: PLR0913 - whoever names the assessor
    record: Record,
    said: Said,
    kind: AssessorType,
    known: Known,
    plan: Plan,
    against: Against,
    running: _Running,
) -> str:
    """The assessor's name, spelt as it was first; a State that gives none is its own assessor."""
    name = record.assessor or said.column.assessor or plan.assessor
    if not name and kind is AssessorType.STATE and known.review:
        name = against.state_names.get(known.review.state)
    name = " ".join((name or kind.value).split())
    return running.spellings.setdefault(normalise(name), name)


def _day(record: Record, known: Known, running: _Running) -> date | None:
    """The day of the row's own date; one before the review or in the future is not believed."""
    day = day_of(record.day)
    if day is None or day.exact is None:
        if record.day:
            running.report.noticed("date_not_exact", [Change(record.wanted.line, record.day, "")])
        return None
    session = calendar.SESSIONS.get(known.session or 0)
    begun = day_of(session.starts) if session else None
    if (begun and day.last < begun.first) or day.first > running.today:
        running.report.noticed("date_not_believed", [Change(record.wanted.line, record.day, "")])
        return None
    return day.exact


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
