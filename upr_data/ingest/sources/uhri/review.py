"""Whose review a record of OHCHR's index belongs to, and when that was."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import polars as pl

from upr_data import reference
from upr_data.domain import calendar, states
from upr_data.ingest.sources.report import Change
from upr_data.ingest.sources.uhri.exported import Record
from upr_data.model import Col, StateKind

_NUMBER: Final = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
MAX_CYCLE: Final = 9
MOST: Final = 0.9
"""Share of a cycle's reviews from which a file is taken to mean the whole cycle."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The States that the records of one document can be of, and why its tags are not enough."""

    states: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Review:
    """State, session and cycle, None where unknown; `repairs` and `notices` by rule."""

    state: str | None
    session: int | None
    cycle: int | None
    repairs: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]


@cache
def corrections() -> Mapping[str, Correction]:
    """Document symbol → correction: `reference/document_corrections.csv`."""
    return {
        row["document_symbol"]: Correction(reference.parts(row["states"]), row["reason"])
        for row in reference.rows("document_corrections")
    }


def review_of(record: Record) -> Review:
    """State by name, code, document and session, in this order; the session's own cycle."""
    session = _session(record)
    given = tuple(dict.fromkeys(filter(None, map(code_of, record.countries))))
    codes, repairs = _corrected(record, given)
    if len(codes) > 1:
        here = tuple(code for code in codes if session in _reviewed_in(code))
        codes = here if len(here) == 1 else codes
        repairs += [("one_state_of_several", here[0])] if len(here) == 1 else []
    state = codes[0] if len(codes) == 1 else None
    session, cycle, more = _when(record, state, session)
    notices = tuple(_notices(record, state, session, cycle))
    return Review(state, session, cycle, (*repairs, *more), notices)


def missing_reviews(rows: pl.DataFrame) -> list[Change]:
    """Reviews of the calendar without a row, if the rows look like the full export.

    Only cycles of which most reviews are there are looked at, so that a part of the export is
    not reproached with what it was never meant to have.
    """
    there = set(rows.select(Col.STATE_UNDER_REVIEW, Col.SESSION).drop_nulls().unique().iter_rows())
    reviews = calendar.reviews_table().select(Col.CYCLE, Col.STATE_UNDER_REVIEW, Col.SESSION).rows()
    found = []
    for cycle in sorted({cycle for cycle, *_ in reviews}):
        expected = [(state, session) for one, state, session in reviews if one == cycle]
        missing = [review for review in expected if review not in there]
        if len(missing) < len(expected) * (1 - MOST):
            found += [
                Change(0, f"{states.state(code).name}, session {number}", "")
                for code, number in missing
            ]
    return found


@lru_cache(maxsize=1000)
def code_of(name: str) -> str | None:
    """Code of a Member State by name, or by the two-letter code that strays among the names."""
    code = states.lookup(name) or _by_alpha2().get(name)
    return code if code and states.state(code).kind is StateKind.MEMBER else None


@cache
def _reviewed_in(code: str) -> tuple[int, ...]:
    """Sessions of a State's reviews; asked for once per record, so answers are kept."""
    return calendar.reviewed_in(code)


@cache
def _by_alpha2() -> Mapping[str, str]:
    return {row["alpha2"]: row["code"] for row in reference.rows("alpha2")}


def _corrected(
    record: Record, given: tuple[str, ...]
) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    """Codes after the rules of the documents, and the repairs made on the way."""
    repairs = [
        ("two_letter_code_of_a_state", code)
        for name in record.countries
        if (code := _by_alpha2().get(name)) and not states.lookup(name)
    ]
    rule = corrections().get(record.symbol)
    if rule is None:
        return given, repairs
    codes = tuple(code for code in given if code in rule.states) or rule.states
    if codes != given:
        repairs.append(("mistagged_document", f"{', '.join(codes)}: {rule.reason}"))
    return codes, repairs


def _session(record: Record) -> int | None:
    numbers = _numbers(record.sessions)
    return next((number for number in numbers if number in calendar.SESSIONS), None)


def _when(
    record: Record, state: str | None, session: int | None
) -> tuple[int | None, int | None, list[tuple[str, str]]]:
    """Session and its cycle; a session not given follows from State and cycle."""
    if session is not None:
        return session, calendar.cycle_of(session), []
    cycle = next((number for number in _numbers(record.cycles) if number <= MAX_CYCLE), None)
    if state is None or cycle is None:
        return None, cycle, []
    found = calendar.session_of_review(state, cycle)
    return found, cycle, [("session_from_state_and_cycle", str(found))] if found else []


def _notices(
    record: Record, state: str | None, session: int | None, cycle: int | None
) -> Iterator[str]:
    if state is None:
        yield "state_under_review_unknown"
    elif session is None:
        yield "session_unknown"
    elif session not in _reviewed_in(state):
        yield "review_not_in_the_calendar"
    if (given := _numbers(record.cycles)) and cycle not in given:
        yield "cycle_differs_from_session"


def _numbers(values: list[str]) -> list[int]:
    return [int(number) for value in values for number in _NUMBER.findall(value)]
