"""Tasks people come with, each from a cold start in at most the clicks it may take.

Each is walked on the demonstration and, where there is one, on a real edition.

A click is a click; a word typed into a field and chosen with Enter is one as well. Scrolling and
reading are none. Of ten tasks, 9 (names typed into a filter) is
`test_a_name_typed_chooses_that_one_state` in `test_browser.py`.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote_plus

import pytest
from browsing import PATIENCE_MS, card, figures, query, selection, settle, visit
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from upr_data.language import number

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Edition:
    """What a visitor asks an edition about: States by name and code, a group, an issue."""

    state: str
    code: str
    other: str
    other_code: str
    group: str
    group_code: str


EDITIONS: Final = {
    "demonstration": Edition("Adesova (invented)", "QMA", "Agevune (invented)", "QMB",
                             "African Group", "african"),
    "real": Edition("Thailand", "THA", "Philippines", "PHL",
                    "Asia-Pacific Group", "asia_pacific"),
}  # fmt: skip


@dataclass
class Visitor:
    """Somebody at the front page who has clicked nothing yet."""

    page: Page
    store: Path
    of: Edition
    clicks: int = 0

    def click(self, mark: Locator) -> None:
        """Click, and count it."""
        mark.click(timeout=PATIENCE_MS)
        self.clicks += 1

    def button(self, name: str) -> None:
        """Press the first button of this name."""
        self.click(self.page.get_by_role("button", name=name, exact=True).first)

    def menu(self, name: str, address: str) -> None:
        """Go to another page."""
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
        """Choose a value of a filter."""
        self.type(self.field(f"filter_{parameter}"), words, then)

    def field(self, key: str) -> Locator:
        """Where something is typed."""
        return self.page.locator(f".st-key-{key} input").first


@pytest.fixture(params=EDITIONS)
def visitor(request: pytest.FixtureRequest, page: Page) -> Visitor:
    """At the front page of the demonstration, then of a real edition."""
    name = request.param
    visit(page, request.getfixturevalue("real_site" if name == "real" else "site"))
    store = request.getfixturevalue(f"{name}_store")
    return Visitor(page, store, EDITIONS[name])


def shown(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_text(text).first).to_be_visible(timeout=PATIENCE_MS)


def test_1_the_48_percent_with_its_caveat_on_a_slide(visitor: Visitor) -> None:
    visitor.menu("Present", "present")
    visitor.button("Start")
    window = visitor.page.frame_locator(".st-key-talk iframe")
    slide = window.locator("#slides > :not([hidden])")
    expect(slide.locator("h1")).to_contain_text("nearly half", timeout=PATIENCE_MS)
    expect(slide).to_contain_text(re.compile(r"48\s%"))
    expect(slide.locator(".caveat")).not_to_be_empty()
    assert visitor.clicks <= 2
    visitor.page.keyboard.press("q")


def test_2_what_a_state_was_asked_in_a_cycle_on_an_issue(visitor: Visitor) -> None:
    of = visitor.of
    visitor.menu("Recommendations", "recommendations")
    visitor.filter("cycle", "2", "cycle=2")
    visitor.filter("sur", of.state, f"sur={of.code}")
    visitor.filter("issue", "Women's", "issue=womens_rights")
    [row] = figures(visitor.store, f"cycle=2&sur={of.code}&issue=womens_rights")
    on_one_page = min(row["made"], 20)
    assert on_one_page > 0
    shown(visitor.page, re.compile(f"^Rows 1–{on_one_page} of {row['made']};"))
    answered = rf"^(Supported|Noted) · .+ to {re.escape(of.state)} · Session \d+$"
    assert visitor.page.get_by_text(re.compile(answered)).count() == on_one_page
    assert visitor.clicks <= 5


def test_3_what_a_state_asked_of_whom(visitor: Visitor) -> None:
    of = visitor.of
    visitor.menu("State profile", "state")
    visitor.type(visitor.field("filter_profile"), of.state, f"of={of.code}")
    visitor.click(visitor.page.get_by_role("radio", name="As recommending State"))
    visitor.page.wait_for_url(re.compile("role=recommending"))
    [row] = figures(visitor.store, f"rs={of.code}")
    shown(visitor.page, f"{of.state} made {number(row['made'])} recommendations")
    of_whom = visitor.page.locator(".st-key-picture_profile_partners path[aria-label]")
    expect(of_whom.first).to_be_attached(timeout=PATIENCE_MS)
    assert visitor.clicks <= 3


def test_4_a_state_another_and_its_group_side_by_side(visitor: Visitor) -> None:
    of = visitor.of
    visitor.menu("State profile", "state")
    visitor.type(visitor.field("filter_profile"), of.state, f"of={of.code}")
    visitor.type(visitor.field("filter_vs"), of.other, f"vs={of.other_code}")
    visitor.type(visitor.field("filter_vs"), of.group, f"vs={of.other_code}%2C{of.group_code}")
    selection(visitor.page, f"{of.state} as State under review, beside {of.other} and {of.group}")
    lines = visitor.page.locator(".st-key-picture_profile_cycles")
    for name in (of.state, of.other, of.group):
        point = lines.locator(f"[aria-label^='{name}, Cycle']").first
        expect(point).to_be_attached(timeout=PATIENCE_MS)
    expect(visitor.page.get_by_label("Figures side by side", exact=True)).to_be_visible()
    assert visitor.clicks <= 4


def test_5_who_notes_most_on_the_death_penalty(visitor: Visitor) -> None:
    rows = figures(visitor.store, "issue=death_penalty", "state_under_review")
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


def test_7_a_phrase_searched_a_row_opened_its_citation_copied(visitor: Visitor) -> None:
    page = visitor.page
    visitor.menu("Recommendations", "recommendations")
    visitor.type(visitor.field("filter_q"), '"death penalty"', "q=")
    selection(page, 'Text contains “"death penalty"”')
    visitor.button("Open this row")
    page.wait_for_url(re.compile("recommendations.row="), timeout=PATIENCE_MS)
    settle(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    citation = page.get_by_test_id("stCode").first
    citation.hover()
    visitor.click(citation.get_by_role("button", name="Copy to clipboard"))
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.match(r"Recommendation by .+ to .+: “.*death penalty.*”", copied, re.IGNORECASE)
    assert f"row={quote_plus(query(page)['recommendations.row'])}" in copied
    assert visitor.clicks <= 4


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


@dataclass
class Walk:
    """A visitor's way, with what each entry of the browser's history showed first."""

    visitor: Visitor
    seen: list[tuple[str, str]] = field(default_factory=list)

    def note(self) -> None:
        """Remember where the visitor stands."""
        settle(self.visitor.page)
        self.seen.append((self.visitor.page.url, first_words(self.visitor.page)))

    def menu(self, name: str, address: str) -> None:
        """Go to another page."""
        self.visitor.menu(name, address)
        self.note()

    def type(self, key: str, words: str, then: str) -> None:
        """Type into a field."""
        self.visitor.type(self.visitor.field(key), words, then)
        self.note()

    def button(self, name: str, then: str) -> None:
        """Press a button."""
        self.visitor.button(name)
        self.visitor.page.wait_for_url(re.compile(then), timeout=PATIENCE_MS)
        self.note()

    def shows(self, entry: tuple[str, str]) -> None:
        """Wait until this is shown again."""
        url, words = entry
        self.visitor.page.wait_for_url(url, timeout=PATIENCE_MS)
        settle(self.visitor.page)
        self.visitor.page.wait_for_function(FIRST_WORDS_ARE, arg=words, timeout=PATIENCE_MS)


FIRST_WORDS: Final = """[...document.querySelectorAll(
    ['stHeading', 'stCaptionContainer', 'stText']
        .map(kind => `[data-testid=stMain] [data-testid=${kind}]`).join(',')
)].slice(0, 8).map(one => one.innerText).join(' | ')"""
FIRST_WORDS_ARE: Final = f"words => {FIRST_WORDS} === words"
"""Question, selection and first figures, as they are read."""


def first_words(page: Page) -> str:
    """What is read first, once it no longer changes."""
    words = ""
    while (now := str(page.evaluate(FIRST_WORDS))) != words:
        words = now
        page.wait_for_timeout(200)
    return words


def test_10_back_and_forward_through_all_of_it(visitor: Visitor) -> None:
    of, walk = visitor.of, Walk(visitor)
    walk.note()
    walk.menu("Recommendations", "recommendations")
    walk.type("filter_cycle", "2", "cycle=2")
    walk.type("filter_sur", of.state, f"sur={of.code}")
    walk.type("filter_issue", "Women's", "issue=womens_rights")
    walk.button("Clear filters", "/recommendations$")
    walk.menu("State profile", "state")
    walk.type("filter_profile", of.state, f"of={of.code}")
    visitor.click(visitor.page.get_by_role("radio", name="As recommending State"))
    visitor.page.wait_for_url(re.compile("role=recommending"))
    walk.note()
    walk.type("filter_vs", of.other, f"vs={of.other_code}")
    walk.type("filter_vs", of.group, of.group_code)
    walk.button("Clear filters", "/state$")
    walk.menu("Themes", "themes")
    walk.type("filter_issue", "Death", "issue=death_penalty")
    walk.button("Clear filters", "/themes$")
    walk.menu("Action categories", "action_categories")
    walk.menu("Recommendations", "recommendations")
    walk.type("filter_q", '"death penalty"', "q=")
    walk.button("Open this row", "recommendations.row=")
    walk.menu("States", "states")
    walk.menu("Present", "present")
    for entry in reversed(walk.seen[:-1]):
        visitor.page.go_back()
        walk.shows(entry)
    for entry in walk.seen[1:]:
        visitor.page.go_forward()
        walk.shows(entry)
