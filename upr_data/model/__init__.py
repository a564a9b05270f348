"""The vocabulary of the project: every closed list, column name and table schema, once.

Codes are those of the public contract: stable, lower case, the same in every language. Labels
for people live in `upr_data.labels`; names of States and issues in `upr_data/reference/`.
"""

from upr_data.model.codes import (
    ALL_ASSESSORS,
    LEVEL_VALUES,
    ActionCategory,
    AssessorType,
    CategoryBasis,
    Denominator,
    Dimension,
    Group,
    IdBasis,
    IssueMatch,
    JoinBasis,
    Kind,
    Level,
    MechanismType,
    Milestone,
    Organisation,
    ReportAction,
    Response,
    SnapshotKind,
    StateKind,
    Status,
    Unit,
    Vocabulary,
)
from upr_data.model.columns import Col, Table
from upr_data.model.schemas import (
    SCHEMA_VERSION,
    SCHEMAS,
    Tables,
    conform,
    empty,
    enum_type,
)

__all__ = [
    "ALL_ASSESSORS",
    "LEVEL_VALUES",
    "SCHEMAS",
    "SCHEMA_VERSION",
    "ActionCategory",
    "AssessorType",
    "CategoryBasis",
    "Col",
    "Denominator",
    "Dimension",
    "Group",
    "IdBasis",
    "IssueMatch",
    "JoinBasis",
    "Kind",
    "Level",
    "MechanismType",
    "Milestone",
    "Organisation",
    "ReportAction",
    "Response",
    "SnapshotKind",
    "StateKind",
    "Status",
    "Table",
    "Tables",
    "Unit",
    "Vocabulary",
    "conform",
    "empty",
    "enum_type",
]
