"""By whom, or to whom: a dot a State on the other side, in strips by group."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from upr_data.charts.columns import Plot
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.findings import Rate
from upr_data.charts.profile_findings import of_asked_groups, of_whom
from upr_data.charts.strips import Strip, strips
from upr_data.charts.words import share
from upr_data.domain.folding import alphabetical
from upr_data.figures.profile import by_partner
from upr_data.language import _, number
from upr_data.language.labels import label
from upr_data.model import Fig, Group
from upr_data.ui.blocks.pictures import Ways, show_picture
from upr_data.ui.sections.profile.subject import Person


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
    caption = person.own.caption(_finding(person, by_group), person.own.made)

    def draw(look: Look) -> Drawn:
        return strips(shown, rows, words, caption, look)

    ways = Ways(
        lambda code: person.view.of(
            person.subject.with_partner(person.view.filters, code)
        ).filters.to_query(),
        dict(shown.sort(alphabetical(Plot.NAME)).select(Plot.CODE, Plot.NAME).iter_rows()),
    )
    show_picture(person.own, "profile_partners", draw, ways, shown)


def _finding(person: Person, by_group: Mapping[str, Mapping[str, Any]]) -> str:
    rates = {
        code: Rate(row[Fig.LABEL], row[Fig.N_SUPPORTED], row[Fig.ACCEPTANCE_DENOMINATOR])
        for code, row in by_group.items()
    }
    if not person.is_reviewed:
        question = _("To whom does {state} recommend?").format(state=person.name)
        return of_asked_groups(list(rates.values()), question)
    question = _("Who recommends to {state}?").format(state=person.name)
    own = rates.pop(person.subject.group or "", None)
    other = max(rates.values(), key=lambda rate: rate.n, default=None)
    return of_whom(person.name, own, other, question) if own and other else question


def _strip(
    group: Group,
    row: Mapping[str, Any] | None,
    groups: Mapping[str, str | None],
    shown: pl.DataFrame,
) -> Strip:
    members = sum(1 for own in groups.values() if own == group.value)
    states = shown[Plot.GROUP].to_list().count(group.value)
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
