"""Action categories: how specific the recommendations are."""

import streamlit as st

from upr_data.figures import method
from upr_data.language import _
from upr_data.model import Dimension
from upr_data.ui.blocks import measures, page_parts
from upr_data.ui.blocks.measures import Measure
from upr_data.ui.frame import navigation, view
from upr_data.ui.frame.site import CATEGORIES
from upr_data.ui.sections import assistance, smart
from upr_data.ui.sections import categories as mix

navigation.enter_by_the_front_door()
current = view.current()
categories = current.figures(Dimension.ACTION_CATEGORY)
if not page_parts.nothing_selected(current):
    mix.show_mix(current)
    st.header(_("What each category meets with"))
    measure = measures.choose(current, CATEGORIES, Measure.ACCEPTANCE)
    by = _("by action category")
    kind = Dimension.ACTION_CATEGORY
    page_parts.show_chart(measures.by_dimension(current, kind, measure, by, has_mix=False))
    title = _("Figures by action category")
    page_parts.show_table(current, categories, Dimension.ACTION_CATEGORY, title)

    assistance.show_assistance(current)

    st.header(_("S.M.A.R.T. reading of the texts"))
    st.caption(
        _(
            "Three plain features of each English text, never added up to a score. Whether "
            "something can be achieved and is relevant no text tells."
        )
    )
    smart.show_smart(current, CATEGORIES)
    page_parts.show_downloads(
        current,
        CATEGORIES,
        [Dimension.ACTION_CATEGORY],
        method.SPECIFICITY,
        method.SMART,
        method.ACCEPTANCE,
        method.TRIGGERED,
        method.COVERAGE,
    )
