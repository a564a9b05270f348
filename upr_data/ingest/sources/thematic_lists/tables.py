"""From the entries of a Word list to the tables of a reading."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from upr_data.domain import states
from upr_data.ingest.sources.report import Change, Report
from upr_data.ingest.sources.thematic_lists.entry import Entry
from upr_data.ingest.sources.words.levels import Sort, read_level
from upr_data.ingest.sources.words.positions import response_of
from upr_data.ingest.sources.words.vocabulary import Terms, codes, terms_table
from upr_data.model import (
    AssessorType,
    Col,
    IdBasis,
    Kind,
    Milestone,
    Response,
    Table,
    Vocabulary,
    conform,
    empty,
)


@dataclass(frozen=True, slots=True)
class Review:
    """Whose review a list is of: code and name as given, cycle and session."""

    state: str
    name: str
    cycle: int
    session: int


class ListTables(NamedTuple):
    """Tables of a reading, in its order."""

    recommendations: pl.DataFrame
    assessments: pl.DataFrame
    terms: pl.DataFrame


def tables_of(review: Review, entries: Sequence[Entry], report: Report) -> ListTables:
    """Recommendations, one row per recommending State; assessments; and the terms met."""
    terms: Terms = {}
    rows = [row for entry in entries for row in _rows(review, entry, terms, report)]
    return ListTables(
        _table(Table.RECOMMENDATIONS, rows),
        _table(Table.ASSESSMENTS, list(_assessments(review, entries, report))),
        terms_table(terms),
    )


def _table(table: Table, rows: list[dict[Col, Any]]) -> pl.DataFrame:
    if not rows:
        return empty(table)
    return conform(table, pl.DataFrame(rows, infer_schema_length=None))


def _rows(review: Review, entry: Entry, terms: Terms, report: Report) -> Iterator[dict[Col, Any]]:
    shared = {
        Col.RECOMMENDATION_ID: _id(review, entry),
        Col.ID_BASIS: IdBasis.SOURCE,
        Col.KIND: Kind.RECOMMENDATION,
        Col.CYCLE: review.cycle,
        Col.SESSION: review.session,
        Col.STATE_UNDER_REVIEW: review.state,
        Col.STATE_UNDER_REVIEW_AS_GIVEN: review.name,
        Col.RESPONSE: response_of(entry.position) or Response.UNKNOWN,
        Col.RESPONSE_AS_GIVEN: entry.position or None,
        Col.THEMES: codes(Vocabulary.THEME, entry.labels.themes, terms),
        Col.SDGS: codes(Vocabulary.SDG, entry.labels.sdgs, terms),
        Col.AFFECTED_PERSONS: codes(Vocabulary.AFFECTED, entry.labels.persons, terms),
        Col.LANGUAGE: "en",
        Col.DOCUMENT_SYMBOL: entry.document,
        Col.PARAGRAPH: entry.paragraph,
    }
    _notice_parts(entry, report)
    for part in entry.parts:
        for name in part.states or (None,):
            yield shared | {
                Col.TEXT: part.text,
                Col.RECOMMENDING_STATE_AS_GIVEN: name,
                Col.RECOMMENDING_STATE: _code(name, entry, report),
            }


def _code(name: str | None, entry: Entry, report: Report) -> str | None:
    """Code of a recommending State; a missing or unknown one is noticed."""
    code = states.lookup(name) if name else None
    if code is None:
        rule = "unknown_recommending_state" if name else "no_recommending_state"
        report.noticed(rule, [Change(entry.line, f"{entry.paragraph} {name or ''}".strip(), "")])
    return code


def _notice_parts(entry: Entry, report: Report) -> None:
    if len(entry.parts) > 1:
        found = Change(entry.line, entry.paragraph, f"{len(entry.parts)} texts")
        report.noticed("several_texts_in_one_paragraph", [found])


def _id(review: Review, entry: Entry) -> str:
    """Document symbol and paragraph; where no document is named, State and session stand for it."""
    return f"{entry.document or f'{review.state}-{review.session}'}#{entry.paragraph}"


def _assessments(
    review: Review, entries: Sequence[Entry], report: Report
) -> Iterator[dict[Col, Any]]:
    """The State's own word at mid-term, which is what the column of these lists is for.

    A cell that says that nothing was assessed is no word; such cells are counted.
    """
    for entry in entries:
        if not entry.assessment:
            continue
        word = read_level(entry.assessment, is_assessment=True)
        if word.sort is Sort.NO_COMMENT:
            report.noticed("marked_no_comment", [Change(entry.line, entry.assessment, "")])
            continue
        yield {
            Col.RECOMMENDATION_ID: _id(review, entry),
            Col.ASSESSOR: states.state(review.state).name,
            Col.ASSESSOR_TYPE: AssessorType.STATE,
            Col.LEVEL: word.level,
            Col.LEVEL_AS_GIVEN: entry.assessment,
            Col.NUANCE: word.nuance,
            Col.MILESTONE: Milestone.MID_TERM,
            Col.COMMENT: entry.assessment,
        }
