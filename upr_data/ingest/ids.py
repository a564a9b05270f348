"""Ids of recommendations and rows, the same on every import of the same records."""

import hashlib
from typing import Final

import polars as pl

from upr_data.domain.folding import searchable
from upr_data.model import Col, IdBasis, ReportAction, Table, conform, empty

_ID_DIGITS: Final = 16
_SAME: Final = (Col.RECOMMENDATION_ID, Col.RECOMMENDING_STATE_AS_GIVEN)
_PROPERTIES: Final = (Col.ACTION_CATEGORY, Col.ISSUES, Col.RESPONSE)


def with_ids(recommendations: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows with their ids, and what is to be reported of rows that differ or come again.

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
    occurrence = pl.int_range(1, pl.len() + 1).over(_SAME)
    row_id = pl.concat_str(*_SAME, occurrence, separator="|", ignore_nulls=True)
    rows = conform(Table.RECOMMENDATIONS, rows.with_columns(row_id.alias(Col.ROW_ID)))
    return rows, _noticed(rows)


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


def _noticed(rows: pl.DataFrame) -> pl.DataFrame:
    """Report lines: properties in which rows of one recommendation differ, and rows given again."""
    lines = [_line(f"rows_differ_in_{name}", *_differing(rows, name)) for name in _PROPERTIES]
    lines.append(_line("row_given_again", *_given_again(rows)))
    found = [line for line in lines if line[Col.N]]
    return (
        conform(Table.IMPORT_REPORT, pl.DataFrame(found)) if found else empty(Table.IMPORT_REPORT)
    )


def _line(rule: str, n: int, detail: str) -> dict[Col, str | int]:
    action = ReportAction.NOTICED.value
    return {Col.REPORT_ACTION: action, Col.RULE: rule, Col.N: n, Col.DETAIL: detail}


def _differing(rows: pl.DataFrame, column: Col) -> tuple[int, str]:
    """How many recommendations have rows that differ in a property."""
    different = rows.lazy().unique([Col.RECOMMENDATION_ID, column])
    several = different.group_by(Col.RECOMMENDATION_ID).len().filter(pl.col("len") > 1).collect()
    return several.height, "Recommendations whose rows differ; the first row counts."


def _given_again(rows: pl.DataFrame) -> tuple[int, str]:
    """How many rows name a recommendation and a State that a row before them names."""
    n = rows.height - rows.select(_SAME).n_unique()
    return n, "The same recommendation and State as a row before: kept and counted."
