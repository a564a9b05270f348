"""From files to a published snapshot: the one place that composes sources, statuses and papers.

First everything is prepared, and can be looked at; only then is it published.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import polars as pl

from upr_data.domain.provenance import SourceRecord
from upr_data.domain.treaties import register
from upr_data.ingest import demo, sources
from upr_data.ingest.assembling import tables_of, why_nothing
from upr_data.ingest.bringing import Added, add, add_matrix
from upr_data.ingest.coding.texts import papers, with_texts_read
from upr_data.ingest.joining import join_all
from upr_data.ingest.record.building import record_papers, with_newer_registers, with_record
from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.matrices.looking import look
from upr_data.ingest.sources.matrices.settling import NOTE, Answers
from upr_data.language import _
from upr_data.model import Col, ReportAction, SnapshotKind, Table, Tables, empty
from upr_data.operating.child import Progress
from upr_data.snapshot import Draft, Manifest, NoSnapshotError, Snapshot, choose, publish

DEMO_NAME: Final = "demonstration"
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a snapshot is made of: export files, or a snapshot there is; and what is added to it.

    `assessments` and `registers` are filled templates, `treaties` newer registers of treaties;
    `matrix` is a table of any make. Of `files` and `base`, one is given. What the files leave
    without an action category is `coded_by_rules`, or left so.
    """

    files: tuple[Path, ...] = ()
    base: Snapshot | None = None
    assessments: tuple[Path, ...] = ()
    registers: tuple[Path, ...] = ()
    matrix: Answers | None = None
    treaties: tuple[Path, ...] = ()
    coded_by_rules: bool = True

    @property
    def paths(self) -> tuple[Path, ...]:
        """All files that are given."""
        given = (getattr(self, field.name) for field in fields(self))
        several = (one for one in given if isinstance(one, tuple))
        matrix = (self.matrix.path,) if self.matrix else ()
        return (*(path for one in several for path in one if isinstance(path, Path)), *matrix)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A snapshot that is finished but not published: what a dry run shows.

    `sources`, `report` and `notes` are of the files given now; those of `base` are carried along.
    `matrix` counts how a matrix was read, as `import --json` tells it.
    """

    tables: Tables
    sources: tuple[SourceRecord, ...]
    report: pl.DataFrame
    base: Manifest | None = None
    notes: tuple[tuple[str, Any], ...] = ()
    matrix: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """A snapshot just published, with the files given for it and what was reported of them."""

    manifest: Manifest
    sources: tuple[SourceRecord, ...]
    report: pl.DataFrame
    matrix: Mapping[str, Any] | None = None


def import_files(paths: Sequence[Path], name: str, store: Path, progress: Progress) -> Built:
    """Read the files, make one snapshot of them and publish it.

    Raises `BadInputError` with one sentence for people; then nothing is left in the store.
    """
    check_name(name)
    return publish_prepared(prepare(Inputs(files=tuple(paths)), progress), name, store)


def add_assessments(
    base: Snapshot, files: Sequence[Path], name: str | None, store: Path, progress: Progress
) -> Built:
    """A new snapshot of `base` with the assessments of filled templates; `base` stays as it is.

    All tables are carried over, the words appended, statuses computed anew; the manifest says
    which snapshot it supersedes. No name means that of `base`. Raises `BadInputError`.
    """
    check_name(name or base.manifest.name)
    prepared = prepare(Inputs(base=base, assessments=tuple(files)), progress)
    return publish_prepared(prepared, name, store)


_NOTHING: Final = Tables(**{field.name: empty(Table(field.name)) for field in fields(Tables)})
"""The tables of a look at a file, which makes none."""


def prepare(inputs: Inputs, progress: Progress) -> Prepared:
    """Read everything and make the tables of a snapshot, without publishing it.

    A look at a matrix makes none: what it sees is in `matrix`. Raises `BadInputError` for a file
    that cannot be used, and where nothing is left to import.
    """
    if inputs.matrix and inputs.matrix.only_looks:
        return Prepared(_NOTHING, (), empty(Table.IMPORT_REPORT), matrix=look(inputs.matrix))
    has_additions = bool(inputs.assessments or inputs.registers)
    has_any = has_additions or inputs.matrix is not None
    if inputs.files and inputs.base:
        message = _("Export files make a snapshot of their own: give either them or a snapshot.")
        raise BadInputError(message)
    if not (inputs.files or has_any or inputs.treaties):
        message = _("Nothing is given to import: name export files, assessments or registers.")
        raise BadInputError(message)
    if not (inputs.files or inputs.base):
        message = _("Assessments and registers need a snapshot, or export files, to be added to.")
        raise BadInputError(message)
    prepared = _from_snapshot(inputs.base) if inputs.base else _from_files(inputs, progress)
    if inputs.treaties:
        prepared = _with_treaties(prepared, inputs.treaties)
    if has_additions:
        prepared = _with_additions(prepared, inputs, progress)
    return _with_matrix(prepared, inputs.matrix, progress) if inputs.matrix else prepared


def publish_prepared(prepared: Prepared, name: str | None, store: Path) -> Built:
    """Publish what was prepared; no name means that of the snapshot it was made from.

    Raises `BadInputError` for a name that cannot be one.
    """
    base = prepared.base
    name = name or (base.name if base else "")
    check_name(name)
    draft = Draft(
        name=name,
        kind=base.kind if base else SnapshotKind.REAL,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        sources=(*(base.sources if base else ()), *prepared.sources),
        supersedes=base.id if base else None,
        notes=(*(base.notes.items() if base else ()), *prepared.notes),
    )
    manifest = publish(prepared.tables, draft, store)
    return Built(manifest, prepared.sources, prepared.report, prepared.matrix)


def _from_files(inputs: Inputs, progress: Progress) -> Prepared:
    readings = sources.read_files(inputs.files, progress)
    whole = join_all(readings)
    tables = with_texts_read(tables_of(whole, readings), coded_by_rules=inputs.coded_by_rules)
    if tables.recommendations.is_empty():
        raise BadInputError(why_nothing(tables.import_report))
    tables = with_record(tables, register())
    coder = (("coder", papers(tables)),) if inputs.coded_by_rules else ()
    notes = (*coder, ("record", record_papers(tables)))
    return Prepared(tables, whole.sources, tables.import_report, notes=notes)


def _from_snapshot(base: Snapshot) -> Prepared:
    held = {field.name: base.scan(Table(field.name)).collect() for field in fields(Tables)}
    return Prepared(Tables(**held), (), empty(Table.IMPORT_REPORT), base.manifest)


def _with_additions(prepared: Prepared, inputs: Inputs, progress: Progress) -> Prepared:
    return _enlarged(prepared, add(prepared.tables, inputs.assessments, inputs.registers, progress))


def _with_matrix(prepared: Prepared, answers: Answers, progress: Progress) -> Prepared:
    """With the words of a matrix; its plan is kept among the notes."""
    notes = dict(prepared.base.notes) if prepared.base else {}
    added, counts, plans = add_matrix(prepared.tables, answers, notes, progress)
    return replace(
        _enlarged(prepared, added), notes=(*prepared.notes, (NOTE, plans)), matrix=counts
    )


def _enlarged(prepared: Prepared, added: Added) -> Prepared:
    return replace(
        prepared,
        tables=added.tables,
        sources=(*prepared.sources, *added.sources),
        report=pl.concat([prepared.report, added.report]),
    )


def _with_treaties(prepared: Prepared, paths: Sequence[Path]) -> Prepared:
    if prepared.base and prepared.base.is_demonstration:
        message = _("The demonstration has its own register: import an export, and add to that.")
        raise BadInputError(message)
    added = with_newer_registers(prepared.tables, paths)
    notes = (*prepared.notes, ("record", record_papers(added.tables)))
    return replace(_enlarged(prepared, added), notes=notes)


def publish_demonstration(store: Path) -> Manifest:
    """Generate the demonstration and publish it under its fixed date."""
    draft = Draft(
        name=DEMO_NAME,
        kind=SnapshotKind.DEMONSTRATION,
        created=demo.DEMO_DATE.isoformat(),
    )
    tables = with_record(demo.tables(), demo.demo_register())
    return publish(with_texts_read(tables, coded_by_rules=False), draft, store)


def ensure_demonstration(store: Path) -> Manifest:
    """The demonstration of this store; generated where there is no valid one."""
    try:
        return choose(store, DEMO_NAME).snapshot.manifest
    except NoSnapshotError:
        return publish_demonstration(store)


def summary(built: Built) -> dict[str, Any]:
    """What an import did, as `import --json` gives it.

    Records are those of the files given now; rows are those of the whole snapshot.
    """
    return _summary(built, built.manifest.id, built.manifest.n_rows)


def summary_of_dry_run(prepared: Prepared) -> dict[str, Any]:
    """What an import would do; nothing is published, so that no snapshot is named."""
    tables = prepared.tables
    summary = _summary(prepared, None, tables.recommendations.height)
    return {**summary, "n_assessments": tables.assessments.height}


def _summary(done: Built | Prepared, snapshot: str | None, n_rows: int) -> dict[str, Any]:
    given, report = done.sources, done.report
    aside = report.filter(pl.col(Col.REPORT_ACTION) == ReportAction.SET_ASIDE.value)
    return {
        "snapshot": snapshot,
        "n_read": sum(source.n_read for source in given),
        "n_kept": sum(source.n_kept for source in given),
        "n_set_aside": sum(source.n_set_aside for source in given),
        "n_rows": n_rows,
        "repairs": _by_rule(report, ReportAction.REPAIRED),
        "notices": _by_rule(report, ReportAction.NOTICED),
        "set_aside": aside.select(
            pl.col(Col.SOURCE_FILE).alias("file"), Col.LINE, pl.col(Col.DETAIL).alias("reason")
        ).to_dicts(),
    }


def summary_of_matrix(done: Built | Prepared) -> dict[str, Any]:
    """What `import --matrix --json` gives besides: how the table was read and matched, the plan.

    Rows: read = matched + proposed + set aside. `levels` counts words on recommendations.
    """
    told = {name: value for name, value in (done.matrix or {}).items() if name != "matches"}
    return {**told, "notices": _by_rule(done.report, ReportAction.NOTICED)}


def summary_of_additions(built: Built) -> dict[str, Any]:
    """What `import --json` gives besides, where assessments or registers were given.

    `n_assessments` are those of the whole snapshot.
    """
    return {"n_assessments": built.manifest.files[Table.ASSESSMENTS].n_rows}


def _by_rule(report: pl.DataFrame, action: ReportAction) -> dict[str, int]:
    """How often each rule of this kind was applied."""
    found = report.filter(pl.col(Col.REPORT_ACTION) == action.value)
    return dict(found.group_by(Col.RULE).agg(pl.col(Col.N).sum()).sort(Col.RULE).iter_rows())


def examples(built: Built) -> dict[str, str]:
    """An example of what each rule noticed or repaired, as the report has it."""
    counted = built.report.filter(pl.col(Col.REPORT_ACTION) != ReportAction.SET_ASIDE.value)
    found = counted.filter(pl.col(Col.DETAIL) != "").unique(Col.RULE, keep="first")
    return dict(found.select(Col.RULE, Col.DETAIL.value).iter_rows())


def check_name(name: str) -> None:
    """Raise `BadInputError` for a name that cannot stand in a snapshot's id."""
    if not _NAME.fullmatch(name) or len(name) > 64:  # noqa: PLR2004 - said in the message
        message = _(
            "{name!r} cannot name a snapshot: use at most 64 lower-case "
            "letters a–z, digits and single hyphens, such as upr-info-2018."
        ).format(name=name)
        raise BadInputError(message)
    if name == DEMO_NAME:
        said = _("{name!r} is the name of the invented data; choose another.")
        raise BadInputError(said.format(name=name))
