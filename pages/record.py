"""Public record: what became of asks to join a treaty, without anybody's word."""

import streamlit as st

from upr_data.language import _
from upr_data.ui.frame import navigation, view
from upr_data.ui.sections.record import curves, head, ledgers, register, rows, treaties

navigation.enter_by_the_front_door()
current = view.current()
head.show_head(current)
scope = head.choose_scope()
if head.nothing_asked(current, scope):
    st.info(_("No row of this selection asks to join a treaty whose register is at hand."))
else:
    curves.show_curves(current, scope)
    treaties.show_treaties(current, scope)
    rows.show_table(current, scope)
    ledgers.show_caution()
    ledgers.show_reviewed(current, scope)
    ledgers.show_recommending(current, scope)
    rows.show_levels(current)
    rows.show_downloads(current, scope)
register.show_register(current)
