"""The claim checker: what was published and of what, ours for the same scope, what to write.

It never says that a claim is true: it says which published figure it is, or that none answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from upr_data.domain import issues, states
from upr_data.domain.claim_sentences import right_to_write
from upr_data.domain.claims import place
from upr_data.domain.published import PublishedFigure
from upr_data.figures import metrics
from upr_data.figures.records import Records
from upr_data.language import N_, _, number, percent
from upr_data.model import ActionCategory, Denominator, Fig, Group, Kind, Response, Verdict
from upr_data.selection.filters import Filters

_SAID: Final = {
    Verdict.AS_PUBLISHED: N_("This is the published figure, with its denominator."),
    Verdict.INCOMPLETE: N_(
        "This number was published, but the sentence does not say of what, or of which reviews."
    ),
    Verdict.OTHER_DENOMINATOR: N_("This number was published of another denominator."),
    Verdict.OTHER_NUMBER: N_("What the sentence is about was published with another number."),
    Verdict.NOT_PLACED: N_(
        "No published figure answers to this sentence as it stands; nothing is said of whether "
        "it is true."
    ),
}

_SESSIONS: Final = {
    "UPR Info, Beyond promises": tuple(range(2, 13)),
    "UPR Info, On the road": tuple(range(2, 7)),
}
"""The reviews that each study counts."""

_OUTCOMES: Final = {
    "triggered action": Fig.N_TRIGGERED,
    "fully implemented": Fig.N_FULLY,
    "partially implemented": Fig.N_PARTIALLY,
    "not implemented": Fig.N_NOT_IMPLEMENTED,
    "not assessed": Fig.N_NOT_ASSESSED,
    "recommendations that triggered action": Fig.N_TRIGGERED,
    "recommendations commented": Fig.N_COMMENTED,
    "share of commented": Fig.N_COMMENTED,
    "recommendations made": Fig.MADE,
    "recommendations received": Fig.MADE,
}
_OF: Final = {
    Denominator.COMMENTED: Fig.N_COMMENTED,
    Denominator.ASSESSED: Fig.N_ASSESSED,
    Denominator.MADE: Fig.MADE,
}
_GROUPS: Final = {
    "African Group": Group.AFRICAN,
    "Asia-Pacific Group": Group.ASIA_PACIFIC,
    "Eastern European Group": Group.EASTERN_EUROPEAN,
    "Latin American and Caribbean Group": Group.GRULAC,
    "Western European and Others Group": Group.WEOG,
}


@dataclass(frozen=True, slots=True)
class Ours:
    """The same as this data edition has it: a count, or a share with its counts."""

    numerator: int
    denominator: int | None

    @property
    def written(self) -> str:
        """As a reader sees it."""
        if self.denominator is None:
            return number(self.numerator)
        rate = self.numerator / self.denominator if self.denominator else None
        return _("{rate} ({n} of {of})").format(
            rate=percent(rate), n=number(self.numerator), of=number(self.denominator)
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be said of a sentence; `write` is what would be right to write instead.

    `figure`, `write` and `ours` are None where nothing published is near, or where this data
    edition cannot give the same.
    """

    verdict: Verdict
    said: str
    figure: PublishedFigure | None
    unknown: tuple[str, ...]
    write: str | None
    ours: Ours | None

    def lines(self) -> list[str]:
        """The answer as it is read, a line each."""
        lines = [self.said]
        if self.unknown:
            left = ", ".join(f"“{word}”" for word in self.unknown[:8])
            lines.append(_("Words that may change the claim: {words}.").format(words=left))
        if self.figure and self.write:
            lines.append(_("Published: {sentence}").format(sentence=self.write))
            if self.figure.note:
                lines.append(_("Note: {note}").format(note=self.figure.note))
        if self.ours:
            lines.append(
                _("This data edition, same scope: {figure}.").format(figure=self.ours.written)
            )
        return lines


