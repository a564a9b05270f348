"""Recommendations: the rows behind a selection."""

from upr_data import method
from upr_data.model import Dimension
from upr_data.ui import blocks, row_browser, view
from upr_data.ui.site import ROWS

current = view.current()
if not blocks.nothing_selected(current.figures(Dimension.NONE)):
    row_browser.show_rows(current)
    blocks.show_downloads(current, ROWS, [Dimension.NONE], method.SEARCH, method.UNITS)
