"""One statement on implementation from the parts its phrases play."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from upr_data.ingest.sources.words.level_lexicon import Phrase, Role, whole
from upr_data.model import Level, Nuance


class Sort(StrEnum):
    """What a reader of the words has to do: nothing, or to decide."""

    LEVEL = "level"
    UNCLEAR = "unclear"
    ASK = "ask"
    NO_COMMENT = "no_comment"
    RESPONSE = "response"


@dataclass(frozen=True, slots=True)
class Word:
    """What some words say: level and nuance, and why they are read so.

    `level` is what counts if nobody decides otherwise: unclear for words that are asked or name a
    response, None where they are no comment at all.
    """

    sort: Sort
    level: Level | None
    nuance: Nuance | None
    why: str


def said(level: Level, why: str = "", nuance: Nuance | None = None) -> Word:
    """A plain level."""
    return Word(Sort.LEVEL, level, nuance, why)


UNREAD: Final = Word(
    Sort.UNCLEAR, Level.UNCLEAR, None, "says more, or something else, than a level"
)

_SEVERAL: Final = "can be meant in several ways"
ALONE: Final[Mapping[Role, Word]] = MappingProxyType(
    {
        Role.NO_WORD: Word(Sort.NO_COMMENT, None, None, "says that nothing was assessed"),
        Role.NOT_APPLICABLE: Word(
            Sort.NO_COMMENT, None, Nuance.NOT_APPLICABLE, "says that it does not apply"
        ),
        Role.NO_INFORMATION: Word(
            Sort.UNCLEAR, Level.UNCLEAR, Nuance.NO_INFORMATION, "says that nothing is known"
        ),
        Role.NO_EVIDENCE: Word(Sort.UNCLEAR, Level.UNCLEAR, None, "says that it cannot be told"),
        Role.NOT_DUE: Word(
            Sort.UNCLEAR, Level.UNCLEAR, Nuance.NOT_DUE, "says that it is not due yet"
        ),
        Role.OUTDATED: Word(
            Sort.UNCLEAR, Level.UNCLEAR, Nuance.NOT_APPLICABLE, "says that it no longer applies"
        ),
        Role.REGRESSED: Word(Sort.LEVEL, Level.NOT, Nuance.REGRESSED, "says that things got worse"),
        Role.REJECTED: Word(
            Sort.LEVEL, Level.NOT, Nuance.REJECTED, "says that the opposite was done or decided"
        ),
        Role.NOT_DONE: Word(Sort.LEVEL, Level.NOT, None, "says that nothing was done"),
        Role.RESPONSE: Word(
            Sort.RESPONSE, Level.UNCLEAR, None, "a response to the recommendation, not a level"
        ),
        Role.POSITION: Word(
            Sort.UNCLEAR, Level.UNCLEAR, None, "a position (under consideration), not a level"
        ),
        Role.PLANNED: Word(
            Sort.ASK, Level.UNCLEAR, Nuance.PLANNED, "a plan says nothing of what was done"
        ),
        Role.ASK: Word(Sort.ASK, Level.UNCLEAR, None, _SEVERAL),
        Role.ASK_WHOLE: Word(Sort.ASK, Level.UNCLEAR, None, _SEVERAL),
        Role.SOME: Word(Sort.ASK, Level.UNCLEAR, None, "a degree, without saying of what"),
        Role.EFFORT: Word(
            Sort.ASK, Level.UNCLEAR, None, "something was done; how much is not said"
        ),
        Role.CLOSED: Word(Sort.ASK, Level.UNCLEAR, None, _SEVERAL),
    }
)
"""Roles that say all there is to say."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """Roles that a statement must have, may have, and the acts it must or must not name."""

    needs: frozenset[Role]
    word: Word
    may: frozenset[Role] = frozenset()
    acts: frozenset[Role] = frozenset()
    never: frozenset[Role] = frozenset()

    def fits(self, rest: frozenset[Role], acts: frozenset[Role]) -> bool:
        """Whether the roles beside the acts, and the acts, make this statement."""
        return (
            self.needs <= rest <= self.needs | self.may
            and (not self.acts or bool(acts & self.acts))
            and not acts & self.never
        )


STATED: Final = frozenset({Role.DONE, Role.ACT_OR_DONE})
_ACTS: Final = STATED | {Role.ACT}
_ONLY_DONE: Final = frozenset({Role.DONE})
_BEGINNING: Final = frozenset({Role.STARTED, Role.EFFORT, Role.SOME})

_PARTLY: Final = said(Level.PARTIALLY)
_ONGOING: Final = said(Level.PARTIALLY, nuance=Nuance.ONGOING)
_CONTINUOUS: Final = said(Level.PARTIALLY, nuance=Nuance.CONTINUOUS)
_NOT: Final = said(Level.NOT)


def _needs(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


_RULES: Final = (
    _Rule(_needs(Role.NEARLY, Role.FULL), _PARTLY),
    _Rule(_needs(Role.NEARLY), _PARTLY, acts=STATED),
    _Rule(_needs(Role.NEGATION, Role.CLOSED), said(Level.NOT, "", Nuance.REJECTED), acts=_ACTS),
    _Rule(_needs(Role.NEGATION, Role.REJECTED), said(Level.NOT, "", Nuance.REJECTED), acts=_ACTS),
    _Rule(_needs(Role.NEGATION, Role.PLANNED), said(Level.NOT, "", Nuance.PLANNED), acts=_ACTS),
    _Rule(_needs(Role.NEGATION, Role.EFFORT), _NOT, may=_needs(Role.STARTED)),
    _Rule(_needs(Role.NEGATION, Role.STARTED), _NOT),
    _Rule(_needs(Role.NEGATION), _NOT),
    _Rule(_needs(Role.FULL), said(Level.FULLY), may=_needs(Role.CLOSED)),
    _Rule(_needs(), said(Level.FULLY), may=_needs(Role.CLOSED), acts=STATED),
    _Rule(_needs(Role.PART), _PARTLY, may=_needs(Role.SOME, Role.EFFORT)),
    _Rule(_needs(Role.SOME, Role.EFFORT), _PARTLY, never=_ONLY_DONE),
    _Rule(_needs(Role.SOME), _PARTLY, acts=_needs(Role.ACT), never=STATED),
    _Rule(_needs(Role.CONTINUOUS), _CONTINUOUS, may=_needs(Role.ONGOING), never=_ONLY_DONE),
    _Rule(_needs(Role.CONTINUOUS, Role.PART), _CONTINUOUS, may=_needs(Role.ONGOING)),
    _Rule(_needs(Role.ONGOING), _ONGOING, may=_BEGINNING, never=_ONLY_DONE),
    _Rule(_needs(Role.ONGOING, Role.PART), _ONGOING, may=_BEGINNING),
    _Rule(_needs(Role.STARTED), _ONGOING, never=_ONLY_DONE),
    _Rule(_needs(Role.PLANNED), ALONE[Role.PLANNED], never=_ONLY_DONE),
    _Rule(_needs(Role.REJECTED), ALONE[Role.REJECTED], may=_needs(Role.REGRESSED), never=_ACTS),
)
"""The statements there are; the first that fits counts."""


def combined(found: Sequence[tuple[Role, Phrase]]) -> Word | None:
    """One statement from phrases and their roles; None where there are none.

    Phrases that contradict each other, a negated degree ("not fully implemented"), or a level
    that is said of two acts make no statement: they are unclear.
    """
    roles = [role for role, _ in found if role is not Role.LABEL]
    if not roles:
        return None
    kinds = frozenset(roles)
    if len(kinds) == 1 and (alone := ALONE.get(roles[0])):
        return alone
    acts = kinds & _ACTS
    is_done = bool(acts) or Role.ONGOING in kinds
    rest = kinds - _ACTS - ({Role.RESPONSE} if is_done else set())
    if _is_said_twice(roles, rest) or (is_done and _is_refusal(found)) or _is_unfinished(roles):
        return UNREAD
    fitting = (rule.word for rule in _RULES if rule.fits(rest, acts))
    word = next(fitting, UNREAD)
    return word if word is UNREAD else replace(word, why=_why(found))


def _is_said_twice(roles: Sequence[Role], rest: frozenset[Role]) -> bool:
    """Two acts with one degree, two negations, or a plan before what is negated."""
    if rest and sum(role in STATED for role in roles) > 1:
        return True
    if roles.count(Role.NEGATION) > 1 and not rest <= _BEGINNING | {Role.NEGATION}:
        return True
    return {Role.NEGATION, Role.PLANNED} <= rest and roles[0] is not Role.NEGATION


_REFUSING: Final = frozenset({Role.NEGATION, Role.ASK_WHOLE, Role.PART})


def _is_refusal(found: Sequence[tuple[Role, Phrase]]) -> bool:
    """Whether a response is negated or of a part, or is what was done.

    "Not accepted and implemented"; "accepted in part, implemented"; behind the act, "mise en œuvre
    refusée".
    """
    first = next(place for place, (role, _) in enumerate(found) if role in _ACTS | {Role.ONGOING})
    return any(
        role is Role.RESPONSE and (place > first or _qualifies(phrase))
        for place, (role, phrase) in enumerate(found)
    )


def _qualifies(phrase: Phrase) -> bool:
    return any(whole((word,)) in _REFUSING for word in phrase)


def _is_unfinished(roles: Sequence[Role]) -> bool:
    """Whether only the end of something is negated: "implementation not yet completed"."""
    before = frozenset(roles[: roles.index(Role.NEGATION)] if Role.NEGATION in roles else ())
    is_begun = bool(before & {Role.ACT, Role.ACT_OR_DONE, Role.EFFORT})
    return is_begun and Role.DONE in roles


_SHOWN: Final[Mapping[Role, str]] = MappingProxyType(
    {
        Role.NEGATION: "negation", Role.FULL: "in full", Role.PART: "in part",
        Role.NEARLY: "nearly", Role.DONE: "done", Role.ACT: "implementation",
        Role.ACT_OR_DONE: "implementation", Role.ONGOING: "under way",
        Role.CONTINUOUS: "continuous", Role.STARTED: "started", Role.EFFORT: "action",
        Role.SOME: "some", Role.PLANNED: "planned", Role.CLOSED: "closed",
        Role.REJECTED: "rejected", Role.RESPONSE: "response",
    }
)  # fmt: skip


def _why(found: Sequence[tuple[Role, Phrase]]) -> str:
    """The phrases that were understood, and as what: "not" (negation), "implemented" (done)."""
    return ", ".join(
        f"“{' '.join(phrase)}” ({_SHOWN[role]})" for role, phrase in found if role in _SHOWN
    )
