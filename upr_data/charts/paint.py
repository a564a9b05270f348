"""The colours: each meaning bound to one by its name, for light and for dark.

A drawing names meanings; `hue` gives the colour when it is drawn. So the same drawing serves both
appearances of the page, and an exported file is light whatever the page is.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple


class Paint(StrEnum):
    """What a colour means."""

    CLEAR = "clear"
    GROUND = "ground"
    INK = "ink"
    QUIET = "quiet"
    GRID = "grid"
    SHADE = "shade"
    CONTEXT = "context"
    CONTEXT_DEEP = "context_deep"
    ACCENT = "accent"
    ACCENT_LIGHT = "accent_light"
    ACCENT_PALE = "accent_pale"
    ACCENT_DEEP = "accent_deep"
    SUPPORTED = "supported"
    NOTED = "noted"
    NOTED_PALE = "noted_pale"
    NOTED_TEXT = "noted_text"
    GENERAL = "general"
    SPECIFIC = "specific"
    LED_TO_ACTION = "led_to_action"
    NOT_LED = "not_led"
    UNCLEAR = "unclear"
    EMPTY = "empty"
    GROUP = "group"
    UNDER_50 = "under_50"
    FROM_50 = "from_50"
    FROM_60 = "from_60"
    FROM_70 = "from_70"
    FROM_80 = "from_80"
    FROM_90 = "from_90"
    ON_LIGHT = "on_light"
    ON_DEEP = "on_deep"


class Shade(NamedTuple):
    """One meaning's colour on a light and on a dark page."""

    light: str
    dark: str


HUES: Final[Mapping[Paint, Shade]] = {
    Paint.CLEAR: Shade("transparent", "transparent"),
    Paint.GROUND: Shade("#FFFFFF", "#0F1722"),
    Paint.INK: Shade("#050B14", "#F2F5F9"),
    Paint.QUIET: Shade("#566273", "#A9B5C4"),
    Paint.GRID: Shade("#E4E8ED", "#263140"),
    Paint.SHADE: Shade("#F4F6F9", "#17212E"),
    Paint.CONTEXT: Shade("#C3CAD3", "#4A5768"),
    Paint.CONTEXT_DEEP: Shade("#8B96A5", "#8492A4"),
    Paint.ACCENT: Shade("#1B4F8F", "#6BA6EA"),
    Paint.ACCENT_LIGHT: Shade("#7DA5D4", "#3F6EA8"),
    Paint.ACCENT_PALE: Shade("#C9DCF0", "#24415F"),
    Paint.ACCENT_DEEP: Shade("#123B6E", "#B7D8FF"),
    Paint.SUPPORTED: Shade("#1B4F8F", "#6BA6EA"),
    Paint.NOTED: Shade("#B4578C", "#D986B4"),
    Paint.NOTED_PALE: Shade("#DDB0CB", "#7B4566"),
    Paint.NOTED_TEXT: Shade("#A03F78", "#D986B4"),
    Paint.GENERAL: Shade("#C3CAD3", "#4A5768"),
    Paint.SPECIFIC: Shade("#566273", "#A9B5C4"),
    Paint.LED_TO_ACTION: Shade("#0B7A75", "#3CC2B8"),
    Paint.NOT_LED: Shade("#D9762B", "#F09A52"),
    Paint.UNCLEAR: Shade("#8B96A5", "#8492A4"),
    Paint.EMPTY: Shade("#B4BDC8", "#5D6B7D"),
    Paint.GROUP: Shade("#8A929C", "#8492A4"),
    Paint.UNDER_50: Shade("#A03F78", "#D986B4"),
    Paint.FROM_50: Shade("#DCE8F4", "#22384F"),
    Paint.FROM_60: Shade("#A9C8E6", "#2E5580"),
    Paint.FROM_70: Shade("#6C9DD0", "#4479B5"),
    Paint.FROM_80: Shade("#34699F", "#6BA6EA"),
    Paint.FROM_90: Shade("#123B6E", "#B7D8FF"),
    Paint.ON_LIGHT: Shade("#050B14", "#FFFFFF"),
    Paint.ON_DEEP: Shade("#FFFFFF", "#0B1220"),
}
"""Which colour each meaning has; `ON_LIGHT` and `ON_DEEP` are text on fills."""

ON_FILL: Final[Mapping[Paint, Paint]] = {
    Paint.UNDER_50: Paint.ON_DEEP,
    Paint.FROM_50: Paint.ON_LIGHT,
    Paint.FROM_60: Paint.ON_LIGHT,
    Paint.FROM_70: Paint.ON_LIGHT,
    Paint.FROM_80: Paint.ON_DEEP,
    Paint.FROM_90: Paint.ON_DEEP,
    Paint.ACCENT: Paint.ON_DEEP,
    Paint.ACCENT_LIGHT: Paint.ON_LIGHT,
    Paint.ACCENT_PALE: Paint.INK,
    Paint.NOTED_PALE: Paint.ON_LIGHT,
    Paint.CONTEXT: Paint.ON_LIGHT,
    Paint.SHADE: Paint.INK,
    Paint.GROUND: Paint.INK,
}
"""What text is written in on each fill that carries text: contrast 4.5 or more."""

WORDS: Final = (Paint.INK, Paint.QUIET, Paint.ACCENT, Paint.NOTED_TEXT)
"""What text is written in on the ground of the page."""


def hue(paint: Paint, *, dark: bool) -> str:
    """The colour of a meaning on a page of this appearance."""
    return HUES[paint].dark if dark else HUES[paint].light


_CLASSES: Final = (
    (0.9, Paint.FROM_90),
    (0.8, Paint.FROM_80),
    (0.7, Paint.FROM_70),
    (0.6, Paint.FROM_60),
    (0.5, Paint.FROM_50),
)

CLASSES: Final = (Paint.UNDER_50, *(paint for _, paint in reversed(_CLASSES)))
"""The six classes of acceptance, from the lowest."""


def class_of(share: float) -> Paint:
    """The class of a share supported, 0–1: under 50 %, 50 to under 60 … 90 % and over."""
    return next((paint for least, paint in _CLASSES if share >= least), Paint.UNDER_50)
