"""What has an issue, theme, SDG or affected persons coded: the whole that their shares are of.

A source codes some sessions and leaves others, and one vocabulary can be coded where another is
not. Of a recommendation without any term nobody knows what it raises: it is in no denominator.
"""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any, Final

import polars as pl

from upr_data.figures.dimensions import TOPICS
from upr_data.figures.metrics import COUNTS, figures
from upr_data.figures.records import Records
from upr_data.model import Dimension, Fig
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


def _with_terms(filters: Filters, topic: Dimension, *terms: Any) -> Filters:  # noqa: ANN401
    changes: dict[str, Any] = {TOPICS[topic]: terms}
    return replace(filters, **changes)
