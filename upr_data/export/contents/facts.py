"""The figures that sentences are made of: a row of counts, rates with their counts, comparisons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import polars as pl

from upr_data.domain.calendar import is_mid_term_due
from upr_data.figures import metrics
from upr_data.figures.records import Records
from upr_data.language import _, number, percent
from upr_data.model import Dimension, Fig
from upr_data.model.interval import wilson
from upr_data.selection.filters import Filters

Row = Mapping[str, Any]

FEWEST: Final = 10
"""Cases below which a share has no place in a list."""

FEWEST_RANKED: Final = 50
"""Answers that a group needs to be called highest or lowest."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its counts; `rate` is None where there is nothing to be a share of."""

    n: int
    of: int

    @property
    def rate(self) -> float | None:
        """The share, 0-1."""
        return self.n / self.of if self.of else None

    @property
    def written(self) -> str:
        """The share with its counts: "66.7 % (2 of 3)"."""
        return _("{rate} ({n} of {of})").format(
            rate=percent(self.rate), n=number(self.n), of=number(self.of)
        )

    @property
    def counts(self) -> str:
        """The counts alone: "2 of 3"."""
        return _("{n} of {of}").format(n=number(self.n), of=number(self.of))

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of Wilson; 0 and 1 where there are no cases."""
        return wilson(self.n, self.of)

    def differs_from(self, rate: float | None) -> bool:
        """Whether another rate lies outside the interval: more than chance would give."""
        low, high = self.interval
        return rate is not None and self.of > 0 and not low <= rate <= high


def row(records: Records, filters: Filters) -> Row:
    """All figures of a selection."""
    return metrics.figures(records, replace(filters, snapshot="")).row(0, named=True)


def table(records: Records, filters: Filters, by: Dimension) -> pl.DataFrame:
    """The figures by a dimension, without the group of those that have none."""
    found = metrics.figures(records, replace(filters, snapshot=""), (by,))
    return found.filter(pl.col(Fig.KEY).is_not_null())


def top(figures: pl.DataFrame, n: int, column: Fig = Fig.MADE) -> pl.DataFrame:
    """The groups with most, ties by name."""
    return figures.sort(column, Fig.LABEL, descending=[True, False]).head(n)


def acceptance(figures: Row) -> Share:
    """Supported of answered."""
    return Share(figures[Fig.N_SUPPORTED], figures[Fig.ACCEPTANCE_DENOMINATOR])


def of_answered(figures: Row) -> str:
    """What bars of answers are of, at the end of a subtitle; empty where all made are answered."""
    n = acceptance(figures).of
    return _(" · bars: of those answered") if 0 < n < figures[Fig.MADE] else ""


def not_due(records: Records, filters: Filters) -> dict[Any, int]:
    """How many that nobody commented on are of reviews before their mid-term, by cycle."""
    day = records.manifest.created[:10]
    both = (Dimension.CYCLE, Dimension.SESSION)
    found = metrics.figures(records, replace(filters, snapshot=""), both)
    left: dict[Any, int] = {}
    for cycle, session, n in found.select(Fig.KEY, Fig.KEY_2, Fig.N_UNCOMMENTED).iter_rows():
        if session is not None and not is_mid_term_due(int(session), day):
            left[cycle] = left.get(cycle, 0) + n
    return left


def general(figures: Row) -> Share:
    """Categories 1-4 of those coded."""
    coded = sum(figures[f"n_category_{n}"] for n in range(1, 6))
    return Share(coded - figures[Fig.N_CATEGORY_5], coded)


def triggered(figures: Row) -> Share:
    """Led to action, of the denominator chosen."""
    return Share(figures[Fig.N_TRIGGERED], figures[Fig.TRIGGERED_DENOMINATOR])


def covered(figures: Row) -> Share:
    """Commented on, of made."""
    return Share(figures[Fig.N_COMMENTED], figures[Fig.MADE])


def rest(whole: Share, part: Share) -> Share:
    """What is left of a whole without a part of it: a group without one of its States."""
    return Share(whole.n - part.n, whole.of - part.of)


def count_of(records: Records, filters: Filters, by: Dimension) -> int:
    """How many groups of a dimension a selection has."""
    return table(records, filters, by).height
