"""Templates to fill: assessments of a selection of recommendations, and the small registers."""

import io
from typing import Final

import polars as pl
import xlsxwriter
from xlsxwriter.color import Color
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from upr_data.export.delimited import BYTE_ORDER_MARK, to_csv
from upr_data.export.package import notice
from upr_data.figures.records import Records
from upr_data.figures.rows import RECOMMENDING_STATE_NAME, STATE_NAME, with_fields
from upr_data.figures.selected import selected
from upr_data.model import Col, Level, Table
from upr_data.selection.filters import Filters
from upr_data.templates.closed_lists import ASSESSOR_TYPES, MILESTONES, NUANCES
from upr_data.templates.layouts import ASSESSMENTS, REGISTERS

MAX_LINES: Final = 25_000
"""Recommendations in an Excel template; more are slow to write and to open, and CSV takes them."""

PREFILLED: Final = (
    "recommendation", "document_symbol", "paragraph", "state_under_review",
    "recommending_states", "session", "text",
)  # fmt: skip
TO_FILL: Final = tuple(
    column
    for column in (ASSESSMENTS.columns)
    if column not in {Col.RECOMMENDATION_ID, Col.DOCUMENT_SYMBOL, Col.PARAGRAPH}
)

_CELL_LIMIT: Final = 32_767
"""Characters that Excel keeps in a cell; texts are for reading only and are cut there."""

_WIDTHS: Final = {
    "recommendation": 19, "document_symbol": 15, "state_under_review": 20,
    "recommending_states": 26, "text": 70, "assessor": 26, "assessor_type": 15,
    "level": 14, "nuance": 14, "assessed_on": 13, "evidence_until": 14, "milestone": 13,
    "source_url": 28, "comment": 50,
}  # fmt: skip

_HOW_TO: Final = (
    (
        "One line holds one assessor's word on one recommendation. Grey columns are filled in "
        "for you: leave them as they are. Fill the white ones."
    ),
    (
        "A line without a level and without a comment is left out. To give the words of a second "
        "assessor, copy the line and fill it again."
    ),
    (
        "assessor: the name of who assessed, such as that of an organisation. Spell it the "
        "same way on every line. For the State it may be left blank."
    ),
    f"assessor_type: {', '.join(ASSESSOR_TYPES.shown())}.",
    (
        f"level: {', '.join(Level)}. The letters A to E of the Human Rights Committee's follow-up "
        "and plain words, such as “partially implemented” or “ongoing”, are understood too. What "
        "cannot be understood counts as unclear, and your words are kept."
    ),
    (
        "nuance: what the level alone does not say; blank, or one of: "
        f"{', '.join(NUANCES.shown())}. Left blank, it is read from the words of the level."
    ),
    (
        "assessed_on: the day, written 2024-05-31 or 31.05.2024. A year or a month alone is not "
        "taken as a day: the word then counts as undated. A day before the review is refused."
    ),
    "evidence_until: the day up to which the evidence reaches, if that is known.",
    f"milestone: {', '.join(MILESTONES.shown())}. Blank means mid-term.",
    "source_url: where the assessment was published. comment: anything a reader should know.",
    (
        "Each assessor's latest word counts, at each milestone. A word that is given twice is read "
        "once. Formulas are not computed and macros are not run."
    ),
    "Save as XLSX, or as CSV UTF-8. Keep the header and the sheet “Assessments” first.",
)


class TemplateTooLongError(ValueError):
    """A selection too large for a template in Excel; the message says what to do."""


