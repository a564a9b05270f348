"""Ticks and boxes that Word and Excel keep as letters of a font of symbols."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

UNKNOWN: Final = "\ufffd"
"""A sign that nobody can name."""

_FONTS: Final[Mapping[str, Mapping[int, str]]] = MappingProxyType(
    {
        "wingdings": {
            0xFC: "\u2713", 0xFB: "\u2717", 0xFE: "\u2611", 0xFD: "\u2612", 0xA8: "\u2610",
            0x6F: "\u2610", 0x78: "\u2612", 0x6C: "\u25cf", 0x6E: "\u25a0", 0xA7: "\u2022",
        },
        "wingdings 2": {
            0x50: "\u2713", 0x4F: "\u2717", 0x52: "\u2611", 0x51: "\u2612", 0x53: "\u2612",
            0xA3: "\u2610", 0x2A: "\u2610",
        },
        "webdings": {0x61: "\u2713", 0x72: "\u2717", 0x63: "\u2610"},
        "symbol": {0xB7: "\u2022", 0x2D: "-"},
    }
)  # fmt: skip


def is_symbol_font(font: str) -> bool:
    """Whether letters in this font are signs, and no Greek."""
    return font.casefold() in _FONTS.keys() - {"symbol"}


def sign_of(font: str, code: int) -> str:
    """The sign that a letter of a font stands for; the letter itself in other fonts."""
    signs = _FONTS.get(font.casefold())
    if signs is not None:
        return signs.get(code & 0xFF, UNKNOWN)  # Word counts them from F000
    is_seen = chr(code).isprintable()
    return chr(code) if is_seen else UNKNOWN


def in_signs(text: str, font: str) -> str:
    """A text in a font of symbols as the signs that are seen; blanks stay."""
    return "".join(one if one.isspace() else sign_of(font, ord(one)) for one in text)
