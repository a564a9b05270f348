"""The plan by which a matrix is read: everything understood of it, correctable, kept as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, Self

from upr_data.domain import calendar, states
from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.matrices.grid import Fill
from upr_data.ingest.sources.matrices.headings import ColumnRole, heading_key
from upr_data.ingest.sources.words.level_lexicon import folded
from upr_data.ingest.sources.words.levels import Scale, Sort, without_footnote
from upr_data.language import _
from upr_data.model import AssessorType, Level, Milestone, Nuance

_LONGEST_KEY: Final = 160


class QuestionKind(StrEnum):
    """What a person has to say before a matrix can be read."""

    LEVEL_COLUMN = "level_column"
    REVIEW = "review"
    ASSESSOR = "assessor"
    ASSESSOR_TYPE = "assessor_type"
    WORD = "word"
    FILLS = "fills"


_BLOCKING: Final = frozenset(
    {QuestionKind.LEVEL_COLUMN, QuestionKind.REVIEW, QuestionKind.ASSESSOR,
     QuestionKind.ASSESSOR_TYPE}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """One open question: what about, what can be answered, and the option that answers it."""

    kind: QuestionKind
    asks: str
    option: str
    about: str = ""
    choices: tuple[str, ...] = ()

    @property
    def is_needed(self) -> bool:
        """Whether nothing can be read without an answer; other words are unclear without one."""
        return self.kind in _BLOCKING


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read, and why it is taken for what it is; `place` counts from 0."""

    role: ColumnRole
    place: int
    heading: str
    why: str


@dataclass(frozen=True, slots=True)
class LevelColumn:
    """A column of levels; whose word it holds and up to when, where the column itself says so."""

    place: int
    heading: str
    why: str
    assessor: str | None = None
    assessor_type: AssessorType | None = None
    evidence_until: str | None = None
    scale: Scale | None = None
    is_assessment: bool = False


@dataclass(frozen=True, slots=True)
class PlannedWord:
    """A word of the level columns: how often it stands there, and what it is read as.

    `level` None is no comment. `fill` is the colour of cells that have no word.
    """

    word: str
    n: int
    level: Level | None
    nuance: Nuance | None
    why: str
    sort: Sort
    fill: Fill | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """Whose review, in which cycle: `SVN:2`."""

    state: str
    cycle: int

    def __str__(self) -> str:
        """The review as options and plans name it."""
        return f"{self.state}:{self.cycle}"

    @classmethod
    def of(cls, text: str) -> Self:
        """Read `SVN:2`; raises `BadInputError` for what names no review."""
        code, _colon, cycle = text.strip().partition(":")
        code = states.lookup(code) or code.upper()
        is_known = code in states.CODES or states.is_demo(code)
        if not is_known or cycle not in {str(one) for one in calendar.CYCLES}:
            message = _(
                "{text!r} names no review: write the State's code and the cycle, SVN:2."
            ).format(text=text)
            raise BadInputError(message)
        return cls(code, int(cycle))


@dataclass(frozen=True, slots=True)
class Plan:
    """How one file is read.

    Days are ISO dates. `takes_fills` and `takes_proposed` are the yes to colours without words
    and to texts that are only alike; `accepted` are lines of this very file whose proposed match
    has a yes of its own. `questions` are those still open.
    """

    file: str
    sha256: str
    table: str
    headings: tuple[str, ...]
    columns: tuple[Column, ...]
    levels: tuple[LevelColumn, ...]
    words: tuple[PlannedWord, ...]
    has_sections: bool = False
    review: str | None = None
    assessor: str | None = None
    assessor_type: AssessorType | None = None
    milestone: Milestone | None = None
    evidence_until: str | None = None
    source_url: str | None = None
    takes_fills: bool = False
    takes_proposed: bool = False
    accepted: tuple[int, ...] = ()
    why: tuple[tuple[str, str], ...] = ()
    questions: tuple[Question, ...] = ()

    def place(self, role: ColumnRole) -> int | None:
        """Where the column of this role stands."""
        return next((column.place for column in self.columns if column.role is role), None)

    def fits(self, headings: tuple[str, ...]) -> bool:
        """Whether a table has the headings that this plan was made for."""
        keys = [heading_key(one) for one in self.headings]
        return keys == [heading_key(one) for one in headings]

    def to_dict(self) -> dict[str, Any]:
        """The plan as JSON values."""
        value: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return value

    @classmethod
    def from_dict(cls, given: Any) -> Self:  # noqa: ANN401 - whatever a file holds
        """Read what `to_dict` gives, corrected by a person or not; raises `BadInputError`."""
        try:
            return cls(**_typed(dict(given)))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            message = _(
                "The plan cannot be read ({kind}: {reason}); take one that "
                "read-matrix --json prints, and change only what you want changed."
            ).format(kind=type(error).__name__, reason=str(error)[:120])
            raise BadInputError(message) from error


def word_key(word: str) -> str:
    """The key under which words are compared: folded, and cut where long.

    Signs within stay: "implemented?" is not read as "implemented" is. Footnotes do not.
    """
    key = " ".join(folded(without_footnote(word)).split()).strip(" .,;:")
    return (key or word.strip())[:_LONGEST_KEY]


def _typed(given: dict[str, Any]) -> dict[str, Any]:
    texts = ("file", "sha256", "table")
    if any(not isinstance(given[name], str) for name in texts):
        message = "file, sha256 and table are texts"
        raise TypeError(message)
    if given.get("review"):
        given["review"] = str(Review.of(given["review"]))
    if given.get("evidence_until"):
        date.fromisoformat(given["evidence_until"])
    return given | {
        "headings": tuple(map(str, given["headings"])),
        "columns": tuple(_column(one) for one in given["columns"]),
        "levels": tuple(_level_column(one) for one in given["levels"]),
        "words": tuple(_word(one) for one in given["words"]),
        "assessor_type": _member(AssessorType, given.get("assessor_type")),
        "milestone": _member(Milestone, given.get("milestone")),
        "accepted": tuple(int(line) for line in given.get("accepted", ())),
        "why": tuple((str(one), str(other)) for one, other in given.get("why", ())),
        "questions": tuple(_question(one) for one in given.get("questions", ())),
    }


def _member(kind: type[StrEnum], value: str | None) -> Any:  # noqa: ANN401 - a member of `kind`
    return None if value is None else kind(value)


def _place(given: Mapping[str, Any]) -> int:
    place = given["place"]
    if not isinstance(place, int) or not 0 <= place < 200:  # noqa: PLR2004 columns of a table
        message = f"{place!r} is no place of a column"
        raise ValueError(message)
    return place


def _column(given: Mapping[str, Any]) -> Column:
    return Column(
        ColumnRole(given["role"]), _place(given), str(given["heading"]), str(given["why"])
    )


def _level_column(given: Mapping[str, Any]) -> LevelColumn:
    if given.get("evidence_until"):
        date.fromisoformat(given["evidence_until"])
    found = LevelColumn(**{**given, "place": _place(given)})
    return replace(
        found,
        assessor_type=_member(AssessorType, found.assessor_type),
        scale=_member(Scale, found.scale),
    )


def _word(given: Mapping[str, Any]) -> PlannedWord:
    found = PlannedWord(**given)
    return replace(
        found,
        level=_member(Level, found.level),
        nuance=_member(Nuance, found.nuance),
        sort=Sort(found.sort),
        fill=_member(Fill, found.fill),
    )


def _question(given: Mapping[str, Any]) -> Question:
    found = Question(**given)
    return replace(found, kind=QuestionKind(found.kind), choices=tuple(found.choices))
