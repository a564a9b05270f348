"""The rows of a selection, page by page; or the one row of a permanent link."""

from typing import Final

import polars as pl
import streamlit as st

from upr_data.domain.states import normalise
from upr_data.figures.found import Results
from upr_data.figures.rows import find, with_fields
from upr_data.figures.selected import selected
from upr_data.language import N_, _, number
from upr_data.model import Col
from upr_data.ui.frame import address
from upr_data.ui.frame.site import ROWS
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View
from upr_data.ui.frame.ways import show_way
from upr_data.ui.sections import found
from upr_data.ui.sections.row_shown import ONE, Place, show_row

PAGE_LENGTH: Final = 20

_OPENED: Final = "rows_opened"
_SORT: Final = "recommendations.sort"
_PAGE: Final = "recommendations.page"
_BY_RANK: Final = "match"
_ORDERS: Final = {
    "source": (N_("As in the source"), (Col.ROW_INDEX,)),
    "review": (N_("State under review"), (Col.STATE_UNDER_REVIEW, Col.ROW_INDEX)),
    "recommender": (N_("Recommending State"), (Col.RECOMMENDING_STATE, Col.ROW_INDEX)),
    "session": (N_("Session"), (Col.SESSION, Col.ROW_INDEX)),
    "category": (N_("Action category"), (Col.ACTION_CATEGORY, Col.ROW_INDEX)),
}


def show_rows(view: View, results: Results | None) -> None:
    """One page of rows in the chosen order; or the one row that the address names.

    `results` are what the full-text index found, None where nothing was looked for.
    """
    if named := address.read_local(ONE, ""):
        _show_one(view, named)
        return
    if results:
        found.show_understood(view, results)
    ranked = found.ranked(view, results) if results and results.n_rows else None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        order = _choose_order(has_rank=ranked is not None)
        if order != _BY_RANK:
            ranked = None
        chosen = found.in_order(view, ranked.rows) if ranked else _ordered(view, order)
        first = _choose_page(chosen.height)
    part = chosen.slice(first, PAGE_LENGTH)
    shown = with_fields(view.records, part)
    st.caption(
        _(
            "Rows {first}–{last} of {n}; a row is one recommendation by one recommending State."
        ).format(
            first=number(first + 1), last=number(first + shown.height), n=number(chosen.height)
        )
    )
    marks = ranked.marks if ranked else {}
    opened = st.session_state.setdefault(_OPENED, {})
    rows = zip(part[Col.ROW_INDEX], shown.to_dicts(), strict=True)
    for n, (number_in_file, row) in enumerate(rows):
        show_row(view, row, Place(n, opened), words=marks.get(number_in_file))
    if first + shown.height < chosen.height:
        st.button(_("Next page"), icon=":material/arrow_forward:", on_click=_turn)


def _show_one(view: View, row_id: str) -> None:
    """The row of a permanent link, whatever the selection; and the way to all rows."""
    rows = find(view.records, row_id)
    if rows.is_empty():
        said = _("Row “{id}” is not in this data edition.").format(id=row_id)
        st.info(plain(said), icon=":material/info:")
    for row in rows.to_dicts():
        show_row(view, row)
    label = _("All recommendations of this selection")
    show_way(view.path, ROWS, label, address.of_selection(), "all_rows")


def _turn() -> None:
    st.session_state[_PAGE] += 1
    address.write()


def _choose_order(*, has_rank: bool) -> str:
    """The order of the list; where words were looked for, the best first unless chosen else."""
    names = {code: _(one[0]) for code, one in _ORDERS.items()}
    if has_rank:
        names = {_BY_RANK: _("Best match first")} | names
    address.read_local(_SORT, next(iter(names)), list(names))
    return st.selectbox(
        _("Order"),
        list(names),
        format_func=lambda code: names[code],
        key=_SORT,
        on_change=address.write,
        width=260,
    )


def _ordered(view: View, order: str) -> pl.DataFrame:
    """The rows of the selection in an order, States by name."""
    columns = _ORDERS[order][1]
    names = {code: normalise(name) for code, name in view.records.state_names.items()}
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
