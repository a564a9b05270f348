"""What a selection counts: a line for each row, or for each recommendation once."""

import numpy as np
import polars as pl

from upr_data.figures.ratio import Numbers
from upr_data.figures.records import Records
from upr_data.figures.selected import distinct, recommendation_numbers, selected_rows
from upr_data.model import Col, Unit
from upr_data.selection.filters import Filters


def numbers(records: Records, filters: Filters) -> Numbers:
    """The numbers of the recommendations of a selection, one for each unit counted."""
    of_rows = recommendation_numbers(records)[selected_rows(records, filters)]
    return of_rows if filters.unit is Unit.ROW else distinct(of_rows, records.manifest.n_rows)


def units(records: Records, filters: Filters) -> pl.LazyFrame:
    """The same as a frame with the column `recommendation_index`."""
    found = numbers(records, filters)
    return pl.LazyFrame({Col.RECOMMENDATION_INDEX: found.astype(np.uint32)})
