"""Figures of a view that take longer than a blink, kept for everyone who asks for the same."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import polars as pl

from upr_data.figures.records import Records
from upr_data.selection.filters import Filters
from upr_data.ui.frame.shared import Shared
from upr_data.ui.frame.view import View

_KEPT: Final[Shared[pl.DataFrame]] = Shared(24)


def kept(view: View, count: Callable[[Records, Filters], pl.DataFrame]) -> pl.DataFrame:
    """What a function of a module counts of this view: a table without Enum columns."""
    filters = replace(view.filters, snapshot="", lang=Filters().lang)
    name = f"{count.__module__}.{count.__qualname__}"
    key = (view.records.snapshot.checksum, name, filters)
    return _KEPT.get(key, lambda: count(view.records, filters))
