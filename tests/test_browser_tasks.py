"""Tasks people come with, each from a cold start in at most the clicks it may take.

A click is a click; a word typed into a field and chosen with Enter is one as well. Scrolling and
reading are none. Of ten tasks, 9 (names typed into a filter) is
`test_a_name_typed_chooses_that_one_state` in `test_browser.py`; 7 (a row's citation copied) and 10
(back and forward through all of it) are not shown here yet.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from test_browser import (
    PATIENCE_MS,
    browser,
    card,
    figures,
    page,
    query,
    real_site,
    selection,
    settle,
    site,
    visit,
    window,
)

__all__ = ["browser", "page", "real_site", "site", "window"]

pytestmark = pytest.mark.browser


@dataclass
class Visitor:
    """Somebody at the front page who has clicked nothing yet."""

    page: Page
    clicks: int = 0

    def click(self, mark: Locator) -> None:
        mark.click(timeout=PATIENCE_MS)
        self.clicks += 1

    def button(self, name: str) -> None:
        self.click(self.page.get_by_role("button", name=name, exact=True).first)

    def menu(self, name: str, address: str) -> None:
        self.click(self.page.get_by_test_id("stPageLink-NavLink").filter(has_text=name).first)
        self.page.wait_for_url(re.compile(f"/{address}([?]|$)"), timeout=PATIENCE_MS)
        settle(self.page)

    def type(self, field: Locator, words: str, then: str) -> None:
        """Type, take with Enter what it finds, and wait for the address to say so."""
        field.focus()
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")
        self.clicks += 1
        self.page.wait_for_url(re.compile(then), timeout=PATIENCE_MS)
        self.page.keyboard.press("Escape")
        settle(self.page)

    def filter(self, parameter: str, words: str, then: str) -> None:
        self.type(self.field(f"filter_{parameter}"), words, then)

    def field(self, key: str) -> Locator:
        return self.page.locator(f".st-key-{key} input").first


@pytest.fixture
def visitor(real_site: str, page: Page) -> Visitor:
    """At the front page of a real edition."""
    visit(page, real_site)
    return Visitor(page)


def shown(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_text(text).first).to_be_visible(timeout=PATIENCE_MS)


def test_1_the_48_percent_with_its_caveat_on_a_slide(visitor: Visitor) -> None:
    visitor.menu("Present", "present")
    visitor.button("Start")
    slide = visitor.page.locator(".upr-slide")
    expect(slide.locator("h1")).to_contain_text("nearly half", timeout=PATIENCE_MS)
    expect(slide).to_contain_text(re.compile(r"48\s%"))
    expect(slide.locator(".caveat")).not_to_be_empty()
    assert visitor.clicks <= 2
    visitor.page.keyboard.press("q")


def test_2_what_a_state_was_asked_in_a_cycle_on_an_issue(
    visitor: Visitor, real_store: Path
) -> None:
    visitor.menu("Recommendations", "recommendations")
    visitor.filter("cycle", "2", "cycle=2")
    visitor.filter("sur", "Thailand", "sur=THA")
    visitor.filter("issue", "Women's", "issue=womens_rights")
    [row] = figures(real_store, "cycle=2&sur=THA&issue=womens_rights")
    assert row["made"] > 20
    shown(visitor.page, re.compile(f"^Rows 1–20 of {row['made']};"))
    said = visitor.page.get_by_text(
        re.compile(r"^(Supported|Noted) · .+ to Thailand · Session \d+$")
    )
    assert said.count() == 20
    assert visitor.clicks <= 5


def test_3_what_a_state_asked_of_whom(visitor: Visitor, real_store: Path) -> None:
    visitor.menu("State profile", "state")
    visitor.type(visitor.field("filter_profile"), "Thailand", "of=THA")
    visitor.click(visitor.page.get_by_role("radio", name="As recommending State"))
    visitor.page.wait_for_url(re.compile("role=recommending"))
    [row] = figures(real_store, "rs=THA")
    shown(visitor.page, f"Thailand made {row['made']} recommendations")
    shown(visitor.page, "To whom does Thailand recommend?")
    assert visitor.clicks <= 3


def test_4_a_state_another_and_its_group_side_by_side(visitor: Visitor) -> None:
    visitor.menu("State profile", "state")
    visitor.type(visitor.field("filter_profile"), "Thailand", "of=THA")
    visitor.type(visitor.field("filter_vs"), "Philippines", "vs=PHL")
    visitor.type(visitor.field("filter_vs"), "Asia-Pacific", "vs=PHL%2Casia_pacific")
    selection(
        visitor.page,
        "Thailand as State under review, beside Philippines and Asia-Pacific Group",
    )
    charts = visitor.page.get_by_test_id("stVegaLiteChart")
    expect(charts.first).to_be_visible(timeout=PATIENCE_MS)
    assert visitor.clicks <= 4


def test_5_who_notes_most_on_the_death_penalty(visitor: Visitor, real_store: Path) -> None:
    rows = figures(real_store, "issue=death_penalty", "state_under_review")
    most = max(rows, key=lambda row: row["n_noted"] / (row["n_reviews"] or 1))
    visitor.menu("Themes", "themes")
    visitor.filter("issue", "Death", "issue=death_penalty")
    shown(visitor.page, "Death penalty: cycle by cycle")
    shown(visitor.page, "Who notes most on Death penalty, per review?")
    ranking = visitor.page.locator(".st-key-picture_theme_noting")
    expect(ranking.get_by_text(most["label"]).first).to_be_visible(timeout=PATIENCE_MS)
    field = visitor.field("ways_theme_noting")
    field.focus()
    visitor.page.keyboard.type(most["label"])
    visitor.page.keyboard.press("Enter")
    visitor.clicks += 1
    visitor.click(visitor.page.get_by_role("link", name="Open the rows"))
    visitor.page.wait_for_url(re.compile("/recommendations"))
    settle(visitor.page)
    assert query(visitor.page) == {
        "sur": most["key"], "response": "noted", "issue": "death_penalty",
    }  # fmt: skip
    shown(visitor.page, re.compile(f"^Rows 1–.* of {most['n_noted']};"))
    assert visitor.clicks <= 5


def test_6_a_chart_as_a_picture(visitor: Visitor) -> None:
    visitor.menu("Action categories", "action_categories")
    with visitor.page.expect_download(timeout=PATIENCE_MS) as download:
        visitor.button("PNG")
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    assert visitor.clicks <= 2


def test_8_a_link_shows_the_same_figure_on_a_phone(site: str, browser: Browser, page: Page) -> None:
    link = f"{site}/?cycle=2&sur_group=african&snapshot=2024-05-31-demonstration"
    visit(page, link)
    on_a_desk = card(page, "Acceptance"), card(page, "Recommendations made")
    phone: BrowserContext = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    tab = phone.new_page()
    visit(tab, link)
    assert (card(tab, "Acceptance"), card(tab, "Recommendations made")) == on_a_desk
    assert tab.evaluate("document.scrollingElement.scrollWidth") <= 390
    assert tab.get_by_test_id("stMain").evaluate("e => e.scrollWidth <= e.clientWidth")
    phone.close()
