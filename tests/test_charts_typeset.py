"""How text is measured and set, and how numbers are written in drawings."""

from pathlib import Path
from typing import Final

import pytest
import streamlit
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from hypothesis import given
from hypothesis import strategies as st

from upr_data.charts.typeset import balanced, fitted, width, wrapped
from upr_data.charts.words import bare_share, rounded, share, signed, telling_share

FONTS: Final = Path(streamlit.__file__).parent / "static" / "static" / "media"
BORDERS: Final = (0.5, 0.6, 0.7, 0.8, 0.9)
WORDS: Final = st.lists(st.text("abcdefgé", min_size=1, max_size=12), min_size=1, max_size=12)


def test_advances_are_those_of_the_font_that_the_page_uses() -> None:
    [file] = FONTS.glob("SourceSansVF-Upright*.woff2")
    letters = "Aaé–%·ß1 "
    font = TTFont(file)
    few = Subsetter()
    few.populate(text=letters)
    few.subset(font)
    font = instantiateVariableFont(font, {"wght": 600})
    glyphs, advances = font.getBestCmap(), font["hmtx"]
    for letter in letters:
        assert width(letter, 1000, 600) == advances[glyphs[ord(letter)]][0]


def test_an_unknown_character_is_taken_to_be_as_wide_as_high() -> None:
    assert width("\N{CJK UNIFIED IDEOGRAPH-4EBA}", 13) == 13


@given(WORDS, st.integers(20, 400))
def test_wrapping_keeps_every_word_in_order_and_in_its_room(words: list[str], most: int) -> None:
    lines = wrapped(" ".join(words), most, 13)
    assert " ".join(lines).split() == words
    assert all(width(line, 13) <= most for line in lines if " " in line)


@given(WORDS)
def test_balancing_takes_no_more_lines_than_wrapping(words: list[str]) -> None:
    text = " ".join(words)
    assert len(balanced(text, 200, 20)) == len(wrapped(text, 200, 20, 700))


def test_a_title_leaves_no_word_alone() -> None:
    title = "States said yes to most of what they were asked and to nothing else"
    assert balanced(title, 600, 21) == [
        "States said yes to most of what they",
        "were asked and to nothing else",
    ]


@pytest.mark.parametrize("text", ["", "short", "a name that is far too long for its room"])
def test_what_does_not_fit_ends_in_an_ellipsis(text: str) -> None:
    kept = fitted(text, 80, 13)
    assert width(kept, 13) <= 80
    assert kept == text or kept.endswith("…")


@pytest.mark.parametrize(
    ("value", "digits", "said"),
    [(210.5, 0, 211), (211.5, 0, 212), (0.285, 2, 0.29), (2.5, 0, 3), (-0.5, 0, -1)],
)
def test_rounding_is_half_up(value: float, digits: int, said: float) -> None:
    assert rounded(value, digits) == said


@pytest.mark.parametrize(
    ("rate", "said"),
    [(0.125, "13\N{NO-BREAK SPACE}%"), (0.0, "0\N{NO-BREAK SPACE}%"),
     (1.0, "100\N{NO-BREAK SPACE}%"), (0.0004, "<1\N{NO-BREAK SPACE}%")],
)  # fmt: skip
def test_shares_have_a_no_break_space_and_are_never_rounded_to_nothing(
    rate: float, said: str
) -> None:
    assert share(rate) == said


def test_decimals_of_a_share_are_rounded_half_up() -> None:
    assert share(0.1665, 1) == "16.7\N{NO-BREAK SPACE}%"
    assert bare_share(0.1665) == "17"


@pytest.mark.parametrize(
    ("rate", "said"),
    [(0.497, "49.7"), (0.896, "89.6"), (0.47, "47"), (0.9, "90"), (0.49996, "49.996")],
)
def test_a_share_is_never_written_in_another_class(rate: float, said: str) -> None:
    assert telling_share(rate, BORDERS) == said


@pytest.mark.parametrize(
    ("points", "said"), [(7.4, "+7"), (-43.5, "\N{MINUS SIGN}44"), (0.4, "0"), (-0.4, "0")]
)
def test_differences_have_a_real_minus(points: float, said: str) -> None:
    assert signed(points) == said
