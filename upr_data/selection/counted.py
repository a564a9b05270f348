"""What a selection counts, in words: recommendations, voluntary pledges, or both of them."""

from enum import StrEnum
from typing import Final

from upr_data.language import N_, _
from upr_data.language.labels import label
from upr_data.model import Kind, Unit
from upr_data.selection.filters import Filters


class Counted(StrEnum):
    """Which kinds of rows a selection has."""

    RECOMMENDATIONS = "recommendations"
    PLEDGES = "pledges"
    """Voluntary pledges alone: nobody asked for them, and nobody answers them."""
    BOTH = "both"


def counted(filters: Filters) -> Counted:
    """Which kinds of rows a selection has; what is of no known kind goes with recommendations."""
    kinds = {*(filters.kinds or Kind)}
    if Kind.VOLUNTARY_PLEDGE not in kinds:
        return Counted.RECOMMENDATIONS
    return Counted.BOTH if kinds - {Kind.VOLUNTARY_PLEDGE} else Counted.PLEDGES


_NAMES: Final = {
    Counted.RECOMMENDATIONS: N_("recommendations"),
    Counted.PLEDGES: N_("voluntary pledges"),
    Counted.BOTH: N_("recommendations and voluntary pledges"),
}

_UNITS: Final = {
    (Counted.PLEDGES, Unit.ROW): N_("voluntary pledges"),
    (Counted.PLEDGES, Unit.RECOMMENDATION): N_("voluntary pledges, each counted once"),
    (Counted.BOTH, Unit.ROW): N_(
        "recommendations and voluntary pledges, each counted once per recommending State"
    ),
    (Counted.BOTH, Unit.RECOMMENDATION): N_(
        "recommendations and voluntary pledges, each counted once"
    ),
}


def name(filters: Filters) -> str:
    """What is counted, in a sentence: "voluntary pledges"."""
    return _(_NAMES[counted(filters)])


def heading(filters: Filters) -> str:
    """What is counted, at the beginning of one: "Voluntary pledges"."""
    named = name(filters)
    return named[0].upper() + named[1:]


def unit(filters: Filters) -> str:
    """The unit of every count of a selection, in words."""
    said = _UNITS.get((counted(filters), filters.unit))
    return _(said) if said else label(filters.unit)
