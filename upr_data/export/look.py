"""How exported files look: the light colours of the app, its fonts, a margin. Shipped, not fetched.

Colours are those of `.streamlit/config.toml`, so that a chart in a file has the meanings it has on
the page; fonts are those of `assets/fonts` (see the README there).
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from upr_data.charts.theme import MEANINGS
from upr_data.charts.typeset import BOLD, wrapped

_ROOT: Final = Path(__file__).parents[2]
FONTS: Final = _ROOT / "assets" / "fonts"
FAMILIES: Final = ("UPR Sans", "Noto Sans Arabic", "Noto Sans CJK SC")
"""Latin, Greek and Cyrillic; Arabic; Chinese: a letter is taken from the first that has it."""

FONT: Final = ", ".join([*FAMILIES, "sans-serif"])
IN_FILES: Final = (
    "'UPR Sans', 'Source Sans 3', 'Source Sans Pro', 'Noto Sans Arabic', 'Noto Sans CJK SC', "
    "'Segoe UI', Arial, sans-serif"
)
"""The same as it stands in a file that others open: the names our font has elsewhere come next."""

_TITLE_SIZES: Final = (28, 24, 20)
_TITLE_LINES: Final = 2

OFFICE_FONT: Final = "Calibri"
"""In documents that others edit: a font their program has, or knows a stand-in for."""


@cache
def light() -> Mapping[str, Any]:
    """The light theme of the app."""
    text = (_ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    theme: Mapping[str, Any] = tomllib.loads(text)["theme"]["light"]
    return theme


def colour(meaning: str) -> str:
    """The colour of a meaning (a place of `charts.theme.MEANINGS`), as #RRGGBB."""
    return str(light()["chartCategoricalColors"][MEANINGS.index(meaning)])


def accent() -> str:
    """The one colour that leads the eye."""
    return str(light()["primaryColor"])


def ink() -> str:
    """The colour of text."""
    return str(light()["textColor"])


def quiet() -> str:
    """The colour of notes and sources."""
    return colour("not_assessed")


def hairline() -> str:
    """The colour of lines that part."""
    return str(light()["borderColor"])


def paper() -> str:
    """The ground."""
    return str(light()["backgroundColor"])


def tint() -> str:
    """The ground of heads and boxes."""
    return str(light()["secondaryBackgroundColor"])


def title_size(title: str, room: float) -> int:
    """Points of a slide's title, in a place that wide: a long one takes two lines of smaller ones.

    A third line of the usual ones would take the evidence's room.
    """
    fits = (one for one in _TITLE_SIZES if len(wrapped(title, room, one, BOLD)) <= _TITLE_LINES)
    return next(fits, _TITLE_SIZES[-1])


@cache
def vega_config() -> Mapping[str, Any]:
    """What Streamlit's theme gives a chart on the page, for charts drawn without it."""
    theme = light()
    return {
        "font": FONT,
        "background": theme["backgroundColor"],
        "range": {
            "category": theme["chartCategoricalColors"],
            "ordinal": theme["chartSequentialColors"],
            "ramp": theme["chartSequentialColors"],
            "heatmap": theme["chartSequentialColors"],
            "diverging": theme["chartDivergingColors"],
        },
        "axis": {
            "labelFontSize": 12,
            "titleFontSize": 12,
            "gridColor": theme["borderColor"],
            "domainColor": theme["borderColor"],
            "tickColor": theme["borderColor"],
        },
        "legend": {"labelFontSize": 13, "titleFontSize": 13},
        "view": {"stroke": None},
    }
