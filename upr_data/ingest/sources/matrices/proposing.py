"""From a file to a plan: everything that can be told of it, and what has to be asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from upr_data.domain import states
from upr_data.domain.states import normalise
from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.files.door import refusal
from upr_data.ingest.sources.matrices.candidates import Candidate, candidates
from upr_data.ingest.sources.matrices.facts import facts_of
from upr_data.ingest.sources.matrices.finding import Table
from upr_data.ingest.sources.matrices.grid import Book
from upr_data.ingest.sources.matrices.headings import ColumnRole
from upr_data.ingest.sources.matrices.origin import (
    around,
    assessor_type_of,
    evidence_until_of,
    milestone_of,
    review_of,
)
from upr_data.ingest.sources.matrices.plan import (
    LevelColumn,
    Plan,
    PlannedWord,
    Question,
    QuestionKind,
    Review,
)
from upr_data.ingest.sources.matrices.wording import SECTION, words_of
from upr_data.ingest.sources.words.levels import Sort
from upr_data.language import _
from upr_data.model import Level

_TRACKED: Final = re.compile(r"([A-Z]{3})-UPR([1-4])\b")
"""Ids of trackers that name a review: ESP-UPR4-050.1."""


def propose(book: Book, table: str = "") -> Plan:
    """The plan of a file, with what is open as questions; of its table of this name, if given.

    Raises `BadInputError` with one sentence where the file says nothing of implementation, or has
    no such table.
    """
    found = _named(book, candidates(book), table)
    if not found or not found[0].is_readable:
        raise _nothing_found(book, found)
    best = found[0]
    _refuse_unnamed(book, best.table)
    texts = around(book, best.table.above)
    review = review_of(texts) or _review_in_ids(best)
    kind = assessor_type_of(texts)
    milestone, until = milestone_of(texts), evidence_until_of(texts)
    proposals = (("review", review), ("assessor_type", kind), ("milestone", milestone),
                 ("evidence_until", until))  # fmt: skip
    plan = Plan(
        file=book.file,
        sha256=book.sha256,
        table=best.table.name,
        headings=best.table.headings,
        columns=best.understood.columns,
        levels=best.understood.levels,
        words=words_of(best.table, best.understood.levels, has_sections=best.has_sections),
        has_sections=best.has_sections,
        review=str(review[0]) if review else None,
        assessor_type=kind[0] if kind else None,
        milestone=milestone[0] if milestone else None,
        evidence_until=until[0].isoformat() if until else None,
        why=tuple((name, f"“{one[1][:120]}”") for name, one in proposals if one),
    )
    return with_questions(plan, best.understood.questions)


def table_of(book: Book, plan: Plan) -> Table:
    """The table of a file that a plan was made for, or that has the same headings."""
    fitting = [one.table for one in candidates(book) if plan.fits(one.table.headings)]
    if not fitting:
        headings = ", ".join(f"“{one}”" for one in plan.headings if one)
        raise refusal(
            book.file,
            _("no table has the headings of the plan: {headings}.").format(headings=headings),
        )
    return next((table for table in fitting if table.name == plan.table), fitting[0])


def with_questions(plan: Plan, ties: Sequence[Question] = ()) -> Plan:
    """The plan with what is still open, told anew."""
    return replace(plan, questions=(*ties, *_questions(plan)))


def _questions(plan: Plan) -> Iterator[Question]:
    if plan.review is None and not _tells_review(plan):
        yield Question(
            QuestionKind.REVIEW,
            "Whose review is this, and of which cycle?",
            "--review SVN:2 (the State's code and the cycle)",
        )
    if plan.place(ColumnRole.ASSESSOR_TYPE) is None:
        yield from _assessor_questions(plan)
    for word in plan.words:
        if word.sort is Sort.ASK:
            yield Question(
                QuestionKind.FILLS if word.fill else QuestionKind.WORD,
                f"What level is {_shown(word)}, {word.n} times? {word.why}.",
                "--plan PLAN.json",
                about=word.fill.value if word.fill else word.word,
                choices=tuple(Level),
            )


def _shown(word: PlannedWord) -> str:
    return f"a {word.fill} cell without a word" if word.fill else f"“{word.word}”"


def _review_in_ids(candidate: Candidate) -> tuple[Review, str] | None:
    """The review that ids of a tracker name: "ESP-UPR4-050.1" is of Spain's in the fourth cycle."""
    columns = candidate.understood.columns
    place = next((one.place for one in columns if one.role is ColumnRole.RECOMMENDATION_ID), None)
    if place is None:
        return None
    ids = [line.text(place) for line in candidate.table.lines]
    found = {(one[1], one[2]) for text in ids if (one := _TRACKED.match(text))}
    if len(found) != 1:
        return None
    ((code, cycle),) = found
    return (Review(code, int(cycle)), ids[0]) if code in states.CODES else None


