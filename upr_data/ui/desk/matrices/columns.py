"""Step 2: what each column is, with the file's own rows in view."""

from collections import Counter
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from upr_data.ingest.sources.matrices.headings import ColumnRole
from upr_data.ingest.sources.matrices.plan import Column, LevelColumn, Plan
from upr_data.language import N_, _, listing
from upr_data.ui.desk.matrices.draft import Draft
from upr_data.ui.desk.matrices.rows import names, show_rows
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View

_NOT_READ: Final = ""
_ROLES: Final = {
    _NOT_READ: N_("not read"),
    ColumnRole.LEVEL: N_("level of implementation"),
    ColumnRole.NUMBER: N_("number of the recommendation"),
    ColumnRole.TEXT: N_("text of the recommendation"),
    ColumnRole.RECOMMENDATION_ID: N_("id of the recommendation"),
    ColumnRole.RECOMMENDING_STATE: N_("recommending State"),
    ColumnRole.COMMENT: N_("comment"),
    ColumnRole.EVIDENCE: N_("evidence, link"),
    ColumnRole.DATE: N_("date of the word"),
    ColumnRole.ASSESSOR: N_("assessor's name"),
    ColumnRole.ASSESSOR_TYPE: N_("assessor's type"),
    ColumnRole.MILESTONE: N_("milestone"),
    ColumnRole.STATE_UNDER_REVIEW: N_("State under review"),
    ColumnRole.CYCLE: N_("cycle"),
    ColumnRole.DOCUMENT: N_("document"),
    ColumnRole.RESPONSE: N_("response (accepted, noted)"),
    ColumnRole.RESPONSIBLE: N_("who is responsible"),
    ColumnRole.TARGET: N_("target date"),
    ColumnRole.THEME: N_("theme"),
    ColumnRole.SDG: N_("SDG"),
    ColumnRole.ROW: N_("number of a row"),
}
_SEVERAL: Final = {_NOT_READ, ColumnRole.LEVEL, ColumnRole.COMMENT}
"""What more than one column may be."""

_NAMES_IT: Final = {ColumnRole.NUMBER, ColumnRole.TEXT, ColumnRole.RECOMMENDATION_ID}
_READER: Final = "said by the reader"


def show(_view: View, held: Draft) -> Draft:
    """Each column with what it is read as, correctable."""
    show_rows(held)
    before = _roles(held.plan)
    reasons = _reasons(held.plan)
    said: dict[int, str] = {}
    with st.grid(4, min_column_width=220):
        for place, heading in enumerate(names(held)):
            options = list(_ROLES)
            said[place] = st.selectbox(
                plain(heading),
                options,
                index=options.index(before.get(place, _NOT_READ)),
                format_func=lambda role: _(_ROLES[role]),
                help=plain(reasons[place]) if place in reasons else None,
                key=held.key(f"role_{place}"),
                persist_state="session",
            )
    plan = _planned(held, said)
    for question in held.plan.questions:
        if question.kind == "level_column" and len(plan.levels) > 1:
            st.warning(plain(question.asks), icon=":material/help:")
    return replace(held, plan=plan, missing=_missing(plan))


def _roles(plan: Plan) -> dict[int, str]:
    roles: dict[int, str] = {one.place: ColumnRole.LEVEL for one in plan.levels}
    return {one.place: one.role for one in plan.columns} | roles


def _reasons(plan: Plan) -> dict[int, str]:
    why = {one.place: one.why for one in plan.columns}
    return why | {one.place: one.why for one in plan.levels}


def _planned(held: Draft, said: dict[int, str]) -> Plan:
    """The plan by these roles; what is as before keeps its reason."""
    plan = held.plan
    known = {(one.place, one.role): one for one in plan.columns}
    levels = {one.place: one for one in plan.levels}
    columns, level_columns = [], []
    for place, role in said.items():
        if role == ColumnRole.LEVEL:
            level_columns.append(levels.get(place) or _level_column(held.seen["levels"][place]))
        elif role != _NOT_READ:
            heading = plan.headings[place]
            one = ColumnRole(role)
            columns.append(known.get((place, one)) or Column(one, place, heading, _READER))
    # In the order that was proposed, so that saying nothing changes nothing.
    order = [column.place for column in plan.columns]
    columns.sort(key=lambda one: order.index(one.place) if one.place in order else len(order))
    return replace(plan, columns=tuple(columns), levels=tuple(level_columns))


def _level_column(given: dict[str, Any]) -> LevelColumn:
    (made,) = Plan.from_dict(_EMPTY | {"levels": [given]}).levels
    return made


_EMPTY: Final[dict[str, Any]] = {
    "file": "", "sha256": "", "table": "", "headings": [], "columns": [], "words": [],
}  # fmt: skip


def _missing(plan: Plan) -> str:
    counts = Counter(column.role for column in plan.columns)
    twice = [_(_ROLES[role]) for role, n in counts.items() if n > 1 and role not in _SEVERAL]
    if twice:
        return _("More than one column is read as: {roles}. Choose one of them.").format(
            roles=listing(twice, _("and"))
        )
    if not _NAMES_IT & set(counts):
        return _("Say which column names the recommendation: its number, its text or its id.")
    says_something = plan.levels or plan.has_sections or counts[ColumnRole.COMMENT]
    if not says_something:
        return _("Say which column holds the level of implementation.")
    return ""
