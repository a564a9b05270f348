"""Whose words differ, what the next review sees, how the index is spread."""

from typing import Final

import polars as pl

from upr_data.domain.implementation import FULLY_FROM, PARTIALLY_FROM
from upr_data.figures.follow_up.units import numbers, units
from upr_data.figures.ratio import ratio
from upr_data.figures.records import Records
from upr_data.figures.selected import selected
from upr_data.model import (
    ASSESSED,
    COMMENTED,
    AssessorType,
    Col,
    Fig,
    Milestone,
    Status,
    Unit,
    enum_type,
)
from upr_data.selection.filters import Filters

IRI_BINS: Final = (
    ("0", 0.0, 0.0, Status.NOT_IMPLEMENTED),
    ("above 0, below 0.33", 0.0, PARTIALLY_FROM, Status.NOT_IMPLEMENTED),
    ("0.33 to below 0.66", PARTIALLY_FROM, FULLY_FROM, Status.PARTIALLY),
    ("0.66 to below 1", FULLY_FROM, 1.0, Status.FULLY),
    ("1", 1.0, 1.0, Status.FULLY),
)
"""Bins of the IRI: label, lower and upper end, the status they stand for. 0 and 1 are their own."""


def assessor_gap(
    records: Records,
    filters: Filters,
    one: AssessorType = AssessorType.STATE,
    other: AssessorType = AssessorType.CIVIL_SOCIETY,
) -> pl.DataFrame:
    """One assessor type's word against another's on the same recommendations; one row.

    Columns: `made`: all of the selection; `n_both`: those that both have assessed, so that each
    gives an IRI of its own (the denominator of what follows); `both_share`: both of made;
    `mean_iri_one`, `mean_iri_other` of these; `n_agree`, `agree_share`: the same status by both;
    `n_one_higher`, `n_one_lower`: a better, or worse, status by the first. Milestone is the
    selection's.
    """
    both = _by_both(records, filters, one, other)
    grade = {status: grade for grade, status in enumerate(reversed(ASSESSED))}
    better = _grade("one", grade).cast(pl.Int8) - _grade("other", grade).cast(pl.Int8)
    counted = both.select(
        pl.len().cast(pl.Int64).alias(Fig.N_BOTH),
        pl.col("iri_one").mean().alias(Fig.MEAN_IRI_ONE),
        pl.col("iri_other").mean().alias(Fig.MEAN_IRI_OTHER),
        (better == 0).sum().cast(pl.Int64).alias(Fig.N_AGREE),
        (better > 0).sum().cast(pl.Int64).alias(Fig.N_ONE_HIGHER),
        (better < 0).sum().cast(pl.Int64).alias(Fig.N_ONE_LOWER),
    ).collect()
    return counted.with_columns(
        pl.lit(_made(records, filters), pl.Int64).alias(Fig.MADE),
    ).select(
        Fig.MADE,
        Fig.N_BOTH,
        ratio(pl.col(Fig.N_BOTH), pl.col(Fig.MADE)).alias(Fig.BOTH_SHARE),
        Fig.MEAN_IRI_ONE,
        Fig.MEAN_IRI_OTHER,
        Fig.N_AGREE,
        ratio(pl.col(Fig.N_AGREE), pl.col(Fig.N_BOTH)).alias(Fig.AGREE_SHARE),
        Fig.N_ONE_HIGHER,
        Fig.N_ONE_LOWER,
    )


def status_transitions(records: Records, filters: Filters) -> pl.DataFrame:
    """From the status at mid-term to the one at the next review, of what has both.

    Columns: `status_mid_term`, `status_next_review`, `n` and `share_of_mid_term`: of those with
    that status at mid-term and any comment at the next review. Commented at both milestones is
    what counts, so that *not assessed* is among the statuses; all sixteen pairs are given.
    Assessors are the selection's.
    """
    frames = (
        _statuses(records, Milestone.MID_TERM, filters.assessors, "mid_term"),
        _statuses(records, Milestone.NEXT_REVIEW, filters.assessors, "next_review"),
    )
    both = units(records, filters)
    for frame in frames:
        both = both.join(frame, on=Col.RECOMMENDATION_INDEX)
    pairs = _pairs(both, COMMENTED, "mid_term", "next_review")
    of_mid_term = pl.col(Fig.N).sum().over(Fig.STATUS_MID_TERM)
    share = pl.when(of_mid_term > 0).then(pl.col(Fig.N) / of_mid_term)
    return pairs.with_columns(share.alias(Fig.SHARE_OF_MID_TERM))


