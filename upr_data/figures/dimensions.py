"""By what figures are told apart: the column behind each dimension, and the names of its keys."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import polars as pl

from upr_data.domain.issues import ISSUES
from upr_data.figures.records import Records
from upr_data.language import N_, _
from upr_data.language.labels import category_label, label
from upr_data.model import (
    AssessorType,
    Col,
    Dimension,
    Group,
    Kind,
    Organisation,
    Response,
    Status,
    Vocabulary,
)
from upr_data.selection.filters import Filters

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
    Dimension.SDG: Col.SDGS,
    Dimension.AFFECTED: Col.AFFECTED_PERSONS,
    Dimension.STATUS: Col.STATUS,
    Dimension.KIND: Col.KIND,
}

MANY_VALUED: Final = frozenset(
    {
        Dimension.SUR_ORG,
        Dimension.RS_ORG,
        Dimension.ISSUE,
        Dimension.THEME,
        Dimension.SDG,
        Dimension.AFFECTED,
    }
)
"""A row counts once in each of its own: groups of these add up to more than the whole."""

TOPICS: Final[Mapping[Dimension, str]] = {
    Dimension.ISSUE: "issues",
    Dimension.THEME: "themes",
    Dimension.SDG: "sdgs",
    Dimension.AFFECTED: "affected_persons",
}
"""Vocabularies of content, and the field of `Filters` that chooses among the terms of each."""

VOCABULARIES: Final[Mapping[Dimension, Vocabulary]] = {
    Dimension.THEME: Vocabulary.THEME,
    Dimension.SDG: Vocabulary.SDG,
    Dimension.AFFECTED: Vocabulary.AFFECTED,
}
"""OHCHR's word lists: what their codes are called stands in the snapshot."""

_NUMBERED: Final = frozenset({Dimension.CYCLE, Dimension.SESSION, Dimension.ACTION_CATEGORY})

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


def chosen_terms(filters: Filters, topic: Dimension) -> tuple[str, ...]:
    """The terms of a vocabulary that a selection asks for; none where what has none answers too."""
    terms: tuple[str | None, ...] = getattr(filters, TOPICS[topic])
    return () if None in terms else tuple(str(one) for one in terms)


def key_values(dimension: Dimension) -> pl.Expr:
    """The keys of a row in a dimension: codes as text so that they sort as codes; or numbers.

    Many-valued dimensions give a list, each key once.
    """
    if dimension is Dimension.NONE:
        return pl.lit(None)
    column = pl.col(COLUMNS[dimension])
    if dimension in MANY_VALUED:
        return column.cast(pl.List(pl.String)).list.unique(maintain_order=True)
    return column if dimension in _NUMBERED else column.cast(pl.String)


def key_label(dimension: Dimension, key: Any, records: Records) -> str:  # noqa: ANN401
    """What a key of a dimension is called: a State's name, "Cycle 2", an issue."""
    if key is None:
        return _(_NULL_LABELS.get(dimension, _UNKNOWN))
    if dimension in _CLOSED:
        return label(_CLOSED[dimension](key))
    if dimension in _NAMED:
        return _NAMED[dimension](key)
    if dimension in VOCABULARIES:
        return records.terms.get(VOCABULARIES[dimension], {}).get(key, key)
    return records.state_names.get(key, key)


_NAMED: Final[Mapping[Dimension, Callable[[Any], str]]] = {
    Dimension.CYCLE: lambda n: _("Cycle {n}").format(n=n),
    Dimension.SESSION: lambda n: _("Session {n}").format(n=n),
    Dimension.ACTION_CATEGORY: category_label,
    Dimension.ISSUE: lambda code: _(ISSUES[code]),
}

_UNKNOWN: Final = N_("Unknown")

_NULL_LABELS: Final[Mapping[Dimension, str]] = {
    Dimension.NONE: N_("All"),
    Dimension.CYCLE: N_("Cycle unknown"),
    Dimension.SESSION: N_("Session unknown"),
    Dimension.SUR_GROUP: N_("No regional group, or State unknown"),
    Dimension.RS_GROUP: N_("No regional group, or State unknown"),
    Dimension.SUR_ORG: N_("None of these"),
    Dimension.RS_ORG: N_("None of these"),
    Dimension.ISSUE: N_("None given"),
    Dimension.THEME: N_("None given"),
    Dimension.SDG: N_("None given"),
    Dimension.AFFECTED: N_("None given"),
    Dimension.ACTION_CATEGORY: N_("Not coded"),
}
