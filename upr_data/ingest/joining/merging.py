"""Joined rows: what the first source says, filled from the other where it says nothing."""

from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from upr_data.ingest.joining.pairs import Pair
from upr_data.model import Col, Response, Table, conform

CLEAR: Final = (Response.SUPPORTED.value, Response.NOTED.value, Response.PARTIALLY_SUPPORTED.value)
"""Responses that say something: an unknown or pending one is filled, and contradicts none."""

_FROM_PARTS: Final = (Col.TEXT, Col.RECOMMENDING_STATE_AS_GIVEN)
_BASE, _OTHER = "base_row", "other_row"


def merged(base: pl.DataFrame, other: pl.DataFrame, found: Sequence[Pair]) -> pl.DataFrame:
    """Rows of `base`, a row once for each part that `other` has cut it into."""
    matched = pl.DataFrame(
        {
            _BASE: [pair.base for pair in found],
            _OTHER: [pair.other for pair in found],
            "is_part": list(_are_parts(found)),
        },
        schema={_BASE: pl.UInt32, _OTHER: pl.UInt32, "is_part": pl.Boolean},
    )
    added = other.with_row_index(_OTHER).rename({name: f"{name}_other" for name in other.columns})
    both = (
        base.with_row_index(_BASE)
        .join(matched, on=_BASE, how="left")
        .join(added, on=_OTHER, how="left")
        .sort(_BASE, _OTHER, nulls_last=True)
    )
    return conform(Table.RECOMMENDATIONS, both.select(_filled(name) for name in base.columns))


def _are_parts(found: Sequence[Pair]) -> Iterator[bool]:
    """Whether the other's row is a part of the base's: then it has the text of its own."""
    n_others: dict[int, int] = {}
    for pair in found:
        n_others[pair.base] = n_others.get(pair.base, 0) + 1
    return (n_others[pair.base] > 1 for pair in found)


def _filled(name: str) -> pl.Expr:
    """A column of `base`, filled from `other` where it says nothing."""
    here, there = pl.col(name), pl.col(f"{name}_other")
    if name in _FROM_PARTS:
        return (
            pl.when(pl.col("is_part")).then(there).otherwise(pl.coalesce(here, there)).alias(name)
        )
    if name in {Col.RESPONSE, Col.RESPONSE_AS_GIVEN}:
        said = pl.col(Col.RESPONSE).cast(pl.String).is_in(CLEAR)
        other_said = pl.col(f"{Col.RESPONSE}_other").cast(pl.String).is_in(CLEAR)
        return pl.when(~said & other_said).then(there).otherwise(here).alias(name)
    if name in {Col.THEMES, Col.SDGS, Col.AFFECTED_PERSONS, Col.ISSUES}:
        return (
            pl.when(here.list.len() > 0).then(here).otherwise(pl.coalesce(there, here)).alias(name)
        )
    if name in {Col.ROW_ID, Col.RECOMMENDATION_ID, Col.ID_BASIS}:
        return here.alias(name)
    return pl.coalesce(here, there).alias(name)


def alone(base: pl.DataFrame, other: pl.DataFrame, joined: set[int]) -> pl.Series:
    """Which rows of `other` belong to reviews that `base` does not hold."""
    review = [Col.KIND, Col.STATE_UNDER_REVIEW, Col.SESSION]
    held = set(base.select(review).drop_nulls().cast(pl.String).unique().iter_rows())
    reviews = other.select(review).cast(pl.String).iter_rows()
    return pl.Series(
        [one not in held and place not in joined for place, one in enumerate(reviews)],
        dtype=pl.Boolean,
    )
