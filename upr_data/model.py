"""The vocabulary of the project: every closed list, column name and table schema, once.

Codes are those of the public contract: stable, lower case, the same in every language. Labels
for people live in `upr_data.labels`; names of States and issues in `upr_data/reference/`.
"""

from dataclasses import dataclass, fields
from enum import IntEnum, StrEnum
from typing import Final

import polars as pl

SCHEMA_VERSION: Final = 1


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


class IdBasis(StrEnum):
    """What a recommendation's id is made of: the source's own number, or a hash of its text."""

    SOURCE = "source"
    TEXT = "text"


class Level(StrEnum):
    """One assessor's word on one recommendation."""

    FULLY = "fully"
    PARTIALLY = "partially"
    NOT = "not"
    UNCLEAR = "unclear"


LEVEL_VALUES: Final[dict[Level, float]] = {Level.FULLY: 1.0, Level.PARTIALLY: 0.5, Level.NOT: 0.0}
"""The number each level adds to the IRI; an unclear word adds none."""


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


class Status(StrEnum):
    """What became of a recommendation at one milestone."""

    FULLY = "fully"
    PARTIALLY = "partially"
    NOT_IMPLEMENTED = "not_implemented"
    NOT_ASSESSED = "not_assessed"
    UNCOMMENTED = "uncommented"


class Group(StrEnum):
    """Regional groups of the United Nations, and the two observers."""

    AFRICAN = "african"
    ASIA_PACIFIC = "asia_pacific"
    EASTERN_EUROPEAN = "eastern_european"
    GRULAC = "grulac"
    WEOG = "weog"
    OBSERVER = "observer"


class Organisation(StrEnum):
    """International organisations that UPR Info's exports name."""

    ACS = "acs"
    AL = "al"
    AU = "au"
    ASEAN = "asean"
    CIS = "cis"
    COMMONWEALTH = "commonwealth"
    EU = "eu"
    OAS = "oas"
    OEI = "oei"
    OIC = "oic"
    OIF = "oif"
    PIF = "pif"


class StateKind(StrEnum):
    """Member States are reviewed; observers only recommend; other entities only occur in data."""

    MEMBER = "member"
    OBSERVER = "observer"
    OTHER = "other"


class Unit(StrEnum):
    """What is counted: recommendation × recommending State, or recommendation. Never mixed."""

    ROW = "row"
    RECOMMENDATION = "recommendation"


class Dimension(StrEnum):
    """By what figures can be told apart; the codes of `figures --by`."""

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
    STATUS = "status"
    ASSESSOR_TYPE = "assessor_type"
    KIND = "kind"


class Denominator(StrEnum):
    """Of what a rate of triggered action is a share."""

    COMMENTED = "commented"
    ASSESSED = "assessed"
    MADE = "made"


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


class Vocabulary(StrEnum):
    """OHCHR's own word lists, never merged with UPR Info's issues."""

    THEME = "theme"
    SDG = "sdg"
    AFFECTED = "affected"


