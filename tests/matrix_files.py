"""Tables of statuses as people keep them, made for tests: twelve layouts, in five languages."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import PatternFill

LEVELS: Final = ("fully", "partially", "not", "unclear")
WORDS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "en": ("Implemented", "Partially implemented", "Not implemented", "Insufficient evidence"),
    "fr": ("Mise en œuvre", "Partiellement mise en œuvre", "Non exécutée", "Délai non échu"),
    "es": ("Cumplida", "En proceso", "No cumplida", "Sin datos"),
    "pt": ("Cumprida", "Em andamento", "Não cumprida", "Sem dados"),
    "ru": ("Выполнена", "Частично выполнена", "Не выполнена", "Нет данных"),  # noqa: RUF001 - Cyrillic
    "ar": ("منفذة", "منفذة جزئياً", "غير منفذة", "لا توجد معلومات"),
}
HEADINGS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "en": ("No.", "Recommendation", "Status of implementation", "Comments"),
    "fr": ("N°", "Recommandation", "État de mise en œuvre", "Mesures prises"),
    "es": ("Núm.", "Texto de recomendación", "Estado de cumplimiento", "Acciones realizadas"),
    "pt": ("Nº", "Recomendação", "Grau de cumprimento", "Ações"),
    "ru": ("№", "Рекомендация", "Статус выполнения", "Принятые меры"),
    "ar": ("رقم", "التوصية", "حالة التنفيذ", "الإجراءات المتخذة"),
}
"""Number, text, level, comment."""

FILLS: Final = {"fully": "FF92D050", "partially": "FFFFC000", "not": "FFFF0000"}
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

Cell = Any


@dataclass(frozen=True)
class Rec:
    """A recommendation as a matrix names it, and the level that a test gives it."""

    id: str
    number: str
    text: str
    states: str
    level: str

    @property
    def with_states(self) -> str:
        """The text with its States in brackets behind, as reports print it."""
        return f"{self.text} ({self.states});" if self.states else self.text


def word(rec: Rec, language: str = "en") -> str:
    """The word of a language for the level of a recommendation."""
    return WORDS[language][LEVELS.index(rec.level)]


def write_csv(path: Path, rows: Sequence[Sequence[Cell]], delimiter: str = ",") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8-sig")
    return path


def write_xlsx(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    fills: Mapping[tuple[int, int], str] | None = None,
    merged: Sequence[str] = (),
) -> Path:
    """A workbook; `fills` colours cells of the last sheet by row and column, from 1."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    last = book.worksheets[-1]
    for (row_number, column), colour in (fills or {}).items():
        last.cell(row_number, column).fill = PatternFill("solid", fgColor=colour)
    for area in merged:
        last.merge_cells(area)
    book.save(path)
    return path


