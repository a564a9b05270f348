"""From assessments, one stakeholder's words each, to one status per recommendation.

Source of the method: UPR Info, *Beyond promises* (2014) and its methodology note.
"""

from typing import Final

import polars as pl

from upr_data.model import (
    ALL_ASSESSORS,
    LEVEL_VALUES,
    SCHEMAS,
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
    """An IRI below 0.33 is *not implemented*, one of 0.66 or more *fully implemented*.

    Between these it is *partially implemented*. What was commented on without an IRI is *not
    assessed*; what nobody commented on is *uncommented*.
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
    """Only each assessor's latest word on a recommendation counts, at each milestone.

    A word that has no date is as old as its evidence; one without either is older than any with
    one. Of several on one day the most cautious counts: fully, partially, not, unclear, in this
    order.
    """
    said_on = pl.coalesce(Col.ASSESSED_ON, Col.EVIDENCE_UNTIL)
    return assessments.sort(said_on, Col.LEVEL, nulls_last=False).unique(
        [*_KEY, Col.ASSESSOR_TYPE, Col.ASSESSOR], keep="last", maintain_order=True
    )


def pooled_statuses(assessments: pl.LazyFrame) -> pl.LazyFrame:
    """The index of implementation (IRI) is the mean of the levels that assessors gave.

    Fully counts 1, partially 0.5, not 0; an unclear word counts nothing. It is made for each
    recommendation and milestone, of each assessor's latest word. Nobody's word, no row.
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
