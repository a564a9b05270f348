"""What is said of one State, in either role: asked by others, or asking others."""

from dataclasses import replace
from typing import Final

from upr_data.charts.picture import Caption
from upr_data.export.contents import charted, facts, sentences
from upr_data.export.contents.facts import FEWEST, Share, rest
from upr_data.export.contents.profile import Profile
from upr_data.export.contents.selection import by_cycle
from upr_data.export.document import BigFigure, Section, Table, Value
from upr_data.language import _, number, percent
from upr_data.language.labels import label
from upr_data.model import Dimension, Fig, Response, Role

MOST: Final = 12
"""Issues that a brief shows, half of either end; a slide shows fewer."""


def head(one: Profile) -> Section:
    """The sentence that everybody came for, made from figures, and the cycles beneath."""
    if one.cycle is None:
        return _absent(one)
    records, filters = one.records, one.in_cycle(one.own)
    figures, group = facts.row(records, filters), facts.row(records, one.in_cycle(one.of_group))
    share, general = facts.acceptance(figures), facts.general(figures)
    others = rest(facts.acceptance(group), share)
    others_general = rest(facts.general(group), general)
    title = sentences.title(one, share)
    cycles = facts.table(records, one.own, Dimension.CYCLE)
    caption = Caption(title, (one.latest.selection, one.latest.counted))
    return Section(
        title=title,
        subtitle=f"{one.latest.selection} · {one.latest.counted}"
        + facts.of_answered(facts.row(records, one.own)),
        paragraphs=(
            _sentence(one, figures, group),
            *sentences.changed(cycles),
            sentences.on_outcome(figures, filters, has_assessments=records.has_assessments),
        ),
        figures=(
            BigFigure(number(figures[Fig.MADE]), _("recommendations"), sentences.when(one)),
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


def _sentence(one: Profile, figures: facts.Row, group: facts.Row) -> str:
    """What everybody came for, of the latest cycle."""
    records, filters, partner = one.records, one.in_cycle(one.own), one.subject.partner
    told = sentences.Told(one.name, one.others, one.cycle, sentences.years(one))
    partners = facts.count_of(records, filters, partner)
    if one.role is Role.REVIEWED:
        return sentences.reviewed(told, figures, group, partners)
    reviewed = facts.table(records, replace(filters, recommending_states=()), partner)[Fig.KEY]
    others = len(set(reviewed) - {one.subject.code})
    issues = facts.table(records, filters, Dimension.ISSUE)
    return sentences.recommending(told, figures, group, (partners, others), issues)


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
    lines: list[sentences.Difference] = [
        (row[Fig.LABEL], share, rest(of_group[row[Fig.KEY]], share))
        for row in own.iter_rows(named=True)
        if (share := facts.acceptance(row)).of >= FEWEST and row[Fig.KEY] in of_group
    ]
    if not lines:
        return None
    lines.sort(key=lambda line: (sentences.difference(line[1], line[2]), line[0]))
    shown = _ends(lines, most)
    title = sentences.of_differences(one, shown)
    caption = Caption(title, (one.said.selection, one.said.counted))
    chart = charted.beside(
        caption,
        [_marked(name, share, others) for name, share, others in shown],
        (one.name, [share.rate for _name, share, _others in shown]),
        (one.group_name, [others.rate for _name, _share, others in shown]),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            name, share.of, share.rate, others.rate, sentences.difference(share, others),
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


def _ends(lines: list[sentences.Difference], most: int) -> list[sentences.Difference]:
    """Those at either end, beyond chance before others: a title names only what is drawn."""

    def order(line: sentences.Difference, sign: int) -> tuple[bool, float]:
        _name, share, others = line
        by = sign * sentences.difference(share, others)
        return not (by > 0 and share.differs_from(others.rate)), -by

    if len(lines) <= most:
        return lines
    low = sorted(lines, key=lambda line: order(line, -1))[: most // 2]
    rest_ = [line for line in lines if line not in low]
    high = sorted(rest_, key=lambda line: order(line, 1))[: most // 2]
    return [line for line in lines if line in low or line in high]


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
    title = sentences.title_by_whom(one, groups)
    caption = Caption(title, (one.said.selection, one.said.counted))
    lines: list[tuple[Value, ...]] = []
    for row in ordered.iter_rows(named=True):
        share, general = facts.acceptance(row), facts.general(row)
        lines.append((row[Fig.LABEL], row[Fig.MADE], share.of, share.rate, general.rate))
    heads = (label(by), _("Made"), _("Answered"), _("Supported"), _("General (1–4)"))
    return Section(
        title=title,
        subtitle=f"{label(by)} · {one.said.selection}"
        + facts.of_answered(facts.row(one.records, one.own)),
        chart=charted.answers(ordered, caption),
        table=Table(heads, tuple(lines), frozenset({3, 4})),
        caveat=_("Groups ask differently: compare the general share beside the answers."),
        notes=(_("Acceptance depends on what is asked, not only on who asks."),),
    )
