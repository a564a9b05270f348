"""The pictures of a profile: cycles, issues, by whom or to whom, action categories, both roles."""

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from upr_data.charts.categories import category_ticks
from upr_data.charts.columns import Plot
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.dumbbell import Compared, dumbbell
from upr_data.charts.mirror import Role as Side
from upr_data.charts.mirror import mirror
from upr_data.charts.scatter import wilson
from upr_data.charts.slopes import SlopePanel, cycle_slopes
from upr_data.charts.strips import Strip, strips
from upr_data.charts.words import share
from upr_data.domain.issues import ISSUES
from upr_data.figures.profile import (
    Point,
    Subject,
    beside_group,
    both_roles,
    by_partner,
    cycle_points,
)
from upr_data.language import _, listing, number
from upr_data.language.labels import category_label, label
from upr_data.model import ActionCategory, Dimension, Fig, Group
from upr_data.ui.blocks.pictures import Ways, show_picture
from upr_data.ui.frame.view import View
from upr_data.ui.sections.profile.subject import Person

FEWEST: Final = 10
"""Recommendations that an issue needs to have a place in a sorted list."""

_MIRRORED: Final = 12
_NUMBER, _RATE = "number", "rate"


def show_cycles(person: Person, compared: tuple[Any, ...]) -> None:
    """Two small charts: how many, and the share supported, from review to review."""
    points = _points(person.view, person.subject)
    if not points:
        return
    lines = [(person.name, points)]
    for code in compared:
        if not isinstance(code, Group):
            other = Subject(code, person.subject.role, person.subject.group)
            name = person.view.records.state_names.get(code, code)
            lines.append((name, _points(person.view, other)))
    table = pl.DataFrame(
        [row for name, of in lines for row in _slope_rows(name, of)], schema=dict(_SLOPES)
    )
    what = _("Recommendations received") if person.is_reviewed else _("Made per State reviewed")
    panels = [
        SlopePanel(_NUMBER, what, is_share=False),
        SlopePanel(_RATE, _("Share supported"), is_share=True),
    ]
    caption = person.own.caption(
        _cycle_title(person, points),
        person.own.made,
        _("Grey: {others} reviewed in the cycle, median and middle half.").format(
            others=person.others
        ),
    )

    def draw(look: Look) -> Drawn:
        return cycle_slopes(table, panels, person.name, person.group, caption, look)

    show_picture(person.own, "profile_cycles", draw, None, table)


def show_issues(person: Person) -> None:
    """Each issue beside the group; hollow where the difference may be chance."""
    table = beside_group(
        person.view.records, person.view.filters, person.subject, Dimension.ISSUE
    ).filter(pl.col(Fig.KEY).is_not_null())
    own, others = person.own.figures().row(0, named=True), person.of_group.made - person.own.made
    if person.is_reviewed:
        part, of = Fig.N_SUPPORTED, Fig.ACCEPTANCE_DENOMINATOR
        columns: tuple[str, ...] = (part, of, f"{part}_group", f"{of}_group")
    else:
        coded = own[Fig.MADE] - _without_issue(person.own)
        table = table.with_columns(
            pl.lit(coded).alias("all"),
            pl.lit(max(others - _without_issue(person.of_group), 1)).alias("all_group"),
        )
        columns = (Fig.MADE, "all", f"{Fig.MADE}_group", "all_group")
    shown = table.select(
        pl.col(Fig.KEY).alias(Plot.CODE),
        pl.col(Fig.LABEL).alias(Plot.NAME),
        pl.col(columns[0]).alias(Plot.PART),
        pl.col(columns[1]).alias(Plot.N),
        pl.col(columns[2]).alias(Plot.GROUP_PART),
        pl.col(columns[3]).alias(Plot.GROUP_N),
        pl.lit(None, pl.String).alias(Plot.NOTE),
    )
    few = shown.filter(pl.col(Plot.N) < FEWEST).height
    coded_words = _("Issue coded: {n} of {of}.").format(
        n=number(own[Fig.MADE] - _without_issue(person.own)), of=number(own[Fig.MADE])
    )
    notes = [coded_words, _("Hollow: the difference may be chance (95 % interval).")]
    if few:
        notes.append(
            _("{n} issues with fewer than {least} are in the table only.").format(
                n=number(few), least=FEWEST
            )
        )
    axis = _("Share supported") if person.is_reviewed else _("Share of its recommendations")
    words = Compared(person.name, person.others, axis, _("n"))
    caption = person.own.caption(issue_title(person, shown), person.own.made, *notes)

    def draw(look: Look) -> Drawn:
        return dumbbell(shown, words, caption, look, FEWEST, is_whole=person.is_reviewed)

    ways = Ways(
        lambda code: person.own.query(issues=(code,)),
        dict(shown.sort(Plot.NAME).select(Plot.CODE, Plot.NAME).iter_rows()),
    )
    show_picture(person.own, "profile_issues", draw, ways, shown)


