"""Which vocabulary of content a page goes by: UPR Info's issues, or one of OHCHR's."""

from dataclasses import dataclass
from typing import Final

from upr_data.language import N_, _
from upr_data.model import Dimension
from upr_data.ui.blocks.choosers import choose_one
from upr_data.ui.frame.site import SitePage
from upr_data.ui.frame.view import View


@dataclass(frozen=True, slots=True)
class Topic:
    """One vocabulary: its name, and the words of a page that goes by it."""

    name: str
    by: str
    everything: str
    figures: str
    several: str


_TOPICS: Final = {
    Dimension.ISSUE: Topic(
        N_("Issues (UPR Info)"),
        N_("by issue"),
        N_("All issues of this selection"),
        N_("Figures by issue"),
        N_("A recommendation can carry several issues: shares by issue add up to more than 100 %."),
    ),
    Dimension.THEME: Topic(
        N_("Themes (OHCHR)"),
        N_("by theme"),
        N_("All themes of this selection"),
        N_("Figures by theme"),
        N_("A recommendation can carry several themes: shares by theme add up to more than 100 %."),
    ),
    Dimension.SDG: Topic(
        N_("Sustainable Development Goals (OHCHR)"),
        N_("by Sustainable Development Goal"),
        N_("All goals and targets of this selection"),
        N_("Figures by Sustainable Development Goal"),
        N_(
            "A recommendation can carry several goals, and their targets beside them: shares add "
            "up to more than 100 %."
        ),
    ),
    Dimension.AFFECTED: Topic(
        N_("Affected persons (OHCHR)"),
        N_("by affected persons"),
        N_("All groups of persons of this selection"),
        N_("Figures by affected persons"),
        N_("A recommendation can name several groups: shares add up to more than 100 %."),
    ),
}


def choose(view: View, page: SitePage) -> tuple[Dimension, Topic]:
    """Let the reader choose among the vocabularies that the snapshot has, if it has several."""
    names = {one.value: _(_TOPICS[one].name) for one in view.records.topics}
    dimension = Dimension(choose_one(f"{page.path}.vocabulary", _("Vocabulary"), names))
    return dimension, _TOPICS[dimension]
