"""What each column of a table holds: told by its heading, then by its content, which overrules."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from upr_data.ingest.sources.matrices.facts import (
    LOOKED_AT,
    Facts,
    facts_at,
    facts_of,
    names_grades,
    scale_of,
)
from upr_data.ingest.sources.matrices.finding import Table
from upr_data.ingest.sources.matrices.headings import ColumnRole
from upr_data.ingest.sources.matrices.origin import assessor_type_in, year_in
from upr_data.ingest.sources.matrices.plan import Column, LevelColumn, Question, QuestionKind
from upr_data.ingest.sources.words.level_lexicon import tokens

MOST_WORDS: Final = 15
"""Different values of a column that is told by its content alone to hold levels."""

READABLE: Final = 0.6
RESPONSES: Final = 0.2
LONG_TEXT: Final = 60
_SINGLE: Final = tuple(
    role for role in ColumnRole if role not in {ColumnRole.LEVEL, ColumnRole.COMMENT}
)


@dataclass(frozen=True, slots=True)
class Understood:
    """The columns of a table; `refused` are columns named like levels that hold responses."""

    columns: tuple[Column, ...]
    levels: tuple[LevelColumn, ...]
    questions: tuple[Question, ...] = ()
    refused: tuple[str, ...] = ()


def understand(table: Table) -> Understood:
    """Each column's role, the level columns, what is not sure, and what is refused."""
    seen = facts_of(table)
    refused = tuple(
        facts.heading
        for facts in seen
        if ColumnRole.LEVEL in facts.roles and facts.responses >= RESPONSES
    )
    levels, questions = _levels(seen, table)
    taken = {column.place for column in levels}
    columns = tuple(_columns([facts for facts in seen if facts.place not in taken]))
    return Understood(columns, levels, questions, refused)


def _levels(
    seen: Sequence[Facts], table: Table
) -> tuple[tuple[LevelColumn, ...], tuple[Question, ...]]:
    """The level columns, and a question where several could be the one.

    A column that is called a level is not passed over for one that only looks so: it is asked.
    """
    found = [(facts, why) for facts in seen if (why := _why_level(facts))]
    readable = {facts.place for facts, _ in found if facts.levels >= READABLE or facts.is_ticked}
    named = {facts.place for facts, _ in found if _is_named(facts)}
    kept = (readable or named) if readable & named else readable | named
    columns = tuple(_level_column(one, why, table) for one, why in found if one.place in kept)
    if len(columns) < 2 or _are_told_apart(columns, named):  # noqa: PLR2004 one is no choice
        return columns, ()
    sure = [one for one in columns if one.place in readable & named]
    if len(sure) == 1:
        return tuple(sure), ()
    question = Question(
        QuestionKind.LEVEL_COLUMN,
        f"Which column holds the level: {', '.join(f'“{one.heading}”' for one in columns)}?",
        "--level-column HEADING",
        choices=tuple(one.heading for one in columns),
    )
    return columns, (question,)


def _is_named(facts: Facts) -> bool:
    return ColumnRole.LEVEL in facts.roles


def _are_told_apart(columns: Sequence[LevelColumn], named: Container[int]) -> bool:
    """Whether each column says whose word it holds, or of when; one like an assessment need not."""
    keys = {(one.assessor, one.assessor_type, one.evidence_until) for one in columns}
    silent = [one for one in columns if not (one.assessor_type or one.evidence_until)]
    are_levels = all(one.place in named or names_grades(one.heading) for one in silent)
    return are_levels and len(keys) == len(columns)


def _why_level(facts: Facts) -> str:
    """Why a column may hold levels; "" where it does not."""
    is_named = _is_named(facts)
    if facts.is_ticked:
        return "marks under a level mean that level"
    if facts.responses >= RESPONSES:
        return ""
    if facts.n == 0:
        return "its cells are coloured" if facts.n_fills and (is_named or not facts.roles) else ""
    if is_named and facts.numbers < READABLE:
        return f"the heading says so; {facts.levels:.0%} of its cells read as levels"
    is_free = facts.role not in {ColumnRole.TEXT, ColumnRole.NUMBER, ColumnRole.RECOMMENDATION_ID}
    if is_free and facts.levels >= READABLE and facts.n_different <= MOST_WORDS:
        return f"{facts.levels:.0%} of its cells read as levels"
    return ""


