"""Texts of an SVG drawn as wide as they were laid out, in whatever font the reader's machine has.

A layout is measured in our font, which a file only names: another font is wider, and words would be
cut or lie over each other. A font within the file would not do, since Inkscape and LibreOffice do
not read it; a length beside each text is read by these and by browsers.
"""

from collections.abc import Iterable
from typing import Final

from lxml import etree

from upr_data.charts import typeset

_SVG: Final = "{http://www.w3.org/2000/svg}"
_NAMED: Final = {"normal": typeset.REGULAR, "bold": typeset.BOLD}


def with_lengths(svg: str, size: float) -> str:
    """The SVG with the length of each text in our font; `size` is that of texts that name none.

    Texts with letters that our font lacks are left as they are: nobody knows how wide those are.
    """
    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))
    for text in root.iter(f"{_SVG}text"):
        own = float(text.get("font-size", str(size)).removesuffix("px"))
        weight = _weight(text.get("font-weight", "normal"))
        for line in _lines(text):
            if typeset.is_measured(line.text or ""):
                line.set("textLength", f"{typeset.width(line.text or '', own, weight):.2f}")
                line.set("lengthAdjust", "spacingAndGlyphs")
    return str(etree.tostring(root, encoding="unicode"))


def _lines(text: etree._Element) -> Iterable[etree._Element]:
    """What a text is drawn as: itself, or each of its lines, those in another font left out."""
    parts = text.findall(f"{_SVG}tspan")
    ours = [one for one in parts if not one.get("font-family")] if parts else [text]
    return (one for one in ours if (one.text or "").strip())


def _weight(name: str) -> int:
    wanted = _NAMED.get(name) or int(name)
    return min(typeset.WEIGHTS, key=lambda one: abs(one - wanted))
