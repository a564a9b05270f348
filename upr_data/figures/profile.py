"""One State beside the others of its group, in one of its two roles.

The group is always its *other* States, in the same selection: pooled for a share, median and middle
half over States for a band.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import quantiles
from typing import Any, Final

import numpy as np
import polars as pl

from upr_data.figures.metrics import figures
from upr_data.figures.records import Records
from upr_data.model import Dimension, Fig, Role
from upr_data.selection.filters import Filters

FEWEST: Final = 5
"""States that a group needs for a band."""

_STATE: Final = {
    Role.REVIEWED: Dimension.STATE_UNDER_REVIEW,
    Role.RECOMMENDING: Dimension.RECOMMENDING_STATE,
}
_PARTNER: Final = {
    Role.REVIEWED: Dimension.RECOMMENDING_STATE,
    Role.RECOMMENDING: Dimension.STATE_UNDER_REVIEW,
}
_PARTNER_GROUP: Final = {Role.REVIEWED: Dimension.RS_GROUP, Role.RECOMMENDING: Dimension.SUR_GROUP}
_STATE_FIELD: Final = {
    Role.REVIEWED: "states_under_review",
    Role.RECOMMENDING: "recommending_states",
}
_GROUP_FIELD: Final = {Role.REVIEWED: "sur_groups", Role.RECOMMENDING: "rs_groups"}
_PARTNER_FIELD: Final = {
    Role.REVIEWED: "recommending_states",
    Role.RECOMMENDING: "states_under_review",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A State in a role; `group` is its regional group, None where it has none."""

    code: str
    role: Role
    group: str | None

    @property
    def dimension(self) -> Dimension:
        """By what States of its role are told apart."""
        return _STATE[self.role]

    @property
    def partner(self) -> Dimension:
        """By what those on the other side are told apart."""
        return _PARTNER[self.role]

    @property
    def partner_group(self) -> Dimension:
        """By what the groups on the other side are told apart."""
        return _PARTNER_GROUP[self.role]

    def of(self, filters: Filters, code: str | None = None) -> Filters:
        """The selection of this State (or another) in its role."""
        changes: dict[str, Any] = {_STATE_FIELD[self.role]: (code or self.code,)}
        return replace(filters, **changes)

    def of_group(self, filters: Filters, group: str | None = None) -> Filters:
        """The selection of a group in its role; of all States where there is none."""
        chosen = group or self.group
        changes: dict[str, Any] = {
            _STATE_FIELD[self.role]: (),
            _GROUP_FIELD[self.role]: (chosen,) if chosen else (),
        }
        return replace(filters, **changes)

    def with_partner(self, filters: Filters, code: str) -> Filters:
        """The selection of this State with one on the other side."""
        changes: dict[str, Any] = {_PARTNER_FIELD[self.role]: (code,)}
        return replace(self.of(filters), **changes)


def subject_of(records: Records, code: str, role: Role) -> Subject:
    """A State in a role, with its regional group in this data edition."""
    return Subject(code, role, records.groups.get(code))


def beside_group(
    records: Records, filters: Filters, subject: Subject, by: Dimension
) -> pl.DataFrame:
    """Counts of the State, and of the other States of its group pooled, by one dimension.

    Columns: `key`, `label`; `made`, `n_supported`, `acceptance_denominator`, `n_triggered`,
    `n_commented` of the State, and each with `_group` behind of the others. Sorted by key.
    """
    counts = (
        Fig.MADE,
        Fig.N_SUPPORTED,
        Fig.ACCEPTANCE_DENOMINATOR,
        Fig.N_TRIGGERED,
        Fig.N_COMMENTED,
    )
    own, whole = (
        figures(records, chosen, (by,))[[Fig.KEY, Fig.LABEL, *counts]]
        for chosen in (subject.of(filters), subject.of_group(filters))
    )
    known = {key: of_key for key, _label, *of_key in own.iter_rows()}
    of_state = [known.get(key, [0] * len(counts)) for key in whole[Fig.KEY]]
    columns = np.array(of_state, np.int64).reshape(-1, len(counts)).T
    mine = [pl.Series(name, column) for name, column in zip(counts, columns, strict=True)]
    others = [(whole[one.name] - one).alias(f"{one.name}_group") for one in mine]
    return whole[[Fig.KEY, Fig.LABEL]].hstack([*mine, *others])


@dataclass(frozen=True, slots=True)
class Band:
    """How the other States of a group lie: median and middle half; None for fewer than five."""

    median: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """A State (or group) in one cycle, and the others of its group in the same.

    `number` is per review (reviewed) or per State reviewed (recommending); `rate` the share
    supported, 0–1, of `of` answered.
    """

    cycle: int
    number: float
    rate: float | None
    of: int
    number_band: Band
    rate_band: Band


def cycle_points(records: Records, filters: Filters, subject: Subject) -> list[Point]:
    """The State in each cycle, beside the median and middle half of its group's other States."""
    own = figures(records, subject.of(filters), (Dimension.CYCLE,))
    group = figures(records, subject.of_group(filters), (subject.dimension, Dimension.CYCLE))
    columns = (group[one] for one in (Fig.KEY, Fig.KEY_2, Fig.MADE_PER_REVIEW, Fig.ACCEPTANCE_RATE))
    others: dict[int, list[tuple[float | None, float | None]]] = {}
    for key, cycle, per_review, rate in zip(*columns, strict=True):
        if key not in (None, subject.code):
            others.setdefault(cycle, []).append((per_review, rate))
    points = []
    for row in own.to_dicts():
        if row[Fig.KEY] is None:
            continue
        same = others.get(row[Fig.KEY], [])
        points.append(
            Point(
                cycle=row[Fig.KEY],
                number=row[Fig.MADE_PER_REVIEW] or 0.0,
                rate=row[Fig.ACCEPTANCE_RATE],
                of=row[Fig.ACCEPTANCE_DENOMINATOR],
                number_band=band([per_review for per_review, _rate in same]),
                rate_band=band([rate for _per_review, rate in same]),
            )
        )
    return points


def band(values: Sequence[float | None]) -> Band:
    """Median and quartiles of what is known; nothing for fewer than five States."""
    known = [value for value in values if value is not None]
    if len(known) < FEWEST:
        return Band(None, None, None)
    lower, median, upper = quantiles(known, n=4, method="inclusive")
    return Band(median, lower, upper)


def by_partner(records: Records, filters: Filters, subject: Subject) -> pl.DataFrame:
    """Every State on the other side: how many, and how they were answered; by key."""
    table = figures(records, subject.of(filters), (subject.partner,))
    return table.filter(pl.col(Fig.KEY).is_not_null())


def both_roles(records: Records, filters: Filters, code: str) -> Mapping[str, tuple[int, int]]:
    """By issue: how many recommendations to the State raise it, and how many by the State."""
    counts: dict[str, list[int]] = {}
    for place, role in enumerate(Role):
        subject = Subject(code, role, None)
        table = figures(records, subject.of(filters), (Dimension.ISSUE,))
        for key, n in table[[Fig.KEY, Fig.MADE]].iter_rows():
            if key is not None:
                counts.setdefault(key, [0, 0])[place] = n
    return {key: (asked, asks) for key, (asked, asks) in counts.items()}
