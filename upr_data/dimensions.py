"""By what figures are told apart: the column behind each dimension, and the names of its keys."""

from collections.abc import Mapping
from typing import Any, Final

from upr_data.i18n import _
from upr_data.issues import ISSUES
from upr_data.labels import category_label, label
from upr_data.model import (
    AssessorType,
    Col,
    Dimension,
    Group,
    Kind,
    Organisation,
    Response,
    Status,
)
from upr_data.records import Records

COLUMNS: Final[Mapping[Dimension, Col]] = {
    Dimension.CYCLE: Col.CYCLE,
    Dimension.SESSION: Col.SESSION,
    Dimension.STATE_UNDER_REVIEW: Col.STATE_UNDER_REVIEW,
    Dimension.RECOMMENDING_STATE: Col.RECOMMENDING_STATE,
    Dimension.SUR_GROUP: Col.SUR_GROUP,
    Dimension.RS_GROUP: Col.RS_GROUP,
    Dimension.SUR_ORG: Col.SUR_ORGANISATIONS,
    Dimension.RS_ORG: Col.RS_ORGANISATIONS,
    Dimension.RESPONSE: Col.RESPONSE,
    Dimension.ACTION_CATEGORY: Col.ACTION_CATEGORY,
    Dimension.ISSUE: Col.ISSUES,
    Dimension.THEME: Col.THEMES,
    Dimension.STATUS: Col.STATUS,
    Dimension.KIND: Col.KIND,
}

MANY_VALUED: Final = frozenset(
    {Dimension.SUR_ORG, Dimension.RS_ORG, Dimension.ISSUE, Dimension.THEME}
)
"""A row counts once in each of its own: groups of these add up to more than the whole."""

_CLOSED: Final = {
    Dimension.SUR_GROUP: Group,
    Dimension.RS_GROUP: Group,
    Dimension.SUR_ORG: Organisation,
    Dimension.RS_ORG: Organisation,
    Dimension.RESPONSE: Response,
    Dimension.STATUS: Status,
    Dimension.ASSESSOR_TYPE: AssessorType,
    Dimension.KIND: Kind,
}


def key_label(dimension: Dimension, key: Any, records: Records) -> str:  # noqa: ANN401
    """What a key of a dimension is called: a State's name, "Cycle 2", an issue."""
    if dimension is Dimension.NONE:
        return label(dimension)
    if key is None:
        return _null_label(dimension)
    if dimension in _CLOSED:
        return label(_CLOSED[dimension](key))
    match dimension:
        case Dimension.CYCLE:
            return _("Cycle {n}").format(n=key)
        case Dimension.SESSION:
            return _("Session {n}").format(n=key)
        case Dimension.ACTION_CATEGORY:
            return category_label(key)
        case Dimension.ISSUE:
            return _(ISSUES[key])
        case Dimension.THEME:
            return records.term_labels.get(key, key)
    return records.state_names.get(key, key)


def _null_label(dimension: Dimension) -> str:
    match dimension:
        case Dimension.SUR_GROUP | Dimension.RS_GROUP:
            return _("No regional group")
        case Dimension.SUR_ORG | Dimension.RS_ORG:
            return _("None of these organisations")
        case Dimension.ISSUE | Dimension.THEME:
            return _("None given")
        case Dimension.ACTION_CATEGORY:
            return _("Not coded")
    return _("Unknown")
