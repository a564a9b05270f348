"""Columns of marks, one for each level: a mark means the level that stands over it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from upr_data.ingest.sources.matrices.grid import Cell, Line
from upr_data.ingest.sources.matrices.headings import ColumnRole, is_known, roles_of
from upr_data.ingest.sources.matrices.origin import assessor_type_in, year_in
from upr_data.ingest.sources.words.level_rules import UNREAD, Sort
from upr_data.ingest.sources.words.levels import read_level
from upr_data.model import Level

_TICKS: Final = frozenset("\u2713\u2714\u2611\u2705")
_CROSSES: Final = frozenset("xX\u00d7\u2612\u25cf\u2022\u25a0")
"""Marks where the table has no ticks, and beside ticks something else."""

_NOES: Final = frozenset("\u2717\u2718\u274c\u2715\u2716")
_BLANKS: Final = frozenset("\u2610\u25a1\u25a2\u2751-\u2013\u2014")
_MARKS: Final = _TICKS | _CROSSES | _NOES
_PARTS: Final = re.compile(r"[:|()/\n\u2013\u2014]|\s-\s")
_MOST_WORDS: Final = 4
"""Words that may name an assessor before a level: "Civil society implemented"."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """Lines in which marks are written out; where they now stand; headings that name no level."""

    lines: tuple[Line, ...]
    places: tuple[int, ...] = ()
    unnamed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of marks: what its heading says of implementation ("" for nothing), and whose."""

    place: int
    heading: str
    says: str

    @property
    def whose(self) -> tuple[object, object]:
        """Assessor type and year of the heading; None where it names none."""
        return assessor_type_in(self.heading), year_in(self.heading)

    @property
    def is_done(self) -> bool:
        """Whether a cross in it can only mean that nothing was done."""
        return read_level(self.says).level is Level.FULLY


def written_out(headings: Sequence[str], lines: Sequence[Line]) -> Ticked:
    """The lines with each mark under a level as that level, in one column for each assessor.

    Several marks in a row stand beside each other: two levels are no level. `unnamed` are columns
    that go with them, or with each other, and whose headings do not say what a mark in them means.
    """
    marked = [
        _Column(place, heading, _level_words(heading))
        for place, heading in enumerate(headings)
        if _holds_marks(lines, place)
    ]
    named = [one for one in marked if one.says]
    groups = _by_assessor(named)
    made = tuple(_line(line, groups, ticks=_has_ticks(lines, named)) for line in lines)
    return Ticked(
        lines=made if groups else tuple(lines),
        places=tuple(group[0].place for group in groups),
        unnamed=tuple(one.heading for one in _unnamed(marked, named, lines)),
    )


def _holds_marks(lines: Sequence[Line], place: int) -> bool:
    """Whether a column holds marks and nothing else."""
    texts = {line.text(place) for line in lines} - {""}
    return bool(texts & _MARKS) and texts <= _MARKS | _BLANKS


def _has_ticks(lines: Sequence[Line], columns: Sequence[_Column]) -> bool:
    return any(line.text(one.place) in _TICKS for line in lines for one in columns)


def _level_words(heading: str) -> str:
    """What a heading says of implementation, without whose word it is; "" for nothing."""
    if is_known(heading):
        return ""
    plain = heading.rstrip(" ?\u00bf\u061f")
    parts = (plain, *_PARTS.split(plain), _behind_assessor(plain))
    return next((one.strip() for one in parts if _says_something(one)), "")


def _behind_assessor(heading: str) -> str:
    """What stands behind the first words that name an assessor: "CSO not implemented"."""
    words = heading.split()
    for n in range(1, min(len(words), _MOST_WORDS + 1)):
        if assessor_type_in(" ".join(words[:n])):
            return " ".join(words[n:])
    return ""


def _says_something(words: str) -> bool:
    read = read_level(words) if words.strip() else UNREAD
    return read != UNREAD and read.sort is not Sort.RESPONSE


def _by_assessor(columns: Sequence[_Column]) -> list[list[_Column]]:
    """The columns by whose word they hold; those that do not say go with the only one that does."""
    groups: dict[tuple[object, object], list[_Column]] = {}
    for one in columns:
        groups.setdefault(one.whose, []).append(one)
    if len(groups) == 2 and (None, None) in groups:  # noqa: PLR2004 one assessor, and the rest
        return [list(columns)]
    return list(groups.values())


def _line(line: Line, groups: Sequence[Sequence[_Column]], *, ticks: bool) -> Line:
    places = [one.place for group in groups for one in group]
    width = max((*places, len(line.cells) - 1), default=-1) + 1
    cells = [line.cell(place) for place in range(width)]
    for group in groups:
        text = _said(line, group, ticks=ticks)
        for one in group:
            cells[one.place] = Cell()
        cells[group[0].place] = replace(line.cell(group[0].place), text=text)
    return replace(line, cells=tuple(cells))


def _said(line: Line, group: Sequence[_Column], *, ticks: bool) -> str:
    """The levels that are marked in a row; else those that are crossed out, which is unclear."""
    yes = _TICKS if ticks else _TICKS | _CROSSES
    marked = [one.says for one in group if line.text(one.place) in yes]
    if marked:
        return " / ".join(marked)
    crossed = [one for one in group if line.text(one.place) in _MARKS]
    if len(group) == 1 and (not crossed or group[0].is_done):
        return line.text(group[0].place)
    return " / ".join(f"\u2612 {one.says}" for one in crossed)


def _unnamed(
    marked: Sequence[_Column], named: Sequence[_Column], lines: Sequence[Line]
) -> Iterator[_Column]:
    """Columns of marks that belong together, with headings that name no level.

    They are called levels, without saying whose or when; or where they are marked, no level is.
    """
    silent = [one for one in marked if not one.says]
    called = [one for one in silent if _is_called_level(one) and one.whose == (None, None)]
    alike = called if len(called) > 1 or (called and named) else []
    taken = {line.line for line in lines for one in named if line.text(one.place) in _MARKS - _NOES}
    for one in silent:
        rows = {line.line for line in lines if line.text(one.place) in _MARKS - _NOES}
        is_of_them = bool(named) and not roles_of(one.heading) and not rows & taken
        if one in alike or is_of_them:
            yield one


def _is_called_level(column: _Column) -> bool:
    return ColumnRole.LEVEL in roles_of(column.heading)
