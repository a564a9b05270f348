"""Payloads in links and in sources, on every page: no error, and what is shown is what was written.

A sample each time; more on demand: `UPR_PAYLOADS=200 pytest tests/test_payloads.py`.
"""

import os
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import quote

import polars as pl
import pytest
from browsing import name, server, visit
from frames import recommendations, tables
from payloads import ESCAPES, PAYLOADS, SHOWN
from playwright.sync_api import Locator, Page
from visiting import visitor

from upr_data.model import SnapshotKind, Table, Tables, conform
from upr_data.snapshot import Draft, publish
from upr_data.ui.frame.site import SITE, SitePage
from upr_data.ui.frame.text import plain, web_address

N: Final = int(os.environ.get("UPR_PAYLOADS", "2"))
"""Payloads a parameter and page get."""

NAMES: Final = ("q", "sur", "issue", "theme", "snapshot", "of", "vs", "session", "as_of",
                "instrument")  # fmt: skip
LOCAL: Final = ("recommendations.row", "recommendations.page", "recommendations.sort",
                "themes.rate", "states.minimum", "who_to_whom.asking", "state.pair",
                "overview.enough", "record.treaty", "present.theme")  # fmt: skip
ON_SCREEN: Final = (
    "www.example.invalid", "user@example.invalid", "[a](https://example.invalid)",
    "![a](https://example.invalid/x.png)", "# Heading", "1. first", ":material/home:", ":smile:",
    "a -> b <- c <-> d", "a -- b", "a >= b <= c ~= d", ":streamlit: x",
    "$x$", ":red[x]", "<img src=x onerror=alert(1)>",
)  # fmt: skip
TEXTS: Final = tuple(text for text in SHOWN if text == " ".join(text.split()))
"""What sources say in the snapshot: a cell on a screen draws white space together."""

JOINER: Final = "\N{WORD JOINER}"
MADE: Final = (
    "a, img, svg, iframe, script, h1, h2, h3, h4, li, table, .katex, [data-testid=stIconMaterial]"
)
OBEYED: Final = re.compile(
    "|".join(
        rf"(?<!\\){re.escape(text)}"
        for text in SHOWN
        if len(text) > 4 and plain(f"x {text}") != f"x {text}"
    )
)
"""A payload that stands unescaped where Markdown is read."""


def encoded(text: str) -> str:
    """A payload as it stands in a link, halves of a sign too."""
    return quote(text.encode("utf-8", "surrogatepass"))


def hostile_tables() -> Tables:
    """A snapshot whose sources say nothing but payloads."""
    rows = [
        {
            "id": f"r{n}", "text": text, "state_under_review_as_given": text,
            "recommending_state_as_given": text, "response_as_given": text, "paragraph": text,
            "document_symbol": text, "source_url": text, "themes": [f"t{n}"], "language": text,
        }
        for n, text in enumerate(TEXTS)
    ]  # fmt: skip
    terms = [("theme", f"t{n}", text) for n, text in enumerate(TEXTS)]
    reports = pl.DataFrame({"submitter": TEXTS, "source_url": TEXTS}).with_columns(
        state=pl.lit("SVN"), cycle=2, submitter_type=pl.lit("other")
    )
    return replace(
        tables(recommendations(*rows), hostile_words()),
        terms=conform(
            Table.TERMS, pl.DataFrame(terms, ["vocabulary", "code", "label"], orient="row")
        ),
        mid_term_reports=conform(Table.MID_TERM_REPORTS, reports),
    )


