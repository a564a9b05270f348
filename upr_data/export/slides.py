"""Slides for PowerPoint and its like: native charts and tables that can be changed, notes filled.

One idea a slide, its caveat in one line, source and data edition below. 16:9.
"""

import io
from collections.abc import Sequence
from typing import Any, Final

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from upr_data.charts.typeset import BOLD, REGULAR, wrapped
from upr_data.export import look, native
from upr_data.export.document import BigFigure, Document, Section, Table
from upr_data.export.imprint import SITE
from upr_data.export.steady import steady
from upr_data.export.written import cell

WIDTH: Final = Inches(13.333)
HEIGHT: Final = Inches(7.5)
_MARGIN: Final = Inches(0.7)
_INNER: Final = Emu(WIDTH - 2 * _MARGIN)
_TOP: Final = Inches(0.45)
_LEADING: Final = 1.22
_WIDER: Final = 1.06
_CAVEAT_SIZES: Final = (16, 13, 11)
_FOOT: Final = Inches(6.82)
_CAVEAT: Final = Inches(6.12)
_FOOT_LINES: Final = 3
_TABLE_ROWS: Final = 9
_KEPT_LAYOUT: Final = "Title Only"


def slides(document: Document) -> bytes:
    """The document as PPTX: a first slide with its title, then a slide a section."""
    deck = Presentation()
    layout = _clean_master(deck)
    said = document.imprint
    core = deck.core_properties
    core.title, core.author = document.title[:250], SITE
    core.comments = "\n".join(said.lines())[:250]  # the format takes 255
    _first(deck.slides.add_slide(layout), document)
    for section in document.sections:
        _add(deck.slides.add_slide(layout), document, section)
    buffer = io.BytesIO()
    deck.save(buffer)
    return steady(buffer.getvalue(), said.created)


