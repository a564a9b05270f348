"""What is said of one State, in either role: asked by others, or asking others."""

from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from upr_data.charts.picture import Caption
from upr_data.domain.calendar import SESSIONS
from upr_data.export.contents import charted, facts
from upr_data.export.contents.facts import FEWEST, Share, rest
from upr_data.export.contents.selection import by_cycle
from upr_data.export.document import BigFigure, Section, Table, Value
from upr_data.export.imprint import Imprint
from upr_data.export.titles import denominator_words
from upr_data.figures.records import Records
from upr_data.language import _, listing, number, percent
from upr_data.language.labels import label
from upr_data.model import Dimension, Fig, Group, Response, Role
from upr_data.selection.filters import Filters

MOST: Final = 12
"""Issues that a brief shows, half of either end; a slide shows fewer."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A State in a role, within a selection: `own` are its rows, `group` those of its group.

    `cycle` is the latest of the State's cycles that the selection has, None if there is none.
    """

    records: Records
    state: str
    role: Role
    name: str
    group: Group | None
    own: Filters
    of_group: Filters
    cycle: int | None
    said: Imprint

    def in_cycle(self, filters: Filters) -> Filters:
        """The same in the latest cycle."""
        return replace(filters, cycles=(self.cycle,)) if self.cycle else filters

    @property
    def group_name(self) -> str:
        """What the other States of its group are called."""
        return label(self.group) if self.group else _("others")


def profile(records: Records, filters: Filters, state: str, role: Role, said: Imprint) -> Profile:
    """The State's profile; `said` is the imprint of its own selection."""
    own, of_group = of_state(records, filters, state, role)
    cycles = [int(n) for n in facts.table(records, own, Dimension.CYCLE)[Fig.KEY]]
    return Profile(
        records=records,
        state=state,
        role=role,
        name=records.state_names.get(state, state),
        group=facts.group_of(records, state),
        own=own,
        of_group=of_group,
        cycle=max(cycles, default=None),
        said=said,
    )


def of_state(records: Records, filters: Filters, state: str, role: Role) -> tuple[Filters, Filters]:
    """The selection of a State in a role, and that of its whole group."""
    group = facts.group_of(records, state)
    groups = (group,) if group else ()
    if role is Role.REVIEWED:
        own = replace(filters, states_under_review=(state,))
        return own, replace(filters, states_under_review=(), sur_groups=groups)
    own = replace(filters, recommending_states=(state,))
    return own, replace(filters, recommending_states=(), rs_groups=groups)


def head(one: Profile) -> Section:
    """The sentence that everybody came for, made from figures, and the cycles beneath."""
    if one.cycle is None:
        return _absent(one)
    records, filters = one.records, one.in_cycle(one.own)
    figures, group = facts.row(records, filters), facts.row(records, one.in_cycle(one.of_group))
    share, general = facts.acceptance(figures), facts.general(figures)
    others = rest(facts.acceptance(group), share)
    others_general = rest(facts.general(group), general)
    sentence = _reviewed if one.role is Role.REVIEWED else _recommending
    title = _title(one, share)
    cycles = facts.table(records, one.own, Dimension.CYCLE)
    caption = Caption(title, (one.said.selection, one.said.counted))
    return Section(
        title=title,
        subtitle=f"{one.said.selection} · {one.said.counted}",
        paragraphs=(
            sentence(one, figures, others, others_general),
            *_changed(cycles),
            *_on_outcome(one, figures),
        ),
        figures=(
            BigFigure(number(figures[Fig.MADE]), _("recommendations"), _when(one)),
            BigFigure(
                percent(share.rate),
                _("of answered were supported"),
                _("{counts}; the {group}: {rate}").format(
                    counts=share.counts, group=one.group_name, rate=percent(others.rate)
                ),
                Response.SUPPORTED,
            ),
            BigFigure(
                percent(general.rate),
                _("ask for general action"),
                _("{counts}; the {group}: {rate}").format(
                    counts=general.counts, group=one.group_name, rate=percent(others_general.rate)
                ),
            ),
        ),
        chart=charted.answers(cycles, caption) if cycles.height else None,
        table=by_cycle(cycles),
        keeps_table=True,
        caveat=_("The {group}: its other States in the same cycle, {name} left out.").format(
            group=one.group_name, name=one.name
        ),
        notes=(
            _("{name}: {share} supported; the {group}: {others}.").format(
                name=one.name, share=share.written, group=one.group_name, others=others.written
            ),
            _("Supported is not implemented, and noted is not a refusal."),
        ),
    )


