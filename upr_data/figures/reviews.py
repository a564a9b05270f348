"""How many reviews stand behind a figure: totals of States, groups and cycles compare per review.

A review is one State in one cycle. It counts where the data edition has any recommendation of it,
or any pledge where pledges are selected, too: one that the edition does not reach is not looked at,
however the calendar has it.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
import polars as pl

from upr_data.figures.dimensions import MANY_VALUED, key_values
from upr_data.figures.ratio import Numbers
from upr_data.figures.records import Records
from upr_data.figures.selected import fulfilling
from upr_data.model import Col, Dimension, Kind
from upr_data.selection.counted import Counted, counted
from upr_data.selection.filters import Filters

OF_REVIEWS: Final = (
    Dimension.CYCLE,
    Dimension.SESSION,
    Dimension.STATE_UNDER_REVIEW,
    Dimension.SUR_GROUP,
    Dimension.SUR_ORG,
)
"""Dimensions that tell reviews apart; by any other, every key has all reviews of the selection."""

Key = tuple[Hashable, ...]

_IS_RECOMMENDATION: Final = pl.col(Col.KIND) == Kind.RECOMMENDATION.value


def of_reviews(filters: Filters) -> Filters:
    """What a selection says of reviews: cycle, session and State under review."""
    return Filters(
        cycles=filters.cycles,
        sessions=filters.sessions,
        states_under_review=filters.states_under_review,
        sur_groups=filters.sur_groups,
        sur_organisations=filters.sur_organisations,
        kinds=(),
    )


def reviews_behind(
    records: Records, filters: Filters, by: Sequence[Dimension], keys: Sequence[Key]
) -> list[int]:
    """For each key of a table of figures, how many reviews of the selection it is of."""
    places = [place for place, one in enumerate(by) if one in OF_REVIEWS]
    chosen, told_apart = of_reviews(filters), tuple(by[place] for place in places)
    has_pledges = counted(filters) is not Counted.RECOMMENDATIONS
    counts: Mapping[Key, int] = records.memo.recall(
        ("reviews", chosen, told_apart, has_pledges),
        lambda: _counted(records, chosen, told_apart, has_pledges=has_pledges),
    )
    return [counts.get(tuple(key[place] for place in places), 0) for key in keys]


def _counted(
    records: Records, filters: Filters, by: tuple[Dimension, ...], *, has_pledges: bool
) -> Mapping[Key, int]:
    of = "reviews, pledges too" if has_pledges else "reviews"
    held: pl.LazyFrame = records.lasting.recall(
        (of,), lambda: _held(records, has_pledges=has_pledges)
    )

    keyed: _Keyed = records.lasting.recall(("keys of", of, by), lambda: _keyed(held, by))
    is_chosen = np.zeros(keyed.n_reviews, bool)
    is_chosen[fulfilling(records, held, filters, of)] = True
    counts = np.bincount(keyed.key[is_chosen[keyed.review]], minlength=len(keyed.names))
    return dict(zip(keyed.names, counts.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class _Keyed:
    """Keys of reviews, and entries: one review under one of its keys, both by number."""

    n_reviews: int
    names: Sequence[Key]
    review: Numbers
    key: Numbers


def _keyed(held: pl.LazyFrame, by: Sequence[Dimension]) -> _Keyed:
    """The keys of each review by some dimensions; one that has none has the key null."""
    values = held.select(pl.len(), *(key_values(one).alias(one) for one in by)).collect()
    n_reviews = values["len"][0] if values.height else 0
    of_each = [
        values[one].to_list() if one in MANY_VALUED else [[key] for key in values[one]]
        for one in by
    ]
    numbers: dict[Key, int] = {}
    entries = [
        (review, numbers.setdefault(key, len(numbers)))
        for review in range(n_reviews)
        for key in product(*(keys[review] or [None] for keys in of_each))
    ]
    review, key = np.array(entries, np.int64).reshape(-1, 2).T
    return _Keyed(n_reviews, list(numbers), review, key)


def _held(records: Records, *, has_pledges: bool) -> pl.LazyFrame:
    """One row a review of the data edition, with what filters and dimensions ask of it."""
    of_review = (Col.STATE_UNDER_REVIEW, Col.CYCLE)
    about = (Col.SESSION, Col.SUR_GROUP, Col.SUR_ORGANISATIONS, Col.SUR_ORGANISATION_MASK)
    is_counted = pl.lit(value=True) if has_pledges else _IS_RECOMMENDATION
    return (
        records.rows.filter(is_counted)
        .drop_nulls(of_review)
        .group_by(of_review)
        .agg(
            pl.col(Col.SESSION).drop_nulls().min(),
            *(pl.col(name).first() for name in about[1:]),
        )
        .sort(of_review)
        .collect()
        .lazy()
    )
