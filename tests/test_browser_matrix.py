"""A table of statuses brought in by five steps, in a real browser, from the file to the figures."""

import json
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from browsing import PATIENCE_MS, server, settle, visit
from frames import recommendations, tables
from matrix_files import write_xlsx
from playwright.sync_api import Browser, BrowserContext, Page, expect

from upr_data.model import SnapshotKind, Table
from upr_data.snapshot import Draft, choose, list_snapshots, publish

pytestmark = pytest.mark.browser
SAMPLES = (
    "alpha bravo charlie delta echo", "foxtrot golf hotel india juliett",
    "kilo lima mike november oscar", "papa quebec romeo sierra tango",
    "uniform victor whiskey xray yankee", "zulu amber beige coral denim",
)  # fmt: skip
WORDS = ("Implemented", "Partially implemented", "Not implemented", "Pending", "In progress")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab of its own."""
    window: BrowserContext = browser.new_context(viewport={"width": 1366, "height": 768})
    yield window.new_page()
    window.close()


def text(place: int) -> str:
    return f"Sample text {place} that asserts nothing, {SAMPLES[place]}."


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Six recommendations of Slovenia, session 20, in a store of their own."""
    main = recommendations(
        *(
            {"id": f"r{n}", "text": text(n), "document_symbol": "A/HRC/28/15", "cycle": 2,
             "session": 20, "state_under_review": "SVN", "paragraph": f"115.{n + 1}"}
            for n in range(len(SAMPLES))
        )
    )  # fmt: skip
    publish(tables(main), Draft("sample", SnapshotKind.REAL, "2026-01-01"), tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def matrix(tmp_path: Path) -> Path:
    """Three rows by number, one by a text that is only alike, one that nobody can match."""
    alike = text(3).replace("sierra tango", "sierra zebra")
    rows = [
        ["No.", "Recommendation", "Status of implementation", "Further to it"],
        *([f"115.{n + 1}", text(n), WORDS[n], f"Sample comment {n}"] for n in range(3)),
        ["", alike, WORDS[3], "Sample comment 3"],
        ["", "Wholly other words without anything in common", WORDS[4], ""],
    ]
    how = [["How to read"], ["Sample instructions"]]
    return write_xlsx(tmp_path / "follow-up.xlsx", {"Instructions": how, "Follow-up": rows})


def step(page: Page, n: int) -> None:
    expect(page.get_by_text(f"Step {n} of 5")).to_be_visible(timeout=PATIENCE_MS)
    settle(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)


def pick(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.keyboard.type(option)
    page.keyboard.press("Enter")
    settle(page)


def chosen(page: Page, label: str) -> str:
    return page.get_by_role("combobox", name=label).input_value()


def test_a_table_of_statuses_becomes_figures_in_five_steps(
    page: Page, store: Path, matrix: Path
) -> None:
    with server(store, UPR_ALLOW_IMPORT="1") as site:
        visit(page, f"{site}/data")
        page.locator(".st-key-matrix_file input[type=file]").set_input_files(matrix)
        press(page, "Look at it")
        expect(page.get_by_text("the table “Follow-up” with 5 rows")).to_be_visible(
            timeout=PATIENCE_MS
        )
        press(page, "Next")

        step(page, 2)
        pick(page, "Further to it", "comment")
        press(page, "Next")

        step(page, 3)
        assert chosen(page, "Level of “Pending”") == "to be decided; unclear until then"
        pick(page, "Level of “Pending”", "Not implemented")
        press(page, "Back")
        step(page, 2)
        assert chosen(page, "Further to it") == "comment"
        press(page, "Next")
        step(page, 3)
        assert chosen(page, "Level of “Pending”") == "Not implemented"
        press(page, "Next")

        step(page, 4)
        expect(page.get_by_text("What kind of assessor speaks?")).to_be_visible()
        pick(page, "Kind of assessor", "National")
        page.get_by_label("Name of the assessor").fill("Sample institution")
        page.keyboard.press("Enter")
        settle(page)
        press(page, "Match the rows")
        expect(page.get_by_text("Likely matches.")).to_be_visible(timeout=PATIENCE_MS)
        expect(page.get_by_text("Set aside: 1 rows")).to_be_visible()
        page.get_by_text("Take line 5").click()
        settle(page)
        with page.expect_download() as kept:
            page.get_by_role("button", name="Keep the plan (JSON)").click()
        plan = json.loads(Path(kept.value.path()).read_text(encoding="utf-8"))
        assert plan["accepted"] == [5]
        press(page, "Next")

        step(page, 5)
        expect(page.get_by_text("New words: 4 (fully 1, partially 1, not 2")).to_be_visible()
        assert len(list_snapshots(store)) == 1
        press(page, "Publish")
        expect(page.get_by_text("Published as")).to_be_visible(timeout=PATIENCE_MS)
        page.goto("about:blank")  # a tab whose server has gone would complain
    said = choose(store).snapshot.scan(Table.ASSESSMENTS).collect()
    columns = ("recommendation_id", "assessor_type", "level", "level_as_given", "matched_by")
    assert said.select(pl.col(columns).cast(pl.String)).sort("recommendation_id").rows() == [
        ("r0", "nhri", "fully", "Implemented", "number"),
        ("r1", "nhri", "partially", "Partially implemented", "number"),
        ("r2", "nhri", "not", "Not implemented", "number"),
        ("r3", "nhri", "not", "Pending", "text"),
    ]
    assert set(said["comment"]) == {f"Sample comment {n}" for n in range(4)}