def _absent(one: Profile) -> Section:
    """That the selection has nothing of this State in this role."""
    if one.role is Role.REVIEWED:
        title = _("No review of {name} is among these data")
    else:
        title = _("No recommendation by {name} is among these data")
    return Section(
        title=title.format(name=one.name),
        subtitle=f"{one.said.selection} · {one.said.edition}",
        caveat=_("Widen the selection, or take a newer data edition."),
    )


def issues(one: Profile, most: int = MOST) -> Section | None:
    """Where its answers, or the answers to it, differ from its group's by more than chance."""
    own = facts.table(one.records, one.own, Dimension.ISSUE)
    group = facts.table(one.records, one.of_group, Dimension.ISSUE)
    of_group = {row[Fig.KEY]: facts.acceptance(row) for row in group.iter_rows(named=True)}
    lines = [
        (row[Fig.LABEL], share, rest(of_group[row[Fig.KEY]], share))
        for row in own.iter_rows(named=True)
        if (share := facts.acceptance(row)).of >= FEWEST and row[Fig.KEY] in of_group
    ]
    if not lines:
        return None
    lines.sort(key=lambda line: (_difference(line[1], line[2]), line[0]))
    shown = lines if len(lines) <= most else [*lines[: most // 2], *lines[-(most // 2) :]]
    title = _of_differences(one, lines)
    caption = Caption(title, (one.said.selection, one.said.counted))
    chart = charted.beside(
        caption,
        [_marked(name, share, others) for name, share, others in shown],
        (one.name, [share.rate for _name, share, _others in shown]),
        (one.group_name, [others.rate for _name, _share, others in shown]),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            name, share.of, share.rate, others.rate, _difference(share, others),
            _("yes") if share.differs_from(others.rate) else _("within chance"),
        )
        for name, share, others in shown
    )  # fmt: skip
    heads = (
        label(Dimension.ISSUE), _("Answered"), _("Supported"), one.group_name,
        _("Difference"), _("More than chance"),
    )  # fmt: skip
    return Section(
        title=title,
        subtitle=_("{selection} · issues with {n} and more answers").format(
            selection=one.said.selection, n=FEWEST
        ),
        chart=chart,
        table=Table(heads, rows, frozenset({2, 3, 4})),
        caveat=_(
            "Sorted by difference; in brackets the number answered. * More than chance: the "
            "group's share lies outside the 95 % interval."
        ),
        notes=(_("One recommendation may raise several issues."),),
    )


def _marked(name: str, share: Share, others: Share) -> str:
    star = " *" if share.differs_from(others.rate) else ""
    return f"{name} ({number(share.of)}){star}"


def by_whom(one: Profile) -> Section | None:
    """By regional group: of those who ask it, or of those it asks."""
    by = Dimension.RS_GROUP if one.role is Role.REVIEWED else Dimension.SUR_GROUP
    groups = facts.table(one.records, one.own, by)
    if groups.is_empty():
        return None
    ordered = facts.top(groups, 6)
    title = _title_by_whom(one, groups)
    caption = Caption(title, (one.said.selection, one.said.counted))
    lines: list[tuple[Value, ...]] = []
    for row in ordered.iter_rows(named=True):
        share, general = facts.acceptance(row), facts.general(row)
        lines.append((row[Fig.LABEL], row[Fig.MADE], share.of, share.rate, general.rate))
    heads = (label(by), _("Made"), _("Answered"), _("Supported"), _("General (1–4)"))
    return Section(
        title=title,
        subtitle=f"{label(by)} · {one.said.selection}",
        chart=charted.answers(ordered, caption),
        table=Table(heads, tuple(lines), frozenset({3, 4})),
        caveat=_("Groups ask differently: compare the general share beside the answers."),
        notes=(_("Acceptance depends on what is asked, not only on who asks."),),
    )


def _title(one: Profile, share: Share) -> str:
    if one.role is Role.REVIEWED:
        said = _("{name} supported {rate} of what it was asked")
    else:
        said = _("{rate} of what {name} asked was supported")
    if share.of:
        return said.format(name=one.name, rate=percent(share.rate))
    return _("{name}: no answer recorded").format(name=one.name)


def _reviewed(one: Profile, figures: facts.Row, others: Share, others_general: Share) -> str:
    share, general = facts.acceptance(figures), facts.general(figures)
    filters = one.in_cycle(one.own)
    said = _(
        "{when} {name} received {n} recommendations from {k} States and supported {p} ({a} of {b}; "
        "other States of the {group}: {q}). {v} asked for general action (the {group}: {w})."
    )
    return said.format(
        when=_when(one),
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


def _recommending(one: Profile, figures: facts.Row, others: Share, _general: Share) -> str:
    filters = one.in_cycle(one.own)
    share = facts.acceptance(figures)
    reviewed = replace(filters, recommending_states=())
    top = facts.top(facts.table(one.records, filters, Dimension.ISSUE), 3)
    said = _(
        "{when} {name} made {n} recommendations to {k} of {r} States reviewed{on}; {p} of those "
        "answered were supported ({a} of {b}; other States of the {group}: {q})."
    )
    named = listing(list(top[Fig.LABEL]), _("and"))
    return said.format(
        when=_when(one),
        name=one.name,
        n=number(figures[Fig.MADE]),
        k=number(facts.count_of(one.records, filters, Dimension.STATE_UNDER_REVIEW)),
        r=number(facts.count_of(one.records, reviewed, Dimension.STATE_UNDER_REVIEW)),
        on=_(", most often on {issues}").format(issues=named) if named else "",
        p=percent(share.rate),
        a=number(share.n),
        b=number(share.of),
        group=one.group_name,
        q=percent(others.rate),
    )


def _when(one: Profile) -> str:
    """When the sessions of the latest cycle were held: "In cycle 3 (2017)"."""
    if one.cycle is None:
        return _("In these reviews")
    sessions = facts.table(one.records, one.in_cycle(one.own), Dimension.SESSION)[Fig.KEY]
    years = sorted({SESSIONS[int(n)].starts[:4] for n in sessions if int(n) in SESSIONS})
    span = years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}" if years else ""
    when = _("In cycle {n}").format(n=one.cycle)
    return f"{when} ({span})" if span else when


def _changed(cycles: pl.DataFrame) -> tuple[str, ...]:
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
            one=before[Fig.LABEL].lower(),
            other=after[Fig.LABEL].lower(),
            a=number(before[Fig.MADE]),
            b=number(after[Fig.MADE]),
            p=percent(facts.acceptance(before).rate),
            q=percent(facts.acceptance(after).rate),
            v=percent(facts.general(before).rate),
            w=percent(facts.general(after).rate),
        ),
    )


def _on_outcome(one: Profile, figures: facts.Row) -> tuple[str, ...]:
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


def _difference(share: Share, others: Share) -> float:
    return (share.rate or 0.0) - (others.rate or 0.0)


def _of_differences(one: Profile, lines: list[tuple[str, Share, Share]]) -> str:
    beyond = [line for line in lines if line[1].differs_from(line[2].rate)]
    low = [name for name, share, others in beyond if _difference(share, others) < 0][:3]
    high = [name for name, share, others in reversed(beyond) if _difference(share, others) > 0][:1]
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


def _title_by_whom(one: Profile, groups: pl.DataFrame) -> str:
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
