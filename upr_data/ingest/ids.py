"""Ids of recommendations and rows, the same on every import of the same records."""

import hashlib
from typing import Final

import polars as pl

from upr_data.domain.folding import searchable
from upr_data.model import Col, IdBasis, ReportAction, Table, conform, empty

_ID_DIGITS: Final = 16


def with_ids(recommendations: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows with their ids, and what is to be reported of recommendations whose rows differ.

    A recommendation without the source's own id is known by its State under review, session,
    kind, response and normalised text: identical texts in one review are one. A row is known by
    that, the recommending State as given and its occurrence, so that exact duplicates are kept.
    """
    known = pl.col(Col.RECOMMENDATION_ID).is_not_null()
    rows = recommendations.with_columns(
        pl.when(known)
        .then(pl.lit(IdBasis.SOURCE.value))
        .otherwise(pl.lit(IdBasis.TEXT.value))
        .alias(Col.ID_BASIS),
        _ids(recommendations),
    )
    same = (Col.RECOMMENDATION_ID, Col.RECOMMENDING_STATE_AS_GIVEN)
    occurrence = pl.int_range(1, pl.len() + 1).over(same)
    row_id = pl.concat_str(*same, occurrence, separator="|", ignore_nulls=True)
    rows = conform(Table.RECOMMENDATIONS, rows.with_columns(row_id.alias(Col.ROW_ID)))
    return rows, _differing(rows)


def _ids(rows: pl.DataFrame) -> pl.Series:
    """The source's ids; where it gives none, ids by text."""
    given = rows[Col.RECOMMENDATION_ID]
    lacking = given.is_null()
    if not lacking.any():
        return given
    return given.scatter(lacking.arg_true(), _text_ids(rows.filter(lacking)))


def _text_ids(rows: pl.DataFrame) -> pl.Series:
    """One short hash per State under review, session, kind, response and normalised text."""
    key = pl.concat_str(
        pl.col(Col.STATE_UNDER_REVIEW, Col.SESSION, Col.KIND, Col.RESPONSE)
        .cast(pl.String)
        .fill_null(""),
        searchable(rows[Col.TEXT]),
        separator="|",
    )
    keys = rows.select(key.alias("key"))["key"]
    unique = keys.unique()
    hashed = [hashlib.sha256(text.encode()).hexdigest()[:_ID_DIGITS] for text in unique]
    return keys.replace_strict(unique, pl.Series(hashed, dtype=pl.String))


def _differing(rows: pl.DataFrame) -> pl.DataFrame:
    """A report line per property in which rows of one recommendation differ, with how many."""
    lines = []
    for column in (Col.ACTION_CATEGORY, Col.ISSUES, Col.RESPONSE):
        n = (
            rows.lazy()
            .unique([Col.RECOMMENDATION_ID, column])
            .group_by(Col.RECOMMENDATION_ID)
            .len()
            .filter(pl.col("len") > 1)
            .collect()
            .height
        )
        if n:
            lines.append(
                {
                    Col.REPORT_ACTION: ReportAction.NOTICED.value,
                    Col.RULE: f"rows_differ_in_{column}",
                    Col.N: n,
                    Col.DETAIL: "Recommendations whose rows differ; the first row counts.",
                }
            )
    return (
        conform(Table.IMPORT_REPORT, pl.DataFrame(lines)) if lines else empty(Table.IMPORT_REPORT)
    )
