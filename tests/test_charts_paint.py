"""Colours: each meaning is bound to one by name; what is written can be read, light and dark."""

import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from upr_data.charts.paint import CLASSES, HUES, ON_FILL, WORDS, Paint, class_of, hue
from upr_data.charts.theme import PALETTE

CONFIG: Final = Path(__file__).parent.parent / ".streamlit" / "config.toml"
BOTH: Final = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


def theme(*, dark: bool) -> dict[str, Any]:
    whole = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    return dict(whole["dark" if dark else "light"])


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_meanings_are_bound_to_their_colours_by_name() -> None:
    bound = {
        "ground": ("#FFFFFF", "#0F1722"),
        "ink": ("#050B14", "#F2F5F9"),
        "quiet": ("#566273", "#A9B5C4"),
        "accent": ("#1B4F8F", "#6BA6EA"),
        "accent_light": ("#7DA5D4", "#3F6EA8"),
        "accent_pale": ("#C9DCF0", "#24415F"),
        "supported": ("#1B4F8F", "#6BA6EA"),
        "noted": ("#B4578C", "#D986B4"),
        "noted_pale": ("#DDB0CB", "#7B4566"),
        "led_to_action": ("#0B7A75", "#3CC2B8"),
        "not_led": ("#D9762B", "#F09A52"),
        "context": ("#C3CAD3", "#4A5768"),
        "empty": ("#B4BDC8", "#5D6B7D"),
        "group": ("#8A929C", "#8492A4"),
        "under_50": ("#A03F78", "#D986B4"),
        "from_50": ("#DCE8F4", "#22384F"),
        "from_60": ("#A9C8E6", "#2E5580"),
        "from_70": ("#6C9DD0", "#4479B5"),
        "from_80": ("#34699F", "#6BA6EA"),
        "from_90": ("#123B6E", "#B7D8FF"),
    }
    assert {name: HUES[Paint(name)] for name in bound} == bound


def test_bars_bind_the_same_meanings_by_name() -> None:
    bound = {
        "plain": ("#3C3C42", "#C3D0DE"),
        "fully": ("#06402F", "#62B79E"),
        "partially": ("#AA7002", "#F5BD3F"),
        "not_implemented": ("#A12D06", "#F66C40"),
        "uncommented": ("#958F88", "#706B64"),
        "supported": ("#2148A7", "#517FE3"),
        "noted": ("#A63B74", "#DA7AA6"),
        "5": ("#023F4F", "#92F0FA"),
    }
    assert {name: PALETTE[name] for name in bound} == bound


@BOTH
def test_the_theme_of_the_page_has_the_same_colours(dark: bool) -> None:  # noqa: FBT001
    page = theme(dark=dark)
    assert page["chartCategoricalColors"] == [one[dark] for one in PALETTE.values()]
    assert page["backgroundColor"] == hue(Paint.GROUND, dark=dark)
    assert page["textColor"] == hue(Paint.INK, dark=dark)


def test_every_meaning_has_a_colour() -> None:
    assert set(HUES) == set(Paint)


@BOTH
@pytest.mark.parametrize("fill", ON_FILL)
def test_text_on_a_fill_can_be_read(fill: Paint, dark: bool) -> None:  # noqa: FBT001
    written = hue(ON_FILL[fill], dark=dark)
    assert contrast(written, hue(fill, dark=dark)) >= 4.5


@BOTH
@pytest.mark.parametrize("ground", [Paint.GROUND, Paint.SHADE])
@pytest.mark.parametrize("words", WORDS)
def test_text_on_the_page_can_be_read(words: Paint, ground: Paint, dark: bool) -> None:  # noqa: FBT001
    assert contrast(hue(words, dark=dark), hue(ground, dark=dark)) >= 4.5


@pytest.mark.parametrize(
    ("share", "paint"),
    [(0.0, Paint.UNDER_50), (0.4999, Paint.UNDER_50), (0.5, Paint.FROM_50), (0.6, Paint.FROM_60),
     (0.7, Paint.FROM_70), (0.8, Paint.FROM_80), (0.8999, Paint.FROM_80), (0.9, Paint.FROM_90),
     (1.0, Paint.FROM_90)],
)  # fmt: skip
def test_a_share_on_a_border_belongs_to_the_class_above(share: float, paint: Paint) -> None:
    assert class_of(share) is paint


def test_there_are_six_classes_in_order() -> None:
    assert CLASSES == (Paint.UNDER_50, Paint.FROM_50, Paint.FROM_60, Paint.FROM_70, Paint.FROM_80,
                       Paint.FROM_90)  # fmt: skip
