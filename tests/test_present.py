"""What people carry from a page: pictures, slides, sets, embedding; and words looked for."""

import base64
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from apps import opener
from chart_frames import CHARTS
from frames import recommendations, tables
from pptx import Presentation
from pptx.util import Inches, Pt
from streamlit.testing.v1 import AppTest

from upr_data.charts.drawn import Drawn, Look, drawn
from upr_data.charts.marks import Drawing, Hit, Text
from upr_data.charts.paint import Paint
from upr_data.charts.parts import response_parts
from upr_data.charts.picture import Caption, Picture
from upr_data.charts.shares import share_bars
from upr_data.charts.slide import Outcome, outcome_slide
from upr_data.charts.typeset import BOLD, wrapped
from upr_data.export.contents import Request, story_of
from upr_data.export.document import Chart, Document, Section, Table
from upr_data.export.slides import slides
from upr_data.figures import metrics
from upr_data.figures.records import Records
from upr_data.model import ChartKind, Dimension, SnapshotKind
from upr_data.selection.filters import Filters
from upr_data.snapshot import Draft, publish
from upr_data.ui.blocks import page_parts
from upr_data.ui.blocks.actions import embedding, for_a_room
from upr_data.ui.sections.present import slide, talk

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def picture(demonstration: Records) -> Picture:
    table = metrics.figures(demonstration, Filters(), (Dimension.CYCLE,))
    return share_bars(table, response_parts(), Caption("Answers", ("All",)))


def document(records: Records, *sections: Section, link: str = "") -> Document:
    return story_of(Request(records, Filters(), link), sections)


def collected(picture: Picture) -> Section:
    return Section("Answers", chart=Chart(ChartKind.BARS, (), (), "In words.", picture))


def page(store: Path, monkeypatch: pytest.MonkeyPatch, file: str, **query: str) -> AppTest:
    return opener(store, monkeypatch, seconds=60)(f"pages/{file}.py", **query)


def said(app: AppTest) -> str:
    parts: list[Any] = [*app.caption, *app.markdown, *app.info, *app.success, *app.text]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def test_text_of_a_slide_is_escaped(demonstration: Records) -> None:
    hostile = Section("<script>alert(1)</script>", caveat='"><img src=x>', notes=("<b>n</b>",))
    html = slide.slide(document(demonstration, hostile), 0, "")
    assert "<script>" not in html
    assert "<img" not in html
    assert "<b>n</b>" not in html


def test_a_slide_of_invented_data_says_so_twice(demonstration: Records) -> None:
    html = slide.slide(document(demonstration, Section("One")), 0, "")
    assert '<div class="mark" aria-hidden="true">INVENTED DATA</div>' in html
    assert "<b>Demonstration data: every State and every record is invented.</b>" in html


def test_a_drawn_picture_of_invented_data_is_marked_once(demonstration: Records) -> None:
    said = Caption("T", ("All",), is_demonstration=True)
    picture = outcome_slide(Outcome(10, 5, 2), ("Not all.", "Half."), "", said)
    assert picture is not None
    told = document(demonstration, collected(picture))
    html = slide.slide(told, 0, "")
    assert '<div class="mark"' not in html
    assert "<b>Demonstration data" in html


def test_a_published_figure_carries_no_mark(demonstration: Records) -> None:
    printed = Section("One", source="Beyond promises, p. 17")
    html = slide.slide(document(demonstration, printed), 0, "")
    assert "INVENTED" not in html
    assert "Beyond promises, p. 17" in html


def test_notes_are_beside_the_slide(demonstration: Records) -> None:
    told = document(demonstration, Section("One", notes=("Is it all of them? No.",)))
    assert "<li>Is it all of them? No.</li>" in slide.slide(told, 0, "")


def test_a_talk_is_given_to_the_browser_whole(demonstration: Records, picture: Picture) -> None:
    told = document(demonstration, collected(picture), Section("Two"))
    given = talk.made(told, "1", 7)
    assert (given["first"], given["lang"], len(given["slides"])) == (1, "en", 2)
    assert "data:image/png;base64," in given["slides"][0]
    assert given["colours"]["paper"] == "#FFFFFF"


