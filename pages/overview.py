"""Overview: what became of the recommendations, at one look."""

import streamlit as st

from upr_data.figures import method
from upr_data.language import _
from upr_data.model import Dimension
from upr_data.ui.blocks import cards, page_parts
from upr_data.ui.frame import navigation, provenance, view
from upr_data.ui.frame.site import OVERVIEW
from upr_data.ui.sections import overview, standouts, study, then_and_now

navigation.enter_by_the_front_door()
current = view.current()
provenance.show_way_to_real_data(current)
then_and_now.show_then_and_now(current)
whole = current.figures(Dimension.NONE).row(0, named=True)
if not page_parts.nothing_selected(current):
    overview.show_waffle(current, whole)
    cards.show_cards(current)
    standouts.show_standouts(current, OVERVIEW, current.records.topics[0])
    study.show_published(current)
    cycles = current.figures(Dimension.CYCLE)
    st.header(_("By cycle"), anchor=False)
    page_parts.show_table(current, cycles, Dimension.CYCLE, _("Figures by cycle"))
    page_parts.show_downloads(
        current,
        OVERVIEW,
        [Dimension.CYCLE],
        method.TRIGGERED,
        method.COVERAGE,
        method.ACCEPTANCE,
        method.SPECIFICITY,
        method.STANDOUTS,
    )
