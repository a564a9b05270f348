"""Stories: what they say is what the metrics say; one file, no network, no script of others."""

import io
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pptx
import pypdf
import pytest
from frames import recommendations, records, words
from playwright.sync_api import sync_playwright

from upr_data.export.contents import Request, brief_of, story_of
from upr_data.export.contents.facts import Share
from upr_data.export.contents.published import the_48_percent
from upr_data.export.document import Chart, Document
from upr_data.export.printed import slides_pdf
from upr_data.export.slides import slides
from upr_data.export.story import story
from upr_data.figures import metrics
from upr_data.figures.records import Records
from upr_data.model import Dimension, Fig, Role
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse
from upr_data.ui.sections.present import slide

ALL: Final = Filters()
ISSUES: Final = (
    "detention", "justice", "poverty", "migrants", "labour", "environment", "corruption",
)  # fmt: skip


@pytest.fixture
def few(tmp_path: Path) -> Records:
    """Slovenia, asked five times by France and twice by Kenya, in two cycles."""
    noted, kenya = {"response": "noted"}, {"recommending_state": "KEN"}
    return records(
        tmp_path,
        recommendations(
            {}, {}, noted, {"action_category": 4}, {"cycle": 3, "session": 30},
            kenya, kenya | noted | {"issues": ["detention"]},
            {"state_under_review": "POL"}, {"state_under_review": "POL"} | noted,
        ),
        words(("r0", "state", "fully"), ("r1", "un", "not")),
    )  # fmt: skip


