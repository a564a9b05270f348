"""The pages of the site, as plain data: file, address, name, question."""

from dataclasses import dataclass
from typing import Final

from upr_data.language import N_


@dataclass(frozen=True, slots=True)
class SitePage:
    """One page. `path` is its address (empty: the front page) and the stem of its file.

    They must be the same: where a deep link is the first request of a fresh server, Streamlit
    looks for a file of that stem in `pages/` and shows "Page not found" if there is none. It
    runs the one it finds without `app.py`; `navigation.enter_by_the_front_door` mends that.
    """

    file: str
    path: str
    name: str
    question: str
    icon: str
    has_filters: bool = True
    own: tuple[str, ...] = ()
    shows_data: bool = True


OVERVIEW: Final = SitePage(
    "pages/overview.py", "", N_("Overview"),
    N_("What became of the recommendations?"), ":material/home:",
)  # fmt: skip
CYCLES: Final = SitePage(
    "pages/cycles.py", "cycles", N_("Cycles and sessions"),
    N_("How do the cycles compare?"), ":material/event_repeat:",
)  # fmt: skip
STATES_UNDER_REVIEW: Final = SitePage(
    "pages/states_under_review.py", "states_under_review", N_("States under review"),
    N_("What were States asked, and what did they do?"), ":material/flag:",
)  # fmt: skip
RECOMMENDING_STATES: Final = SitePage(
    "pages/recommending_states.py", "recommending_states", N_("Recommending States"),
    N_("Who recommends, and what comes of it?"), ":material/campaign:",
)  # fmt: skip
THEMES: Final = SitePage(
    "pages/themes.py", "themes", N_("Themes"),
    N_("Which issues are raised, and which move?"), ":material/category:",
)  # fmt: skip
CATEGORIES: Final = SitePage(
    "pages/action_categories.py", "action_categories", N_("Action categories"),
    N_("How specific are the recommendations?"), ":material/target:",
)  # fmt: skip
ROWS: Final = SitePage(
    "pages/recommendations.py", "recommendations", N_("Recommendations"),
    N_("Which recommendations are these?"), ":material/list_alt:", own=("q",),
)  # fmt: skip
IMPLEMENTATION: Final = SitePage(
    "pages/implementation.py", "implementation", N_("Implementation"),
    N_("Who says what was implemented?"), ":material/fact_check:", own=("of", "milestone"),
)  # fmt: skip
REPORTS: Final = SitePage(
    "pages/reports.py", "reports", N_("Mid-term reports"),
    N_("Who reports between two reviews?"), ":material/schedule:",
)  # fmt: skip
DATA: Final = SitePage(
    "pages/data.py", "data", N_("Data"),
    N_("Where do the figures come from?"), ":material/database:", has_filters=False,
)  # fmt: skip
PUBLISHED: Final = SitePage(
    "pages/published.py", "published", N_("Published figures"),
    N_("What have studies published?"), ":material/menu_book:", has_filters=False,
    shows_data=False,
)  # fmt: skip
METHOD: Final = SitePage(
    "pages/method.py", "method", N_("How figures are counted"),
    N_("How are the figures counted?"), ":material/calculate:", has_filters=False,
    shows_data=False,
)  # fmt: skip

SITE: Final = (
    OVERVIEW, CYCLES, STATES_UNDER_REVIEW, RECOMMENDING_STATES, THEMES, CATEGORIES,
    IMPLEMENTATION, REPORTS, ROWS, PUBLISHED, METHOD, DATA,
)  # fmt: skip
"""All pages, in the order of the menu."""

BY_FILE: Final = {page.file: page for page in SITE}
