"""Every field of a recommendation under its name, codes as labels beside the source's words."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from upr_data.domain.issues import ISSUES
from upr_data.figures.rows import RECOMMENDING_STATE_NAME, STATE_NAME
from upr_data.language import N_, _, decimal
from upr_data.language.labels import category_label, label
from upr_data.model import CategoryBasis, Col, Kind, MeasuredBy, Response, Status
from upr_data.ui.frame.text import plain

Row = Mapping[str, Any]

_FIELDS: Final = {
    Col.TEXT: N_("Text"),
    STATE_NAME: N_("State under review"),
    Col.STATE_UNDER_REVIEW: N_("State under review: code"),
    Col.STATE_UNDER_REVIEW_AS_GIVEN: N_("State under review, as the source writes it"),
    RECOMMENDING_STATE_NAME: N_("Recommending State"),
    Col.RECOMMENDING_STATE: N_("Recommending State: code"),
    Col.RECOMMENDING_STATE_AS_GIVEN: N_("Recommending State, as the source writes it"),
    Col.CYCLE: N_("Cycle"),
    Col.SESSION: N_("Session"),
    Col.KIND: N_("Kind"),
    Col.RESPONSE: N_("Response"),
    Col.RESPONSE_AS_GIVEN: N_("Response, as the source writes it"),
    Col.ACTION_CATEGORY: N_("Action category"),
    Col.ACTION_CATEGORY_BASIS: N_("Action category was"),
    Col.CATEGORY_RULE: N_("Rule that coded it"),
    Col.CATEGORY_WORDS: N_("Words the rule saw"),
    Col.IS_MEASURABLE: N_("Measurable"),
    Col.MEASURED_BY: N_("Measurable by"),
    Col.MEASURABLE_WORDS: N_("Measurable: words seen"),
    Col.IS_TIME_BOUND: N_("Time-bound"),
    Col.TIME_BOUND_WORDS: N_("Time-bound: words seen"),
    Col.ISSUES: N_("Issues"),
    Col.THEMES: N_("Themes"),
    Col.SDGS: N_("Sustainable Development Goals"),
    Col.AFFECTED_PERSONS: N_("Affected persons"),
    Col.STATUS: N_("Implementation status"),
    Col.IRI: N_("IRI"),
    Col.LANGUAGE: N_("Language"),
    Col.DOCUMENT_SYMBOL: N_("Document"),
    Col.PARAGRAPH: N_("Paragraph"),
    Col.SOURCE_URL: N_("Source"),
    Col.RECOMMENDATION_ID: N_("Id of the recommendation"),
    Col.ID_BASIS: N_("Id made of"),
    Col.ROW_ID: N_("Id of the row"),
}
"""Every field of a row, in the order of a reader's interest."""

_LABELLED: Final[dict[str, type[StrEnum]]] = {
    Col.KIND: Kind,
    Col.RESPONSE: Response,
    Col.STATUS: Status,
    Col.ACTION_CATEGORY_BASIS: CategoryBasis,
    Col.MEASURED_BY: MeasuredBy,
}


def fields(row: Row, *, is_recorded: bool) -> dict[str, str]:
    """The fields for a table that reads Markdown; `is_recorded` is whether implementation is."""
    return {
        _(title): _("not recorded by this source")
        if name in _OF_OUTCOME and not is_recorded
        else _said(name, row[name])
        for name, title in _FIELDS.items()
    }


_OF_OUTCOME: Final = (Col.STATUS, Col.IRI)


def _said(name: str, value: Any) -> str:  # noqa: ANN401 - whatever a column holds
    if value is None or value == []:
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name == Col.ACTION_CATEGORY:
        return category_label(value)
    if closed := _LABELLED.get(name):
        return label(closed(value))
    if isinstance(value, list):
        return plain(", ".join(_(ISSUES.get(one, one)) for one in value))
    return plain(decimal(value, 2) if isinstance(value, float) else str(value))
