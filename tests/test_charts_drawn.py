"""Drawn charts: nothing over anything, nothing cut off, whatever the frame, width, appearance."""

import json
import os
import re
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars as pl
import polars.selectors as cs
import pyarrow as pa
import pytest
import vl_convert
from chart_frames import ANY, CAPTION, CHARTS, SHAPES
from drawings import faults, faults_in_svg, is_finite, lines
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from upr_data.charts.canvas import CHOSEN, specification
from upr_data.charts.drawn import FULL, PHONE, WIDE, WIDTHS, Look, drawn, fluid, framed
from upr_data.charts.frames import ANY_WIDTH, Frames
from upr_data.charts.ledger import ReviewColumn, ledger
from upr_data.charts.marks import Box, Dot, Drawing, Hit, Line, Text, hatch
from upr_data.charts.paint import Paint
from upr_data.charts.picture import Caption
from upr_data.domain.standings import JOINED_ON
from upr_data.figures.record.ledgers import YEARS_AFTER
from upr_data.figures.record.sentences import standing_words
from upr_data.language import LANGUAGES, speaking

GOLDEN: Final = Path(__file__).parent / "golden" / "charts"
EVERY: Final = pytest.mark.parametrize("chart", CHARTS)


def demonstration() -> Caption:
    return Caption("T", ("L",), is_demonstration=True)


@EVERY
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_over_another_or_cut_off(chart: str, shape: str, language: str) -> None:
    with speaking(language):
        draw = CHARTS[chart](shape)
        for width in (320, *WIDTHS):
            picture = draw(Look(width=width))
            assert faults(picture.drawing) + faults(framed(picture).drawing) == [], width


@EVERY
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nor_where_a_plot_is_to_be_low_and_wide(chart: str, shape: str, language: str) -> None:
    with speaking(language):
        draw = CHARTS[chart](shape)
        for width in (620, 820, 930, WIDE):
            assert faults(draw(Look(width=width, high=width * 0.35)).drawing) == [], width


@pytest.mark.parametrize("chart", ["scatter", "sessions", "marimekko"])
def test_a_plot_of_any_height_keeps_within_the_height_given(chart: str) -> None:
    draw = CHARTS[chart]("usual")
    assert draw(Look(width=930, high=330)).drawing.height <= 330
    assert draw(Look(width=930)).drawing.height > 400


@pytest.mark.parametrize("chart", ["record_curves", "record_treaties"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_compared_is_named_whole_in_every_language(chart: str, language: str) -> None:
    with speaking(language):
        for width in (PHONE, 620, 759, 820, 900, WIDE, FULL):
            picture = CHARTS[chart]("usual")(Look(width=width))
            texts = [one.text for one in picture.drawing.marks if isinstance(one, Text)]
            assert [one for one in texts if "…" in one] == [], width


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_register_says_is_whole(language: str) -> None:
    """The longest day of a month, and years of two digits."""
    with speaking(language):
        note = standing_words({JOINED_ON: date(2012, 9, 18), YEARS_AFTER: 12.3})
        treaties = pl.DataFrame(
            {"code": ["a"], "name": ["Sample treaty"], "note": [note], "is_finished": [True]}
        )
        asks = pl.DataFrame({"code": ["a"], "review": ["1"], "part": [1], "n": [2]})
        reviews = [ReviewColumn("1", "Asked in 2010", is_in_edition=True)]
        for width in (PHONE, 620, 759, 820, 900, WIDE, FULL):
            picture = ledger(treaties, asks, reviews, "Register", CAPTION, Look(width=width))
            texts = [one.text for one in picture.drawing.marks if isinstance(one, Text)]
            assert [one for one in texts if "…" in one] == [], width


@EVERY
@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 150_000), st.floats(0, 1)), max_size=24),
    st.sampled_from((320, 560, 720, WIDE)),
)
def test_whatever_the_figures_are_it_is_drawn(
    chart: str, figures: list[tuple[int, float]], width: int
) -> None:
    ANY[:] = figures
    drawing = CHARTS[chart]("any")(Look(width=width)).drawing
    assert is_finite(drawing)
    assert faults(drawing) == []


@EVERY
@pytest.mark.parametrize("look", [Look(dark=True, width=WIDE), Look(width=PHONE)], ids=str)
def test_nor_in_the_picture_as_it_is_drawn(chart: str, look: Look) -> None:
    picture = framed(CHARTS[chart]("usual")(look))
    svg = vl_convert.vegalite_to_svg(json.dumps(picture.to_dict()))
    assert faults_in_svg(svg) == []
    assert CAPTION.title.split()[0] in svg


@EVERY
def test_a_chart_is_drawn_as_it_was_looked_at(chart: str) -> None:
    """Golden marks; a wanted change is accepted with UPDATE_GOLDEN=1, and looked at."""
    draw = CHARTS[chart]("three")
    marks = [line for width in (PHONE, WIDE) for line in lines(draw(Look(width=width)).drawing)]
    file = GOLDEN / f"{chart}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text("\n".join(marks) + "\n", encoding="utf-8")
    assert marks == file.read_text(encoding="utf-8").splitlines()


@EVERY
def test_nothing_to_draw_is_said_in_words(chart: str) -> None:
    picture = CHARTS[chart]("none")(Look())
    assert picture.caption is CAPTION
    assert [one.text for one in picture.drawing.texts] == [
        "Nothing in this selection can be drawn here."
    ]


