"""What is counted, and of what. Every figure of the project is defined here, once.

Counts come first, rates from counts; a rate never leaves without its numerator, denominator and
coverage. The docstring of each metric is its public definition.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import polars as pl

from upr_data.dimensions import COLUMNS, MANY_VALUED, key_label
from upr_data.filters import Filters
from upr_data.model import (
    ActionCategory,
    AssessorType,
    Col,
    Denominator,
    Dimension,
    Response,
    Status,
    Unit,
)
from upr_data.records import Records
from upr_data.selection import selected

_CELL: Final = (Col.RESPONSE, Col.ACTION_CATEGORY, Col.STATUS)
"""What one pass over the rows counts by; every count is a sum over these cells."""

KEYS: Final = ("key", "key_2")
_MADE: Final = "made"
_IRI_SUM: Final = "iri_sum"
_UNSPECIFIC: Final = [category for category in ActionCategory if category != ActionCategory.SPECIFIC]


def _where(condition: pl.Expr, name: str) -> pl.Expr:
    return pl.col(_MADE).filter(condition).sum().cast(pl.Int64).alias(name)


def _n_response(response: Response, name: str) -> pl.Expr:
    return _where(pl.col(Col.RESPONSE) == response.value, name)


def _n_status(name: str, *statuses: Status) -> pl.Expr:
    return _where(pl.col(Col.STATUS).is_in([status.value for status in statuses]), name)


COUNTS: Final = (
    pl.col(_MADE).sum().cast(pl.Int64),
    _n_response(Response.SUPPORTED, "n_supported"),
    _n_response(Response.NOTED, "n_noted"),
    _n_response(Response.PARTIALLY_SUPPORTED, "n_partially_supported"),
    _n_response(Response.PENDING, "n_pending"),
    _n_response(Response.UNKNOWN, "n_unknown_response"),
    *(_where(pl.col(Col.ACTION_CATEGORY) == int(c), f"n_category_{int(c)}") for c in ActionCategory),
    _where(pl.col(Col.ACTION_CATEGORY).is_null(), "n_category_unknown"),
    _n_status("n_commented", Status.FULLY, Status.PARTIALLY, Status.NOT_IMPLEMENTED,
              Status.NOT_ASSESSED),
    _n_status("n_uncommented", Status.UNCOMMENTED),
    _n_status("n_assessed", Status.FULLY, Status.PARTIALLY, Status.NOT_IMPLEMENTED),
    _n_status("n_not_assessed", Status.NOT_ASSESSED),
    _n_status("n_fully", Status.FULLY),
    _n_status("n_partially", Status.PARTIALLY),
    _n_status("n_not_implemented", Status.NOT_IMPLEMENTED),
    _n_status("n_triggered", Status.FULLY, Status.PARTIALLY),
    pl.col(_IRI_SUM).sum(),
)
"""The counts of a group, from its cells."""

FIGURE_COLUMNS: Final = (
    "key", "label", "unit", "n_rows", "n_recommendations", "made",
    "n_supported", "n_noted", "n_partially_supported", "n_pending", "n_unknown_response",
    "acceptance_denominator", "acceptance_rate",
    "n_category_1", "n_category_2", "n_category_3", "n_category_4", "n_category_5",
    "n_category_unknown", "specific_share", "vague_share",
    "n_commented", "n_uncommented", "coverage", "n_assessed", "n_not_assessed",
    "n_fully", "n_partially", "n_not_implemented", "n_triggered",
    "triggered_of", "triggered_denominator", "triggered_rate",
    "triggered_lower", "triggered_upper", "mean_iri",
)  # fmt: skip
"""The columns of `figures`, in the order of the public contract."""


def acceptance() -> tuple[pl.Expr, pl.Expr]:
    """Acceptance rate: supported of all that were answered.

    Answered means supported, noted or partially supported; pending and unknown responses are in
    no denominator, partial support is never in the numerator.
    """
    denominator = pl.col("n_supported") + pl.col("n_noted") + pl.col("n_partially_supported")
    return (
        denominator.alias("acceptance_denominator"),
        ratio(pl.col("n_supported"), denominator).alias("acceptance_rate"),
    )


def specificity() -> tuple[pl.Expr, pl.Expr]:
    """Specific share: category 5 of categories 1–5; vague share: categories 1–4 of 1–5.

    Rows without an action category are in no denominator and are counted beside.
    """
    coded = pl.sum_horizontal(f"n_category_{int(c)}" for c in ActionCategory)
    vague = pl.sum_horizontal(f"n_category_{int(c)}" for c in _UNSPECIFIC)
    return (
        ratio(pl.col("n_category_5"), coded).alias("specific_share"),
        ratio(vague, coded).alias("vague_share"),
    )


def coverage() -> pl.Expr:
    """Coverage: commented, that is with any assessment, of made."""
    return ratio(pl.col("n_commented"), pl.col(_MADE)).alias("coverage")


def triggered_action(of: Denominator) -> tuple[pl.Expr, ...]:
    """Triggered action: fully or partially implemented, of commented, assessed or made.

    Of commented is UPR Info's 48 % (*Beyond promises*, 2014, p. 17); of assessed is our reading
    of its 40 % (*On the road to implementation*, 2012). The bounds are of made, whatever the
    denominator: lower, if nothing unassessed triggered action; upper, if all of it did.
    """
    triggered, made = pl.col("n_triggered"), pl.col(_MADE)
    denominator = pl.col({
        Denominator.COMMENTED: "n_commented",
        Denominator.ASSESSED: "n_assessed",
        Denominator.MADE: _MADE,
    }[of])
    possible = triggered + pl.col("n_uncommented") + pl.col("n_not_assessed")
    return (
        pl.lit(of.value).alias("triggered_of"),
        denominator.alias("triggered_denominator"),
        ratio(triggered, denominator).alias("triggered_rate"),
        ratio(triggered, made).alias("triggered_lower"),
        ratio(possible, made).alias("triggered_upper"),
    )


def mean_iri() -> pl.Expr:
    """Mean IRI of what was assessed; null where nothing was."""
    return ratio(pl.col(_IRI_SUM), pl.col("n_assessed")).alias("mean_iri")


def ratio(numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """A rate of 0–1; null where the denominator is empty."""
    return pl.when(denominator > 0).then(numerator / denominator)


def rates(of: Denominator) -> tuple[pl.Expr, ...]:
    """All rates, from the columns of `COUNTS`."""
    return (*acceptance(), *specificity(), coverage(), *triggered_action(of), mean_iri())


def figures(
    records: Records, filters: Filters, by: Sequence[Dimension] = (Dimension.NONE,)
) -> pl.DataFrame:
    """Every figure of a selection, by one or two dimensions, sorted by key.

    Columns: `FIGURE_COLUMNS`, with `key_2` after `key` for two dimensions. Counts are in
    `filters.unit`; `n_rows` and `n_recommendations` always say both. By issue, theme or
    organisation a row counts once in each of its own, so that shares add up to more than 100 %;
    a row with none has key null. By assessor type each group is the whole selection as the words
    of that type alone have it: groups are not additive.
    """
    if Dimension.ASSESSOR_TYPE in by:
        counted = _counted_by_assessor_type(records, filters, by)
    else:
        counted = _counted(records, filters, by)
    return _labelled(counted.with_columns(rates(filters.of)), records, filters, by)


def _counted(records: Records, filters: Filters, by: Sequence[Dimension]) -> pl.DataFrame:
    keys = KEYS[: len(by)]
    rows = selected(records, filters).select(
        *(_key(dimension).alias(key) for dimension, key in zip(by, keys, strict=True)),
        Col.RECOMMENDATION_INDEX,
        Col.IRI,
        *_CELL,
    )
    for dimension, key in zip(by, keys, strict=True):
        if dimension in MANY_VALUED:
            rows = rows.explode(key, empty_as_null=True, keep_nulls=True)
    count = _count_rows if filters.unit is Unit.ROW else _count_recommendations
    counted = count(rows, keys).collect()
    if counted.is_empty() and list(by) == [Dimension.NONE]:
        return pl.DataFrame({"key": [None]}).join(counted.cast({"key": pl.Null}), on="key", how="left").with_columns(
            pl.exclude("key").fill_null(0)
        )
    return counted


def _count_rows(rows: pl.LazyFrame, keys: Sequence[str]) -> pl.LazyFrame:
    cells = rows.group_by(*keys, *_CELL).agg(
        pl.len().alias(_MADE), pl.col(Col.IRI).sum().alias(_IRI_SUM)
    )
    recommendations = rows.unique([*keys, Col.RECOMMENDATION_INDEX]).group_by(*keys).agg(
        pl.len().alias("n_recommendations")
    )
    counts = cells.group_by(*keys).agg(COUNTS).with_columns(pl.col(_MADE).alias("n_rows"))
    return counts.join(recommendations, on=keys, nulls_equal=True)


def _count_recommendations(rows: pl.LazyFrame, keys: Sequence[str]) -> pl.LazyFrame:
    recommendations = rows.group_by(*keys, Col.RECOMMENDATION_INDEX).agg(
        pl.col(Col.IRI, *_CELL).first(), pl.len().alias("n_rows")
    )
    cells = recommendations.group_by(*keys, *_CELL).agg(
        pl.len().alias(_MADE),
        pl.col("n_rows").sum(),
        pl.col(Col.IRI).sum().alias(_IRI_SUM),
    )
    counts = cells.group_by(*keys).agg(*COUNTS, pl.col("n_rows").sum())
    return counts.with_columns(pl.col(_MADE).alias("n_recommendations"))


def _counted_by_assessor_type(
    records: Records, filters: Filters, by: Sequence[Dimension]
) -> pl.DataFrame:
    """One block per assessor type whose words the selection has, in the place of that key."""
    key = KEYS[list(by).index(Dimension.ASSESSOR_TYPE)]
    rest = [d for d in by if d is not Dimension.ASSESSOR_TYPE] or [Dimension.NONE]
    blocks = []
    for kind in filters.assessors or tuple(AssessorType):
        block = _counted(records, replace(filters, assessors=(kind,)), rest)
        if block["n_commented"].sum():
            others = {KEYS[0]: KEYS[1]} if len(by) > 1 and key == KEYS[0] else {}
            blocks.append(block.rename(others).with_columns(pl.lit(kind.value).alias(key)))
    empty = _counted(records, filters, rest).clear()
    return pl.concat(blocks, how="vertical") if blocks else empty


def _key(dimension: Dimension) -> pl.Expr:
    """The values of a dimension, codes as text so that they sort as codes."""
    if dimension is Dimension.NONE:
        return pl.lit(None)
    column = pl.col(COLUMNS[dimension])
    if dimension in MANY_VALUED:
        return column.cast(pl.List(pl.String))
    return column if dimension in _NUMBERED else column.cast(pl.String)


_NUMBERED: Final = {Dimension.CYCLE, Dimension.SESSION, Dimension.ACTION_CATEGORY}


def _labelled(
    counted: pl.DataFrame, records: Records, filters: Filters, by: Sequence[Dimension]
) -> pl.DataFrame:
    keys = KEYS[: len(by)]
    labels = [
        " · ".join(key_label(d, key, records) for d, key in zip(by, row, strict=True))
        for row in counted.select(keys).iter_rows()
    ]
    return (
        counted.with_columns(
            pl.Series("label", labels, pl.String), pl.lit(filters.unit.value).alias("unit")
        )
        .sort(keys, nulls_last=True)
        .select(*keys, *FIGURE_COLUMNS[1:])
    )


def as_records(table: pl.DataFrame) -> list[dict[str, Any]]:
    """The figures as JSON has them: `key` is a list where there are two."""
    rows = table.to_dicts()
    if KEYS[1] not in table.columns:
        return rows
    return [{"key": [row.pop(key) for key in KEYS], **row} for row in rows]
