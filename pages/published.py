"""Published figures: what studies printed, charted and cited to the page."""

from upr_data.ui.frame import view
from upr_data.ui.sections import study

view.current()
study.show_studies()