def test_numbers_of_a_table_stand_to_the_right(demonstration: Records) -> None:
    table = Table(("Group", "Made"), (("A", 1200),))
    html = slide.slide(document(demonstration, Section("T", table=table)), 0, "")
    assert '<th>Group</th><th class="n">Made</th>' in html
    assert '<td class="n">1,200</td>' in html


def test_the_chart_of_a_slide_is_an_image_with_its_words(
    demonstration: Records, picture: Picture
) -> None:
    section = collected(picture)
    drawing = slide.chart_of(section)
    kind, data = drawing.split(",")
    assert kind == "data:image/png;base64"
    assert base64.b64decode(data).startswith(b"\x89PNG")
    html = slide.slide(document(demonstration, section), 0, drawing)
    assert 'alt="In words."' in html


def test_a_collected_picture_is_on_its_slide_of_a_deck(
    demonstration: Records, picture: Picture, tmp_path: Path
) -> None:
    file = tmp_path / "deck.pptx"
    file.write_bytes(slides(document(demonstration, collected(picture))))
    shapes = [shape for shape in Presentation(str(file)).slides[1].shapes if shape.name == "Chart"]
    assert [shape.shape_type.name for shape in shapes] == ["PICTURE"]


def chart_of_deck(section: Section, records: Records, tmp_path: Path) -> tuple[Any, Any]:
    """The second slide of a deck with this section, and its chart."""
    file = tmp_path / "deck.pptx"
    file.write_bytes(slides(document(records, section)))
    shown = Presentation(str(file)).slides[1]
    return shown, next(one for one in shown.shapes if one.name == "Chart")


def test_a_collected_picture_fills_the_middle_of_its_slide(
    demonstration: Records, tmp_path: Path
) -> None:
    """From edge to edge, or from the subtitle to the caveat."""
    for wide, high in ((900, 100), (300, 900)):
        drawing = Drawing(wide, high, (Text(0, 20, "Words", Paint.INK, 13),))
        tall = collected(drawn(drawing, Caption("T", ("L",)), Look(width=wide)))
        _shown, chart = chart_of_deck(tall, demonstration, tmp_path)
        assert chart.left + chart.width / 2 == pytest.approx(Inches(13.333) / 2, abs=10)
        fills = chart.width == pytest.approx(Inches(13.333 - 1.4), rel=0.01)
        assert fills or chart.height > Inches(4)


@pytest.mark.parametrize("chart", ["scatter", "sessions", "marimekko", "waffle", "tiles"])
def test_letters_of_a_collected_picture_can_be_read_in_a_room(chart: str) -> None:
    """In points, of the smallest letters, where the picture stands between title and caveat."""
    laid = for_a_room(CHARTS[chart]("usual"))
    assert isinstance(laid, Drawn)
    scale = min(859 / laid.drawing.width, 300 / laid.drawing.height)
    assert 13 * scale >= 11.9


def test_nothing_of_a_picture_is_left_out_for_a_slide() -> None:
    """A narrow matrix has one asking group of many."""
    laid = for_a_room(CHARTS["matrix"]("usual"))
    assert isinstance(laid, Drawn)
    widest = CHARTS["matrix"]("usual")(Look(width=1286)).drawing
    hits = [sum(isinstance(mark, Hit) for mark in one.marks) for one in (laid.drawing, widest)]
    assert hits[0] == hits[1]


def test_a_long_title_and_subtitle_cover_nothing(
    demonstration: Records, picture: Picture, tmp_path: Path
) -> None:
    long = replace(collected(picture), title="A long finding " * 12, subtitle="words · " * 40)
    shown, chart = chart_of_deck(long, demonstration, tmp_path)
    title = shown.shapes.title
    size = title.text_frame.paragraphs[0].runs[0].font.size
    lines = wrapped(title.text_frame.text, title.width / Pt(1), size.pt, BOLD)
    assert len(lines) * 1.2 * size <= title.height
    subtitle = next(one for one in shown.shapes if one.has_text_frame and one.top > title.top)
    assert title.top + title.height <= subtitle.top
    assert subtitle.top + subtitle.height <= chart.top