def plain(text: str) -> str:
    """The text with plain spaces: percentages do not break."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def pages(data: bytes) -> list[str]:
    """The text of each page, in one line."""
    return [
        " ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(data)).pages
    ]


def charts(document: Document) -> list[Chart]:
    return [one.chart for one in document.sections if one.chart]


def specs(page: str) -> list[Any]:
    found = re.search(r'<script type="application/json" id="specs">(.*?)</script>', page, re.DOTALL)
    assert found
    read: list[Any] = json.loads(found[1])
    return read


def test_the_48_percent_is_as_printed() -> None:
    section = the_48_percent()
    assert [(plain(one.value), one.counts) for one in section.figures] == [
        ("48 %", "5,496 of 11,527")
    ]
    assert section.chart
    assert [one.values for one in section.chart.series] == [(5496,), (6031,), (8925,)]
    assert plain(section.caveat) == (
        "Not 48 % of all. 56 % were commented on; of all made, the true share lies between "
        "27 % and 73 %."
    )
    assert section.source == ("Source: UPR Info, Beyond promises, p. 17")


def test_a_state_under_review_in_one_sentence(few: Records) -> None:
    head = story_of(Request(few, parse("cycle=2").filters, of="SVN")).sections[0]
    assert plain(head.title) == "In cycle 2 Slovenia supported 66.7 % of what it was asked"
    assert plain(head.paragraphs[0]) == (
        "In cycle 2 (2014) Slovenia received 6 recommendations from 2 States and supported 66.7 % "
        "(4 of 6; other States of the Eastern European Group: 50.0 %). 16.7 % asked for general "
        "action (other States of the Eastern European Group: 0.0 %)."
    )
    assert plain(head.paragraphs[1]) == (
        "50.0 % (1 of 2) of those commented on by anyone led to action. 33.3 % of all made were "
        "commented on by anyone."
    )


def test_a_recommending_state_in_one_sentence(few: Records) -> None:
    head = story_of(Request(few, ALL, of="KEN", role=Role.RECOMMENDING)).sections[0]
    assert plain(head.title) == "In cycle 2 50.0 % of what Kenya asked was supported"
    assert plain(head.paragraphs[0]) == (
        "In cycle 2 (2014) Kenya made 2 recommendations to 1 of 2 other States reviewed, most "
        "often on detention and women's rights. 50.0 % were supported (1 of 2)."
    )


@pytest.mark.parametrize("make", [story_of, brief_of])
def test_a_title_of_the_latest_cycle_stands_above_its_own_number(
    few: Records, make: Callable[[Request], Document]
) -> None:
    """Seven recommendations in two cycles, one of them in the latest: seven is not its number."""
    made = make(Request(few, ALL, of="SVN", role=Role.REVIEWED)).sections
    head = made[0]
    assert plain(head.title) == "In cycle 3 Slovenia supported 100.0 % of what it was asked"
    assert "n = 1 recommendations" in head.subtitle
    of_latest = [one.subtitle for one in made if "are open" in one.title]
    selection = "Cycle 3, State under review: Slovenia · "
    assert [one.startswith(selection) for one in (head.subtitle, *of_latest)] == [True, True]


def test_a_state_that_is_not_there_is_said(few: Records) -> None:
    titles = [one.title for one in story_of(Request(few, ALL, of="GHA")).sections]
    assert titles == ["No review of Ghana is among these data"]


def test_charts_show_the_metrics(demonstration: Records) -> None:
    filters = parse("cycle=2").filters
    document = story_of(Request(demonstration, filters))
    expected = metrics.figures(demonstration, filters, (Dimension.ACTION_CATEGORY,))
    chart = next(one for one in charts(document) if one.categories[0].startswith("1 Minimal"))
    named = {one.name: one.values for one in chart.series}
    coded = expected.filter(expected[Fig.KEY].is_not_null())
    assert list(named["Supported"]) == coded[Fig.N_SUPPORTED].to_list()
    assert list(named["Noted"]) == coded[Fig.N_NOTED].to_list()


def test_a_filter_on_the_response_hides_acceptance(few: Records) -> None:
    document = story_of(Request(few, parse("response=noted").filters))
    assert not any("supported" in one.title for one in document.sections)


def test_what_is_not_recorded_is_said(tmp_path: Path) -> None:
    document = story_of(Request(records(tmp_path, recommendations({}, {})), ALL))
    assert document.sections[-1].title == "This source does not record implementation"


def test_open_recommendations_are_supported_and_not_fully_implemented(few: Records) -> None:
    document = brief_of(Request(few, ALL, of="SVN", role=Role.REVIEWED))
    titles = [one.title for one in document.sections]
    assert "1 recommendations are open" in titles  # of cycle 3, the latest


def test_rows_stand_in_a_brief_once_where_no_issue_is_coded(tmp_path: Path) -> None:
    bare = {"issues": [], "text": "Sample text 7"}
    document = brief_of(Request(records(tmp_path, recommendations(bare)), ALL, of="SVN",
                                role=Role.REVIEWED))  # fmt: skip
    tables = [one.table for one in document.sections if one.table]
    texts = [value for table in tables for row in table.rows for value in row]
    assert texts.count("Sample text 7") == 1
    said = [text for one in document.sections for text in one.paragraphs]
    assert "No issue is coded for any of them." in said


def test_words_that_are_all_a_slide_has_stand_on_it(tmp_path: Path) -> None:
    bare = records(tmp_path, recommendations({"issues": []}))
    document = story_of(Request(bare, ALL, of="SVN", role=Role.REVIEWED))
    n = next(n for n, one in enumerate(document.sections) if "are open" in one.title)
    words = "No issue is coded for any of them."
    assert words in pages(slides_pdf(document))[n + 1]
    shapes = pptx.Presentation(io.BytesIO(slides(document))).slides[n + 1].shapes
    assert words in [one.text_frame.text for one in shapes if one.has_text_frame]
    for html in (story(document).split("<section ")[n + 1], slide.slide(document, n, "")):
        assert f"<p>{words}</p>" in html


def test_a_title_names_only_issues_that_are_drawn(tmp_path: Path) -> None:
    """Small numbers differ most, by chance; the issue beyond chance is drawn before them."""
    noted = {"response": "noted"}

    def asked(state: str, issue: str, n: int, supported: int) -> list[dict[str, Any]]:
        row = {"state_under_review": state, "issues": [issue]}
        return [row | ({} if place < supported else noted) for place in range(n)]

    *low, large, high, higher = ISSUES
    rows = [
        *(row for one in low for row in asked("SVN", one, 10, 0) + asked("POL", one, 4, 1)),
        *asked("SVN", large, 200, 100), *asked("POL", large, 3, 2),
        *(row for one in (high, higher)
          for row in asked("SVN", one, 10, 10) + asked("POL", one, 4, 3)),
    ]  # fmt: skip
    made = brief_of(Request(records(tmp_path, recommendations(*rows)), ALL, of="SVN")).sections
    section = next(one for one in made if "supported less" in one.title)
    assert section.title.endswith("on Labour")
    assert section.chart
    assert "Labour (200) *" in section.chart.categories
    assert len(section.chart.categories) == 4


def test_a_small_group_is_called_neither_highest_nor_lowest(tmp_path: Path) -> None:
    """Ten noted by one group's asking, sixty supported and sixty noted by two others'."""
    rows = [
        *[{"recommending_state": "FRA"}] * 60,
        *[{"recommending_state": "KEN", "response": "noted"}] * 60,
        *[{"recommending_state": "JPN", "response": "noted"}] * 10,
    ]
    document = story_of(Request(records(tmp_path, recommendations(*rows)), ALL))
    assert any(
        plain(one.title) == "Western European and Others Group: 100.0 % supported; "
        "African Group: 0.0 %"
        for one in document.sections
    )


def test_bars_and_title_are_of_those_answered_and_small_groups_are_named_apart(
    tmp_path: Path,
) -> None:
    """Of a group asked 80 times 20 answers are pending: 30 of 60 were supported, not 30 of 80."""
    rows = [
        *[{"recommending_state": "FRA"}] * 30,
        *[{"recommending_state": "FRA", "response": "noted"}] * 30,
        *[{"recommending_state": "FRA", "response": "pending"}] * 20,
        *[{"recommending_state": "KEN"}] * 60,
        *[{"recommending_state": "JPN", "response": "noted"}] * 10,
    ]
    document = story_of(Request(records(tmp_path, recommendations(*rows)), ALL))
    section = next(one for one in document.sections if one.title.startswith("African Group"))
    assert plain(section.title).endswith("Western European and Others Group: 50.0 %")
    assert section.subtitle.endswith(
        " · bars: of those answered · in the title: groups with 50 and more answers"
    )
    assert section.chart
    place = section.chart.categories.index("Western European and Others Group")
    assert [one.values[place] for one in section.chart.series] == [30, 30]


def test_where_nothing_is_answered_the_bars_say_so(tmp_path: Path) -> None:
    made = records(tmp_path, recommendations({"response": "pending"}))
    chart = charts(brief_of(Request(made, ALL)))[0]
    assert [(one.name, one.values) for one in chart.series] == [("Pending", (1,))]


def test_what_is_not_due_yet_is_said_beside_its_bar(tmp_path: Path) -> None:
    """The edition is of January 2026: session 20 was in 2014, session 49 in 2025."""
    late = {"cycle": 4, "session": 49}
    made = records(tmp_path, recommendations({}, late, late), words(("r0", "state", "fully")))
    outcomes = next(one for one in charts(story_of(Request(made, ALL)))
                    if any(series.name == "Uncommented" for series in one.series))  # fmt: skip
    assert outcomes.categories == ("Cycle 2", "Cycle 4 · 2 not due yet")


def test_a_brief_of_a_state_has_both_roles(few: Records) -> None:
    titles = [one.title for one in brief_of(Request(few, ALL, of="SVN")).sections]
    assert titles[0].startswith("As State under review: ")
    assert "As recommending State: No recommendation by Slovenia is among these data" in titles


@pytest.mark.parametrize(
    ("n", "of", "low", "high"), [(0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (0, 0, 0.0, 1.0)]
)
def test_wilson_intervals(n: int, of: int, low: float, high: float) -> None:
    assert Share(n, of).interval == pytest.approx((low, high), abs=5e-4)


def test_a_share_differs_where_chance_would_not_give_it() -> None:
    assert Share(9, 10).differs_from(0.5)
    assert not Share(6, 10).differs_from(0.5)
    assert not Share(0, 0).differs_from(0.5)
    assert not Share(5, 10).differs_from(None)


def test_a_story_is_one_file_without_network(few: Records) -> None:
    page = story(story_of(Request(few, ALL)))
    assert len(page.encode()) < 1_500_000
    assert "default-src 'none'" in page
    outside = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"(?:src|href)=|url[(]|@import", outside)


def test_a_story_has_a_chart_for_each_section_with_one(few: Records) -> None:
    document = story_of(Request(few, ALL))
    assert [one is not None for one in specs(story(document))] == [
        one.chart is not None for one in document.sections
    ]


def test_invented_data_says_so_on_its_slides_and_not_on_published_figures(
    demonstration: Records,
) -> None:
    slides = story(story_of(Request(demonstration, ALL))).split("<section ")[1:]
    assert "INVENTED DATA" not in slides[0]
    assert all("INVENTED DATA" in one for one in slides[1:])


def test_no_text_becomes_markup(tmp_path: Path) -> None:
    hostile = parse("q=</script><script>alert(1)</script>").filters
    page = story(story_of(Request(records(tmp_path, recommendations({})), hostile)))
    assert "<script>alert(1)" not in page


def test_the_same_story_has_the_same_bytes(few: Records) -> None:
    assert story(story_of(Request(few, ALL))) == story(story_of(Request(few, ALL)))


@pytest.mark.browser
def test_a_story_plays_offline(few: Records, tmp_path: Path) -> None:
    """Every slide draws its chart, keys turn them, nothing is asked of a network."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.skip("No Chromium: install it, or say in CHROMIUM where it is")
    document = story_of(Request(few, ALL))
    path = tmp_path / "story.html"
    path.write_text(story(document), encoding="utf-8")
    problems: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_context(offline=True).new_page()
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(path.as_uri())
        for n, section in enumerate(document.sections, start=1):
            assert page.locator("section.now h1").inner_text() == section.title
            if section.chart:
                page.locator("section.now svg.marks").wait_for()
            assert page.locator("#place").inner_text() == f"{n} / {len(document.sections)}"
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Home")
        assert page.locator("section.now h1").inner_text() == document.sections[0].title
        for key in ("r", "c", "Escape"):
            page.keyboard.press(key)
        assert page.locator("section.now h1").inner_text() == document.sections[0].title
        page.keyboard.press("n")
        assert page.locator("section.now aside").is_visible()
        browser.close()
    assert problems == []
