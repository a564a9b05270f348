"""Present: a talk from the figures of a selection, or from pictures collected on the pages."""

from upr_data.ui.frame import navigation, view
from upr_data.ui.sections.present import desk

navigation.enter_by_the_front_door()
desk.show_desk(view.current())
