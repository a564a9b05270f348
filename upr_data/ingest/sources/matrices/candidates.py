"""The tables of a file as they may be read, two sheets joined, prose as a table; the best first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from upr_data.ingest.sources.matrices.columns import Understood, understand
from upr_data.ingest.sources.matrices.facts import facts_of
from upr_data.ingest.sources.matrices.finding import (
    Table,
    as_table,
    is_about_recommendations,
    says_level,
    tables_of,
)
from upr_data.ingest.sources.matrices.grid import Book, Cell, Line
from upr_data.ingest.sources.matrices.headings import ColumnRole
from upr_data.ingest.sources.matrices.references import leading_number

LEAST_PROSE: Final = 3
"""Headings with a number and text below that make a document one recommendation after another."""

_PROSE: Final = ("Number", "Recommendation", "Comments")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A table of a file, and what is understood of it."""

    table: Table
    understood: Understood
    has_sections: bool = False
    is_made: bool = False
    """Whether it is two sheets joined, or prose; else it stands so in the file."""

    @property
    def is_readable(self) -> bool:
        """Whether it says something of recommendations, and of their implementation."""
        roles = {column.role for column in self.understood.columns}
        named = {ColumnRole.NUMBER, ColumnRole.TEXT, ColumnRole.RECOMMENDATION_ID}
        return bool(roles & named) and bool(
            self.understood.levels or self.has_sections or self.table.headings == _PROSE
        )


def candidates(book: Book) -> list[Candidate]:
    """The tables of a file as they may be read: those that can be, then those seen, the fullest.

    What stands on a hidden sheet comes after all that can be read and is seen.
    """
    tables = tables_of(book)
    made = [
        *map(_candidate, tables),
        *(replace(_candidate(one), is_made=True) for one in (*_joined(tables), *_prose(book))),
    ]
    return sorted(made, key=_order)


def _order(candidate: Candidate) -> tuple[bool, bool, float]:
    return not candidate.is_readable, candidate.table.is_hidden, -_worth(candidate)


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
        (*one.above, *other.above), is_hidden=one.is_hidden or other.is_hidden,
        n_struck=one.n_struck + other.n_struck,
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
