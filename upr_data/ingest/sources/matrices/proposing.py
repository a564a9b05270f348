"""From a file to a plan: everything that can be told of it, and what has to be asked."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from upr_data.domain import states
from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.files.door import refusal
from upr_data.ingest.sources.matrices.columns import Understood, facts_of, understand
from upr_data.ingest.sources.matrices.finding import (
    Table,
    as_table,
    is_about_recommendations,
    says_level,
    tables_of,
)
from upr_data.ingest.sources.matrices.grid import Book, Cell, Fill, Line
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
    word_key,
)
from upr_data.ingest.sources.matrices.references import leading_number
from upr_data.ingest.sources.words.levels import Sort, read_level
from upr_data.model import Level

SECTION: Final = -1
"""The place of a level that stands as a heading over its rows, not in a column."""

LEAST_PROSE: Final = 3
"""Headings with a number and text below that make a document one recommendation after another."""

_FILL_LEVELS: Final = {
    Fill.GREEN: Level.FULLY, Fill.AMBER: Level.PARTIALLY, Fill.RED: Level.NOT,
}  # fmt: skip
_TRACKED: Final = re.compile(r"([A-Z]{3})-UPR([1-4])\b")
_PROSE: Final = ("Number", "Recommendation", "Comments")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A table of a file, and what is understood of it."""

    table: Table
    understood: Understood
    has_sections: bool = False

    @property
    def is_readable(self) -> bool:
        """Whether it says something of recommendations, and of their implementation."""
        roles = {column.role for column in self.understood.columns}
        named = {ColumnRole.NUMBER, ColumnRole.TEXT, ColumnRole.RECOMMENDATION_ID}
        return bool(roles & named) and bool(
            self.understood.levels or self.has_sections or self.table.headings == _PROSE
        )


def candidates(book: Book) -> list[Candidate]:
    """The tables of a file as they may be read, those that can be read first, the fullest first."""
    tables = tables_of(book)
    made = [_candidate(table) for table in (*tables, *_joined(tables), *_prose(book))]
    return sorted(made, key=lambda one: (not one.is_readable, -_worth(one)))


def _worth(candidate: Candidate) -> float:
    """Rows of the table; one with a readable level column before one without."""
    seen = {facts.place: facts for facts in facts_of(candidate.table)}
    read = max((seen[column.place].levels for column in candidate.understood.levels), default=0.0)
    return len(candidate.table.lines) * (0.1 + read)


def _candidate(table: Table) -> Candidate:
    understood = understand(table)
    has_sections = not understood.levels and any(
        line.section and says_level(line.section) for line in table.lines
    )
    return Candidate(table, understood, has_sections)


def propose(book: Book) -> Plan:
    """The plan of a file, with what is open as questions.

    Raises `BadInputError` with one sentence where the file says nothing of implementation.
    """
    found = candidates(book)
    if not found or not found[0].is_readable:
        raise _nothing_found(book, found)
    best = found[0]
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
        raise refusal(book.file, f"no table has the headings of the plan: {headings}.")
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


def words_of(
    table: Table, levels: Sequence[LevelColumn], *, has_sections: bool
) -> tuple[PlannedWord, ...]:
    """Each different word of the level columns once, in the order it is met; colours behind."""
    counts: Counter[str] = Counter()
    firsts: dict[str, tuple[str, LevelColumn]] = {}
    fills: Counter[Fill] = Counter()
    for line in table.lines:
        for column in levels:
            cell = line.cell(column.place)
            if not cell.text and cell.fill:
                fills[cell.fill] += 1
            for word in split_words(cell.text):
                firsts.setdefault(word_key(word), (word, column))
                counts[word_key(word)] += 1
        if has_sections and line.section:
            firsts.setdefault(word_key(line.section), (line.section, LevelColumn(SECTION, "", "")))
            counts[word_key(line.section)] += 1
    found = [_planned(word, counts[key], column) for key, (word, column) in firsts.items()]
    coloured = [
        PlannedWord(
            "", n, _FILL_LEVELS[fill], None, f"a {fill} cell without a word", Sort.ASK, fill
        )
        for fill, n in sorted(fills.items())
    ]
    return (*found, *coloured)


