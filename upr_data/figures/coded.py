"""What has an issue, theme, SDG or affected persons coded: the whole that their shares are of.

A source codes some sessions and leaves others, and one vocabulary can be coded where another is
not. Of a recommendation without any term nobody knows what it raises: it is in no denominator.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import polars as pl

from upr_data.figures.dimensions import TOPICS, chosen_terms
from upr_data.figures.metrics import COUNTS, figures
from upr_data.figures.records import Records
from upr_data.model import Dimension, Fig, Unit
from upr_data.selection.filters import Filters

_COUNTED: Final = (*COUNTS, Fig.ACCEPTANCE_DENOMINATOR)


def any_term(filters: Filters, topic: Dimension) -> Filters:
    """The selection whatever terms of a vocabulary it chooses: what a chosen term is a part of."""
    return _with_terms(filters, topic)


def coded(records: Records, filters: Filters, topic: Dimension) -> Mapping[str, int]:
    """The counts of a selection, only of what has any term of a vocabulary coded, by name."""
    whole = figures(records, filters).row(0, named=True)
    without = figures(records, filters, (topic,)).filter(pl.col(Fig.KEY).is_null())
    of_none = without.row(0, named=True) if without.height else dict.fromkeys(_COUNTED, 0)
    return {name: whole[name] - of_none[name] for name in _COUNTED}


def coded_by(
    records: Records, filters: Filters, topic: Dimension, by: Dimension
) -> Mapping[Hashable, int]:
    """For each key, how many have any term of a vocabulary coded, whichever the filter chooses."""
    every, uncoded = (
        dict(figures(records, chosen, (by,)).select(Fig.KEY, Fig.MADE).iter_rows())
        for chosen in (any_term(filters, topic), _with_terms(filters, topic, None))
    )
    return {key: made - uncoded.get(key, 0) for key, made in every.items()}


@dataclass(frozen=True, slots=True)
class Uncoded:
    """Rows that no choice of terms can find: `n` without any, `of` those of the selection else.

    `filters` select them; `cycles` are those where no row has any term.
    """

    topic: Dimension
    n: int
    of: int
    cycles: tuple[int, ...]
    filters: Filters


def uncoded(records: Records, filters: Filters, topic: Dimension) -> Uncoded | None:
    """What of a selection has no term of a vocabulary, where it asks for some; None where all do.

    In rows, whatever unit is counted.
    """
    rows = replace(filters, unit=Unit.ROW)
    of_each = coded_by(records, rows, topic, Dimension.CYCLE) if chosen_terms(rows, topic) else {}
    without = _with_terms(rows, topic, None)
    if not of_each or not (n := _made(records, without)):
        return None
    cycles = tuple(
        cycle for cycle, coded in of_each.items() if isinstance(cycle, int) and not coded
    )
    return Uncoded(topic, n, n + sum(of_each.values()), cycles, without)


def with_words(found: Uncoded, words: str) -> Filters:
    """The selection of those whose text has some words, beside any that were asked for."""
    return replace(found.filters, q=f"{found.filters.q} {words}".strip())


def _made(records: Records, filters: Filters) -> int:
    return int(figures(records, filters)[Fig.MADE][0])


def _with_terms(filters: Filters, topic: Dimension, *terms: Any) -> Filters:  # noqa: ANN401
    changes: dict[str, Any] = {TOPICS[topic]: terms}
    return replace(filters, **changes)
