"""From files to a published snapshot: the one place that composes sources, statuses and papers."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import polars as pl

from upr_data import calendar, demo, implementation, sources, states
from upr_data.model import (
    Col,
    IdBasis,
    ReportAction,
    SnapshotKind,
    Table,
    Tables,
    conform,
    empty,
)
from upr_data.search import searchable
from upr_data.snapshot import Draft, Manifest, NoSnapshotError, choose, publish
from upr_data.sources.base import BadInputError, Progress, Reading

DEMO_NAME: Final = "demonstration"
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ID_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class Built:
    """A snapshot just published, with what its importers reported."""

    manifest: Manifest
    report: pl.DataFrame


def import_files(paths: Sequence[Path], name: str, store: Path, progress: Progress) -> Built:
    """Read the files, make one snapshot of them and publish it.

    Raises `BadInputError` with one sentence for people; then nothing is left in the store.
    """
    check_name(name)
    readings = sources.read_files(paths, progress)
    tables = tables_of(readings)
    if tables.recommendations.is_empty():
        message = "No recommendation is left to import: every record was set aside."
        raise BadInputError(message)
    draft = Draft(
        name=name,
        kind=SnapshotKind.REAL,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        sources=tuple(reading.source for reading in readings),
    )
    return Built(publish(tables, draft, store), tables.import_report)


def publish_demonstration(store: Path) -> Manifest:
    """Generate the demonstration and publish it under its fixed date."""
    draft = Draft(
        name=DEMO_NAME,
        kind=SnapshotKind.DEMONSTRATION,
        created=demo.DEMO_DATE.isoformat(),
    )
    return publish(demo.tables(), draft, store)


def ensure_demonstration(store: Path) -> Manifest:
    """The demonstration of this store; generated where there is no valid one."""
    try:
        return choose(store, DEMO_NAME).snapshot.manifest
    except NoSnapshotError:
        return publish_demonstration(store)


def summary(built: Built) -> dict[str, Any]:
    """What an import did, as `import --json` gives it."""
    sources, report = built.manifest.sources, built.report
    repaired = report.filter(pl.col(Col.REPORT_ACTION) == ReportAction.REPAIRED.value)
    aside = report.filter(pl.col(Col.REPORT_ACTION) == ReportAction.SET_ASIDE.value)
    repairs = repaired.group_by(Col.RULE).agg(pl.col(Col.N).sum()).sort(Col.RULE)
    return {
        "snapshot": built.manifest.id,
        "n_read": sum(source.n_read for source in sources),
        "n_kept": sum(source.n_kept for source in sources),
        "n_set_aside": sum(source.n_set_aside for source in sources),
        "n_rows": built.manifest.n_rows,
        "repairs": dict(repairs.iter_rows()),
        "set_aside": aside.select(
            pl.col(Col.SOURCE_FILE).alias("file"), Col.LINE, pl.col(Col.DETAIL).alias("reason")
        ).to_dicts(),
    }


def check_name(name: str) -> None:
    """Raise `BadInputError` for a name that cannot stand in a snapshot's id."""
    if not _NAME.fullmatch(name) or len(name) > 64:  # noqa: PLR2004 - said in the message
        message = (
            f"{name!r} cannot name a snapshot: use at most 64 lower-case letters a–z, digits and "
            "single hyphens, such as upr-info-2018."
        )
        raise BadInputError(message)
    if name == DEMO_NAME:
        message = f"{DEMO_NAME!r} is the name of the invented data; choose another."
        raise BadInputError(message)


def tables_of(readings: Sequence[Reading]) -> Tables:
    """All tables of one snapshot from what the importers gave, in file order."""
    recommendations, differing = with_ids(pl.concat(r.recommendations for r in readings))
    assessments = pl.concat(r.assessments for r in readings)
    return Tables(
        recommendations=recommendations,
        assessments=assessments,
        statuses=implementation.statuses(assessments),
        states=states.states_table(),
        reviews=calendar.reviews_table(),
        terms=pl.concat(r.terms for r in readings)
        .unique([Col.VOCABULARY, Col.CODE])
        .sort(Col.VOCABULARY, Col.CODE),
        mid_term_reports=empty(Table.MID_TERM_REPORTS),
        mechanisms=empty(Table.MECHANISMS),
        action_plans=empty(Table.ACTION_PLANS),
        import_report=pl.concat([*(r.report for r in readings), differing]),
    )


def with_ids(recommendations: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows with their ids, and what is to be reported of recommendations whose rows differ.

    A recommendation without the source's own id is known by its State under review, session,
    kind, response and normalised text: identical texts in one review are one. A row is known by
    that, the recommending State as given and its occurrence, so that exact duplicates are kept.
    """
    known = pl.col(Col.RECOMMENDATION_ID).is_not_null()
    rows = recommendations.with_columns(
        pl.when(known)
        .then(pl.lit(IdBasis.SOURCE.value))
        .otherwise(pl.lit(IdBasis.TEXT.value))
        .alias(Col.ID_BASIS),
        pl.col(Col.RECOMMENDATION_ID).fill_null(_text_ids(recommendations)),
    )
    same = (Col.RECOMMENDATION_ID, Col.RECOMMENDING_STATE_AS_GIVEN)
    occurrence = pl.int_range(1, pl.len() + 1).over(same)
    row_id = pl.concat_str(*same, occurrence, separator="|", ignore_nulls=True)
    rows = conform(Table.RECOMMENDATIONS, rows.with_columns(row_id.alias(Col.ROW_ID)))
    return rows, _differing(rows)


def _text_ids(rows: pl.DataFrame) -> pl.Series:
    """One short hash per State under review, session, kind, response and normalised text."""
    key = pl.concat_str(
        pl.col(Col.STATE_UNDER_REVIEW, Col.SESSION, Col.KIND, Col.RESPONSE)
        .cast(pl.String)
        .fill_null(""),
        searchable(rows[Col.TEXT]),
        separator="|",
    )
    keys = rows.select(key.alias("key"))["key"]
    unique = keys.unique()
    hashed = [hashlib.sha256(text.encode()).hexdigest()[:_ID_DIGITS] for text in unique]
    return keys.replace_strict(unique, pl.Series(hashed, dtype=pl.String))


def _differing(rows: pl.DataFrame) -> pl.DataFrame:
    """A report line per property in which rows of one recommendation differ, with how many."""
    lines = []
    for column in (Col.ACTION_CATEGORY, Col.ISSUES, Col.RESPONSE):
        n = (
            rows.lazy()
            .unique([Col.RECOMMENDATION_ID, column])
            .group_by(Col.RECOMMENDATION_ID)
            .len()
            .filter(pl.col("len") > 1)
            .collect()
            .height
        )
        if n:
            lines.append(
                {
                    Col.REPORT_ACTION: ReportAction.NOTICED.value,
                    Col.RULE: f"rows_differ_in_{column}",
                    Col.N: n,
                    Col.DETAIL: "Recommendations whose rows differ; the first row counts.",
                }
            )
    return (
        conform(Table.IMPORT_REPORT, pl.DataFrame(lines)) if lines else empty(Table.IMPORT_REPORT)
    )
