"""Small registers, filled by people: mid-term reports, national mechanisms, action plans."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars as pl

from upr_data.domain import calendar, states
from upr_data.domain.provenance import SourceRecord
from upr_data.domain.states import normalise
from upr_data.ingest.sources.additions.template import read_template
from upr_data.ingest.sources.additions.unusable import Rule, UnusableError
from upr_data.ingest.sources.report import Change, Report
from upr_data.ingest.sources.words.days import Day, day_of
from upr_data.model import AssessorType, Col, StateKind, Table, conform, empty
from upr_data.operating.child import Progress
from upr_data.templates.closed_lists import ASSESSOR_TYPES, MECHANISM_TYPES
from upr_data.templates.layouts import REGISTERS

_SAME: Final[Mapping[Table, tuple[Col, ...]]] = {
    Table.MID_TERM_REPORTS: (Col.STATE, Col.CYCLE, Col.SUBMITTER, Col.SUBMITTER_TYPE),
    Table.MECHANISMS: (Col.STATE, Col.MECHANISM_TYPE, Col.LEAD_BODY),
    Table.ACTION_PLANS: (Col.STATE, Col.TITLE, Col.STARTS),
}
"""Entries that are the same in these are one."""


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """One file, read: the entries of `table` in file order, and what was done to it."""

    source: SourceRecord
    table: Table
    entries: pl.DataFrame
    report: pl.DataFrame


@dataclass(frozen=True, slots=True)
class StateNames:
    """The Member States of a snapshot by code and by every name they have."""

    names: Mapping[str, str]
    codes: Mapping[str, str]

    def code_of(self, given: str) -> str:
        """Code of the State; raises `UnusableError` with a suggestion if nobody knows it."""
        code = self.codes.get(normalise(given)) or states.lookup(given)
        if code in self.names:
            return str(code)
        if not given:
            raise UnusableError(Rule.NO_STATE, "It names no State.")
        near = [name for name in states.suggest(given) if states.lookup(name) in self.names]
        question = f"; did you mean {' or '.join(near)}?" if near else "."
        raise UnusableError(
            Rule.UNKNOWN_STATE, f"“{given}” is no Member State of this snapshot{question}"
        )


def state_names(table: pl.DataFrame) -> StateNames:
    """The Member States of a snapshot's `states` table."""
    members = table.filter(pl.col(Col.STATE_KIND) == StateKind.MEMBER.value)
    names = dict(members.select(Col.STATE, Col.STATE_NAME).iter_rows())
    codes = {normalise(code): code for code in names}
    return StateNames(names, codes | {normalise(name): code for code, name in names.items()})


def read_register(
    path: Path,
    members: StateNames,
    reviews: pl.DataFrame,
    registers: Mapping[Table, pl.DataFrame],
    progress: Progress,
) -> RegisterReading:
    """One filled register, of the kind that its header says.

    `registers` are those of the snapshot so far, by table: an entry they have is a repetition.
    Of periods (since, from, to) a year or month stands for its first or last day, which is
    reported; a date of submission that is not exact is left out. Raises `BadInputError`.
    """
    layout, filled = read_template(path, tuple(REGISTERS.values()))
    table = next(one for one, other in REGISTERS.items() if other is layout)
    report = filled.report
    lines = filled.cells.select(Col.LINE, *layout.columns).to_dicts()
    seen = dict.fromkeys(map(tuple, registers[table].select(_SAME[table]).iter_rows()), "")
    held = reviews.select(Col.STATE_UNDER_REVIEW, Col.CYCLE, Col.SESSION).iter_rows()
    sessions = {(state, cycle): session for state, cycle, session in held}
    progress(0, len(lines))
    entries = []
    for line in lines:
        try:
            entry = _READERS[table](line, members, sessions, report)
            _refuse_repeated(table, entry, line, seen)
            entries.append(entry)
        except UnusableError as error:
            report.set_aside(line[Col.LINE], error.rule, error.reason)
    progress(len(lines), len(lines))
    return RegisterReading(
        source=filled.finished_source(len(lines) + filled.n_ragged, len(entries)),
        table=table,
        entries=conform(table, pl.DataFrame(entries)) if entries else empty(table),
        report=report.frame(),
    )


_Line = Mapping[str, Any]
_Entry = dict[Col, Any]
_Reviews = Mapping[tuple[str, int], int]


