"""From assessments, one stakeholder's words each, to one status per recommendation.

Source of the method: UPR Info, *Beyond promises* (2014) and its methodology note.
"""

from typing import Final

import polars as pl

from upr_data.model import (
    ALL_ASSESSORS,
    LEVEL_VALUES,
    SCHEMAS,
    AssessorType,
    Col,
    Status,
    Table,
    conform,
    enum_type,
)

PARTIALLY_FROM: Final = 0.33
FULLY_FROM: Final = 0.66

_KEY = (Col.RECOMMENDATION_ID, Col.MILESTONE)

_LEVEL_VALUE = (
    pl.col(Col.LEVEL)
    .cast(pl.String)
    .replace_strict(
        {level.value: number for level, number in LEVEL_VALUES.items()},
        default=None,
        return_dtype=pl.Float64,
    )
)


def status_of_iri(iri: pl.Expr) -> pl.Expr:
    """The status an IRI stands for; a null IRI is *not assessed*.

    IRI < 0.33 not implemented; 0.33 ≤ IRI < 0.66 partially; IRI ≥ 0.66 fully implemented.
    """
    return (
        pl.when(iri.is_null())
        .then(pl.lit(Status.NOT_ASSESSED.value))
        .when(iri < PARTIALLY_FROM)
        .then(pl.lit(Status.NOT_IMPLEMENTED.value))
        .when(iri < FULLY_FROM)
        .then(pl.lit(Status.PARTIALLY.value))
        .otherwise(pl.lit(Status.FULLY.value))
        .cast(enum_type(Status))
    )


def latest_words(assessments: pl.LazyFrame) -> pl.LazyFrame:
    """Each assessor's last word on each recommendation at each milestone.

    Later dates win, no date is earliest. Where one assessor says several things on one day the
    order of levels decides (fully, partially, not, unclear: the most cautious), so that the
    order of rows never does.
    """
    return assessments.sort(Col.ASSESSED_ON, Col.LEVEL, nulls_last=False).unique(
        [*_KEY, Col.ASSESSOR_TYPE, Col.ASSESSOR], keep="last", maintain_order=True
    )


def pooled_statuses(assessments: pl.LazyFrame) -> pl.LazyFrame:
    """IRI and status per recommendation and milestone, of all the words given together.

    The IRI is the mean of the levels given by each assessor's latest word (fully 1, partially
    0.5, not 0; unclear gives none). A recommendation nobody commented on has no row.
    """
    return _with_status(latest_words(assessments), *_KEY)


def statuses(assessments: pl.DataFrame) -> pl.DataFrame:
    """IRI and status per recommendation and milestone, by assessor type and of all together."""
    latest = latest_words(assessments.lazy())
    types = SCHEMAS[Table.STATUSES][Col.ASSESSOR_TYPE]
    by_type = _with_status(latest, *_KEY, Col.ASSESSOR_TYPE).with_columns(
        pl.col(Col.ASSESSOR_TYPE).cast(pl.String).cast(types)
    )
    pooled = _with_status(latest, *_KEY).with_columns(
        pl.lit(ALL_ASSESSORS).cast(types).alias(Col.ASSESSOR_TYPE)
    )
    both = pl.concat([by_type, pooled], how="diagonal").sort(*_KEY, Col.ASSESSOR_TYPE)
    return conform(Table.STATUSES, both.collect())


def _with_status(latest: pl.LazyFrame, *key: Col) -> pl.LazyFrame:
    iri = _LEVEL_VALUE.mean().alias(Col.IRI)
    return (
        latest.group_by(*key)
        .agg(iri)
        .with_columns(status_of_iri(pl.col(Col.IRI)).alias(Col.STATUS))
    )


def assessor_types_present(assessments: pl.LazyFrame) -> list[AssessorType]:
    """The types of assessors whose words a snapshot has, in the order of the list."""
    found = assessments.select(pl.col(Col.ASSESSOR_TYPE).unique()).collect()
    return [kind for kind in AssessorType if kind.value in set(found[Col.ASSESSOR_TYPE])]
