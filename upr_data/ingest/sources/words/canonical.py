"""Columns of words to columns of codes: each different word is looked up once.

Every function takes the source's cells, stripped, and gives a column of the same height; a word
that nobody knows gives null (or `unknown`, for a response), and is for the caller to report.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import polars as pl

from upr_data.domain import calendar, issues, states
from upr_data.model import Kind, Response, StateKind, enum_type

RESPONSES: Final[Mapping[str, Response]] = {
    "supported": Response.SUPPORTED,
    "accepted": Response.SUPPORTED,
    "enjoys support": Response.SUPPORTED,
    "noted": Response.NOTED,
    "not supported": Response.NOTED,
    "not accepted": Response.NOTED,
    "rejected": Response.NOTED,
    "does not enjoy support": Response.NOTED,
    "supported/noted": Response.PARTIALLY_SUPPORTED,
    "partially supported": Response.PARTIALLY_SUPPORTED,
    "partially accepted": Response.PARTIALLY_SUPPORTED,
    "partly supported": Response.PARTIALLY_SUPPORTED,
    "partly accepted": Response.PARTIALLY_SUPPORTED,
    "supported in part": Response.PARTIALLY_SUPPORTED,
    "accepted in part": Response.PARTIALLY_SUPPORTED,
    "pending": Response.PENDING,
}
"""Words of the exports → response; domain: what is not clearly supported is noted."""

PLEDGES: Final = frozenset({"voluntary pledge", "voluntary pledges", "voluntary commitment"})

_CATEGORY: Final = re.compile(r"([1-5])(?:\.0+)?(?:\s*[-\u2013\u2014:].*)?")
_CATEGORIES: Final[Mapping[str, int]] = {
    f"{name} action": number
    for number, name in enumerate(
        ("minimal", "continuing", "considering", "general", "specific"), start=1
    )
}
_SESSION: Final = re.compile(
    r"(?:upr\s)?(?:session\s+)?(\d{1,2})(?:\.0+|st|nd|rd|th)?(?:\s+session)?"
    r"(?:\s*[-\u2013\u2014(,:].*)?",
    re.IGNORECASE,
)
_WHOLE_AS_FLOAT: Final = re.compile(r"\d+\.0+")


def mapped(cells: pl.Series, code_of: Callable[[Any], object], dtype: pl.DataType) -> pl.Series:
    """The column of `code_of` of each cell, called once for each different cell."""
    codes = {word: code_of(word) for word in cells.unique().to_list()}
    return pl.Series(cells.name, [codes[word] for word in cells.to_list()], dtype)


def states_under_review(cells: pl.Series) -> pl.Series:
    """Codes of Member States; null for what is none."""
    return mapped(cells, _member, pl.String())


def recommending_states(cells: pl.Series) -> pl.Series:
    """Codes of States, observers and other entities; null where unknown."""
    return mapped(cells, states.lookup, pl.String())


def responses(cells: pl.Series) -> pl.Series:
    """Responses; `unknown` for pledges, blanks and unknown words."""
    return mapped(cells, _response, enum_type(Response))


def is_response(word: str) -> bool:
    """Whether a word is a response we know, or that of a pledge."""
    return _key(word) in RESPONSES or _key(word) in PLEDGES


def kinds(cells: pl.Series) -> pl.Series:
    """What a row is, told from its response: a pledge says so there."""
    return mapped(cells, _kind, enum_type(Kind))


def categories(cells: pl.Series) -> pl.Series:
    """Action categories 1-5; null for anything else."""
    return mapped(cells, _category, pl.UInt8())


def sessions(cells: pl.Series) -> pl.Series:
    """Sessions of the calendar; null for anything else."""
    return mapped(cells, _session, pl.UInt8())


def cycles(session_numbers: pl.Series) -> pl.Series:
    """Cycle of each session; null where that is null."""
    codes = {None: None} | {number: one.cycle for number, one in calendar.SESSIONS.items()}
    return pl.Series([codes[number] for number in session_numbers.to_list()], dtype=pl.UInt8())


def only_sessions(codes: pl.Series) -> pl.Series:
    """The one session in which each State was reviewed; null if it was reviewed more than once."""
    return mapped(codes, _only_session, pl.UInt8())


def reviews(codes: pl.Series) -> list[tuple[int, ...]]:
    """All sessions in which each State is reviewed."""
    known = {code: calendar.reviewed_in(code) for code in codes.unique().to_list()}
    return [known[code] for code in codes.to_list()]


def issue_lists(cells: pl.Series, separator: str = ",") -> pl.Series:
    """Lists of issue codes in the source's order, without repetition; null for a blank cell."""
    return mapped(cells, partial(_issues, separator), pl.List(pl.String()))


def unknown_issues(cell: str, separator: str = ",") -> list[str]:
    """Names in an issue cell that nobody knows."""
    return [name for name in _parts(cell, separator) if issues.lookup(name) is None]


def is_whole_as_float(cell: str) -> bool:
    """Whether a whole number was written with a decimal point, as spreadsheets do: 4.0."""
    return _WHOLE_AS_FLOAT.fullmatch(cell) is not None


def demonstration_name(names: pl.Series) -> str | None:
    """The first name or code of an invented State of the demonstration; None if there is none."""
    return next((name for name in sorted(names.unique().to_list()) if _is_demo(name)), None)


def _is_demo(name: str) -> bool:
    return states.is_demo(name.strip().upper()) or states.is_demo(states.lookup(name) or "")


def _member(name: str) -> str | None:
    code = states.lookup(name)
    return code if code and states.state(code).kind is StateKind.MEMBER else None


def _key(word: str) -> str:
    return re.sub(" ?/ ?", "/", states.normalise(word))


def _response(word: str) -> Response:
    return RESPONSES.get(_key(word), Response.UNKNOWN)


def _kind(word: str) -> Kind:
    return Kind.VOLUNTARY_PLEDGE if _key(word) in PLEDGES else Kind.RECOMMENDATION


def _number(pattern: re.Pattern[str], cell: str) -> int | None:
    found = pattern.fullmatch(cell)
    return int(found[1]) if found else None


def _category(cell: str) -> int | None:
    return _number(_CATEGORY, cell) or _CATEGORIES.get(states.normalise(cell))


def _session(cell: str) -> int | None:
    number = _number(_SESSION, cell)
    return number if number in calendar.SESSIONS else None


def _only_session(code: str | None) -> int | None:
    reviews = calendar.reviewed_in(code) if code else ()
    return reviews[0] if len(reviews) == 1 else None


def _issues(separator: str, cell: str) -> list[str] | None:
    codes = [code for name in _parts(cell, separator) if (code := issues.lookup(name))]
    return list(dict.fromkeys(codes)) if cell else None


def _parts(cell: str, separator: str) -> list[str]:
    return [name for part in cell.split(separator) if (name := part.strip())]
