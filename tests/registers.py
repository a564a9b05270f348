"""Small registers for tests: who did what when, and how far the tables go."""

from datetime import date

import polars as pl

from upr_data.domain.treaties import Register
from upr_data.model import Table, conform

UNTIL = date(2026, 2, 3)

Fact = tuple[str, str, str, str | int | None]
"""State, instrument, action, and an ISO day, a year, or nothing."""


def register(*facts: Fact, until: date = UNTIL, also: tuple[str, ...] = ()) -> Register:
    """A register of these facts; each instrument that occurs, or is in `also`, has a table."""
    rows = [
        (
            state,
            instrument,
            action,
            date.fromisoformat(when) if isinstance(when, str) else None,
            int(when[:4]) if isinstance(when, str) else when,
            until,
        )
        for state, instrument, action, when in facts
    ]
    columns = ["state", "instrument", "action", "happened_on", "year", "as_of"]
    schema = dict.fromkeys(columns[:3], pl.String) | {
        "happened_on": pl.Date,
        "year": pl.Int64,
        "as_of": pl.Date,
    }
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    codes = sorted({fact[1] for fact in facts} | set(also))
    registers = pl.DataFrame(
        {"instrument": codes, "covered_until": [until] * len(codes)},
        schema={"instrument": pl.String, "covered_until": pl.Date},
    )
    return Register(conform(Table.RECORD_FACTS, frame), conform(Table.RECORD_REGISTERS, registers))
