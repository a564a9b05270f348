"""Where in a file the table is: a header line, and the lines under it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from upr_data.ingest.sources.matrices.grid import Book, Cell, Grid, Line
from upr_data.ingest.sources.matrices.headings import ColumnRole, heading_key, roles_of
from upr_data.ingest.sources.matrices.origin import tells_apart
from upr_data.ingest.sources.matrices.ticks import written_out
from upr_data.ingest.sources.words.level_lexicon import tokens
from upr_data.ingest.sources.words.levels import Sort, is_letter, read_level

HEADER_WITHIN: Final = 15
LEAST_ROLES: Final = 2
USUAL_LINES: Final = 3
"""Body rows that a table has at least, where another table of the file has as many."""

_ABOUT_RECOMMENDATIONS: Final = frozenset(
    {ColumnRole.NUMBER, ColumnRole.TEXT, ColumnRole.RECOMMENDATION_ID, ColumnRole.DOCUMENT}
)
_EXAMPLE: Final = frozenset(
    {"example", "exemple", "ejemplo", "exemplo", "пример", "مثال", "e", "ex"}
)
_TOTAL: Final = frozenset(
    {
        "total", "totals", "subtotal", "sum", "totaux", "suma", "totales", "totais", "soma",
        "итого", "всего", "المجموع", "الاجمالي", "grand",
    }
)  # fmt: skip
_COUNT: Final = re.compile(r"[(\[]?\d{1,4}[)\]]?")
_LONGEST_MARK: Final = 60
"""Characters of a cell that says "Total" or "Example"."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its headings, and its body lines, each with the heading it stands under.

    `ticked` are places of columns in which marks under levels are written out as these levels;
    `unnamed` headings of columns of marks that go with them and name no level. `n_struck` are cells
    with text struck through, which is not there.
    """

    name: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    above: tuple[str, ...] = ()
    n_examples: int = 0
    n_totals: int = 0
    ticked: tuple[int, ...] = ()
    unnamed: tuple[str, ...] = ()
    is_hidden: bool = False
    hidden_columns: tuple[int, ...] = ()
    n_struck: int = 0

    @property
    def roles(self) -> tuple[tuple[ColumnRole, ...], ...]:
        """What each heading may mean."""
        return tuple(roles_of(heading) for heading in self.headings)


def tables_of(book: Book) -> list[Table]:
    """The tables of a file that have a header; parts of one table are joined.

    Word splits tables, and people keep a sheet a theme. Sheets whose names tell assessors, years or
    reviews apart, or that are about the same recommendations, stay apart. The lines of a second
    sheet are counted on from those of the first.
    A table with fewer than three rows counts only where no other has more.
    """
    joined: list[Table] = []
    for grid in book.grids:
        found = _table_of(grid)
        if found is None and joined and _continues(grid, joined[-1]):
            joined[-1] = replace(joined[-1], lines=(*joined[-1].lines, *grid.lines))
        elif found and joined and _is_part(found, joined[-1], is_workbook=book.has_types):
            joined[-1] = _with_part(joined[-1], found)
        elif found:
            joined.append(found)
    cleaned = [_cleaned(table) for table in joined]
    full = [table for table in cleaned if len(table.lines) >= USUAL_LINES]
    return full or [table for table in cleaned if table.lines]


def _with_part(table: Table, part: Table) -> Table:
    """A table with the lines of another below its own."""
    return replace(
        table,
        lines=(*table.lines, *_below(part, table)),
        hidden_columns=(*table.hidden_columns, *part.hidden_columns),
        n_struck=table.n_struck + part.n_struck,
    )


def _is_part(found: Table, before: Table, *, is_workbook: bool) -> bool:
    """Whether a table goes on with the one before: its headings, and nothing that parts them.

    A hidden sheet does not go on with one that is seen.
    """
    if _keys(found) != _keys(before) or found.is_hidden != before.is_hidden:
        return False
    if not is_workbook:
        return True
    is_told_apart = tells_apart(found.name) or tells_apart(before.name)
    return not is_told_apart and not _say_of_the_same(found, before)


def _say_of_the_same(one: Table, other: Table) -> bool:
    """Whether most rows of the shorter table are about recommendations of the other."""
    named, known = _named_in(one), _named_in(other)
    return 2 * len(named & known) > min(len(named), len(known))


def _named_in(table: Table) -> frozenset[tuple[str, ...]]:
    """What the rows of a table say of which recommendations they are about."""
    places = [
        place for place, roles in enumerate(table.roles) if _ABOUT_RECOMMENDATIONS & set(roles[:1])
    ]
    return frozenset(tuple(line.text(place) for place in places) for line in table.lines)


def _below(found: Table, before: Table) -> Iterator[Line]:
    """Lines as if they stood below those of the table before, where they are counted anew."""
    last = max((line.line for line in before.lines), default=0)
    first = min((line.line for line in found.lines), default=0)
    offset = last if first <= last else 0
    return (replace(line, line=line.line + offset) for line in found.lines)


def _table_of(grid: Grid) -> Table | None:
    for place, line in enumerate(grid.lines[:HEADER_WITHIN]):
        headings = tuple(cell.text for cell in line.cells)
        if _n_roles(headings) < LEAST_ROLES:
            continue
        body = grid.lines[place + 1 :]
        if below := _second_header(line, body):
            headings, body = below, body[1:]
        above = tuple(cell.text for one in grid.lines[:place] for cell in one.cells if cell.text)
        over = (line.section,) if line.section else ()
        return Table(
            grid.name,
            headings,
            body,
            (*above, *over),
            is_hidden=grid.is_hidden,
            hidden_columns=grid.hidden_columns,
            n_struck=grid.n_struck,
        )
    return None


def _n_roles(headings: Sequence[str]) -> int:
    """Different roles that the headings name, each heading one."""
    named = [roles for roles in map(roles_of, headings) if roles]
    return len({roles[0] for roles in named})


def _second_header(header: Line, body: Sequence[Line]) -> tuple[str, ...] | None:
    """Headings over two lines, where cells under a wide heading name its parts."""
    if not body:
        return None
    below = body[0]
    blank = {place for place, cell in enumerate(header.cells) if not cell.text}
    width = max(len(header.cells), len(below.cells))
    parted = {place for place in below.filled if place in blank or place >= len(header.cells)}
    firsts = {place - 1 for place in parted if place - 1 not in parted}
    if not parted or not set(below.filled) <= parted | firsts:
        return None
    if any(len(below.text(place)) > _LONGEST_MARK for place in below.filled):
        return None
    headings, over = [], ""
    for place in range(width):
        over = header.text(place) or over
        part = below.text(place)
        headings.append(f"{over} {part}".strip() if part else header.text(place))
    return tuple(headings)


def _continues(grid: Grid, table: Table) -> bool:
    """Whether a table without a header goes on with the one before."""
    widths = [len(line.cells) for line in grid.lines]
    return bool(widths) and max(widths) == len(table.headings)


def _keys(table: Table) -> tuple[str, ...]:
    return tuple(map(heading_key, table.headings))


def _cleaned(table: Table) -> Table:
    """Without repeated headers, examples and totals; theme and level rows become sections."""
    keys = _keys(table)
    lines: list[Line] = []
    examples = totals = 0
    for line in _sectioned(table.lines):
        mark = _mark(line)
        is_header = tuple(heading_key(cell.text) for cell in line.cells) == keys
        if is_header or not (line.filled or any(cell.fill for cell in line.cells)):
            continue
        if mark in _EXAMPLE and not lines:
            examples += 1
        elif mark in _TOTAL:
            totals += 1
        else:
            lines.append(line)
    ticked = written_out(table.headings, lines)
    return replace(
        table,
        lines=ticked.lines,
        n_examples=examples,
        n_totals=totals,
        ticked=ticked.places,
        unnamed=ticked.unnamed,
    )


def _mark(line: Line) -> str:
    """The first word of the first filled cell, where the cell is short."""
    filled = line.filled
    text = line.text(filled[0]) if filled else ""
    words = tokens(text) if len(text) <= _LONGEST_MARK else ()
    return words[0] if words else ""


def _sectioned(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines with the last level row over them as their section; level rows are left out.

    A level row has one filled cell, its first, that reads as a level: "Implemented (12)".
    """
    section: str | None = None
    for line in lines:
        if line.filled == (0,) and says_level(line.text(0)):
            section = line.text(0)
        else:
            yield line if section is None else replace(line, section=section)


def says_level(text: str) -> bool:
    """Whether a heading over rows is a level; how many rows there are makes no difference.

    A letter counts clusters or themes, and is no grade.
    """
    if len(text) > _LONGEST_MARK * 2 or is_letter(text):
        return False
    return read_level(_COUNT.sub("", text)).sort in {Sort.LEVEL, Sort.ASK}


def as_table(
    name: str, headings: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]
) -> Table:
    """A table made of plain texts, with their line numbers."""
    lines = tuple(Line(line, tuple(Cell(text) for text in row)) for line, row in rows)
    return Table(name, tuple(headings), lines)


def is_about_recommendations(table: Table) -> bool:
    """Whether a heading of the table names recommendations."""
    return any(_ABOUT_RECOMMENDATIONS.intersection(roles[:1]) for roles in table.roles)
