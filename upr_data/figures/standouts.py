"""What stands out in a selection: differences too large for chance, many looks considered.

Everything that could be said is compared first, each with as many cases on both sides as the
minimum asks; the p-values of all of these are adjusted together (Benjamini and Hochberg), so that
of what is said 5 % at most is expected to be chance. Rows count as independent, which those of one
review are not quite. What the filter itself fixes is not looked at.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

import polars as pl

from upr_data.figures.chance import benjamini_hochberg, difference, p_value
from upr_data.figures.coded import coded
from upr_data.figures.fixed import fixes_category, fixes_response, the_reviewed
from upr_data.figures.metrics import figures
from upr_data.figures.records import Records
from upr_data.model import Dimension, Fig
from upr_data.model.interval import wilson
from upr_data.selection.filters import Filters

ENOUGH: Final = 50
"""Cases that each side of a comparison needs."""

MOST_BY_CHANCE: Final = 0.05
"""The share of false findings expected among all that are said."""

Share = tuple[int, int]
"""How many, of how many."""


class Look(StrEnum):
    """What is looked at."""

    CHANGE = "change"
    """A State's acceptance in one cycle and in its next."""
    FARTHEST = "farthest"
    """A State's acceptance and that of the other States of its regional group."""
    NOTED = "noted"
    """The share noted of what raises an issue, and of all else that has one coded."""
    GENERAL = "general"
    """The share of general action (categories 1-4) of what raises an issue, and of all else that
    has one coded."""


