"""The words of level columns, each once: how often it stands there, and what it is read as."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from upr_data.ingest.sources.matrices.finding import Table
from upr_data.ingest.sources.matrices.grid import Fill
from upr_data.ingest.sources.matrices.plan import LevelColumn, PlannedWord, word_key
from upr_data.ingest.sources.words.levels import Sort, read_level
from upr_data.model import Level

SECTION: Final = -1
"""The place of a level that stands as a heading over its rows, not in a column."""

_SHOWN: Final = 160
"""Characters of a word that a plan keeps."""

_FILL_LEVELS: Final = {
    Fill.GREEN: Level.FULLY, Fill.AMBER: Level.PARTIALLY, Fill.RED: Level.NOT,
}  # fmt: skip


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
    shown = word if len(word) <= _SHOWN else f"{word[: _SHOWN - 1]}…"
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