class Col(StrEnum):
    """Column names. The same quantity has the same name in every table."""

    ROW_ID = "row_id"
    RECOMMENDATION_ID = "recommendation_id"
    ID_BASIS = "id_basis"
    KIND = "kind"
    CYCLE = "cycle"
    SESSION = "session"
    STATE_UNDER_REVIEW = "state_under_review"
    STATE_UNDER_REVIEW_AS_GIVEN = "state_under_review_as_given"
    RECOMMENDING_STATE = "recommending_state"
    RECOMMENDING_STATE_AS_GIVEN = "recommending_state_as_given"
    RESPONSE = "response"
    RESPONSE_AS_GIVEN = "response_as_given"
    ACTION_CATEGORY = "action_category"
    ACTION_CATEGORY_BASIS = "action_category_basis"
    ISSUES = "issues"
    THEMES = "themes"
    SDGS = "sdgs"
    AFFECTED_PERSONS = "affected_persons"
    TEXT = "text"
    LANGUAGE = "language"
    DOCUMENT_SYMBOL = "document_symbol"
    PARAGRAPH = "paragraph"
    SOURCE_URL = "source_url"

    ASSESSOR = "assessor"
    ASSESSOR_TYPE = "assessor_type"
    LEVEL = "level"
    ASSESSED_ON = "assessed_on"
    MILESTONE = "milestone"
    COMMENT = "comment"
    IRI = "iri"
    STATUS = "status"

    STATE = "state"
    STATE_NAME = "state_name"
    STATE_KIND = "state_kind"
    GROUP = "group"
    ORGANISATIONS = "organisations"
    IS_DERIVED = "is_derived"
    BASIS = "basis"

    SUBMITTER = "submitter"
    SUBMITTER_TYPE = "submitter_type"
    SUBMITTED_ON = "submitted_on"
    MECHANISM_TYPE = "mechanism_type"
    LEAD_BODY = "lead_body"
    SINCE = "since"
    TITLE = "title"
    STARTS = "starts"
    ENDS = "ends"

    ROW_INDEX = "row_index"
    RECOMMENDATION_INDEX = "recommendation_index"
    SUR_GROUP = "sur_group"
    RS_GROUP = "rs_group"
    SUR_ORGANISATIONS = "sur_organisations"
    RS_ORGANISATIONS = "rs_organisations"
    ISSUE_MASK = "issue_mask"
    SUR_ORGANISATION_MASK = "sur_organisation_mask"
    RS_ORGANISATION_MASK = "rs_organisation_mask"
    SEARCHABLE = "searchable"

    VOCABULARY = "vocabulary"
    CODE = "code"
    LABEL = "label"

    SOURCE_FILE = "source_file"
    LINE = "line"
    REPORT_ACTION = "report_action"
    RULE = "rule"
    N = "n"
    DETAIL = "detail"


class Table(StrEnum):
    """The tables of a snapshot; each is one Parquet file of that name."""

    RECOMMENDATIONS = "recommendations"
    ASSESSMENTS = "assessments"
    STATUSES = "statuses"
    STATES = "states"
    REVIEWS = "reviews"
    TERMS = "terms"
    MID_TERM_REPORTS = "mid_term_reports"
    MECHANISMS = "mechanisms"
    ACTION_PLANS = "action_plans"
    IMPORT_REPORT = "import_report"


def enum_type(values: type[StrEnum]) -> pl.Enum:
    """The Polars type of a closed list, in the list's own order."""
    return pl.Enum([member.value for member in values])


_TEXT = pl.String()
_TEXTS = pl.List(pl.String())
_ASSESSOR_TYPES_AND_ALL = pl.Enum([*(member.value for member in AssessorType), ALL_ASSESSORS])

_Columns = dict[str, pl.DataType]

