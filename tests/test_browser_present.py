"""From a page to the podium, in a real browser: a deck, a picture, a talk by keys, a brief."""

import re
import time
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation
from test_browser import PATIENCE_MS, browser, page, settle, site, visit, window

__all__ = ["browser", "page", "site", "window"]

pytestmark = pytest.mark.browser

OVERFLOW = """() => [...document.querySelectorAll(
    '.upr-slide h1, .upr-slide .of, .upr-slide .caveat, .upr-slide .table, .upr-slide .foot')]
    .filter(e => e.getBoundingClientRect().bottom > innerHeight + 1
        || e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => e.className)"""


def menu(page: Page, name: str) -> None:
    page.get_by_test_id("stPageLink-NavLink").filter(has_text=name).click()


def saved(page: Page, button: str, folder: Path) -> Path:
    """The file behind a button."""
    with page.expect_download(timeout=PATIENCE_MS) as download:
        page.get_by_role(
            "button", name=re.compile(f"^(download )?{re.escape(button)}")
        ).first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_presenter_has_a_deck_in_under_a_minute_of_clicks(
    site: str, page: Page, tmp_path: Path
) -> None:
    visit(page, f"{site}/?cycle=2")
    start = time.monotonic()
    menu(page, "Present")
    expect(page.get_by_role("heading", name="What will you show?")).to_be_visible(
        timeout=PATIENCE_MS
    )
    deck = saved(page, "Slides (PowerPoint)", tmp_path)
    assert time.monotonic() - start < 60
    assert deck.name == "upr-slides-outcome-cycle-2-2024-05-31-demonstration.pptx"
    titles = [slide.shapes.title.text for slide in Presentation(str(deck)).slides]
    assert titles[:2] == [
        "The 48 % and its caveat",
        "Of the recommendations somebody commented on, nearly half had led to action by mid-term",
    ]


def test_a_chart_is_a_picture_in_two_clicks(site: str, page: Page, tmp_path: Path) -> None:
    visit(page, f"{site}/?cycle=2")
    menu(page, "Action categories")
    page.wait_for_url(re.compile("/action_categories"))
    expect(page.get_by_role("heading", name="How specific")).to_be_visible(timeout=PATIENCE_MS)
    settle(page)
    image = saved(page, "PNG", tmp_path)
    assert image.name == "upr-action-categories-cycle-2-2024-05-31-demonstration.png"
    assert image.read_bytes().startswith(b"\x89PNG")


def test_a_talk_is_turned_by_keys_and_fits_the_window(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    visit(page, f"{site}/present?present.story=who")
    page.get_by_role("button", name="Start").click()
    title = page.locator(".upr-slide h1")
    expect(page.get_by_text("1 of 3")).to_be_visible(timeout=PATIENCE_MS)
    expect(title).to_contain_text("asked")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("2 of 3")).to_be_visible(timeout=PATIENCE_MS)
    assert page.locator(".upr-slide .chart img").evaluate("e => e.naturalWidth") > 1000
    page.keyboard.press("PageDown")
    expect(page.get_by_text("3 of 3")).to_be_visible(timeout=PATIENCE_MS)
    assert page.evaluate(OVERFLOW) == []
    page.set_viewport_size({"width": 1920, "height": 1080})
    assert page.evaluate(OVERFLOW) == []
    page.keyboard.press("n")
    expect(page.locator(".upr-notes li").first).to_be_visible(timeout=PATIENCE_MS)
    page.keyboard.press("Home")
    expect(page.get_by_text("1 of 3")).to_be_visible(timeout=PATIENCE_MS)
    page.keyboard.press("q")
    expect(page.locator(".upr-slide")).to_have_count(0, timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name="Start")).to_be_visible(timeout=PATIENCE_MS)


def test_a_brief_is_made_apart_then_saved(site: str, page: Page, tmp_path: Path) -> None:
    visit(page, f"{site}/state?of=QMA")
    page.get_by_role("button", name="Brief (Word)").click()
    expect(page.get_by_role("button", name="Save upr-brief-QMA")).to_be_visible(timeout=PATIENCE_MS)
    brief = saved(page, "Save upr-brief-QMA", tmp_path)
    assert brief.name == "upr-brief-QMA-reviewed-2024-05-31-demonstration.docx"
    text = "\n".join(one.text for one in docx.Document(str(brief)).paragraphs)
    assert "Demonstration data" in text
