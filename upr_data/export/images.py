"""A picture as an image file, drawn without a browser and without a network.

The image is light, has a margin, its caption above and its imprint below; across the plot of
invented data stands that it is invented.
"""

import re
import unicodedata
from functools import cache
from html import escape
from types import ModuleType
from typing import Any, Final

from upr_data.charts.drawn import Drawn
from upr_data.charts.picture import Picture
from upr_data.export import look
from upr_data.export.imprint import Imprint
from upr_data.export.lengths import with_lengths

WIDTH: Final = 760
"""Width of the plot, in pixels at scale 1; an image is twice as fine."""

SCALE: Final = 2.0
MARGIN: Final = 28
_FOOT: Final = 11.5
_FOOT_LINE: Final = 16
_SIZE: Final = re.compile(r'<svg(?=[^<>]*?\bwidth="([\d.]+)")[^<>]*?\bheight="([\d.]+)"', re.DOTALL)
_A_FONT: Final = re.compile(r'font-family="([^"]*)"')
_OUR_FONTS: Final = ("UPR Sans", "Source Sans")
"""What charts call the font they are measured in, on pages and here."""

_NO_ADDRESS: Final = ["https://invalid.invalid/"]
"""Data is never loaded from an address: pictures carry theirs."""


@cache
def _converter() -> ModuleType:
    """vl-convert, which knows our fonts."""
    import vl_convert  # noqa: PLC0415 - some 10 MB, for those who take an image

    vl_convert.register_font_directory(str(look.FONTS))
    return vl_convert


def png(picture: Picture, imprint: Imprint, width: int = WIDTH) -> bytes:
    """The picture as PNG, at twice the resolution of the screen."""
    return bytes(_converter().svg_to_png(_framed(picture, imprint, width), scale=SCALE))


def pdf(picture: Picture, imprint: Imprint, width: int = WIDTH) -> bytes:
    """The picture as a PDF of one page."""
    return bytes(_converter().svg_to_pdf(_framed(picture, imprint, width)))


def svg(picture: Picture, imprint: Imprint, width: int = WIDTH) -> str:
    """The picture as SVG, with its caption as title and description for those who hear it.

    Whoever opens it may not have our font: each text says how wide it is to be.
    """
    return with_lengths(_framed(picture, imprint, width), _FOOT)


def _framed(picture: Picture, imprint: Imprint, width: int) -> str:
    plot = plain_svg(picture.to_dict(), width)
    found = _SIZE.search(plot)
    across, down = (float(found[1]), float(found[2])) if found else (float(width), 0.0)
    foot = [part for line in imprint.lines() for part in wrapped(line, across, _FOOT)]
    high = down + _FOOT_LINE * len(foot) + MARGIN
    wide = across + 2 * MARGIN
    texts = (_foot(line, MARGIN + down + 26 + n * _FOOT_LINE) for n, line in enumerate(foot))
    line_y = MARGIN + down + 9
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{wide:g}" height="{high + MARGIN:g}" viewBox="0 0 {wide:g} {high + MARGIN:g}" '
        f'role="img" font-family="{look.IN_FILES}">'
        f"<title>{escape(picture.caption.title)}</title>"
        f"<desc>{escape(' '.join(picture.caption.lines))}</desc>"
        f'<rect width="100%" height="100%" fill="{look.paper()}"/>'
        f'<g transform="translate({MARGIN},{MARGIN})">{_content(plot)}</g>'
        f"{_across(_watermark(picture, imprint), across, down)}"
        f'<path d="M{MARGIN} {line_y:g}h{across:g}" stroke="{look.hairline()}"/>'
        f'<g font-size="{_FOOT}" fill="{look.quiet()}">{"".join(texts)}</g></svg>'
    )


def _watermark(picture: Picture, imprint: Imprint) -> str:
    """What stands across the plot; drawn pictures have it among their marks already."""
    return "" if isinstance(picture, Drawn) else imprint.watermark


def _foot(line: str, y: float) -> str:
    return f'<text x="{MARGIN}" y="{y:g}">{in_our_fonts(escape(line))}</text>'


def _content(drawn: str) -> str:
    """What stands in an SVG: one inside another would be clipped, which costs most of the time."""
    return text_in_our_fonts(drawn[drawn.index(">") + 1 : drawn.rindex("</svg>")])


def text_in_our_fonts(drawn: str) -> str:
    """A drawing with every text in it as `in_our_fonts` has it."""
    return _WRITTEN.sub(lambda found: f">{in_our_fonts(found[1])}</", drawn)


def in_our_fonts(text: str) -> str:
    """A text of an SVG with runs of Arabic and Chinese in the fonts that we ship for them.

    Left to itself the renderer takes such letters from the first font of the machine that has them.
    """
    for run, family in _RUNS:
        text = run.sub(rf'<tspan font-family="{family}">\1</tspan>', text)
    return text


_WRITTEN: Final = re.compile(r">([^<>]+)</")
_RUNS: Final = (
    (re.compile("([\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]+)"), look.FAMILIES[1]),
    (re.compile("([\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+)"), look.FAMILIES[2]),
)


def plain_svg(spec: dict[str, Any], width: int) -> str:
    """A specification in the look of files, without margin or imprint.

    It is drawn at this width, unless it says its own: then it was laid out for that.
    """
    has_own = isinstance(spec.get("width"), int | float)
    return svg_of(spec if has_own else spec | {"width": width})


def bare_png(spec: dict[str, Any], width: int = WIDTH) -> bytes:
    """A specification alone as PNG, for places that say its title and source themselves."""
    return bytes(_converter().svg_to_png(text_in_our_fonts(plain_svg(spec, width)), scale=SCALE))


def svg_of(spec: dict[str, Any]) -> str:
    """A specification that says its own size, drawn in the look of files."""
    drawn: str = _converter().vegalite_to_svg(
        spec, config=dict(look.vega_config()), allowed_base_urls=_NO_ADDRESS
    )
    return _A_FONT.sub(_ours, drawn)


def _ours(found: re.Match[str]) -> str:
    is_ours = any(name in found[1] for name in _OUR_FONTS)
    return f'font-family="{look.IN_FILES}"' if is_ours else found[0]


def wrapped(text: str, width: float, size: float) -> list[str]:
    """The text in lines that are no wider than that many pixels; words longer than it are cut."""
    lines, line = [], ""
    for word in text.split():
        for part in _cut(word, width, size):
            joined = f"{line} {part}".strip()
            if line and text_width(joined, size) > width:
                lines.append(line)
                joined = part
            line = joined
    return [*lines, line] if line else lines


def _cut(word: str, width: float, size: float) -> list[str]:
    most = max(1, int(width / (size * _EM["N"])))
    if text_width(word, size) <= width:
        return [word]
    return [word[start : start + most] for start in range(0, len(word), most)]


def text_width(text: str, size: float) -> float:
    """How wide a text may be in our fonts, rather more than less, in pixels."""
    return sum(_EM[unicodedata.east_asian_width(char)] for char in text) * size


_EM: Final = {"W": 1.0, "F": 1.0, "A": 0.6, "N": 0.55, "Na": 0.53, "H": 0.55}


def _across(text: str, width: float, height: float) -> str:
    if not text:
        return ""
    x, y = MARGIN + width / 2, MARGIN + height * 0.62
    size = min(64.0, width / (0.75 * len(text)))
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="middle" font-size="{size:g}" font-weight="700" '
        f'fill="{look.ink()}" opacity="0.16" transform="rotate(-14 {x:g} {y:g})">'
        f"{escape(text)}</text>"
    )
