"""Sentences that say a published figure with its denominator, its scope and its page."""

from typing import Final

from upr_data.domain.published import PublishedFigure

OUTCOMES: Final = frozenset(
    {
        "triggered action",
        "fully implemented",
        "partially implemented",
        "not implemented",
        "not assessed",
    }
)
"""Measures of what became of recommendations."""


def right_to_write(figure: PublishedFigure) -> str:
    """A sentence with a published figure, its denominator and its page, that nobody can misread."""
    counts = ""
    if figure.unit.startswith("percent") and figure.numerator and figure.denominator:
        counts = f"{figure.numerator:,} of {figure.denominator:,}; "
    page = f", p. {figure.page}" if figure.page else ""
    aside = f"({counts}{figure.scope}; {figure.source}{page}, {figure.published})"
    return f"{_main(figure)} {aside}."


def _main(figure: PublishedFigure) -> str:
    value = f"{figure.value:g} %" if figure.unit.startswith("percent") else f"{figure.value:,.0f}"
    member = _member(figure)
    base = f"{value} of the {figure.denominator_rule or 'commented'} recommendations"
    if figure.measure in OUTCOMES:
        return f"{base}{member} {_VERBS[figure.measure]}"
    if figure.measure == "share of commented":
        return f"{base} were{member.replace(' that were', '')}"
    if figure.measure == "recommendations that triggered action":
        return f"{value} recommendations{member} triggered action"
    return _OTHERS[figure.measure].format(value=value, member=figure.member, scope=_cycle(figure))


_VERBS: Final = {
    "triggered action": "triggered action",
    "fully implemented": "were fully implemented",
    "partially implemented": "were partially implemented",
    "not implemented": "were not implemented",
    "not assessed": "were not assessed",
}
_OTHERS: Final = {
    "recommendations made": "{value} recommendations were made{scope}",
    "recommendations received": "{member} received {value} recommendations{scope}",
    "recommendations commented": "{value} of the recommendations made were commented on",
    "action category 5": "{value} of the recommendations made{scope} asked for specific action",
    "vague recommendations": "{value} of the recommendations made were vague",
    "mid-term reports": "{value} mid-term reports{scope}",
    "State mid-term reports": "{value} State mid-term reports",
    "States with a mid-term assessment": "{value} States had a mid-term assessment",
    "civil society submissions": "{value} civil society submissions",
    "NHRI submissions": "{value} NHRI submissions",
    "UN agency submissions": "{value} UN agency submissions",
}


def _member(figure: PublishedFigure) -> str:
    match figure.dimension:
        case "regional group":
            return f" to States of the {figure.member}"
        case "action category":
            return f" of action category {figure.member}"
        case "response":
            return f" that were {figure.member}{'s' if 'pledge' in figure.member else ''}"
        case "issue":
            return f" on {figure.member}"
    return ""


def _cycle(figure: PublishedFigure) -> str:
    """The scope where it is part of the claim; who made them, where that is."""
    by = f" by {figure.member}" if figure.dimension == "recommending State" else ""
    if figure.dimension == "cycle":
        return by + (
            " in cycles 1 and 2" if figure.member == "1-2" else f" in cycle {figure.member}"
        )
    if figure.scope.startswith(("cycle", "cycles")):
        return f"{by} in {figure.scope.split(',')[0]}"
    return f"{by} in {figure.scope.split(',')[0]}" if figure.scope.startswith("sessions") else by
