"""What columns are called in files for people, and how their numbers are written."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from upr_data.domain.issues import ISSUES
from upr_data.figures.records import Records
from upr_data.figures.rows import RECOMMENDING_STATE_NAME, STATE_NAME
from upr_data.language import _
from upr_data.language.labels import N_, label
from upr_data.model import (
    ActionCategory,
    Col,
    Denominator,
    Dimension,
    Kind,
    Response,
    Status,
)

RATES: Final = frozenset(
    {
        "acceptance_rate", "specific_share", "vague_share", "coverage",
        "triggered_rate", "triggered_lower", "triggered_upper",
    }
)  # fmt: skip
"""Columns of figures that are rates of 0-1."""

_FIGURES: Final[Mapping[str, str]] = {
    "key": N_("Code"),
    "key_2": N_("Second code"),
    "unit": N_("Unit"),
    "n_rows": N_("Recommendations × recommending State"),
    "n_recommendations": N_("Recommendations, each once"),
    "made": N_("Made"),
    "n_supported": N_("Supported"),
    "n_noted": N_("Noted"),
    "n_partially_supported": N_("Partially supported"),
    "n_pending": N_("Pending"),
    "n_unknown_response": N_("Response unknown"),
    "acceptance_denominator": N_("Answered"),
    "acceptance_rate": N_("Supported, share of answered"),
    "n_category_unknown": N_("Action category not coded"),
    "specific_share": N_("Specific, share of coded"),
    "vague_share": N_("General (1–4), share of coded"),
    "n_commented": N_("Commented on"),
    "n_uncommented": N_("Uncommented"),
    "coverage": N_("Coverage: commented on, share of made"),
    "n_assessed": N_("Assessed"),
    "n_not_assessed": N_("Commented on, level unclear"),
    "n_fully": N_("Fully implemented"),
    "n_partially": N_("Partially implemented"),
    "n_not_implemented": N_("Not implemented"),
    "n_triggered": N_("Led to action"),
    "triggered_of": N_("Led to action, of"),
    "triggered_denominator": N_("Denominator of led to action"),
    "triggered_rate": N_("Led to action, share"),
    "triggered_lower": N_("Led to action, at least (of made)"),
    "triggered_upper": N_("Led to action, at most (of made)"),
    "mean_iri": N_("Mean IRI"),
}

_ROWS: Final[Mapping[str, str]] = {
    Col.ROW_ID: N_("Row"),
    Col.RECOMMENDATION_ID: N_("Recommendation"),
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
    if column == "label":
        return label(dimension)
    if column.startswith("n_category_") and column != "n_category_unknown":
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
    "n_commented", "n_uncommented", "coverage", "n_assessed", "n_not_assessed",
    "n_fully", "n_partially", "n_not_implemented", "n_triggered", "triggered_of",
    "triggered_denominator", "triggered_rate", "triggered_lower", "triggered_upper", "mean_iri",
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
