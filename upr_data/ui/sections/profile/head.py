"""The head of a profile: who it is, when it was reviewed, and one sentence made from figures."""

from typing import Any, Final

import polars as pl
import streamlit as st

from upr_data.charts.words import share
from upr_data.domain.calendar import SESSIONS
from upr_data.figures.profile import by_partner
from upr_data.language import _, listing, number
from upr_data.language.labels import label
from upr_data.model import Col, Dimension, Fig, Organisation, Table
from upr_data.ui.frame.text import plain
from upr_data.ui.sections.profile.subject import Person

Row = dict[str, Any]
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def show_head(person: Person) -> None:
    """Name, group, organisations, reviews, then the sentence."""
    role = label(person.subject.role).lower()
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
        return ""
    last = cycles.row(-1, named=True)
    latest = person.view.changed(cycles=(last[Fig.KEY],))
    others = latest.of(person.subject.of_group(latest.filters)).figures().row(0, named=True)
    partners = by_partner(latest.records, latest.filters, person.subject).height
    said = _(
        "In cycle {cycle} {state} received {n} recommendations from {k} States and supported {p} "
        "({a} of {b}; {others}: {q}). {v} asked for general action ({others}: {w})."
    ).format(
        cycle=last[Fig.KEY],
        state=person.name,
        n=number(last[Fig.MADE]),
        k=number(partners),
        p=_share(last[Fig.N_SUPPORTED], last[Fig.ACCEPTANCE_DENOMINATOR]),
        a=number(last[Fig.N_SUPPORTED]),
        b=number(last[Fig.ACCEPTANCE_DENOMINATOR]),
        others=person.others,
        q=_difference(others, last, Fig.N_SUPPORTED, Fig.ACCEPTANCE_DENOMINATOR),
        v=share(last[Fig.VAGUE_SHARE]) if last[Fig.VAGUE_SHARE] is not None else _("n/a"),
        w=_vague(others, last),
    )
    return f"{said} {_outcome(person)}"


def _recommending(person: Person, own: Row, group: Row) -> str:
    reviewed = person.own.figures(Dimension.STATE_UNDER_REVIEW)
    issues = person.own.figures(Dimension.ISSUE).filter(pl.col(Fig.KEY).is_not_null())
    first = issues.sort(Fig.MADE, Fig.LABEL, descending=[True, False])[Fig.LABEL].head(3).to_list()
    all_reviewed = person.view.figures(Dimension.STATE_UNDER_REVIEW).height
    said = _(
        "{state} made {n} recommendations to {k} of {r} States reviewed, most often on {issues}; "
        "{p} were supported ({a} of {b}; {others}: {q})."
    ).format(
        state=person.name,
        n=number(own[Fig.MADE]),
        k=number(reviewed.height),
        r=number(all_reviewed),
        issues=listing(first, _("and")) or _("no issue coded"),
        p=_share(own[Fig.N_SUPPORTED], own[Fig.ACCEPTANCE_DENOMINATOR]),
        a=number(own[Fig.N_SUPPORTED]),
        b=number(own[Fig.ACCEPTANCE_DENOMINATOR]),
        others=person.others,
        q=_difference(group, own, Fig.N_SUPPORTED, Fig.ACCEPTANCE_DENOMINATOR),
    )
    return f"{said} {_outcome(person)}"


def _outcome(person: Person) -> str:
    if not person.view.records.has_assessments:
        return _("This source does not record implementation.")
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
    return f"{_(_MONTHS[int(starts[5:7]) - 1])} {starts[:4]}"


def _organisations(person: Person) -> str:
    states = person.view.records.snapshot.scan(Table.STATES)
    own = states.filter(pl.col(Col.STATE) == person.subject.code).collect()
    if own.is_empty():
        return ""
    codes = own[Col.ORGANISATIONS].to_list()[0] or []
    return ", ".join(label(Organisation(code)) for code in codes)


def _share(n: int, of: int) -> str:
    return share(n / of, 1) if of else _("n/a")


def _difference(group: Row, own: Row, part: Fig, of: Fig) -> str:
    """The share of the others: the group without the State itself."""
    return _share(group[part] - own[part], group[of] - own[of])


def _vague(group: Row, own: Row) -> str:
    def counts(row: Row) -> tuple[int, int]:
        coded = row[Fig.MADE] - row[Fig.N_CATEGORY_UNKNOWN]
        return coded - row[Fig.N_CATEGORY_5], coded

    (all_vague, all_coded), (vague, coded) = counts(group), counts(own)
    rest = all_coded - coded
    return share((all_vague - vague) / rest) if rest else _("n/a")
