"""The plan that is used: what a file says, what an earlier edition was read by, what people answer.

Answers win over the earlier plan, and that over what the file proposes; but a review that the
file itself names is not that of another edition. Whose words a table holds is known from an
earlier one only where both have the same file name, or the same assessor is named: headings are
everybody's.
"""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from upr_data.domain.states import normalise
from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.files.door import refusal
from upr_data.ingest.sources.matrices.columns import READABLE
from upr_data.ingest.sources.matrices.finding import Table
from upr_data.ingest.sources.matrices.grid import Book
from upr_data.ingest.sources.matrices.headings import ColumnRole
from upr_data.ingest.sources.matrices.plan import (
    LevelColumn,
    Plan,
    Question,
    QuestionKind,
    Review,
    word_key,
)
from upr_data.ingest.sources.matrices.proposing import propose, table_of, with_questions
from upr_data.ingest.sources.matrices.references import symbol_in
from upr_data.ingest.sources.matrices.wording import words_of
from upr_data.language import _
from upr_data.model import AssessorType, Milestone

NOTE: Final = "matrices"
"""The note of a manifest that keeps the plans, one for each file."""


class UnansweredError(BadInputError):
    """A matrix that cannot be read before a question is answered; it says which, and how."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person says of a matrix; None where nothing is said.

    `plan` is one that was printed before, corrected or not; it wins over an earlier edition's.
    `table` is the one that is read where a file has several. `only_looks` asks for no words, but
    for what is understood so far; `only_matches` for matches, even where none is sure.
    """

    path: Path
    plan: Mapping[str, Any] | None = None
    review: str | None = None
    assessor: str | None = None
    assessor_type: AssessorType | None = None
    milestone: Milestone | None = None
    evidence_until: str | None = None
    level_columns: tuple[str, ...] = ()
    accepts_proposed: bool = False
    only_looks: bool = False
    table: str = ""
    only_matches: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """A plan without open questions that matter, and whether it is an earlier edition's."""

    plan: Plan
    is_next_edition: bool = False


def settle(
    book: Book,
    answers: Answers,
    earlier: Sequence[Plan],
    reviews: Collection[Review],
    ids: Container[str],
) -> Settled:
    """The plan by which a file is read.

    `earlier` are plans of the snapshot, the newest last; `reviews` and `ids` those that it has:
    where it has one review alone, that is the review. Raises `UnansweredError` for a question that
    must be answered.
    """
    proposed = _proposed(book, answers)
    before = before_of(proposed, earlier, answers.assessor)
    if before and answers.plan is None:
        proposed = _given(book, as_before(proposed, before, answers.assessor).to_dict())
    plan = _answered(proposed, answers)
    if plan.review is None and len(reviews) == 1:
        reason = ("review", "the only review of the snapshot")
        plan = replace(plan, review=str(next(iter(reviews))), why=(*plan.why, reason))
    plan = with_questions(plan, _ties(plan, answers))
    has_ids = _names_each(table_of(book, plan), plan, ids)
    needed = [
        one
        for one in plan.questions
        if one.is_needed and not (has_ids and one.kind is QuestionKind.REVIEW)
    ]
    if needed:
        asked = " ".join(f"{one.asks} Say {one.option}." for one in needed)
        message = f"{book.file}: {asked}"
        raise UnansweredError(message)
    return Settled(plan, is_next_edition=before is not None)


def planned(book: Book, answers: Answers) -> Plan:
    """The plan by what is answered so far, with what is still open."""
    plan = _answered(_proposed(book, answers), answers)
    return with_questions(plan, _ties(plan, answers))


def _proposed(book: Book, answers: Answers) -> Plan:
    if answers.plan is None:
        return propose(book, answers.table)
    chosen = {"table": propose(book, answers.table).table} if answers.table else {}
    return _given(book, {**answers.plan, **chosen})


def _ties(plan: Plan, answers: Answers) -> tuple[Question, ...]:
    """Which column is the level, unless that is answered."""
    if answers.level_columns or answers.plan:
        return ()
    return tuple(one for one in plan.questions if one.kind is QuestionKind.LEVEL_COLUMN)


def _names_each(table: Table, plan: Plan, ids: Container[str]) -> bool:
    """Whether most rows name a recommendation by an id of the snapshot, or document and number."""
    place, number = plan.place(ColumnRole.RECOMMENDATION_ID), plan.place(ColumnRole.NUMBER)
    named = [
        (place is not None and line.text(place) in ids)
        or (number is not None and bool(symbol_in(line.text(number))))
        for line in table.lines
    ]
    return sum(named) >= READABLE * len(named)


