"""The closed lists of what an assessor's word says, and how it was matched."""

from enum import StrEnum
from typing import Final


class Level(StrEnum):
    """One assessor's word on one recommendation."""

    FULLY = "fully"
    PARTIALLY = "partially"
    NOT = "not"
    UNCLEAR = "unclear"


class Nuance(StrEnum):
    """What a word says besides its level: two words of one level differ in politics."""

    ONGOING = "ongoing"
    CONTINUOUS = "continuous"
    REGRESSED = "regressed"
    REJECTED = "rejected"
    PLANNED = "planned"
    NO_INFORMATION = "no_information"
    NOT_APPLICABLE = "not_applicable"
    NOT_DUE = "not_due"


class MatchedBy(StrEnum):
    """How a line about a recommendation was matched with one of the snapshot."""

    ID = "id"
    PARAGRAPH = "paragraph"
    NUMBER = "number"
    TEXT = "text"


LEVEL_VALUES: Final[dict[Level, float]] = {Level.FULLY: 1.0, Level.PARTIALLY: 0.5, Level.NOT: 0.0}
"""The number each level adds to the IRI; an unclear word adds none."""
