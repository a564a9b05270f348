"""A link parameter: its words in a link, its condition, its words for people, its widget.

Each filter is one `Parameter`, written once in the table of `upr_data.selection.filters`. The
codec of links, the condition on rows, the sentence and the filter bar all go over that table.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any, Final

import polars as pl

from upr_data.language.labels import message
from upr_data.model import Dimension
from upr_data.snapshot import Terms

UNKNOWN: Final = "unknown"
"""The word that selects nulls, in any parameter; it stands as None inside tuples."""

MOST_WORDS: Final = 500
"""Values that one parameter of a link may have; nobody chooses more, attackers do."""

MOST_CHARACTERS: Final = 300
"""Characters of one value in a link, free text included."""

Many = tuple[Any, ...]


class Topic(IntEnum):
    """What a filter is about: the order in sentences, and of the filter bar."""

    KIND = 0
    WHEN = 1
    REVIEWED = 2
    RECOMMENDING = 3
    RESPONSE = 4
    CONTENT = 5
    OUTCOME = 6
    TEXT = 7
    COUNTING = 8


class WidgetKind(StrEnum):
    """How people choose the values of a parameter."""

    MANY = "many"
    PILLS = "pills"
    ONE = "one"
    TEXT = "text"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Context:
    """What a snapshot knows, for words and choices: names of its States, its terms, what it has."""

    state_names: Mapping[str, str] = field(default_factory=dict)
    terms: Terms = field(default_factory=dict)
    has_assessments: bool = True
    has_own_coding: bool = True


@dataclass(frozen=True, slots=True)
class Widget:
    """The way to choose: `title` is a message; `choices` gives words of the link with their labels.

    A widget without choices is not shown. `everything` says what no choice means. Those that
    stand in the bar itself have `is_in_bar`; the others are behind its button.
    """

    kind: WidgetKind
    title: str
    choices: Callable[[Context], Mapping[str, str]] = lambda _context: {}
    everything: str = ""
    is_in_bar: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """How one field of `Filters` stands in a link, and what it does.

    `values` maps each word a link may carry to its value, in canonical order; None means that
    any word will do (an open vocabulary, or free text), or any that `accepts` takes, where it is
    given. `condition` gives what a row must fulfil, `words` how the choice is said; both get the
    value and the whole selection, for the few that depend on another field. Where there are none,
    the parameter chooses no rows or is said
    elsewhere (the unit stands beside every n). Two parameters may share a name in links if no
    word has a value in both; `own_key` then tells them apart.
    """

    name: str
    values: Mapping[str, Any] | None = None
    accepts: Callable[[str], bool] | None = None
    default: Any = ()
    own_key: str = ""
    is_single: bool = False
    has_unknown: bool = False
    topic: Topic = Topic.COUNTING
    condition: Callable[[Any, Any], pl.Expr | None] | None = None
    words: Callable[[Any, Any, Context], str] | None = None
    widget: Widget | None = None

    @property
    def key(self) -> str:
        """What tells it apart from another of the same name in a link: two share `of`."""
        return self.own_key or self.name

    def read(self, text: str) -> tuple[list[Any], list[str]]:
        """The values in `text`, and the words nobody knows.

        Raises `OverflowError` for a text longer than any choice of people.
        """
        if self.is_single:
            words = {text: None}
        else:
            parts = text.split(",", MOST_WORDS + 1)
            words = dict.fromkeys(word for part in parts if (word := part.strip()))
        if len(words) > MOST_WORDS or any(len(word) > MOST_CHARACTERS for word in words):
            raise OverflowError
        accepted = (word for word in sorted(words) if not self.accepts or self.accepts(word))
        known = self.values if self.values is not None else {word: word for word in accepted}
        unknown = {UNKNOWN: None} if self.has_unknown else {}
        ordered = {word: known[word] for word in known if word not in unknown} | unknown
        return (
            [value for word, value in ordered.items() if word in words],
            [word for word in words if word not in ordered],
        )

    def write(self, value: Any) -> str:  # noqa: ANN401 - each parameter has its own type
        """The value as it stands in a link."""
        members = (value,) if self.is_single else value
        return ",".join(UNKNOWN if member is None else str(member) for member in members)


def a_filter(name: str, values: Mapping[str, Any] | None = None, **how: Any) -> Any:  # noqa: ANN401
    """A field of a selection, of whatever type it is declared, with its parameter."""
    parameter = Parameter(name, values, **how)
    return field(default=parameter.default, metadata={"parameter": parameter})


def offer(
    dimension: Dimension,
    kind: WidgetKind,
    offered: Callable[[Context], Mapping[str, str]],
    everything: str = "",
    *,
    is_in_bar: bool = False,
) -> Widget:
    """A widget by the name that its dimension has everywhere."""
    return Widget(kind, message(dimension), offered, everything, is_in_bar)


def codes(closed: type[StrEnum]) -> dict[str, StrEnum]:
    """The members of a closed list by their words in a link."""
    return {member.value: member for member in closed}


def is_day(word: str) -> bool:
    """Whether a word of a link is a day as the contract writes it: 2025-03-31."""
    try:
        return date.fromisoformat(word).isoformat() == word
    except ValueError:
        return False


def numbers(values: Iterable[int]) -> dict[str, int]:
    """Whole numbers by their words in a link."""
    return {str(int(n)): int(n) for n in values}
