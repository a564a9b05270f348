"""Supported recommendations that nobody has said are fully implemented, by theme."""

from dataclasses import replace
from typing import Final

import polars as pl

from upr_data.export.contents import facts
from upr_data.export.document import Section, Table, Value
from upr_data.export.imprint import Imprint
from upr_data.figures.records import Records
from upr_data.figures.rows import RECOMMENDING_STATE_NAME, STATE_NAME, rows
from upr_data.language import _, clauses, number
from upr_data.language.labels import label
from upr_data.model import Col, Dimension, Fig, Response, Role, Status
from upr_data.selection.filters import Filters

MOST_THEMES: Final = 8
MOST_ROWS: Final = 10
_LONGEST: Final = 180
_SUPPORTED: Final = (Response.SUPPORTED, Response.PARTIALLY_SUPPORTED)
_NOT_YET: Final = tuple(one for one in Status if one is not Status.FULLY)


def open_filters(records: Records, filters: Filters) -> Filters:
    """Supported, wholly or in part; where implementation is recorded, not fully implemented."""
    chosen = tuple(one for one in _SUPPORTED if not filters.responses or one in filters.responses)
    supported = replace(filters, responses=chosen or _SUPPORTED)
    if not records.has_assessments or filters.statuses:
        return supported
    return replace(supported, statuses=_NOT_YET)


def open_section(
    records: Records,
    filters: Filters,
    said: Imprint,
    *,
    is_short: bool = False,
) -> Section | None:
    """How many by theme, as a table or in one line where `is_short`; None where there are none."""
    chosen = open_filters(records, filters)
    made = facts.row(records, chosen)[Fig.MADE]
    if not made:
        return None
    themes = facts.top(facts.table(records, chosen, Dimension.ISSUE), MOST_THEMES)
    known = (
        _("supported and not known to be fully implemented")
        if records.has_assessments
        else _("supported; this source does not record implementation")
    )
    title = _("{n} recommendations are open").format(n=number(made))
    lines: tuple[tuple[str, int, int], ...] = tuple(
        (one[Fig.LABEL], one[Fig.MADE], one[Fig.N_CATEGORY_5])
        for one in themes.iter_rows(named=True)
    )
    heads = (label(Dimension.ISSUE), _("Open"), _("Of these specific"))
    named = clauses([f"{name} {number(n)}" for name, n, _specific in lines])
    return Section(
        title=title,
        subtitle=f"{said.selection} · {known}",
        paragraphs=_in_a_line(named) if is_short or not named else (),
        table=Table(heads, lines) if named and not is_short else None,
        caveat=_("A recommendation stands under each of its issues.") if named else "",
        notes=(_("Open: {known}.").format(known=known),),
    )


def _in_a_line(named: str) -> tuple[str, ...]:
    if not named:
        return (_("No issue is coded for any of them."),)
    return (_("By theme: {themes}.").format(themes=named),)


def first_rows(
    records: Records, filters: Filters, role: Role, most: int = MOST_ROWS
) -> Section | None:
    """The first open ones, specific ones before general ones, latest session first."""
    chosen = open_filters(records, filters)
    if not facts.row(records, chosen)[Fig.MADE]:
        return None
    return _first(records, chosen, role, most)


def _first(records: Records, chosen: Filters, role: Role, most: int = MOST_ROWS) -> Section:
    found = rows(records, chosen)
    category = pl.col(Col.ACTION_CATEGORY)
    top = found.sort(
        pl.col(Col.SESSION), category, Col.ROW_ID, descending=[True, True, False], nulls_last=True
    ).head(most)
    other = RECOMMENDING_STATE_NAME if role is Role.REVIEWED else STATE_NAME
    lines: tuple[tuple[Value, ...], ...] = tuple(
        (one[Col.SESSION], one[other] or "–", cut(one[Col.TEXT]))
        for one in top.iter_rows(named=True)
    )
    who = Dimension.RECOMMENDING_STATE if role is Role.REVIEWED else Dimension.STATE_UNDER_REVIEW
    heads = (label(Dimension.SESSION), label(who), _("Recommendation"))
    title = _("Open recommendations: the first {n} of {of}").format(
        n=number(top.height), of=number(found.height)
    )
    return Section(
        title=title,
        subtitle=_("latest session first, specific ones before general ones"),
        table=Table(heads, lines, widths=(1.5, 3, 12)),
        caveat=_("All of them are in the workbook of the same selection."),
    )


def cut(text: str | None) -> str:
    """A text short enough for a table of a brief."""
    said = " ".join((text or "").split())
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST].rsplit(' ', 1)[0]} …"
