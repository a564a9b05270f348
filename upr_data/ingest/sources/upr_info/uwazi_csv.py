"""The CSV export of the web page of UPR Info's database of today."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from upr_data.domain.printing import shortened
from upr_data.ingest.sources.base import Reading, Sample
from upr_data.ingest.sources.files.door import refusal
from upr_data.ingest.sources.files.tables import header_of, records_of
from upr_data.ingest.sources.report import Change, Report
from upr_data.ingest.sources.upr_info import uwazi_columns
from upr_data.ingest.sources.upr_info.converting import Cell
from upr_data.ingest.sources.upr_info.uwazi_cells import (
    FETCH,
    KEY,
    UNPUBLISHED,
    Head,
    exploded,
    reading,
)
from upr_data.language import _
from upr_data.model import Col
from upr_data.operating.child import Progress

_LONGEST: Final = 300


class UwaziCsv:
    """The CSV export of the database's web page, or one saved again as a workbook."""

    name = "UPR Info database (CSV export of the web page)"

    def recognises(self, sample: Sample) -> bool:
        """Whether the header has columns that Uwazi puts into every export, or its names."""
        return uwazi_columns.is_export(header_of(sample) or ())

    def read(self, sample: Sample, progress: Progress) -> Reading:
        """Read all records; `BadInputError` names the columns found if some cannot be placed."""
        records = sample.once(records_of)
        if records is None or not records.cells.height:
            raise refusal(sample.path, _("it has a header and no records; export it again."))
        report = Report(sample.path.name)
        for record in records.ragged:
            reason = f"It has {record.n_cells} cells where the header has {len(records.header)}."
            report.set_aside(record.line, "cells_do_not_fit", reason)
        places = _places(records.header, sample)
        _notice_unread(records.header, places, report)
        public = _public(records.header, records.cells, report)
        named = {cell: pl.col(str(i)) for cell, i in places.items()}
        cells = public.select(pl.col(Col.LINE), _keys(records.header), **named)
        progress(0, cells.height)
        n_read = records.cells.height + len(records.ragged)
        return reading(sample, exploded(cells, report), Head(), report, n_read)


def _places(header: Sequence[str], sample: Sample) -> dict[Cell, int]:
    """Where each cell's column stands; the first alias that is there wins."""
    places = {
        cell: uwazi_columns.place_of(header, aliases)
        for cell, aliases in uwazi_columns.HEADINGS.items()
    }
    if missing := [cell.value for cell, place in places.items() if place is None]:
        shown = shortened(", ".join(name[:40] for name in header[:40]), _LONGEST)
        raise refusal(
            sample.path,
            _(
                "no column fits: {names}. The columns found are {shown}. Export it "
                "with the page in English, or fetch the database: {fetch}."
            ).format(names=", ".join(missing), shown=shown, fetch=FETCH),
        )
    return {cell: place for cell, place in places.items() if place is not None}


def _keys(header: Sequence[str]) -> pl.Expr:
    """The database's key, where a column holds it."""
    place = uwazi_columns.place_of(header, uwazi_columns.KEYS)
    if place is None:
        return pl.lit(None, pl.String).alias(KEY)
    key = pl.col(str(place)).str.strip_chars()
    return pl.when(key != "").then(key).alias(KEY)


def _public(header: Sequence[str], cells: pl.DataFrame, report: Report) -> pl.DataFrame:
    """Records that are published; the others are set aside."""
    place = uwazi_columns.place_of(header, uwazi_columns.PUBLISHED)
    if place is None:
        return cells
    words = cells[str(place)].unique().to_list()
    hidden = pl.col(str(place)).is_in([one for one in words if uwazi_columns.is_unpublished(one)])
    for line in cells.filter(hidden)[Col.LINE]:
        report.set_aside(line, "unpublished", UNPUBLISHED)
    return cells.filter(~hidden)


def _notice_unread(header: Sequence[str], places: dict[Cell, int], report: Report) -> None:
    read = set(places.values())
    others = (name for place, name in enumerate(header) if place not in read)
    known = uwazi_columns.FIXED | uwazi_columns.KEYS
    unread = (Change(0, one, "") for one in others if uwazi_columns.name_of(one) not in known)
    report.noticed("column_not_read", unread)
    if uwazi_columns.name_of(header[places[Cell.TEXT]]) in uwazi_columns.TITLES:
        report.noticed("text_from_title", [Change(0, header[places[Cell.TEXT]], "")])
