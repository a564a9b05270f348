"""From a mark to its rows and back: by a click, and by the keyboard, in every picture of a page."""

import re

import pytest
from browsing import PATIENCE_MS, query, settle, visit
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

PAGES = (
    "", "states", "state?of=QMA", "state?of=QMA&role=recommending", "who_to_whom",
    "who_to_whom?rs_group=african&sur_group=weog", "themes", "themes?issue=death_penalty",
    "action_categories", "cycles", "implementation", "record",
)  # fmt: skip
TRIES = 6
"""Marks that are clicked until one leads on: a total may stand for all that is shown already."""


def pictures(page: Page) -> list[str]:
    """The keys of the pictures that promise a way to what is behind their marks."""
    classes = page.locator("[class*=st-key-ways_]").evaluate_all("all => all.map(e => e.className)")
    return [found[1] for one in classes if (found := re.search(r"st-key-ways_(\S+)", one))]


def way(page: Page, key: str) -> Locator:
    """What a chosen mark of a picture offers; to the page itself it is a button."""
    return page.locator(f".st-key-way_{key} :is(a, button)")


def offered(page: Page, key: str) -> str:
    """The name of the mark and where it leads, as they are read."""
    expect(way(page, key)).to_be_visible(timeout=PATIENCE_MS)
    return page.locator(f".st-key-way_{key}").inner_text()


def click_a_mark(page: Page, key: str) -> str:
    """What the first mark that leads somewhere offers."""
    marks = page.locator(f".st-key-picture_{key} path[aria-label]")
    expect(marks.first).to_be_attached(timeout=PATIENCE_MS)
    for place in range(min(marks.count(), TRIES)):
        marks.nth(place).click(force=True)
        page.wait_for_timeout(500)
        settle(page)
        if way(page, key).count():
            break
    return offered(page, key)


def choose_a_mark(page: Page, key: str) -> str:
    """What a mark offers that is chosen with keys alone."""
    page.locator(f".st-key-ways_{key} input").focus()
    for stroke in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(stroke)
    page.wait_for_timeout(500)
    settle(page)
    return offered(page, key)


@pytest.mark.parametrize("link", PAGES)
def test_every_picture_leads_on_by_click_and_by_keyboard(site: str, page: Page, link: str) -> None:
    visit(page, f"{site}/{link}")
    page.locator("[class*=st-key-ways_]").last.wait_for(timeout=PATIENCE_MS)
    here, keys = page.url, pictures(page)
    for key in keys:
        assert "Open" in click_a_mark(page, key)
        assert "Open" in choose_a_mark(page, key)
    way(page, keys[-1]).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != here, timeout=PATIENCE_MS)
    settle(page)
    assert query(page)
    expect(page.get_by_text("No recommendation answers to this selection")).to_have_count(0)
    page.go_back()
    page.wait_for_url(here, timeout=PATIENCE_MS)
    page.locator(f"[class*=st-key-ways_{keys[-1]}]").wait_for(timeout=PATIENCE_MS)


def test_whoever_clicks_beside_all_marks_keeps_what_the_list_says(site: str, page: Page) -> None:
    visit(page, f"{site}/")
    page.locator("[class*=st-key-ways_]").last.wait_for(timeout=PATIENCE_MS)
    (key,) = pictures(page)
    clicked, chosen = click_a_mark(page, key), choose_a_mark(page, key)
    assert clicked != chosen
    page.locator(f".st-key-picture_{key} svg.marks").dblclick(position={"x": 2, "y": 2}, force=True)
    page.wait_for_timeout(500)
    settle(page)
    assert offered(page, key) == chosen
