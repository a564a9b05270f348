"""Titles that say the finding: one template a picture, from plain figures; else the question.

Every function takes the question of its page last and gives it back where its template does not
hold: too few, a tie, a difference that chance can make. Figures are rounded as in the pictures. No
title says why something is so.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from upr_data.charts.chance import differ
from upr_data.charts.waffle import squares
from upr_data.charts.words import share, whole
from upr_data.language import _, in_sentence, ngettext, number

LEAST: Final = 50
"""Below so many recommendations, no title says a share."""

_NEAR: Final = 0.01 + 1e-9


class Rate(NamedTuple):
    """A named share: of whom or of what, part, and n."""

    name: str
    part: int
    n: int

    @property
    def value(self) -> float:
        """The share, 0–1; 0 where there is none."""
        return self.part / self.n if self.n else 0.0

    @property
    def said(self) -> str:
        """The share in per cent."""
        return share(self.value)

    @property
    def counts(self) -> tuple[int, int]:
        """Part and n."""
        return self.part, self.n


class Outcomes(NamedTuple):
    """All made, in the classes of the three waffles."""

    made: int
    supported: int
    led: int
    not_led: int
    unclear: int
    nobody: int
    is_recorded: bool


def in_words(rate: float) -> str:
    """A share in words where it is within a point of a simple fraction, else in figures."""
    fractions = (
        (0.1, _("a tenth")),
        (0.2, _("a fifth")),
        (0.25, _("a quarter")),
        (1 / 3, _("a third")),
        (0.5, _("half")),
        (2 / 3, _("two thirds")),
        (0.75, _("three quarters")),
        (0.9, _("nine tenths")),
    )
    near = (words for value, words in fractions if abs(rate - value) <= _NEAR)
    return next(near, share(rate))


def of_overview(outcomes: Outcomes, question: str) -> str:
    """What became of a hundred recommendations; without assessments, how many were accepted."""
    made = outcomes.made
    if made < LEAST:
        return question
    if not outcomes.is_recorded:
        yes, _other = squares([outcomes.supported, made - outcomes.supported])
        said = _(
            "States said yes to {n} of every 100 recommendations; "
            "what became of them is not recorded here"
        )
        return said.format(n=yes) if yes else question
    classes = [outcomes.led, outcomes.not_led, outcomes.unclear, outcomes.nobody]
    led, _not_led, _unclear, nobody = squares(classes)
    if not led:
        return question
    if not nobody:
        return _("{n} of 100 recommendations are known to have led to action").format(n=led)
    said = _(
        "{n} of 100 recommendations are known to have led to action; "
        "for {nobody}, nobody has looked yet"
    )
    return said.format(n=led, nobody=nobody)


def of_tiles(states: Sequence[Rate], question: str, least: int = 5) -> str:
    """How many of the ranked States noted more than they supported, and supported nearly all."""
    known = [one for one in states if one.n]
    if len(known) < least:
        return question
    noted = sum(one.value < 0.5 for one in known)  # noqa: PLR2004 - half
    nearly_all = sum(one.value >= 0.9 for one in known)  # noqa: PLR2004 - nine in ten
    words = {"noted": number(noted), "n": number(len(known)), "high": number(nearly_all)}
    if noted and nearly_all:
        said = _(
            "{noted} of {n} States noted more than they supported; {high} supported at least "
            "nine in ten"
        )
    elif noted:
        said = _("{noted} of {n} States noted more than they supported")
    elif nearly_all:
        said = _(
            "No State noted more than it supported; {high} of {n} supported at least nine in ten"
        )
    else:
        said = _("None of {n} States noted more than it supported")
    return said.format(**words)


def of_ranking(values: Sequence[tuple[str, float]], average: float, question: str) -> str:
    """Who was asked most, per review, where one State stands alone at the top."""
    ordered = sorted(values, key=lambda one: -one[1])
    if len(ordered) < 3 or whole(ordered[0][1]) == whole(ordered[1][1]):  # noqa: PLR2004
        return question
    name, value = ordered[0]
    said = _("{state} was asked most: {value} recommendations per review")
    if average and value > 2 * average:
        said = _(
            "{state} was asked most: {value} recommendations per review, "
            "more than twice the average State"
        )
    return said.format(state=name, value=whole(value))


def of_matrix(asking: str, cells: Sequence[Rate], question: str) -> str:
    """Which group asks most, and which of those it asks supports least of it."""
    known = sorted((one for one in cells if one.n >= LEAST), key=lambda one: one.value)
    if len(known) < 2 or not differ(known[0].counts, known[1].counts):  # noqa: PLR2004
        return question
    said = _("{asking} asks most; {reviewed} supports {share} of what it asks")
    return said.format(asking=asking, reviewed=known[0].name, share=known[0].said)


def of_themes(themes: Sequence[Rate], question: str) -> str:
    """The most and the least supported theme, where they differ beyond chance."""
    known = sorted((one for one in themes if one.n >= LEAST), key=lambda one: one.value)
    if len(known) < 2 or not differ(known[0].counts, known[-1].counts):  # noqa: PLR2004
        return question
    low, high = known[0], known[-1]
    said = _("States supported {high} of what was asked on {most}, and {low} on {least}")
    names = {"most": in_sentence(high.name), "least": in_sentence(low.name)}
    return said.format(high=high.said, low=low.said, **names)


def of_categories(general: Rate, specific: Rate, question: str) -> str:
    """Whether general or specific action is supported more often: an association, no cause."""
    if min(general.n, specific.n) < LEAST or not differ(general.counts, specific.counts):
        return question
    said = _("General action is supported more often ({general}) than specific action ({specific})")
    if specific.value > general.value:
        said = _(
            "Specific action is supported more often ({specific}) than general action ({general})"
        )
    return said.format(general=general.said, specific=specific.said)


def of_sessions(first: tuple[int, float], last: tuple[int, float], question: str) -> str:
    """What the average State received in the first and in the last session."""
    if first[0] == last[0] or whole(first[1]) == whole(last[1]):
        return question
    said = _(
        "The average State received {first} recommendations in session {early} "
        "and {last} in session {late}"
    )
    values = {"first": whole(first[1]), "last": whole(last[1])}
    return said.format(early=first[0], late=last[0], **values)


def of_implementation(made: int, commented: int, led: int, question: str) -> str:
    """What led to action of what somebody looked at, and for how many nobody has."""
    if commented < LEAST:
        return question
    rate, nobody = in_words(led / commented), in_words((made - commented) / made)
    if made == commented:
        return _("Of all recommendations, {share} led to action").format(share=rate)
    said = _("Where somebody looked, {share} led to action; for {nobody}, nobody has looked yet")
    return said.format(share=rate, nobody=nobody)


def of_record(asks: int, treaties: int, supported: int, joined: int, words: tuple[str, str]) -> str:
    """What a State was asked to join, what it said, and what it did; `words`: State and month."""
    state, month = words
    times = ngettext("Asked once", "Asked {n} times", asks).format(n=number(asks))
    what = ngettext("one treaty", "{n} treaties", treaties).format(n=number(treaties))
    said = _("{times} to join {what}, {state} supported {supported} of the asks")
    asked = said.format(times=times, what=what, state=state, supported=number(supported))
    then = _("by {month} {joined} were joined, {open} still open")
    if not joined:
        then = _("by {month} none was joined")
    elif joined == treaties:
        then = _("by {month} all were joined")
    after = {"month": month, "joined": number(joined), "open": number(treaties - joined)}
    return _("{asked}; {then}").format(asked=asked, then=then.format(**after))


def of_joined(cases: int, by_next: int, by_now: int, words: tuple[str, str], question: str) -> str:
    """In how many cases others joined what a State had asked for; `words`: State and day."""
    if not cases:
        return question
    said = _(
        "In {soon} of {cases} cases the State joined what {state} had asked for by the next "
        "review, in {now} by {day}"
    )
    counts = {"soon": number(by_next), "cases": number(cases), "now": number(by_now)}
    return said.format(state=words[0], day=words[1], **counts)
