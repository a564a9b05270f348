"""Published figures: what studies printed, beside this data edition, cited to the page."""

from upr_data.ui.frame import navigation, view
from upr_data.ui.sections import study

navigation.enter_by_the_front_door()
study.show_studies(view.current())
