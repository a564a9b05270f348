"""Treaty by treaty: how many had joined by the next review, of each group."""

from typing import Final

import polars as pl

from upr_data.charts.columns import Plot
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.record_treaties import joined_by_treaty
from upr_data.charts.words import of
from upr_data.domain.instruments import INSTRUMENTS
from upr_data.figures.record.counts import instrument_label, instrument_names
from upr_data.figures.record.curves import Group, open_units
from upr_data.figures.record.scope import Scope
from upr_data.figures.record.sentences import CAVEATS, register_line
from upr_data.language import _, number
from upr_data.model import Col
from upr_data.ui.blocks.pictures import Ways, show_picture
from upr_data.ui.frame.view import View
from upr_data.ui.sections.record.curves import groups

MINIMUM: Final = 20
"""Of fewer asked, a treaty is in the table alone."""

_ASKED: Final = [Group.SUPPORTED.value, Group.NOTED.value]


def show_treaties(view: View, scope: Scope) -> None:
    """Dots by treaty with their counts; ordered by the share joined of all that were asked."""
    table = by_treaty(view, scope)
    asked = _of_asked(table)
    shown = asked.filter(pl.col(Plot.N) >= MINIMUM)
    frame = shown.select(Col.INSTRUMENT).join(table, on=Col.INSTRUMENT, maintain_order="left")
    frame = frame.rename({Col.INSTRUMENT: Plot.CODE})
    few = asked.filter(pl.col(Plot.N) < MINIMUM)[Col.INSTRUMENT].to_list()
    n = int(frame[Plot.N].sum())
    unit = _("State × review × treaty, open at the review, n = {n}").format(n=number(n))
    caption = view.caption_of(
        title(asked), (view.sentence, unit, _("joined by the next review")), *_notes(view, few)
    )

    def draw(look: Look) -> Drawn:
        return joined_by_treaty(frame, groups(), caption, look)

    def target(code: str) -> dict[str, str]:
        return view.query(instruments=(code,))

    names = dict(frame.select(Plot.CODE, Plot.NAME).unique(maintain_order=True).iter_rows())
    show_picture(view, "record_treaties", draw, Ways(target, names), table)


def by_treaty(view: View, scope: Scope) -> pl.DataFrame:
    """Joined by the next review of open, by treaty and group; not covered ones are left out."""
    units = open_units(view.records, view.filters, scope)
    watched = units.filter(pl.col("standing_next_review") != "not_covered")
    counted = watched.group_by(Col.INSTRUMENT, Plot.GROUP).agg(
        (pl.col("standing_next_review") == "joined").sum().alias(Plot.PART), pl.len().alias(Plot.N)
    )
    order = {code: place for place, code in enumerate(INSTRUMENTS)}
    place = pl.col(Col.INSTRUMENT).replace_strict(order, default=len(order))
    return counted.sort(place, Plot.GROUP).with_columns(instrument_names().alias(Plot.NAME))


def title(asked: pl.DataFrame) -> str:
    """The finding: the treaty most often joined by those asked, and how many of how many."""
    known = asked.filter(pl.col(Plot.N) >= MINIMUM)
    if known.is_empty():
        return _("Which treaties do States join when they are asked?")
    code, part, n = known.select(Col.INSTRUMENT, Plot.PART, Plot.N).row(0)
    few = known.filter(pl.col(Plot.PART) * 10 < pl.col(Plot.N)).height
    said = _("Most often joined by the next review: {treaty}, {counts} of those asked")
    most = said.format(treaty=instrument_label(code), counts=of(part, n))
    if not few:
        return most
    less = _("{most}; for {few} of {all} treaties fewer than one in ten did")
    return less.format(most=most, few=number(few), all=number(known.height))


def _of_asked(table: pl.DataFrame) -> pl.DataFrame:
    """All asked together, by treaty; the share joined orders them, ties by the list's own order."""
    together = (
        table.filter(pl.col(Plot.GROUP).is_in(_ASKED))
        .group_by(Col.INSTRUMENT, maintain_order=True)
        .agg(pl.col(Plot.PART, Plot.N).sum())
    )
    share = pl.col(Plot.PART) / pl.col(Plot.N)
    return together.sort(share, descending=True, maintain_order=True)


def _notes(view: View, few: list[str]) -> list[str]:
    notes = [_(one) for one in CAVEATS]
    notes.append(_("Where nearly every State is already a party, few remain open."))
    if few:
        names = ", ".join(INSTRUMENTS[code].short for code in few)
        said = _("Fewer than {n} asked, in the table only: {names}.")
        notes.append(said.format(n=number(MINIMUM), names=names))
    return [*notes, register_line(view.records)]
