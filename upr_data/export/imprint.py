"""What every file says of itself, wherever it goes: of what it is, how counted, and from where."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import polars as pl

from upr_data.domain.calendar import SESSIONS
from upr_data.export.package import DEMONSTRATION_MARK
from upr_data.figures import metrics
from upr_data.figures.fixed import fixes_outcome
from upr_data.figures.records import Records
from upr_data.language import N_, _, clauses, day, language, ngettext, number, percent, ranges
from upr_data.language.labels import label
from upr_data.model import Col, Fig, Kind
from upr_data.selection import counted
from upr_data.selection.filters import Filters
from upr_data.snapshot import Manifest

SITE: Final = "UPR Outcomes"
WATERMARK: Final = N_("INVENTED DATA")
NOT_STATED: Final = N_("Source not stated")
"""Of real data whose papers name no source; that it is invented, only its kind says."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """The selection and its unit, the rule and coverage of its rates, source, edition, link.

    `mark` is empty for real data; `created` is the day of the data edition, not of the export, so
    that the same figures give the same bytes.
    """

    selection: str
    counted: str
    rule: str
    coverage: str
    source: str
    edition: str
    licence: str
    snapshot: str
    link: str
    mark: str
    created: date

    @property
    def is_invented(self) -> bool:
        """Whether the records are those of the demonstration."""
        return bool(self.mark)

    @property
    def watermark(self) -> str:
        """What stands across every plot of invented data; empty for real data."""
        return _(WATERMARK) if self.mark else ""

    def lines(self) -> tuple[str, ...]:
        """Mark, source with age and licence, data edition and link, a line each."""
        source = f"{self.source} · {self.edition} · {self.licence}"
        snapshot = _("Data edition {id}").format(id=self.snapshot)
        where = f"{SITE} · {snapshot}" + (f" · {self.link}" if self.link else "")
        return (*([self.mark] if self.mark else []), source, where)

    def method(self) -> tuple[tuple[str, str], ...]:
        """The same as name and value, for tables of provenance."""
        pairs = (
            (_("Selection"), self.selection),
            (_("Counted"), self.counted),
            (_("Rule"), self.rule),
            (_("Coverage"), self.coverage),
            (_("Source"), self.source),
            (_("Age of the data"), self.edition),
            (_("Licence"), self.licence),
            (_("Data edition"), self.snapshot),
            (_("Link"), self.link),
            (_("Notice"), self.mark),
        )
        return tuple((name, value) for name, value in pairs if value)


def imprint(records: Records, filters: Filters, link: str = "") -> Imprint:
    """What a file of this selection says of itself; `link` is the permanent address of its page."""
    manifest = records.manifest
    figures = metrics.figures(records, replace(filters, snapshot="")).row(0, named=True)
    said = _("n = {n} {unit}").format(n=number(figures[Fig.MADE]), unit=counted.unit(filters))
    rule = _(
        "Led to action: fully or partly implemented, of those {of}; "
        "accepted: supported of answered."
    ).format(of=label(filters.of))
    return Imprint(
        selection=filters.sentence(records.state_names, records.terms),
        counted=said,
        rule=rule,
        coverage=_coverage(records, filters, figures),
        source=_source(records),
        edition=edition(records),
        licence=_licence(records),
        snapshot=manifest.id,
        link=link,
        mark=_(DEMONSTRATION_MARK) if manifest.is_demonstration else "",
        created=date.fromisoformat(manifest.created[:10]),
    )


def edition(records: Records) -> str:
    """How old the data are: "Sessions 1-27 · 2008-2017 · exported 25 July 2018".

    The sessions are those of its recommendations; of pledges where it has nothing else. The day is
    the newest on which any source of recommendations or of words on them was retrieved, registers
    left out (they name their own day). Where some sources do not say, neither is it the day of
    all: how many do not is said beside it. Where none says, it is the day of the import.
    """
    named: str = records.lasting.recall(("edition", language()), lambda: _edition(records))
    return named


def _edition(records: Records) -> str:
    sessions = _sessions(records)
    years = [int(SESSIONS[n].starts[:4]) for n in sessions if n in SESSIONS]
    named = ngettext("Session {numbers}", "Sessions {numbers}", len(sessions))
    held = named.format(numbers=ranges(sessions)) if sessions else ""
    return " · ".join(part for part in (held, _span(years), _when(records.manifest)) if part)


def _sessions(records: Records) -> list[int]:
    """The sessions of what is counted where nothing else is asked for."""
    found = records.rows.select(Col.SESSION, Col.KIND).drop_nulls(Col.SESSION).unique().collect()
    counted = found.filter(pl.col(Col.KIND) == Kind.RECOMMENDATION.value)
    return sorted({int(n) for n in (found if counted.is_empty() else counted)[Col.SESSION]})


def _when(manifest: Manifest) -> str:
    days = [one.retrieved for one in manifest.sources if not one.is_register]
    known = [one for one in days if one]
    if not known:
        return _("imported {day}").format(day=day(date.fromisoformat(manifest.created[:10])))
    newest = day(date.fromisoformat(max(known)[:10]))
    undated = len(days) - len(known)
    if not undated:
        return _("exported {day}").format(day=newest)
    said = _("newest dated source {day}, without a date: {n}")
    return said.format(day=newest, n=number(undated))


def _span(years: list[int]) -> str:
    if not years:
        return ""
    return str(years[0]) if min(years) == max(years) else f"{min(years)}–{max(years)}"


def _source(records: Records) -> str:
    named = dict.fromkeys(_publisher(one.name, one.publisher) for one in records.manifest.sources)
    if not named:
        is_ours = records.manifest.is_demonstration
        return _("Generated by this program") if is_ours else _(NOT_STATED)
    return _("Source: {publishers}").format(publishers=clauses(list(named)))


def _publisher(name: str, publisher: str) -> str:
    return name if publisher in name else f"{name}, {publisher}"


def _licence(records: Records) -> str:
    licences = dict.fromkeys(_(one.licence) for one in records.manifest.sources)
    if not licences:
        is_ours = records.manifest.is_demonstration
        return _("no licence needed") if is_ours else _("licence not stated")
    return _("licence {names}").format(names=clauses(list(licences)))


def _coverage(records: Records, filters: Filters, figures: Mapping[str, Any]) -> str:
    if not records.has_assessments:
        return _("This source does not record implementation.")
    if fixes_outcome(filters):
        return _("The filter fixes the implementation status.")
    return _(
        "{rate} of recommendations were assessed or commented on by anyone ({n} of {of})."
    ).format(
        rate=percent(figures[Fig.COVERAGE]),
        n=number(figures[Fig.N_COMMENTED]),
        of=number(figures[Fig.MADE]),
    )
