"""The rows of a selection, page by page, and every field of the one that is picked."""

from enum import StrEnum
from typing import Any, Final

import polars as pl
import streamlit as st

from upr_data.domain.issues import ISSUES
from upr_data.figures.rows import RECOMMENDING_STATE_NAME, STATE_NAME, with_fields
from upr_data.figures.selected import selected
from upr_data.language import N_, _, number
from upr_data.language.labels import category_label, label
from upr_data.model import OWN_BASES, CategoryBasis, Col, Kind, MeasuredBy, Response, Status
from upr_data.ui.frame import address
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View

PAGE_LENGTH: Final = 20

Row = dict[str, Any]
_SORT: Final = "recommendations.sort"
_PAGE: Final = "recommendations.page"
_ORDERS: Final = {
    "source": (N_("As in the source"), (Col.ROW_INDEX,)),
    "review": (N_("State under review"), (Col.STATE_UNDER_REVIEW, Col.ROW_INDEX)),
    "recommender": (N_("Recommending State"), (Col.RECOMMENDING_STATE, Col.ROW_INDEX)),
    "session": (N_("Session"), (Col.SESSION, Col.ROW_INDEX)),
    "category": (N_("Action category"), (Col.ACTION_CATEGORY, Col.ROW_INDEX)),
}

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


def show_rows(view: View) -> None:
    """One page of rows in the chosen order, each with all its fields behind a click."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = _ordered(view, _choose_order())
        first = _choose_page(chosen.height)
    shown = with_fields(view.records, chosen.slice(first, PAGE_LENGTH))
    st.caption(
        _(
            "Rows {first}–{last} of {n}; a row is one recommendation by one recommending State."
        ).format(
            first=number(first + 1), last=number(first + shown.height), n=number(chosen.height)
        )
    )
    for row in shown.to_dicts():
        _show_row(row, has_assessments=view.records.has_assessments)


def _choose_order() -> str:
    address.read_local(_SORT, "source", list(_ORDERS))
    return st.selectbox(
        _("Order"),
        list(_ORDERS),
        format_func=lambda o: _(_ORDERS[o][0]),
        key=_SORT,
        on_change=address.write,
        width=260,
    )


def _ordered(view: View, order: str) -> pl.DataFrame:
    """The rows of the selection in an order, States by name."""
    columns = _ORDERS[order][1]
    names = view.records.state_names
    by = [
        pl.col(column).cast(pl.String).replace(names)
        if column in (Col.STATE_UNDER_REVIEW, Col.RECOMMENDING_STATE)
        else pl.col(column)
        for column in columns
    ]
    rows = selected(view.records, view.filters).sort(by, nulls_last=True)
    return rows.select(Col.ROW_INDEX, Col.IRI, Col.STATUS).collect()


def _choose_page(n_rows: int) -> int:
    """The index of the first row shown."""
    last = max(1, -(-n_rows // PAGE_LENGTH))
    named = address.read_local(_PAGE, "1")
    wanted = int(named) if named.isascii() and named.isdecimal() else 1
    st.session_state[_PAGE] = min(max(wanted, 1), last)
    page = st.number_input(
        _("Page {page} of {n}").format(page=number(st.session_state[_PAGE]), n=number(last)),
        1,
        last,
        key=_PAGE,
        width=140,
        on_change=address.write,
    )
    return (int(page) - 1) * PAGE_LENGTH


def _show_row(row: Row, *, has_assessments: bool) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(plain(row[Col.TEXT] or _("No text given")))
        outcome = [label(Status(row[Col.STATUS]))] if has_assessments else []
        st.caption(plain(" · ".join([*_in_short(row), *outcome])))
        details = st.expander(
            _("All fields"),
            type="compact",
            on_change=address.write,
            key=f"fields-{row[Col.ROW_ID]}",
        )
        if details.open:
            with details:
                st.table(_fields(row), alt=_("All fields of this recommendation"))


def _in_short(row: Row) -> list[str]:
    """Who said it to whom, when, and what it is about."""
    category, session = row[Col.ACTION_CATEGORY], row[Col.SESSION]
    recommender = row[RECOMMENDING_STATE_NAME] or _("unknown State")
    parts = [
        _("{recommender} to {reviewed}").format(recommender=recommender, reviewed=row[STATE_NAME]),
        _("Session {n}").format(n=session) if session else _("Session unknown"),
        label(Response(row[Col.RESPONSE])),
        _category(category, row[Col.ACTION_CATEGORY_BASIS]),
        ", ".join(ISSUES[code] for code in row[Col.ISSUES] or []),
    ]
    return [part for part in parts if part]


def _category(category: int | None, basis: str | None) -> str:
    """The action category, and who coded it where the source did not."""
    if category is None:
        return _("Not coded")
    if basis not in OWN_BASES:
        return category_label(category)
    how = label(CategoryBasis(basis))
    return _("{category}, {how}").format(category=category_label(category), how=how)


def _fields(row: Row) -> dict[str, str]:
    """Every field under its name, codes as labels beside the source's own words."""
    return {_(title): _said(name, row[name]) for name, title in _FIELDS.items()}


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
        return plain(", ".join(ISSUES.get(one, one) for one in value))
    return plain(f"{value:.2f}" if isinstance(value, float) else str(value))
