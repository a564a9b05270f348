"""What a selection counts: a line for each row, or for each recommendation once."""

import polars as pl

from upr_data.figures.records import Records
from upr_data.figures.selected import selected
from upr_data.model import Col, Unit
from upr_data.selection.filters import Filters


def units(records: Records, filters: Filters) -> pl.LazyFrame:
    """The numbers of the recommendations of a selection, one line for each unit counted."""
    rows = selected(records, filters).select(Col.RECOMMENDATION_INDEX)
    if filters.unit is Unit.ROW:
        return rows
    return rows.unique(maintain_order=True)
