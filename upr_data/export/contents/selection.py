"""Sections about any selection: how it was answered, when, by whom, on what, what became of it."""

from dataclasses import replace
from typing import Final

import polars as pl

from upr_data.charts.picture import Caption
from upr_data.export.contents import charted, facts
from upr_data.export.contents.facts import FEWEST, FEWEST_RANKED
from upr_data.export.document import BigFigure, Section, Table, Value
from upr_data.export.imprint import Imprint
from upr_data.export.titles import denominator_words
from upr_data.figures.coded import any_term, coded
from upr_data.figures.records import Records
from upr_data.language import _, number, percent
from upr_data.language.labels import label
from upr_data.model import Dimension, Fig, Response, Status
from upr_data.selection.filters import Filters

MOST: Final = 12
"""Groups that a brief shows; a slide shows fewer."""


def answered(records: Records, filters: Filters, said: Imprint) -> Section:
    """How States under review answered, cycle by cycle."""
    figures = facts.row(records, filters)
    cycles = facts.table(records, filters, Dimension.CYCLE)
    share, general = facts.acceptance(figures), facts.general(figures)
    title = (
        _("{rate} of the recommendations answered were supported").format(rate=percent(share.rate))
        if share.of
        else _("{n} recommendations, none answered yet").format(n=number(figures[Fig.MADE]))
    )
    caption = Caption(title, (said.selection, said.counted))
    return Section(
        title=title,
        subtitle=f"{said.selection} · {said.counted}{facts.of_answered(figures)}",
        figures=(
            BigFigure(percent(share.rate), _("of answered were supported"), share.counts,
                      Response.SUPPORTED),
            BigFigure(percent(general.rate), _("ask for general action (categories 1–4)"),
                      general.counts),
        ),
        chart=charted.answers(cycles, caption) if cycles.height else None,
        table=by_cycle(cycles),
        caveat=_(
            "A State supports or notes: noted is not implemented, nor is it a refusal. General "
            "recommendations are supported more often than specific ones."
        ),
        notes=(
            _("{share} supported; {general} general.").format(
                share=share.written, general=general.written
            ),
            _(
                "Why not 100 %? A State may note what it does already, what its law forbids, or "
                "what it will not do; the response alone does not say which."
            ),
        ),
    )  # fmt: skip


def by_cycle(cycles: pl.DataFrame) -> Table:
    """Numbers, acceptance and the general share, cycle by cycle."""
    lines: list[tuple[Value, ...]] = []
    for one in cycles.iter_rows(named=True):
        share, general = facts.acceptance(one), facts.general(one)
        lines.append((one[Fig.LABEL], one[Fig.MADE], share.of, share.rate, general.rate))
    heads = (label(Dimension.CYCLE), _("Made"), _("Answered"), _("Supported"), _("General (1–4)"))
    return Table(heads, tuple(lines), frozenset({3, 4}))


def on_what(records: Records, filters: Filters, said: Imprint, most: int = MOST) -> Section | None:
    """The issues raised most, and how each was answered; None where no issue is coded."""
    issues = facts.table(records, filters, Dimension.ISSUE)
    if issues.is_empty():
        return None
    asked = [code for code in filters.issues if code]
    others = issues.filter(~pl.col(Fig.KEY).is_in(asked))
    if others.is_empty():
        return None
    top = facts.top(others, most)
    names = ", ".join(top[Fig.LABEL].head(3))
    said_of = _("Raised together with it most: {names}") if asked else _("Raised most: {names}")
    title = said_of.format(names=names)
    counted = _coded(records, replace(filters, snapshot=""), is_asked=bool(asked))
    caption = Caption(title, (said.selection, counted))
    return Section(
        title=title,
        subtitle=f"{said.selection} · {counted}{facts.of_answered(facts.row(records, filters))}",
        chart=charted.answers(top, caption),
        table=_answers_table(top, label(Dimension.ISSUE)),
        caveat=_("Shares by issue add up to more than 100 %: one recommendation raises several."),
        notes=(_("The issues are UPR Info's; what each text is about was coded there."),),
    )


def categories(records: Records, filters: Filters, said: Imprint) -> Section | None:
    """How specific the requests are, and how each category was answered."""
    found = facts.table(records, filters, Dimension.ACTION_CATEGORY)
    if found.is_empty():
        return None
    figures = facts.row(records, filters)
    general = facts.general(figures)
    title = _("{rate} ask for general action").format(rate=percent(general.rate))
    caption = Caption(title, (said.selection, said.counted))
    return Section(
        title=title,
        subtitle=f"{said.selection} · {general.written}{facts.of_answered(figures)}",
        chart=charted.answers(found, caption),
        table=_answers_table(found, label(Dimension.ACTION_CATEGORY)),
        caveat=_("General: action categories 1–4 of the McMahon scale; “vague” in the literature."),
        notes=(_("Acceptance depends on what is asked: compare like with like."),),
    )


