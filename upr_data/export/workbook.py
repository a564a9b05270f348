"""A workbook to go on with: figures with charts, rows, method and provenance, a sheet each.

Cells are typed, rates are numbers of 0-1 shown as per cent, and no text is ever run as a formula.
The same figures give the same bytes.
"""

import io
import textwrap
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final, Self

import polars as pl
import polars.selectors as cs
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from upr_data.charts.theme import PLAIN
from upr_data.export import look
from upr_data.export.imprint import SITE, Imprint, imprint
from upr_data.export.titles import RATES, ROW_COLUMNS, figure_title, in_words, recorded, row_title
from upr_data.figures import metrics
from upr_data.figures.method import DEFINITIONS
from upr_data.figures.records import Records
from upr_data.figures.rows import rows
from upr_data.language import _, number
from upr_data.model import Col, Dimension, Fig, Response
from upr_data.selection.filters import Filters

MOST_ROWS: Final = 20_000
"""Rows in a workbook; more are slow to write and to open, and CSV and Parquet take them."""

_CELL_LIMIT: Final = 32_767
_RISKY: Final = tuple("=+-@\t\r")
_TOP_ROWS: Final = 15
"""Groups that a chart shows; the table has all."""

_WIDE: Final[Mapping[str, int]] = {Col.TEXT: 80, Fig.LABEL: 36, Col.SOURCE_URL: 30}
_CHART_COLUMN: Final = 1
_HEAD_LINE: Final = 15.5
"""Height of a line of headings, in points: not every program fits rows to their text."""

_LOOKS: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
    "note": {"italic": True},
    "count": {"num_format": "#,##0"},
    "rate": {"num_format": '0.0" %"'},
    "share": {"num_format": "0.0 %"},
    "decimal": {"num_format": "0.00"},
    "text": {"text_wrap": False, "valign": "top"},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "defused": {"quote_prefix": True, "valign": "top"},
    "day": {"num_format": "yyyy-mm-dd"},
}


def workbook(
    records: Records,
    filters: Filters,
    by: Sequence[Dimension] = (Dimension.NONE,),
    link: str = "",
    most: int = MOST_ROWS,
) -> bytes:
    """The workbook of a selection by one or two dimensions.

    Beyond `most` rows the sheet of rows ends, and says so in its first line.
    """
    said = imprint(records, filters, link)
    figures = recorded(metrics.figures(records, filters, by), records)
    chosen = rows(records, filters)
    kept = _with_values(in_words(chosen.head(most).select(ROW_COLUMNS), records))
    with Book(said) as book:
        _write_figures(book, figures, by)
        _write_rows(book, kept, chosen.height)
        book.table(_("Method"), _method(), (28, 110))
        book.table(_("Provenance"), _provenance(said), (28, 110))
        _write_sources(book, records)
    return book.data


