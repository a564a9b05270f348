"""Which asks and treaties the record counts, and the register that it holds them against."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from upr_data.domain.instruments import COMPLETE_TO, CORE, DEATH_PENALTY
from upr_data.domain.treaties import Register
from upr_data.figures.records import Records
from upr_data.model import Col, Strength, Table
from upr_data.selection.filters import Filters


@dataclass(frozen=True, slots=True)
class Scope:
    """Which asks and instruments are counted.

    `instruments` empty means all whose register is complete to 2022 or later; `strengths` empty
    means every strength.
    """

    instruments: tuple[str, ...] = ()
    strengths: tuple[Strength, ...] = ()


EVERY: Final = Scope()
FIRM: Final = Scope(strengths=(Strength.DO,))


def scope_of(filters: Filters, scope: Scope = EVERY) -> Scope:
    """The scope within a selection: its `instrument` filter narrows the instruments."""
    chosen = tuple(code for code in filters.instruments if code and code != DEATH_PENALTY)
    return Scope(scope.instruments or chosen, scope.strengths)


def register_of(records: Records) -> Register:
    """The register that the snapshot holds."""

    def make() -> Register:
        facts = records.snapshot.scan(Table.RECORD_FACTS).collect()
        return Register(facts, records.snapshot.scan(Table.RECORD_REGISTERS).collect())

    held: Register = records.lasting.recall(("record", "register"), make)
    return held


def register_until(records: Records) -> date | None:
    """The day to which the register of the human rights instruments goes; None without one."""

    def find() -> date | None:
        until = register_of(records).registers.filter(pl.col(Col.INSTRUMENT).is_in(CORE))
        found = until[Col.COVERED_UNTIL].min()
        return found if isinstance(found, date) else None

    until: date | None = records.lasting.recall(("record", "until"), find)
    return until


def in_scope(records: Records, scope: Scope) -> list[str]:
    """Codes of the instruments counted: those chosen, or all with a register complete enough."""
    if scope.instruments:
        return list(scope.instruments)

    def find() -> list[str]:
        held = register_of(records).registers
        complete = pl.col(Col.COVERED_UNTIL) >= COMPLETE_TO
        kept = held.filter(complete & (pl.col(Col.INSTRUMENT) != DEATH_PENALTY))
        return kept[Col.INSTRUMENT].to_list()

    found: list[str] = records.lasting.recall(("record", "scope"), find)
    return found