def plans_in(notes: Mapping[str, Any]) -> list[Plan]:
    """The plans that a manifest keeps, the newest last; what cannot be read is passed over."""
    found = []
    for one in notes.get(NOTE, ()):
        try:
            found.append(Plan.from_dict(one))
        except BadInputError:
            continue
    return found


def _given(book: Book, given: Mapping[str, Any]) -> Plan:
    """A plan that a person gives, held against the file; new words of the file are added."""
    plan = Plan.from_dict(given)
    table = table_of(book, plan)
    places = [*(one.place for one in plan.columns), *(one.place for one in plan.levels)]
    if any(place >= len(table.headings) for place in places):
        raise refusal(book.file, _("the plan names a column that the table does not have."))
    fresh = replace(
        plan,
        file=book.file,
        sha256=book.sha256,
        table=table.name,
        headings=table.headings,
        words=words_of(table, plan.levels, has_sections=plan.has_sections),
        accepted=plan.accepted if plan.sha256 == book.sha256 else (),
    )
    return _with_words_of(fresh, plan)


def before_of(fresh: Plan, earlier: Sequence[Plan], assessor: str | None = None) -> Plan | None:
    """The newest plan of a table with these headings; one of the same body before all others."""
    fitting = [one for one in reversed(earlier) if one.fits(fresh.headings)]
    own = (one for one in fitting if _is_of_same_body(one, fresh, assessor))
    return next(own, fitting[0] if fitting else None)


def as_before(fresh: Plan, before: Plan, assessor: str | None = None) -> Plan:
    """The earlier table's columns on this file; words and whose they are only of the same body.

    `assessor` is who is said to speak. The review is taken up only under the same file name.
    """
    plan = replace(
        fresh,
        columns=before.columns,
        levels=before.levels,
        why=(*fresh.why, ("plan", before.file)),
    )
    if not _is_of_same_body(before, fresh, assessor):
        return replace(plan, levels=tuple(_as_headed(one, fresh) for one in before.levels))
    named = before.review if before.file == fresh.file else None
    return replace(
        plan,
        words=before.words,
        review=fresh.review or named,
        assessor=before.assessor,
        assessor_type=before.assessor_type or fresh.assessor_type,
        milestone=before.milestone or fresh.milestone,
        source_url=before.source_url,
        takes_fills=before.takes_fills,
        takes_proposed=before.takes_proposed,
    )


def _is_of_same_body(before: Plan, fresh: Plan, assessor: str | None) -> bool:
    if assessor and before.assessor:
        return normalise(assessor) == normalise(before.assessor)
    return before.file == fresh.file and not assessor


def _as_headed(level: LevelColumn, fresh: Plan) -> LevelColumn:
    """A column of levels with what its heading says of whose word it holds, and nothing else."""
    headed = next((one for one in fresh.levels if one.place == level.place), None)
    return headed or replace(level, assessor=None, assessor_type=None, evidence_until=None)


def _with_words_of(plan: Plan, other: Plan) -> Plan:
    """What the other plan reads words as, for the words that both have."""
    read = {(word_key(word.word), word.fill): word for word in other.words}
    words = tuple(
        replace(known, word=word.word, n=word.n)
        if (known := read.get((word_key(word.word), word.fill)))
        else word
        for word in plan.words
    )
    return replace(plan, words=words)


def _answered(plan: Plan, answers: Answers) -> Plan:
    """The plan with what options say; a name given on the command line is for all columns."""
    if answers.level_columns:
        wanted = {normalise(heading) for heading in answers.level_columns}
        levels = tuple(one for one in plan.levels if normalise(one.heading) in wanted)
        if not levels:
            there = ", ".join(f"“{one.heading}”" for one in plan.levels)
            raise refusal(
                plan.file,
                _("--level-column names none of its columns of levels: {there}.").format(
                    there=there
                ),
            )
        plan = replace(plan, levels=levels)
    if answers.evidence_until:
        _check_day(answers.evidence_until)
    return replace(
        plan,
        review=str(Review.of(answers.review)) if answers.review else plan.review,
        assessor=answers.assessor or plan.assessor,
        assessor_type=answers.assessor_type or plan.assessor_type,
        milestone=answers.milestone or plan.milestone,
        evidence_until=answers.evidence_until or plan.evidence_until,
        takes_fills=plan.takes_fills or answers.accepts_proposed,
        takes_proposed=plan.takes_proposed or answers.accepts_proposed,
    )


def _check_day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        message = _("--evidence-until {text!r} is no day; write it as 2024-05-31.").format(
            text=text
        )
        raise BadInputError(message) from error
