"""How wide text is, without a browser: advances of Source Sans, so that a layout can be checked.

`advances.csv` holds the advance of each character in thousandths of the size, for the weights 400,
600 and 700, read from the font that Streamlit ships (Source Sans 3, SIL Open Font License 1.1).
Kerning is left out: it makes text narrower, so what fits here fits on the screen.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

FONT: Final = "'Source Sans', 'Source Sans 3', 'Source Sans Pro', sans-serif"
"""Streamlit's name of the font first, then the names that font files have."""

REGULAR: Final = 400
SEMIBOLD: Final = 600
BOLD: Final = 700
WEIGHTS: Final = (REGULAR, SEMIBOLD, BOLD)

ABOVE: Final = 0.75
BELOW: Final = 0.22
"""How far letters reach above and below their base line, of the size."""

_WIDEST: Final = 1000
"""Characters that the font lacks (Chinese, Arabic) are taken to be as wide as they are high."""


@lru_cache(maxsize=4096)
def width(text: str, size: float, weight: int = REGULAR) -> float:
    """The width of one line of text in pixels."""
    advances = _advances()[weight]
    return sum(advances.get(one, _WIDEST) for one in text) * size / 1000


def is_measured(text: str) -> bool:
    """Whether the font has every letter of a text: then its width is no guess."""
    advances = _advances()[REGULAR]
    return all(one in advances for one in text)


def wrapped(text: str, most: float, size: float, weight: int = REGULAR) -> list[str]:
    """Text in lines of at most `most` pixels; a longer word stands alone. Empty text: no line."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, weight) <= most:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]


def balanced(text: str, most: float, size: float, weight: int = BOLD) -> list[str]:
    """Text in as few lines as `most` pixels allow, of about equal length: no word left alone."""
    lines = wrapped(text, most, size, weight)
    low, high = most / 2, most
    while len(lines) > 1 and high - low > 1:
        middle = (low + high) / 2
        fewer = wrapped(text, middle, size, weight)
        low, high = (middle, high) if len(fewer) > len(lines) else (low, middle)
    return wrapped(text, high, size, weight)


def fitted(text: str, most: float, size: float, weight: int = REGULAR) -> str:
    """The text, or as much of it as fits with an ellipsis at its end."""
    if width(text, size, weight) <= most:
        return text
    kept = text
    while kept and width(f"{kept}…", size, weight) > most:
        kept = kept[:-1].rstrip()
    return f"{kept}…"


@cache
def _advances() -> Mapping[int, Mapping[str, int]]:
    lines = (files("upr_data.charts") / "advances.csv").read_text(encoding="utf-8").splitlines()
    rows = [[int(cell) for cell in line.split(",")] for line in lines[1:]]
    return {
        weight: {chr(row[0]): row[place] for row in rows}
        for place, weight in enumerate(WEIGHTS, start=1)
    }
