"""A story as one HTML file: live charts, no network, readable from afar, printable.

It opens from a USB stick. Arrow keys, Page Up and Down, Home and End turn the slides; n shows and
hides the speaker's notes. (The keys r, c and Esc do nothing here either: in the app they are
Streamlit's.) Scripts and styles stand in the file, and its policy forbids everything else.
"""

import base64
import hashlib
import json
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

from upr_data.charts.picture import Picture
from upr_data.export import look
from upr_data.export.document import BigFigure, Chart, Document, Section, Table
from upr_data.export.drawn import drawn
from upr_data.export.written import cell
from upr_data.language import _

_PARTS: Final = Path(__file__).parent / "parts"
_RUNS: Final = (
    "window.draw = (element, spec) => vegaEmbed(element, spec, {actions: false, ast: true});"
)
"""With `ast` expressions are interpreted, so that the policy need not allow `eval`."""

_TABLE_ROWS: Final = 8
_WIDE: Final = 1100


def story(document: Document) -> str:
    """The document as one HTML file, at most 1.5 MB with a dozen slides."""
    script = (_PARTS / "story.js").read_text(encoding="utf-8")
    style = _style()
    slides = "".join(
        _slide(document, section, n) for n, section in enumerate(document.sections, start=1)
    )
    specs = [_spec(one.chart) if one.chart else None for one in document.sections]
    data = json.dumps(specs, ensure_ascii=False, separators=(",", ":"))
    # Inside a script element only "<" could end it or open a comment.
    data = data.replace("<", "\\u003c")
    policy = (
        f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src {_hash(_vega())} {_hash(script)}"
    )
    return "".join(
        [
            f'<!doctype html>\n<html lang="{escape(document.lang)}">\n<head>\n',
            '<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="referrer" content="no-referrer">\n',
            f"<title>{escape(document.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n",
            f'<main>{slides}</main>\n<nav aria-label="{escape(_("Slides"))}">',
            f'<button id="back" aria-label="{escape(_("Previous slide"))}">&lsaquo;</button>',
            '<output id="place"></output>',
            f'<button id="on" aria-label="{escape(_("Next slide"))}">&rsaquo;</button></nav>\n',
            f'<script type="application/json" id="specs">{data}</script>\n',
            f"<script>{_vega()}</script>\n<script>{script}</script>\n</body>\n</html>\n",
        ]
    )


def _spec(chart: Chart) -> dict[str, Any]:
    """A chart drawn for the room; one that somebody collected as the page has it."""
    if chart.series:
        return {"fits": True, "spec": drawn(chart, _WIDE, _WIDE / 2)}
    return {"fits": False, "spec": bare(chart.picture)}


def bare(picture: Picture | None) -> dict[str, Any]:
    """A picture without its caption, which stands beside it, in the look of files."""
    assert picture is not None  # noqa: S101 - a chart without series is its picture
    spec = {name: value for name, value in picture.to_dict().items() if name != "title"}
    return spec | {"config": _merged(dict(look.vega_config()), spec.get("config", {}))}


def _merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    both = one | other
    for name in one.keys() & other.keys():
        if isinstance(one[name], dict) and isinstance(other[name], dict):
            both[name] = _merged(one[name], other[name])
    return both


def _slide(document: Document, section: Section, n: int) -> str:
    watermark = document.watermark(section)
    chart = (
        f'<figure><div class="chart" id="chart{n}" role="img" '
        f'aria-label="{escape(section.chart.alt)}"></div></figure>'
        if section.chart
        else ""
    )
    table = _table(section.table) if section.table and not section.chart else ""
    alone = "".join(f"<p>{escape(text)}</p>" for text in section.alone)
    caveat = f'<p class="caveat">{escape(section.caveat)}</p>' if section.caveat else ""
    said_too = (*section.paragraphs, *section.notes)
    notes = "".join(f"<li>{escape(note)}</li>" for note in said_too)
    mark = f'<div class="mark" aria-hidden="true">{escape(watermark)}</div>'
    foot = " · ".join(document.foot(section))
    return (
        f'<section id="s{n}" aria-labelledby="t{n}"><h1 id="t{n}">{escape(section.title)}</h1>'
        f'<p class="of">{escape(section.subtitle)}</p>'
        f'<div class="figures">{"".join(map(_figure, section.figures))}</div>'
        f"{chart}{table}{alone}{mark if watermark else ''}{caveat}"
        f"<footer>{escape(foot)}</footer>"
        + (f"<aside><h2>{escape(_('Notes'))}</h2><ul>{notes}</ul></aside>" if notes else "")
        + "</section>"
    )


def _figure(figure: BigFigure) -> str:
    return (
        f'<p class="figure"><strong>{escape(figure.value)}</strong> '
        f"<span>{escape(figure.of)}<br><b>{escape(figure.counts)}</b></span></p>"
    )


def _table(table: Table) -> str:
    aligned = [' class="n"' if n in table.numeric else "" for n in range(len(table.heads))]
    head = "".join(
        f'<th scope="col"{how}>{escape(one)}</th>'
        for how, one in zip(aligned, table.heads, strict=True)
    )
    lines = "".join(
        "<tr>"
        + "".join(
            f"<td{aligned[n]}>{escape(cell(value, is_share=n in table.shares))}</td>"
            for n, value in enumerate(row)
        )
        + "</tr>"
        for row in table.rows[:_TABLE_ROWS]
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"


@cache
def _vega() -> str:
    """Vega, Vega-Lite and what embeds them, as one script, made ready for a script element."""
    import vl_convert  # noqa: PLC0415 - some 10 MB, for those who take a story along

    bundle: str = vl_convert.javascript_bundle(_RUNS)
    return bundle.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _style() -> str:
    style = (_PARTS / "story.css").read_text(encoding="utf-8")
    names = {
        "ink": look.ink(), "quiet": look.quiet(), "accent": look.accent(),
        "line": look.hairline(), "paper": look.paper(), "tint": look.tint(),
    }  # fmt: skip
    root = ";".join(f"--{name}:{colour}" for name, colour in names.items())
    return f":root{{{root}}}{style}"


def _hash(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"
