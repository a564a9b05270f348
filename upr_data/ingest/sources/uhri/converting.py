"""From one UPR record of OHCHR's index to its rows, with every repair counted."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

import polars as pl

from upr_data.ingest.sources.report import Change, Report
from upr_data.ingest.sources.uhri import text as uhri_text
from upr_data.ingest.sources.uhri.edition import plain
from upr_data.ingest.sources.uhri.exported import Record
from upr_data.ingest.sources.uhri.review import Review, review_of
from upr_data.ingest.sources.words.positions import response_of
from upr_data.ingest.sources.words.states_in_text import Part, doubts_of, lookup, texts_of
from upr_data.ingest.sources.words.states_in_text import parts as parts_of
from upr_data.ingest.sources.words.vocabulary import Terms, codes
from upr_data.model import SCHEMAS, Col, IdBasis, Kind, Response, Table, Vocabulary

ANNOTATION: Final = "annotation"
"""OHCHR's key of the record, kept beside the rows until they have their ids."""
ROWS: Final = pl.Schema({**SCHEMAS[Table.RECOMMENDATIONS], ANNOTATION: pl.String()})

_BODIES: Final = frozenset({"upr", "universal periodic review"})
_KINDS: Final = {
    "recommendations": Kind.RECOMMENDATION,
    "recommendation": Kind.RECOMMENDATION,
    "voluntary pledges": Kind.VOLUNTARY_PLEDGE,
    "voluntary pledge": Kind.VOLUNTARY_PLEDGE,
    "voluntary commitments": Kind.VOLUNTARY_PLEDGE,
    "voluntary pledges and commitments": Kind.VOLUNTARY_PLEDGE,
    "pledges": Kind.VOLUNTARY_PLEDGE,
}


def is_upr(record: Record) -> bool:
    """Whether a record comes from the Universal Periodic Review, not from another body."""
    return plain(record.body) in _BODIES


def problem_of(record: Record, text: str) -> tuple[str, str] | None:
    """Rule and reason by which a UPR record is neither recommendation nor pledge."""
    if plain(record.type) not in _KINDS:
        return "unknown_type", f"Record {record.annotation} is of type {record.type!r}."
    if uhri_text.is_response(text):
        return "response_of_a_state", f"Record {record.annotation} is a State's answer."
    if not text:
        return "no_text", f"Record {record.annotation} has no text."
    if len(text) > uhri_text.MAX_TEXT:
        return "text_too_long", f"Record {record.annotation} has {len(text):,} characters."
    if _is_about_recommendations(record, text):
        reason = f"Record {record.annotation} introduces or closes a list of recommendations."
        return "lead_in_or_closing_paragraph", reason
    return None


def _is_about_recommendations(record: Record, text: str) -> bool:
    """Whether a record that names no State is a paragraph about recommendations."""
    if record.recommenders or _KINDS[plain(record.type)] is not Kind.RECOMMENDATION:
        return False
    words = uhri_text.opening(text).text
    return uhri_text.is_about_recommendations(words) and not any(
        lookup(name) for part in parts_of(words) for name in part.states
    )


def rows_of(record: Record, text: str, terms: Terms, report: Report) -> list[dict[str, Any]]:
    """Rows of a record, one per recommending State; its text is clean already."""
    review = review_of(record)
    opened = uhri_text.opening(text)
    parts, was_cut = texts_of(opened.text, record.recommenders)
    shared = _shared(record, review, opened.paragraph, terms) | {
        Col.KIND: _kind(record, opened.text, report)
    }
    _count(record, review, report)
    _count_paragraph(record, opened.paragraph, report)
    if was_cut:
        _count_states(record, parts, report)
    _notice_states(record, parts, report)
    return [
        {
            **shared,
            Col.TEXT: part.text,
            Col.RECOMMENDING_STATE: lookup(name) if name else None,
            Col.RECOMMENDING_STATE_AS_GIVEN: name,
        }
        for part in _once(record, parts, report)
        for name in part.states or (None,)
    ]


def _once(record: Record, parts: Iterable[Part], report: Report) -> Iterator[Part]:
    """The parts with every State once, under whatever names it stands there."""
    for part in parts:
        kept: dict[str, str] = {}
        for name in part.states:
            kept.setdefault(lookup(name) or name, name)
        if again := len(part.states) - len(kept):
            names = ", ".join(part.states)
            report.repaired("state_named_again", [Change(record.line, names, "")] * again)
        yield replace(part, states=tuple(kept.values()))


