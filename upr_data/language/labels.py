"""What the codes of closed lists are called in front of people; one name each."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from upr_data import reference
from upr_data.language import N_, _
from upr_data.model import (
    ActionCategory,
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
    Response,
    Role,
    Status,
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
