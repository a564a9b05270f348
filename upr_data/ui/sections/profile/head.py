"""The head of a profile: who it is, when it was reviewed, and one sentence made from figures."""

from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from upr_data.domain.calendar import SESSIONS
from upr_data.export.contents.sentences import Told, on_outcome, recommending, reviewed
from upr_data.figures.profile import by_partner
from upr_data.figures.record.sentences import asking_line, state_line
from upr_data.figures.situations import organisations_of
from upr_data.language import _, month, number
from upr_data.language.labels import label
from upr_data.model import Col, Dimension, Fig, Organisation, Table
from upr_data.ui.frame import filter_bar
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View
from upr_data.ui.sections.profile.subject import Person

Row = dict[str, Any]


def show_head(person: Person, view: View) -> None:
    """Name and the switch of role, group and organisations, the sentence, then the reviews."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(plain(person.name), anchor=False, width="content")
        filter_bar.choose("role", view.context, has_title=False)
    about = (person.group, _organisations(person), person.view.edition)
    st.caption(plain(" · ".join(part for part in about if part)))
    st.markdown(plain(sentence(person)))
    _show_reviews(person)


def sentence(person: Person) -> str:
    """What everybody came for, in one or two sentences of figures."""
    own = person.own.figures().row(0, named=True)
    if not own[Fig.MADE]:
        return _("No recommendation of this selection concerns {state} in this role.").format(
            state=person.name
        )
    if person.is_reviewed:
        return _reviewed(person)
    return _recommending(person, own, person.of_group.figures().row(0, named=True))


def _reviewed(person: Person) -> str:
    cycles = person.own.figures(Dimension.CYCLE).filter(pl.col(Fig.KEY).is_not_null())
    if cycles.is_empty():
        return _outcome(person)
    last = cycles.row(-1, named=True)
    latest = person.view.changed(cycles=(last[Fig.KEY],))
    group = latest.of(person.subject.of_group(latest.filters)).figures().row(0, named=True)
    told = Told(person.name, person.others, last[Fig.KEY], _month_of_review(person, last[Fig.KEY]))
    partners = by_partner(latest.records, latest.filters, person.subject).height
    return f"{reviewed(told, last, group, partners)} {_outcome(person)}"


def _recommending(person: Person, own: Row, group: Row) -> str:
    issues = person.own.figures(Dimension.ISSUE).filter(pl.col(Fig.KEY).is_not_null())
    all_reviewed = person.view.figures(Dimension.STATE_UNDER_REVIEW)[Fig.KEY].drop_nulls().to_list()
    others = len(set(all_reviewed) - {person.subject.code})
    asked = person.own.figures(Dimension.STATE_UNDER_REVIEW).height
    told = Told(person.name, person.others)
    return f"{recommending(told, own, group, (asked, others), issues)} {_outcome(person)}"


def _outcome(person: Person) -> str:
    own, filters = person.own.figures().row(0, named=True), person.view.filters
    recorded = person.view.records.has_assessments
    said = on_outcome(own, filters, has_assessments=recorded)
    if recorded:
        return said
    line = state_line if person.is_reviewed else asking_line
    record = line(person.view.records, person.subject.code, filters)
    return f"{said} {record}" if record else said


def _show_reviews(person: Person) -> None:
    """The reviews of the calendar: those in this edition with their number, those to come."""
    reviews = _reviews(person)
    if not reviews:
        return
    held = person.view.changed(states_under_review=(person.subject.code,), recommending_states=())
    made = dict(held.figures(Dimension.CYCLE).select(Fig.KEY, Fig.MADE).iter_rows())
    with st.container(horizontal=True):
        for row in reviews:
            st.caption(_review(row, made.get(row[Col.CYCLE])), width="content")


def _reviews(person: Person) -> list[Row]:
    """The reviews of the State in this data edition, and those known to come; by cycle."""
    records, code = person.view.records, person.subject.code

    def find() -> list[Row]:
        of_state = pl.col(Col.STATE_UNDER_REVIEW) == code
        reviews = records.table(Table.REVIEWS).filter(of_state).sort(Col.CYCLE)
        return reviews.collect().to_dicts()

    found: list[Row] = records.memo.recall(("reviews of", code), find)
    return found


def _review(row: Row, made: int | None) -> str:
    """When it was, which review, and how many recommendations it has in this edition."""
    session = SESSIONS.get(row[Col.SESSION])
    which = _("Cycle {cycle} · session {session}").format(
        cycle=row[Col.CYCLE], session=row[Col.SESSION]
    )
    said = (
        _("{n} recommendations").format(n=number(made)) if made else _("not in this data edition")
    )
    derived = [_("session derived")] if row[Col.IS_DERIVED] else []
    when = _when(session.starts) if session else "–"
    return f"**{when}** · {which}  \n" + " · ".join([said, *derived])


def _when(starts: str) -> str:
    return month(date(int(starts[:4]), int(starts[5:7]), 1))


def _organisations(person: Person) -> str:
    own = organisations_of(person.view.records).get(person.subject.code, ())
    return ", ".join(label(Organisation(code)) for code in own)


def _month_of_review(person: Person, cycle: int) -> str:
    """When the State was reviewed in a cycle; empty where no calendar has its session."""
    sessions = [one[Col.SESSION] for one in _reviews(person) if one[Col.CYCLE] == cycle]
    known = SESSIONS.get(sessions[0]) if sessions else None
    return _when(known.starts) if known else ""
