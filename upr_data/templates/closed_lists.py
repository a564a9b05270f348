"""Words that people write for the members of closed lists: assessor types, milestones, mechanisms.

A word that nobody knows is never guessed; the nearest known ones are suggested.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final, Generic, TypeVar

from rapidfuzz import fuzz, process

from upr_data.domain.states import normalise
from upr_data.model import AssessorType, MechanismType, Milestone, Nuance

NEAR_ENOUGH: Final = 70
"""Words less alike than this (0-100) are no help to someone who mistyped one."""

Member = TypeVar("Member", bound=StrEnum)


@dataclass(frozen=True)
class ClosedList(Generic[Member]):
    """What people write for each member; the first word is the one of the template."""

    words: Mapping[Member, tuple[str, ...]]

    def find(self, text: str) -> Member | None:
        """The member that the text names; None if nobody knows it."""
        return self._names.get(_key(text))

    def near(self, text: str) -> list[str]:
        """Up to two words of the template that look like the text, nearest first."""
        names = self._names
        found = process.extract(
            _key(text), list(names), scorer=fuzz.WRatio, score_cutoff=NEAR_ENOUGH, limit=5
        )
        return list(dict.fromkeys(self.words[names[key]][0] for key, _, _ in found))[:2]

    def shown(self) -> list[str]:
        """The words of the template, one for each member."""
        return [words[0] for words in self.words.values()]

    def why_not(self, text: str, what: str) -> str:
        """Why the text is no member, and what to write instead."""
        near = " or ".join(f"“{word}”" for word in self.near(text))
        asked = f"did you mean {near}?" if near else f"write one of: {', '.join(self.shown())}."
        return f"“{text}” is no {what} we know; {asked}"

    @cached_property
    def _names(self) -> dict[str, Member]:
        codes = {_key(member.value): member for member in self.words}
        return codes | {_key(word): one for one, words in self.words.items() for word in words}


def _key(text: str) -> str:
    return normalise(text.replace("_", " ").replace("/", " "))


ASSESSOR_TYPES: Final = ClosedList[AssessorType](
    {
        AssessorType.STATE: (
            "State", "State under review", "Government", "Governmental", "State report",
            "État", "Gouvernement", "Estado", "Gobierno",
        ),
        AssessorType.CIVIL_SOCIETY: (
            "Civil society", "Civil society organisation", "Civil society organization",
            "Civil society organisations", "Civil society organizations", "CSO", "CSOs",
            "NGO", "NGOs", "Non-governmental organisation", "Non-governmental organization",
            "Société civile", "ONG", "Sociedad civil",
        ),
        AssessorType.NHRI: (
            "NHRI", "NHRIs", "National human rights institution", "Human rights commission",
            "Human rights institution", "Ombudsman", "Ombudsperson", "INDH",
        ),
        AssessorType.UN: (
            "UN body", "UN", "United Nations", "UN agency", "UN country team", "UNCT",
            "Treaty body", "Human Rights Committee", "OHCHR", "Special procedures", "ONU",
        ),
        AssessorType.ACADEMIA: ("Academia", "Academic", "University", "Universities", "Research"),
        AssessorType.OTHER: ("other", "Other assessor", "Other stakeholder", "Autre", "Otro"),
    }
)  # fmt: skip
"""Who assessed implementation."""

MILESTONES: Final = ClosedList[Milestone](
    {
        Milestone.MID_TERM: (
            "mid-term", "midterm", "mid-term report", "mi-parcours", "medio plazo",
        ),
        Milestone.NEXT_REVIEW: ("next review", "following review", "next cycle"),
        Milestone.OTHER: ("other", "other milestone", "autre", "otro"),
    }
)  # fmt: skip
"""When implementation was assessed."""

MECHANISM_TYPES: Final = ClosedList[MechanismType](
    {
        MechanismType.MINISTERIAL: ("ministerial", "ministry"),
        MechanismType.INTER_MINISTERIAL: ("inter-ministerial", "interministerial"),
        MechanismType.INSTITUTIONALLY_SEPARATE: (
            "institutionally separate", "separate institution", "separate",
        ),
        MechanismType.NETWORK: ("network", "network of focal points"),
    }
)  # fmt: skip
"""How a national mechanism for implementation, reporting and follow-up is set up."""

NUANCES: Final = ClosedList[Nuance]({one: (one.value.replace("_", " "),) for one in Nuance})
"""What a word says besides its level."""