def show_partners(person: Person) -> None:
    """A dot a State on the other side, in strips by group."""
    table = by_partner(person.view.records, person.view.filters, person.subject)
    groups = person.view.records.groups
    shown = pl.DataFrame(
        {
            Plot.CODE: table[Fig.KEY],
            Plot.NAME: table[Fig.LABEL],
            Plot.GROUP: [groups.get(code) or "" for code in table[Fig.KEY]],
            Plot.MADE: table[Fig.MADE],
            Plot.PART: table[Fig.N_SUPPORTED],
            Plot.N: table[Fig.ACCEPTANCE_DENOMINATOR],
        },
        schema_overrides={Plot.CODE: pl.String, Plot.NAME: pl.String, Plot.GROUP: pl.String},
    )
    by_group = {
        row[Fig.KEY]: row
        for row in person.own.figures(person.subject.partner_group).to_dicts()
        if row[Fig.KEY] is not None
    }
    ordered = sorted(Group, key=lambda one: -by_group.get(one.value, {}).get(Fig.MADE, 0))
    rows = [_strip(one, by_group.get(one.value), groups, shown) for one in ordered]
    words = (
        _("Supported by {state}:").format(state=person.name)
        if person.is_reviewed
        else _("Supported by the States asked:")
    )
    caption = person.own.caption(partner_title(person, by_group), person.own.made)

    def draw(look: Look) -> Drawn:
        return strips(shown, rows, words, caption, look)

    ways = Ways(
        lambda code: person.view.of(
            person.subject.with_partner(person.view.filters, code)
        ).filters.to_query(),
        dict(shown.sort(Plot.NAME).select(Plot.CODE, Plot.NAME).iter_rows()),
    )
    show_picture(person.own, "profile_partners", draw, ways, shown)


def show_categories(person: Person) -> None:
    """What is asked, and what is supported of it, each beside the group."""
    table = beside_group(
        person.view.records, person.view.filters, person.subject, Dimension.ACTION_CATEGORY
    ).filter(pl.col(Fig.KEY).is_not_null())
    shown = pl.DataFrame(
        {
            Plot.CODE: [str(n) for n in table[Fig.KEY]],
            Plot.NAME: [label(ActionCategory(n)) for n in table[Fig.KEY]],
            Plot.MADE: table[Fig.MADE],
            Plot.PART: table[Fig.N_SUPPORTED],
            Plot.N: table[Fig.ACCEPTANCE_DENOMINATOR],
            Plot.GROUP_MADE: table[f"{Fig.MADE}_group"],
            Plot.GROUP_PART: table[f"{Fig.N_SUPPORTED}_group"],
            Plot.GROUP_N: table[f"{Fig.ACCEPTANCE_DENOMINATOR}_group"],
        },
        schema_overrides={Plot.CODE: pl.String, Plot.NAME: pl.String},
    )
    caption = person.own.caption(
        category_title(person, shown), person.own.made, *person.own.coding_notes
    )

    def draw(look: Look) -> Drawn:
        return category_ticks(shown, person.name, person.others, caption, look, FEWEST)

    ways = Ways(
        lambda code: person.own.query(categories=(int(code),)),
        {str(int(n)): category_label(n) for n in ActionCategory},
    )
    show_picture(person.own, "profile_categories", draw, ways, shown)


