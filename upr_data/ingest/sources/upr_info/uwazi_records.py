"""Records of UPR Info's database as its interface gives them: types are checked here, once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from upr_data.ingest.sources.upr_info.converting import Cell

SHARED_ID: Final = "sharedId"
PROPERTIES: Final[Mapping[Cell, tuple[str, ...]]] = {
    Cell.STATE_UNDER_REVIEW: ("state_under_review",),
    Cell.TEXT: ("recommendation", "text"),
    Cell.RECOMMENDING_STATE: ("recommending_state", "recommending_states"),
    Cell.RESPONSE: ("response",),
    Cell.ACTION: ("action_category", "action"),
    Cell.ISSUE: ("issues", "issue"),
    Cell.SESSION: ("session",),
}
"""Cell → the interface's names of it."""
MAX_VALUES: Final = 300
"""Values of one property: there are 199 States and other entities, and 57 issues."""
MAX_WORD: Final = 500
MAX_TEXT: Final = 25_000
"""Characters of one value, and of a text; the longest known have 100 and some 3,000."""
MAX_KEY: Final = 100
ENGLISH: Final = "en"

_HIDDEN: Final = (False, "false", "no", "unpublished")
"""What a record that is not public says of being published."""
_BROKEN: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Entity:
    """One record: its number in the file, its key, and the values of each cell."""

    line: int
    key: str | None
    is_published: bool
    language: str
    values: Mapping[Cell, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that is none: its place, the rule by which it is set aside, and the reason."""

    line: int
    rule: str
    reason: str


class _WrongTypeError(Exception):
    """A field holds what no record has there; the message says what."""


def read_entity(line: int, given: object) -> Entity | Unreadable:
    """A record, if it is one."""
    if not isinstance(given, dict):
        return Unreadable(line, "no_record", "It is no record: it has no named fields.")
    try:
        return _entity(line, given)
    except _WrongTypeError as error:
        return Unreadable(line, "wrong_type", f"{error}.")


def _entity(line: int, given: Mapping[str, object]) -> Entity:
    properties = given.get("metadata", given)
    if not isinstance(properties, dict):
        message = "Its metadata have no named fields"
        raise _WrongTypeError(message)
    return Entity(
        line=line,
        key=_key(given.get(SHARED_ID)),
        is_published=given.get("published") not in _HIDDEN,
        language=str(given.get("language") or ENGLISH)[:MAX_KEY],
        values={cell: _values(cell, properties, names) for cell, names in PROPERTIES.items()},
    )


def _key(given: object) -> str | None:
    if given is None:
        return None
    key = _checked("key", str(given) if isinstance(given, int) else given, MAX_KEY)
    return key or None


def _values(
    cell: Cell, properties: Mapping[str, object], names: tuple[str, ...]
) -> tuple[str, ...]:
    """Labels of a property's values, or the values themselves where they have no label."""
    given = next((properties[name] for name in names if properties.get(name)), None)
    many = given if isinstance(given, list) else [given]
    if len(many) > MAX_VALUES:
        message = f"Its {cell.value} has {len(many):,} values"
        raise _WrongTypeError(message)
    return tuple(word for one in many for word in _words(cell, one))


def _words(cell: Cell, one: object) -> Iterator[str]:
    inner = (one.get("label") or one.get("value")) if isinstance(one, dict) else one
    if inner is None or inner == "":
        return
    if isinstance(inner, int | float) and not isinstance(inner, bool):
        inner = str(inner)
    limit = MAX_TEXT if cell is Cell.TEXT else MAX_WORD
    yield _checked(cell.value, inner, limit)


def _checked(what: str, word: object, limit: int) -> str:
    if not isinstance(word, str):
        message = f"Its {what} is neither a word nor a list of words"
        raise _WrongTypeError(message)
    if len(word) > limit:
        message = f"Its {what} has {len(word):,} characters"
        raise _WrongTypeError(message)
    if _BROKEN.search(word):
        message = f"Its {what} holds half a character (a lone surrogate)"
        raise _WrongTypeError(message)
    return word
