"""Recommendations: the rows behind a selection."""

from upr_data.figures import method
from upr_data.model import Dimension
from upr_data.ui.blocks import page_parts
from upr_data.ui.frame import navigation, view
from upr_data.ui.frame.site import ROWS
from upr_data.ui.sections import found, row_browser

navigation.enter_by_the_front_door()
current = view.current()
results = found.results(current)
if (results and results.n_rows) or not page_parts.nothing_selected(current):
    row_browser.show_rows(current, results)
    page_parts.show_downloads(current, ROWS, [Dimension.NONE], method.SEARCH, method.UNITS)
