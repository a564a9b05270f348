"""Every page in the windows people have: a chart before any scrolling, nothing beyond the edge."""

import pytest
from browsing import name, settle, visit
from playwright.sync_api import Page

from upr_data.ui.frame.site import SITE, SitePage

pytestmark = pytest.mark.browser

LEAST = 60
"""Pixels of a chart that show it is one."""

TOPS = """[...document.querySelectorAll('[data-testid=stVegaLiteChart] :is(canvas, svg.marks)')]
    .filter(one => one.getBoundingClientRect().height > 20)
    .map(one => one.getBoundingClientRect().top)"""
SHOWN = {
    "demonstration": {"state": "of=QMA&vs=QMB,african"},
    "real": {"state": "of=THA&vs=PHL,asia_pacific"},
}
EDITIONS = ("demonstration", "real")
WITHOUT_CHARTS = {"recommendations", "present", "method", "data"}
"""Pages of rows, of stories, and of words."""


def address(entry: SitePage, edition: str, request: pytest.FixtureRequest) -> str:
    base = request.getfixturevalue("real_site" if edition == "real" else "site")
    return f"{base}/{entry.path}?{SHOWN[edition].get(entry.path, '')}"


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("entry", [one for one in SITE if one.path not in WITHOUT_CHARTS], ids=name)
def test_a_chart_stands_above_the_fold(
    edition: str, page: Page, entry: SitePage, request: pytest.FixtureRequest
) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    visit(page, address(entry, edition, request))
    page.wait_for_function(f"{TOPS}.length > 0", timeout=30_000)
    settle(page)
    assert page.evaluate(f"Math.min(...{TOPS})") <= 768 - LEAST


@pytest.mark.parametrize("entry", SITE, ids=name)
def test_no_page_of_a_real_edition_scrolls_sideways_on_a_phone(
    page: Page, entry: SitePage, request: pytest.FixtureRequest
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, address(entry, "real", request))
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth <= e.clientWidth")
