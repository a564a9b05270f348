"""The public register: who joined what and when, and what of it a day in the past could know.

Facts of the depositaries, with the day to which each table is complete. Nothing is known after
that day; a withdrawal whose day nobody gives hides what came after the State joined.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import polars as pl

from upr_data import reference
from upr_data.domain.instruments import DEATH_PENALTY, INSTRUMENTS
from upr_data.domain.provenance import LICENCE_OF_FACTS
from upr_data.language import N_
from upr_data.model import Col, RecordAction, Table, conform, empty

SOURCES: Final = {
    "untc_2026": N_("United Nations Treaty Collection, status pages of 3 February 2026"),
    "untc_2015": N_("United Nations Treaty Collection, older status pages, each with its day"),
    "verify": N_("general knowledge, to be verified"),
}
"""Where the rows of `treaty_actions.csv` are from, by their source."""

DEATH_PENALTY_SOURCE: Final = (
    "compiled from public lists to 2022 (Comparative Death Penalty Database; Anckar and Denk 2024)"
)

PAIR: Final = (Col.STATE, Col.INSTRUMENT)


@dataclass(frozen=True, slots=True)
class Register:
    """Who did what when, and how far each table goes: `record_facts` and `record_registers`."""

    facts: pl.DataFrame
    registers: pl.DataFrame


@cache
def register() -> Register:
    """The register that this project ships."""
    return Register(_facts(), _registers())


def no_register() -> Register:
    """A register that knows nothing."""
    return Register(empty(Table.RECORD_FACTS), empty(Table.RECORD_REGISTERS))


def _facts() -> pl.DataFrame:
    actions = pl.DataFrame(
        [
            {
                Col.STATE: row["state"],
                Col.INSTRUMENT: row["instrument"],
                Col.RECORD_ACTION: row["action"],
                Col.HAPPENED_ON: row["date"] or None,
                Col.YEAR: int(row["date"][:4]) if row["date"] else None,
                Col.MODE: row["mode"],
                Col.AS_OF: row["as_of"],
                Col.BASIS: row["source"],
            }
            for row in reference.read("treaty_actions")
        ]
    )
    penalty = pl.DataFrame(
        [
            {
                Col.STATE: row["state"],
                Col.INSTRUMENT: DEATH_PENALTY,
                Col.RECORD_ACTION: row["action"],
                Col.HAPPENED_ON: None,
                Col.YEAR: int(row["year"]),
                Col.MODE: None,
                Col.AS_OF: row["as_of"],
                Col.BASIS: "public_lists",
            }
            for row in reference.rows("death_penalty_status")
        ],
        schema=actions.schema,
    )
    dated = pl.concat([actions, penalty]).with_columns(
        pl.col(Col.HAPPENED_ON, Col.AS_OF).str.to_date()
    )
    return conform(Table.RECORD_FACTS, dated)


def _registers() -> pl.DataFrame:
    penalty_until = max(row["as_of"] for row in reference.rows("death_penalty_status"))
    known = {
        one.code: (one.covered_until.isoformat(), one.n_parties, one.n_printed)
        for one in INSTRUMENTS.values()
        if one.covered_until
    } | {DEATH_PENALTY: (penalty_until, None, None)}
    sources = {
        row["instrument"]: SOURCES[row["source"]] for row in reference.read("treaty_actions")
    }
    frame = pl.DataFrame(
        {
            Col.INSTRUMENT: list(known),
            Col.COVERED_UNTIL: [until for until, _, _ in known.values()],
            Col.N_PARTIES: [parties for _, parties, _ in known.values()],
            Col.N_PRINTED: [printed for _, _, printed in known.values()],
            Col.BASIS: [sources.get(code, DEATH_PENALTY_SOURCE) for code in known],
            Col.LICENCE: LICENCE_OF_FACTS,
        },
        schema_overrides={Col.N_PARTIES: pl.Int64, Col.N_PRINTED: pl.Int64},
    )
    return conform(
        Table.RECORD_REGISTERS, frame.with_columns(pl.col(Col.COVERED_UNTIL).str.to_date())
    )


def parties_on(held: Register, pairs: pl.DataFrame, day: str, name: str) -> pl.DataFrame:
    """The pairs (`state`, `instrument`) with whether the State was a party on their `day`.

    Party: it had joined and not withdrawn. The answer is false, not unknown, for days the register
    does not cover: hold it against `covered_until`.
    """
    changes = (
        held.facts.lazy()
        .filter(pl.col(Col.RECORD_ACTION).cast(pl.String).is_in(_STANDING))
        .filter(pl.col(Col.HAPPENED_ON).is_not_null())
        .select(
            *PAIR,
            pl.col(Col.HAPPENED_ON).alias("changed"),
            (pl.col(Col.RECORD_ACTION).cast(pl.String) == RecordAction.JOINING).alias(name),
        )
        .sort("changed", name)
        .collect()
    )
    numbered = pairs.with_row_index(_ORDER)
    known = numbered.select(_ORDER, *PAIR, day).drop_nulls(day).sort(day)
    answers = known.join_asof(
        changes,
        left_on=day,
        right_on="changed",
        by=list(PAIR),
        strategy="backward",
        check_sortedness=False,
    ).select(_ORDER, name)
    joined = numbered.join(answers, on=_ORDER, how="left", maintain_order="left").drop(_ORDER)
    return joined.with_columns(pl.col(name).fill_null(value=False))


_ORDER: Final = "_order"
_STANDING: Final = (RecordAction.JOINING.value, RecordAction.WITHDRAWAL.value)


def first_after(
    held: Register, pairs: pl.DataFrame, day: str, action: RecordAction, name: str
) -> pl.DataFrame:
    """The pairs with the day of the first such action after their `day`; null where none is."""
    events = (
        held.facts.filter(pl.col(Col.RECORD_ACTION) == action.value)
        .filter(pl.col(Col.HAPPENED_ON).is_not_null())
        .select(*PAIR, pl.col(Col.HAPPENED_ON).alias(name))
    )
    numbered = pairs.with_row_index(_ORDER)
    found = (
        numbered.select(_ORDER, *PAIR, day)
        .join(events, on=list(PAIR))
        .filter(pl.col(name) > pl.col(day))
        .group_by(_ORDER)
        .agg(pl.col(name).min())
    )
    return numbered.join(found, on=_ORDER, how="left", maintain_order="left").drop(_ORDER)


def coverage(held: Register, pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs with `covered_until`: the day to which the register knows of that State and treaty.

    Null where there is no table. Where a withdrawal has no day, nothing is known after the joining.
    """
    hidden = (
        held.facts.filter(pl.col(Col.HAPPENED_ON).is_null() & pl.col(Col.YEAR).is_null())
        .select(*PAIR)
        .unique()
        .join(
            held.facts.filter(pl.col(Col.RECORD_ACTION) == RecordAction.JOINING.value),
            on=list(PAIR),
            how="left",
        )
        .group_by(*PAIR)
        .agg(pl.col(Col.HAPPENED_ON).max().alias("hidden_from"))
    )
    until = held.registers.select(Col.INSTRUMENT, Col.COVERED_UNTIL)
    return (
        pairs.join(until, on=Col.INSTRUMENT, how="left", maintain_order="left")
        .join(hidden, on=list(PAIR), how="left", maintain_order="left")
        .with_columns(pl.coalesce("hidden_from", Col.COVERED_UNTIL).alias(Col.COVERED_UNTIL))
        .drop("hidden_from")
    )