def iri_distribution(records: Records, filters: Filters) -> pl.DataFrame:
    """How the IRI of what was assessed is spread; the bins of `IRI_BINS`, from 0 to 1.

    Columns: `bin`, `lower`, `upper`, `status`, `n`, `n_assessed` (the denominator), `share`,
    `made` and `assessed_share`: assessed of made. The index takes few values, so that bins end
    where statuses do; 0 and 1 stand alone.
    """
    iri = _selected(records, filters).select(Col.IRI).drop_nulls().collect()[Col.IRI]
    counts = [n_within(iri, lower, upper) for _, lower, upper, _ in IRI_BINS]
    bins = pl.DataFrame(
        IRI_BINS,
        schema={
            Fig.BIN: pl.String,
            Fig.LOWER: pl.Float64,
            Fig.UPPER: pl.Float64,
            Fig.STATUS: pl.String,
        },
        orient="row",
    )
    return bins.with_columns(
        pl.Series(Fig.N, counts, pl.Int64),
        pl.lit(len(iri), pl.Int64).alias(Fig.N_ASSESSED),
        pl.lit(_made(records, filters), pl.Int64).alias(Fig.MADE),
    ).with_columns(
        ratio(pl.col(Fig.N), pl.col(Fig.N_ASSESSED)).alias(Fig.SHARE),
        ratio(pl.col(Fig.N_ASSESSED), pl.col(Fig.MADE)).alias(Fig.ASSESSED_SHARE),
    )


def n_within(iri: pl.Series, lower: float, upper: float) -> int:
    """How many are equal to an end that both ends are; else from the lower to below the upper."""
    if lower == upper:
        return int((iri == lower).sum())
    return int(((iri >= lower) & (iri < upper) & (iri != 0)).sum())


def _selected(records: Records, filters: Filters) -> pl.LazyFrame:
    """The selection, one line for each unit counted."""
    rows = selected(records, filters).select(Col.RECOMMENDATION_INDEX, Col.IRI)
    if filters.unit is Unit.ROW:
        return rows
    return rows.unique(Col.RECOMMENDATION_INDEX, keep="first", maintain_order=True)


def _made(records: Records, filters: Filters) -> int:
    return len(numbers(records, filters))


def _statuses(
    records: Records, milestone: Milestone, assessors: tuple[AssessorType, ...], name: str
) -> pl.LazyFrame:
    """IRI and status of what was commented on, as `iri_…` and `status_…`."""
    named = {str(Col.IRI): f"iri_{name}", str(Col.STATUS): f"status_{name}"}
    return records.statuses(milestone, assessors).lazy().rename(named)


def _by_both(
    records: Records, filters: Filters, one: AssessorType, other: AssessorType
) -> pl.LazyFrame:
    """The selection's units that both assessor types have assessed."""
    both = units(records, filters)
    for assessor, name in ((one, "one"), (other, "other")):
        statuses = _statuses(records, filters.milestone, (assessor,), name)
        both = both.join(statuses.drop_nulls(f"iri_{name}"), on=Col.RECOMMENDATION_INDEX)
    return both


def _grade(name: str, grades: dict[Status, int]) -> pl.Expr:
    by_code = {status.value: grade for status, grade in grades.items()}
    status = pl.col(f"status_{name}").cast(pl.String)
    return status.replace_strict(by_code, return_dtype=pl.UInt8)


def _pairs(both: pl.LazyFrame, statuses: tuple[Status, ...], one: str, other: str) -> pl.DataFrame:
    """How often each pair of statuses occurs; pairs that do not are given with 0."""
    columns = [f"status_{one}", f"status_{other}"]
    kind = enum_type(Status)
    possible = [pl.LazyFrame({name: [s.value for s in statuses]}, {name: kind}) for name in columns]
    counted = both.group_by(columns).agg(pl.len().cast(pl.Int64).alias(Fig.N))
    return (
        possible[0]
        .join(possible[1], how="cross")
        .join(counted, on=columns, how="left")
        .with_columns(pl.col(Fig.N).fill_null(0))
        .sort(columns)
        .with_columns(pl.col(columns).cast(pl.String))
        .collect()
    )
