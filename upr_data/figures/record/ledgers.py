"""What one State was asked to join, and what it asked others to join: treaty by treaty."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

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
    columns = (Col.INSTRUMENT, Col.SESSION, Col.RECOMMENDING_STATE, Col.RESPONSE)
    asking: dict[tuple[str, int | None], dict[str | None, bool]] = {}
    for instrument, session, state, response in rows[[*columns]].iter_rows():
        states = asking.setdefault((instrument, session), {})
        states[state] = states.get(state, False) or response == Response.SUPPORTED.value
    counted = [(*key, len(states), sum(states.values())) for key, states in asking.items()]
    schema = {Col.INSTRUMENT: pl.String, Col.SESSION: pl.UInt8, "n": pl.UInt32, "part": pl.UInt32}
    counted.sort(key=lambda one: (one[0], one[1] or 0))  # what has no session first
    return pl.DataFrame(counted, schema, orient="row")


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
    asks = asks_of_state(records, state, filters, scope)
    total: Counter[str] = Counter()
    for instrument, n in zip(asks[Col.INSTRUMENT], asks["n"], strict=True):
        total[instrument] += n
    units = asked_units(records, _about(state, filters), scope)
    first: dict[str, dict[str, Any]] = {}
    for unit in sorted(units.to_dicts(), key=lambda one: one[REVIEWED_ON] or date.min):
        first.setdefault(unit[Col.INSTRUMENT], unit)
    signed = _first_signed(records).get(state, {})
    order = {code: n for n, code in enumerate(INSTRUMENTS)}
    lines = [
        {
            **unit,
            "n_asks": total[code],
            YEARS_AFTER: _years(unit[REVIEWED_ON], unit[JOINED_ON]),
            FIRST_SIGNED_ON: signed.get(code),
        }
        for code, unit in first.items()
    ]
    lines.sort(key=lambda one: (-one["n_asks"], order.get(one[Col.INSTRUMENT], len(order))))
    return pl.DataFrame([{name: one[name] for name in _TREATIES} for one in lines], _TREATIES)


_TREATIES: Final = pl.Schema(
    [
        (Col.INSTRUMENT, pl.String()),
        ("n_asks", pl.UInt32()),
        *((name, pl.Boolean()) for name in (IS_OPEN, IS_COVERED, WAS_PARTY)),
        (JOINED_ON, pl.Date()),
        (YEARS_AFTER, pl.Float64()),
        *((name, pl.Date()) for name in (FIRST_SIGNED_ON, SIGNED_ON)),
    ]
)


def _years(reviewed: date | None, joined: date | None) -> float | None:
    return (joined - reviewed).days / YEAR if reviewed and joined else None


def _first_signed(records: Records) -> Mapping[str, Mapping[str, date]]:
    """Of each State when it first signed which treaty."""

    def find() -> dict[str, dict[str, date]]:
        columns = (Col.STATE, Col.INSTRUMENT, Col.HAPPENED_ON)
        is_signature = pl.col(Col.RECORD_ACTION) == RecordAction.SIGNATURE.value
        facts = register_of(records).facts.filter(is_signature)[[*columns]].drop_nulls()
        signed: dict[str, dict[str, date]] = {}
        for state, instrument, day in facts.sort(Col.HAPPENED_ON).iter_rows():
            signed.setdefault(state, {}).setdefault(instrument, day)
        return signed

    held: Mapping[str, Mapping[str, date]] = records.lasting.recall(("record", "signed"), find)
    return held


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
