"""Small tables for tests: say what matters, the rest is filled in."""

from pathlib import Path
from typing import Any

import polars as pl

from upr_data.domain import calendar, implementation, states
from upr_data.figures.records import Records, load
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


def tables(main: pl.DataFrame, assessments: pl.DataFrame | None = None) -> Tables:
    """All tables of a snapshot around a main table."""
    assessments = empty(Table.ASSESSMENTS) if assessments is None else assessments
    return Tables(
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
        import_report=empty(Table.IMPORT_REPORT),
    )


def records(store: Path, main: pl.DataFrame, assessments: pl.DataFrame | None = None) -> Records:
    """The tables published, opened and loaded, as the app does it."""
    draft = Draft("sample", SnapshotKind.REAL, "2026-01-01")
    manifest = publish(tables(main, assessments), draft, store)
    return load(choose(store, manifest.id).snapshot)
