"""What a selection counts: a line for each row, or for each recommendation once."""

import numpy as np
import polars as pl

from upr_data.figures.ratio import Numbers
from upr_data.figures.records import Records
from upr_data.figures.selected import recommendation_numbers, selected_rows
from upr_data.model import Col, Unit
from upr_data.selection.filters import Filters


def numbers(records: Records, filters: Filters) -> Numbers:
    """The numbers of the recommendations of a selection, one for each unit counted."""
    of_rows = recommendation_numbers(records)[selected_rows(records, filters)]
    return of_rows if filters.unit is Unit.ROW else once(records, of_rows)


def once(records: Records, of_rows: Numbers) -> Numbers:
    """Each of some recommendations once, in the order of their numbers."""
    is_there = np.zeros(int(recommendation_numbers(records).max(initial=-1)) + 1, bool)
    is_there[of_rows] = True
    return np.flatnonzero(is_there)


def units(records: Records, filters: Filters) -> pl.LazyFrame:
    """The same as a frame with the column `recommendation_index`."""
    found = numbers(records, filters)
    return pl.LazyFrame({Col.RECOMMENDATION_INDEX: found.astype(np.uint32)})
