"""Sentences about a State, made from its figures; every one holds for any selection."""

from typing import NamedTuple

import polars as pl

from upr_data.charts.findings import Rate
from upr_data.charts.profile_findings import (
    Recommending,
    Reviewed,
    sentence_outcome,
    sentence_recommending,
    sentence_reviewed,
)
from upr_data.domain.calendar import SESSIONS
from upr_data.export.contents import facts
from upr_data.export.contents.facts import Share
from upr_data.export.contents.profile import Profile
from upr_data.export.titles import denominator_words
from upr_data.figures.fixed import fixes_outcome
from upr_data.language import _, in_sentence, listing, number, percent
from upr_data.model import Dimension, Fig, Role
from upr_data.selection.filters import Filters


def title(one: Profile, share: Share) -> str:
    """The share supported in the latest cycle, as the finding: it says which cycle that is."""
    if one.role is Role.REVIEWED:
        said = _("In cycle {cycle} {name} supported {rate} of what it was asked")
    else:
        said = _("In cycle {cycle} {rate} of what {name} asked was supported")
    if not share.of:
        said = _("{name}: no answer recorded in cycle {cycle}")
    return said.format(cycle=one.cycle, name=one.name, rate=percent(share.rate))


class Told(NamedTuple):
    """Of whom a sentence is, beside whom, and of which cycle (None: of any), held when."""

    state: str
    others: str
    cycle: int | None = None
    when: str = ""


def reviewed(told: Told, own: facts.Row, group: facts.Row, partners: int) -> str:
    """What a State under review was asked in a cycle by how many, and how it answered.

    `group` is its whole group; the State itself is taken out of it here.
    """
    general, of_all = facts.general(own), facts.general(group)
    return sentence_reviewed(
        Reviewed(
            state=told.state,
            cycle=told.cycle,
            when=told.when,
            made=own[Fig.MADE],
            recommending=partners,
            supported=_rate("", facts.acceptance(own)),
            group=_answers_beside(told, own, group),
            general=_rate("", general),
            group_general=_rate(told.others, facts.rest(of_all, general)),
        )
    )


def recommending(
    told: Told, own: facts.Row, group: facts.Row, partners: tuple[int, int], issues: pl.DataFrame
) -> str:
    """What a State asked others, and how they answered; `partners`: asked, and all reviewed."""
    asked, all_reviewed = partners
    return sentence_recommending(
        Recommending(
            state=told.state,
            cycle=told.cycle,
            when=told.when,
            made=own[Fig.MADE],
            reviewed=asked,
            all_reviewed=all_reviewed,
            issues=tuple(facts.top(issues, 3)[Fig.LABEL]),
            supported=_rate("", facts.acceptance(own)),
            group=_answers_beside(told, own, group),
        )
    )


def _answers_beside(told: Told, own: facts.Row, group: facts.Row) -> Rate:
    return _rate(told.others, facts.rest(facts.acceptance(group), facts.acceptance(own)))


def _rate(name: str, share: Share) -> Rate:
    return Rate(name, share.n, share.of)


def years(one: Profile) -> str:
    """The years in which the sessions of the latest cycle were held; empty if none is known."""
    sessions = facts.table(one.records, one.in_cycle(one.own), Dimension.SESSION)[Fig.KEY]
    held = sorted({SESSIONS[int(n)].starts[:4] for n in sessions if int(n) in SESSIONS})
    return "–".join(dict.fromkeys((held[0], held[-1]))) if held else ""


def when(one: Profile) -> str:
    """The latest cycle, and when it was: "In cycle 3 (2017)"."""
    said, held = _("In cycle {n}").format(n=one.cycle), years(one)
    return f"{said} ({held})" if held else said


def changed(cycles: pl.DataFrame) -> tuple[str, ...]:
    """From the cycle before the latest to the latest: number, acceptance, general share."""
    if cycles.height < 2:  # noqa: PLR2004 - a change has two ends
        return ()
    before, after = cycles.row(-2, named=True), cycles.row(-1, named=True)
    said = _(
        "From {one} to {other}: {a} recommendations, then {b}; supported {p}, then {q}; general "
        "{v}, then {w}."
    )
    return (
        said.format(
            one=in_sentence(before[Fig.LABEL]),
            other=in_sentence(after[Fig.LABEL]),
            a=number(before[Fig.MADE]),
            b=number(after[Fig.MADE]),
            p=percent(facts.acceptance(before).rate),
            q=percent(facts.acceptance(after).rate),
            v=percent(facts.general(before).rate),
            w=percent(facts.general(after).rate),
        ),
    )


def on_outcome(figures: facts.Row, filters: Filters, *, has_assessments: bool) -> str:
    """What became of the recommendations, or why nothing is said of it."""
    if not has_assessments:
        return _("This source does not record implementation.")
    if fixes_outcome(filters):
        return _("The filter fixes the implementation status.")
    led = _rate(denominator_words(filters.of), facts.triggered(figures))
    return sentence_outcome(led, _rate("", facts.covered(figures)))


Difference = tuple[str, Share, Share]
"""An issue, the State's share, and that of the others of its group."""


def of_differences(one: Profile, lines: list[Difference]) -> str:
    """On which issues the answers differ from the group's by more than chance."""
    beyond = [line for line in lines if line[1].differs_from(line[2].rate)]
    low = [name for name, share, others in beyond if difference(share, others) < 0][:3]
    high = [name for name, share, others in reversed(beyond) if difference(share, others) > 0][:1]
    names = {"name": one.name, "group": one.group_name}
    if one.role is Role.REVIEWED:
        less = _("{name} supported less than the {group} on {issues}")
        more = _("{name} supported more than the {group} on {issues}")
        alike = _("{name} supported much as the {group} did on every issue")
    else:
        less = _("{name} was supported less than the {group} on {issues}")
        more = _("{name} was supported more than the {group} on {issues}")
        alike = _("{name} was supported much as the {group} on every issue")
    if low:
        title = less.format(issues=listing(low, _("and")), **names)
        return title + (_("; more on {issues}").format(issues=high[0]) if high else "")
    return more.format(issues=high[0], **names) if high else alike.format(**names)


def title_by_whom(one: Profile, groups: pl.DataFrame) -> str:
    """The State's own group beside the largest other."""
    shares = {row[Fig.KEY]: facts.acceptance(row) for row in groups.iter_rows(named=True)}
    own = shares.get(one.group) if one.group else None
    rest_ = facts.top(groups.filter(pl.col(Fig.KEY) != (one.group or "")), 1)
    if own is None or not own.of or rest_.is_empty():
        return _("{name}: by regional group").format(name=one.name)
    other = facts.acceptance(rest_.row(0, named=True))
    if one.role is Role.REVIEWED:
        said = _("{name} supported {p} of what its own group asked, {q} of what the {other} did")
    else:
        said = _("Its own group supported {p} of what {name} asked, the {other} {q}")
    return said.format(
        name=one.name, p=percent(own.rate), q=percent(other.rate), other=rest_[Fig.LABEL][0]
    )


def difference(share: Share, others: Share) -> float:
    """By how much one share is above another, 0-1."""
    return (share.rate or 0.0) - (others.rate or 0.0)
