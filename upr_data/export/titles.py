"""What columns are called in files for people, and how their numbers are written."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from upr_data.domain.issues import ISSUES
from upr_data.figures.records import Records
from upr_data.figures.rows import RECOMMENDING_STATE_NAME, STATE_NAME
from upr_data.language import N_, _
from upr_data.language.labels import label
from upr_data.model import (
    ActionCategory,
    Col,
    Denominator,
    Dimension,
    Fig,
    Kind,
    Response,
    Status,
)

RATES: Final = frozenset(
    {
        Fig.ACCEPTANCE_RATE, Fig.SPECIFIC_SHARE, Fig.VAGUE_SHARE, Fig.COVERAGE,
        Fig.TRIGGERED_RATE, Fig.TRIGGERED_LOWER, Fig.TRIGGERED_UPPER,
    }
)  # fmt: skip
"""Columns of figures that are rates of 0-1."""

_FIGURES: Final[Mapping[str, str]] = {
    Fig.KEY: N_("Code"),
    Fig.KEY_2: N_("Second code"),
    Fig.UNIT: N_("Unit"),
    Fig.N_ROWS: N_("Recommendations × recommending State"),
    Fig.N_RECOMMENDATIONS: N_("Recommendations, each once"),
    Fig.MADE: N_("Made"),
    Fig.N_REVIEWS: N_("Reviews"),
    Fig.MADE_PER_REVIEW: N_("Made per review"),
    Fig.N_SUPPORTED: N_("Supported"),
    Fig.N_NOTED: N_("Noted"),
    Fig.N_PARTIALLY_SUPPORTED: N_("Partially supported"),
    Fig.N_PENDING: N_("Pending"),
    Fig.N_UNKNOWN_RESPONSE: N_("Response unknown"),
    Fig.ACCEPTANCE_DENOMINATOR: N_("Answered"),
    Fig.ACCEPTANCE_RATE: N_("Supported, share of answered"),
    Fig.N_CATEGORY_UNKNOWN: N_("Action category not coded"),
    Fig.SPECIFIC_SHARE: N_("Specific, share of coded"),
    Fig.VAGUE_SHARE: N_("General (1–4), share of coded"),
    Fig.N_COMMENTED: N_("Commented on"),
    Fig.N_UNCOMMENTED: N_("Uncommented"),
    Fig.COVERAGE: N_("Coverage: commented on, share of made"),
    Fig.N_ASSESSED: N_("Assessed"),
    Fig.N_NOT_ASSESSED: N_("Commented on, level unclear"),
    Fig.N_FULLY: N_("Fully implemented"),
    Fig.N_PARTIALLY: N_("Partially implemented"),
    Fig.N_NOT_IMPLEMENTED: N_("Not implemented"),
    Fig.N_TRIGGERED: N_("Led to action"),
    Fig.TRIGGERED_OF: N_("Led to action, of"),
    Fig.TRIGGERED_DENOMINATOR: N_("Denominator of led to action"),
    Fig.TRIGGERED_RATE: N_("Led to action, share"),
    Fig.TRIGGERED_LOWER: N_("Led to action, at least (of made)"),
    Fig.TRIGGERED_UPPER: N_("Led to action, at most (of made)"),
    Fig.MEAN_IRI: N_("Mean IRI"),
}

_ROWS: Final[Mapping[str, str]] = {
    Col.ROW_ID: N_("Row"),
    Col.KIND: N_("Kind"),
    Col.CYCLE: N_("Cycle"),
    Col.SESSION: N_("Session"),
    Col.STATE_UNDER_REVIEW: N_("State under review (code)"),
    STATE_NAME: N_("State under review"),
    Col.RECOMMENDING_STATE: N_("Recommending State (code)"),
    RECOMMENDING_STATE_NAME: N_("Recommending State"),
    Col.RESPONSE: N_("Response"),
    Col.ACTION_CATEGORY: N_("Action category"),
    Col.ACTION_CATEGORY_BASIS: N_("Coded by"),
    Col.ISSUES: N_("Issues"),
    Col.STATUS: N_("Implementation status"),
    Col.IRI: N_("IRI"),
    Col.TEXT: N_("Text"),
    Col.DOCUMENT_SYMBOL: N_("Document"),
    Col.PARAGRAPH: N_("Paragraph"),
    Col.SOURCE_URL: N_("Address"),
}

ROW_COLUMNS: Final = tuple(str(name) for name in _ROWS)
"""The columns of a recommendation that files for people have, in their order."""


def figure_title(column: str, dimension: Dimension = Dimension.NONE) -> str:
    """The heading of a column of figures; the names of groups are headed by their dimension."""
    if column == Fig.LABEL:
        return label(dimension)
    if column.startswith("n_category_") and column != Fig.N_CATEGORY_UNKNOWN:
        category = ActionCategory(int(column.removeprefix("n_category_")))
        return f"{int(category)} {label(category)}"
    return _(_FIGURES[column])


def row_title(column: str) -> str:
    """The heading of a column of recommendations; a column nobody named keeps its own."""
    return _(_ROWS[column]) if column in _ROWS else column


def denominator_words(of: Denominator) -> str:
    """Of what led to action is a share, after "of": "commented on by anyone"."""
    return _(_OF[of])


_OF: Final = {
    Denominator.COMMENTED: N_("commented on by anyone"),
    Denominator.ASSESSED: N_("assessed"),
    Denominator.MADE: N_("made"),
}


OF_IMPLEMENTATION: Final = (
    Fig.N_COMMENTED, Fig.N_UNCOMMENTED, Fig.COVERAGE, Fig.N_ASSESSED, Fig.N_NOT_ASSESSED,
    Fig.N_FULLY, Fig.N_PARTIALLY, Fig.N_NOT_IMPLEMENTED, Fig.N_TRIGGERED, Fig.TRIGGERED_OF,
    Fig.TRIGGERED_DENOMINATOR, Fig.TRIGGERED_RATE, Fig.TRIGGERED_LOWER, Fig.TRIGGERED_UPPER,
    Fig.MEAN_IRI,
)  # fmt: skip


def recorded(figures: pl.DataFrame, records: Records) -> pl.DataFrame:
    """The figures without those of implementation, where the source does not record any."""
    return figures if records.has_assessments else figures.drop(OF_IMPLEMENTATION)


def in_words(rows: pl.DataFrame, records: Records) -> pl.DataFrame:
    """Rows with the names of codes; what a source does not record is said so."""
    names = {
        column: {member.value: label(member) for member in closed}
        for column, closed in _CLOSED.items()
    }
    issues = {code: _(name) for code, name in ISSUES.items()}
    status = (
        _named(Col.STATUS, names[Col.STATUS])
        if records.has_assessments
        else pl.lit(_("not recorded by this source")).alias(Col.STATUS)
    )
    return rows.with_columns(
        *(_named(column, names[column]) for column in _CLOSED if column != Col.STATUS),
        status,
        pl.col(Col.ISSUES).cast(pl.List(pl.String)).list.eval(pl.element().replace(issues)),
    )


def _named(column: Col, names: Mapping[str, str]) -> pl.Expr:
    return pl.col(column).cast(pl.String).replace(names)


_CLOSED: Final = {Col.KIND: Kind, Col.RESPONSE: Response, Col.STATUS: Status}
