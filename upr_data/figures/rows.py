"""The rows behind a figure: every field of every recommendation that a selection counts."""

from typing import Final

import polars as pl

from upr_data.figures.records import Records
from upr_data.figures.selected import selected
from upr_data.model import SCHEMAS, Col, Table
from upr_data.selection.filters import Filters

STATE_NAME: Final = "state_under_review_name"
RECOMMENDING_STATE_NAME: Final = "recommending_state_name"


def rows(records: Records, filters: Filters) -> pl.DataFrame:
    """The rows of a selection in file order: the main table, names of States, IRI and status.

    What was read from each text (the table `features`) stands beside it. In unit recommendation a
    row is here if its recommendation answers to the selection.
    """
    chosen = selected(records, filters).select(Col.ROW_INDEX, Col.IRI, Col.STATUS).collect()
    return with_fields(records, chosen)


def find(records: Records, row_id: str) -> pl.DataFrame:
    """The row of an id with all its fields, IRI and status at mid-term; empty if nobody has it."""
    known = whole_rows(records).filter(pl.col(Col.ROW_ID) == row_id).select(Col.ROW_INDEX).collect()
    status = records.rows.select(Col.ROW_INDEX, Col.IRI, Col.STATUS)
    found = status.filter(pl.col(Col.ROW_INDEX).is_in(known[Col.ROW_INDEX].implode())).collect()
    return with_fields(records, found)


def words(records: Records, filters: Filters) -> pl.DataFrame:
    """The assessments behind a selection: every word on its recommendations, at its milestone.

    All fields of `assessments` (level, nuance and words as given, evidence, how it was matched),
    after the recommendation's document, paragraph and State under review; of the selection's
    assessor types alone. Sorted by recommendation, assessor type, assessor and day.
    """
    chosen = selected(records, filters).select(Col.RECOMMENDATION_INDEX).unique()
    place = (Col.DOCUMENT_SYMBOL, Col.PARAGRAPH, Col.STATE_UNDER_REVIEW)
    known = (
        whole_rows(records)
        .select(Col.RECOMMENDATION_ID, *place)
        .unique(Col.RECOMMENDATION_ID, keep="first", maintain_order=True)
        .join(records.index, on=Col.RECOMMENDATION_ID)
        .join(chosen, on=Col.RECOMMENDATION_INDEX, how="semi")
    )
    said = records.words.filter(pl.col(Col.MILESTONE) == filters.milestone.value)
    if filters.assessors:
        types = [one and str(one) for one in filters.assessors]
        kind = pl.col(Col.ASSESSOR_TYPE).cast(pl.String)
        said = said.filter(kind.is_in(types, nulls_equal=True))
    fields = [column for column in SCHEMAS[Table.ASSESSMENTS] if column != Col.RECOMMENDATION_ID]
    return (
        said.join(known, on=Col.RECOMMENDATION_ID)
        .select(Col.RECOMMENDATION_ID, *place, *fields)
        .sort(Col.RECOMMENDATION_ID, Col.ASSESSOR_TYPE, Col.ASSESSOR, Col.ASSESSED_ON)
        .collect()
    )


def with_fields(records: Records, chosen: pl.DataFrame) -> pl.DataFrame:
    """All fields of the rows in `chosen` (`row_index`, and whatever else), in its order."""
    wanted = _spelled(_whole_rows(records).select(pl.all().gather(chosen[Col.ROW_INDEX])))
    named = wanted.with_columns(
        _name(records, Col.STATE_UNDER_REVIEW, STATE_NAME),
        _name(records, Col.RECOMMENDING_STATE, RECOMMENDING_STATE_NAME),
    )
    fields = named.drop(Col.ROW_INDEX).collect()
    return chosen.drop(Col.ROW_INDEX).hstack(fields)


def whole_rows(records: Records) -> pl.LazyFrame:
    """The main table and the features of its texts."""
    return _spelled(_whole_rows(records))


def _whole_rows(records: Records) -> pl.LazyFrame:
    """The same as it is held, read once: Parquet unpacks everything to find one row."""

    def make() -> pl.LazyFrame:
        main = records.snapshot.scan(Table.RECOMMENDATIONS).with_row_index(Col.ROW_INDEX)
        features = records.snapshot.scan(Table.FEATURES)
        joined = main.join(features, on=Col.ROW_ID, how="left", maintain_order="left").collect()
        return pl.LazyFrame([_numbered(column) for column in joined])

    main: pl.LazyFrame = records.undated.recall(("whole rows",), make)
    return main


_WORDS: Final = (pl.String(), pl.List(pl.String()))
_OFTEN: Final = 4
"""Words that come so often on average are held as numbers."""


def _numbered(column: pl.Series) -> pl.Series:
    """Words that come again and again as their places in a list: 1 to 4 bytes, not 16 and more."""
    if column.dtype not in _WORDS:
        return column
    words = column.explode() if column.dtype.is_nested() else column
    different = words.unique().drop_nulls()
    if len(different) * _OFTEN > len(column):
        return column
    places = pl.Enum(different)
    return column.cast(pl.List(places) if column.dtype.is_nested() else places)


def _spelled(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Rows as they are held, their words as words."""
    tables = SCHEMAS[Table.RECOMMENDATIONS] | SCHEMAS[Table.FEATURES]
    return rows.cast({column: dtype for column, dtype in tables.items() if dtype in _WORDS})


def _name(records: Records, state: Col, name: str) -> pl.Expr:
    names = dict(records.state_names)
    return pl.col(state).replace_strict(names, default=None, return_dtype=pl.String).alias(name)
