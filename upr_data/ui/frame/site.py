"""The pages of the site, as plain data: file, address, name, question, place in the menu."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from upr_data.language import N_


@dataclass(frozen=True, slots=True)
class SitePage:
    """One page. `path` is its address (empty: the front page) and the stem of its file.

    They must be the same: where a deep link is the first request of a fresh server, Streamlit
    looks for a file of that stem in `pages/` and shows "Page not found" if there is none. It
    runs the one it finds without `app.py`; `navigation.enter_by_the_front_door` mends that.
    `own` are the filters that stand on the page itself, `in_bar` those that begin its bar,
    `without` those that mean nothing there.
    """

    path: str
    name: str
    question: str
    icon: str
    has_filters: bool = True
    own: tuple[str, ...] = ()
    in_bar: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    shows_data: bool = True

    @property
    def file(self) -> str:
        """The file of the page."""
        return f"pages/{self.path or 'overview'}.py"


OVERVIEW: Final = SitePage(
    "", N_("Overview"), N_("What became of the recommendations?"), ":material/home:"
)
STATES: Final = SitePage(
    "states", N_("States"), N_("Who was asked, who asks?"), ":material/flag:", own=("role",)
)
STATE: Final = SitePage(
    "state", N_("State profile"), N_("What is this State's record?"), ":material/badge:",
    own=("role",), in_bar=("profile", "vs"), without=("sur", "rs"),
)  # fmt: skip
WHO: Final = SitePage(
    "who_to_whom", N_("Who recommends to whom"), N_("Who recommends what to whom?"),
    ":material/grid_on:",
)  # fmt: skip
THEMES: Final = SitePage(
    "themes", N_("Themes"), N_("Which issues are raised, and what comes of them?"),
    ":material/category:",
)  # fmt: skip
CATEGORIES: Final = SitePage(
    "action_categories", N_("Action categories"), N_("How specific are the recommendations?"),
    ":material/target:",
)  # fmt: skip
CYCLES: Final = SitePage(
    "cycles", N_("Cycles"), N_("How do the cycles compare?"), ":material/event_repeat:"
)
IMPLEMENTATION: Final = SitePage(
    "implementation", N_("Implementation"), N_("What was implemented, and who says so?"),
    ":material/fact_check:", own=("of", "milestone"),
)  # fmt: skip
RECORD: Final = SitePage(
    "record", N_("Public record"), N_("Which treaties did States join after they were asked?"),
    ":material/gavel:",
)  # fmt: skip
ROWS: Final = SitePage(
    "recommendations", N_("Recommendations"), N_("Which recommendations are these?"),
    ":material/list_alt:", own=("q",),
)  # fmt: skip
PRESENT: Final = SitePage(
    "present", N_("Present"), N_("What will you show?"), ":material/slideshow:",
    own=("profile", "role"), without=("vs",),
)  # fmt: skip
PUBLISHED: Final = SitePage(
    "published", N_("Published figures"), N_("What have studies published?"),
    ":material/menu_book:", has_filters=False,
)  # fmt: skip
METHOD: Final = SitePage(
    "method", N_("How figures are counted"), N_("How are the figures counted?"),
    ":material/calculate:", has_filters=False, shows_data=False,
)  # fmt: skip
DATA: Final = SitePage(
    "data", N_("Data"), N_("Where do the figures come from?"), ":material/database:",
    has_filters=False,
)  # fmt: skip

HEALTH: Final = SitePage(
    "health", N_("Health"), N_("How is this server?"), ":material/monitor_heart:",
    has_filters=False, shows_data=False,
)  # fmt: skip
"""For those who run the app: in no menu, and there only where they have set a key for it."""

MENU: Final[Mapping[str, tuple[SitePage, ...]]] = {
    "": (OVERVIEW,),
    N_("Who"): (STATES, STATE, WHO),
    N_("What"): (THEMES, CATEGORIES, CYCLES),
    N_("Outcome"): (IMPLEMENTATION, RECORD),
    N_("Rows"): (ROWS,),
    N_("Talk"): (PRESENT,),
    N_("About"): (PUBLISHED, METHOD, DATA),
}
"""The menu in its groups."""

SITE: Final = tuple(page for pages in MENU.values() for page in pages)
"""All pages, in the order of the menu."""

MOVED: Final[Mapping[str, tuple[SitePage, Mapping[str, str]]]] = {
    "states_under_review": (STATES, {"role": "reviewed"}),
    "recommending_states": (STATES, {"role": "recommending"}),
    "reports": (IMPLEMENTATION, {}),
}
"""Addresses of before, where they lead now, and what they choose there."""

BY_PATH: Final[Mapping[str, SitePage]] = {page.path: page for page in (*SITE, HEALTH)}
