"""The claim checker: what was published and of what, ours for the same scope, what to write.

It never says that a claim is true: it says which published figure it is, or that none answers.
"""

from dataclasses import dataclass
from typing import Final

from upr_data.domain.claim_sentences import right_to_write
from upr_data.domain.claims import place
from upr_data.domain.published import PublishedFigure
from upr_data.figures.beside import Beside, beside
from upr_data.figures.records import Records
from upr_data.language import N_, _, clauses, number, percent, quoted, ranges
from upr_data.model import Verdict

_SAID: Final = {
    Verdict.AS_PUBLISHED: N_("This is the published figure, with its denominator."),
    Verdict.INCOMPLETE: N_(
        "This number was published, but the sentence does not say of what, or of which reviews."
    ),
    Verdict.OTHER_DENOMINATOR: N_("This number was published of another denominator."),
    Verdict.OTHER_SCOPE: N_("This number was published of other reviews than the sentence says."),
    Verdict.OTHER_NUMBER: N_("What the sentence is about was published with another number."),
    Verdict.NOT_PLACED: N_(
        "No published figure answers to this sentence as it stands; nothing is said of whether "
        "it is true."
    ),
}


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
    ours: Beside | None

    def lines(self) -> list[str]:
        """The answer as it is read, a line each."""
        lines = [self.said]
        if self.unknown:
            left = ", ".join(map(quoted, self.unknown[:8]))
            lines.append(_("Words that may change the claim: {words}.").format(words=left))
        if self.figure and self.write:
            lines.append(_("Published: {sentence}").format(sentence=self.write))
            if self.figure.note:
                lines.append(_("Note: {note}").format(note=self.figure.note))
        if self.ours:
            lines.append(
                _("This data edition, same scope: {figure}.").format(figure=_written(self.ours))
            )
        return lines


def check(sentence: str, records: Records | None = None) -> Answer:
    """Hold a sentence against the published figures, and beside them the records at hand."""
    placed = place(sentence)
    figure = placed.figure
    ours = beside(records, figure) if figure and records else None
    return Answer(
        verdict=placed.verdict,
        said=_(_SAID[placed.verdict]),
        figure=figure,
        unknown=placed.claim.unknown,
        write=right_to_write(figure) if figure else None,
        ours=ours if ours and ours.numerator is not None else None,
    )


def _written(ours: Beside) -> str:
    """The figure of this data edition: a count, or a share with its counts; what it lacks."""
    n = number(ours.numerator or 0)
    if ours.denominator is None:
        said = n
    else:
        rate = (ours.numerator or 0) / ours.denominator
        said = _("{rate} ({n} of {of})").format(
            rate=percent(rate), n=n, of=number(ours.denominator)
        )
    if not ours.missing:
        return said
    missing = _("sessions {numbers} are not in it").format(numbers=ranges(list(ours.missing)))
    return clauses([said, missing])