def _level_column(facts: Facts, why: str, table: Table) -> LevelColumn:
    kind = assessor_type_in(facts.heading)
    until = year_in(facts.heading)
    texts = [line.text(facts.place) for line in table.lines[:LOOKED_AT]]
    words = set(tokens(facts.heading))
    return LevelColumn(
        place=facts.place,
        heading=facts.heading,
        why=why,
        assessor=None if kind is None or kind.value == "state" else facts.heading,
        assessor_type=kind,
        evidence_until=until.isoformat() if until else None,
        scale=scale_of(facts.heading, [text for text in texts if text]),
        is_assessment=bool(
            words & {"assessment", "comments", "evaluation", "evaluacion", "avaliacao"}
        ),
    )


def level_column_at(table: Table, place: int) -> LevelColumn:
    """Any column taken as one of levels, because the reader of the file says so."""
    facts = facts_at(table, place)
    return _level_column(facts, "said by the reader", table)


def _columns(seen: Sequence[Facts]) -> Iterator[Column]:
    """The columns that are no levels, each role once, but for comments."""
    taken: set[int] = set()
    for role in _SINGLE:
        ranked = sorted(
            (facts for facts in seen if facts.place not in taken), key=lambda one: -_fit(role, one)
        )
        if ranked and _fit(role, ranked[0]) > 0:
            taken.add(ranked[0].place)
            yield Column(role, ranked[0].place, ranked[0].heading, _why(role, ranked[0]))
    for facts in seen:
        if facts.place not in taken and facts.role is ColumnRole.COMMENT:
            yield Column(ColumnRole.COMMENT, facts.place, facts.heading, "the heading says so")


def _fit(role: ColumnRole, facts: Facts) -> float:
    """How well a column fits a role; 0 where it does not."""
    named = (2.0 if facts.role is role else 1.0) if role in facts.roles else 0.0
    fit = _FITS.get(role)
    return fit(facts, named) if fit else named


def _text_fit(facts: Facts, named: float) -> float:
    """By heading, or long texts under a heading that nobody knows; never numbers alone."""
    if facts.numbers >= READABLE or facts.n == 0:
        return 0.0
    is_long = facts.median_length >= LONG_TEXT and not facts.roles
    return named + min(facts.median_length, 500) / 500 if named or is_long else 0.0


def _response_fit(facts: Facts, named: float) -> float:
    return named or float(facts.responses >= READABLE)


def _states_fit(facts: Facts, named: float) -> float:
    is_states = facts.states >= READABLE and facts.n_different > 1 and not facts.roles
    return named if facts.states or not facts.n else float(is_states)


def _document_fit(facts: Facts, named: float) -> float:
    """Symbols, under a heading that names nothing else."""
    is_free = facts.role in {None, ColumnRole.NUMBER, ColumnRole.DOCUMENT}
    return named + float(is_free) if facts.symbols >= READABLE and (named or is_free) else 0.0


def _number_fit(facts: Facts, named: float) -> float:
    """Numbers by content; a counter (1, 2, 3) under such a heading only where nothing is better."""
    if facts.numbers >= READABLE:
        return named + 2 + facts.numbers
    return named / 4 if facts.median_length < LONG_TEXT and facts.n else 0.0


_FITS: Final[Mapping[ColumnRole, Callable[[Facts, float], float]]] = {
    ColumnRole.NUMBER: _number_fit,
    ColumnRole.TEXT: _text_fit,
    ColumnRole.RESPONSE: _response_fit,
    ColumnRole.RECOMMENDING_STATE: _states_fit,
    ColumnRole.DOCUMENT: _document_fit,
}
"""Roles that content decides too; of all others the heading decides alone."""


def _why(role: ColumnRole, facts: Facts) -> str:
    if role in facts.roles:
        return "the heading says so"
    return "its cells look so"
