"""Sentences about a State, made from its figures; every one holds for any selection."""

from dataclasses import replace

import polars as pl

from upr_data.domain.calendar import SESSIONS
from upr_data.export.contents import facts
from upr_data.export.contents.facts import Share
from upr_data.export.contents.profile import Profile
from upr_data.export.titles import denominator_words
from upr_data.language import _, in_sentence, listing, number, percent
from upr_data.model import Dimension, Fig, Role


def title(one: Profile, share: Share) -> str:
    """The share supported, as the finding."""
    if one.role is Role.REVIEWED:
        said = _("{name} supported {rate} of what it was asked")
    else:
        said = _("{rate} of what {name} asked was supported")
    if share.of:
        return said.format(name=one.name, rate=percent(share.rate))
    return _("{name}: no answer recorded").format(name=one.name)


def reviewed(one: Profile, figures: facts.Row, others: Share, others_general: Share) -> str:
    """What a State under review was asked in its latest cycle, and how it answered."""
    share, general = facts.acceptance(figures), facts.general(figures)
    filters = one.in_cycle(one.own)
    said = _(
        "{when} {name} received {n} recommendations from {k} States and supported {p} ({a} of {b}; "
        "other States of the {group}: {q}). {v} asked for general action (the {group}: {w})."
    )
    return said.format(
        when=when(one),
        name=one.name,
        n=number(figures[Fig.MADE]),
        k=number(facts.count_of(one.records, filters, Dimension.RECOMMENDING_STATE)),
        p=percent(share.rate),
        a=number(share.n),
        b=number(share.of),
        group=one.group_name,
        q=percent(others.rate),
        v=percent(general.rate),
        w=percent(others_general.rate),
    )


def recommending(one: Profile, figures: facts.Row, others: Share, _general: Share) -> str:
    """What a State asked others in its latest cycle, and how they answered."""
    filters = one.in_cycle(one.own)
    share = facts.acceptance(figures)
    all_reviewed = replace(filters, recommending_states=())
    top = facts.top(facts.table(one.records, filters, Dimension.ISSUE), 3)
    said = _(
        "{when} {name} made {n} recommendations to {k} of {r} States reviewed{on}; {p} of those "
        "answered were supported ({a} of {b}; other States of the {group}: {q})."
    )
    named = listing(list(top[Fig.LABEL]), _("and"))
    return said.format(
        when=when(one),
        name=one.name,
        n=number(figures[Fig.MADE]),
        k=number(facts.count_of(one.records, filters, Dimension.STATE_UNDER_REVIEW)),
        r=number(facts.count_of(one.records, all_reviewed, Dimension.STATE_UNDER_REVIEW)),
        on=_(", most often on {issues}").format(issues=named) if named else "",
        p=percent(share.rate),
        a=number(share.n),
        b=number(share.of),
        group=one.group_name,
        q=percent(others.rate),
    )


def when(one: Profile) -> str:
    """When the sessions of the latest cycle were held: "In cycle 3 (2017)"."""
    if one.cycle is None:
        return _("In these reviews")
    sessions = facts.table(one.records, one.in_cycle(one.own), Dimension.SESSION)[Fig.KEY]
    years = sorted({SESSIONS[int(n)].starts[:4] for n in sessions if int(n) in SESSIONS})
    span = years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}" if years else ""
    when = _("In cycle {n}").format(n=one.cycle)
    return f"{when} ({span})" if span else when


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


def on_outcome(one: Profile, figures: facts.Row) -> tuple[str, ...]:
    """What became of the recommendations, or why nothing is said of it."""
    if not one.records.has_assessments:
        return (_("This source does not record implementation."),)
    share = facts.triggered(figures)
    if not figures[Fig.N_COMMENTED]:
        return (_("Nobody commented on what became of them."),)
    said = _(
        "{share} of those {of} led to action; {known} of all made were commented on by anyone."
    )
    return (
        said.format(
            share=share.written,
            of=denominator_words(one.own.of),
            known=percent(facts.covered(figures).rate),
        ),
    )


def of_differences(one: Profile, lines: list[tuple[str, Share, Share]]) -> str:
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
