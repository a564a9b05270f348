"""The outcome of a State's record, and the recommendations still open."""

import streamlit as st

from upr_data.figures.fixed import fixes_outcome
from upr_data.language import _, number
from upr_data.model import Dimension, ExportKind, Fig, Response, Status, StoryKind
from upr_data.ui.blocks import files
from upr_data.ui.frame import address
from upr_data.ui.frame.site import PRESENT, ROWS
from upr_data.ui.frame.view import STORY
from upr_data.ui.sections import ranges
from upr_data.ui.sections.profile.subject import Person

_OPEN: tuple[Status, ...] = (
    Status.PARTIALLY,
    Status.NOT_IMPLEMENTED,
    Status.NOT_ASSESSED,
    Status.UNCOMMENTED,
)


def show_files(person: Person) -> None:
    """Brief and workbook of the profile; for a recommending State, its follow-up list and dates."""
    view, subject = person.view, person.subject
    st.header(_("To take along"), anchor=False)
    offers = files.offers_of(view, subject.code, subject.role)
    if not person.is_reviewed:
        offers = (*offers, *files.follow_up_of(view, subject.code))
    files.show_offers(view, "profile", offers, person.own.made)
    with st.container(horizontal=True, gap="small"):
        dates = person.own if person.is_reviewed else view
        files.show_light(
            view,
            _("Dates of reviews and mid-terms (.ics)"),
            files.order(dates, ExportKind.DATES),
        )
        st.page_link(
            PRESENT.file,
            label=_("Present this State"),
            icon=PRESENT.icon,
            query_params={**address.of_selection(), STORY: StoryKind.STATE.value},
        )


def show_outcome(person: Person) -> None:
    """What led to action, by cycle; or that the source does not say, or the filter decides it."""
    if not person.view.records.has_assessments:
        st.header(_("What became of them"), anchor=False)
        st.caption(_("This source does not record implementation."))
        return
    if fixes_outcome(person.view.filters):
        st.header(_("What became of them"), anchor=False)
        st.caption(_("The filter fixes the implementation status."))
        return
    ranges.show_ranges(person.own, person.own.figures(Dimension.CYCLE), Dimension.CYCLE)


def show_open(person: Person) -> None:
    """Supported and not known to be fully implemented: how many, and the way to the rows."""
    cycles = [n for n in person.own.figures(Dimension.CYCLE)[Fig.KEY].to_list() if n is not None]
    if not cycles:
        return
    latest = cycles[-1]
    is_open = person.own.changed(cycles=(latest,), responses=(Response.SUPPORTED,), statuses=_OPEN)
    st.header(_("Open recommendations"), anchor=False)
    st.caption(
        _("{n} of cycle {cycle} were supported and are not known to be fully implemented.").format(
            n=number(is_open.made), cycle=latest
        )
    )
    st.page_link(
        ROWS.file,
        label=_("Open these recommendations"),
        icon=ROWS.icon,
        query_params=is_open.filters.to_query(),
    )
    st.page_link(
        ROWS.file,
        label=_("All {n} recommendations").format(n=number(person.own.made)),
        icon=ROWS.icon,
        query_params=person.own.filters.to_query(),
    )