class Book:
    """A workbook being written: sheets of typed cells, each with what the file says of itself."""

    def __init__(self, said: Imprint) -> None:
        """Start an empty workbook; the day it bears is that of the data edition."""
        self._buffer = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.file = xlsxwriter.Workbook(self._buffer, options)
        self.said = said
        self.file.set_properties(
            {
                "title": f"{SITE}: {said.selection}"[:250],
                "author": SITE,
                "comments": "\n".join(said.lines()),
                "created": datetime.combine(said.created, time(), UTC).replace(tzinfo=None),
            }
        )
        self.looks = {name: self.file.add_format(dict(one)) for name, one in _LOOKS.items()}

    def __enter__(self) -> Self:
        """Give the book to write in."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Finish the file."""
        self.file.close()

    @property
    def data(self) -> bytes:
        """The finished file."""
        return self._buffer.getvalue()

    def sheet(self, name: str, head: Sequence[str]) -> tuple[Worksheet, int]:
        """A new sheet that starts with lines of text; and the row where its table begins."""
        sheet = self.file.add_worksheet(name[:31])
        lines = [*head, *([self.said.mark] if self.said.mark else [])]
        for n, line in enumerate(lines):
            self.write(sheet, n, 0, line, self.looks["title" if n == 0 else "note"])
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{' · '.join(self.said.lines()).replace('&', '&&')[:240]}")
        return sheet, len(lines) + 1

    def write(
        self, sheet: Worksheet, row: int, column: int, value: object, form: Format | None = None
    ) -> None:
        """One cell by its type; text that a spreadsheet might run is marked as text."""
        match value:
            case None:
                return
            case bool():
                sheet.write_boolean(row, column, value, form)
            case int() | float():
                sheet.write_number(row, column, value, form)
            case date():
                sheet.write_datetime(row, column, value, self.looks["day"])
            case _:
                text = str(value)[:_CELL_LIMIT]
                is_risky = text.startswith(_RISKY)
                sheet.write_string(row, column, text, self.looks["defused"] if is_risky else form)

    def table(
        self, name: str, lines: Sequence[tuple[object, ...]], widths: Sequence[float]
    ) -> None:
        """A sheet of names and texts."""
        sheet, first = self.sheet(name, [name])
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self.looks["wrapped"])
        for n, line in enumerate(lines):
            for column, value in enumerate(line):
                self.write(sheet, first + n, column, value, self.looks["wrapped"])

    def frame(
        self, sheet: Worksheet, first: int, frame: pl.DataFrame, heads: Sequence[str]
    ) -> None:
        """A table with a head that stays in sight and can be filtered."""
        text = frame.with_columns(
            cs.by_dtype(pl.List(pl.String)).list.join("; "), cs.enum().cast(pl.String)
        )
        for column, (name, head) in enumerate(zip(text.columns, heads, strict=True)):
            form = self.looks[_form(name, text.schema[name])]
            sheet.set_column(column, column, _width(name, text.schema[name]), form)
            self.write(sheet, first, column, head, self.looks["head"])
            self._column(sheet, first + 1, column, text[name], form)
        widths = [_width(name, dtype) for name, dtype in text.schema.items()]
        sheet.set_row(first, _HEAD_LINE * max(map(_lines, heads, widths), default=1))
        sheet.freeze_panes(first + 1, 1)
        if frame.height:
            sheet.autofilter(first, 0, first + frame.height, frame.width - 1)

    def _column(
        self, sheet: Worksheet, first: int, column: int, values: pl.Series, form: Format
    ) -> None:
        """The cells of a column by its type: what `write` does, quicker for many."""
        if values.dtype.is_numeric():
            for n, value in enumerate(values.to_list(), start=first):
                if value is not None:
                    sheet.write_number(n, column, value, form)
            return
        text = values.cast(pl.String).str.slice(0, _CELL_LIMIT)
        risky = text.str.contains(r"^[=+\-@\t\r]").fill_null(value=False).to_list()
        for n, value in enumerate(text.to_list(), start=first):
            if value is not None:
                sheet.write_string(
                    n, column, value, self.looks["defused"] if risky[n - first] else form
                )


def _lines(head: str, width: float) -> int:
    """Lines that a heading in bold needs in a column of so many characters."""
    return len(textwrap.wrap(head, max(int(width) - 2, 1))) or 1


def _form(name: str, dtype: pl.DataType) -> str:
    if name in RATES:
        return "share"
    if dtype.is_float():
        return "decimal"
    return "count" if dtype.is_integer() else "text"


def _width(name: str, dtype: pl.DataType) -> float:
    return _WIDE.get(name, 13 if dtype.is_numeric() else 22)


def _write_figures(book: Book, figures: pl.DataFrame, by: Sequence[Dimension]) -> None:
    said = book.said
    head = [said.selection, said.counted, said.rule, said.coverage]
    sheet, first = book.sheet(_("Figures"), head)
    shown = figures.select(Fig.LABEL, pl.exclude(Fig.LABEL))
    heads = [figure_title(name, by[0]) for name in shown.columns]
    book.frame(sheet, first, shown, heads)
    if by != (Dimension.NONE,) and figures.height:
        _add_charts(book, sheet, first, shown)


