"""Implementation: what became of recommendations, who says so, and how far it can be trusted."""

import streamlit as st

from upr_data.figures import method
from upr_data.language import _
from upr_data.ui.blocks import page_parts
from upr_data.ui.frame import filter_bar, navigation, view
from upr_data.ui.frame.site import IMPLEMENTATION
from upr_data.ui.sections import disagreement, outcomes, ranges, reporting, silence, then_and_now
from upr_data.ui.sections.record import curves

navigation.enter_by_the_front_door()
current = view.current()
then_and_now.show_then_and_now(current)
whole = current.figures().row(0, named=True)
is_told = False
if not page_parts.nothing_selected(current):
    is_told = outcomes.show_what_is_known(current, whole)
with st.container(horizontal=True):
    if is_told:
        dimension = outcomes.choose_dimension(current, IMPLEMENTATION)
    if current.records.has_assessments:
        filter_bar.choose("of", current.context)
        filter_bar.choose("milestone", current.context)
if is_told:
    outcomes.show_rule(current, whole)
    table = current.figures(dimension)
    ranges.show_ranges(current, table, dimension)
    outcomes.show_statuses(current, table, dimension)

    st.header(_("Who assessed, and do they agree?"))
    outcomes.show_assessors(current)
    st.header(_("Who disagrees?"), anchor=False)
    disagreement.show_disagreement(current)
    disagreement.show_beside_record(current)
    st.header(_("How far implementation went"))
    outcomes.show_distribution(current)
    st.header(_("From mid-term to the next review"))
    outcomes.show_transitions(current)
    page_parts.show_downloads(
        current,
        IMPLEMENTATION,
        [dimension],
        method.TRIGGERED,
        method.COVERAGE,
        method.POOLED,
        method.STATUS,
        method.LATEST,
    )

if current.records.has_assessments:
    st.header(_("Where is silence?"), anchor=False)
    silence.show_silence(current)
else:
    curves.show_instead(current)
st.header(_("Who reports between two reviews?"), anchor=False)
reporting.show_coverage(current)
with st.expander(_("Registers of this data edition")):
    reporting.show_registers(current)
