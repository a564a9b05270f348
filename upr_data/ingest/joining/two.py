"""Two tables joined to one: which rows are the same, and what becomes of the others."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

import polars as pl

from upr_data.domain.states import normalise
from upr_data.ingest.joining.merging import CLEAR, alone, merged
from upr_data.ingest.joining.pairs import Pair, Row, pairs
from upr_data.model import Col, JoinBasis, Response, enum_type

JOINS: Final = pl.Schema(
    {
        "base_row": pl.UInt32(),
        "other_row": pl.UInt32(),
        "row": pl.UInt32(),
        Col.BASIS: enum_type(JoinBasis),
        Col.SCORE: pl.Float64(),
        Col.RESPONSE: enum_type(Response),
        Col.OTHER_RESPONSE: enum_type(Response),
        Col.IS_CONFLICT: pl.Boolean(),
    }
)
"""One row per join: both rows' places in their tables, that of the joined row in the new one (all
from 0), by what they were joined, how like the texts are (0-100), and both responses."""


@dataclass(frozen=True, slots=True)
class Joined:
    """One table from two, and the joins behind it.

    `starts` has, for each row of the base, the place of its first row in `recommendations`;
    `missed` the places of the other's rows that are not in it.
    """

    recommendations: pl.DataFrame
    joins: pl.DataFrame
    starts: pl.Series
    missed: pl.Series


def join(base: pl.DataFrame, other: pl.DataFrame) -> Joined:
    """Rows of `base` with what `other` adds; of `other` alone only reviews that `base` lacks.

    A row of a review that both hold and that has no counterpart in `base` is missed: one source
    says which rows a review has. Of responses that contradict each other the base's stays.
    """
    found = pairs(_rows(base), _rows(other))
    is_alone = alone(base, other, {pair.other for pair in found})
    places = pl.Series(range(other.height), dtype=pl.UInt32)
    is_joined = places.is_in([pair.other for pair in found])
    starts = _starts(found, base.height)
    return Joined(
        recommendations=pl.concat([merged(base, other, found), other.filter(is_alone)]),
        joins=_joins_table(found, starts, base, other),
        starts=starts,
        missed=places.filter(~is_alone & ~is_joined),
    )


def _starts(found: Sequence[Pair], height: int) -> pl.Series:
    """Where each row of the base starts when a row stands once for each of its parts."""
    n_rows = [1] * height
    for pair, previous in pairwise(found):
        n_rows[pair.base] += pair.base == previous.base
    return pl.Series([0, *accumulate(n_rows)][:height], dtype=pl.UInt32)


def _rows(table: pl.DataFrame) -> list[Row]:
    columns = (
        Col.KIND, Col.STATE_UNDER_REVIEW, Col.SESSION, Col.RECOMMENDING_STATE,
        Col.RECOMMENDING_STATE_AS_GIVEN, Col.DOCUMENT_SYMBOL, Col.PARAGRAPH, Col.TEXT,
    )  # fmt: skip
    return [
        Row(
            place=place,
            review=(kind, under_review, session),
            state=_state(code, given),
            number=(document, paragraph) if document and paragraph else None,
            text=text or "",
        )
        for place, (
            kind,
            under_review,
            session,
            code,
            given,
            document,
            paragraph,
            text,
        ) in enumerate(table.select(columns).iter_rows())
        if under_review
    ]


def _state(code: str | None, given: str | None) -> Hashable:
    """Code of the recommending State; where there is none, its name as given."""
    return code or f"?{normalise(given or '')}"


def _joins_table(
    found: Sequence[Pair], starts: pl.Series, base: pl.DataFrame, other: pl.DataFrame
) -> pl.DataFrame:
    here, there = [pair.base for pair in found], [pair.other for pair in found]
    table = pl.DataFrame(
        [
            pl.Series("base_row", here, pl.UInt32),
            pl.Series("other_row", there, pl.UInt32),
            starts.gather(here).alias("start"),
            pl.Series(Col.BASIS, [pair.basis.value for pair in found], JOINS[Col.BASIS]),
            pl.Series(Col.SCORE, [pair.score for pair in found], pl.Float64),
            base[Col.RESPONSE][here],
            other[Col.RESPONSE][there].alias(Col.OTHER_RESPONSE),
        ]
    )
    part = pl.int_range(pl.len(), dtype=pl.UInt32).over("base_row")
    row = (pl.col("start") + part).alias("row")
    return table.with_columns(row, _is_conflict().alias(Col.IS_CONFLICT)).select(JOINS.names())


def _is_conflict() -> pl.Expr:
    """Both responses are clear and differ; a whole partly supported may well have such parts."""
    here, there = pl.col(Col.RESPONSE), pl.col(Col.OTHER_RESPONSE)
    is_refined = (pl.col(Col.BASIS) == JoinBasis.SPLIT.value) & (
        here == Response.PARTIALLY_SUPPORTED.value
    )
    return here.is_in(CLEAR) & there.is_in(CLEAR) & (here != there) & ~is_refined