def identified(rows: pl.DataFrame, report: Report) -> pl.DataFrame:
    """Rows with document symbol and paragraph as id where these name one record alone.

    A paragraph that is missing, or that several records share, is no name: there OHCHR's own key
    of the record is the id.
    """
    own = pl.concat_str(Col.DOCUMENT_SYMBOL, pl.lit("#"), Col.PARAGRAPH)
    named = rows.with_columns(own.alias(Col.RECOMMENDATION_ID))
    is_shared = pl.col(ANNOTATION).n_unique().over(Col.RECOMMENDATION_ID) > 1
    marked = named.with_columns((is_shared & own.is_not_null()).alias("is_shared"))
    found = marked.filter("is_shared").unique(ANNOTATION, maintain_order=True)
    pairs = found.select(Col.RECOMMENDATION_ID, ANNOTATION).iter_rows()
    report.noticed("paragraph_of_several_records", (Change(0, *pair) for pair in pairs))
    unnamed = pl.col("is_shared") | pl.col(Col.RECOMMENDATION_ID).is_null()
    return marked.with_columns(
        pl.when(unnamed)
        .then(ANNOTATION)
        .otherwise(Col.RECOMMENDATION_ID)
        .alias(Col.RECOMMENDATION_ID),
        pl.lit(IdBasis.SOURCE.value).alias(Col.ID_BASIS),
    ).drop("is_shared", ANNOTATION)


def _shared(record: Record, review: Review, paragraph: str, terms: Terms) -> dict[str, Any]:
    """What all rows of a record have in common."""
    position = "/".join(record.positions)
    return {
        Col.CYCLE: review.cycle,
        Col.SESSION: review.session,
        Col.STATE_UNDER_REVIEW: review.state,
        Col.STATE_UNDER_REVIEW_AS_GIVEN: "; ".join(record.countries) or None,
        Col.RESPONSE: response_of(position) or Response.UNKNOWN,
        Col.RESPONSE_AS_GIVEN: position or None,
        Col.THEMES: codes(Vocabulary.THEME, record.themes, terms),
        Col.SDGS: codes(Vocabulary.SDG, record.sdgs, terms),
        Col.AFFECTED_PERSONS: codes(Vocabulary.AFFECTED, record.persons, terms),
        Col.LANGUAGE: "en",
        Col.DOCUMENT_SYMBOL: record.symbol or None,
        Col.PARAGRAPH: paragraph or None,
        ANNOTATION: record.annotation or f"record-{record.line}",
    }


def _kind(record: Record, text: str, report: Report) -> Kind:
    """Kind by type, but a text that calls itself a pledge is one, whatever its type."""
    kind = _KINDS[plain(record.type)]
    if kind is Kind.RECOMMENDATION and not record.recommenders and uhri_text.is_pledge(text):
        report.repaired("pledge_among_recommendations", [Change(record.line, text[:60], "")])
        return Kind.VOLUNTARY_PLEDGE
    return kind


def _count(record: Record, review: Review, report: Report) -> None:
    given = "; ".join(record.countries)
    for rule, after in review.repairs:
        report.repaired(rule, [Change(record.line, f"{record.symbol} {given}".strip(), after)])
    for rule in review.notices:
        words = f"{record.symbol} {given}, session {', '.join(record.sessions) or '-'}"
        report.noticed(rule, [Change(record.line, words, "")])
    position = "/".join(record.positions)
    if response_of(position) is None:
        report.noticed("unknown_response", [Change(record.line, position, "")])


def _count_paragraph(record: Record, paragraph: str, report: Report) -> None:
    if paragraph:
        report.repaired("paragraph_out_of_text", [Change(record.line, paragraph, "")])
    else:
        report.noticed("no_paragraph_in_text", [Change(record.line, record.annotation, "")])


def _count_states(record: Record, parts: tuple[Part, ...], report: Report) -> None:
    report.repaired("states_out_of_text", [Change(record.line, record.text.strip()[-60:], "")])
    if not record.recommenders:
        names = ", ".join(name for part in parts for name in part.states)
        report.repaired("recommending_states_from_text", [Change(record.line, names, "")])


def _notice_states(record: Record, parts: tuple[Part, ...], report: Report) -> None:
    report.noticed("unknown_recommending_state", _unknown(record, parts))
    for rule in doubts_of(record.text):
        report.noticed(rule, [Change(record.line, record.text.strip()[-60:], "")])
    if not any(part.states for part in parts) and _KINDS[plain(record.type)] is Kind.RECOMMENDATION:
        report.noticed("no_recommending_state", [Change(record.line, record.annotation, "")])


def _unknown(record: Record, parts: tuple[Part, ...]) -> Iterator[Change]:
    for part in parts:
        for name in part.states:
            if lookup(name) is None:
                yield Change(record.line, name, "")