def assessment_lines(records: Records, filters: Filters) -> pl.DataFrame:
    """One line for each recommendation that answers to the selection, in file order.

    Prefilled: id, document, paragraph, names of the State under review and of all recommending
    States, session, text; then the columns to fill, blank; then the snapshot's id and, for
    invented data, a notice that says so.
    """
    index = selected(records, filters).select(Col.RECOMMENDATION_INDEX).unique()
    chosen = (
        records.rows.join(index, on=Col.RECOMMENDATION_INDEX, how="semi", maintain_order="left")
        .select(Col.ROW_INDEX)
        .collect()
    )
    names = pl.col(RECOMMENDING_STATE_NAME).fill_null(pl.col(Col.RECOMMENDING_STATE_AS_GIVEN))
    lines = (
        with_fields(records, chosen)
        .with_columns(names.alias(RECOMMENDING_STATE_NAME))
        .group_by(Col.RECOMMENDATION_ID, maintain_order=True)
        .agg(
            pl.col(Col.DOCUMENT_SYMBOL, Col.PARAGRAPH, STATE_NAME, Col.SESSION, Col.TEXT).first(),
            pl.col(RECOMMENDING_STATE_NAME).drop_nulls().unique(maintain_order=True).str.join("; "),
        )
        .rename(
            {
                Col.RECOMMENDATION_ID: "recommendation",
                STATE_NAME: "state_under_review",
                RECOMMENDING_STATE_NAME: "recommending_states",
            }
        )
    )
    marks = {"snapshot": records.manifest.id} | (
        {"notice": notice(records)} if notice(records) else {}
    )
    return lines.select(
        pl.col(PREFILLED).cast(pl.String).fill_null(""),
        *(pl.lit("").alias(column) for column in TO_FILL),
        *(pl.lit(mark).alias(name) for name, mark in marks.items()),
    )


def assessments_csv(records: Records, filters: Filters) -> str:
    """The template as CSV UTF-8 with a byte order mark, formulas defused."""
    return BYTE_ORDER_MARK + to_csv(assessment_lines(records, filters))


def assessments_template(records: Records, filters: Filters) -> bytes:
    """The template as an Excel workbook: the lines to fill, and a sheet on how to fill them.

    All cells are text: nothing in them runs. Lists suggest the words to choose from. Raises
    `TemplateTooLongError` for more than `MAX_LINES` recommendations.
    """
    lines = assessment_lines(records, filters)
    if lines.height > MAX_LINES:
        message = (
            f"This selection has {lines.height:,} recommendations, and a template in Excel holds "
            f"at most {MAX_LINES:,}. Narrow the selection, or take the template as CSV."
        )
        raise TemplateTooLongError(message)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        head = workbook.add_format({"bold": True, "bottom": 1, "valign": "top"})
        given = workbook.add_format(
            {"bg_color": Color.theme(0, 1), "num_format": "@", "text_wrap": True, "valign": "top"}
        )
        free = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet = workbook.add_worksheet(ASSESSMENTS.name)
        _write_lines(sheet, lines, head, given, free)
        _add_lists(sheet, lines)
        _write_how_to(workbook.add_worksheet("How to fill"), records, head, free)
    return buffer.getvalue()


def register_template(table: Table) -> str:
    """The header of a register to fill, as CSV UTF-8 with a byte order mark."""
    return BYTE_ORDER_MARK + ",".join(REGISTERS[table].columns) + "\r\n"


def _write_lines(
    sheet: Worksheet, lines: pl.DataFrame, head: Format, given: Format, free: Format
) -> None:
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, lines.height, lines.width - 1)
    for column, name in enumerate(lines.columns):
        is_free = name in TO_FILL
        sheet.set_column(column, column, _WIDTHS.get(name, 12), free if is_free else given)
        sheet.write_string(0, column, name, head)
        if not is_free:
            for row, text in enumerate(lines[name].to_list(), start=1):
                sheet.write_string(row, column, text[:_CELL_LIMIT], given)


def _add_lists(sheet: Worksheet, lines: pl.DataFrame) -> None:
    """Words to choose from; other words may be typed, as the importer understands more of them."""
    choices = {
        Col.LEVEL: [level.value for level in Level],
        Col.NUANCE: NUANCES.shown(),
        Col.ASSESSOR_TYPE: ASSESSOR_TYPES.shown(),
        Col.MILESTONE: MILESTONES.shown(),
    }
    for name, words in choices.items():
        column = lines.columns.index(name)
        options = {"validate": "list", "source": words, "error_type": "information"}
        sheet.data_validation(1, column, max(lines.height, 1), column, options)


def _write_how_to(sheet: Worksheet, records: Records, head: Format, free: Format) -> None:
    sheet.set_column(0, 0, 100, free)
    sheet.write_string(0, 0, f"How to fill this template (snapshot {records.manifest.id})", head)
    paragraphs = [notice(records), *_HOW_TO] if notice(records) else list(_HOW_TO)
    for row, text in enumerate(paragraphs, start=2):
        sheet.write_string(row, 0, text, free)
