"""Every page under filters that leave little or only one answer: words, never an error."""

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest
from apps import said
from frames import recommendations, tables, words
from streamlit.testing.v1 import AppTest

from upr_data.model import SnapshotKind, Tables
from upr_data.selection.links import parse
from upr_data.snapshot import Draft, publish
from upr_data.ui.frame.site import SITE, SitePage

ROOT: Final = Path(__file__).parent.parent
COUNTING: Final = [page for page in SITE if page.has_filters]
STATES: Final = ("SVN", "HUN", "KEN", "GHA", "FRA", "AUT", "JPN", "BRA")
UNDER: Final = [
    "response=noted",
    "response=pending",
    "category=unknown",
    "category=5",
    "sur=SVN",
    "rs=FRA",
    "rs=unknown",
    "sur_org=sids",
    "issue=justice",
    "issue=unknown",
    "session=unknown",
    "status=fully",
    "assessor=nhri",
    "milestone=other",
    "kind=voluntary_pledge",
    "sur=SVN&cycle=3&category=1",
    "unit=recommendation&of=made",
    "q=nosuchword",
    "of=SVN",
    "of=SVN&role=recommending&cycle=4",
    "of=BRA&vs=KEN,african&q=nosuchword",
]
"""One value of every parameter, and selections with few or none."""

EMPTY: Final = ("q=nosuchword", "sur_org=sids", "sur=SVN&cycle=3&category=1")
HIGHEST: Final = {
    "": {"overview.enough": "200"},
    "states": {"states.minimum": "200", "states.enough": "200"},
    "themes": {"themes.minimum": "500", "themes.enough": "200"},
    "who_to_whom": {"who_to_whom.minimum": "500"},
    "action_categories": {"action_categories.minimum": "500", "action_categories.coded": "500"},
}
"""Minimums of each page that nothing in the sample reaches."""

Open = Callable[..., AppTest]


def sample(*, is_recorded: bool) -> Tables:
    """Some 300 rows of eight States; one without a category, one without a session."""
    rows: list[dict[str, Any]] = []
    for place, (sur, rs, n) in enumerate(product(STATES, ("FRA", "KEN", "BRA"), range(12))):
        rows.append(
            {
                "id": f"r{place}",
                "state_under_review": sur,
                "recommending_state": rs,
                "cycle": 1 + n % 2,
                "session": 8 if n % 2 == 0 else 20,
                "response": "noted" if place % 4 == 0 else "supported",
                "action_category": 1 + place % 5,
                "issues": [["womens_rights"], ["justice"], []][place % 3],
            }
        )
    rows[0] |= {"action_category": None, "action_category_basis": None}
    rows[1] |= {"session": None, "cycle": None}
    levels = ("fully", "not", "partially")
    heard = words(*((f"r{n}", "state", levels[n % 3]) for n in range(0, 200, 2)))
    return tables(recommendations(*rows), heard if is_recorded else None)


def opener(tmp: Path, *, is_recorded: bool) -> Open:
    """One app for all, so that a page under a filter costs one run."""
    publish(sample(is_recorded=is_recorded), Draft("few", SnapshotKind.REAL, "2026-01-01"), tmp)
    app = AppTest.from_file(ROOT / "app.py", default_timeout=30)

    def opened(page: SitePage, query: str, **local: str) -> AppTest:
        for parameter in list(app.query_params):
            del app.query_params[parameter]
        for parameter, text in (parse(query).filters.to_query() | local).items():
            app.query_params[parameter] = text
        app.switch_page(page.file).run()
        assert not app.exception, app.exception
        return app

    return opened