def _clean_master(deck: Any) -> Any:  # noqa: ANN401 - the library names no types
    """One layout, a title that is text of ours and nothing else; 16:9."""
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    layouts = deck.slide_layouts
    for one in list(layouts):
        if one.name != _KEPT_LAYOUT:
            layouts.remove(one)
    layout = layouts[0]
    for sheet in (deck.slide_master, layout):
        for shape in list(sheet.placeholders):
            if shape.placeholder_format.type == 1 or shape.placeholder_format.idx == 0:
                _place(shape, Inches(0.45), Inches(1.15))
            else:
                shape.element.getparent().remove(shape.element)
    style = deck.slide_master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    run = style.find(qn("a:defRPr"))
    run.set("sz", "2800")
    run.set("b", "1")
    for old in run.findall(qn("a:solidFill")):
        run.remove(old)
    fill = etree.SubElement(run, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr")).set("val", look.ink().removeprefix("#"))
    run.insert(0, fill)
    return layout


def _place(shape: Any, top: int, height: int) -> None:  # noqa: ANN401
    shape.left, shape.top, shape.width, shape.height = _MARGIN, top, _INNER, height
    frame = shape.text_frame
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = 0


def _first(slide: Any, document: Document) -> None:  # noqa: ANN401
    top = _head(slide, document.title, document.subtitle, 18)
    said = document.imprint
    lines = [said.counted, said.rule, said.coverage]
    _text(slide, max(top, Inches(2.6)), Inches(2), "\n".join(lines), 18, look.ink())
    _foot(slide, document.imprint.lines())
    _mark(slide, said.watermark)


def _add(slide: Any, document: Document, section: Section) -> None:  # noqa: ANN401
    top = _head(slide, section.title, section.subtitle, 14)
    if section.figures:
        is_large = len(section.figures) == 1
        _figures(slide, section.figures, top)
        top += Inches(1.75) if is_large else Inches(1.05)
    below = Emu(_CAVEAT - top - Inches(0.1))
    _mark(slide, document.watermark(section))
    if section.chart and section.chart.series:
        native.add_chart(slide, section.chart, (_MARGIN, top, _INNER, below))
    elif section.chart:
        native.add_picture(slide, section.chart, (_MARGIN, top, _INNER, below))
    elif section.table:
        _table(slide, section.table, top, below)
    elif section.alone:
        _text(slide, top, below, "\n".join(section.alone), 20, look.ink())
    if section.caveat:
        _caveat(slide, section.caveat)
    _foot(slide, document.foot(section))
    notes = (*section.paragraphs, *section.notes, *document.foot(section))
    slide.notes_slide.notes_text_frame.text = "\n".join(notes)


def _head(slide: Any, title: str, subtitle: str, size: int) -> int:  # noqa: ANN401
    """Title and subtitle, each as high as its words; and where the evidence may begin."""
    usual = look.title_size(title, _INNER.pt / _WIDER)
    box = slide.shapes.title
    box.text = title
    _place(box, _TOP, Emu(_high(title, usual, BOLD) + Inches(0.1)))
    for run in box.text_frame.paragraphs[0].runs:
        run.font.size = Pt(usual)
    below = _TOP + box.height + Inches(0.05)
    _text(slide, below, _high(subtitle, size), subtitle, size, look.quiet())
    return int(below + _high(subtitle, size) + Inches(0.15))


def _lines(text: str, size: float, weight: int = REGULAR, room: int = _INNER) -> int:
    """How many lines a text takes; other programs' fonts are a little wider than ours."""
    return max(1, len(wrapped(text, Emu(room).pt / _WIDER, size, weight)))


def _high(text: str, size: float, weight: int = REGULAR) -> int:
    return Pt(size * _LEADING * _lines(text, size, weight))


def _text(  # noqa: PLR0913, PLR0917 - place, words and look of a box
    slide: Any,  # noqa: ANN401
    top: int,
    height: int,
    text: str,
    size: float,
    colour: str,
    *,
    bold: bool = False,
) -> Any:  # noqa: ANN401
    box = slide.shapes.add_textbox(_MARGIN, top, _INNER, height)
    _fill(box.text_frame, text, size, colour, bold=bold)
    return box


def _fill(frame: Any, text: str, size: float, colour: str, *, bold: bool = False) -> None:  # noqa: ANN401
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for n, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = line, Pt(size), bold
        run.font.color.rgb = native.rgb(colour)


def _figures(slide: Any, figures: Sequence[BigFigure], top: int) -> None:  # noqa: ANN401
    wide = Emu(_INNER // len(figures))
    is_large = len(figures) == 1
    value_wide = Inches(3.4) if is_large else Inches(1.6)
    for n, one in enumerate(figures):
        left = Emu(_MARGIN + n * wide)
        value = slide.shapes.add_textbox(left, top, value_wide, Inches(1.0))
        _fill(value.text_frame, one.value, 88 if is_large else 36, look.accent(), bold=True)
        value.text_frame.word_wrap = False
        rest = Emu(wide - value_wide - Inches(0.1))
        words = slide.shapes.add_textbox(
            Emu(left + value_wide), Emu(top + (Inches(0.35) if is_large else 0)), rest, Inches(1.0)
        )
        size = 22 if is_large else 12
        _fill(words.text_frame, f"{one.of}\n{one.counts}", size, look.ink())
        words.text_frame.paragraphs[1].runs[0].font.bold = True


def _table(slide: Any, table: Table, top: int, height: int) -> None:  # noqa: ANN401
    rows = table.rows[:_TABLE_ROWS]
    shape = slide.shapes.add_table(len(rows) + 1, len(table.heads), _MARGIN, top, _INNER, height)
    grid = shape.table
    for column, wide in enumerate(_widths(table)):
        grid.columns[column].width = Emu(int(_INNER * wide))
    for row in grid.rows:
        row.height = Emu(height // (len(rows) + 1))
    for column, head in enumerate(table.heads):
        _cell(grid.cell(0, column), head, look.quiet(), bold=True)
        if column in table.numeric:
            grid.cell(0, column).text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    for n, line in enumerate(rows, start=1):
        for column, value in enumerate(line):
            text = cell(value, is_share=column in table.shares)
            at = grid.cell(n, column)
            _cell(at, text, look.ink())
            if not isinstance(value, str):
                at.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _widths(table: Table) -> list[float]:
    """Shares of the width; the first column takes more where nothing is said."""
    given = table.widths or (2.2, *(1.0 for _head in table.heads[1:]))
    return [wide / sum(given) for wide in given]


def _cell(at: Any, text: str, colour: str, *, bold: bool = False) -> None:  # noqa: ANN401
    at.fill.solid()
    at.fill.fore_color.rgb = native.rgb(look.tint() if bold else look.paper())
    _fill(at.text_frame, text, 12, colour, bold=bold)
    at.margin_top = at.margin_bottom = Inches(0.03)


def _caveat(slide: Any, text: str) -> None:  # noqa: ANN401
    line = slide.shapes.add_connector(
        MSO_CONNECTOR.STRAIGHT, _MARGIN, _CAVEAT, _MARGIN, Emu(_CAVEAT + Inches(0.5))
    )
    line.line.color.rgb, line.line.width = native.rgb(look.accent()), Pt(4)
    box = slide.shapes.add_textbox(
        Emu(_MARGIN + Inches(0.15)), _CAVEAT, Emu(_INNER - Inches(0.15)), Inches(0.5)
    )
    size = next(
        (one for one in _CAVEAT_SIZES if _high(text, one) <= _FOOT - _CAVEAT), _CAVEAT_SIZES[-1]
    )
    _fill(box.text_frame, text, size, look.ink())
    box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE


def _foot(slide: Any, lines: Sequence[str]) -> None:  # noqa: ANN401
    line = slide.shapes.add_connector(
        MSO_CONNECTOR.STRAIGHT, _MARGIN, _FOOT, Emu(WIDTH - _MARGIN), _FOOT
    )
    line.line.color.rgb, line.line.width = native.rgb(look.hairline()), Pt(0.75)
    size = 9.5 if len(lines) <= _FOOT_LINES else 8
    _text(slide, Emu(_FOOT + Inches(0.06)), Inches(0.55), "\n".join(lines), size, look.quiet())


def _mark(slide: Any, text: str) -> None:  # noqa: ANN401
    """Across the slide, behind what is drawn later."""
    if not text:
        return
    box = _text(slide, Inches(3.2), Inches(1.4), text, 80, look.ink(), bold=True)
    box.rotation = -14
    box.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    colour = box._element.find(f".//{qn('a:srgbClr')}")  # noqa: SLF001 - no public way
    etree.SubElement(colour, qn("a:alpha")).set("val", "14000")
