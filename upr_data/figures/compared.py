"""What a State is compared with: another State, or a group without the State itself.

A group's counts are pooled over its other States, so that its rates are those of all of them
together and its number is their mean per review (of recommending States: per State reviewed).
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

from upr_data.figures.metrics import figures
from upr_data.figures.profile import Band, Point, Subject
from upr_data.figures.records import Records
from upr_data.model import Dimension, Fig, Group
from upr_data.selection.filters import Filters

_COUNTS: Final = (
    Fig.MADE,
    Fig.N_REVIEWS,
    Fig.N_SUPPORTED,
    Fig.ACCEPTANCE_DENOMINATOR,
    Fig.N_CATEGORY_5,
    Fig.N_CATEGORY_UNKNOWN,
    Fig.N_COMMENTED,
    Fig.N_TRIGGERED,
    Fig.TRIGGERED_DENOMINATOR,
)
_RATES: Final[Mapping[Fig, tuple[pl.Expr, pl.Expr]]] = {
    Fig.MADE_PER_REVIEW: (pl.col(Fig.MADE), pl.col(Fig.N_REVIEWS)),
    Fig.ACCEPTANCE_RATE: (pl.col(Fig.N_SUPPORTED), pl.col(Fig.ACCEPTANCE_DENOMINATOR)),
    Fig.VAGUE_SHARE: (
        pl.col(Fig.MADE) - pl.col(Fig.N_CATEGORY_UNKNOWN) - pl.col(Fig.N_CATEGORY_5),
        pl.col(Fig.MADE) - pl.col(Fig.N_CATEGORY_UNKNOWN),
    ),
    Fig.TRIGGERED_RATE: (pl.col(Fig.N_TRIGGERED), pl.col(Fig.TRIGGERED_DENOMINATOR)),
    Fig.COVERAGE: (pl.col(Fig.N_COMMENTED), pl.col(Fig.MADE)),
}
_NO_BAND: Final = Band(None, None, None)


def others(compared: Sequence[str | Group | None], subject: Subject) -> list[str | Group]:
    """What a State is compared with, each once and without itself."""
    return [one for one in dict.fromkeys(compared) if one and one != subject.code]


def counts(
    records: Records, filters: Filters, subject: Subject, other: str | Group, *by: Dimension
) -> pl.DataFrame:
    """Counts and rates of a State, or of a group's States other than the subject, pooled.

    In the subject's role and the same selection; by one dimension or none, sorted by its key. Rates
    are 0–1, null where their denominator is empty; `triggered_of` is that of the selection.
    """
    is_group = isinstance(other, Group)
    own = subject.of_group(filters, other) if is_group else subject.of(filters, other)
    table = figures(records, own, (subject.dimension, *by))
    if is_group:
        table = table.filter(pl.col(Fig.KEY) != subject.code)
    keys = [pl.col(Fig.KEY_2).alias(Fig.KEY)] if by else [pl.lit(0).alias(Fig.KEY)]
    summed = table.group_by(keys).agg(pl.col(name).sum() for name in _COUNTS)
    return summed.with_columns(
        pl.when(of > 0).then(part / of).alias(name) for name, (part, of) in _RATES.items()
    ).sort(Fig.KEY, nulls_last=True)


def points(records: Records, filters: Filters, subject: Subject, other: str | Group) -> list[Point]:
    """The same cycle by cycle, for a line beside that of the subject; without a band."""
    table = counts(records, filters, subject, other, Dimension.CYCLE)
    return [_point(row) for row in table.to_dicts() if row[Fig.KEY] is not None]


def _point(row: Mapping[str, Any]) -> Point:
    return Point(
        cycle=row[Fig.KEY],
        number=row[Fig.MADE_PER_REVIEW] or 0.0,
        rate=row[Fig.ACCEPTANCE_RATE],
        of=row[Fig.ACCEPTANCE_DENOMINATOR],
        number_band=_NO_BAND,
        rate_band=_NO_BAND,
    )
