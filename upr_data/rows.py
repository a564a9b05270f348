"""The rows behind a figure: every field of every recommendation that a selection counts."""

from typing import Final

import polars as pl

from upr_data.filters import Filters
from upr_data.model import Col, Table
from upr_data.records import Records
from upr_data.selection import selected

STATE_NAME: Final = "state_under_review_name"
RECOMMENDING_STATE_NAME: Final = "recommending_state_name"


def rows(records: Records, filters: Filters) -> pl.DataFrame:
    """The rows of a selection in file order: the main table, names of States, IRI and status.

    In unit recommendation a row is here if its recommendation answers to the selection.
    """
    chosen = selected(records, filters).select(Col.ROW_INDEX, Col.IRI, Col.STATUS).collect()
    return with_fields(records, chosen)


def with_fields(records: Records, chosen: pl.DataFrame) -> pl.DataFrame:
    """All fields of the rows in `chosen` (`row_index`, and whatever else), in its order."""
    main = records.snapshot.scan(Table.RECOMMENDATIONS).with_row_index(Col.ROW_INDEX)
    names = pl.LazyFrame(
        {Col.STATE: list(records.state_names), Col.STATE_NAME: list(records.state_names.values())},
        schema={Col.STATE: pl.String, Col.STATE_NAME: pl.String},
    )
    return (
        chosen.lazy()
        .join(main, on=Col.ROW_INDEX, how="left", maintain_order="left")
        .join(
            names.rename({Col.STATE_NAME: STATE_NAME}),
            how="left",
            maintain_order="left",
            left_on=Col.STATE_UNDER_REVIEW,
            right_on=Col.STATE,
        )
        .join(
            names.rename({Col.STATE_NAME: RECOMMENDING_STATE_NAME}),
            how="left",
            maintain_order="left",
            left_on=Col.RECOMMENDING_STATE,
            right_on=Col.STATE,
        )
        .drop(Col.ROW_INDEX)
        .collect()
    )
