"""Step 4: whose word it is, of which review, and until when; then each row with its match."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import polars as pl
import streamlit as st

from upr_data.domain import calendar, states
from upr_data.ingest.sources.matrices.headings import ColumnRole
from upr_data.ingest.sources.matrices.plan import LevelColumn, Plan
from upr_data.ingest.sources.matrices.proposing import with_questions
from upr_data.language import _
from upr_data.language.labels import label
from upr_data.model import AssessorType, Col, Milestone
from upr_data.ui.desk.matrices import draft, matches
from upr_data.ui.desk.matrices.draft import Draft
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View

_WANTED: Final = "matrix_match"


def show(view: View, held: Draft) -> Draft:
    """Say whose word it is; match; take or leave what is only likely."""
    plan = _with_review(view, held, held.plan)
    plan = _with_assessors(held, plan)
    plan = _with_time(held, plan)
    held = replace(held, plan=with_questions(plan))
    missing = _missing(held.plan)
    st.button(
        _("Match the rows"), icon=":material/join_inner:", disabled=bool(missing), on_click=_want
    )
    if st.session_state.pop(_WANTED, False) and not missing:
        held = draft.match(held, view.records.snapshot)
    if held.matched is None or held.matched_by is None:
        return replace(held, missing=missing or _("Match the rows: each is shown with its match."))
    if not _is_same(held.plan, held.matched_by):
        again = _("Something was said anew: match the rows again.")
        return replace(held, missing=missing or again)
    held = matches.show(held)
    n_kept = matches.n_taken(held)
    return replace(held, missing="" if n_kept else _("No row is matched: nothing to publish."))


def _want() -> None:
    """Remember the wish: a callback outlives a rerun, what a button returns does not."""
    st.session_state[_WANTED] = True


def _is_same(plan: Plan, other: Plan) -> bool:
    """Whether two plans differ at most in what is taken of what is only likely."""
    return replace(plan, accepted=()) == replace(other, accepted=())


def _with_review(view: View, held: Draft, plan: Plan) -> Plan:
    reviews = _reviews(view)
    proposed = plan.review or (reviews[0] if len(reviews) == 1 else None)
    if proposed and proposed not in reviews:
        said = _("The file seems to be of {review}, which this snapshot does not have.")
        st.warning(plain(said.format(review=proposed)), icon=":material/warning:")
        proposed = None
    chosen = st.selectbox(
        _("Review"),
        reviews,
        index=reviews.index(proposed) if proposed else None,
        format_func=lambda one: review_name(view, one),
        placeholder=_("As each row says"),
        help=_why(plan, "review"),
        key=held.key("review"),
        persist_state="session",
    )
    return replace(plan, review=chosen)


def _reviews(view: View) -> list[str]:
    """The reviews of the snapshot, as plans name them."""
    columns = (Col.STATE_UNDER_REVIEW, Col.CYCLE)
    pairs = view.records.rows.select(pl.col(columns[0]).cast(pl.String), columns[1]).unique()
    found = pairs.drop_nulls().sort(columns).collect()
    return [f"{state}:{cycle}" for state, cycle in found.iter_rows() if cycle in calendar.CYCLES]


def review_name(view: View, review: str) -> str:
    """The review in words: "Slovenia, cycle 2"."""
    code, _colon, cycle = review.partition(":")
    known = states.STATES.get(code)
    name = view.records.state_names.get(code) or (known.name if known else code)
    return _("{state}, cycle {cycle}").format(state=name, cycle=cycle)


def _why(plan: Plan, name: str) -> str | None:
    """From which words of the file this was proposed."""
    words = dict(plan.why).get(name)
    return plain(_("Proposed from {words}").format(words=words)) if words else None


def _with_assessors(held: Draft, plan: Plan) -> Plan:
    """Whose word: once for the file, or once for each of several columns of levels."""
    if plan.place(ColumnRole.ASSESSOR_TYPE) is not None:
        st.caption(_("Each row says whose word it is."))
        return plan
    if len(plan.levels) < 2:  # noqa: PLR2004 one column, one assessor
        own = plan.levels[0] if plan.levels else None
        kind = (own and own.assessor_type) or plan.assessor_type
        name = (own and own.assessor) or plan.assessor
        kind, name = _assessor(held, "", kind, name, _why(plan, "assessor_type"))
        levels = tuple(replace(one, assessor=name, assessor_type=kind) for one in plan.levels)
        return replace(plan, assessor=name, assessor_type=kind, levels=levels)
    return replace(plan, levels=tuple(_column(held, plan, one) for one in plan.levels))


def _column(held: Draft, plan: Plan, one: LevelColumn) -> LevelColumn:
    st.markdown(_("Column “{heading}”").format(heading=plain(one.heading)))
    kind, name = _assessor(
        held, f"_{one.place}", one.assessor_type or plan.assessor_type,
        one.assessor or plan.assessor, None,
    )  # fmt: skip
    until = _until(held, f"_{one.place}", one.evidence_until or plan.evidence_until, None)
    return replace(one, assessor=name, assessor_type=kind, evidence_until=until)


def _assessor(
    held: Draft, which: str, kind: AssessorType | None, name: str | None, why: str | None
) -> tuple[AssessorType | None, str | None]:
    kinds = list(AssessorType)
    with st.grid(2, min_column_width=240):
        chosen = st.selectbox(
            _("Kind of assessor"), kinds, index=kinds.index(kind) if kind else None,
            format_func=label, placeholder=_("Choose"), help=why,
            key=held.key(f"kind{which}"), persist_state="session",
        )  # fmt: skip
        named = st.text_input(
            _("Name of the assessor"), value=name or "", max_chars=200,
            placeholder=_("The State itself") if chosen is AssessorType.STATE else "",
            key=held.key(f"assessor{which}"), persist_state="session",
        )  # fmt: skip
    return chosen, " ".join(named.split()) or None


def _with_time(held: Draft, plan: Plan) -> Plan:
    milestones = list(Milestone)
    proposed = milestones.index(plan.milestone or Milestone.MID_TERM)
    with st.grid(3, min_column_width=200):
        milestone = st.selectbox(
            _("Milestone"), milestones, index=proposed,
            format_func=label, help=_why(plan, "milestone"),
            key=held.key("milestone"), persist_state="session",
        )  # fmt: skip
        until = plan.evidence_until
        if len(plan.levels) < 2:  # noqa: PLR2004
            own = plan.levels[0].evidence_until if plan.levels else None
            until = _until(held, "", own or until, _why(plan, "evidence_until"))
            plan = replace(
                plan, levels=tuple(replace(one, evidence_until=until) for one in plan.levels)
            )
        link = st.text_input(
            _("Link to the document"), value=plan.source_url or "", max_chars=2_000,
            placeholder="https://", key=held.key("link"), persist_state="session",
        )  # fmt: skip
    return replace(plan, milestone=milestone, evidence_until=until, source_url=link.strip() or None)


def _until(held: Draft, which: str, day: str | None, why: str | None) -> str | None:
    chosen = st.date_input(
        _("Evidence until"), value=date.fromisoformat(day) if day else None,
        min_value=date(2006, 1, 1), max_value=date(2100, 1, 1), format="YYYY-MM-DD", help=why,
        key=held.key(f"until{which}"), persist_state="session",
    )  # fmt: skip
    return chosen.isoformat() if isinstance(chosen, date) else None


def _missing(plan: Plan) -> str:
    if plan.source_url and not plan.source_url.startswith(("https://", "http://")):
        return _("The link to the document must start with https://.")
    asked: Sequence[str] = [
        one.asks
        for one in plan.questions
        if one.is_needed and not (one.kind == "review" and _names_ids(plan))
    ]
    return " ".join(asked)


def _names_ids(plan: Plan) -> bool:
    return plan.place(ColumnRole.RECOMMENDATION_ID) is not None
