"""A brief for Word and its like: text and tables that can be changed, charts as images."""

import io
from collections.abc import Sequence
from typing import Any, Final

import docx
import vl_convert as vlc
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from upr_data.export import look
from upr_data.export.document import BigFigure, Document, Section, Table
from upr_data.export.imprint import SITE
from upr_data.export.printed import chart_svg
from upr_data.export.steady import steady
from upr_data.export.written import cell
from upr_data.language import _

_MARGIN: Final = Mm(20)
_INNER: Final = Mm(170)
_PICTURE: Final = Mm(140)
_SCALE: Final = 1.6


def brief(document: Document) -> bytes:
    """The document as DOCX on A4."""
    said = document.imprint
    made = docx.Document()
    _page(made, document)
    core = made.core_properties
    core.title, core.author = document.title[:250], SITE
    core.comments = "\n".join(said.lines())[:250]  # the format takes 255
    core.language = document.lang
    made.add_heading(document.title, level=1)
    _line(made, document.subtitle, 9, look.quiet())
    if said.mark:
        _line(made, said.mark, 11, look.accent(), bold=True)
    for section in document.sections:
        _section(made, section)
    _method(made, document)
    buffer = io.BytesIO()
    made.save(buffer)
    return steady(buffer.getvalue(), said.created)


def _page(made: Any, document: Document) -> None:  # noqa: ANN401 - the library names no types
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = _MARGIN
    page.top_margin, page.bottom_margin = Mm(17), Mm(22)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = look.OFFICE_FONT, Pt(9.5)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(3), 1.0
    for level, size in ((1, 20), (2, 13)):
        style = made.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.bold = look.OFFICE_FONT, Pt(size), True
        style.font.color.rgb = _rgb(look.ink())
        style.paragraph_format.space_before = Pt(9 if level > 1 else 0)
        style.paragraph_format.space_after = Pt(2)
        fonts = style.element.rPr.rFonts
        for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(name), None)
    said = document.imprint
    if said.watermark:
        head = page.header.paragraphs[0]
        _run(head, said.watermark, 16, look.quiet(), bold=True)
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot = page.footer.paragraphs[0]
    _run(foot, "\n".join(said.lines()) + "\n", 7.5, look.quiet())
    _number(foot)


def _number(paragraph: Any) -> None:  # noqa: ANN401
    """The number of the page, which the reader's program fills in."""
    run = paragraph.add_run()
    run.font.size, run.font.color.rgb = Pt(7.5), _rgb(look.quiet())
    for kind in ("begin", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        if kind == "end":
            code = OxmlElement("w:instrText")
            code.text = "PAGE"
            run._r.append(code)  # noqa: SLF001 - no public way
        run._r.append(mark)  # noqa: SLF001


def _section(made: Any, section: Section) -> None:  # noqa: ANN401
    made.add_heading(section.title, level=2)
    if section.subtitle:
        _line(made, section.subtitle, 8.5, look.quiet(), keep=True)
    for text in section.paragraphs:
        made.add_paragraph(text)
    if section.figures:
        _figures(made, section.figures)
    if section.chart:
        svg = chart_svg(section.chart)
        made.add_picture(io.BytesIO(vlc.svg_to_png(svg, scale=_SCALE)), width=_PICTURE)
        picture = made.inline_shapes[-1]._inline.docPr  # noqa: SLF001 - no public way
        picture.set("descr", section.chart.alt)
    if section.table and (section.chart is None or section.keeps_table):
        _table(made, section.table)
    if section.caveat:
        _line(made, section.caveat, 9, look.ink(), italic=True)
    if section.register:
        _line(made, section.register, 7.5, look.quiet())


def _figures(made: Any, figures: Sequence[BigFigure]) -> None:  # noqa: ANN401
    table = made.add_table(rows=1, cols=len(figures))
    for at, one in zip(table.rows[0].cells, figures, strict=True):
        _shade(at, look.tint())
        first = at.paragraphs[0]
        _run(first, one.value, 20, look.accent(), bold=True)
        _run(at.add_paragraph(), one.of, 9.5, look.ink())
        _run(at.add_paragraph(), one.counts, 8, look.quiet())
        for paragraph in at.paragraphs:
            paragraph.paragraph_format.space_after = Pt(0)
    _gap(made)


def _table(made: Any, table: Table) -> None:  # noqa: ANN401
    native = made.add_table(rows=1, cols=len(table.heads))
    native.alignment, native.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    widths = table.widths or (2.6, *(1.0 for _head in table.heads[1:]))
    for n, (at, head) in enumerate(zip(native.rows[0].cells, table.heads, strict=True)):
        _run(at.paragraphs[0], head, 8.5, look.quiet(), bold=True)
        at.paragraphs[0].paragraph_format.space_after = Pt(1)
        _shade(at, look.tint())
        if n in table.numeric:
            at.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    repeat = OxmlElement("w:tblHeader")
    native.rows[0]._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001 - no public way
    for line in table.rows:
        row = native.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no public way
        cells = row.cells
        for n, value in enumerate(line):
            paragraph = cells[n].paragraphs[0]
            _run(paragraph, cell(value, is_share=n in table.shares), 8.5, look.ink())
            paragraph.paragraph_format.space_after = Pt(1)
            if not isinstance(value, str):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for n, wide in enumerate(widths):
        across = int(_INNER * wide / sum(widths))
        native.columns[n].width = across
        for at in native.columns[n].cells:
            at.width = across
    _gap(made)


def _gap(made: Any) -> None:  # noqa: ANN401
    """A little room after a table."""
    paragraph = made.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    _run(paragraph, "", 4, look.ink())
    paragraph.paragraph_format.line_spacing = Pt(5)


def _method(made: Any, document: Document) -> None:  # noqa: ANN401
    """The box at the end: how it is counted, and where it comes from."""
    table = made.add_table(rows=1, cols=1)
    at = table.rows[0].cells[0]
    _shade(at, look.tint())
    blocks = (
        (_("How this is counted"), document.method),
        (_("Where this comes from"), document.imprint.method()),
    )
    paragraph = at.paragraphs[0]
    for title, pairs in blocks:
        _run(paragraph, title, 10, look.ink(), bold=True)
        for name, text in pairs:
            paragraph = at.add_paragraph()
            _run(paragraph, f"{name}: ", 7.5, look.ink(), bold=True)
            _run(paragraph, text, 7.5, look.ink())
            paragraph.paragraph_format.space_after = Pt(0)
        paragraph = at.add_paragraph()


def _line(  # noqa: PLR0913 - words and look of a line
    made: Any,  # noqa: ANN401
    text: str,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    italic: bool = False,
    keep: bool = False,
) -> None:
    paragraph = made.add_paragraph()
    paragraph.paragraph_format.keep_with_next = keep
    _run(paragraph, text, size, colour, bold=bold).italic = italic


def _run(paragraph: Any, text: str, size: float, colour: str, *, bold: bool = False) -> Any:  # noqa: ANN401
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = _rgb(colour)
    return run


def _shade(at: Any, colour: str) -> None:  # noqa: ANN401
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour.removeprefix("#"))
    at._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - no public way


def _rgb(colour: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(colour.removeprefix("#")))