def show_both_roles(person: Person) -> None:
    """What it is asked about more than it asks others, and the other way round."""
    counts = both_roles(person.view.records, person.view.filters, person.subject.code)
    known = {code: both for code, both in counts.items() if max(both) >= FEWEST}
    most = sorted(known, key=lambda code: -sum(known[code]))[:_MIRRORED]
    shown = pl.DataFrame(
        {
            Plot.CODE: most,
            Plot.NAME: [_(ISSUES[code]) for code in most],
            Plot.N: [known[code][0] for code in most],
            Plot.OTHER_N: [known[code][1] for code in most],
        },
        schema={
            Plot.CODE: pl.String, Plot.NAME: pl.String, Plot.N: pl.Int64, Plot.OTHER_N: pl.Int64,
        },
    )  # fmt: skip
    code = person.subject.code
    asked = person.view.changed(states_under_review=(code,), recommending_states=())
    asks = person.view.changed(states_under_review=(), recommending_states=(code,))
    totals = [one.made - _without_issue(one) for one in (asked, asks)]
    sides = [
        Side(
            _("Asked of {state} (n = {n})").format(state=person.name, n=number(totals[0])),
            totals[0],
        ),
        Side(
            _("Asked by {state} (n = {n})").format(state=person.name, n=number(totals[1])),
            totals[1],
        ),
    ]
    caption = person.view.caption(
        _("What {state} is asked about, and what it asks others about").format(state=person.name),
        sum(totals),
        _("Issues most frequent in both roles together; recommendations with an issue coded."),
    )

    def draw(look: Look) -> Drawn:
        return mirror(shown, sides[0], sides[1], caption, look)

    ways = Ways(
        lambda issue: asked.query(issues=(issue,)),
        dict(shown.select(Plot.CODE, Plot.NAME).iter_rows()),
    )
    show_picture(person.view, "profile_both_roles", draw, ways, shown)


def issue_title(person: Person, shown: pl.DataFrame) -> str:
    """The finding: up to three issues on which it differs from its group beyond chance."""
    low: list[tuple[float, str]] = []
    high: list[tuple[float, str]] = []
    for row in shown.filter(pl.col(Plot.N) >= FEWEST, pl.col(Plot.GROUP_N) > 0).to_dicts():
        rate, usual = row[Plot.PART] / row[Plot.N], row[Plot.GROUP_PART] / row[Plot.GROUP_N]
        least, most = wilson(row[Plot.PART], row[Plot.N])
        if not least <= usual <= most:
            (low if rate < usual else high).append((abs(rate - usual), row[Plot.NAME]))
    lowest = [name for _d, name in sorted(low, reverse=True)[:3]]
    highest = [name for _d, name in sorted(high, reverse=True)[:1]]
    verb = _("supported") if person.is_reviewed else _("asked")
    if lowest and highest:
        said = _("{state} {verb} less than {others} on {low}; more on {high}")
    elif lowest:
        said = _("{state} {verb} less than {others} on {low}")
    elif highest:
        said = _("{state} {verb} more than {others} on {high}")
    else:
        said = _("{state} {verb} much as {others} did on every issue")
    return said.format(
        state=person.name,
        verb=verb,
        others=person.others,
        low=listing(lowest, _("and")),
        high=listing(highest, _("and")),
    )


def partner_title(person: Person, by_group: Mapping[str, Mapping[str, Any]]) -> str:
    """The finding: its own group beside the largest other one."""
    own = by_group.get(person.subject.group or "")
    rest = [row for code, row in by_group.items() if code != person.subject.group]
    other = max(rest, key=lambda row: row[Fig.MADE], default=None)
    if (
        not own
        or not other
        or own[Fig.ACCEPTANCE_RATE] is None
        or other[Fig.ACCEPTANCE_RATE] is None
    ):
        return (
            _("Who recommends to {state}?")
            if person.is_reviewed
            else _("To whom does {state} recommend?").format(state=person.name)
        )
    words = (
        _("{state} supported {p} of what its own group asked, {q} of what the {other} did")
        if person.is_reviewed
        else _("Its own group supported {p} of what {state} asked, the {other} {q}")
    )
    return words.format(
        state=person.name,
        p=share(own[Fig.ACCEPTANCE_RATE]),
        q=share(other[Fig.ACCEPTANCE_RATE]),
        other=other[Fig.LABEL],
    )


