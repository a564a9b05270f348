"""The rows behind the record's figures, and the register itself, as tables to hand on."""

from typing import Final

import polars as pl

from upr_data.domain.instruments import INSTRUMENTS
from upr_data.domain.milestones import REVIEWED_ON
from upr_data.domain.standings import HAD_SIGNED, JOINED_ON, SIGNED_ON, WAS_PARTY, standing
from upr_data.domain.treaties import Register
from upr_data.figures.record.scope import EVERY, Scope
from upr_data.figures.record.units import chosen_rows
from upr_data.figures.records import Records
from upr_data.model import Col, RecordAction, RecordMilestone, Table
from upr_data.selection.filters import Filters

_MAIN: Final = (Col.ROW_ID, Col.RECOMMENDATION_ID, Col.CYCLE, Col.TEXT, Col.SOURCE_URL)
_STANDINGS: Final = tuple(standing(one) for one in RecordMilestone)


def record_rows(records: Records, filters: Filters, scope: Scope = EVERY) -> pl.DataFrame:
    """Each row × treaty of a selection that asks to join, with words seen and what became of it.

    In file order. `standing_…` is joined, signed, waiting or not_covered at each milestone, null
    where the State was a party at the review or the register does not cover that day.
    """
    chosen = chosen_rows(records, filters, scope).drop(Col.CYCLE)
    main = (
        records.snapshot.scan(Table.RECOMMENDATIONS)
        .select(_MAIN)
        .with_row_index(Col.ROW_INDEX)
        .filter(pl.col(Col.ROW_INDEX).is_in(chosen[Col.ROW_INDEX].unique().implode()))
        .collect()
    )
    words = (
        records.snapshot.scan(Table.RECORD_ASKS)
        .filter(pl.col(Col.ACT) == "joining")
        .select(Col.RECOMMENDATION_ID, Col.INSTRUMENT, Col.WORDS)
        .collect()
    )
    joined = chosen.join(main, on=Col.ROW_INDEX, maintain_order="left").join(
        words, on=[Col.RECOMMENDATION_ID, Col.INSTRUMENT], how="left", maintain_order="left"
    )
    names = dict(records.state_names)
    return joined.select(
        Col.ROW_ID, Col.RECOMMENDATION_ID, Col.CYCLE, Col.SESSION, Col.STATE_UNDER_REVIEW,
        _named(Col.STATE_UNDER_REVIEW, names), Col.RECOMMENDING_STATE,
        _named(Col.RECOMMENDING_STATE, names), Col.RESPONSE, Col.INSTRUMENT, Col.STRENGTH,
        Col.WORDS, REVIEWED_ON, WAS_PARTY, HAD_SIGNED, SIGNED_ON, JOINED_ON, *_STANDINGS,
        Col.COVERED_UNTIL, Col.TEXT, Col.SOURCE_URL,
    )  # fmt: skip


def _named(state: str, names: dict[str, str]) -> pl.Expr:
    named = pl.col(state).replace_strict(names, default=None, return_dtype=pl.String)
    return named.alias(f"{state}_name")


def register_table(held: Register, names: dict[str, str]) -> pl.DataFrame:
    """The register as a table: a line a State and treaty, with the days of what it did.

    Columns: `state`, `state_name`, `instrument`, `treaty`, `signed_on`, `joined_on`,
    `withdrawn_on`, `as_of`; sorted by State and treaty. Abolition of the death penalty is not in
    it: that is known by year.
    """
    last = [
        _last(RecordAction.SIGNATURE, "signed_on"),
        _last(RecordAction.JOINING, "joined_on"),
        _last(RecordAction.WITHDRAWAL, "withdrawn_on"),
        pl.col(Col.AS_OF).max(),
    ]
    labels = {code: one.abbreviation for code, one in INSTRUMENTS.items()}
    order = {code: n for n, code in enumerate(INSTRUMENTS)}
    place = pl.col(Col.INSTRUMENT).replace_strict(order, default=len(order))
    return (
        held.facts.filter(pl.col(Col.INSTRUMENT).is_in(list(INSTRUMENTS)))
        .group_by(Col.STATE, Col.INSTRUMENT)
        .agg(last)
        .with_columns(
            pl.col(Col.STATE).replace_strict(names, default=None).alias(Col.STATE_NAME),
            pl.col(Col.INSTRUMENT).replace_strict(labels, default=None).alias("treaty"),
        )
        .sort(Col.STATE_NAME, place)
        .select(
            Col.STATE, Col.STATE_NAME, Col.INSTRUMENT, "treaty", "signed_on", "joined_on",
            "withdrawn_on", Col.AS_OF,
        )
    )  # fmt: skip


def _last(action: RecordAction, name: str) -> pl.Expr:
    is_it = pl.col(Col.RECORD_ACTION) == action.value
    return pl.col(Col.HAPPENED_ON).filter(is_it).max().alias(name)
