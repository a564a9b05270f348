"""The closed lists of the project: codes of the public contract, stable in every language."""

from enum import IntEnum, StrEnum
from typing import Final


class Kind(StrEnum):
    """What a row is: asked by another State, or promised by the State under review itself."""

    RECOMMENDATION = "recommendation"
    VOLUNTARY_PLEDGE = "voluntary_pledge"


class Response(StrEnum):
    """What the State under review said to a recommendation."""

    SUPPORTED = "supported"
    NOTED = "noted"
    PARTIALLY_SUPPORTED = "partially_supported"
    PENDING = "pending"
    UNKNOWN = "unknown"


class ActionCategory(IntEnum):
    """What a recommendation asks for, on the McMahon scale as coded by UPR Info."""

    MINIMAL = 1
    CONTINUING = 2
    CONSIDERING = 3
    GENERAL = 4
    SPECIFIC = 5


class CategoryBasis(StrEnum):
    """Who coded the action category."""

    SOURCE = "source"
    RULES = "rules"
    MODEL = "model"


OWN_BASES: Final = (CategoryBasis.RULES, CategoryBasis.MODEL)
"""Coded by this program from the text, not by the source."""


class MeasuredBy(StrEnum):
    """What in its text makes a recommendation measurable."""

    NUMBER = "number"
    INSTRUMENT = "instrument"
    INSTITUTION = "institution"


class IdBasis(StrEnum):
    """What a recommendation's id is made of: the source's own number, or a hash of its text."""

    SOURCE = "source"
    TEXT = "text"


class AssessorType(StrEnum):
    """Who assessed implementation."""

    STATE = "state"
    CIVIL_SOCIETY = "civil_society"
    NHRI = "nhri"
    UN = "un"
    ACADEMIA = "academia"
    OTHER = "other"


ALL_ASSESSORS: Final = "all"
"""In `statuses`: the words of all assessor types together."""


class Milestone(StrEnum):
    """When implementation was assessed."""

    MID_TERM = "mid_term"
    NEXT_REVIEW = "next_review"
    OTHER = "other"


class MechanismType(StrEnum):
    """How a national mechanism for implementation, reporting and follow-up is set up."""

    MINISTERIAL = "ministerial"
    INTER_MINISTERIAL = "inter_ministerial"
    INSTITUTIONALLY_SEPARATE = "institutionally_separate"
    NETWORK = "network"


class Status(StrEnum):
    """What became of a recommendation at one milestone."""

    FULLY = "fully"
    PARTIALLY = "partially"
    NOT_IMPLEMENTED = "not_implemented"
    NOT_ASSESSED = "not_assessed"
    UNCOMMENTED = "uncommented"


TRIGGERED: Final = (Status.FULLY, Status.PARTIALLY)
"""Statuses that count as triggered action."""

ASSESSED: Final = (*TRIGGERED, Status.NOT_IMPLEMENTED)
"""Statuses with an IRI, from best to worst."""

COMMENTED: Final = (*ASSESSED, Status.NOT_ASSESSED)
"""Statuses of what somebody commented on."""


class Group(StrEnum):
    """Regional groups of the United Nations, and the two observers."""

    AFRICAN = "african"
    ASIA_PACIFIC = "asia_pacific"
    EASTERN_EUROPEAN = "eastern_european"
    GRULAC = "grulac"
    WEOG = "weog"
    OBSERVER = "observer"


class StateKind(StrEnum):
    """Member States are reviewed; observers only recommend; other entities only occur in data."""

    MEMBER = "member"
    OBSERVER = "observer"
    OTHER = "other"


class Unit(StrEnum):
    """Two units are never mixed.

    A *row* is one recommendation × one recommending State: what UPR Info counts. A
    *recommendation* is counted once, whoever made it: what OHCHR numbers. Where a source has no
    numbers, identical texts in one review with the same response are one recommendation; where
    its rows differ in category or issues, the first row counts.
    """

    ROW = "row"
    RECOMMENDATION = "recommendation"


class Dimension(StrEnum):
    """Figures can be told apart by each of these.

    A recommendation with several issues, themes or organisations counts once in each of them, so
    that their shares add up to more than 100 %. Counted by recommendation, it counts once for
    each recommending State behind it. By assessor, each group is the whole selection as the words
    of that assessor type alone have it: groups do not add up.
    """

    NONE = "none"
    CYCLE = "cycle"
    SESSION = "session"
    STATE_UNDER_REVIEW = "state_under_review"
    RECOMMENDING_STATE = "recommending_state"
    SUR_GROUP = "sur_group"
    RS_GROUP = "rs_group"
    SUR_ORG = "sur_org"
    RS_ORG = "rs_org"
    RESPONSE = "response"
    ACTION_CATEGORY = "action_category"
    ISSUE = "issue"
    THEME = "theme"
    SDG = "sdg"
    AFFECTED = "affected"
    STATUS = "status"
    ASSESSOR_TYPE = "assessor_type"
    KIND = "kind"


ON_THE_COMMAND_LINE: Final = tuple(
    one for one in Dimension if one not in {Dimension.SDG, Dimension.AFFECTED}
)
"""The dimensions that the public contract promises; the others are those of pages."""


class Denominator(StrEnum):
    """Of what a rate of triggered action is a share."""

    COMMENTED = "commented"
    ASSESSED = "assessed"
    MADE = "made"


class Role(StrEnum):
    """In which of its two roles a State is looked at."""

    REVIEWED = "reviewed"
    RECOMMENDING = "recommending"


class IssueMatch(StrEnum):
    """Whether a row must have any of the issues chosen, or all of them."""

    ANY = "any"
    ALL = "all"


class SnapshotKind(StrEnum):
    """Whether a snapshot holds records of real States or invented ones."""

    REAL = "real"
    DEMONSTRATION = "demonstration"


class ReportAction(StrEnum):
    """What an importer did that a reader must know of."""

    REPAIRED = "repaired"
    SET_ASIDE = "set_aside"
    NOTICED = "noticed"


class JoinBasis(StrEnum):
    """By what rows of two sources were found to be the same.

    By document and paragraph; by likeness of the texts; or by likeness of one source's whole text
    to the parts into which the other has cut it.
    """

    PARAGRAPH = "paragraph"
    TEXT = "text"
    SPLIT = "split"


class Vocabulary(StrEnum):
    """OHCHR's own word lists, never merged with UPR Info's issues."""

    THEME = "theme"
    SDG = "sdg"
    AFFECTED = "affected"
