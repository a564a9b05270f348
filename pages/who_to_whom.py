"""Who recommends what to whom: groups, and inside a chosen cell their States."""

from upr_data.figures import method
from upr_data.model import Dimension
from upr_data.ui.blocks import page_parts
from upr_data.ui.frame import navigation, view
from upr_data.ui.frame.site import WHO
from upr_data.ui.sections import who

navigation.enter_by_the_front_door()
current = view.current()
if not page_parts.nothing_selected(current):
    if current.filters.rs_groups and current.filters.sur_groups:
        who.show_states(current)
    else:
        who.show_groups(current)
    page_parts.show_downloads(
        current,
        WHO,
        [Dimension.RS_GROUP, Dimension.SUR_GROUP],
        method.ACCEPTANCE,
        method.PER_REVIEW,
    )
