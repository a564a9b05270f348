"""What each table of a snapshot holds: columns, types, and the tables together."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

import polars as pl

from upr_data.model.codes import (
    ALL_ASSESSORS,
    AssessorType,
    CategoryBasis,
    Group,
    IdBasis,
    JoinBasis,
    Kind,
    MeasuredBy,
    MechanismType,
    Milestone,
    ReportAction,
    Response,
    StateKind,
    Status,
    Vocabulary,
)
from upr_data.model.columns import Col, Table
from upr_data.model.record_codes import (
    AskAct,
    AskKind,
    Outcome,
    RecordAction,
    RecordMilestone,
    Strength,
)
from upr_data.model.word_codes import Level, MatchedBy, Nuance

SCHEMA_VERSION: Final = 4


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
    Table.FEATURES: {
        Col.ROW_ID: _TEXT,
        Col.CATEGORY_RULE: _TEXT,
        Col.CATEGORY_WORDS: _TEXT,
        Col.IS_MEASURABLE: pl.Boolean(),
        Col.MEASURED_BY: enum_type(MeasuredBy),
        Col.MEASURABLE_WORDS: _TEXT,
        Col.IS_TIME_BOUND: pl.Boolean(),
        Col.TIME_BOUND_WORDS: _TEXT,
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
        Col.LEVEL_AS_GIVEN: _TEXT,
        Col.NUANCE: enum_type(Nuance),
        Col.EVIDENCE_UNTIL: pl.Date(),
        Col.MATCHED_BY: enum_type(MatchedBy),
        Col.MATCH_SCORE: pl.Float64(),
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
        Col.MECHANISM_TYPE: enum_type(MechanismType),
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
    Table.JOINS: {
        Col.ROW_ID: _TEXT,
        Col.SOURCE_FILE: _TEXT,
        Col.OTHER_RECOMMENDATION_ID: _TEXT,
        Col.BASIS: enum_type(JoinBasis),
        Col.SCORE: pl.Float64(),
        Col.RESPONSE: enum_type(Response),
        Col.OTHER_RESPONSE: enum_type(Response),
        Col.IS_CONFLICT: pl.Boolean(),
    },
    Table.RECORD_FACTS: {
        Col.STATE: _TEXT,
        Col.INSTRUMENT: _TEXT,
        Col.RECORD_ACTION: enum_type(RecordAction),
        Col.HAPPENED_ON: pl.Date(),
        Col.YEAR: pl.UInt16(),
        Col.MODE: _TEXT,
        Col.AS_OF: pl.Date(),
        Col.BASIS: _TEXT,
    },
    Table.RECORD_REGISTERS: {
        Col.INSTRUMENT: _TEXT,
        Col.COVERED_UNTIL: pl.Date(),
        Col.N_PARTIES: pl.UInt16(),
        Col.N_PRINTED: pl.UInt16(),
        Col.BASIS: _TEXT,
        Col.LICENCE: _TEXT,
    },
    Table.RECORD_ASKS: {
        Col.RECOMMENDATION_ID: _TEXT,
        Col.KIND: enum_type(AskKind),
        Col.INSTRUMENT: _TEXT,
        Col.ACT: enum_type(AskAct),
        Col.STRENGTH: enum_type(Strength),
        Col.RULE: _TEXT,
        Col.WORDS: _TEXT,
    },
    Table.RECORD_OUTCOMES: {
        Col.RECOMMENDATION_ID: _TEXT,
        Col.INSTRUMENT: _TEXT,
        Col.MILESTONE: enum_type(RecordMilestone),
        Col.OUTCOME: enum_type(Outcome),
        Col.HAPPENED_ON: pl.Date(),
        Col.AS_OF: pl.Date(),
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
    features: pl.DataFrame
    assessments: pl.DataFrame
    statuses: pl.DataFrame
    states: pl.DataFrame
    reviews: pl.DataFrame
    terms: pl.DataFrame
    mid_term_reports: pl.DataFrame
    mechanisms: pl.DataFrame
    action_plans: pl.DataFrame
    joins: pl.DataFrame
    record_facts: pl.DataFrame
    record_registers: pl.DataFrame
    record_asks: pl.DataFrame
    record_outcomes: pl.DataFrame
    import_report: pl.DataFrame

    def __post_init__(self) -> None:
        """Hold every table to its schema."""
        for field in fields(self):
            expected, found = SCHEMAS[Table(field.name)], getattr(self, field.name).schema
            if expected != found:
                message = f"{field.name}: expected {expected}, found {found}"
                raise ValueError(message)
