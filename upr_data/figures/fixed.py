"""What a selection fixes by itself: what a filter fixes is no finding."""

from upr_data.model import ActionCategory, Response
from upr_data.selection.counted import Counted, counted
from upr_data.selection.filters import Filters

_ANSWERS = frozenset({Response.SUPPORTED, Response.NOTED, Response.PARTIALLY_SUPPORTED})


def fixes_response(filters: Filters) -> bool:
    """Whether all answers of a selection are the same by its filter: acceptance says nothing.

    Voluntary pledges have none: nobody needs to answer them.
    """
    if counted(filters) is Counted.PLEDGES:
        return True
    return bool(filters.responses) and len(_ANSWERS & set(filters.responses)) < 2  # noqa: PLR2004


def fixes_category(filters: Filters) -> bool:
    """Whether general or specific is decided by the filter: the share of either says nothing."""
    known = {one for one in filters.categories if one is not None}
    if not filters.categories:
        return False
    return known <= {ActionCategory.SPECIFIC} or ActionCategory.SPECIFIC not in known


def fixes_outcome(filters: Filters) -> bool:
    """Whether the status is decided by the filter: rates of implementation say nothing."""
    return bool(filters.statuses)


def the_reviewed(filters: Filters) -> str | None:
    """The one State under review of a selection; None where it has several, or all."""
    chosen = filters.states_under_review
    return chosen[0] if len(chosen) == 1 else None