def test_a_collected_picture_names_its_own_edition_and_address(
    demonstration_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(demonstration_store, monkeypatch, "cycles", cycle="2")
    app.button(key="slide_cycles").click().run()
    (kept,) = app.session_state["collected_slides"]
    assert "Data edition" in kept.imprint.lines()[-1]
    assert "/cycles?cycle=2" in kept.imprint.lines()[-1]


def test_a_long_address_makes_no_deck_fail(demonstration: Records) -> None:
    link = "https://example.org/?q=" + "a" * 400
    assert slides(document(demonstration, Section("One"), link=link)).startswith(b"PK")


def test_a_page_is_embedded_by_one_line_of_html() -> None:
    line = embedding('Of "all" & none', "https://example.org/state?of=KEN&cycle=2")
    assert line == (
        '<iframe src="https://example.org/state?of=KEN&amp;cycle=2&amp;embed=true" '
        'title="Of &quot;all&quot; &amp; none" width="100%" height="720" loading="lazy"></iframe>'
    )
    assert "\n" not in line


def test_what_bars_say_leaves_without_their_places(picture: Picture) -> None:
    bars = page_parts.bars(picture)
    assert bars is not None
    assert bars.columns == ["key", "label", "name", "n", "written"]
    assert page_parts.bars(replace(picture, frames={})) is None


def test_long_titles_have_short_keys_of_their_own() -> None:
    one, other = "A title " * 20, "A title " * 20 + "more"
    assert len(page_parts.slug(one)) < 60
    assert page_parts.slug(one) != page_parts.slug(other)


def test_a_set_is_collected_shown_and_taken_from(
    demonstration_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(demonstration_store, monkeypatch, "cycles")
    app.button(key="slide_cycles").click().run()
    app.query_params["present.story"] = "set"
    app.switch_page("pages/present.py").run()
    assert "1 · " in said(app)
    assert "lasts as long as this visit" in said(app)
    app.button(key="talk_out_0").click().run()
    assert "Your set is empty" in said(app)


def test_a_claim_is_answered_and_nothing_invented_stands_beside_it(
    demonstration_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(demonstration_store, monkeypatch, "published")
    app.text_input(key="claim_sentence").set_value("48 % of recommendations triggered action").run()
    answer = said(app)
    assert "does not say of what" in answer
    assert "5,496 of 11,527" in answer
    assert "This data edition, same scope" not in answer


def test_words_are_understood_counted_and_ranked(
    demonstration_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(demonstration_store, monkeypatch, "recommendations", q="ratify OR detention")
    assert "“ratify”" in said(app)
    assert "rows answer." in said(app)
    assert app.selectbox(key="recommendations.sort").value == "match"


def test_where_the_index_fails_texts_are_compared_as_typed(
    demonstration_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise OSError

    monkeypatch.setattr("upr_data.ui.sections.found.search", broken)
    app = page(demonstration_store, monkeypatch, "recommendations", q="torture")
    assert app.selectbox(key="recommendations.sort").value == "source"
    assert "Rows 1–20 of" in said(app)


def test_what_changed_between_two_editions_leaves_as_a_feed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tables(recommendations({})), Draft("one", SnapshotKind.REAL, "2026-01-01"), tmp_path)
    both = tables(recommendations({}, {"id": "b"}))
    publish(both, Draft("two", SnapshotKind.REAL, "2026-02-01"), tmp_path)
    app = page(tmp_path, monkeypatch, "data")
    chooser = next(box for box in app.selectbox if box.label.startswith("Compare"))
    chooser.set_value("2026-01-01-one").run()
    assert not app.exception
    labels = [button.proto.label for button in app.get("download_button")]
    assert "What changed (Atom feed)" in labels
