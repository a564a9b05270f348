"""For every eye and hand: axe on every page, a walk by keyboard, words of charts, small screens."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from importlib.resources import files
from typing import Any, Final

import pytest
from browsing import name
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect
from playwright.sync_api import TimeoutError as NotInTime

from upr_data.language import LANGUAGES
from upr_data.ui.frame.site import SITE, STATES, SitePage

pytestmark = pytest.mark.browser

SCREEN: Final[ViewportSize] = {"width": 1366, "height": 900}
AXE: Final = files("axe_playwright_python") / "axe.min.js"
QUERIES: Final = {"state": {"of": "QMA"}, "themes": {"cycle": "2,3"}}
CHOSEN: Final = {"cycle": "2,3", "sur": "QMA", "response": "noted"}
"""Choices that fill the filter bar, for the pages that have one."""

EVERY_VIEW: Final = os.environ.get("UPR_EVERY_VIEW") == "1"
"""Look at each page in both themes and both languages; else at each in one of the four."""

VIEWS: Final = [
    (page, language, theme)
    for n, page in enumerate(SITE)
    for m, language in enumerate(LANGUAGES)
    for k, theme in enumerate(("light", "dark"))
    if EVERY_VIEW or n % 4 == 2 * m + k
]
FAULTS: Final = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .filter(one => ["serious", "critical"].includes(one.impact) || one.id === "heading-order")
    .map(one => one.id + ": " + one.nodes.map(node => node.html.slice(0, 120)).join(" | "))"""
WIDTHS: Final = """() => [document.documentElement, document.querySelector('main')]
    .map(one => one.scrollWidth - one.clientWidth)"""
FOCUSED: Final = """() => { const one = document.activeElement;
    return one.getAttribute("aria-label") || (one.matches("a, button") ? one.innerText : ""); }"""


STOP: Final = """() => { const one = document.activeElement;
    if (!one || one === document.body) return null;
    const of = id => document.getElementById(id)?.innerText || "";
    const words = [one.getAttribute("aria-label"), one.innerText, one.getAttribute("title"),
        one.getAttribute("placeholder"), ...[...(one.labels || [])].map(label => label.innerText),
        ...(one.getAttribute("aria-labelledby") || "").split(" ").map(of)];
    const where = one.closest("main") ? "main" : "menu";
    return [where, words.join(" "), one.outerHTML.slice(0, 160)]; }"""
"""Where the focus is, by what names, and the element; null where nothing of the page has it."""


@pytest.fixture(scope="module")
def window(window: BrowserContext) -> Page:
    """One tab of it."""
    tab = window.new_page()
    tab.set_viewport_size(SCREEN)
    return tab


