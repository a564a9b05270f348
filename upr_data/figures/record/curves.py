"""When States join what they were asked to join: curves for supported, noted only, not asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import polars as pl

from upr_data.domain.instruments import CORE
from upr_data.domain.milestones import NEXT_REVIEW_ON, REVIEWED_ON
from upr_data.domain.standings import HAD_SIGNED, JOINED_ON
from upr_data.figures.record.scope import EVERY, Scope, scope_of
from upr_data.figures.record.survival import Curve, kaplan_meier
from upr_data.figures.record.units import ASKED, IS_OPEN, asked_units, not_asked_units
from upr_data.figures.records import Records
from upr_data.figures.selected import choice_of
from upr_data.model import Asked, Col
from upr_data.selection.filters import Filters

YEAR: Final = 365.25
"""Days."""

MID_TERM: Final = 2.5
LATER: Final = 8.0
"""Years after the review at which shares are read."""

LEAST: Final = 10
"""A curve of fewer is in no title."""


class Group(StrEnum):
    """Who is compared: supported at least once, noted only, not asked."""

    SUPPORTED = "supported"
    NOT_ASKED = "not_asked"
    NOTED = "noted"


_GROUP_OF: Final = {
    Asked.SUPPORTED.value: Group.SUPPORTED.value,
    Asked.BOTH.value: Group.SUPPORTED.value,
    Asked.NOTED.value: Group.NOTED.value,
    Asked.NOT_ASKED.value: Group.NOT_ASKED.value,
}


@dataclass(frozen=True, slots=True)
class Curves:
    """The three curves, all together and by whether the State had signed before the review.

    `n` is how many State × review × instrument were open; `next_review` the median years to it.
    """

    whole: Mapping[Group, Curve]
    signed: Mapping[Group, Curve]
    unsigned: Mapping[Group, Curve]
    n: int
    next_review: float | None


def curves(records: Records, filters: Filters, scope: Scope = EVERY) -> Curves:
    """Cumulative share joined by years since the review, of what was open at it.

    Unit: State × review × instrument, of the eighteen human rights instruments or those chosen.
    Supported: at least one ask was; noted only: none was; not asked: by nobody. What is still
    open counts as long as the register goes. After the review is not because of it.
    """
    units = open_units(records, filters, scope)
    signed = units.filter(HAD_SIGNED)
    unsigned = units.filter(~pl.col(HAD_SIGNED))
    return Curves(
        whole=_by_group(units),
        signed=_by_group(signed),
        unsigned=_by_group(unsigned),
        n=units.height,
        next_review=_next_review(units),
    )


def share_at(curve: Curve, years: float) -> float | None:
    """The share that has joined by then, 0-1; None of too few, or where nobody was watched."""
    step = curve.at(years) if curve.n >= LEAST else None
    return float(step["share"]) if step else None


def open_units(records: Records, filters: Filters, scope: Scope = EVERY) -> pl.DataFrame:
    """What was open at the reviews of a selection, asked for or not, with its `group`.

    Asks that nobody has answered yet are in no group and left out. Remembered for one page.
    """
    chosen = scope_of(filters, scope)
    narrowed = Scope(chosen.instruments or tuple(CORE), chosen.strengths)
    key = ("record", "open", choice_of(filters), narrowed)
    found: pl.DataFrame = records.memo.recall(key, lambda: _open(records, filters, narrowed))
    return found


def _open(records: Records, filters: Filters, narrowed: Scope) -> pl.DataFrame:
    asked = asked_units(records, filters, narrowed).lazy().filter(IS_OPEN)
    others = not_asked_units(records, filters, narrowed).lazy()
    columns = [Col.STATE_UNDER_REVIEW, Col.SESSION, Col.INSTRUMENT, ASKED, *_DAYS]
    both = pl.concat([asked.select(columns), others.select(columns)])
    group = pl.col(ASKED).replace_strict(_GROUP_OF, default=None, return_dtype=pl.String)
    days = pl.coalesce(pl.col(JOINED_ON), pl.col(Col.COVERED_UNTIL)) - pl.col(REVIEWED_ON)
    return (
        both.with_columns(
            group.alias("group"),
            (days.dt.total_days() / YEAR).alias("years"),
            pl.col(JOINED_ON).is_not_null().alias("happened"),
        )
        .drop_nulls("group")
        .sort(Col.STATE_UNDER_REVIEW, Col.SESSION, Col.INSTRUMENT)
        .collect()
    )


_DAYS: Final = (
    Col.CYCLE,
    REVIEWED_ON,
    NEXT_REVIEW_ON,
    HAD_SIGNED,
    JOINED_ON,
    Col.COVERED_UNTIL,
    "standing_mid_term",
    "standing_next_review",
    "standing_to_date",
)


def _by_group(units: pl.DataFrame) -> dict[Group, Curve]:
    years, happened = units["years"].to_numpy(), units["happened"].to_numpy()
    groups = np.array(units["group"].to_list(), np.str_)
    of_each = {group: groups == group.value for group in Group}
    return {group: kaplan_meier(years[rows], happened[rows]) for group, rows in of_each.items()}


def _next_review(units: pl.DataFrame) -> float | None:
    """Median years from a review to the next, over the reviews there are."""
    reviews = units.unique([Col.STATE_UNDER_REVIEW, Col.SESSION])
    days = (reviews[NEXT_REVIEW_ON] - reviews[REVIEWED_ON]).dt.total_days()
    median = days.drop_nulls().median()
    return float(median) / YEAR if isinstance(median, int | float) else None
