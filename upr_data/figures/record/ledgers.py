"""What one State was asked to join, and what it asked others to join: treaty by treaty."""

from dataclasses import replace

import polars as pl

from upr_data.domain.instruments import INSTRUMENTS
from upr_data.domain.milestones import REVIEWED_ON
from upr_data.domain.standings import IS_COVERED, JOINED_ON, SIGNED_ON, WAS_PARTY
from upr_data.figures.record.curves import YEAR
from upr_data.figures.record.scope import EVERY, Scope, register_of
from upr_data.figures.record.units import IS_OPEN, asked_units, chosen_rows
from upr_data.figures.records import Records
from upr_data.figures.selected import choice_of
from upr_data.model import Col, RecordAction, Response
from upr_data.selection.filters import Filters

FIRST_SIGNED_ON = "first_signed_on"
YEARS_AFTER = "years_after"


def asks_of_state(
    records: Records, state: str, filters: Filters, scope: Scope = EVERY
) -> pl.DataFrame:
    """Asks to one State under review, by treaty and review: an ask is an asking State, once.

    Columns: `instrument`, `session`, `n` (asking States) and `part` (of which it supported).
    Remembered for one page.
    """
    about = _about(state, filters)
    key = ("record", "asks of", choice_of(about), scope)
    found: pl.DataFrame = records.memo.recall(
        key, lambda: _asks_of(chosen_rows(records, about, scope))
    )
    return found


def _asks_of(rows: pl.DataFrame) -> pl.DataFrame:
    asking = (Col.INSTRUMENT, Col.SESSION, Col.RECOMMENDING_STATE)
    is_supported = (pl.col(Col.RESPONSE) == Response.SUPPORTED.value).any().alias("is_supported")
    each = rows.lazy().group_by(asking).agg(is_supported)
    counted = each.group_by(Col.INSTRUMENT, Col.SESSION).agg(
        pl.len().alias("n"), pl.col("is_supported").sum().alias("part")
    )
    return counted.sort(Col.INSTRUMENT, Col.SESSION).collect()


def treaties_of_state(
    records: Records, state: str, filters: Filters, scope: Scope = EVERY
) -> pl.DataFrame:
    """The treaties one State was asked to join, with what the register says, in a fixed order.

    One line a treaty: `n_asks` (asking States × reviews), `is_open` (at the first review that
    asked), `was_party` then, `joined_on` and `years_after` that review, `signed_on` (first
    signature ever). Most asked first. Remembered for one page.
    """
    key = ("record", "treaties of", state, choice_of(filters), scope)
    found: pl.DataFrame = records.memo.recall(
        key, lambda: _treaties_of(records, state, filters, scope)
    )
    return found


def _treaties_of(records: Records, state: str, filters: Filters, scope: Scope) -> pl.DataFrame:
    asks = asks_of_state(records, state, filters, scope).lazy()
    total = asks.group_by(Col.INSTRUMENT).agg(pl.col("n").sum().alias("n_asks"))
    units = asked_units(records, _about(state, filters), scope).lazy().sort(REVIEWED_ON)
    first = units.unique(Col.INSTRUMENT, keep="first", maintain_order=True)
    signed = (
        register_of(records)
        .facts.lazy()
        .filter(
            (pl.col(Col.STATE) == state)
            & (pl.col(Col.RECORD_ACTION) == RecordAction.SIGNATURE.value)
        )
        .group_by(Col.INSTRUMENT)
        .agg(pl.col(Col.HAPPENED_ON).min().alias(FIRST_SIGNED_ON))
    )
    years = (pl.col(JOINED_ON) - pl.col(REVIEWED_ON)).dt.total_days() / YEAR
    order = {code: n for n, code in enumerate(INSTRUMENTS)}
    return (
        first.join(total, on=Col.INSTRUMENT)
        .join(signed, on=Col.INSTRUMENT, how="left")
        .select(
            Col.INSTRUMENT, "n_asks", IS_OPEN, IS_COVERED, WAS_PARTY, JOINED_ON,
            years.alias(YEARS_AFTER), FIRST_SIGNED_ON, SIGNED_ON,
        )
        .sort(
            "n_asks",
            pl.col(Col.INSTRUMENT).replace_strict(order, default=len(order)),
            descending=[True, False],
        )
        .collect()
    )  # fmt: skip


def asked_by_state(
    records: Records, state: str, filters: Filters, scope: Scope = EVERY
) -> pl.DataFrame:
    """What became of what one State asked others to join: open State × review × treaty, in parts.

    One line a treaty: `n_open`, of which `by_mid_term`, `by_next_review` (after mid-term), `later`
    and `still_open`, which exclude each other. Most asked first.
    """
    mine = replace(filters, recommending_states=(state,))
    units = asked_units(records, mine, scope).filter(IS_OPEN)
    early = pl.col("standing_mid_term") == "joined"
    soon = ~early & (pl.col("standing_next_review") == "joined")
    ever = pl.col("standing_to_date") == "joined"
    return (
        units.group_by(Col.INSTRUMENT)
        .agg(
            pl.len().alias("n_open"),
            early.fill_null(value=False).sum().alias("by_mid_term"),
            soon.fill_null(value=False).sum().alias("by_next_review"),
            (ever & ~early & ~soon).fill_null(value=False).sum().alias("later"),
        )
        .with_columns(
            (
                pl.col("n_open")
                - pl.col("by_mid_term")
                - pl.col("by_next_review")
                - pl.col("later")
            ).alias("still_open")
        )
        .sort("n_open", Col.INSTRUMENT, descending=[True, False])
    )


def _about(state: str, filters: Filters) -> Filters:
    return replace(filters, states_under_review=(state,))