def _planned(word: str, n: int, column: LevelColumn) -> PlannedWord:
    text = re.sub(r"[(\[]?\d{1,4}[)\]]?\s*$", "", word) if column.place == SECTION else word
    read = read_level(text, column.scale, is_assessment=column.is_assessment)
    shown = word if len(word) <= 160 else f"{word[:159]}…"  # noqa: PLR2004 a line of a table
    return PlannedWord(shown, n, read.level, read.nuance, read.why, read.sort)


def split_words(text: str) -> list[str]:
    """The words of a cell: several where it is a list of levels; none where it is blank."""
    if not text.strip():
        return []
    for mark in ("||", ";", "\n"):
        parts = [part.strip() for part in text.split(mark) if part.strip()]
        if len(parts) > 1 and (mark == "||" or all(_is_status(part) for part in parts)):
            return parts
    return [text.strip()]


def _is_status(text: str) -> bool:
    return read_level(text).sort in {Sort.LEVEL, Sort.ASK, Sort.NO_COMMENT}


def _joined(tables: Sequence[Table]) -> Iterator[Table]:
    """Two sheets as one: recommendations, and actions that name them by the row of their sheet."""
    for one in tables:
        if not is_about_recommendations(one) or understand(one).levels:
            continue
        known = {line.line: line for line in one.lines}
        for other in tables:
            if other is one:
                continue
            place = _row_column(other, known)
            if place is not None:
                yield _joined_by(one, other, place)


def _row_column(table: Table, known: dict[int, Line]) -> int | None:
    """The column whose cells are row numbers of the other sheet."""
    for place in range(len(table.headings)):
        cells = [line.text(place) for line in table.lines if line.text(place)]
        rows = [int(cell) for cell in cells if cell.isdecimal() and len(cell) < 6]  # noqa: PLR2004
        is_named = ColumnRole.ROW in table.roles[place] or ColumnRole.TEXT in table.roles[place]
        if is_named and cells and len(rows) == len(cells) and set(rows) <= set(known):
            return place
    return None


def _joined_by(one: Table, other: Table, place: int) -> Table:
    width = len(one.headings)
    actions: dict[int, list[Line]] = {}
    for line in other.lines:
        if line.text(place):
            actions.setdefault(int(line.text(place)), []).append(line)
    lines: list[Line] = []
    for line in one.lines:
        cells = (*line.cells[:width], *[Cell()] * (width - len(line.cells)))
        lines.extend(
            Line(line.line, (*cells, *action.cells)) for action in actions.get(line.line, ())
        )
        if line.line not in actions:
            lines.append(Line(line.line, cells))
    headings = list(other.headings)
    headings[place] = "Row"
    return Table(
        f"{one.name} + {other.name}", (*one.headings, *headings), tuple(lines),
        (*one.above, *other.above),
    )  # fmt: skip


def _prose(book: Book) -> Iterator[Table]:
    """A document of headings, each a numbered recommendation, with prose below."""
    rows: list[tuple[int, list[str]]] = []
    for number, paragraph in enumerate(book.paragraphs, 1):
        found, text = leading_number(paragraph)
        if found and text:
            rows.append((number, [found, text, ""]))
        elif rows:
            rows[-1][1][2] = f"{rows[-1][1][2]}\n{paragraph}".strip()
    if len(rows) >= LEAST_PROSE:
        yield as_table("the text", _PROSE, rows)


def _nothing_found(book: Book, found: Sequence[Candidate]) -> BadInputError:
    """Why a file cannot be read as a matrix, in one sentence."""
    if not found:
        return refusal(
            book.file,
            "no table with a header was found; its first rows need headings such as "
            "“Recommendation number”, “Recommendation” and “Status of implementation”.",
        )
    best = max(found, key=lambda one: len(one.table.lines))
    headings = ", ".join(f"“{one}”" for one in best.table.headings[:12] if one)
    if refused := best.understood.refused:
        return refusal(
            book.file,
            f"the column “{refused[0]}” holds responses (accepted, noted), which say nothing of "
            f"implementation, and no other column holds levels (its columns: {headings}).",
        )
    if not best.understood.levels:
        return refusal(
            book.file,
            f"no column says how far recommendations are implemented (its columns: {headings}); "
            f"a matrix needs one such as “Status of implementation”. If this is an export of "
            f"recommendations, import it without --matrix.",
        )
    return refusal(
        book.file,
        f"no column names the recommendations, by number or by text (its columns: {headings}).",
    )
