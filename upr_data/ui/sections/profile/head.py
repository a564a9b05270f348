"""The head of a profile: who it is, when it was reviewed, and one sentence made from figures."""

from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from upr_data.charts.findings import Rate
from upr_data.charts.profile_findings import (
    Recommending,
    Reviewed,
    sentence_recommending,
    sentence_reviewed,
)
from upr_data.charts.words import share
from upr_data.domain.calendar import SESSIONS, session_of_review
from upr_data.figures.profile import by_partner
from upr_data.figures.record.sentences import asking_line, state_line
from upr_data.language import _, in_sentence, month, number
from upr_data.language.labels import label
from upr_data.model import Col, Dimension, Fig, Organisation, Table
from upr_data.ui.frame.text import plain
from upr_data.ui.sections.profile.subject import Person

Row = dict[str, Any]


def show_head(person: Person) -> None:
    """Name, group, organisations, reviews, then the sentence."""
    role = in_sentence(label(person.subject.role))
    st.header(plain(f"{person.name} · {role}"), anchor=False)
    st.caption(plain(" · ".join(part for part in (person.group, _organisations(person)) if part)))
    st.caption(plain(person.view.edition))
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
    said = Reviewed(
        state=person.name,
        cycle=last[Fig.KEY],
        when=_year_of_review(person, last[Fig.KEY]),
        made=last[Fig.MADE],
        recommending=by_partner(latest.records, latest.filters, person.subject).height,
        supported=_supported("", last),
        group=_rest(person.others, _supported("", group), _supported("", last)),
        general=_general("", last),
        group_general=_rest(person.others, _general("", group), _general("", last)),
    )
    return f"{sentence_reviewed(said)} {_outcome(person)}"


def _recommending(person: Person, own: Row, group: Row) -> str:
    issues = person.own.figures(Dimension.ISSUE).filter(pl.col(Fig.KEY).is_not_null())
    first = issues.sort(Fig.MADE, Fig.LABEL, descending=[True, False])[Fig.LABEL].head(3)
    reviewed = person.view.figures(Dimension.STATE_UNDER_REVIEW)[Fig.KEY].drop_nulls().to_list()
    said = Recommending(
        state=person.name,
        made=own[Fig.MADE],
        reviewed=person.own.figures(Dimension.STATE_UNDER_REVIEW).height,
        all_reviewed=len(set(reviewed) - {person.subject.code}),
        issues=tuple(first),
        supported=_supported("", own),
        group=_rest(person.others, _supported("", group), _supported("", own)),
    )
    return f"{sentence_recommending(said)} {_outcome(person)}"


def _outcome(person: Person) -> str:
    if not person.view.records.has_assessments:
        said = _("This source does not record implementation.")
        line = state_line if person.is_reviewed else asking_line
        record = line(person.view.records, person.subject.code, person.view.filters)
        return f"{said} {record}" if record else said
    own = person.own.figures().row(0, named=True)
    return _(
        "{x} of {y} commented on led to action; {z} of all made were commented on by anyone."
    ).format(
        x=number(own[Fig.N_TRIGGERED]), y=number(own[Fig.N_COMMENTED]), z=share(own[Fig.COVERAGE])
    )


def _show_reviews(person: Person) -> None:
    """The reviews of the calendar: those in this edition with their number, those to come."""
    snapshot = person.view.records.snapshot
    reviews = (
        snapshot.scan(Table.REVIEWS)
        .filter(pl.col(Col.STATE_UNDER_REVIEW) == person.subject.code)
        .sort(Col.CYCLE)
        .collect()
    )
    if reviews.is_empty():
        return
    held = person.view.changed(states_under_review=(person.subject.code,), recommending_states=())
    made = dict(held.figures(Dimension.CYCLE).select(Fig.KEY, Fig.MADE).iter_rows())
    with st.container(horizontal=True):
        for row in reviews.to_dicts():
            _show_review(row, made.get(row[Col.CYCLE]))


def _show_review(row: Row, made: int | None) -> None:
    session = SESSIONS.get(row[Col.SESSION])
    with st.container(gap="xsmall", width=190):
        st.caption(
            _("Cycle {cycle} · session {session}").format(
                cycle=row[Col.CYCLE], session=row[Col.SESSION]
            )
        )
        st.markdown(f"**{_when(session.starts) if session else '–'}**")
        said = (
            _("{n} recommendations").format(n=number(made))
            if made
            else _("not in this data edition")
        )
        derived = [_("session derived")] if row[Col.IS_DERIVED] else []
        st.caption(" · ".join([said, *derived]))


def _when(starts: str) -> str:
    return month(date(int(starts[:4]), int(starts[5:7]), 1))


def _organisations(person: Person) -> str:
    states = person.view.records.snapshot.scan(Table.STATES)
    own = states.filter(pl.col(Col.STATE) == person.subject.code).collect()
    if own.is_empty():
        return ""
    codes = own[Col.ORGANISATIONS].to_list()[0] or []
    return ", ".join(label(Organisation(code)) for code in codes)


def _supported(name: str, row: Row) -> Rate:
    return Rate(name, row[Fig.N_SUPPORTED], row[Fig.ACCEPTANCE_DENOMINATOR])


def _general(name: str, row: Row) -> Rate:
    coded = row[Fig.MADE] - row[Fig.N_CATEGORY_UNKNOWN]
    return Rate(name, coded - row[Fig.N_CATEGORY_5], coded)


def _rest(name: str, group: Rate, own: Rate) -> Rate:
    """The share of the others: the group without the State itself."""
    return Rate(name, group.part - own.part, group.n - own.n)


def _year_of_review(person: Person, cycle: int) -> str:
    session = session_of_review(person.subject.code, cycle)
    known = SESSIONS.get(session) if session else None
    return _when(known.starts) if known else _("date unknown")