_COLUMNS: Final[dict[Table, _Columns]] = {
    Table.RECOMMENDATIONS: {
            Col.ROW_ID: _TEXT,
            Col.RECOMMENDATION_ID: _TEXT,
            Col.ID_BASIS: enum_type(IdBasis),
            Col.KIND: enum_type(Kind),
            Col.CYCLE: pl.UInt8(),
            Col.SESSION: pl.UInt8(),
            Col.STATE_UNDER_REVIEW: _TEXT,
            Col.STATE_UNDER_REVIEW_AS_GIVEN: _TEXT,
            Col.RECOMMENDING_STATE: _TEXT,
            Col.RECOMMENDING_STATE_AS_GIVEN: _TEXT,
            Col.RESPONSE: enum_type(Response),
            Col.RESPONSE_AS_GIVEN: _TEXT,
            Col.ACTION_CATEGORY: pl.UInt8(),
            Col.ACTION_CATEGORY_BASIS: enum_type(CategoryBasis),
            Col.ISSUES: _TEXTS,
            Col.THEMES: _TEXTS,
            Col.SDGS: _TEXTS,
            Col.AFFECTED_PERSONS: _TEXTS,
            Col.TEXT: _TEXT,
            Col.LANGUAGE: _TEXT,
            Col.DOCUMENT_SYMBOL: _TEXT,
            Col.PARAGRAPH: _TEXT,
            Col.SOURCE_URL: _TEXT,
        },
    Table.ASSESSMENTS: {
            Col.RECOMMENDATION_ID: _TEXT,
            Col.ASSESSOR: _TEXT,
            Col.ASSESSOR_TYPE: enum_type(AssessorType),
            Col.LEVEL: enum_type(Level),
            Col.ASSESSED_ON: pl.Date(),
            Col.MILESTONE: enum_type(Milestone),
            Col.SOURCE_URL: _TEXT,
            Col.COMMENT: _TEXT,
        },
    Table.STATUSES: {
            Col.RECOMMENDATION_ID: _TEXT,
            Col.MILESTONE: enum_type(Milestone),
            Col.ASSESSOR_TYPE: _ASSESSOR_TYPES_AND_ALL,
            Col.IRI: pl.Float64(),
            Col.STATUS: enum_type(Status),
        },
    Table.STATES: {
            Col.STATE: _TEXT,
            Col.STATE_NAME: _TEXT,
            Col.STATE_KIND: enum_type(StateKind),
            Col.GROUP: enum_type(Group),
            Col.ORGANISATIONS: _TEXTS,
        },
    Table.REVIEWS: {
            Col.STATE_UNDER_REVIEW: _TEXT,
            Col.CYCLE: pl.UInt8(),
            Col.SESSION: pl.UInt8(),
            Col.IS_DERIVED: pl.Boolean(),
            Col.BASIS: _TEXT,
        },
    Table.TERMS: {Col.VOCABULARY: enum_type(Vocabulary), Col.CODE: _TEXT, Col.LABEL: _TEXT},
    Table.MID_TERM_REPORTS: {
            Col.STATE: _TEXT,
            Col.CYCLE: pl.UInt8(),
            Col.SUBMITTER: _TEXT,
            Col.SUBMITTER_TYPE: enum_type(AssessorType),
            Col.SUBMITTED_ON: pl.Date(),
            Col.SOURCE_URL: _TEXT,
        },
    Table.MECHANISMS: {
            Col.STATE: _TEXT,
            Col.MECHANISM_TYPE: _TEXT,
            Col.LEAD_BODY: _TEXT,
            Col.SINCE: pl.Date(),
            Col.SOURCE_URL: _TEXT,
        },
    Table.ACTION_PLANS: {
            Col.STATE: _TEXT,
            Col.TITLE: _TEXT,
            Col.STARTS: pl.Date(),
            Col.ENDS: pl.Date(),
            Col.SOURCE_URL: _TEXT,
        },
    Table.IMPORT_REPORT: {
            Col.SOURCE_FILE: _TEXT,
            Col.LINE: pl.UInt32(),
            Col.REPORT_ACTION: enum_type(ReportAction),
            Col.RULE: _TEXT,
            Col.N: pl.UInt32(),
            Col.DETAIL: _TEXT,
        },
}

SCHEMAS: Final = {table: pl.Schema(columns) for table, columns in _COLUMNS.items()}
"""Every table's columns in order, with their types."""


def empty(table: Table) -> pl.DataFrame:
    """The table with its columns and no rows."""
    return pl.DataFrame(schema=SCHEMAS[table])


def conform(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with exactly the table's columns, in order, cast to its types.

    Columns that are missing are filled with nulls; values outside a closed list raise
    `polars.exceptions.InvalidOperationError`, columns nobody knows raise `ValueError`.
    """
    schema = SCHEMAS[table]
    if unknown := sorted(set(frame.columns) - set(schema)):
        message = f"{table}: unknown columns {', '.join(unknown)}"
        raise ValueError(message)
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in schema.items()
    )


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of one snapshot, complete and conforming to `SCHEMAS`."""

    recommendations: pl.DataFrame
    assessments: pl.DataFrame
    statuses: pl.DataFrame
    states: pl.DataFrame
    reviews: pl.DataFrame
    terms: pl.DataFrame
    mid_term_reports: pl.DataFrame
    mechanisms: pl.DataFrame
    action_plans: pl.DataFrame
    import_report: pl.DataFrame

    def __post_init__(self) -> None:
        """Hold every table to its schema."""
        for field in fields(self):
            expected, found = SCHEMAS[Table(field.name)], getattr(self, field.name).schema
            if expected != found:
                message = f"{field.name}: expected {expected}, found {found}"
                raise ValueError(message)
