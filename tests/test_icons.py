"""The small font of icons that the proxy serves: nothing that can be shown is missing from it."""

import re
import sys
from pathlib import Path
from typing import Final

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

DEPLOY: Final = Path(__file__).parent.parent / "deploy"
sys.path.append(str(DEPLOY / "icons"))

import cut  # noqa: E402 - a tool of deploy/, no package

AGAIN: Final = "Run: python deploy/icons/cut.py"


@pytest.fixture(scope="module")
def whole() -> TTFont:
    return TTFont(cut.whole_font())


@pytest.fixture(scope="module")
def named() -> frozenset[str]:
    return cut.named()


@pytest.fixture(scope="module")
def small() -> TTFont:
    """The font in `deploy/icons`, under the name of this Streamlit's own: else it is not taken."""
    return TTFont(DEPLOY / "icons" / cut.whole_font().name)


def test_every_icon_that_anything_names_is_in_the_small_font(whole: TTFont, small: TTFont) -> None:
    named = cut.named()
    assert {"home", "download", "keyboard_double_arrow_left", "expand_more"} <= named
    unknown = named - dict(cut.icons(whole)).keys()
    assert unknown <= {"star_filled"}  # Streamlit's own name for a star: in no font
    assert named - unknown <= dict(cut.icons(small)).keys(), AGAIN


def test_icons_look_as_they_do_in_the_whole_font(
    whole: TTFont, small: TTFont, named: frozenset[str]
) -> None:
    theirs, ours = dict(cut.icons(whole)), dict(cut.icons(small))
    for name in named & ours.keys():
        assert drawn(small, ours[name]) == drawn(whole, theirs[name]) != [], name


def drawn(font: TTFont, glyph: str) -> list[object]:
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return [*pen.value, font["hmtx"][glyph]]


def test_the_small_font_holds_nothing_else_and_says_whose_it_is(
    small: TTFont, named: frozenset[str]
) -> None:
    shown = {glyph for name, glyph in cut.icons(small) if name in named}
    assert {glyph for _name, glyph in cut.icons(small)} == shown, AGAIN
    assert (DEPLOY / "icons" / cut.whole_font().name).stat().st_size < 20_000
    assert "Google" in small["name"].getDebugName(0)


def test_no_icon_is_put_together_from_parts() -> None:
    """A name that stands nowhere in full is not found by who looks for names."""
    root = DEPLOY.parent
    for path in (
        root / "app.py",
        *(root / "pages").rglob("*.py"),
        *(root / "upr_data").rglob("*.py"),
    ):
        text = path.read_text(encoding="utf-8")
        assert len(re.findall(r":material/", text)) == len(cut.NAMED.findall(text)), path
