"""From a page to the podium, in a real browser: a deck, a picture, a talk by keys, a brief."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from browsing import PATIENCE_MS, server, settle, visit
from playwright.sync_api import Browser, Frame, Page, expect
from pptx import Presentation

pytestmark = pytest.mark.browser

OVERFLOW = """() => [...document.querySelectorAll(
    '#slides > :not([hidden]) :is(h1, .of, .caveat, .chart, .table, .foot)')]
    .filter(e => e.getBoundingClientRect().bottom > innerHeight + 1
        || e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => e.className || e.tagName)"""
SIZES = ((1024, 768), (1366, 768), (1920, 1080))


LISTEN = """() => new MutationObserver(changes => {
    const added = changes.flatMap(change => [...change.addedNodes]);
    window.heard ||= added.some(one => one.dataset?.testid === 'stDialog');
}).observe(document.body, { childList: true })"""
"""Note when the page says by itself that nobody answers."""


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


def begin(page: Page, address: str) -> Frame:
    """Start the talk; the window that it is given in."""
    visit(page, address)
    page.get_by_role("button", name="Start").click()
    page.frame_locator(".st-key-talk iframe").locator("h1").first.wait_for(timeout=PATIENCE_MS)
    return next(one for one in page.frames if "/component/" in one.url)


def place(talk: Frame) -> str:
    return talk.locator("#place").inner_text()


def test_a_talk_is_turned_by_keys_and_fits_every_window(site: str, page: Page) -> None:
    talk = begin(page, f"{site}/present?present.story=who")
    assert place(talk) == "1 / 3"
    expect(talk.locator("h1").first).to_contain_text("asked")
    for key, found in {
        "ArrowRight": "2 / 3", "PageDown": "3 / 3", "ArrowLeft": "2 / 3", "End": "3 / 3",
        "r": "3 / 3", "c": "3 / 3", "Escape": "3 / 3", "PageUp": "2 / 3", "Home": "1 / 3",
        " ": "2 / 3",
    }.items():  # fmt: skip
        page.keyboard.press(key)
        assert place(talk) == found, key
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for key in ("Home", "ArrowRight", "ArrowRight"):
            page.keyboard.press(key)
            assert talk.evaluate(OVERFLOW) == []
    page.keyboard.press("n")
    expect(talk.locator(".upr-notes:visible li").first).to_be_visible()
    page.keyboard.press("q")
    expect(page.locator(".st-key-talk iframe")).to_have_count(0, timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name="Start")).to_be_visible(timeout=PATIENCE_MS)


@pytest.fixture
def apart(browser: Browser) -> Iterator[Page]:
    """A tab of a window of its own, whose network can be cut."""
    with browser.new_context(viewport={"width": 1366, "height": 768}) as opened:
        yield opened.new_page()


def test_a_talk_goes_on_without_network_and_server(demonstration_store: Path, apart: Page) -> None:
    page = apart
    with server(demonstration_store) as address:
        talk = begin(page, f"{address}/present?present.story=record")
        page.wait_for_load_state("networkidle")
    page.evaluate(LISTEN)
    page.context.set_offline(True)
    page.wait_for_function("window.heard", timeout=PATIENCE_MS)
    titles = []
    for n in range(1, 5):
        assert place(talk) == f"{n} / 4"
        titles.append(talk.locator("#slides > :not([hidden]) h1").inner_text())
        drawn = "#slides > :not([hidden]) .chart img"
        assert talk.locator(drawn).evaluate("e => e.complete && e.naturalWidth") > 1000
        page.keyboard.press("PageDown")
    assert len(set(titles)) == 4
    page.locator("body").evaluate("body => body.focus()")
    page.keyboard.press("Home")
    assert place(talk) == "1 / 4"
    covering = "([x, y]) => document.elementFromPoint(x, y).tagName"
    assert page.evaluate(covering, [500, 300]) == "IFRAME"
    page.keyboard.press("n")
    expect(talk.locator(".upr-notes:visible")).to_contain_text("Joined, not complied with.")


def test_a_brief_is_made_apart_then_saved(site: str, page: Page, tmp_path: Path) -> None:
    visit(page, f"{site}/state?of=QMA")
    page.get_by_role("button", name="Brief (Word)").click()
    expect(page.get_by_role("button", name="Save upr-brief-QMA")).to_be_visible(timeout=PATIENCE_MS)
    brief = saved(page, "Save upr-brief-QMA", tmp_path)
    assert brief.name == "upr-brief-QMA-reviewed-2024-05-31-demonstration.docx"
    text = "\n".join(one.text for one in docx.Document(str(brief)).paragraphs)
    assert "Demonstration data" in text
