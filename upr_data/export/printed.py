"""Documents as PDF: slides and briefs, set by Typst in our fonts, tagged for those who listen.

What is said goes to Typst as data, never as markup, so that no text can be run there.
"""

import json
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from upr_data.export import images, look
from upr_data.export.document import Chart, Document, Section, Table
from upr_data.export.drawn import drawn
from upr_data.export.imprint import SITE
from upr_data.export.story import bare
from upr_data.export.written import cell
from upr_data.language import _
from upr_data.model import ChartKind

_PARTS: Final = Path(__file__).parent / "parts"
_SLIDE: Final = (1100, 405)
_ROOM: Final = 860
"""Points across a slide, within its margins."""

_PAGE: Final = (680, 23, 44)
"""On a page: width, height of a bar, height of the rest, in pixels."""

_CURVES: Final = 250
"""Height of curves on a page."""


def slides_pdf(document: Document) -> bytes:
    """The slides as PDF, one a page, as the deck has them."""
    charts = [
        _chart(one.chart, _SLIDE[0], _height(one), 18) if one.chart else None
        for one in document.sections
    ]
    return _set("slides.typ", document, charts)


def brief_pdf(document: Document) -> bytes:
    """The brief as PDF on A4."""
    charts = [chart_svg(one.chart) if one.chart else None for one in document.sections]
    return _set("brief.typ", document, charts)


def chart_svg(chart: Chart) -> str:
    """A chart as wide as a page, as tall as its bars need."""
    is_curves = chart.kind is ChartKind.CURVES
    high = _CURVES if is_curves else _PAGE[2] + _PAGE[1] * _bars(chart)
    return _chart(chart, _PAGE[0], high, 12)


def _height(section: Section) -> float:
    return _SLIDE[1] - (130 if section.figures else 0)


def _bars(chart: Chart) -> float:
    """How many bars stand below each other; a pair of bars needs more than one."""
    is_pair = chart.kind is not ChartKind.PARTS and len(chart.series) > 1
    return len(chart.categories) * (1.25 if is_pair else 1)


def _chart(chart: Chart, width: float, height: float, size: float) -> str:
    if chart.series:
        return images.text_in_our_fonts(images.svg_of(drawn(chart, width, height, size)))
    return images.text_in_our_fonts(images.plain_svg(bare(chart.picture), int(width)))


def _set(template: str, document: Document, charts: list[str | None]) -> bytes:
    day = document.imprint.created
    return typst.compile(
        (_PARTS / template).read_bytes(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(_said(document, charts))},
        timestamp=datetime.combine(day, time(), UTC),
        format="pdf",
    )


@cache
def _fonts() -> typst.Fonts:
    """Our fonts, read once."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(look.FONTS)]
    )


def _said(document: Document, charts: list[str | None]) -> dict[str, Any]:
    said = document.imprint
    return {
        "title": document.title,
        "size": look.title_size(document.title, _ROOM),
        "subtitle": document.subtitle,
        "lang": document.lang,
        "author": SITE,
        "lines": [said.counted, said.rule, said.coverage],
        "foot": list(said.lines()),
        "watermark": said.watermark,
        "fonts": list(look.FAMILIES),
        "colours": {
            "ink": look.ink(), "quiet": look.quiet(), "accent": look.accent(),
            "line": look.hairline(), "tint": look.tint(),
        },
        "sections": [
            _section(document, one, svg)
            for one, svg in zip(document.sections, charts, strict=True)
        ],
        "method": [{"name": name, "text": text} for name, text in document.method],
        "says": [{"name": name, "text": text} for name, text in said.method()],
        "words": {"method": _("How this is counted"), "papers": _("Where this comes from"),
                  "page": _("Page {n} of {of}")},
    }  # fmt: skip


def _section(document: Document, section: Section, svg: str | None) -> dict[str, Any]:
    return {
        "title": section.title,
        "size": look.title_size(section.title, _ROOM),
        "subtitle": section.subtitle,
        "paragraphs": list(section.paragraphs),
        "alone": list(section.alone),
        "figures": [
            {"value": one.value, "of": one.of, "counts": one.counts} for one in section.figures
        ],
        "svg": svg or "",
        "alt": section.chart.alt if section.chart else "",
        "table": _table(section.table) if section.table else None,
        "keeps": section.keeps_table,
        "caveat": section.caveat,
        "register": section.register,
        "foot": list(document.foot(section)),
        "watermark": document.watermark(section),
    }


def _table(table: Table) -> dict[str, Any]:
    widths = table.widths or (2.6, *(1.0 for _head in table.heads[1:]))
    return {
        "heads": [
            {"text": head, "number": n in table.numeric} for n, head in enumerate(table.heads)
        ],
        "widths": list(widths),
        "rows": [
            [
                {
                    "text": cell(value, is_share=n in table.shares),
                    "number": not isinstance(value, str),
                }
                for n, value in enumerate(row)
            ]
            for row in table.rows
        ],
    }
