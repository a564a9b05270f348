"""Titles and the one sentence of a State's profile, from plain figures; else the question."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from upr_data.charts.chance import differ
from upr_data.charts.findings import Rate
from upr_data.charts.words import share
from upr_data.language import _, in_sentence, listing, ngettext, number
from upr_data.model.interval import wilson

_FEW: Final = 10


class Against(NamedTuple):
    """An issue of a State beside the other States of its group: part and n of each."""

    name: str
    part: int
    n: int
    group_part: int
    group_n: int

    @property
    def difference(self) -> float:
        """State less group, as shares."""
        return self.part / self.n - self.group_part / self.group_n

    @property
    def is_finding(self) -> bool:
        """Whether the State's 95 % interval leaves the group's share out, and n is enough."""
        if self.n < _FEW or not self.group_n:
            return False
        low, high = wilson(self.part, self.n)
        return not low <= self.group_part / self.group_n <= high


class Review(NamedTuple):
    """One review of a State: its year, what it received, and the share it supported."""

    year: str
    made: int
    supported: Rate


class Reviewed(NamedTuple):
    """What the sentence of a State under review says; of one cycle, or of any (None)."""

    state: str
    cycle: int | None
    when: str
    made: int
    recommending: int
    supported: Rate
    group: Rate
    general: Rate
    group_general: Rate


class Recommending(NamedTuple):
    """What the sentence of a recommending State says; of one cycle, or of any (None)."""

    state: str
    cycle: int | None
    when: str
    made: int
    reviewed: int
    all_reviewed: int
    issues: tuple[str, ...]
    supported: Rate
    group: Rate


def of_reviews(state: str, reviews: Sequence[Review], question: str) -> str:
    """Whether more was asked, and a larger share supported, in the last review than before."""
    if len(reviews) < 2:  # noqa: PLR2004 - nothing to compare
        return question
    early, late = reviews[-2:]
    asked = _("More was asked of {state} in {late} than in {early}")
    if late.made < early.made:
        asked = _("Less was asked of {state} in {late} than in {early}")
    elif late.made == early.made:
        asked = _("As much was asked of {state} in {late} as in {early}")
    first = asked.format(state=state, late=late.year, early=early.year)
    if not (early.supported.n and late.supported.n):
        return first
    then = _("about the same share was supported")
    if differ(early.supported.counts, late.supported.counts):
        larger = late.supported.value > early.supported.value
        then = _("a larger share was supported") if larger else _("a smaller share was supported")
    return _("{first}, and {second}").format(first=first, second=then)


def of_issues(state: str, group: str, issues: Sequence[Against], question: str) -> str:
    """On which issues a State supported less or more than its group, beyond chance."""
    if not any(one.n >= _FEW and one.group_n for one in issues):
        return question
    less, more = _beyond_chance(issues)
    words = {"state": state, "group": group, "less": _names(less), "more": _names(more)}
    if less and more:
        said = _("{state} supported less than {group} on {less}; more on {more}")
    elif less:
        said = _("{state} supported less than {group} on {less}")
    elif more:
        said = _("{state} supported more than {group} on {more}")
    else:
        said = _("{state} supported much as {group} did on every issue")
    return said.format(**words)


def of_raised(state: str, group: str, issues: Sequence[Against], question: str) -> str:
    """Which issues a State raises more, and less, than its group."""
    less, more = _beyond_chance(issues)
    words = {"state": state, "group": group, "less": _names(less), "more": _names(more)}
    if less and more:
        return _("{state} raises {more} more than {group}, {less} less").format(**words)
    if more:
        return _("{state} raises {more} more than {group}").format(**words)
    return _("{state} raises {less} less than {group}").format(**words) if less else question


def of_whom(state: str, own: Rate, other: Rate, question: str) -> str:
    """What a State supported of what its own group asked, and the largest other one."""
    if min(own.n, other.n) < _FEW:
        return question
    said = _("{state} supported {own} of what {own_group} asked, {other} of what {group} did")
    names = {"own_group": own.name, "group": other.name}
    return said.format(state=state, own=own.said, other=other.said, **names)


def of_asked_groups(groups: Sequence[Rate], question: str) -> str:
    """Which group supported most of what a State asked, and which least."""
    known = sorted((one for one in groups if one.n >= _FEW), key=lambda one: one.value)
    if len(known) < 2 or not differ(known[0].counts, known[-1].counts):  # noqa: PLR2004
        return question
    low, high = known[0], known[-1]
    said = _("Supported most by {most} ({high}), least by {least} ({low})")
    return said.format(most=high.name, high=high.said, least=low.name, low=low.said)


def of_specific(state: Rate, made: int, group: Rate, question: str) -> str:
    """How much asked for specific action, and what State and group supported of it."""
    if not made or min(state.n, group.n) < _FEW:
        return question
    said = _(
        "{specific} asked for specific action; {state} supported {own} of these, {group} {all}"
    )
    rates = {"specific": share(state.n / made), "own": state.said, "all": group.said}
    return said.format(state=state.name, group=group.name, **rates)


def of_roles(state: str, issues: Sequence[Against], question: str) -> str:
    """What a State is asked about more than it asks about (group_…: its own asks), and less."""
    less, more = _beyond_chance(issues, most=2)
    words = {"state": state, "more": _names(more), "less": _names(less)}
    if more and less:
        said = _(
            "{state} is asked more than it asks about {more}; "
            "it asks more than it is asked about {less}"
        )
        return said.format(**words)
    if more:
        return _("{state} is asked more than it asks about {more}").format(**words)
    if less:
        return _("{state} asks more than it is asked about {less}").format(**words)
    return question


def sentence_reviewed(one: Reviewed) -> str:
    """What everybody came for: the latest review of a State in one sentence or two."""
    received = ngettext(
        "{state} received {n} recommendation", "{state} received {n} recommendations", one.made
    ).format(state=one.state, n=number(one.made))
    received = _in_cycle(one.cycle, one.when, received)
    came = ngettext(
        "{received} from {k} State", "{received} from {k} States", one.recommending
    ).format(received=received, k=number(one.recommending))
    parts = [f"{came}."]
    if one.supported.n:
        said = _("{came} and supported {share} ({counts}).")
        parts = [said.format(came=came, **_beside(one.supported, one.group))]
    if one.general.n:
        said = _("{share} asked for general action.")
        if one.group_general.n:
            said = _("{share} asked for general action ({group}: {group_share}).")
        words = {"share": share(one.general.value, 1), "group": one.group_general.name}
        group_share = share(one.group_general.value, 1)
        parts.append(said.format(group_share=group_share, **words))
    return " ".join(parts)


def sentence_recommending(one: Recommending) -> str:
    """What a State asked of others, on what, and how it was answered."""
    made = ngettext(
        "{state} made {n} recommendation", "{state} made {n} recommendations", one.made
    ).format(state=one.state, n=number(one.made))
    said = _("{made} to {k} of {r} other States reviewed.")
    if one.issues:
        said = _("{made} to {k} of {r} other States reviewed, most often on {issues}.")
    text = said.format(
        made=_in_cycle(one.cycle, one.when, made),
        k=number(one.reviewed),
        r=number(one.all_reviewed),
        issues=_names(one.issues),
    )
    if not one.supported.n:
        return text
    answered = _("{share} were supported ({counts}).")
    return f"{text} {answered.format(**_beside(one.supported, one.group))}"


def sentence_outcome(led: Rate, commented: Rate) -> str:
    """What became of them: led to action, of those `led.name`; commented on, of made."""
    if not commented.part:
        return _("Nobody commented on what became of them.")
    known = _("{share} of all made were commented on by anyone.")
    told = known.format(share=share(commented.value, 1))
    if not led.n:
        return told
    said = _("{share} ({part} of {n}) of those {of} led to action.")
    words = {"part": number(led.part), "n": number(led.n), "of": led.name}
    return f"{said.format(share=share(led.value, 1), **words)} {told}"


def _in_cycle(cycle: int | None, when: str, said: str) -> str:
    """A statement with its cycle before it, and when that was where it is known."""
    if cycle is None:
        return said
    opened = _("In cycle {cycle} ({when}) {said}") if when else _("In cycle {cycle} {said}")
    return opened.format(cycle=cycle, when=when, said=said)


def _beside(own: Rate, group: Rate) -> dict[str, str]:
    """A share with its counts, and the group's where there is one."""
    counts = _("{part} of {n}").format(part=number(own.part), n=number(own.n))
    if group.n:
        beside = _("{counts}; {group}: {share}")
        counts = beside.format(counts=counts, group=group.name, share=share(group.value, 1))
    return {"share": share(own.value, 1), "counts": counts}


def _beyond_chance(issues: Sequence[Against], most: int = 3) -> tuple[list[str], list[str]]:
    """The issues farthest below and farthest above the group, those within chance left out."""
    found = sorted((one for one in issues if one.is_finding), key=lambda one: one.difference)
    less = [one.name for one in found if one.difference < 0][:most]
    more = [one.name for one in reversed(found) if one.difference > 0][:most]
    return less, more


def _names(names: Sequence[str]) -> str:
    return listing([in_sentence(name) for name in names], _("and"))