def check(sentence: str, records: Records | None = None) -> Answer:
    """Hold a sentence against the published figures, and beside them the records at hand."""
    placed = place(sentence)
    figure = placed.figure
    return Answer(
        verdict=placed.verdict,
        said=_(_SAID[placed.verdict]),
        figure=figure,
        unknown=placed.claim.unknown,
        write=right_to_write(figure) if figure else None,
        ours=same_here(figure, records) if figure and records else None,
    )


def same_here(figure: PublishedFigure, records: Records) -> Ours | None:
    """A published figure as this data edition gives it; None where it cannot.

    The studies count voluntary pledges as well: so does this.
    """
    filters, of_member = _filters(figure), _of_member(figure)
    if filters is None or of_member is None:
        return None
    whole = metrics.figures(records, filters).row(0, named=True)
    part = metrics.figures(records, replace(filters, **of_member)).row(0, named=True)
    if not whole[Fig.MADE] or (_needs_outcomes(figure) and not whole[Fig.N_COMMENTED]):
        return None
    return _counted(figure, whole, part)


def _counted(
    figure: PublishedFigure, whole: Mapping[str, Any], part: Mapping[str, Any]
) -> Ours | None:
    """The figure from the figures of its reviews, and those of its member among them."""
    if figure.measure == "vague recommendations":
        coded = sum(part[f"n_category_{int(n)}"] for n in ActionCategory)
        return Ours(coded - part[Fig.N_CATEGORY_5], coded)
    counted = Ours(part[_OUTCOMES.get(figure.measure, Fig.N_CATEGORY_5)], None)
    if not figure.unit.startswith("percent"):
        return counted
    if figure.measure == "share of commented":
        return replace(counted, denominator=whole[Fig.N_COMMENTED])
    if figure.denominator_rule is None:
        return None
    return replace(counted, denominator=part[_OF[figure.denominator_rule]])


def _needs_outcomes(figure: PublishedFigure) -> bool:
    return figure.measure in _OUTCOMES and _OUTCOMES[figure.measure] is not Fig.MADE


def _filters(figure: PublishedFigure) -> Filters | None:
    """The reviews that a figure is of; None where its scope is not one of records."""
    everything = Filters(kinds=tuple(Kind))
    for source, sessions in _SESSIONS.items():
        if figure.source.startswith(source):
            return replace(everything, sessions=sessions)
    if figure.scope.startswith("cycles 1 and 2"):
        return replace(everything, cycles=(1, 2))
    if figure.scope.startswith("cycle 2") and "report" not in figure.measure:
        return replace(everything, cycles=(2,))
    return everything if figure.measure == "vague recommendations" else None


def _of_member(figure: PublishedFigure) -> Mapping[str, Any] | None:
    """The fields that narrow its reviews to a figure; None where it counts no recommendations."""
    if figure.measure not in {*_OUTCOMES, "vague recommendations", "action category 5"}:
        return None
    match figure.dimension:
        case "regional group":
            fields: dict[str, Any] = {"sur_groups": (_GROUPS[figure.member],)}
        case "action category":
            fields = {"categories": (int(figure.member),)}
        case "response":
            fields = _RESPONSES[figure.member]
        case "issue":
            fields = {"issues": (issues.lookup(figure.member),)}
        case "State under review":
            fields = {"states_under_review": (states.lookup(figure.member),)}
        case "recommending State":
            fields = {"recommending_states": (states.lookup(figure.member),)}
        case _:
            return {}
    return None if (None,) in fields.values() else fields


_RESPONSES: Final[Mapping[str, dict[str, Any]]] = {
    "accepted": {"responses": (Response.SUPPORTED,), "kinds": (Kind.RECOMMENDATION,)},
    "noted": {"responses": (Response.NOTED,), "kinds": (Kind.RECOMMENDATION,)},
    "voluntary pledge": {"kinds": (Kind.VOLUNTARY_PLEDGE,)},
}
