"""What moved in the public register from one snapshot to another: who joined, signed or left."""

from typing import Any, Final

import polars as pl

from upr_data.model import Col, Outcome, Table
from upr_data.snapshot.reading import Snapshot

_FACT: Final = (Col.STATE, Col.INSTRUMENT, Col.RECORD_ACTION, Col.HAPPENED_ON, Col.YEAR)


def register_changes(first: Snapshot, second: Snapshot) -> pl.DataFrame:
    """Facts that only one of two snapshots has: `change` is added or gone, by State and treaty."""
    before, after = (_facts(one) for one in (first, second))
    added = after.join(before, on=list(_FACT), how="anti", nulls_equal=True)
    gone = before.join(after, on=list(_FACT), how="anti", nulls_equal=True)
    both = pl.concat(
        [
            added.select(pl.lit("added").alias("change"), *_FACT),
            gone.select(pl.lit("gone").alias("change"), *_FACT),
        ]
    )
    return both.sort("change", Col.INSTRUMENT, Col.STATE, Col.RECORD_ACTION)


def register_summary(first: Snapshot, second: Snapshot) -> dict[str, Any]:
    """Counts of what moved, as `compare --json` gives them: facts, outcomes, days of the tables."""
    changes = register_changes(first, second)
    counted = changes.group_by("change").len()
    n = dict(counted.iter_rows())
    return {
        "facts_added": n.get("added", 0),
        "facts_gone": n.get("gone", 0),
        "until": {"first": _until(first), "second": _until(second)},
        "outcomes": {
            outcome.value: {
                "first": _outcomes(first, outcome),
                "second": _outcomes(second, outcome),
            }
            for outcome in Outcome
        },
    }


def _facts(snapshot: Snapshot) -> pl.DataFrame:
    held = snapshot.scan(Table.RECORD_FACTS).select(_FACT)
    return held.with_columns(pl.col(Col.RECORD_ACTION).cast(pl.String)).collect().unique()


def _until(snapshot: Snapshot) -> dict[str, str | None]:
    held = snapshot.scan(Table.RECORD_REGISTERS).select(Col.INSTRUMENT, Col.COVERED_UNTIL)
    days = held.sort(Col.INSTRUMENT).collect().iter_rows()
    return {code: day.isoformat() if day else None for code, day in days}


def _outcomes(snapshot: Snapshot, outcome: Outcome) -> int:
    held = snapshot.scan(Table.RECORD_OUTCOMES)
    of_it = held.filter(pl.col(Col.OUTCOME) == outcome.value)
    return int(of_it.select(pl.len()).collect().item())