def write_docx(
    path: Path,
    blocks: Sequence[str | Sequence[Sequence[Cell]]],
    header: str = "",
    fills: Mapping[tuple[int, int], str] | None = None,
) -> Path:
    """Paragraphs and tables in order; a row of one cell spans the table; fills by row and cell."""
    body = "".join(
        _paragraph(block) if isinstance(block, str) else _table(block, fills or {})
        for block in blocks
    )
    parts = {
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
        "word/header1.xml": f'<w:hdr xmlns:w="{_W}">{_paragraph(header)}</w:hdr>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _table(rows: Sequence[Sequence[Cell]], fills: Mapping[tuple[int, int], str]) -> str:
    width = max(map(len, rows))
    made = []
    for n, row in enumerate(rows, 1):
        cells = []
        for place, cell in enumerate(row, 1):
            span = f'<w:gridSpan w:val="{width}"/>' if len(row) == 1 else ""
            shade = (
                f'<w:shd w:val="clear" w:fill="{fills[n, place]}"/>' if (n, place) in fills else ""
            )
            lines = str(cell).split("\n")
            cells.append(
                f"<w:tc><w:tcPr>{span}{shade}</w:tcPr>{''.join(map(_paragraph, lines))}</w:tc>"
            )
        made.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def rows_of(recs: Sequence[Rec], language: str = "en") -> list[list[Cell]]:
    """Layout 1: number, text, level, comment."""
    return [
        list(HEADINGS[language]),
        *([rec.number, rec.with_states, word(rec, language), f"of {rec.id}"] for rec in recs),
    ]


def numbers_in_columns(path: Path, recs: Sequence[Rec], language: str) -> Path:
    """1: a row a recommendation, its number in a column; two title rows over the header."""
    rows = [["Sample matrix"], [], *rows_of(recs, language)]
    return write_xlsx(path.with_suffix(".xlsx"), {"Matrix": rows})


def filled_list(path: Path, recs: Sequence[Rec], language: str) -> Path:
    """2: OHCHR's list, filled: number before the text, the level on the second line of its cell."""
    head = ["Recommendation", "Position", "Full list of themes",
            "Assessment/comments on level of implementation"]  # fmt: skip
    rows = [
        [f"{rec.number} {rec.with_states}\nSource of position: A/HRC/1/1", "Supported", "A1 Sample",
         f"Status\n{word(rec, language)}"]
        for rec in recs
    ]  # fmt: skip
    return write_docx(path.with_suffix(".docx"), [[head, ["Theme: A1 Sample"], *rows]])


def texts_only(path: Path, recs: Sequence[Rec], language: str) -> Path:
    """3: text only, no number."""
    _, text, level, comment = HEADINGS[language]
    rows = [[rec.with_states, word(rec, language), f"of {rec.id}"] for rec in recs]
    return write_csv(path.with_suffix(".csv"), [[text, level, comment], *rows], ";")


def ranges(path: Path, recs: Sequence[Rec], language: str) -> Path:
    """4: one status for a range or a list; consecutive recommendations of one level together."""
    number, _, level, comment = HEADINGS[language]
    rows: list[list[Cell]] = [[number, level, comment]]
    runs: list[list[Rec]] = []
    for rec in recs:
        if runs and runs[-1][0].level == rec.level and len(runs[-1]) < 4:
            runs[-1].append(rec)
        else:
            runs.append([rec])
    for n, run in enumerate(runs):
        names = [rec.number for rec in run]
        listed = f"{', '.join(names[:-1])} and {names[-1]}" if n % 2 else f"{names[0]}–{names[-1]}"
        rows.append([listed if len(names) > 1 else names[0], word(run[0], language), ""])
    return write_xlsx(path.with_suffix(".xlsx"), {"Matrix": rows})


def sections(path: Path, recs: Sequence[Rec], language: str) -> Path:
    """5: the status as a heading over its rows."""
    number, text, _, comment = HEADINGS[language]
    rows: list[list[Cell]] = [[number, text, comment]]
    for level in LEVELS[:3]:
        own = [rec for rec in recs if rec.level == level]
        if own:
            rows.append([f"{word(own[0], language)} ({len(own)})"])
        rows += [[rec.number, rec.with_states, f"of {rec.id}"] for rec in own]
    return write_docx(path.with_suffix(".docx"), ["Sample", rows])


def several_columns(path: Path, recs: Sequence[Rec], language: str) -> Path:
    """6: several level columns under one wide heading: who says so stands under it."""
    rows: list[list[Cell]] = [
        ["No.", "Recommendation", "Status of implementation", None, None],
        [None, None, "Government", "CSO", "NHRI"],
        *(
            [rec.number, rec.text, WORDS[language][0], word(rec, language), WORDS[language][2]]
            for rec in recs
        ),
    ]
    return write_xlsx(path.with_suffix(".xlsx"), {"Matrix": rows})


def two_sheets(path: Path, recs: Sequence[Rec], language: str) -> Path:
    """7: recommendations and reported actions, joined by the row number of the first sheet."""
    number, text, level, comment = HEADINGS[language]
    first = [[number, text], *([rec.number, rec.with_states] for rec in recs)]
    second = [
        ["Row", comment, level],
        *([n, f"of {rec.id}", word(rec, language)] for n, rec in enumerate(recs, 2)),
    ]
    return write_xlsx(path.with_suffix(".xlsx"), {"Recommendations": first, "Actions": second})


def lists_in_cells(path: Path, recs: Sequence[Rec], language: str) -> Path:
    """8: several numbers and as many statuses in one cell."""
    number, _, level, comment = HEADINGS[language]
    rows: list[list[Cell]] = [[number, level, comment]]
    for start in range(0, len(recs), 3):
        part = recs[start : start + 3]
        rows.append(
            [
                "||".join(rec.number for rec in part),
                "||".join(word(rec, language) for rec in part),
                "",
            ]
        )
    return write_csv(path.with_suffix(".csv"), rows)


def instructions_first(path: Path, recs: Sequence[Rec], language: str) -> Path:
    """9: a sheet of instructions, an example row, and a row of totals."""
    rows = rows_of(recs, language)
    example = ["Example", "Write the text here", WORDS[language][0], "What was done"]
    total = ["Total", len(recs), "", ""]
    how = [["How to fill"], ["1", "Write one row for each recommendation."]]
    return write_xlsx(
        path.with_suffix(".xlsx"),
        {"Instructions": how, "Matrix": [rows[0], example, *rows[1:], total]},
    )


def prose(path: Path, recs: Sequence[Rec], language: str) -> Path:
    """10: a heading for each recommendation, prose below."""
    blocks: list[str] = ["Sample report"]
    for rec in recs:
        blocks += [f"{rec.number} {rec.with_states}", f"Sample prose of {rec.id}, {language}."]
    return write_docx(path.with_suffix(".docx"), blocks)


def colours(path: Path, recs: Sequence[Rec], language: str) -> Path:
    """11: colours and no words."""
    number, text, level, _ = HEADINGS[language]
    rows: list[list[Cell]] = [[number, text, level], *([rec.number, rec.text, ""] for rec in recs)]
    fills = {(n, 3): FILLS[rec.level] for n, rec in enumerate(recs, 2) if rec.level in FILLS}
    return write_xlsx(path.with_suffix(".xlsx"), {"Matrix": rows}, fills)


def coloured_document(path: Path, recs: Sequence[Rec], language: str) -> Path:
    """11, in Word: shaded cells."""
    number, text, level, _ = HEADINGS[language]
    rows: list[list[Cell]] = [[number, text, level], *([rec.number, rec.text, ""] for rec in recs)]
    fills = {(n, 3): FILLS[rec.level][2:] for n, rec in enumerate(recs, 2) if rec.level in FILLS}
    return write_docx(path.with_suffix(".docx"), [rows], fills=fills)
