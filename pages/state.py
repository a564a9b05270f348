"""State profile: the record of one State, in either role."""

from upr_data.ui.frame import navigation, view

navigation.enter_by_the_front_door()
current = view.current()
