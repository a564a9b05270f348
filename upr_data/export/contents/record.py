"""The public record: what States joined after a review that asked them to, or did not ask.

Every section names the register and its day, and carries what a figure of the record never goes
without: after the review is not because of it, joined is not complied with, noted is no refusal.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from upr_data.charts.picture import Caption
from upr_data.charts.record_findings import (
    joined_in_short,
    signed_before_in_short,
    signed_only,
)
from upr_data.domain.instruments import CORE, INSTRUMENTS
from upr_data.export.contents import charted
from upr_data.export.contents.facts import Share
from upr_data.export.document import Chart, Section, Series, Table, Value, sections
from upr_data.export.imprint import Imprint
from upr_data.figures.record.counts import instrument_label, record_figures
from upr_data.figures.record.curves import (
    LATER,
    LEAST,
    MID_TERM,
    Curves,
    Group,
    curves,
    share_at,
)
from upr_data.figures.record.scope import scope_of
from upr_data.figures.record.sentences import (
    CAVEATS,
    register_line,
)
from upr_data.figures.record.survival import Curve
from upr_data.figures.record.units import chosen_rows
from upr_data.figures.records import Records
from upr_data.language import N_, _, decimal, in_sentence, number, percent
from upr_data.model import Asked, RecordDimension, RecordFig, Response
from upr_data.selection.filters import Filters

FEWEST: Final = 20
"""Cases below which a treaty has no bar."""

IN_SHORT: Final = N_(
    "After the review, not because of it; joined, not complied with; noted is not a refusal."
)
"""All three caveats in one line."""

_MOST: Final = 10
"""Treaties that have a bar on a slide: where there are more, those at either end."""

_MONTHS: Final = 12
_GROUPS: Final = {
    Group.SUPPORTED: (N_("Asked, supported"), Response.SUPPORTED),
    Group.NOT_ASKED: (N_("Not asked"), Response.UNKNOWN),
    Group.NOTED: (N_("Asked, noted only"), Response.NOTED),
}


def of_selection(records: Records, filters: Filters, said: Imprint) -> Section | None:
    """The curves of joining; None where nothing was asked, or the selection fixes the answers."""
    if filters.responses or filters.statuses or chosen_rows(records, filters).is_empty():
        return None
    one = _joining(records, filters, said)
    return replace(one, caveat=_(IN_SHORT))


def story(records: Records, filters: Filters, said: Imprint) -> tuple[Section, ...]:
    """A talk of the record: the curves, those who had signed, those who noted, treaty by treaty."""
    if chosen_rows(records, filters).is_empty():
        return (Section(_("Nothing selected asks to join a treaty"), said.selection),)
    return sections(
        _joining(records, filters, said),
        _signed(records, filters, said),
        _noted(records, filters, said),
        _by_treaty(records, filters, said),
    )


def _joining(records: Records, filters: Filters, said: Imprint) -> Section:
    found = curves(records, filters)
    at = {group: share_at(curve, LATER) for group, curve in found.whole.items()}
    signed = {group: share_at(curve, LATER) for group, curve in found.signed.items()}
    title = joined_in_short(at[Group.SUPPORTED], at[Group.NOTED])
    caveat = signed_before_in_short(signed[Group.SUPPORTED], signed[Group.NOT_ASKED])
    return section(
        records,
        title,
        _subtitle(filters, found, said),
        chart=_chart(found.whole, Caption(title, (said.selection,))),
        table=_shares(found.whole),
        caveat=caveat,
        asks=(
            _(
                "Is it because of the review? Nothing here says so. States may support what they "
                "already intend: look at the treaties they had signed before."
            ),
            _(
                "Kaplan–Meier: a treaty that has not been joined counts as long as the register "
                "goes; shaded: 95 % interval."
            ),
        ),
    )


def _signed(records: Records, filters: Filters, said: Imprint) -> Section | None:
    """The caveat as a picture: among treaties signed before the review, asked or not."""
    found = curves(records, filters)
    at = {group: share_at(curve, LATER) for group, curve in found.signed.items()}
    supported, not_asked = at[Group.SUPPORTED], at[Group.NOT_ASKED]
    if supported is None or not_asked is None:
        return None
    title = signed_only(supported, not_asked)
    n = sum(curve.n for curve in found.signed.values())
    return section(
        records,
        title,
        _subtitle(filters, replace(found, n=n), said),
        chart=_chart(found.signed, Caption(title, (said.selection,))),
        table=_shares(found.signed),
        caveat=_(CAVEATS[0]),
        asks=(_("A signature says that a State means to join; support says much the same."),),
    )


def _noted(records: Records, filters: Filters, said: Imprint) -> Section | None:
    """What was joined by the next review of what had been supported, not asked, only noted."""
    table = record_figures(records, filters, RecordDimension.ASKED)
    shares = {
        key: _watched(row)
        for row in table.iter_rows(named=True)
        if (key := row[RecordFig.KEY]) is not None and _watched(row).of
    }
    noted = shares.get(Asked.NOTED.value)
    if noted is None or noted.of < LEAST:
        return None
    supported = shares.get(Asked.SUPPORTED.value, Share(0, 0))
    title = _(
        "By the next review States had joined {noted} of what they had only noted, {supported} of "
        "what they had supported"
    ).format(noted=percent(noted.rate, 0), supported=percent(supported.rate, 0))
    names = dict(table.select(RecordFig.KEY, RecordFig.LABEL).iter_rows())
    return section(
        records,
        title,
        _("{selection} · State × review × treaty, open at the review").format(
            selection=said.selection
        ),
        chart=_bars(title, said, [(names[key], share) for key, share in shares.items()]),
        table=_counts([(names[key], share) for key, share in shares.items()]),
        caveat=_(CAVEATS[2]),
        asks=(_("Supported at least once and noted by none, or both: each treaty counts once."),),
    )


def _by_treaty(records: Records, filters: Filters, said: Imprint) -> Section | None:
    """Joined by the next review of those asked, treaty by treaty."""
    table = record_figures(records, filters, RecordDimension.INSTRUMENT)
    found = [
        (row[RecordFig.KEY], share)
        for row in table.iter_rows(named=True)
        if (share := _watched(row)).of >= FEWEST
    ]
    if len(found) < 2:  # noqa: PLR2004 - one treaty is no comparison
        return None
    found.sort(key=lambda one: (-(one[1].rate or 0), -one[1].of, one[0]))
    named = [(INSTRUMENTS[code].abbreviation, share) for code, share in found]
    (first, most), (last, least) = named[0], named[-1]
    title = _("{first}: {n} joined by the next review; {last}: {m}").format(
        first=first, n=most.counts, last=last, m=least.counts
    )
    subtitle = _(
        "{selection} · asked to join and open at the review; treaties with {n} and more"
    ).format(selection=said.selection, n=FEWEST)
    shown = named
    if len(named) > _MOST:
        shown = [*named[: _MOST // 2], *named[-_MOST // 2 :]]
        subtitle += _("; of {of} the {n} joined most and the {n} joined least").format(
            n=_MOST // 2, of=number(len(named))
        )
    return section(
        records,
        title,
        subtitle,
        chart=_bars(title, said, shown),
        table=_counts([(instrument_label(code), share) for code, share in found]),
        caveat=_(CAVEATS[1]),
        asks=(_("Where nearly every State is already a party, few remain open."),),
    )


def section(  # noqa: PLR0913 - what a section of the record says
    records: Records,
    title: str,
    subtitle: str,
    *,
    table: Table,
    caveat: str,
    chart: Chart | None = None,
    asks: tuple[str, ...] = (),
) -> Section:
    """A section with its register and, in its notes, all that is always said of the record."""
    return Section(
        title=title,
        subtitle=subtitle,
        chart=chart,
        table=table,
        caveat=caveat,
        register=register_line(records),
        notes=(*asks, *(_(one) for one in CAVEATS)),
    )


def _subtitle(filters: Filters, found: Curves, said: Imprint) -> str:
    chosen = scope_of(filters).instruments or CORE
    return _(
        "{selection} · share joined of {n} cases (State × review × treaty), open at the review; "
        "{treaties} UN treaties"
    ).format(selection=said.selection, n=number(found.n), treaties=number(len(chosen)))


def _chart(by_group: Mapping[Group, Curve], caption: Caption) -> Chart | None:
    """A value a month, to eight years or as long as anybody was watched."""
    shown = {group: curve for group, curve in by_group.items() if curve.n >= LEAST}
    if not shown:
        return None
    last = int(min(LATER, max(curve.longest for curve in shown.values())) * _MONTHS)
    years = [month / _MONTHS for month in range(last + 1)]
    return charted.curves(
        caption,
        years,
        [_series(_(_GROUPS[group][0]), curve, years, _GROUPS[group][1])
         for group, curve in shown.items()],
    )  # fmt: skip


def _series(name: str, curve: Curve, years: list[float], meaning: str) -> Series:
    steps = curve.steps.select("years", "share", "lower", "upper").rows()
    times = [step[0] for step in steps]
    at = [steps[bisect_right(times, year) - 1] for year in years]
    return Series(
        in_sentence(name),
        tuple(
            step[1] if year <= curve.longest else None for year, step in zip(years, at, strict=True)
        ),
        meaning,
        tuple((step[2], step[3]) for step in at),
    )


def _shares(by_group: Mapping[Group, Curve]) -> Table:
    lines: list[tuple[Value, ...]] = []
    for group, curve in by_group.items():
        if not curve.n:
            continue
        step = curve.at(LATER)
        bounds = f"{percent(step['lower'])} – {percent(step['upper'])}" if step else ""
        lines.append(
            (
                _(_GROUPS[group][0]),
                curve.n,
                share_at(curve, MID_TERM),
                share_at(curve, LATER),
                bounds,
            )
        )
    after = _("Joined after {years} years")
    heads = (
        _("Asked and answered"), _("Open at the review"), after.format(years=decimal(MID_TERM, 1)),
        after.format(years=number(int(LATER))), _("95 % interval"),
    )  # fmt: skip
    return Table(heads, tuple(lines), frozenset({2, 3}))


def _watched(row: dict[str, int]) -> Share:
    """Joined by the next review, of the open ones whose register reaches to it."""
    of = row[RecordFig.N_OPEN] - row[RecordFig.N_NOT_COVERED_NEXT_REVIEW]
    return Share(row[RecordFig.N_JOINED_NEXT_REVIEW], of)


def _bars(title: str, said: Imprint, shares: list[tuple[str, Share]]) -> Chart:
    names = [f"{name} · {share.counts}" for name, share in shares]
    caption = Caption(title, (said.selection,))
    rates = [share.rate for _name, share in shares]
    return charted.rates(caption, names, _("joined by the next review"), rates)


def _counts(shares: list[tuple[str, Share]]) -> Table:
    rows = tuple((name, share.of, share.n, share.rate) for name, share in shares)
    heads = (_("Treaty"), _("Open"), _("Joined by the next review"), _("Share"))
    return Table(heads, rows, frozenset({3}))
