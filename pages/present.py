"""Present: a talk from the figures of a selection, or from pictures collected on the pages."""

from upr_data.ui.blocks import page_parts
from upr_data.ui.frame import navigation, view
from upr_data.ui.sections.present import desk

navigation.enter_by_the_front_door()
current = view.current()
page_parts.nothing_selected(current)  # said; a set collected stays
desk.show_desk(current)