def _report(line: _Line, members: StateNames, reviews: _Reviews, report: Report) -> _Entry:
    state, cycle = members.code_of(line[Col.STATE]), _cycle(line[Col.CYCLE])
    if (state, cycle) not in reviews:
        name = members.names[state]
        raise UnusableError(
            Rule.NO_SUCH_REVIEW, f"{name} has no review in cycle {cycle} that we know."
        )
    kind = ASSESSOR_TYPES.find(line[Col.SUBMITTER_TYPE])
    if kind is None:
        reason = ASSESSOR_TYPES.why_not(line[Col.SUBMITTER_TYPE], "type of submitter")
        raise UnusableError(Rule.UNKNOWN_SUBMITTER_TYPE, reason)
    day = _day(line, Col.SUBMITTED_ON, report)
    _check_after_review(reviews[state, cycle], day)
    if day and day.exact is None:
        report.noticed("date_not_exact", [Change(line[Col.LINE], line[Col.SUBMITTED_ON], "")])
    return {
        Col.STATE: state,
        Col.CYCLE: cycle,
        Col.SUBMITTER: _submitter(line, kind, members.names[state]),
        Col.SUBMITTER_TYPE: kind.value,
        Col.SUBMITTED_ON: day.exact if day else None,
        Col.SOURCE_URL: line[Col.SOURCE_URL] or None,
    }


def _mechanism(line: _Line, members: StateNames, _reviews: _Reviews, report: Report) -> _Entry:
    kind = MECHANISM_TYPES.find(line[Col.MECHANISM_TYPE])
    state = members.code_of(line[Col.STATE])
    if kind is None:
        reason = MECHANISM_TYPES.why_not(line[Col.MECHANISM_TYPE], "type of mechanism")
        raise UnusableError(Rule.UNKNOWN_MECHANISM_TYPE, reason)
    return {
        Col.STATE: state,
        Col.MECHANISM_TYPE: kind.value,
        Col.LEAD_BODY: line[Col.LEAD_BODY] or None,
        Col.SINCE: _edge(line, Col.SINCE, report, is_end=False),
        Col.SOURCE_URL: line[Col.SOURCE_URL] or None,
    }


def _plan(line: _Line, members: StateNames, _reviews: _Reviews, report: Report) -> _Entry:
    state = members.code_of(line[Col.STATE])
    if not line[Col.TITLE]:
        raise UnusableError(Rule.NO_TITLE, "It has no title.")
    starts = _edge(line, Col.STARTS, report, is_end=False)
    ends = _edge(line, Col.ENDS, report, is_end=True)
    if starts and ends and ends < starts:
        raise UnusableError(
            Rule.ENDS_BEFORE_START, f"It ends ({ends}) before it starts ({starts})."
        )
    return {
        Col.STATE: state,
        Col.TITLE: line[Col.TITLE],
        Col.STARTS: starts,
        Col.ENDS: ends,
        Col.SOURCE_URL: line[Col.SOURCE_URL] or None,
    }


_READERS: Final[Mapping[Table, Callable[[_Line, StateNames, _Reviews, Report], _Entry]]] = {
    Table.MID_TERM_REPORTS: _report,
    Table.MECHANISMS: _mechanism,
    Table.ACTION_PLANS: _plan,
}


def _cycle(words: str) -> int:
    known = {str(one.cycle): one.cycle for one in calendar.SESSIONS.values()}
    found = known.get(words.removesuffix(".0").casefold().removeprefix("cycle ").strip())
    if found is None:
        raise UnusableError(Rule.UNKNOWN_CYCLE, f"“{words}” is no cycle; write 1, 2, 3 or 4.")
    return found


def _submitter(line: _Line, kind: AssessorType, state: str) -> str:
    """Who handed it in; a State that gives no name hands in its own."""
    if line[Col.SUBMITTER]:
        return str(line[Col.SUBMITTER])
    if kind is AssessorType.STATE:
        return state
    raise UnusableError(Rule.NO_SUBMITTER, "It names no submitter.")


def _check_after_review(number: int, day: Day | None) -> None:
    session = calendar.SESSIONS[number]
    began = day_of(session.starts)
    if began and day and day.last < began.first:
        reason = f"It is dated before the review: session {number} began {session.starts}."
        raise UnusableError(Rule.SUBMITTED_BEFORE_REVIEW, reason)


def _edge(line: _Line, column: Col, report: Report, *, is_end: bool) -> date | None:
    """First or last day of the period that the words mean."""
    day = _day(line, column, report)
    if day is None:
        return None
    edge = day.last if is_end else day.first
    if day.exact is None:
        report.repaired("year_or_month_alone", [Change(line[Col.LINE], line[column], f"{edge}")])
    return edge


def _day(line: _Line, column: Col, report: Report) -> Day | None:
    day = day_of(line[column])
    if line[column] and day is None:
        report.noticed("date_not_understood", [Change(line[Col.LINE], line[column], "")])
    return day


def _refuse_repeated(
    table: Table, entry: _Entry, line: _Line, seen: dict[tuple[Any, ...], str]
) -> None:
    key = tuple(entry[column] for column in _SAME[table])
    if key in seen:
        earlier = seen[key] or "the snapshot has it already"
        raise UnusableError(Rule.REPEATED, f"It repeats an entry: {earlier}.")
    seen[key] = f"line {line[Col.LINE]}"
