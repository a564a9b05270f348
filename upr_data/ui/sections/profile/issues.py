"""The issues of a State beside its group, and in both of its roles."""

from collections.abc import Mapping
from itertools import islice
from typing import Final

import polars as pl

from upr_data.charts.columns import Plot
from upr_data.charts.compared import MOST
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.dumbbell import Beside, Compared, dumbbell
from upr_data.charts.mirror import Role as Side
from upr_data.charts.mirror import mirror
from upr_data.charts.profile_findings import Against, of_issues, of_raised, of_roles
from upr_data.domain.folding import alphabetical
from upr_data.domain.issues import ISSUES
from upr_data.figures.coded import coded
from upr_data.figures.compared import counts
from upr_data.figures.profile import beside_group, both_roles
from upr_data.language import _, ngettext, number
from upr_data.model import Dimension, Fig, Group
from upr_data.ui.blocks.pictures import Ways, show_picture
from upr_data.ui.frame.view import View
from upr_data.ui.sections.profile.subject import Person

FEWEST: Final = 10
"""Recommendations that an issue needs to have a place in a sorted list."""

_MIRRORED: Final = 12


def show_issues(person: Person, compared: Mapping[str | Group, str]) -> None:
    """Each issue beside the group; hollow where the difference may be chance."""
    table = beside_group(
        person.view.records, person.view.filters, person.subject, Dimension.ISSUE
    ).filter(pl.col(Fig.KEY).is_not_null())
    n_coded = _n_coded(person.own)
    if person.is_reviewed:
        part, of = Fig.N_SUPPORTED, Fig.ACCEPTANCE_DENOMINATOR
        columns: tuple[str, ...] = (part, of, f"{part}_group", f"{of}_group")
    else:
        of_others = _n_coded(person.of_group) - n_coded
        table = table.with_columns(
            pl.lit(n_coded).alias("all"),
            pl.lit(max(of_others, 1)).alias("all_group"),
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
    enough = shown.filter(_cases(person) >= FEWEST)
    few = shown.height - enough.height
    coded_words = _("Issue coded: {n} of {of}.").format(
        n=number(n_coded), of=number(person.own.made)
    )
    notes = [coded_words, _("Hollow: the difference may be chance (95 % interval).")]
    if few:
        notes.append(
            ngettext(
                "{n} issue with fewer than {least} is in the table only.",
                "{n} issues with fewer than {least} are in the table only.",
                few,
            ).format(n=number(few), least=FEWEST)
        )
    axis = _("Share supported") if person.is_reviewed else _("Share of its recommendations")
    words = Compared(person.name, person.others, axis, _("n"))
    beside = _beside(person, compared)
    if len(compared) > MOST:
        said = _("Of what it is compared with, the first {n} are drawn.")
        notes.append(said.format(n=MOST))
    caption = person.own.caption(_finding(person, shown), person.own.made, *notes)

    def draw(look: Look) -> Drawn:
        return dumbbell(
            enough, words, caption, look, FEWEST, is_whole=person.is_reviewed, beside=beside
        )

    ways = Ways(
        lambda code: person.own.query(issues=(code,)),
        dict(shown.sort(alphabetical(Plot.NAME)).select(Plot.CODE, Plot.NAME).iter_rows()),
    )
    show_picture(person.own, "profile_issues", draw, ways, shown)


def _cases(person: Person) -> pl.Expr:
    """What must reach the fewest: answers of the State; of what it asks, its own or those expected.

    Expected are as many as the group's share gives: what a State hardly asks, and its group often
    does, is a finding, and what neither asks is none.
    """
    if person.is_reviewed:
        return pl.col(Plot.N)
    expected = pl.col(Plot.N) * pl.col(Plot.GROUP_PART) / pl.col(Plot.GROUP_N)
    return pl.max_horizontal(pl.col(Plot.PART), expected)


def _beside(person: Person, compared: Mapping[str | Group, str]) -> list[Beside]:
    """The same shares of what it is compared with, where there are enough: its group is drawn."""
    records, filters, subject = person.view.records, person.view.filters, person.subject
    found = []
    for code, name in islice(compared.items(), MOST):
        if code == subject.group:
            continue
        table = counts(records, filters, subject, code, Dimension.ISSUE)
        part, of = (Fig.N_SUPPORTED, Fig.ACCEPTANCE_DENOMINATOR)
        if not person.is_reviewed:
            whole = int(counts(records, filters, subject, code)[Fig.MADE][0])
            uncoded = int(table.filter(pl.col(Fig.KEY).is_null())[Fig.MADE].sum())
            table = table.with_columns(pl.lit(whole - uncoded).alias(of))
            part = Fig.MADE
        rows = table.filter(pl.col(Fig.KEY).is_not_null(), pl.col(of) >= FEWEST)
        found.append(Beside(name, {k: (a, n) for k, a, n in rows.select(Fig.KEY, part, of).rows()}))
    return found


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
    totals = [_n_coded(one) for one in (asked, asks)]
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
        of_roles(
            person.name,
            [
                Against(name, n, totals[0], other, totals[1])
                for name, n, other in shown.select(Plot.NAME, Plot.N, Plot.OTHER_N).iter_rows()
                if all(totals)
            ],
            _("What {state} is asked about, and what it asks about").format(state=person.name),
        ),
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


def _finding(person: Person, shown: pl.DataFrame) -> str:
    columns = (Plot.NAME, Plot.PART, Plot.N, Plot.GROUP_PART, Plot.GROUP_N)
    issues = [Against(*row) for row in shown.select(columns).iter_rows() if row[2]]
    question = _("Which issues, beside {group}?").format(group=person.others)
    template = of_issues if person.is_reviewed else of_raised
    return template(person.name, person.others, issues, question)


def _n_coded(view: View) -> int:
    return coded(view.records, view.filters, Dimension.ISSUE)[Fig.MADE]