def hostile_words() -> pl.DataFrame:
    """Two assessors who disagree on each recommendation, in payloads."""
    said = [
        (f"r{n}", who, level, *[text] * 4)
        for n, text in enumerate(TEXTS)
        for who, level in (("state", "fully"), ("civil_society", "not"))
    ]
    columns = ["recommendation_id", "assessor_type", "level"]
    columns += ["assessor", "source_url", "comment", "level_as_given"]
    frame = pl.DataFrame(said, columns, orient="row")
    return conform(Table.ASSESSMENTS, frame.with_columns(milestone=pl.lit("mid_term")))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of that snapshot."""
    store = tmp_path_factory.mktemp("hostile")
    publish(hostile_tables(), Draft("hostile", SnapshotKind.REAL, "2026-01-01"), store)
    with server(store) as address:
        yield address


def queries(page: SitePage) -> list[str]:
    """The links that a page is asked with: other payloads for each parameter and page."""
    texts = [*map(encoded, PAYLOADS), *ESCAPES]
    chance = random.Random(page.path)  # noqa: S311 - the same each time
    own = [name for name in LOCAL if name.startswith(f"{page.path or 'overview'}.")]
    given = [f"{name}={text}" for name in (*NAMES, *own) for text in chance.sample(texts, N)]
    twice = [f"{text}=1&cycle=2&cycle={text}&q={text}" for text in chance.sample(texts, N)]
    return ["", *given, *twice]


@pytest.mark.parametrize("page", SITE, ids=name)
def test_no_payload_breaks_a_page_or_is_obeyed_by_it(site: str, page: SitePage) -> None:
    wrong = []
    with visitor(site) as session:
        for query in queries(page):
            session.ask(page.path, query)
            obeyed = [text for text in session.markdown if OBEYED.search(text)]
            if session.errors or obeyed or not session.markdown:
                wrong.append((query[:100], session.errors, obeyed))
    assert wrong == []


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "themes"])
def test_a_screen_shows_the_words_of_a_link_as_they_are(site: str, page: Page, path: str) -> None:
    some, others = (",".join(map(encoded, part)) for part in (ON_SCREEN[:8], ON_SCREEN[8:]))
    visit(page, f"{site}/{path}?sur={some}&rs={others}")
    warnings = page.get_by_test_id("stAlertContentWarning")
    shown = " ".join(warnings.all_inner_texts()).replace(JOINER, "")
    assert [text for text in ON_SCREEN if f"“{text}”" not in shown] == [], ascii(shown)
    assert made_of(warnings) == []


@pytest.mark.browser
def test_a_screen_shows_the_texts_of_sources_sign_for_sign(site: str, page: Page) -> None:
    shown: list[str] = []
    for n in range(1, -(-len(TEXTS) // 20) + 1):
        visit(page, f"{site}/recommendations?recommendations.page={n}")
        texts = page.get_by_test_id("stText")
        shown += texts.all_inner_texts()[:-1]
        assert made_of(texts) == []
    assert shown == list(TEXTS)


@pytest.mark.browser
@pytest.mark.parametrize("text", ON_SCREEN[1::4])
def test_a_screen_shows_all_fields_of_a_row_as_they_are(site: str, page: Page, text: str) -> None:
    n = TEXTS.index(text)
    visit(page, f"{site}/recommendations?recommendations.row={encoded(f'r{n}|{n}')}")
    cells = page.get_by_test_id("stTable").locator("td")
    cells.first.wait_for()
    texts = [cell.replace(JOINER, "") for cell in cells.all_inner_texts()]
    assert texts.count(text) == 8
    assert made_of(cells) == []


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("javascript:alert(1)", None),
        ("data:text/html,<b>x</b>", None),
        ("file:///etc/passwd", None),
        ("www.example.invalid", None),
        ("", None),
        (None, None),
        ("https://example.invalid/path", "https://example.invalid/path"),
        ("HTTP://example.invalid", "HTTP://example.invalid"),
    ],
)
def test_only_addresses_of_the_web_are_links(text: str | None, link: str | None) -> None:
    assert web_address(text) == link


@pytest.mark.parametrize("path", ["implementation"])
def test_no_table_links_to_anything_else(site: str, path: str) -> None:
    with visitor(site) as session:
        session.ask(path, "")
    links = session.links
    assert links
    assert [one for one in links if not one.lower().startswith(("http://", "https://"))] == []


def made_of(part: Locator) -> list[str]:
    """Whatever a payload would have made: links, pictures, headings, formulas, lists."""
    found = part.locator(MADE).all()
    return [one.evaluate("one => one.outerHTML") for one in found]