@pytest.fixture(scope="module", params=[True, False], ids=["assessed", "not recorded"])
def either(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:  # noqa: ANN401 - a generator of openers
    """Opens pages of an edition with assessments, and of one without."""
    store = tmp_path_factory.mktemp("few")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UPR_STORE", str(store))
        yield opener(store, is_recorded=request.param)


def columns(app: AppTest) -> set[str]:
    return {str(name) for frame in app.main.dataframe for name in frame.value.columns}


@pytest.mark.parametrize("query", UNDER)
def test_every_page_answers_in_words(either: Open, query: str) -> None:
    for page in COUNTING:
        app = either(page, query)
        assert not app.error
        if page.path == "present":  # a desk: its pictures are in the talk
            continue
        assert [title.value for title in app.title] == [page.question]
        shown = len(app.main.info) + len(app.main.get("vega_lite_chart")) + len(app.main.dataframe)
        assert shown + len(app.main.text) > 1, page.path


@pytest.mark.parametrize("query", EMPTY)
def test_where_nothing_is_left_every_page_says_so(either: Open, query: str) -> None:
    for page in COUNTING:
        app = either(page, query)
        assert app.main.info, page.path


@pytest.mark.parametrize("path", HIGHEST)
def test_where_nothing_reaches_the_minimum_it_is_said_and_the_table_stays(
    either: Open, path: str
) -> None:
    page = next(one for one in COUNTING if one.path == path)
    app = either(page, "", **HIGHEST[path])
    text = said(app)
    assert re.search("fewer than 500|with fewer|than 200 answers|no two sides", text)
    assert app.main.dataframe or path == "who_to_whom"


def test_a_filter_on_the_response_hides_acceptance(either: Open) -> None:
    for page in COUNTING:
        app = either(page, "response=noted")
        assert "Acceptance" not in [card.label for card in app.metric], page.path
        assert "acceptance_rate" not in columns(app), page.path
        titles = " ".join(one.value for one in app.main.header)
        assert "upport" not in titles, page.path
        assert "said yes" not in titles, page.path


def test_a_filter_on_the_category_hides_how_many_are_general(either: Open) -> None:
    for page in COUNTING:
        app = either(page, "category=5")
        assert "General action" not in [card.label for card in app.metric], page.path
        assert "vague_share" not in columns(app), page.path
        assert "ask for general action" not in said(app), page.path


def test_a_filter_on_the_status_hides_rates_of_implementation(either: Open) -> None:
    for page in COUNTING:
        app = either(page, "status=fully")
        assert "Led to action" not in [card.label for card in app.metric], page.path
        assert "triggered_rate" not in columns(app), page.path
        captions = " ".join(chart.proto.alt for chart in app.get("vega_lite_chart"))
        assert "led to action" not in captions.lower(), page.path
        assert "had spoken" not in captions, page.path
    profile = said(either(next(one for one in SITE if one.path == "state"), "of=SVN&status=fully"))
    assert "of those commented on by anyone led to action" not in profile


def test_one_state_is_never_named_as_its_group(either: Open) -> None:
    pages = {page.path: page for page in COUNTING}
    who = either(pages["who_to_whom"], "sur=SVN")
    offered = who.selectbox(key="ways_who_to_whom").options
    assert any(one.endswith("to Slovenia") for one in offered)
    assert not any("to Eastern European" in one for one in offered)
    by = either(pages["implementation"], "sur=SVN").get("button_group")
    assert not any("Regional group of the State under review" in one.options for one in by)


def test_the_others_of_its_group_stay_beside_one_state(either: Open) -> None:
    pages = {page.path: page for page in COUNTING}
    tiles = either(pages["states"], "sur=SVN").get("vega_lite_chart")[0].proto.alt
    assert "All recommendations" in tiles
    assert "n = 288" in tiles


def test_a_source_that_does_not_record_says_so_and_never_uncommented(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPR_STORE", str(tmp_path))
    opened = opener(tmp_path, is_recorded=False)
    for page in COUNTING:
        text = said(opened(page, ""))
        assert "ncommented" not in text, page.path
    pages = {page.path: page for page in COUNTING}
    assert "not recorded by this source" in said(opened(pages["implementation"], ""))


def test_what_is_unknown_has_no_bar_where_it_is_few(either: Open) -> None:
    pages = {page.path: page for page in COUNTING}
    app = either(pages["cycles"], "")
    assert "Cycle unknown: 1, in the table only." in app.get("vega_lite_chart")[1].proto.alt


def test_what_a_filter_leaves_out_is_in_the_edition_still(either: Open) -> None:
    cycles = next(page for page in COUNTING if page.path == "cycles")
    gaps = [f"Cycle {n}: 8 of 193 reviews are in this edition" for n in (1, 2)]
    for query in ("", "sur=SVN"):
        shown = said(either(cycles, query))
        assert (
            list(
                dict.fromkeys(
                    re.findall(r"Cycle \d: \d+ of 193 reviews are in this edition", shown)
                )
            )
            == gaps
        )


def test_words_that_no_text_has_are_said_to_be_looked_for_as_the_source_has_them(
    either: Open,
) -> None:
    rows = next(page for page in COUNTING if page.path == "recommendations")
    found, known = said(either(rows, "q=peine&lang=fr")), said(either(rows, "q=sample&lang=fr"))
    assert "Les textes sont dans la langue de leur source" in found
    assert "Les textes sont dans la langue de leur source" not in known
    assert "Texts stand in the language of their source" in said(either(rows, "q=peine"))
    elsewhere = said(either(rows, "q=peine&sur_org=sids"))
    assert "Texts stand in the language of their source" not in elsewhere
