"""What the codes of closed lists are called in front of people; one name each."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from upr_data import reference
from upr_data.language import N_, _
from upr_data.model import (
    ActionCategory,
    AskAct,
    Asked,
    AssessorType,
    CategoryBasis,
    CitationStyle,
    Denominator,
    Dimension,
    Group,
    Kind,
    Level,
    MatchedBy,
    MeasuredBy,
    MechanismType,
    Milestone,
    Nuance,
    Organisation,
    Outcome,
    RecordAction,
    RecordMilestone,
    RecordUnit,
    ReportAction,
    Response,
    Role,
    SnapshotKind,
    Status,
    Strength,
    Unit,
)

_LABELS: Final[Mapping[type[Enum], Mapping[Any, str]]] = {
    Kind: {
        Kind.RECOMMENDATION: N_("Recommendation"),
        Kind.VOLUNTARY_PLEDGE: N_("Voluntary pledge"),
    },
    Response: {
        Response.SUPPORTED: N_("Supported"),
        Response.NOTED: N_("Noted"),
        Response.PARTIALLY_SUPPORTED: N_("Partially supported"),
        Response.PENDING: N_("Pending"),
        Response.UNKNOWN: N_("Response unknown"),
    },
    ActionCategory: {
        ActionCategory.MINIMAL: N_("Minimal action"),
        ActionCategory.CONTINUING: N_("Continuing action"),
        ActionCategory.CONSIDERING: N_("Considering action"),
        ActionCategory.GENERAL: N_("General action"),
        ActionCategory.SPECIFIC: N_("Specific action"),
    },
    CategoryBasis: {
        CategoryBasis.SOURCE: N_("coded by the source"),
        CategoryBasis.RULES: N_("coded by our rules"),
        CategoryBasis.MODEL: N_("coded by a model"),
    },
    MeasuredBy: {
        MeasuredBy.NUMBER: N_("a number"),
        MeasuredBy.INSTRUMENT: N_("a named instrument"),
        MeasuredBy.INSTITUTION: N_("a named institution"),
    },
    Level: {
        Level.FULLY: N_("Fully implemented"),
        Level.PARTIALLY: N_("Partially implemented"),
        Level.NOT: N_("Not implemented"),
        Level.UNCLEAR: N_("Unclear"),
    },
    Nuance: {
        Nuance.ONGOING: N_("Ongoing"),
        Nuance.CONTINUOUS: N_("Continuous"),
        Nuance.REGRESSED: N_("Regressed"),
        Nuance.REJECTED: N_("Rejected"),
        Nuance.PLANNED: N_("Planned"),
        Nuance.NO_INFORMATION: N_("No information"),
        Nuance.NOT_APPLICABLE: N_("Not applicable"),
        Nuance.NOT_DUE: N_("Not due yet"),
    },
    MatchedBy: {
        MatchedBy.ID: N_("Id"),
        MatchedBy.PARAGRAPH: N_("Document and paragraph"),
        MatchedBy.NUMBER: N_("Review and number"),
        MatchedBy.TEXT: N_("Text"),
    },
    Status: {
        Status.FULLY: N_("Fully implemented"),
        Status.PARTIALLY: N_("Partially implemented"),
        Status.NOT_IMPLEMENTED: N_("Not implemented"),
        Status.NOT_ASSESSED: N_("Not assessed"),
        Status.UNCOMMENTED: N_("Uncommented"),
    },
    AssessorType: {
        AssessorType.STATE: N_("State"),
        AssessorType.CIVIL_SOCIETY: N_("Civil society"),
        AssessorType.NHRI: N_("National human rights institution"),
        AssessorType.UN: N_("UN body"),
        AssessorType.ACADEMIA: N_("Academia"),
        AssessorType.OTHER: N_("Other assessor"),
    },
    Milestone: {
        Milestone.MID_TERM: N_("Mid-term"),
        Milestone.NEXT_REVIEW: N_("Next review"),
        Milestone.OTHER: N_("Other milestone"),
    },
    MechanismType: {
        MechanismType.MINISTERIAL: N_("Ministerial"),
        MechanismType.INTER_MINISTERIAL: N_("Inter-ministerial"),
        MechanismType.INSTITUTIONALLY_SEPARATE: N_("Institutionally separate"),
        MechanismType.NETWORK: N_("Network"),
    },
    Group: {Group(row["code"]): row["label"] for row in reference.rows("groups")},
    Organisation: {
        Organisation(row["code"]): row["full_name"] for row in reference.rows("organisations")
    },
    Unit: {
        Unit.ROW: N_("recommendations, each counted once per recommending State"),
        Unit.RECOMMENDATION: N_("recommendations, each counted once"),
    },
    Denominator: {
        Denominator.COMMENTED: N_("commented"),
        Denominator.ASSESSED: N_("assessed"),
        Denominator.MADE: N_("made"),
    },
    CitationStyle: {
        CitationStyle.APA: N_("APA"),
        CitationStyle.CHICAGO: N_("Chicago"),
        CitationStyle.BIBTEX: N_("BibTeX"),
        CitationStyle.RIS: N_("RIS"),
        CitationStyle.SENTENCE: N_("A sentence"),
    },
    Role: {
        Role.REVIEWED: N_("As State under review"),
        Role.RECOMMENDING: N_("As recommending State"),
    },
    AskAct: {
        AskAct.JOINING: N_("join a treaty"),
        AskAct.SIGNATURE: N_("sign a treaty"),
        AskAct.RESERVATION: N_("withdraw a reservation"),
        AskAct.ABOLITION: N_("abolish the death penalty"),
        AskAct.MORATORIUM: N_("a moratorium on the death penalty"),
        AskAct.STANDING_INVITATION: N_("a standing invitation"),
        AskAct.NHRI: N_("a national human rights institution (Paris Principles)"),
    },
    Strength: {
        Strength.DO: N_("do it"),
        Strength.STEPS: N_("take steps towards it"),
        Strength.CONSIDER: N_("consider it"),
    },
    Asked: {
        Asked.SUPPORTED: N_("Asked, supported"),
        Asked.NOTED: N_("Asked, noted only"),
        Asked.BOTH: N_("Asked, both supported and noted"),
        Asked.NOT_ASKED: N_("Not asked"),
    },
    Outcome: {
        Outcome.ALREADY: N_("Already done at the review"),
        Outcome.FULLY: N_("Fully"),
        Outcome.PARTIALLY: N_("Partially"),
        Outcome.NOT: N_("Not"),
        Outcome.NOT_COVERED: N_("Not covered by the register"),
        Outcome.SILENT: N_("No level: only steps or consideration were asked for"),
    },
    RecordMilestone: {
        RecordMilestone.MID_TERM: N_("By mid-term"),
        RecordMilestone.NEXT_REVIEW: N_("By the next review"),
        RecordMilestone.TO_DATE: N_("To date"),
    },
    RecordAction: {
        RecordAction.SIGNATURE: N_("signed"),
        RecordAction.JOINING: N_("joined"),
        RecordAction.WITHDRAWAL: N_("withdrew"),
        RecordAction.ABOLITION_ALL: N_("abolished the death penalty for all crimes"),
        RecordAction.ABOLITION_ORDINARY: N_("abolished the death penalty for ordinary crimes"),
        RecordAction.REINSTATEMENT: N_("reinstated the death penalty"),
    },
    SnapshotKind: {
        SnapshotKind.REAL: N_("real"),
        SnapshotKind.DEMONSTRATION: N_("demonstration"),
    },
    ReportAction: {
        ReportAction.REPAIRED: N_("repaired"),
        ReportAction.SET_ASIDE: N_("set aside"),
        ReportAction.NOTICED: N_("noticed"),
    },
    RecordUnit: {
        RecordUnit.REVIEW: N_("State × review × treaty"),
        RecordUnit.ROW: N_("recommendation × recommending State × treaty"),
    },
    Dimension: {
        Dimension.NONE: N_("All"),
        Dimension.CYCLE: N_("Cycle"),
        Dimension.SESSION: N_("Session"),
        Dimension.STATE_UNDER_REVIEW: N_("State under review"),
        Dimension.RECOMMENDING_STATE: N_("Recommending State"),
        Dimension.SUR_GROUP: N_("Regional group of the State under review"),
        Dimension.RS_GROUP: N_("Regional group of the recommending State"),
        Dimension.SUR_ORG: N_("Organisation, or LDC, LLDC, SIDS, of the State under review"),
        Dimension.RS_ORG: N_("Organisation, or LDC, LLDC, SIDS, of the recommending State"),
        Dimension.RESPONSE: N_("Response"),
        Dimension.ACTION_CATEGORY: N_("Action category"),
        Dimension.ISSUE: N_("Issue"),
        Dimension.THEME: N_("Theme"),
        Dimension.SDG: N_("Sustainable Development Goal"),
        Dimension.AFFECTED: N_("Affected persons"),
        Dimension.STATUS: N_("Implementation status"),
        Dimension.ASSESSOR_TYPE: N_("Assessor"),
        Dimension.KIND: N_("Kind"),
    },
}


def message(member: Enum) -> str:
    """What this member of a closed list is called, to be translated where it is shown."""
    return _LABELS[type(member)][member]


def label(member: Enum) -> str:
    """What this member of a closed list is called, in the language of this run."""
    return _(message(member))


def category_label(category: int) -> str:
    """An action category with its number: "5 Specific action"."""
    return f"{category} {label(ActionCategory(category))}"


_CODED: Final = {
    Dimension.ISSUE: N_("with an issue coded"),
    Dimension.THEME: N_("with a theme coded"),
    Dimension.SDG: N_("with a goal coded"),
    Dimension.AFFECTED: N_("with affected persons coded"),
}


def with_coded(topic: Dimension) -> str:
    """What shares by a vocabulary are of, in a sentence: "with an issue coded"."""
    return _(_CODED[topic])
