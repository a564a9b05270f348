"""Files in the project's own templates (CSV, XLSX): columns by name, one text cell for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from upr_data.domain.provenance import SourceRecord
from upr_data.ingest.sources.base import Sample
from upr_data.ingest.sources.files.cells import Records
from upr_data.ingest.sources.files.door import in_words, refusal, take_sample
from upr_data.ingest.sources.files.tables import header_of, records_of
from upr_data.ingest.sources.files.workbook_parts import parts_of
from upr_data.ingest.sources.finishing import Papers, source_record
from upr_data.ingest.sources.report import Change, Report
from upr_data.ingest.sources.words.cleaning import clean
from upr_data.language import _, clauses, listing
from upr_data.model import Col
from upr_data.templates.layouts import Layout, column_key

GIVEN_BY_USER: Final = "given by whoever imported it"
_DEFUSED: Final = r"^'([=+\-@\t\r])"
"""What `upr_data.export` puts before text that a spreadsheet would run as a formula."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled template: `cells` has `line` and a text column for each column of the layout.

    A column that the file does not have is blank.
    """

    cells: pl.DataFrame
    report: Report
    sample: Sample
    layout: Layout
    n_ragged: int

    def finished_source(self, n_read: int, n_kept: int) -> SourceRecord:
        """The papers of the file, with its records read, kept and set aside."""
        papers = Papers(self.layout.name, GIVEN_BY_USER, None)
        return source_record(self.sample, papers, n_read=n_read, n_set_aside=n_read - n_kept)


def read_template(path: Path, layouts: Sequence[Layout]) -> tuple[Layout, Filled]:
    """The file as the first layout that fits it has it.

    Formulas are never computed and macros never run: a formula's last saved result is read.
    Raises `BadInputError` for what cannot be read, has no such header, or has a column twice.
    """
    sample = take_sample(path)
    with in_words(path):
        return _read(sample, layouts)


def _read(sample: Sample, layouts: Sequence[Layout]) -> tuple[Layout, Filled]:
    path = sample.path
    parts = parts_of(sample)
    header = header_of(sample)
    layout = next((one for one in layouts if header and one.fits(header)), None)
    if header is None or layout is None:
        raise refusal(path, _why_not(header, layouts))
    _refuse_repeated_columns(path, layout, header)
    records = sample.once(records_of)
    if records is None:
        raise refusal(path, _("it is blank; fill the template and save it again."))
    report = Report(path.name)
    report.noticed(
        "formulas_not_computed", [Change(line, cell, "") for line, cell in parts.formulas]
    )
    report.noticed("merged_cells", [Change(line, cells, "") for line, cells in parts.merged])
    if parts.has_macros:
        report.noticed("macros_not_run", [Change(0, path.name, "")])
    _report_shape(records, layout, report)
    cells = _named(records, layout, report)
    return layout, Filled(cells, report, sample, layout, len(records.ragged))


def _why_not(header: Sequence[str] | None, layouts: Sequence[Layout]) -> str:
    needs = clauses(
        [
            _("{name} need {columns}").format(name=one.name, columns=", ".join(_needed(one)))
            for one in layouts
        ]
    )
    if header is None:
        return _("this is no table that can be read; take the template ({needs}).").format(
            needs=needs
        )
    found = ", ".join(cell[:30] or _("(blank)") for cell in header[:15])
    return _(
        "the first row of its first sheet is {found}, and {needs}; take "
        "the template, with its header as it is, as the first sheet."
    ).format(found=found, needs=needs)


def _needed(layout: Layout) -> list[str]:
    return [names[0] for column, names in layout.columns.items() if column in layout.needed]


def _refuse_repeated_columns(path: Path, layout: Layout, header: Sequence[str]) -> None:
    for column, found in layout.places(header).items():
        if len(found) > 1:
            names = listing([header[i] for i in found], _("and"))
            raise refusal(
                path,
                _("two columns hold the {what}: {names}; leave one.").format(
                    what=layout.columns[column][0], names=names
                ),
            )


def _report_shape(records: Records, layout: Layout, report: Report) -> None:
    known = {i for found in layout.places(records.header).values() for i in found}
    read_only = {column_key(name) for name in layout.read_only}
    others = [name for i, name in enumerate(records.header) if i not in known]
    unread = [name for name in others if column_key(name) not in read_only]
    report.noticed("column_not_read", [Change(0, name, "") for name in unread])
    report.noticed("not_read", [Change(0, note, "") for note in records.notes])
    for record in records.ragged:
        reason = f"It has {record.n_cells} cells where the header has {len(records.header)}."
        report.set_aside(record.line, "cells_do_not_fit", reason)


def _named(records: Records, layout: Layout, report: Report) -> pl.DataFrame:
    """The layout's columns, cleaned; the apostrophe that defuses a formula is taken off."""
    lines = records.cells[Col.LINE]
    columns = [lines]
    for column, found in layout.places(records.header).items():
        if found:
            cells = clean(records.cells[str(found[0])], lines, report)
            cells = cells.str.replace(_DEFUSED, "$1")
        else:
            cells = pl.repeat("", len(lines), dtype=pl.String, eager=True)
        columns.append(cells.alias(column))
    return pl.DataFrame(columns)
