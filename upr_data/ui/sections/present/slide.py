"""A slide on the screen: the same section as in a deck, as text that fits every window.

The text of a section is escaped, its chart is a drawing; sizes go by the window, so that nothing
needs scrolling and the letters can be read from the end of a room.
"""

from base64 import b64encode
from html import escape
from typing import Any, Final

from upr_data.charts.drawn import Drawn
from upr_data.export import images, look
from upr_data.export.document import BigFigure, Chart, Document, Section, Table
from upr_data.export.drawn import drawn
from upr_data.export.story import bare
from upr_data.export.written import cell
from upr_data.language import _

_WIDE: Final = 1100
_HIGH: Final = {True: 290, False: 400}
"""Size that charts are drawn for, with and without figures above them."""

_LARGE: Final = 150
"""Height of a chart below a single figure."""

_ROWS: Final = 8


def slide(document: Document, n: int, drawing: str) -> str:
    """The slide at this place as HTML; `drawing` is its chart as `chart_of` gives it."""
    section = document.sections[n]
    watermark = _across(document, section)
    parts = (
        '<div><section class="upr-slide">',
        f"<h1>{escape(section.title)}</h1>",
        f'<p class="of">{escape(section.subtitle)}</p>',
        f'<div class="figures">{"".join(map(_figure, section.figures))}</div>',
        _evidence(section, drawing),
        f'<p class="caveat">{escape(section.caveat)}</p>' if section.caveat else "",
        f'<div class="foot"><p>{_foot(document, section)}</p></div>',
        f'<div class="mark" aria-hidden="true">{escape(watermark)}</div>' if watermark else "",
        f"</section>{_notes(section)}</div>",
    )
    return "".join(parts)


def _across(document: Document, section: Section) -> str:
    """What stands across the slide; a drawn picture of invented data says it in itself."""
    picture = section.chart.picture if section.chart and not section.chart.series else None
    if isinstance(picture, Drawn) and picture.caption.is_demonstration:
        return ""
    return document.watermark(section)


def chart_of(section: Section) -> str:
    """The chart of a section as the address of an image; empty where there is none.

    An image of points: one of lines would be drawn in whatever font the browser has.
    """
    if section.chart is None:
        return ""
    png = images.bare_png(_spec(section, section.chart))
    return f"data:image/png;base64,{b64encode(png).decode()}"


def _spec(section: Section, chart: Chart) -> dict[str, Any]:
    if not chart.series:
        return bare(chart.picture)
    high = _HIGH[bool(section.figures)]
    if len(section.figures) == 1 and len(chart.categories) == 1:
        high = _LARGE
    return drawn(chart, _WIDE, high)


def _evidence(section: Section, drawing: str) -> str:
    if section.chart and drawing:
        alt = escape(section.chart.alt)
        return f'<div class="chart"><img src="{drawing}" alt="{alt}"></div>'
    if section.table:
        return f'<div class="table">{_table(section.table)}</div>'
    return "".join(f"<p>{escape(text)}</p>" for text in section.alone)


def _figure(figure: BigFigure) -> str:
    return (
        f'<p class="figure"><strong>{escape(figure.value)}</strong>'
        f"<span>{escape(figure.of)}<br><b>{escape(figure.counts)}</b></span></p>"
    )


def _table(table: Table) -> str:
    def line(tag: str, values: list[str]) -> str:
        opened = [
            f'<{tag} class="n">' if n in table.numeric else f"<{tag}>" for n in range(len(values))
        ]
        cells = (
            f"{start}{escape(text)}</{tag}>" for start, text in zip(opened, values, strict=True)
        )
        return f"<tr>{''.join(cells)}</tr>"

    rows = (
        [cell(value, is_share=n in table.shares) for n, value in enumerate(row)]
        for row in table.rows[:_ROWS]
    )
    return (
        f"<table><thead>{line('th', list(table.heads))}</thead>"
        f"<tbody>{''.join(line('td', row) for row in rows)}</tbody></table>"
    )


def _foot(document: Document, section: Section) -> str:
    """Where it comes from; that it is invented stands first, in bold."""
    first, *rest = document.foot(section)
    is_marked = bool(document.watermark(section))
    said = f"<b>{escape(first)}</b>" if is_marked else escape(first)
    return " · ".join([said, *map(escape, rest)])


def _notes(section: Section) -> str:
    said = "".join(f"<li>{escape(one)}</li>" for one in (*section.paragraphs, *section.notes))
    return f'<aside class="upr-notes"><h2>{escape(_("Notes"))}</h2><ul>{said}</ul></aside>'


def colours() -> dict[str, str]:
    """The look of slides: that of files, light on every page, since walls are white."""
    return {
        "ink": look.ink(), "quiet": look.quiet(), "accent": look.accent(),
        "line": look.hairline(), "paper": look.paper(), "tint": look.tint(),
    }  # fmt: skip
