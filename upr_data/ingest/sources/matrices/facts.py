"""What is seen of each column of a table: what its heading may mean, what its cells look like."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from upr_data.ingest.sources.matrices.finding import Table
from upr_data.ingest.sources.matrices.headings import ColumnRole, roles_of
from upr_data.ingest.sources.matrices.origin import assessor_type_in, year_in
from upr_data.ingest.sources.matrices.references import looks_like_number, symbol_in
from upr_data.ingest.sources.words.level_lexicon import tokens
from upr_data.ingest.sources.words.levels import Scale, Sort, is_letter, read_level
from upr_data.ingest.sources.words.positions import response_of
from upr_data.ingest.sources.words.states_in_text import lookup, names
from upr_data.model import Response

LOOKED_AT: Final = 400
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

_GRADES: Final = frozenset(
    {
        "grade", "grades", "grading", "rating", "score", "level", "assessment", "evaluation",
        "niveau", "note", "appreciation", "nivel", "calificacion", "evaluacion", "valoracion",
        "classificacao", "avaliacao", "оценка", "التقييم",
    }
)  # fmt: skip
"""Words of a heading under which a letter may be a grade."""


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
    is_ticked: bool

    @property
    def role(self) -> ColumnRole | None:
        """What the heading means first."""
        return self.roles[0] if self.roles else None


def facts_of(table: Table) -> list[Facts]:
    """What is seen of each column."""
    return [facts_at(table, place) for place in range(len(table.headings))]


def facts_at(table: Table, place: int) -> Facts:
    """What is seen of one column."""
    heading = table.headings[place]
    cells = [line.cell(place) for line in table.lines[:LOOKED_AT]]
    texts = [cell.text for cell in cells if cell.text]
    n_fills = sum(1 for cell in cells if cell.fill and not cell.text)
    sorts = [_sort(text, heading, scale_of(heading, texts)) for text in texts]
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
        is_ticked=place in table.ticked,
    )


def names_grades(heading: str) -> bool:
    """Whether letters under a heading may be grades."""
    return ColumnRole.LEVEL in roles_of(heading) or bool(_GRADES & set(tokens(heading)))


def _sort(text: str, heading: str, scale: Scale | None) -> Sort:
    """What a cell says; letters under "Priority" are no grades, nor ticks under "Women" levels."""
    if is_letter(text) and not names_grades(heading):
        return Sort.UNCLEAR
    is_mark = not any(char.isalnum() for char in text)
    if is_mark and not (names_grades(heading) or assessor_type_in(heading) or year_in(heading)):
        return Sort.NO_COMMENT if read_level(text).sort is Sort.NO_COMMENT else Sort.UNCLEAR
    return read_level(text, scale).sort


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


def scale_of(heading: str, texts: Sequence[str]) -> Scale | None:
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
