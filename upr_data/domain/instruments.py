"""Treaties that recommendations ask States to join: codes, names, and how far the register goes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from upr_data import reference
from upr_data.domain.states import normalise
from upr_data.language import _

DEATH_PENALTY: Final = "death_penalty"
"""Stands where a treaty's code would: what the law says of the death penalty."""

COMPLETE_TO: Final = date(2022, 1, 1)
"""A register that ends before this day cannot say what became of the second cycle."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty, or a protocol to one, that a State joins by itself.

    `label` is short enough for an axis. `is_core` are the eighteen United Nations human rights
    instruments. `covered_until` is the day to which our table of actions is complete, None where
    there is none. `n_parties` are those of the table, `n_printed` those the depositary printed;
    they differ by parties that are no Member States or observers.
    """

    code: str
    title: str
    label: str
    abbreviation: str
    is_core: bool
    adopted: date
    depositary: str
    treaty_collection: str
    covered_until: date | None
    n_parties: int | None
    n_printed: int | None

    @property
    def short(self) -> str:
        """The abbreviation in the language of this run; initials alone are alike in all."""
        return _(self.abbreviation)

    @property
    def full_label(self) -> str:
        """The label with the abbreviation, in the language of this run: "Torture (CAT)"."""
        return f"{_(self.label)} ({self.short})"


def lookup(name: str) -> str | None:
    """Code of an instrument by its code, title or an alias; None if nobody knows the name."""
    return _names().get(_key(name))


def covered(since: date = COMPLETE_TO) -> tuple[str, ...]:
    """Codes of the instruments whose table is complete to this day or later, in file order."""
    return tuple(
        one.code for one in INSTRUMENTS.values() if one.covered_until and one.covered_until >= since
    )


def _read(row: Mapping[str, str]) -> Instrument:
    return Instrument(
        code=row["code"],
        title=row["title"],
        label=row["label"],
        abbreviation=row["abbreviation"],
        is_core=row["is_core"] == "1",
        adopted=date.fromisoformat(row["adopted"]),
        depositary=row["depositary"],
        treaty_collection=row["untc"],
        covered_until=date.fromisoformat(row["covered_until"]) if row["covered_until"] else None,
        n_parties=int(row["n_parties"]) if row["n_parties"] else None,
        n_printed=int(row["n_parties_printed"]) if row["n_parties_printed"] else None,
    )


INSTRUMENTS: Final[Mapping[str, Instrument]] = MappingProxyType(
    {row["code"]: _read(row) for row in reference.rows("treaty_instruments")}
)
"""Code → instrument, in the order of the file: the eighteen of human rights first."""

CORE: Final = tuple(one.code for one in INSTRUMENTS.values() if one.is_core)
"""The eighteen United Nations human rights instruments."""


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", normalise(name))


@cache
def _names() -> dict[str, str]:
    """Normalised code, title or alias → code; an alias of two instruments names neither."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for row in reference.rows("treaty_instruments"):
        for alias in reference.parts(row["aliases"]):
            key = _key(alias)
            if found.get(key, row["code"]) != row["code"]:
                shared.add(key)
            found[key] = row["code"]
    own = {
        _key(name): row["code"]
        for row in reference.rows("treaty_instruments")
        for name in (row["code"], row["title"])
    }
    return {key: code for key, code in found.items() if key not in shared} | own