def _add_charts(book: Book, sheet: Worksheet, first: int, shown: pl.DataFrame) -> None:
    """How many and how accepted, as charts that can be changed, below the table."""
    below = first + shown.height + 3
    made = _chart(book, sheet, first, shown, {Fig.MADE: PLAIN})
    answers: dict[str, str] = {Fig.N_SUPPORTED: Response.SUPPORTED, Fig.N_NOTED: Response.NOTED}
    sheet.insert_chart(below, 0, made, {"description": figure_title(Fig.MADE)})
    if shown.select(pl.sum_horizontal(list(answers)).sum()).item():
        parts = _chart(book, sheet, first, shown, answers, "percent_stacked")
        sheet.insert_chart(below, 5, parts, {"description": figure_title(Fig.ACCEPTANCE_RATE)})


def _chart(  # noqa: PLR0913, PLR0917 - where the cells are
    book: Book,
    sheet: Worksheet,
    first: int,
    shown: pl.DataFrame,
    columns: Mapping[str, str],
    subtype: str | None = None,
) -> Any:  # noqa: ANN401 - the library names no type
    chart = book.file.add_chart({"type": "bar", **({"subtype": subtype} if subtype else {})})
    last = first + min(shown.height, _TOP_ROWS)
    for name, meaning in columns.items():
        column = shown.columns.index(name)
        chart.add_series(
            {
                "name": [sheet.name, first, column],
                "categories": [sheet.name, first + 1, 0, last, 0],
                "values": [sheet.name, first + 1, column, last, column],
                "fill": {"color": look.colour(meaning)},
                "gap": 40,
            }
        )
    chart.set_title({"name": " / ".join(figure_title(name) for name in columns)})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": look.hairline()}}})
    chart.set_legend({"none": True} if len(columns) == 1 else {"position": "bottom"})
    chart.set_size({"width": 620, "height": 120 + 26 * min(shown.height, _TOP_ROWS)})
    return chart


def _write_rows(book: Book, kept: pl.DataFrame, n: int) -> None:
    head = [book.said.selection]
    if n > kept.height:
        cut = _("The first {kept} of {n} rows; take CSV or Parquet for all.")
        head.append(cut.format(kept=number(kept.height), n=number(n)))
    else:
        head.append(_("{n} rows").format(n=number(n)))
    sheet, first = book.sheet(_("Rows"), head)
    book.frame(sheet, first, kept, [row_title(name) for name in kept.columns])


def _with_values(kept: pl.DataFrame) -> pl.DataFrame:
    """The columns that any row has a value in."""
    return kept.select(one.name for one in kept if one.null_count() < len(one) or kept.is_empty())


def _method() -> list[tuple[object, ...]]:
    return [(_(one.name), _(one.text)) for one in DEFINITIONS]


def _provenance(said: Imprint) -> list[tuple[object, ...]]:
    return [*said.method()]


def _write_sources(book: Book, records: Records) -> None:
    sheet, first = book.sheet(_("Sources"), [_("Sources")])
    heads = (
        _("File"), _("Name"), _("Publisher"), _("Address"), _("Licence"), _("Retrieved"),
        _("Read"), _("Kept"), _("Set aside"), "SHA-256",
    )  # fmt: skip
    for column, head in enumerate(heads):
        sheet.set_column(column, column, 24)
        book.write(sheet, first, column, head, book.looks["head"])
    for n, one in enumerate(records.manifest.sources, start=first + 1):
        values = (
            one.file, one.name, one.publisher, one.url, one.licence, one.retrieved,
            one.n_read, one.n_kept, one.n_set_aside, one.sha256,
        )  # fmt: skip
        for column, value in enumerate(values):
            book.write(sheet, n, column, value)
