"""Published figures: what studies printed, charted and cited to the page."""

from upr_data.ui.frame import navigation
from upr_data.ui.sections import study

navigation.enter_by_the_front_door()
study.show_studies()
