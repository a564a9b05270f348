"""Row by row: what each row of the table is matched with, how, and how surely."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import polars as pl
import streamlit as st

from upr_data.language import _, number
from upr_data.language.labels import label
from upr_data.model import MatchedBy
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.desk.matrices import draft
from upr_data.ui.desk.matrices.draft import Draft
from upr_data.ui.frame.text import plain

_PAGE: Final = 8
Row = Mapping[str, Any]


def show(held: Draft) -> Draft:
    """Counts; what waits for a yes, one by one or all; what is sure; what is set aside."""
    rows = _rows(held)
    proposed = [one for one in rows if one["sureness"] == "proposed" or _was_taken(held, one)]
    sure = [one for one in rows if one["sureness"] == "matched" and not _was_taken(held, one)]
    aside = [one for one in rows if one["sureness"] == "aside"]
    with st.grid(4, min_column_width=130):
        st.metric(_("Rows read"), number(len(rows)))
        st.metric(_("Matched"), number(len(sure)))
        st.metric(_("Likely: say yes or no"), number(len(proposed)))
        st.metric(_("Set aside"), number(len(aside)))
    held = _with_proposed(held, proposed) if proposed else held
    with st.expander(_("Matched: {n} rows").format(n=number(len(sure)))):
        _show_table(sure, _("Rows matched"))
    with st.expander(
        _("Set aside: {n} rows").format(n=number(len(aside))), expanded=0 < len(aside) <= _PAGE
    ):
        _show_table(aside, _("Rows set aside"))
    return held


def n_taken(held: Draft) -> int:
    """Rows whose words would be published."""
    taken = set(held.plan.accepted)
    return sum(
        one["line"] in taken
        if one["sureness"] == "proposed" or _was_taken(held, one)
        else one["sureness"] == "matched"
        for one in _rows(held)
    )


def _rows(held: Draft) -> Sequence[Row]:
    matrix = held.matched.matrix if held.matched else None
    rows: Sequence[Row] = matrix["matches"] if matrix else ()
    return rows


def _was_taken(held: Draft, one: Row) -> bool:
    """Whether a row is matched only because it was said yes to before this matching."""
    before = held.matched_by.accepted if held.matched_by else ()
    return one["line"] in before and one["by"] == "text"


def _with_proposed(held: Draft, proposed: Sequence[Row]) -> Draft:
    """Both texts of each likely match, to be taken or left."""
    lines = [one["line"] for one in proposed]
    st.markdown(_("**Likely matches.** The texts are alike, not the same: take those that are."))
    with st.container(horizontal=True):
        st.button(
            _("Take all {n}").format(n=number(len(lines))), icon=":material/done_all:",
            on_click=_say, args=(held, lines, True),
        )  # fmt: skip
        st.button(_("Take none"), on_click=_say, args=(held, lines, False))
    n_pages = -(-len(proposed) // _PAGE)
    page = (
        st.pagination(n_pages, max_visible_pages=5, key=held.key("proposed_page"))
        if n_pages > 1
        else 1
    )
    accepted = set(held.plan.accepted)
    for one in proposed[(page - 1) * _PAGE : page * _PAGE]:
        if _show_pair(held, one, is_taken=one["line"] in accepted):
            accepted.add(one["line"])
        else:
            accepted.discard(one["line"])
    return replace(held, plan=replace(held.plan, accepted=tuple(sorted(accepted))))


def _show_pair(held: Draft, one: Row, *, is_taken: bool) -> bool:
    key = _key(held, one["line"])
    st.session_state.setdefault(key, is_taken)
    with st.container(border=True):
        taken = st.checkbox(
            _("Take line {line}: likeness {score} of 100").format(
                line=one["line"], score=number(round(one["score"]))
            ),
            key=key,
            persist_state="session",
        )
        with st.grid(2, min_column_width=280):
            with st.container(gap="xxsmall"):
                st.caption(_("In the file"))
                st.text(f"{one['number']} {one['text']}".strip())
            with st.container(gap="xxsmall"):
                st.caption(_("In the snapshot: {number}").format(number=plain(one["known_number"])))
                st.text(one["known_text"])
    return bool(taken)


def _key(held: Draft, line: int) -> str:
    return held.key(f"take_{line}")


def _say(held: Draft, lines: Sequence[int], yes: bool) -> None:  # noqa: FBT001 - of a callback
    """Say yes or no to all: to those on other pages of the list as well."""
    for line in lines:
        st.session_state[_key(held, line)] = yes
    accepted = tuple(sorted(set(lines) if yes else set(held.plan.accepted) - set(lines)))
    draft.keep(replace(held, plan=replace(held.plan, accepted=accepted)))


def _show_table(rows: Sequence[Row], alt: str) -> None:
    if not rows:
        st.caption(_("None."))
        return
    table = pl.DataFrame(
        {
            _("Line"): [one["line"] for one in rows],
            _("In the file"): [f"{one['number']} {one['text']}".strip() for one in rows],
            _("Word"): [one["word"] for one in rows],
            _("How, or why not"): [_how(one) for one in rows],
            _("Surety (of 100)"): [one["score"] for one in rows],
            _("Recommendation, or the nearest"): [
                f"{one['known_number']} {one['known_text']}".strip() for one in rows
            ],
        }
    )
    show_frame(table, hide_index=True, alt=alt, placeholder="–")


def _how(one: Row) -> str:
    if one["by"] and one["sureness"] == "matched":
        how = label(MatchedBy(one["by"]))
        n = one["n_known"]
        return how if n == 1 else _("{how}, {n} recommendations").format(how=how, n=number(n))
    return str(one["reason"])
