"""An address of before: leads on, with its selection."""

from upr_data.ui.frame import navigation

navigation.enter_by_the_front_door()
navigation.lead_on("states_under_review")
