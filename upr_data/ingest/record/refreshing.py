"""A newer register put in the place of an older one, treaty by treaty; nothing is guessed."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from upr_data.domain.instruments import INSTRUMENTS
from upr_data.domain.provenance import LICENCE_OF_FACTS
from upr_data.domain.treaties import Register
from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.treaties.reading import TreatyReading, read_treaty_file
from upr_data.ingest.sources.treaties.table import TreatyTable
from upr_data.language import _, day
from upr_data.model import Col, RecordAction, Table, conform


def read_treaty_files(paths: Sequence[Path]) -> list[TreatyReading]:
    """All files; raises `BadInputError` where two are about the same treaty."""
    readings = [read_treaty_file(path) for path in paths]
    seen: dict[str, str] = {}
    for one in readings:
        code, file = one.table.instrument, one.source.file
        if code in seen:
            name = INSTRUMENTS[code].abbreviation
            said = _("{first} and {second} are both about {name}; give one.")
            message = said.format(first=seen[code], second=file, name=name)
            raise BadInputError(message)
        seen[code] = file
    return readings


def refreshed(held: Register, readings: Sequence[TreatyReading]) -> Register:
    """The register with newer tables in the place of older ones.

    A joining that the new table brackets was withdrawn: on the day that the older register knows,
    else on a day that nobody gives. Raises `BadInputError` for a table older than the one held.
    """
    for one in readings:
        held = _with_table(held, one.table, one.source.file)
    return held


def _with_table(held: Register, table: TreatyTable, file: str) -> Register:
    code = table.instrument
    of_it = pl.col(Col.INSTRUMENT) == code
    known = held.registers.filter(of_it)[Col.COVERED_UNTIL]
    if len(known) and known[0] > table.as_of:
        message = _(
            "{file}: it is of {day}, and the register at hand goes to {day2}; give a newer one."
        ).format(file=file, day=day(table.as_of), day2=day(known[0]))
        raise BadInputError(message)
    facts = pl.DataFrame(_rows(table), schema=_COLUMNS, orient="row")
    facts = conform(Table.RECORD_FACTS, facts)
    before = held.facts.filter(of_it)
    together = pl.concat(
        [held.facts.filter(~of_it), facts, _withdrawals(table, before), _earlier(table, before)]
    ).unique(maintain_order=True)
    register = conform(Table.RECORD_REGISTERS, pl.DataFrame(_register_row(table)))
    return Register(
        together.sort(Col.INSTRUMENT, Col.STATE, Col.HAPPENED_ON, nulls_last=True),
        pl.concat([held.registers.filter(~of_it), register]).sort(Col.INSTRUMENT),
    )


_COLUMNS = (
    Col.STATE,
    Col.INSTRUMENT,
    Col.RECORD_ACTION,
    Col.HAPPENED_ON,
    Col.YEAR,
    Col.MODE,
    Col.AS_OF,
    Col.BASIS,
)


def _rows(table: TreatyTable) -> list[tuple[object, ...]]:
    basis = table.publisher
    return [
        (
            one.state, table.instrument, one.action.value, one.day, one.day.year, one.mode,
            table.as_of, basis,
        )
        for one in table.actions
    ]  # fmt: skip


def _withdrawals(table: TreatyTable, before: pl.DataFrame) -> pl.DataFrame:
    """Of each joining in brackets, the withdrawal: as the older register dates it, or undated."""
    bracketed = {one.state: one.day for one in table.actions if one.is_withdrawn}
    dated = before.filter(
        (pl.col(Col.RECORD_ACTION) == RecordAction.WITHDRAWAL.value)
        & pl.col(Col.STATE).is_in(list(bracketed))
        & pl.col(Col.HAPPENED_ON).is_not_null()
    )
    unknown = [state for state in bracketed if state not in dated[Col.STATE].to_list()]
    undated = pl.DataFrame(
        {
            Col.STATE: unknown,
            Col.INSTRUMENT: [table.instrument] * len(unknown),
            Col.RECORD_ACTION: [RecordAction.WITHDRAWAL.value] * len(unknown),
            Col.AS_OF: [table.as_of] * len(unknown),
            Col.BASIS: [table.publisher] * len(unknown),
        },
        schema_overrides={Col.STATE: pl.String, Col.AS_OF: pl.Date},
    )
    return pl.concat([dated, conform(Table.RECORD_FACTS, undated)])


def _earlier(table: TreatyTable, before: pl.DataFrame) -> pl.DataFrame:
    """What the older register knows of States that left, and that the new table lists no more.

    Who joined, withdrew and joined again has the later joining in the new table; the earlier pair
    of facts is kept. Who is listed no more at all keeps what is known, withdrawals included.
    """
    joined = {one.state for one in table.actions if one.action is RecordAction.JOINING}
    withdrawn = before.filter(pl.col(Col.RECORD_ACTION) == RecordAction.WITHDRAWAL.value)
    left = withdrawn[Col.STATE].unique()
    bracketed = [one.state for one in table.actions if one.is_withdrawn]
    return before.filter(
        pl.col(Col.STATE).is_in(left.implode()) & ~pl.col(Col.STATE).is_in(bracketed)
        | ~pl.col(Col.STATE).is_in(list(joined))
        & (pl.col(Col.RECORD_ACTION) == RecordAction.WITHDRAWAL.value)
    )


def _register_row(table: TreatyTable) -> dict[str, list[object]]:
    basis = f"{table.publisher}, {table.as_of.isoformat()}"
    return {
        Col.INSTRUMENT: [table.instrument],
        Col.COVERED_UNTIL: [table.as_of],
        Col.N_PARTIES: [table.n_parties],
        Col.N_PRINTED: [table.n_printed],
        Col.BASIS: [basis],
        Col.LICENCE: [LICENCE_OF_FACTS],
    }