def by_group(records: Records, filters: Filters, said: Imprint, by: Dimension) -> Section | None:
    """By regional group of those who ask, or of those who are asked."""
    groups = facts.table(records, filters, by)
    if groups.height < 2:  # noqa: PLR2004 - one group is no comparison
        return None
    ranked = groups.filter(pl.col(Fig.ACCEPTANCE_DENOMINATOR) >= FEWEST_RANKED).sort(
        Fig.ACCEPTANCE_RATE, Fig.LABEL, descending=[True, False]
    )
    title = label(by)
    subtitle = f"{label(by)} · {said.selection} · {said.counted}"
    subtitle += facts.of_answered(facts.row(records, filters))
    if ranked.height > 1:
        if ranked.height < groups.height:
            subtitle += _(" · in the title: groups with {n} and more answers").format(
                n=FEWEST_RANKED
            )
        first, last = ranked.row(0, named=True), ranked.row(-1, named=True)
        title = _("{first}: {high} supported; {last}: {low}").format(
            first=first[Fig.LABEL],
            high=percent(first[Fig.ACCEPTANCE_RATE]),
            last=last[Fig.LABEL],
            low=percent(last[Fig.ACCEPTANCE_RATE]),
        )
    ordered = facts.top(groups, MOST)
    caption = Caption(title, (said.selection, said.counted))
    return Section(
        title=title,
        subtitle=subtitle,
        chart=charted.answers(ordered, caption),
        table=_answers_table(ordered, label(by)),
        caveat=_("Groups differ in size and in what they ask for or are asked."),
        notes=(_("Compare the general share beside the acceptance before drawing a conclusion."),),
    )


def outcome(records: Records, filters: Filters, said: Imprint) -> Section:
    """What became of the recommendations, or that the source does not record it."""
    if not records.has_assessments:
        return Section(
            title=_("This source does not record implementation"),
            subtitle=f"{said.selection} · {said.edition}",
            caveat=_("Supported is not implemented: nothing here says what became of them."),
        )
    figures = facts.row(records, filters)
    share, known = facts.triggered(figures), facts.covered(figures)
    of = denominator_words(filters.of)
    bounds = _("Of all made, the true share lies between {low} and {high}.").format(
        low=percent(figures[Fig.TRIGGERED_LOWER]), high=percent(figures[Fig.TRIGGERED_UPPER])
    )
    if not share.of:
        return Section(
            title=_("Nobody commented on any of these recommendations")
            if not known.n
            else _("None of these recommendations was assessed"),
            subtitle=f"{said.selection} · {said.coverage}",
            caveat=bounds,
        )
    title = _("{rate} of those {of} led to action").format(rate=percent(share.rate), of=of)
    cycles = facts.table(records, filters, Dimension.CYCLE)
    cycles = charted.not_due(cycles, facts.not_due(records, filters))
    caption = Caption(title, (said.selection, said.coverage))
    return Section(
        title=title,
        subtitle=f"{said.selection} · {said.coverage}",
        figures=(
            BigFigure(percent(share.rate), _("of those {of} led to action").format(of=of),
                      share.counts, Status.FULLY),
            BigFigure(percent(known.rate), _("were commented on by anyone"), known.counts),
        ),
        chart=charted.outcomes(cycles, caption) if cycles.height else None,
        table=_outcomes_table(cycles),
        caveat=bounds,
        notes=(
            _("{share} led to action: fully or partly implemented.").format(share=share.written),
            _("Is this because of the review? The figure says after, not because."),
        ),
    )  # fmt: skip


def _answers_table(groups: pl.DataFrame, head: str) -> Table:
    lines: list[tuple[Value, ...]] = []
    for one in groups.iter_rows(named=True):
        share = facts.acceptance(one)
        shown = share.rate if share.of >= FEWEST else None
        lines.append((one[Fig.LABEL], one[Fig.MADE], share.n, share.of, shown))
    heads = (head, _("Made"), _("Supported"), _("Answered"), _("Share supported"))
    return Table(heads, tuple(lines), frozenset({4}))


def _outcomes_table(groups: pl.DataFrame) -> Table:
    lines: list[tuple[Value, ...]] = []
    for one in groups.iter_rows(named=True):
        share, known = facts.triggered(one), facts.covered(one)
        lines.append((one[Fig.LABEL], one[Fig.MADE], known.rate, share.n, share.of, share.rate))
    heads = (
        label(Dimension.CYCLE), _("Made"), _("Coverage"), _("Led to action"), _("Of"), _("Share"),
    )  # fmt: skip
    return Table(heads, tuple(lines), frozenset({2, 5}))


def _coded(records: Records, filters: Filters, *, is_asked: bool) -> str:
    """How many have an issue coded; where the filter asks for some, how many of these raise it."""
    whole = any_term(filters, Dimension.ISSUE)
    n = coded(records, whole, Dimension.ISSUE)[Fig.MADE]
    part, of = n, facts.row(records, whole)[Fig.MADE]
    said = _("Issue coded: {n} of {of}; one recommendation may raise several")
    if is_asked:
        part, of = facts.row(records, filters)[Fig.MADE], n
        said = _("{n} of {of} with an issue coded; one recommendation may raise several")
    return said.format(n=number(part), of=number(of))