@EVERY
def test_what_is_pointed_at_speaks_in_words(chart: str) -> None:
    hits = [one for one in CHARTS[chart]("usual")(Look()).drawing.marks if isinstance(one, Hit)]
    assert hits
    internal = re.compile(r"_|\bnull\b|\bNone\b|\bnan\b|\{|\}")
    assert [one.says for one in hits if not one.says or internal.search(one.says)] == []
    assert any(one.code for one in hits)


@EVERY
def test_places_to_point_at_are_inside_the_drawing(chart: str) -> None:
    for look in (Look(), Look(width=PHONE)):
        drawing = CHARTS[chart]("usual")(look).drawing
        outside = [
            one for one in drawing.marks
            if isinstance(one, Hit) and (one.y < -1 or one.x + one.w > drawing.width + 9)
        ]  # fmt: skip
        assert outside == []


@EVERY
def test_letters_are_never_smaller_than_twelve(chart: str) -> None:
    for look in (Look(), Look(width=PHONE)):
        assert [
            one.text for one in CHARTS[chart]("usual")(look).drawing.texts if one.size < 12
        ] == []


@EVERY
def test_no_arrow_stands_in_a_text(chart: str) -> None:
    said = "".join(one.text for one in CHARTS[chart]("usual")(Look()).drawing.texts)
    assert not re.search("[\N{LEFTWARDS ARROW}-\N{LEFT RIGHT OPEN-HEADED ARROW}]", said)


def test_light_and_dark_differ_in_colours_only() -> None:
    light, dark = (CHARTS["tiles"]("usual")(Look(dark=one)) for one in (False, True))
    assert light.drawing == dark.drawing
    assert (
        light.frames["boxes"]
        .drop("fill", "stroke")
        .equals(dark.frames["boxes"].drop("fill", "stroke"))
    )
    assert not light.frames["boxes"].equals(dark.frames["boxes"])


def test_the_look_of_all_charts_is_one_and_made_once() -> None:
    assert specification(dark=True) is specification(dark=True)
    one, other = (CHARTS[chart]("usual")(Look()).spec() for chart in ("tiles", "scatter"))
    assert one["layer"] == other["layer"]


def test_a_click_chooses_a_code() -> None:
    [chosen] = CHARTS["tiles"]("usual")(Look()).spec()["params"]
    assert chosen["name"] == CHOSEN
    assert chosen["select"]["fields"] == ["code"]
    [hits] = [one for one in specification(dark=False)["layer"] if one.get("name") == "hits"]
    assert chosen["views"] == ["hits"]
    assert hits["encoding"]["tooltip"]["field"] == "says"


def test_invented_data_are_marked_inside_the_picture() -> None:
    drawing = CHARTS["tiles"]("usual")(Look()).drawing
    marked, plain = drawn(drawing, demonstration(), Look()), drawn(drawing, CAPTION, Look())
    written = marked.frames["texts"].filter(text="INVENTED DATA")
    assert written["opacity"].to_list() == [0.16]
    assert plain.frames["texts"].filter(text="INVENTED DATA").is_empty()


def test_a_fluid_picture_has_a_layout_for_every_width() -> None:
    picture = fluid(CHARTS["tiles"]("usual"), dark=False, widths=(PHONE, WIDE, FULL))
    ends = picture.frames["hits"].select("least", "most").unique().sort("least").rows()
    assert [round(most) for _least, most in ends] == [958, 1196, 100_000]
    assert picture.spec()["width"] == "container"
    assert "title" not in picture.spec()


@EVERY
def test_a_browser_gets_what_is_drawn(chart: str) -> None:
    picture = fluid(CHARTS[chart]("usual"), dark=False)
    for kind, sent in picture.frames.sent().items():
        got = pl.DataFrame(pa.ipc.open_stream(sent).read_all())
        got = got.with_columns(cs.categorical().cast(pl.String), cs.float().cast(pl.Float64))
        assert_frame_equal(got, picture.frames[kind], abs_tol=1e-3)


def test_what_all_marks_of_a_kind_share_is_sent_once() -> None:
    def sent(n: int) -> int:
        marks = tuple(Dot(place, place, 4, Paint.INK) for place in range(n))
        return len(Frames([(Drawing(n, n, marks), ANY_WIDTH)], dark=False).sent()["dots"])

    places, alike = 3 * 4, 8  # bytes a row: numbers of x, y and area; a place in a list of one
    assert sent(2_000) - sent(1_000) <= 1_000 * (places + alike)


def test_a_framed_picture_says_everything_of_itself() -> None:
    picture = framed(CHARTS["marimekko"]("usual")(Look()))
    said = " ".join(one.text for one in picture.drawing.texts)
    for words in (CAPTION.title, CAPTION.source, *CAPTION.notes, " · ".join(CAPTION.lines)):
        assert words in said


def test_the_alternative_says_the_finding_and_where_the_figures_are() -> None:
    caption = Caption("Half were supported", ("n = 8",), ("A note.",))
    assert (
        caption.alternative == "Half were supported. n = 8. A note. The figures are in the table."
    )


def test_a_hatch_is_clipped_to_its_box() -> None:
    box = Box(10, 20, 50, 30)
    slanted = list(hatch(box, 7))
    assert len(slanted) == 11
    for line in slanted:
        assert isinstance(line, Line)
        assert 10 <= line.x <= line.x2 <= 60
        assert 20 <= line.y2 <= line.y <= 50
        assert line.x2 - line.x == pytest.approx(line.y - line.y2)


def test_a_specification_can_be_saved() -> None:
    saved: dict[str, Any] = json.loads(json.dumps(CHARTS["waffle"]("usual")(Look()).to_dict()))
    assert set(saved["datasets"]) == {"boxes", "bands", "lines", "covers", "dots", "texts", "hits"}