def _tells_review(plan: Plan) -> bool:
    """Whether every row says by itself of which review it is."""
    if plan.place(ColumnRole.DOCUMENT) is not None:
        return True
    return None not in (plan.place(ColumnRole.STATE_UNDER_REVIEW), plan.place(ColumnRole.CYCLE))


def _assessor_questions(plan: Plan) -> Iterator[Question]:
    for column in plan.levels or (LevelColumn(SECTION, "", ""),):
        about = f" in the column “{column.heading}”" if len(plan.levels) > 1 else ""
        kind = column.assessor_type or plan.assessor_type
        if kind is None:
            yield Question(
                QuestionKind.ASSESSOR_TYPE,
                f"What kind of assessor speaks{about}?",
                "--assessor-type state|civil_society|nhri|un|academia|other",
                about=column.heading,
            )
        named = column.assessor or plan.assessor or plan.place(ColumnRole.ASSESSOR) is not None
        if kind != "state" and not named:
            yield Question(
                QuestionKind.ASSESSOR,
                f"Whose word is it{about}?",
                "--assessor NAME",
                about=column.heading,
            )


def _blank_level(candidate: Candidate) -> str | None:
    """A column that is meant for levels and holds nothing."""
    seen = facts_of(candidate.table)
    blank = (one for one in seen if ColumnRole.LEVEL in one.roles and not (one.n or one.n_fills))
    return next((one.heading for one in blank), None)


def _named(book: Book, found: Sequence[Candidate], table: str) -> Sequence[Candidate]:
    """The candidates of this name; all of them where none is given."""
    named = [one for one in found if normalise(one.table.name) == normalise(table)]
    if table and not named:
        raise refusal(
            book.file,
            _("it has no table “{table}” that can be read; its tables: {tables}.").format(
                table=table,
                tables=", ".join(dict.fromkeys(f"“{one.table.name}”" for one in found)) or "–",
            ),
        )
    return named if table else found


def _refuse_unnamed(book: Book, table: Table) -> None:
    """Raise `BadInputError` for columns of marks of which nobody can tell what a mark means."""
    if table.unnamed:
        raise refusal(
            book.file,
            _(
                "the columns {headings} hold marks, and their headings name no level: write a "
                "level over each, such as “Partially implemented”."
            ).format(headings=", ".join(f"“{one}”" for one in table.unnamed)),
        )


def _nothing_found(book: Book, found: Sequence[Candidate]) -> BadInputError:
    """Why a file cannot be read as a matrix, in one sentence."""
    if not found:
        return refusal(
            book.file,
            _(
                "no table with a header was found; its first rows need headings such as "
                "“Recommendation number”, “Recommendation” and “Status of implementation”."
            ),
        )
    best = max(found, key=lambda one: len(one.table.lines))
    headings = ", ".join(f"“{one}”" for one in best.table.headings[:12] if one)
    if refused := best.understood.refused:
        return refusal(
            book.file,
            _(
                "the column “{refused}” holds responses (accepted, noted), which say "
                "nothing of implementation, and no other column holds levels (its "
                "columns: {headings})."
            ).format(refused=refused[0], headings=headings),
        )
    if blank := _blank_level(best):
        return refusal(
            book.file,
            _("the column “{blank}” is blank: no status is filled in.").format(blank=blank),
        )
    if not best.understood.levels:
        return refusal(
            book.file,
            _(
                "no column says how far recommendations are implemented (its columns: "
                "{headings}); a matrix needs one such as “Status of implementation”. "
                "If this is an export of recommendations, import it without --matrix."
            ).format(headings=headings),
        )
    return refusal(
        book.file,
        _(
            "no column names the recommendations, by number or by text (its columns: {headings})."
        ).format(headings=headings),
    )
