"""The life of a link in a real browser: opened cold, chosen, gone back from, shared, downloaded."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Literal

import pytest
from browsing import (
    PATIENCE_MS,
    card,
    choose,
    figures,
    name,
    path,
    query,
    selection,
    server,
    settle,
    visit,
)
from filled import lines, write_csv
from frames import recommendations, tables
from playwright.sync_api import Page, expect

from upr_data.language import number, percent
from upr_data.model import SnapshotKind
from upr_data.snapshot import Draft, publish
from upr_data.ui.frame.site import SITE, SitePage

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("file", ["", "themes", "recommendations"])
def test_a_deep_link_may_be_the_first_request_of_a_fresh_server(
    demonstration_store: Path, page: Page, file: str
) -> None:
    with server(demonstration_store) as address:
        visit(page, f"{address}/{file}?cycle=2,3")
        selection(page, "Cycles 2–3")
        assert path(page) == f"/{file}"
        assert query(page) == {"cycle": "2,3"}
        expect(page.get_by_text("Page not found")).to_have_count(0)
        expect(page.get_by_text("UPR Outcomes", exact=True)).to_be_visible()
        assert page.evaluate("history.length") <= 2
        page.goto("about:blank")


@pytest.mark.parametrize("entry", SITE, ids=name)
def test_every_page_opens_from_a_link(site: str, page: Page, entry: SitePage) -> None:
    visit(page, f"{site}/{entry.path}?cycle=2")
    expect(page.get_by_role("heading", name=entry.question, level=1)).to_be_visible()
    assert page.title() == f"{entry.question} · UPR Outcomes"
    assert path(page) == f"/{entry.path}"
    assert query(page) == {"cycle": "2"}
    assert page.evaluate("history.length") <= 2
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_the_page_and_the_command_line_say_the_same(
    site: str, page: Page, demonstration_store: Path
) -> None:
    link = "cycle=2&sur_group=african"
    visit(page, f"{site}/?{link}")
    [row] = figures(demonstration_store, link)
    assert card(page, "Recommendations made") == number(row["made"])
    assert card(page, "Led to action") == percent(row["triggered_rate"], 0)
    assert card(page, "Acceptance") == percent(row["acceptance_rate"], 0)
    assert card(page, "General action") == percent(row["vague_share"], 0)


def test_choices_are_steps_of_the_history(site: str, page: Page) -> None:
    visit(page, f"{site}/themes")
    before = page.evaluate("history.length")
    choose(page, "cycle", "2")
    selection(page, "Cycle 2")
    choose(page, "cycle", "3")
    selection(page, "Cycles 2–3")
    assert query(page) == {"cycle": "2,3"}
    assert page.evaluate("history.length") == before + 2
    page.go_back()
    selection(page, "Cycle 2")
    page.go_back()
    selection(page, "All recommendations")
    page.go_forward()
    selection(page, "Cycle 2")
    page.reload()
    selection(page, "Cycle 2")
    assert query(page) == {"cycle": "2"}


def test_the_menu_keeps_the_selection_and_the_window(site: str, page: Page) -> None:
    visit(page, f"{site}/themes?cycle=2&themes.rate=triggered")
    page.evaluate("window.stayed = true")
    page.get_by_test_id("stPageLink-NavLink").filter(has_text="Cycles").click()
    page.wait_for_url(re.compile("/cycles"))
    selection(page, "Cycle 2")
    assert query(page) == {"cycle": "2"}
    assert page.evaluate("window.stayed") is True


def test_clearing_leaves_a_plain_link(site: str, page: Page) -> None:
    visit(page, f"{site}/themes?cycle=2&response=noted")
    page.get_by_role("button", name="Clear filters").click()
    selection(page, "All recommendations")
    assert query(page) == {}
    page.go_back()
    selection(page, "Cycle 2, noted")


def test_filters_behind_the_button(site: str, page: Page) -> None:
    visit(page, f"{site}/themes?cycle=2")
    page.get_by_role("button", name="More filters").click()
    page.get_by_role("button", name="Noted", exact=True).click()
    selection(page, "Cycle 2, noted")
    assert query(page) == {"cycle": "2", "response": "noted"}
    page.get_by_role("heading", level=1).click()
    expect(page.get_by_text("Assessor")).to_have_count(0)
    choose(page, "cycle", "3")
    selection(page, "Cycles 2–3, noted")
    assert query(page) == {"cycle": "2,3", "response": "noted"}


def test_choices_of_a_page_stand_in_its_address(site: str, page: Page) -> None:
    visit(page, f"{site}/themes")
    page.get_by_role("radio", name="Led to action").click()
    page.wait_for_url(re.compile("themes.rate=triggered"))
    page.reload()
    settle(page)
    expect(page.get_by_role("radio", name="Led to action")).to_be_checked()


def test_a_word_nobody_knows_is_warned_of_on_every_page(site: str, page: Page) -> None:
    visit(page, f"{site}/themes?cycle=2,9")
    expect(page.get_by_test_id("stAlert")).to_have_count(1)
    page.get_by_test_id("stPageLink-NavLink").filter(has_text="Cycles").click()
    page.wait_for_url(re.compile("/cycles"))
    selection(page, "Cycle 2")
    expect(page.get_by_test_id("stAlert")).to_have_count(1)


def test_the_permanent_link_opens_the_same_page(site: str, page: Page) -> None:
    visit(page, f"{site}/?cycle=2")
    link = page.get_by_text(f"{site}/?cycle=2&snapshot=").last.inner_text().strip()
    made = card(page, "Recommendations made")
    assert link == f"{site}/?cycle=2&snapshot=2024-05-31-demonstration"
    visit(page, link)
    selection(page, "Cycle 2")
    assert card(page, "Recommendations made") == made


def test_the_download_holds_what_the_page_shows(
    site: str, page: Page, demonstration_store: Path
) -> None:
    visit(page, f"{site}/themes?cycle=2&issue=detention")
    with page.expect_download(timeout=PATIENCE_MS) as download:
        page.get_by_role("button", name="Download figures, rows and sources").click()
    assert download.value.suggested_filename == "upr-themes-2024-05-31-demonstration.zip"
    with zipfile.ZipFile(download.value.path()) as archive:
        files = {one: archive.read(one).decode("utf-8-sig") for one in archive.namelist()}
    shown = list(csv.DictReader(io.StringIO(files["figures.csv"])))
    expected = figures(demonstration_store, "cycle=2&issue=detention", "issue")
    assert [(one["key"], int(one["made"])) for one in shown] == [
        (one["key"], one["made"]) for one in expected
    ]
    rows = list(csv.DictReader(io.StringIO(files["rows.csv"])))
    [whole] = figures(demonstration_store, "cycle=2&issue=detention")
    assert len(rows) == whole["made"]
    papers = json.loads(files["metadata.json"])
    assert papers["query"] == {"cycle": "2", "issue": "detention"}
    assert papers["link"].startswith(f"{site}/themes?cycle=2&issue=detention&snapshot=2024-05-31")


@pytest.mark.parametrize("entry", SITE, ids=name)
def test_every_page_fits_a_phone(site: str, page: Page, entry: SitePage) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, f"{site}/{entry.path}")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth <= e.clientWidth")


@pytest.mark.parametrize(("scheme", "paper"), [("light", 255), ("dark", 15)])
def test_both_appearances_have_their_own_paper(
    site: str, page: Page, scheme: Literal["light", "dark"], paper: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    visit(page, f"{site}/themes")
    colour = "e => getComputedStyle(e).backgroundColor"
    assert page.get_by_test_id("stApp").evaluate(colour).startswith(f"rgb({paper},")


def test_a_filled_template_becomes_a_figure(page: Page, tmp_path: Path) -> None:
    """From upload over the dry run to the front page: one of two rows fully implemented."""
    main = recommendations({"id": "a"}, {"id": "b"})
    publish(tables(main), Draft("sample", SnapshotKind.REAL, "2026-01-01"), tmp_path / "store")
    filled = write_csv(tmp_path / "filled.csv", lines({"recommendation": "a", "level": "fully"}))
    with server(tmp_path / "store", UPR_ALLOW_IMPORT="1") as site:
        visit(page, f"{site}/data")
        page.get_by_text("Filled assessments templates").click()
        settle(page)
        page.locator("input[type=file]").first.set_input_files(filled)
        page.get_by_role("button", name="Read and show the report").click()
        expect(page.get_by_text("The snapshot would have 2 rows, 1 assessments")).to_be_visible(
            timeout=PATIENCE_MS
        )
        assert [path.name for path in snapshots(tmp_path / "store")] == ["2026-01-01-sample"]
        page.get_by_role("button", name="Publish").click()
        page.get_by_role("link", name="Show it").click()
        expect(page.get_by_text("100.0\N{NO-BREAK SPACE}%: 1 of 1 commented")).to_be_visible(
            timeout=PATIENCE_MS
        )
        expect(page.get_by_text("were assessed or commented on by anyone: 1 of 2")).to_be_visible()
        page.goto("about:blank")  # a tab whose server has gone would complain
    assert len(snapshots(tmp_path / "store")) == 2


def test_a_mark_leads_to_its_rows_and_back(site: str, page: Page) -> None:
    visit(page, f"{site}/?cycle=2")
    page.locator("[aria-label^=noted]").first.click()
    page.get_by_role("link", name="Open the rows").click()
    page.wait_for_url(re.compile("/recommendations"))
    selection(page, "Cycle 2, noted")
    assert query(page) == {"cycle": "2", "response": "noted"}
    page.go_back()
    page.wait_for_url(re.compile("/[?]cycle=2$"))
    selection(page, "Cycle 2")


def test_rows_are_reached_by_keyboard_from_a_picture(site: str, page: Page) -> None:
    visit(page, f"{site}/action_categories")
    page.locator(".st-key-ways_action_categories input").focus()
    page.keyboard.type("Specific")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Open the rows").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/recommendations"))
    assert query(page) == {"category": "5"}


def test_an_address_of_before_leads_on(site: str, page: Page) -> None:
    visit(page, f"{site}/recommending_states?cycle=2")
    page.wait_for_url(re.compile("/states"))
    selection(page, "Cycle 2")
    assert query(page) == {"cycle": "2", "role": "recommending"}


def test_an_address_nobody_knows_says_so(site: str, page: Page) -> None:
    visit(page, f"{site}/no-such-page")
    expect(page.get_by_text("There is no page “no-such-page”")).to_be_visible()
    page.goto("about:blank")


@pytest.mark.parametrize(
    ("typed", "chosen"), [("Turkey", "TUR"), ("Niger", "NER"), ("Ivory Coast", "CIV")]
)
def test_a_name_typed_chooses_that_one_state(
    real_site: str, page: Page, typed: str, chosen: str
) -> None:
    visit(page, f"{real_site}/states")
    choose(page, "sur", typed)
    page.wait_for_url(re.compile("sur="))
    assert query(page) == {"sur": chosen}


def test_without_permission_nothing_can_be_loaded(page: Page, site: str) -> None:
    visit(page, f"{site}/data")
    expect(page.get_by_text("Loading files is switched off on this site").first).to_be_visible()
    assert page.locator("input[type=file]").count() == 0


def snapshots(store: Path) -> list[Path]:
    return [path for path in store.iterdir() if not path.name.startswith(".")]
