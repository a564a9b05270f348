"""State profile: the record of one State, in either role, beside its group."""

import streamlit as st

from upr_data.figures import method
from upr_data.language import _
from upr_data.model import Dimension
from upr_data.ui.blocks import page_parts
from upr_data.ui.frame import navigation, view
from upr_data.ui.frame.site import STATE
from upr_data.ui.sections.profile import (
    categories,
    cycles,
    head,
    issues,
    later,
    partners,
    record,
    rows,
    side,
    subject,
)

navigation.enter_by_the_front_door()
current = view.current()
person = subject.of(current)
if person is None:
    st.info(_("Choose a State to see its record."), icon=":material/badge:")
else:
    head.show_head(person, current)
    if not page_parts.nothing_selected(person.own):
        compared = side.chosen(person, current.filters.compared)
        cycles.show_cycles(person, compared)
        issues.show_issues(person, compared)
        partners.show_partners(person)
        categories.show_categories(person)
        record.show_record(person)
        rows.show_outcome(person)
        later.show_continuity(person)
        issues.show_both_roles(person)
        rows.show_open(person)
        rows.show_files(person)
        page_parts.show_downloads(
            person.own, STATE, [Dimension.CYCLE], method.ACCEPTANCE, method.PER_REVIEW
        )
