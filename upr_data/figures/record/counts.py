"""The record's counts: how many asks to join were open, and what stands at each milestone."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import polars as pl

from upr_data.domain.instruments import INSTRUMENTS
from upr_data.domain.standings import WAS_PARTY, standing
from upr_data.figures.dimensions import key_label
from upr_data.figures.record.scope import EVERY, Scope
from upr_data.figures.record.units import ASKED, IS_OPEN, asked_units, chosen_rows, not_asked_units
from upr_data.figures.records import Records
from upr_data.language import _
from upr_data.language.labels import label
from upr_data.model import (
    STANDINGS,
    Asked,
    Col,
    Dimension,
    RecordDimension,
    RecordFig,
    RecordMilestone,
    RecordUnit,
    Response,
    Strength,
    standing_count,
)
from upr_data.selection.filters import Filters

_COLUMNS: Final[Mapping[RecordDimension, str]] = {
    RecordDimension.INSTRUMENT: Col.INSTRUMENT,
    RecordDimension.RESPONSE: Col.RESPONSE,
    RecordDimension.ASKED: ASKED,
    RecordDimension.STRENGTH: Col.STRENGTH,
    RecordDimension.CYCLE: Col.CYCLE,
    RecordDimension.STATE_UNDER_REVIEW: Col.STATE_UNDER_REVIEW,
    RecordDimension.RECOMMENDING_STATE: Col.RECOMMENDING_STATE,
}

_OF_ASKS: Final = frozenset(
    {RecordDimension.RESPONSE, RecordDimension.STRENGTH, RecordDimension.RECOMMENDING_STATE}
)
"""A unit counts once in each of its own: groups of these add up to more than the whole."""

_COUNTS: Final = {
    RecordFig.N_ASKS: pl.len(),
    RecordFig.N_ALREADY: pl.col(WAS_PARTY).sum(),
    RecordFig.N_OPEN: pl.col(IS_OPEN).sum(),
} | {
    standing_count(stands, milestone): (pl.col(standing(milestone)) == stands).sum()
    for milestone in RecordMilestone
    for stands in STANDINGS
}


def record_figures(
    records: Records,
    filters: Filters,
    by: RecordDimension = RecordDimension.NONE,
    unit: RecordUnit = RecordUnit.REVIEW,
    scope: Scope = EVERY,
) -> pl.DataFrame:
    """Asks to join a treaty and what the public register says of them, by key, sorted.

    The unit is State × review × instrument, asked at least once; or each row × instrument. Asks of
    every strength, of instruments whose register is complete to 2022 or later, unless the scope
    or the selection says otherwise. Already: party on the last day of the review. Open: not, and
    covered by the register. Each open one has joined by a milestone, newly signed, waits, or is
    not covered. By `asked`, those not party and not asked stand beside: of the same reviews and
    the eighteen human rights instruments, or those chosen; nobody asked, so `n_asks` is 0.
    Cycles are never to be added up: many States were asked in two.
    """
    key = _COLUMNS.get(by)
    if unit is RecordUnit.ROW:
        entries = chosen_rows(records, filters, scope).with_columns(_row_asked().alias(ASKED))
    elif by in _OF_ASKS and key:
        rows = chosen_rows(records, filters, scope)
        entries = rows.unique([*_UNIT_COLUMNS, key], keep="first", maintain_order=True)
    else:
        entries = asked_units(records, filters, scope)
    counted = _counted(entries, key)
    if by is RecordDimension.ASKED and unit is RecordUnit.REVIEW:
        beside = _counted(not_asked_units(records, filters, scope), key)
        counted = pl.concat([counted, beside.with_columns(pl.lit(0, pl.UInt32).alias("n_asks"))])
    ordered = _sorted(counted, by)
    labels = [_label(by, one, records) for one in ordered[RecordFig.KEY]]
    return ordered.insert_column(1, pl.Series(RecordFig.LABEL, labels, pl.String))


_UNIT_COLUMNS: Final = (Col.STATE_UNDER_REVIEW, Col.SESSION, Col.INSTRUMENT)


def _row_asked() -> pl.Expr:
    """Of a single row: its response, partially supported among the noted."""
    return pl.col(Col.RESPONSE).replace_strict(
        {
            Response.SUPPORTED.value: Asked.SUPPORTED.value,
            Response.NOTED.value: Asked.NOTED.value,
            Response.PARTIALLY_SUPPORTED.value: Asked.NOTED.value,
        },
        default=None,
        return_dtype=pl.String,
    )


def _counted(entries: pl.DataFrame, key: str | None) -> pl.DataFrame:
    counts = [count.cast(pl.UInt32).alias(name) for name, count in _COUNTS.items()]
    if key is None:
        return entries.select(pl.lit(None, pl.String).alias(RecordFig.KEY), *counts)
    return entries.group_by(pl.col(key).alias(RecordFig.KEY)).agg(counts)


_ORDERS: Final = {
    RecordDimension.ASKED: [one.value for one in Asked],
    RecordDimension.RESPONSE: [one.value for one in Response],
    RecordDimension.STRENGTH: [one.value for one in Strength],
    RecordDimension.INSTRUMENT: list(INSTRUMENTS),
}


def _sorted(counted: pl.DataFrame, by: RecordDimension) -> pl.DataFrame:
    """By code or number; closed lists and instruments in their own order; none last."""
    order = {key: n for n, key in enumerate(_ORDERS.get(by, ()))}
    keys = counted[RecordFig.KEY].to_list()

    def place(n: int) -> tuple[bool, int, Any]:
        return keys[n] is None, order.get(keys[n], len(order)), keys[n] or 0

    return counted[sorted(range(len(keys)), key=place)]


def _label(by: RecordDimension, key: Any, records: Records) -> str:  # noqa: ANN401
    if key is None and by in {RecordDimension.ASKED, RecordDimension.RESPONSE}:
        return _("Not answered yet")
    if key is not None and by in _CLOSED:
        return _CLOSED[by](key)
    return key_label(_DIMENSIONS.get(by, Dimension.NONE), key, records)


def instrument_label(code: str) -> str:
    """An instrument with its abbreviation; the code where nobody knows it."""
    known = INSTRUMENTS.get(code)
    return known.full_label if known else code


def instrument_names() -> pl.Expr:
    """The same of the column `instrument`."""
    return pl.col(Col.INSTRUMENT).replace({code: instrument_label(code) for code in INSTRUMENTS})


_CLOSED: Final[Mapping[RecordDimension, Callable[[str], str]]] = {
    RecordDimension.INSTRUMENT: instrument_label,
    RecordDimension.ASKED: lambda key: label(Asked(key)),
    RecordDimension.STRENGTH: lambda key: label(Strength(key)),
    RecordDimension.RESPONSE: lambda key: label(Response(key)),
}
_DIMENSIONS: Final = {
    RecordDimension.NONE: Dimension.NONE,
    RecordDimension.CYCLE: Dimension.CYCLE,
    RecordDimension.STATE_UNDER_REVIEW: Dimension.STATE_UNDER_REVIEW,
    RecordDimension.RECOMMENDING_STATE: Dimension.RECOMMENDING_STATE,
}
