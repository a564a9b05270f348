"""Pictures as files: complete, offline, the same every time, no letter missing in six scripts."""

import io
import os
import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Final

import polars as pl
import pytest
from fontTools.ttLib import TTFont
from frames import recommendations, records
from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright

from upr_data.charts.counts import count_bars
from upr_data.charts.drawn import Look, drawn
from upr_data.charts.marks import Drawing, Text
from upr_data.charts.paint import Paint
from upr_data.charts.picture import Caption, Picture
from upr_data.export import images, look
from upr_data.export.imprint import Imprint, imprint
from upr_data.figures.records import Records
from upr_data.selection.links import parse

GOLDEN: Final = Path(__file__).parent / "golden" / "scripts.png"
SCRIPTS: Final = {
    "latin": "Côte d'Ivoire, Türkiye, São Tomé, Łódź, Sámi: 48 % (5,496 of 11,527)",
    "vietnamese": "Việt Nam: khuyến nghị được chấp thuận",
    "greek": "Ελλάδα: αποδεκτές συστάσεις",
    "cyrillic": "Россия, Україна, Қазақстан, Србија: рекомендации",
    "arabic": "التوصيات التي قبلتها الدولة قيد الاستعراض",
    "chinese": "受审议国接受的建议、共五千四百九十六项",
}
LINK: Final = "https://example.org/themes?cycle=2&snapshot=2026-01-01-sample"


def picture(*labels: str) -> Picture:
    table = pl.DataFrame({"label": labels, "made": range(1, len(labels) + 1)})
    caption = Caption("Title & finding", ("All recommendations", "n = 3 <rows>"))
    return count_bars(table, "made", caption, "rows")


@pytest.fixture
def small(tmp_path: Path) -> Records:
    return records(tmp_path, recommendations({}, {}, {"response": "noted"}))


def said(svg: str) -> str:
    return " ".join(ET.fromstring(svg).itertext())  # noqa: S314 - made by this program


def of(small: Records) -> Imprint:
    return imprint(small, parse("cycle=2").filters, LINK)


def test_an_image_is_twice_as_fine_as_the_screen(small: Records) -> None:
    svg = images.svg(picture("a"), of(small))
    width, height = (float(n) for n in re.findall(r'(?:width|height)="([\d.]+)"', svg)[:2])
    image = Image.open(io.BytesIO(images.png(picture("a"), of(small))))
    assert image.size == (2 * width, 2 * height)


def test_an_image_says_what_it_is_and_where_it_comes_from(small: Records) -> None:
    words = said(images.svg(picture("a"), of(small)))
    assert "Title & finding" in words
    assert "n = 3 <rows>" in words
    assert "Session 20 · 2014" in words
    assert "Data edition 2026-01-01-sample" in words
    assert LINK in words


def test_an_image_has_a_margin(small: Records) -> None:
    image = Image.open(io.BytesIO(images.png(picture("a", "b"), of(small)))).convert("L")
    edge = 2 * images.MARGIN - 2
    left = image.crop((0, 0, edge, image.height)).getextrema()
    right = image.crop((image.width - edge, 0, image.width, image.height)).getextrema()
    assert left == right == (255, 255)


def test_real_data_has_no_mark(small: Records) -> None:
    assert "INVENTED" not in said(images.svg(picture("a"), of(small)))


def test_invented_data_says_so_across_the_plot_and_below(demonstration: Records) -> None:
    words = said(images.svg(picture("a"), imprint(demonstration, parse("").filters)))
    assert "INVENTED DATA" in words
    assert "Demonstration data: every State and every record is invented." in words


def test_the_same_picture_gives_the_same_bytes(small: Records) -> None:
    assert images.png(picture("a"), of(small)) == images.png(picture("a"), of(small))
    assert images.pdf(picture("a"), of(small)).startswith(b"%PDF")


@pytest.mark.parametrize("script", SCRIPTS)
def test_our_fonts_have_every_letter(script: str) -> None:
    known = set().union(*(TTFont(path).getBestCmap() for path in look.FONTS.glob("*.?tf")))
    assert {char for char in SCRIPTS[script] if ord(char) not in known} == set()


def test_six_scripts_look_as_they_should(small: Records) -> None:
    """The image was looked at once; what differs from it now is a missing or another letter."""
    drawn = Image.open(io.BytesIO(images.png(picture(*SCRIPTS.values()), of(small))))
    golden = Image.open(GOLDEN)
    assert drawn.size == golden.size
    difference = ImageChops.difference(drawn.convert("L"), golden.convert("L"))
    assert sum(difference.histogram()[64:]) < 200  # pixels


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 100, []),
        ("one two", 1000, ["one two"]),
        ("one two", 50, ["one two"]),
        ("one two", 30, ["one", "two"]),
        ("abcdefgh", 22, ["abcd", "efgh"]),
    ],
)
def test_lines_are_no_wider_than_they_may_be(text: str, width: float, lines: list[str]) -> None:
    assert images.wrapped(text, width, 10) == lines


def test_a_chart_of_the_pages_is_drawn_in_the_font_that_is_shipped(small: Records) -> None:
    """Its own name of the font is Streamlit's, which no file has."""
    text = Drawing(200, 40, (Text(0, 20, "Titles", Paint.INK, 14),))
    chart = drawn(text, Caption("Title", ("All",)), Look(width=200))
    families = set(re.findall(r'font-family="([^"]*)"', images.svg(chart, of(small))))
    assert families == {look.IN_FILES}


@pytest.mark.browser
def test_texts_keep_their_widths_in_a_much_wider_font(small: Records, tmp_path: Path) -> None:
    """Each of the picture's texts fills the box that it was laid out for, whatever its anchor."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.skip("No Chromium: install it, or say in CHROMIUM where it is")
    words = "Title of a chart that is as long & wide as <it> may be"
    texts = (
        Text(0, 20, words, Paint.INK, 14, weight=700),
        Text(700, 40, words, Paint.INK, 14, align="right"),
        Text(350, 60, words, Paint.INK, 16, align="center"),
    )
    chart = drawn(Drawing(700, 80, texts), Caption("Title", ("All",)), Look(width=700))
    path = tmp_path / "chart.html"
    path.write_text(f"<body style='margin: 0'>{images.svg(chart, of(small))}", encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(path.as_uri())
        page.add_style_tag(content="text { font-family: monospace; letter-spacing: 0.2em }")
        found = page.evaluate(
            "[...document.querySelectorAll('text')].map(one => one.getBoundingClientRect())"
            ".map(box => [box.left, box.right])"
        )
        browser.close()
    for text, (left, right) in zip(texts, found[:3], strict=True):
        box = (text.box[0] + images.MARGIN, text.box[2] + images.MARGIN)
        assert (left, right) == pytest.approx(box, abs=2)
    assert len(found) > len(texts)  # and those of the foot
    assert all(right <= 700 + 2 * images.MARGIN for _left, right in found)


def test_a_chart_that_was_laid_out_keeps_its_width(small: Records) -> None:
    text = Drawing(1030, 40, (Text(0, 20, "Titles", Paint.INK, 14),))
    chart = drawn(text, Caption("Title", ("All",)), Look(width=1030))
    found = re.search(r'<svg[^>]* width="([0-9.]+)"', images.svg(chart, of(small)))
    assert found
    assert float(found[1]) == 1030 + 2 * images.MARGIN