@pytest.fixture(scope="module", params=SITE, ids=name)
def french(window: Page, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Each page in the longer language, opened once in a tab of its own, for all who only look."""
    tab = window.context.new_page()
    tab.set_viewport_size(SCREEN)
    visit(tab, site, request.param)
    yield tab
    tab.close()


def visit(window: Page, site: str, page: SitePage, language: str = "fr", **query: str) -> None:
    """Open a page and wait until it stands still: its footer, and no chart still being drawn."""
    words = {"lang": language} | QUERIES.get(page.path, {}) | query
    window.goto(f"{site}/{page.path}?" + "&".join(f"{key}={one}" for key, one in words.items()))
    window.get_by_text("UPR Info").last.wait_for()
    window.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    window.wait_for_load_state("networkidle")
    window.locator('[data-testid="stPageLink-NavLink"]').last.wait_for()
    charts = window.locator('[data-testid="stVegaLiteChart"]')
    for n in range(charts.count()):
        charts.nth(n).locator("svg, canvas").first.wait_for(state="attached")


@pytest.mark.parametrize(
    ("page", "language", "theme"), VIEWS, ids=lambda one: one if isinstance(one, str) else name(one)
)
def test_axe_finds_nothing_serious(
    window: Page,
    site: str,
    page: SitePage,
    language: str,
    theme: Any,  # noqa: ANN401
) -> None:
    window.set_viewport_size(SCREEN)
    window.emulate_media(color_scheme=theme)
    visit(window, site, page, language, **(CHOSEN if page.has_filters else {}))
    window.evaluate(AXE.read_text(encoding="utf-8"))
    if window.evaluate(FAULTS):  # a slow machine may still be drawing: what is a fault stays one
        window.wait_for_timeout(2000)
    assert window.evaluate(FAULTS) == []


def test_axe_finds_a_planted_fault(window: Page, site: str) -> None:
    window.emulate_media(color_scheme="light")
    visit(window, site, SITE[0])
    window.add_style_tag(content="h1, h1 * { color: #DDDDDD !important }")
    window.evaluate(AXE.read_text(encoding="utf-8"))
    assert [one.partition(":")[0] for one in window.evaluate(FAULTS)] == ["color-contrast"]


def test_every_chart_says_its_finding(french: Page) -> None:
    """The words of a chart are the heading above it, of what, and where its figures stand."""
    charts = french.locator('[data-testid="stVegaLiteChart"]').all()
    ends = re.compile(r"Les chiffres figurent dans le tableau\.$")
    for chart in charts:  # a slow machine may still be drawing
        expect(chart).to_have_attribute("aria-label", ends, timeout=10_000)
    said = [chart.get_attribute("aria-label") or "" for chart in charts]
    headings = [one.strip() for one in french.locator("h1, h2, h3").all_inner_texts()]
    without = [one for one in said if not any(one.startswith(title[:40]) for title in headings)]
    in_boxes = french.locator('[data-testid="stVegaLiteChart"] .role-title').count()
    assert len(without) <= in_boxes


def beyond_the_width(window: Page) -> list[int]:
    """Pixels that the page and its main part stand out, once charts have taken their new size."""
    fits = f"() => ({WIDTHS})().every(n => n === 0)"
    with suppress(NotInTime):
        window.wait_for_function(fits, timeout=10_000)
    pixels: list[int] = window.evaluate(WIDTHS)
    return pixels


def test_no_page_scrolls_sideways(french: Page) -> None:
    """On a phone, and at 200 % on a screen of 1366 pixels, in the longer language."""
    beyond = []
    for width, height in ((683, 450), (390, 800)):
        french.set_viewport_size({"width": width, "height": height})
        beyond.append(beyond_the_width(french))
    french.set_viewport_size(SCREEN)
    assert beyond == [[0, 0], [0, 0]]


def tab_to(window: Page, wanted: str, key: str = "Tab") -> None:
    """Press Tab, or another key, until what has the focus goes by these words."""
    seen = []
    for _press in range(60):
        window.keyboard.press(key)
        seen.append(str(window.evaluate(FOCUSED)))
        if wanted in seen[-1]:
            return
    pytest.fail(f"{wanted} is not reached by {key}: {seen}")


@pytest.mark.parametrize("page", SITE, ids=name)
def test_tab_goes_through_every_page_and_out(window: Page, site: str, page: SitePage) -> None:
    """Every stop has a name (the canvas of a table has its cells), and none keeps the focus."""
    window.set_viewport_size(SCREEN)
    visit(window, site, page)
    window.evaluate("() => document.activeElement.blur()")
    stops: list[list[str]] = []
    for _press in range(450):
        window.keyboard.press("Tab")
        stop = window.evaluate(STOP)
        if stop is None and stops:
            break
        if stop:
            stops.append(stop)
    else:
        pytest.fail(f"Tab does not leave the page: {stops[-5:]}")
    nameless = [html for where, words, html in stops if not words.strip()]
    assert [
        html for html in nameless if "data-grid" not in html and "dvn-scroller" not in html
    ] == []
    assert {"main", "menu"} <= {where for where, _words, _html in stops}


def test_a_walk_by_keyboard(window: Page, site: str) -> None:
    """From the address bar to a filter, to a chart's list, to its rows, and back."""
    visit(window, site, SITE[0], "en")
    tab_to(window, "State under review")
    window.keyboard.type("Adesova")
    expect(window.get_by_role("option", name="Adesova (invented)")).to_be_visible()
    window.keyboard.press("Enter")
    expect(window).to_have_url(re.compile(r"[?&]sur=QMA"))
    window.keyboard.press("Escape")
    tab_to(window, "Choose a mark")
    window.keyboard.press("ArrowDown")
    expect(window.get_by_role("option").first).to_be_visible()
    window.keyboard.press("Enter")
    expect(window.get_by_role("link", name="Open the rows")).to_be_visible()
    expect(window.get_by_role("combobox", name="Choose a mark")).to_be_focused()
    window.keyboard.press("Shift+Tab")
    expect(window.get_by_role("link", name="Open the rows")).to_be_focused()
    window.keyboard.press("Enter")
    expect(window).to_have_url(re.compile(r"/recommendations\?.*sur=QMA"))
    expect(window.get_by_role("heading", level=1)).to_have_text("Which recommendations are these?")
    window.go_back()
    expect(window.get_by_role("heading", level=1)).to_have_text(
        "What became of the recommendations?"
    )
    expect(window).to_have_url(re.compile(r"[?&]sur=QMA"))


def test_a_choice_by_keyboard_keeps_the_focus(window: Page, site: str) -> None:
    """The page is drawn anew around the button that was pressed."""
    visit(window, site, STATES, "en")
    for chosen, address in (("As recommending State", "role="), ("200", "states.minimum=200")):
        button = window.get_by_role("radio", name=chosen)
        button.focus()
        window.keyboard.press("Enter")
        expect(window).to_have_url(re.compile(re.escape(address)))
        window.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        expect(button).to_be_focused()


def test_focus_is_seen_and_unlike_the_current_page(window: Page, site: str) -> None:
    """The link of the menu that has the focus looks like neither the others nor the current one."""
    visit(window, site, SITE[0])
    look = """() => { const of = one => { const s = getComputedStyle(one);
        const words = getComputedStyle(one.querySelector("p *") || one.querySelector("p"));
        return [s.backgroundColor, s.boxShadow, words.color].join(" "); };
        const links = [...document.querySelectorAll('[data-testid="stPageLink-NavLink"]')];
        const focused = document.activeElement;
        const others = links.filter(one => one !== focused);
        return [of(focused), of(others[0]), of(others[1])]; }"""
    tab_to(window, "États")
    focused, current, other = window.evaluate(look)
    assert focused not in {current, other}
