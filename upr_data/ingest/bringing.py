"""What people bring to a snapshot: assessments and registers, read from filled templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import polars as pl

from upr_data.domain import implementation
from upr_data.domain.printing import shortened
from upr_data.domain.provenance import SourceRecord
from upr_data.ingest.sources.additions.assessments import known, read_assessments
from upr_data.ingest.sources.additions.matching import matcher
from upr_data.ingest.sources.additions.registers import RegisterReading, read_register, state_names
from upr_data.ingest.sources.base import BadInputError, Reading
from upr_data.ingest.sources.matrices.opening import open_book
from upr_data.ingest.sources.matrices.reading import Against, not_read, other_tables, read_matrix
from upr_data.ingest.sources.matrices.settling import NOTE, Answers, plans_in, settle
from upr_data.ingest.sources.matrices.stock import shelf_of
from upr_data.ingest.sources.report import Change, Report
from upr_data.language import _, listing, number, titled
from upr_data.model import Col, ReportAction, Table, Tables
from upr_data.operating.child import Progress
from upr_data.templates.layouts import REGISTERS

_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Added:
    """Tables with additions, and the papers and report of the files these came from."""

    tables: Tables
    sources: tuple[SourceRecord, ...]
    report: pl.DataFrame


def add(
    tables: Tables, assessments: Sequence[Path], registers: Sequence[Path], progress: Progress
) -> Added:
    """The tables with the words and entries of filled templates, statuses computed anew.

    Raises `BadInputError` for a file that is no template, and where nothing is left to add.
    """
    words = _read_assessments(tables, assessments, progress)
    entries = _read_registers(tables, registers, progress)
    given = (*(one.source for one in words), *(one.source for one in entries))
    report = pl.concat([*(one.report for one in words), *(one.report for one in entries)])
    if not any(source.n_kept for source in given):
        raise BadInputError(_nothing_kept(given, report))
    said = pl.concat([tables.assessments, *(one.assessments for one in words)])
    registers_now = {table.value: one for table, one in _registers(tables, entries).items()}
    enlarged = replace(
        tables,
        assessments=said,
        statuses=implementation.statuses(said),
        import_report=pl.concat([tables.import_report, report]),
        **registers_now,
    )
    return Added(enlarged, given, report)


def add_matrix(
    tables: Tables, answers: Answers, notes: Mapping[str, Any], progress: Progress
) -> tuple[Added, Mapping[str, Any], list[Any]]:
    """The tables with the words of a matrix, statuses computed anew; counts; plans to keep.

    `notes` hold the plans that the snapshot keeps: a table with the same headings is the next
    edition of theirs, whose words replace undated ones of the edition before. Raises
    `BadInputError` where nothing is left to add.
    """
    earlier = plans_in(notes)
    book = open_book(answers.path)
    shelf = shelf_of(tables.recommendations)
    settled = settle(book, answers, earlier, shelf.by_review, shelf.by_id)
    names = dict(tables.states.select(Col.STATE, Col.STATE_NAME).iter_rows())
    reading = read_matrix(book, settled.plan, Against(shelf, names, tables.assessments))
    progress(reading.source.n_read, reading.source.n_read)
    if not (reading.source.n_kept or answers.only_matches):
        others = other_tables(book, settled.plan)
        nothing = _nothing_kept([reading.source], reading.report)
        raise BadInputError(f"{nothing} {not_read(others)}" if others else nothing)
    before = tables.assessments
    kept = _without_replaced(before, reading.assessments) if settled.is_next_edition else before
    report = pl.concat([reading.report, _replaced(book.file, before.height - kept.height)])
    said = pl.concat([kept, reading.assessments])
    enlarged = replace(
        tables,
        assessments=said,
        statuses=implementation.statuses(said),
        import_report=pl.concat([tables.import_report, report]),
    )
    plan = {**reading.counts["plan"], "questions": []}
    this = (plan["file"], plan["sha256"])
    kept_plans = [
        one for one in notes.get(NOTE, ()) if (one.get("file"), one.get("sha256")) != this
    ]
    counts = {**reading.counts, "matches": reading.matches}
    return Added(enlarged, (reading.source,), report), counts, [*kept_plans, plan]


_SAME_WORD: Final = (Col.RECOMMENDATION_ID, Col.ASSESSOR, Col.ASSESSOR_TYPE, Col.MILESTONE)


def _without_replaced(before: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """Earlier words without those that an edition says anew, where neither has a date.

    Of undated words the most cautious counts, so that an old one would outlive a better new one.
    """
    undated = pl.col(Col.ASSESSED_ON).is_null() & pl.col(Col.EVIDENCE_UNTIL).is_null()
    anew = now.filter(undated).select(_SAME_WORD).unique().with_columns(is_anew=pl.lit(value=True))
    marked = before.join(anew, on=_SAME_WORD, how="left", maintain_order="left")
    is_replaced = undated & pl.col("is_anew").fill_null(value=False)
    return marked.filter(~is_replaced).drop("is_anew")


def _replaced(file: str, n: int) -> pl.DataFrame:
    report = Report(file)
    report.noticed("earlier_edition_replaced", [Change(0, "", "")] * n)
    return report.frame()


def _read_assessments(tables: Tables, paths: Sequence[Path], progress: Progress) -> list[Reading]:
    against = known(matcher(tables.recommendations, tables.states), tables.assessments)
    return [read_assessments(path, against, progress) for path in paths]


def _read_registers(
    tables: Tables, paths: Sequence[Path], progress: Progress
) -> list[RegisterReading]:
    """Each file is held against what the snapshot and the files before it have."""
    members = state_names(tables.states)
    readings: list[RegisterReading] = []
    for path in paths:
        so_far = _registers(tables, readings)
        readings.append(read_register(path, members, tables.reviews, so_far, progress))
    return readings


def _registers(tables: Tables, readings: Sequence[RegisterReading]) -> dict[Table, pl.DataFrame]:
    """The three registers by table, with the entries read so far."""
    return {
        table: pl.concat(
            [getattr(tables, table), *(one.entries for one in readings if one.table is table)]
        )
        for table in REGISTERS
    }


def _nothing_kept(given: Sequence[SourceRecord], report: pl.DataFrame) -> str:
    """Why an addition adds nothing, with the first few reasons."""
    aside = report.filter(pl.col(Col.REPORT_ACTION) == ReportAction.SET_ASIDE.value)
    if aside.is_empty():
        files = listing([source.file for source in given], _("and"))
        return _("Nothing is filled in: every line of {files} was left blank.").format(files=files)
    columns = (Col.SOURCE_FILE, Col.LINE, Col.DETAIL)
    reasons = " ".join(
        titled(_("{file}, line {n}").format(file=file, n=line) if line else file, shortened(reason))
        for file, line, reason in aside.select(columns).head(_SHOWN).iter_rows()
    )
    n_aside = sum(source.n_set_aside for source in given)
    said = _("Nothing is left to import: all {n} records were set aside. {reasons}")
    return said.format(n=number(n_aside), reasons=reasons)
