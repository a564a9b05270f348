"""What each column of a table holds: told by its heading, then by its content, which overrules."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from upr_data.ingest.sources.matrices.finding import Table
from upr_data.ingest.sources.matrices.headings import ColumnRole, roles_of
from upr_data.ingest.sources.matrices.origin import assessor_type_in, year_in
from upr_data.ingest.sources.matrices.plan import Column, LevelColumn, Question, QuestionKind
from upr_data.ingest.sources.matrices.references import looks_like_number, symbol_in
from upr_data.ingest.sources.words.level_lexicon import tokens
from upr_data.ingest.sources.words.levels import Scale, Sort, read_level
from upr_data.ingest.sources.words.positions import response_of
from upr_data.ingest.sources.words.states_in_text import lookup, names
from upr_data.model import Response

MOST_WORDS: Final = 15
"""Different values of a column that is told by its content alone to hold levels."""

READABLE: Final = 0.6
RESPONSES: Final = 0.2
LONG_TEXT: Final = 60
_LONGEST_LIST: Final = 400
_LOOKED_AT: Final = 400
"""Cells of a column that are looked at."""

_RATE: Final = re.compile(
    r"\b(?:progress|rate|percent\w*|completion|taux|pourcentage|avancement|avance|porcentaje|"
    r"percentagem|andamento|процент|نسبة)\b|%"
)
_PERCENT: Final = re.compile(
    r"\b(?:percent\w*|pourcentage|porcentaje|percentagem|\u043f\u0440\u043e\u0446\u0435\u043d\u0442)\b"
)
MOST_POINTS: Final = 20
"""The highest number that may be points of a scale (0-5, 0-10), where nothing says per cent."""

_SINGLE: Final = tuple(
    role for role in ColumnRole if role not in {ColumnRole.LEVEL, ColumnRole.COMMENT}
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is seen of a column: its place and heading, and shares (0-1) of its filled cells."""

    place: int
    heading: str
    roles: tuple[ColumnRole, ...]
    n: int
    n_different: int
    median_length: float
    numbers: float
    levels: float
    responses: float
    states: float
    symbols: float
    n_fills: int
    most: float | None

    @property
    def role(self) -> ColumnRole | None:
        """What the heading means first."""
        return self.roles[0] if self.roles else None


@dataclass(frozen=True, slots=True)
class Understood:
    """The columns of a table; `refused` are columns named like levels that hold responses."""

    columns: tuple[Column, ...]
    levels: tuple[LevelColumn, ...]
    questions: tuple[Question, ...] = ()
    refused: tuple[str, ...] = ()


def facts_of(table: Table) -> list[Facts]:
    """What is seen of each column."""
    return [_facts(table, place, heading) for place, heading in enumerate(table.headings)]


def _facts(table: Table, place: int, heading: str) -> Facts:
    cells = [line.cell(place) for line in table.lines[:_LOOKED_AT]]
    texts = [cell.text for cell in cells if cell.text]
    n_fills = sum(1 for cell in cells if cell.fill and not cell.text)
    sorts = [read_level(text, _scale(heading, texts)).sort for text in texts]
    return Facts(
        place=place,
        heading=heading,
        roles=roles_of(heading),
        n=len(texts),
        n_different=len({text.casefold() for text in texts}),
        median_length=median(map(len, texts)) if texts else 0,
        numbers=_share([looks_like_number(text) for text in texts]),
        levels=_share([sort is Sort.LEVEL for sort in sorts if sort is not Sort.NO_COMMENT]),
        responses=_share([_is_response(text) for text in texts]),
        states=_share([_names_states(text) for text in texts]),
        symbols=_share([bool(symbol_in(text)) for text in texts]),
        n_fills=n_fills,
        most=max(map(_as_number, texts), default=None) if texts else None,
    )


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else 0.0


def _as_number(text: str) -> float:
    try:
        return float(text.strip(" %").replace(",", "."))
    except ValueError:
        return 0.0


def _is_response(text: str) -> bool:
    if response_of(text) not in {None, Response.UNKNOWN, Response.PENDING}:
        return True
    return read_level(text).sort is Sort.RESPONSE


def _names_states(text: str) -> bool:
    return len(text) < 400 and any(lookup(name) for name in names(text.replace("\n", ", ")))  # noqa: PLR2004


def _scale(heading: str, texts: Sequence[str]) -> Scale | None:
    """How numbers are meant under this heading; None where it speaks of no rate of progress."""
    if ColumnRole.LEVEL not in roles_of(heading):
        return None
    if not _RATE.search(" ".join(tokens(heading)) + (" %" if "%" in heading else "")):
        return None
    most = max(map(_as_number, texts), default=0.0)
    if "%" in heading or _PERCENT.search(" ".join(tokens(heading))):
        return Scale.PERCENT
    if most <= 1:
        return Scale.SHARE
    is_marked = any("%" in text for text in texts)
    return Scale.PERCENT if is_marked or most > MOST_POINTS else None


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
    """The level columns, and a question where several could be the one."""
    found = [(facts, why) for facts in seen if (why := _why_level(facts))]
    readable = [pair for pair in found if pair[0].levels >= READABLE]
    columns = tuple(_level_column(facts, why, table) for facts, why in readable or found)
    marked = [one for one in columns if one.assessor_type or one.evidence_until]
    if len(columns) < 2 or marked:  # noqa: PLR2004 one is no choice
        return columns, ()
    named = [one for one in columns if ColumnRole.LEVEL in roles_of(one.heading)]
    if len(named) == 1:
        return tuple(named), ()
    question = Question(
        QuestionKind.LEVEL_COLUMN,
        f"Which column holds the level: {', '.join(f'“{one.heading}”' for one in columns)}?",
        "--level-column HEADING",
        choices=tuple(one.heading for one in columns),
    )
    return columns, (question,)


def _why_level(facts: Facts) -> str:
    """Why a column may hold levels; "" where it does not."""
    is_named = ColumnRole.LEVEL in facts.roles
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
    texts = [line.text(facts.place) for line in table.lines[:_LOOKED_AT]]
    words = set(tokens(facts.heading))
    return LevelColumn(
        place=facts.place,
        heading=facts.heading,
        why=why,
        assessor=None if kind is None or kind.value == "state" else facts.heading,
        assessor_type=kind,
        evidence_until=until.isoformat() if until else None,
        scale=_scale(facts.heading, [text for text in texts if text]),
        is_assessment=bool(
            words & {"assessment", "comments", "evaluation", "evaluacion", "avaliacao"}
        ),
    )


def level_column_at(table: Table, place: int) -> LevelColumn:
    """Any column taken as one of levels, because the reader of the file says so."""
    facts = _facts(table, place, table.headings[place])
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
