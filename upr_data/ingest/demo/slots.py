"""Rows put together to recommendations: who recommends, which number it has, what its id is.

A slot is one recommendation × one recommending State before it has words. Rows of one review
with the same response, category and status may be one recommendation with several States behind
it; all its rows then share everything but the recommending State.
"""

from typing import Final

import numpy as np
import polars as pl

from upr_data.ingest.demo.basis import WORDING, Flags, Floats, Ints, stream
from upr_data.ingest.demo.beyond_promises import rows_of_sessions_2_to_12
from upr_data.ingest.demo.sampled import PLANS, sampled_rows
from upr_data.ingest.demo.states import CODES, GROUPS, group_numbers, traits
from upr_data.model import Col, Group, Kind

NUMBER: Final = "number"
"""Column: the place of a recommendation among all, from 0."""

_JOINED_SHARE: Final = 0.16
"""How often a row joins the recommendation before it, if all that rows share is the same."""

_SHARED: Final = (
    Col.SESSION,
    Col.STATE_UNDER_REVIEW,
    Col.KIND,
    Col.RESPONSE,
    WORDING,
    Col.ACTION_CATEGORY,
    Col.STATUS,
)
_VOICE: Final = {
    Group.AFRICAN: (0.8, 1.5, 0.9, 0.9, 0.6),
    Group.ASIA_PACIFIC: (1.0, 1.7, 0.8, 0.9, 0.6),
    Group.EASTERN_EUROPEAN: (0.9, 0.8, 1.1, 1.2, 1.5),
    Group.GRULAC: (1.2, 1.0, 1.5, 1.3, 1.4),
    Group.WEOG: (1.0, 0.7, 1.6, 1.5, 2.4),
    Group.OBSERVER: (0.5, 1.0, 0.5, 1.0, 0.4),
}
"""How much a group's States recommend in action categories 1-5, relative to the others."""

_OWN_GROUP: Final = (1.6, 1.6, 0.9, 1.1, 0.8)
"""The same, times this, where the State under review is of the State's own group."""


def recommendation_slots() -> pl.DataFrame:
    """All rows of the demonstration without their texts, by review, number and recommending State.

    States are places in `states.CODES`; `status` is what assessors will say at mid-term.
    """
    rows = pl.concat(
        [sampled_rows(PLANS[0]), rows_of_sessions_2_to_12(), *map(sampled_rows, PLANS[1:])],
        how="diagonal_relaxed",
    )
    draw = stream("recommendations")
    rows = rows.with_columns(pl.Series("luck", draw.random(rows.height)))
    rows = rows.sort(*_SHARED, "luck", nulls_last=True)
    joined = _joins_previous(rows, draw)
    rows = _numbered(rows.with_columns(pl.Series("block", np.cumsum(~joined))), draw)
    by = pl.Series(Col.RECOMMENDING_STATE, _recommending(rows, stream("recommending States")))
    return _identified(rows.with_columns(by)).sort(NUMBER, Col.RECOMMENDING_STATE)


def _joins_previous(rows: pl.DataFrame, draw: np.random.Generator) -> Flags:
    same = rows.select(
        pl.all_horizontal(pl.col(name).eq_missing(pl.col(name).shift()) for name in _SHARED)
        & (pl.col(Col.KIND) == Kind.RECOMMENDATION.value)
    ).to_series()
    lucky = draw.random(rows.height) < _JOINED_SHARE
    return (same.to_numpy() & lucky) & (np.arange(rows.height) > 0)


def _numbered(rows: pl.DataFrame, draw: np.random.Generator) -> pl.DataFrame:
    """Recommendations in an order that mixes responses and categories, as reports do."""
    n_blocks = rows.select(pl.col("block").max()).item()
    mixed = pl.Series("mixed", draw.random(n_blocks + 1)[rows["block"].to_numpy()])
    ordered = rows.with_columns(mixed).sort(
        Col.SESSION,
        Col.STATE_UNDER_REVIEW,
        pl.col(Col.KIND) != Kind.RECOMMENDATION.value,
        "mixed",
        "block",
        "luck",
    )
    return ordered.with_columns((pl.col("block").rle_id()).cast(pl.Int64).alias(NUMBER)).drop(
        "block", "mixed", "luck"
    )


def _recommending(rows: pl.DataFrame, draw: np.random.Generator) -> Ints:
    """A State for each row: no State twice in a recommendation, none to itself, its own pledges."""
    under_review = rows[Col.STATE_UNDER_REVIEW].to_numpy()
    number = rows[NUMBER].to_numpy()
    is_pledge = (rows[Col.KIND] == Kind.VOLUNTARY_PLEDGE.value).to_numpy()
    kind_of_row = rows[WORDING].to_numpy() - 1 + 5 * group_numbers()[under_review]
    state = np.where(is_pledge, under_review, -1)
    again = ~is_pledge
    while again.any():
        state[again] = _drawn(kind_of_row[again], draw)
        again = ~is_pledge & ((state == under_review) | _repeats(number, state))
    return state


def _repeats(number: Ints, state: Ints) -> Flags:
    """Whether an earlier row of the same recommendation has the same State."""
    pairs = number * len(CODES) + state
    order = np.argsort(pairs, kind="stable")
    repeats = np.zeros(len(pairs), dtype=bool)
    repeats[order[1:]] = pairs[order[1:]] == pairs[order[:-1]]
    return repeats


def _drawn(kind_of_row: Ints, draw: np.random.Generator) -> Ints:
    """One State per row, by the weights of its action category and reviewed group."""
    luck = draw.random(len(kind_of_row))
    state = np.empty(len(kind_of_row), dtype=np.int64)
    for kind in range(5 * len(Group)):
        rows = kind_of_row == kind
        ladder = np.cumsum(_weights(kind % 5, kind // 5))
        state[rows] = np.searchsorted(ladder, luck[rows] * ladder[-1], side="right")
    return state


def _weights(category: int, reviewed_group: int) -> Floats:
    own = np.where(group_numbers() == reviewed_group, _OWN_GROUP[category], 1.0)
    weights: Floats = traits().voice * own * np.array([_VOICE[group][category] for group in GROUPS])
    return weights


def _identified(rows: pl.DataFrame) -> pl.DataFrame:
    """Document, paragraph and id: `DEMO/S12/QMA#101.12`; pledges stand in the next section."""
    section = stream("sections").integers(75, 160, size=256 * len(CODES))
    review = pl.col(Col.SESSION) * len(CODES) + pl.col(Col.STATE_UNDER_REVIEW)
    is_pledge = pl.col(Col.KIND) == Kind.VOLUNTARY_PLEDGE.value
    heading = pl.lit(pl.Series(section)).gather(review) + is_pledge.cast(pl.Int64)
    first = pl.col(NUMBER).min().over(Col.SESSION, Col.STATE_UNDER_REVIEW, Col.KIND)
    code = pl.lit(pl.Series(CODES)).gather(pl.col(Col.STATE_UNDER_REVIEW))
    return rows.with_columns(
        pl.format("DEMO/S{}/{}", pl.col(Col.SESSION), code).alias(Col.DOCUMENT_SYMBOL),
        pl.format("{}.{}", heading, pl.col(NUMBER) - first + 1).alias(Col.PARAGRAPH),
    ).with_columns(
        pl.format("{}#{}", Col.DOCUMENT_SYMBOL, Col.PARAGRAPH).alias(Col.RECOMMENDATION_ID)
    )