def category_title(person: Person, shown: pl.DataFrame) -> str:
    """The finding: how much asks for specific action, and what is supported of that."""
    specific = shown.filter(pl.col(Plot.CODE) == str(int(ActionCategory.SPECIFIC)))
    total = int(shown[Plot.MADE].sum())
    if specific.is_empty() or not total or not specific[Plot.N][0] or not specific[Plot.GROUP_N][0]:
        return _("How specific are the recommendations?")
    row = specific.row(0, named=True)
    return _("{a} asked for specific action; {p} of these were supported ({others}: {q})").format(
        a=share(row[Plot.MADE] / total),
        p=share(row[Plot.PART] / row[Plot.N]),
        others=person.others,
        q=share(row[Plot.GROUP_PART] / row[Plot.GROUP_N]),
    )


_SLOPES: Final = {
    Plot.PANEL.value: pl.String,
    Plot.NAME.value: pl.String,
    Plot.REVIEW.value: pl.String,
    Plot.VALUE.value: pl.Float64,
    Plot.MEDIAN.value: pl.Float64,
    Plot.LOWER_QUARTILE.value: pl.Float64,
    Plot.UPPER_QUARTILE.value: pl.Float64,
}


def _points(view: View, subject: Subject) -> list[Point]:
    return cycle_points(view.records, view.filters, subject)


def _slope_rows(name: str, points: list[Point]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for one in points:
        review = _("Cycle {n}").format(n=one.cycle)
        for panel, value, band in (
            (_NUMBER, one.number, one.number_band),
            (_RATE, one.rate, one.rate_band),
        ):
            rows.append((panel, name, review, value, band.median, band.lower, band.upper))
    return rows


def _cycle_title(person: Person, points: list[Point]) -> str:
    if len(points) < 2 or points[0].rate is None or points[-1].rate is None:  # noqa: PLR2004
        return _("Cycle by cycle")
    first, last = points[0], points[-1]
    more = _("More") if last.number > first.number else _("Fewer")
    larger = _("larger") if (last.rate or 0) > (first.rate or 0) else _("smaller")
    words = (
        _(
            "{more} were made to {state} in cycle {b} than in cycle {a}; a {larger} share was "
            "supported"
        )
        if person.is_reviewed
        else _(
            "{more} were made by {state} in cycle {b} than in cycle {a}; a {larger} share was "
            "supported"
        )
    )
    return words.format(more=more, state=person.name, a=first.cycle, b=last.cycle, larger=larger)


def _strip(
    group: Group,
    row: Mapping[str, Any] | None,
    groups: Mapping[str, str | None],
    shown: pl.DataFrame,
) -> Strip:
    members = sum(1 for own in groups.values() if own == group.value)
    states = shown.filter(pl.col(Plot.GROUP) == group.value).height
    if row is None:
        return Strip(group.value, label(group), _("none"))
    said = _("{n} of {of} States, {made} in all; {p} supported; {v} general").format(
        n=number(states),
        of=number(members),
        made=number(row[Fig.MADE]),
        p=share(row[Fig.ACCEPTANCE_RATE]) if row[Fig.ACCEPTANCE_RATE] is not None else _("n/a"),
        v=share(row[Fig.VAGUE_SHARE]) if row[Fig.VAGUE_SHARE] is not None else _("n/a"),
    )
    return Strip(group.value, label(group), said)


def _without_issue(view: View) -> int:
    table = view.figures(Dimension.ISSUE)
    return int(table.filter(pl.col(Fig.KEY).is_null())[Fig.MADE].sum())
