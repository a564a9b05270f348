"""Treaty by treaty: how many had joined by the next review, of each group."""

from typing import Final

import polars as pl

from upr_data.charts.columns import Plot
from upr_data.charts.drawn import Drawn, Look
from upr_data.charts.record_treaties import joined_by_treaty
from upr_data.charts.words import of
from upr_data.domain.instruments import INSTRUMENTS
from upr_data.figures.record.counts import instrument_label
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
    shown = asked.lazy().filter(pl.col(Plot.N) >= MINIMUM).select(Col.INSTRUMENT)
    frame = (
        shown.join(table.lazy(), on=Col.INSTRUMENT, maintain_order="left")
        .rename({Col.INSTRUMENT: Plot.CODE})
        .collect()
    )
    few = [
        code for code, n in zip(asked[Col.INSTRUMENT], asked[Plot.N], strict=True) if n < MINIMUM
    ]
    n = int(frame[Plot.N].sum())
    unit = _("State × review × treaty, open at the review, n = {n}").format(n=number(n))
    caption = view.caption_of(
        title(asked), (view.sentence, unit, _("joined by the next review")), *_notes(view, few)
    )

    def draw(look: Look) -> Drawn:
        return joined_by_treaty(frame, groups(), caption, look)

    def target(code: str) -> dict[str, str]:
        return view.query(instruments=(code,))

    names = dict(zip(frame[Plot.CODE], frame[Plot.NAME], strict=True))
    show_picture(view, "record_treaties", draw, Ways(target, names), table)


def by_treaty(view: View, scope: Scope) -> pl.DataFrame:
    """Joined by the next review of open, by treaty and group; not covered ones are left out."""
    stands = pl.col("standing_next_review")
    counted = (
        open_units(view.records, view.filters, scope)
        .group_by(Col.INSTRUMENT, Plot.GROUP)
        .agg((stands == "joined").sum(), (stands != "not_covered").sum().alias(Plot.N))
    )
    order = {code: place for place, code in enumerate(INSTRUMENTS)}
    rows = [row for row in counted.iter_rows() if row[-1]]
    rows.sort(key=lambda row: (order.get(row[0], len(order)), row[1]))
    return pl.DataFrame(
        [(*row, instrument_label(row[0])) for row in rows],
        schema=_COLUMNS,
        orient="row",
    )


_COLUMNS: Final = pl.Schema(
    [
        (Col.INSTRUMENT, pl.String()),
        (Plot.GROUP, pl.String()),
        (Plot.PART, pl.Int64()),
        (Plot.N, pl.Int64()),
        (Plot.NAME, pl.String()),
    ]
)


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
        table.lazy()
        .filter(pl.col(Plot.GROUP).is_in(_ASKED))
        .group_by(Col.INSTRUMENT, maintain_order=True)
        .agg(pl.col(Plot.PART, Plot.N).sum())
    )
    share = pl.col(Plot.PART) / pl.col(Plot.N)
    return together.sort(share, descending=True, maintain_order=True).collect()


def _notes(view: View, few: list[str]) -> list[str]:
    notes = [_(one) for one in CAVEATS]
    notes.append(_("Where nearly every State is already a party, few remain open."))
    if few:
        names = ", ".join(INSTRUMENTS[code].short for code in few)
        said = _("Fewer than {n} asked, in the table only: {names}.")
        notes.append(said.format(n=number(MINIMUM), names=names))
    return [*notes, register_line(view.records)]
