"""Published figures: what studies printed, charted and cited to the page."""

from upr_data.ui import study, view

view.current()
study.show_studies()