@dataclass(frozen=True, slots=True)
class Standout:
    """One finding: `own` share of `key` beside the share of the `other` side.

    `key` is a State or an issue; `cycles` are the two of a change (`other` is the earlier),
    `group` that of the State where it is compared with it. `p` is adjusted for all looks.
    """

    look: Look
    key: str
    own: Share
    other: Share
    p: float
    cycles: tuple[int, int] | None = None
    group: str | None = None

    @property
    def rate(self) -> float:
        """The share of `key`, 0-1."""
        return self.own[0] / self.own[1]

    @property
    def other_rate(self) -> float:
        """The share of the other side, 0-1."""
        return self.other[0] / self.other[1]

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval (Wilson) of the share of `key`."""
        return wilson(*self.own)

    @property
    def difference(self) -> tuple[float, float]:
        """The 95 % interval of the difference, in shares of 0-1."""
        return difference(self.own, self.other)


@dataclass(frozen=True, slots=True)
class Found:
    """The findings, one at most for each look, and how many comparisons they were found among."""

    standouts: tuple[Standout, ...]
    n_looks: int


def standouts(
    records: Records,
    filters: Filters,
    topic: Dimension,
    minimum: int = ENOUGH,
    looks: Sequence[Look] = tuple(Look),
) -> Found:
    """What stands out in a selection; `topic` is the vocabulary of what is raised.

    For each look the largest difference, or highest share, among those that hold.
    """
    key = ("standouts", filters, topic, minimum, tuple(looks))
    found: Found = records.memo.recall(
        key, lambda: _find(records, filters, topic, minimum, tuple(looks))
    )
    return found


def _find(
    records: Records, filters: Filters, topic: Dimension, minimum: int, looks: tuple[Look, ...]
) -> Found:
    candidates = [one for look in looks for one in _candidates(records, filters, topic, look)]
    looked = [one for one in candidates if min(one.own[1], one.other[1]) >= max(minimum, 1)]
    adjusted = benjamini_hochberg([one.p for one in looked])
    holding = [
        Standout(one.look, one.key, one.own, one.other, p, one.cycles, one.group)
        for one, p in zip(looked, adjusted, strict=True)
        if p <= MOST_BY_CHANCE and _is_worth_saying(one)
    ]
    firsts = (
        max((one for one in holding if one.look is look), key=_size, default=None) for look in looks
    )
    return Found(tuple(one for one in firsts if one), len(looked))


def _candidates(
    records: Records, filters: Filters, topic: Dimension, look: Look
) -> Iterator[Standout]:
    """Everything that a look compares; nothing where the filter fixes it."""
    if fixes_category(filters) if look is Look.GENERAL else fixes_response(filters):
        return
    match look:
        case Look.CHANGE:
            yield from _changes(records, filters)
        case Look.FARTHEST:
            yield from _from_group(records, filters)
        case Look.NOTED | Look.GENERAL:
            yield from _by_topic(records, filters, topic, look)


def _is_worth_saying(one: Standout) -> bool:
    """The highest share of an issue is one above all else; changes and distances go both ways."""
    return one.look in (Look.CHANGE, Look.FARTHEST) or one.rate > one.other_rate


def _size(one: Standout) -> tuple[float, str]:
    if one.look in (Look.NOTED, Look.GENERAL):
        return one.rate, one.key
    return abs(one.rate - one.other_rate), one.key


def _changes(records: Records, filters: Filters) -> Iterator[Standout]:
    by = (Dimension.STATE_UNDER_REVIEW, Dimension.CYCLE)
    for before, after in pairwise(_known(figures(records, filters, by), Fig.KEY_2)):
        if before[Fig.KEY] == after[Fig.KEY]:
            cycles = before[Fig.KEY_2], after[Fig.KEY_2]
            own, other = _accepted(after), _accepted(before)
            yield _compared(Look.CHANGE, before[Fig.KEY], own, other, cycles=cycles)


def _from_group(records: Records, filters: Filters) -> Iterator[Standout]:
    """Only where the filter leaves a State its group to be compared with."""
    if the_reviewed(filters):
        return
    by_state = figures(records, filters, (Dimension.STATE_UNDER_REVIEW,))
    rows = [
        (row[Fig.KEY], records.groups.get(row[Fig.KEY]), _accepted(row)) for row in _known(by_state)
    ]
    whole: dict[str, Share] = {}
    for _state, group, (n, of) in rows:
        if group:
            before = whole.get(group, (0, 0))
            whole[group] = before[0] + n, before[1] + of
    for state, group, own in rows:
        if group:
            others = whole[group][0] - own[0], whole[group][1] - own[1]
            yield _compared(Look.FARTHEST, state, own, others, group=group)


def _by_topic(
    records: Records, filters: Filters, topic: Dimension, look: Look
) -> Iterator[Standout]:
    """All else is what has an issue coded, too: of the rest nobody knows what it raises."""
    share = _noted if look is Look.NOTED else _general
    whole = share(coded(records, filters, topic))
    for row in _known(figures(records, filters, (topic,))):
        own = share(row)
        yield _compared(look, row[Fig.KEY], own, (whole[0] - own[0], whole[1] - own[1]))


_COMPARED: Final = (
    Fig.KEY,
    Fig.MADE,
    Fig.N_SUPPORTED,
    Fig.N_NOTED,
    Fig.ACCEPTANCE_DENOMINATOR,
    Fig.N_CATEGORY_UNKNOWN,
    Fig.N_CATEGORY_5,
)


def _known(table: pl.DataFrame, *more: Fig) -> list[dict[str, Any]]:
    """The rows of figures that have their keys, in order, with what is compared alone."""
    rows = table[[*_COMPARED, *more]].to_dicts()
    return [row for row in rows if all(row[key] is not None for key in (Fig.KEY, *more))]


def _compared(look: Look, key: str, own: Share, other: Share, **of: Any) -> Standout:  # noqa: ANN401
    return Standout(look, key, own, other, p_value(own, other), **of)


def _accepted(row: Mapping[str, Any]) -> Share:
    return row[Fig.N_SUPPORTED], row[Fig.ACCEPTANCE_DENOMINATOR]


def _noted(row: Mapping[str, Any]) -> Share:
    return row[Fig.N_NOTED], row[Fig.ACCEPTANCE_DENOMINATOR]


def _general(row: Mapping[str, Any]) -> Share:
    coded = row[Fig.MADE] - row[Fig.N_CATEGORY_UNKNOWN]
    return coded - row[Fig.N_CATEGORY_5], coded
