"""The demonstration's register: invented States that sign, join and abolish on invented days."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final

import numpy as np
import polars as pl

from upr_data.domain.instruments import DEATH_PENALTY, INSTRUMENTS, covered
from upr_data.domain.treaties import Register
from upr_data.ingest.demo.basis import DEMO_DATE, stream
from upr_data.ingest.demo.states import CODES, MEMBERS, traits
from upr_data.language import N_
from upr_data.model import Col, RecordAction, Table, conform

_BASIS: Final = N_("invented")
_HALF_JOINED: Final = (5.0, 18.0)
"""In how many times (years since adoption) ^ 0.8 half of the States join: quickest, slowest."""

_SIGNED_FIRST: Final = 0.7
_WITHDRAWN: Final = 0.004
_NEVER: Final = 1e4
_YEAR: Final = 365.25
_CHANGES: Final = (
    (RecordAction.ABOLITION_ALL, 0.52, 1963),
    (RecordAction.ABOLITION_ORDINARY, 0.1, 1975),
    (RecordAction.REINSTATEMENT, 0.02, 1990),
)
"""What the law came to say of the death penalty: the share of States, and since when at most."""

_Row = tuple[str, str, str, date | None, int, str | None, date, str]


@cache
def demo_register() -> Register:
    """Who joined what and when in the demonstration, to its date; the same on every call."""
    found = [row for code in covered() for row in _actions(code)]
    facts = pl.DataFrame([*found, *_abolitions()], schema=_SCHEMA, orient="row")
    ordered = facts.sort(Col.STATE, Col.INSTRUMENT, Col.YEAR, Col.HAPPENED_ON, Col.RECORD_ACTION)
    return Register(conform(Table.RECORD_FACTS, ordered).rechunk(), _registers(facts))


_SCHEMA: Final = pl.Schema(
    [
        (Col.STATE, pl.String()),
        (Col.INSTRUMENT, pl.String()),
        (Col.RECORD_ACTION, pl.String()),
        (Col.HAPPENED_ON, pl.Date()),
        (Col.YEAR, pl.Int64()),
        (Col.MODE, pl.String()),
        (Col.AS_OF, pl.Date()),
        (Col.BASIS, pl.String()),
    ]
)


def _actions(code: str) -> Iterator[_Row]:
    """One instrument: each State joins after a waiting time of its own; many sign before."""
    draw = stream(f"register {code}")
    adopted = INSTRUMENTS[code].adopted
    age = (DEMO_DATE - adopted).days / _YEAR
    half = draw.uniform(*_HALF_JOINED) * age**0.8 / 10
    ready = np.exp(-0.4 * traits().progress[MEMBERS])
    waits = draw.exponential(half / np.log(2), len(MEMBERS)) * ready
    signed = np.where(draw.random(len(MEMBERS)) < _SIGNED_FIRST, draw.random(len(MEMBERS)), _NEVER)
    left = np.where(
        draw.random(len(MEMBERS)) < _WITHDRAWN, 1 + 20 * draw.random(len(MEMBERS)), _NEVER
    )
    for state, wait, share, after in zip(MEMBERS, waits, signed, left, strict=True):
        years = {
            RecordAction.SIGNATURE: wait * share,
            RecordAction.JOINING: wait,
            RecordAction.WITHDRAWAL: wait + after,
        }
        for action, year in years.items():
            days = int(year * _YEAR)
            if days < (DEMO_DATE - adopted).days:
                day = adopted + timedelta(days=days)
                yield (CODES[state], code, action, day, day.year, None, DEMO_DATE, _BASIS)


def _abolitions() -> Iterator[_Row]:
    draw = stream("register death penalty")
    order = draw.permutation(MEMBERS)
    first = 0
    for action, share, since in _CHANGES:
        some = order[first : first + int(share * len(MEMBERS))]
        first += len(some)
        for state, year in zip(some, draw.integers(since, DEMO_DATE.year, len(some)), strict=True):
            yield (
                CODES[state], DEATH_PENALTY, action, None, int(year), None, DEMO_DATE, _BASIS,
            )  # fmt: skip


def _registers(facts: pl.DataFrame) -> pl.DataFrame:
    """Each table is complete to the demonstration's date."""
    changed = facts.filter(pl.col(Col.RECORD_ACTION).is_in(["joining", "withdrawal"]))
    sign = pl.when(pl.col(Col.RECORD_ACTION) == "joining").then(1).otherwise(-1)
    parties = changed.group_by(Col.INSTRUMENT).agg(sign.sum().alias(Col.N_PARTIES))
    frame = (
        pl.DataFrame({Col.INSTRUMENT: [*covered(), DEATH_PENALTY]})
        .join(parties, on=Col.INSTRUMENT, how="left", maintain_order="left")
        .with_columns(
            pl.lit(DEMO_DATE).alias(Col.COVERED_UNTIL),
            pl.lit(_BASIS).alias(Col.BASIS),
            pl.lit(_BASIS).alias(Col.LICENCE),
        )
    )
    return conform(Table.RECORD_REGISTERS, frame)
