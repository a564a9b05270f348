"""Small tables for tests: say what matters, the rest is filled in."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from upr_data.domain import calendar, implementation, states
from upr_data.domain.treaties import Register
from upr_data.figures.records import Records, load
from upr_data.ingest.demo.states import states_table as invented_states
from upr_data.ingest.record.building import with_record
from upr_data.model import SCHEMAS, SnapshotKind, Table, Tables, conform, empty
from upr_data.snapshot import Draft, choose, publish

DEFAULTS = {
    "id_basis": "source",
    "kind": "recommendation",
    "cycle": 2,
    "session": 20,
    "state_under_review": "SVN",
    "recommending_state": "FRA",
    "response": "supported",
    "action_category": 5,
    "action_category_basis": "source",
    "issues": ["womens_rights"],
    "text": "Sample text",
}


def recommendations(*rows: dict[str, Any]) -> pl.DataFrame:
    """Rows of the main table; `id` says which recommendation a row is of (default: its own)."""
    filled = []
    for n, row in enumerate(rows):
        own = dict(row)
        recommendation = own.pop("id", f"r{n}")
        state = own.get("recommending_state", DEFAULTS["recommending_state"])
        filled.append(
            {
                "row_id": f"{recommendation}|{n}",
                "recommendation_id": recommendation,
                "recommending_state_as_given": state,
                **DEFAULTS,
                **own,
            }
        )
    schema = dict.fromkeys(SCHEMAS[Table.RECOMMENDATIONS], None) | {
        name: dtype
        for name, dtype in SCHEMAS[Table.RECOMMENDATIONS].items()
        if not isinstance(dtype, pl.Enum)
    }
    frame = pl.from_dicts(filled, schema={k: v or pl.String for k, v in schema.items()})
    return conform(Table.RECOMMENDATIONS, frame)


def words(*rows: tuple[str, str, str]) -> pl.DataFrame:
    """Assessments at mid-term: recommendation, assessor type, level."""
    frame = pl.DataFrame(rows, ["recommendation_id", "assessor_type", "level"], orient="row")
    return conform(
        Table.ASSESSMENTS,
        frame.with_columns(
            pl.col("assessor_type").alias("assessor"), pl.lit("mid_term").alias("milestone")
        ),
    )


REVIEWS = conform(
    Table.REVIEWS,
    pl.DataFrame(
        [
            (state, cycle, session)
            for state in ("QMA", "QMB")
            for cycle, session in ((1, 7), (2, 20), (3, 34), (4, 48))
        ],
        schema=["state_under_review", "cycle", "session"],
        orient="row",
    ).with_columns(pl.lit(value=False).alias("is_derived"), pl.lit("invented").alias("basis")),
)
"""Two invented States, reviewed in sessions 7, 20, 34 and 48: nothing is said of a real one."""


def asked(**row: Any) -> dict[str, Any]:  # noqa: ANN401
    """A row of an invented State, asked something by another in session 20."""
    return {"state_under_review": "QMA", "recommending_state": "QMC", "session": 20, **row}


def tables(
    main: pl.DataFrame, assessments: pl.DataFrame | None = None, held: Register | None = None
) -> Tables:
    """All tables of a snapshot around a main table; with a register, the record by it."""
    assessments = empty(Table.ASSESSMENTS) if assessments is None else assessments
    plain = Tables(
        recommendations=main,
        features=empty(Table.FEATURES),
        assessments=assessments,
        statuses=implementation.statuses(assessments),
        states=states.states_table(),
        reviews=calendar.reviews_table(),
        terms=empty(Table.TERMS),
        mid_term_reports=empty(Table.MID_TERM_REPORTS),
        mechanisms=empty(Table.MECHANISMS),
        action_plans=empty(Table.ACTION_PLANS),
        joins=empty(Table.JOINS),
        record_facts=empty(Table.RECORD_FACTS),
        record_registers=empty(Table.RECORD_REGISTERS),
        record_asks=empty(Table.RECORD_ASKS),
        record_outcomes=empty(Table.RECORD_OUTCOMES),
        import_report=empty(Table.IMPORT_REPORT),
    )
    if held is None:
        return plain
    if _of_invented(main):
        plain = replace(plain, states=pl.concat([plain.states, invented_states()]), reviews=REVIEWS)
    return with_record(plain, held)


def _of_invented(main: pl.DataFrame) -> bool:
    return any(states.is_demo(code) for code in main["state_under_review"])


def draft_of(main: pl.DataFrame) -> Draft:
    """Papers for a main table; invented States go with a demonstration."""
    kind = SnapshotKind.DEMONSTRATION if _of_invented(main) else SnapshotKind.REAL
    return Draft("sample", kind, "2026-01-01")


def records(
    store: Path,
    main: pl.DataFrame,
    assessments: pl.DataFrame | None = None,
    held: Register | None = None,
) -> Records:
    """The tables published, opened and loaded, as the app does it."""
    manifest = publish(tables(main, assessments, held), draft_of(main), store)
    return load(choose(store, manifest.id).snapshot)
