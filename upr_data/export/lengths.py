"""Texts of an SVG drawn as wide as they were laid out, in whatever font the reader's machine has.

A layout is measured in our font, which a file only names: another font is wider, and words would be
cut or lie over each other. A font within the file would not do, since Inkscape and LibreOffice do
not read it; a length beside each text is read by these and by browsers.
"""

import re
from html import unescape
from typing import Final

from upr_data.charts import typeset

_TEXT: Final = re.compile(r"<text\b([^>]*)>(.*?)</text>", re.DOTALL)
_LINE: Final = re.compile(r"<tspan\b((?:(?!font-family)[^>])*)>([^<]+)</tspan>")
_SIZE: Final = re.compile(r'\bfont-size="([\d.]+)')
_WEIGHT: Final = re.compile(r'\bfont-weight="(\w+)"')
_NAMED: Final = {"normal": typeset.REGULAR, "bold": typeset.BOLD}


def with_lengths(svg: str, size: float) -> str:
    """The SVG with the length of each text in our font; `size` is that of texts that name none.

    Texts with letters that our font lacks are left as they are: nobody knows how wide those are.
    """

    def measured(found: re.Match[str]) -> str:
        how, inner = found[1], found[2]
        own, weight = _SIZE.search(how), _WEIGHT.search(how)
        look = (float(own[1]) if own else size, _weight(weight[1] if weight else "normal"))
        if "<" not in inner:
            return f"<text{how}{_length(inner, *look)}>{inner}</text>"
        lines = _LINE.sub(
            lambda line: f"<tspan{line[1]}{_length(line[2], *look)}>{line[2]}</tspan>", inner
        )
        return f"<text{how}>{lines}</text>"

    return _TEXT.sub(measured, svg)


def _length(escaped: str, size: float, weight: int) -> str:
    text = unescape(escaped)
    if not text.strip() or not typeset.is_measured(text):
        return ""
    return f' textLength="{typeset.width(text, size, weight):.2f}" lengthAdjust="spacingAndGlyphs"'


def _weight(name: str) -> int:
    wanted = _NAMED.get(name) or int(name)
    return min(typeset.WEIGHTS, key=lambda one: abs(one - wanted))
