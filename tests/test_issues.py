"""UPR Info's issues and their names in two exports."""

import csv
import io
import os
import re
from collections import Counter
from pathlib import Path

import pytest
from apps import opener, said
from frames import recommendations, records
from streamlit.testing.v1 import AppTest

from upr_data import reference
from upr_data.domain import issues
from upr_data.domain.states import normalise
from upr_data.export.contents import Request, story_of
from upr_data.figures.coded import coded, coded_by
from upr_data.figures.records import Records
from upr_data.model import Dimension
from upr_data.selection.links import parse

REAL_EXPORTS = os.environ.get("UPR_REAL_EXPORTS")


def test_there_are_57_issues_in_alphabetical_order() -> None:
    labels = list(issues.ISSUES.values())
    assert len(labels) == 57
    assert labels == sorted(labels, key=str.casefold)


def test_a_code_is_its_label_in_snake_case() -> None:
    for code, label in issues.ISSUES.items():
        assert code == re.sub(r"[^a-z0-9]+", "_", label.casefold().replace("'", ""))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Women's rights", "womens_rights"),
        ("Women\u2019s rights", "womens_rights"),
        (" rights of the child", "rights_of_the_child"),
        ("HIV - Aids", "hiv_aids"),
        ("NHRI", "national_human_rights_institution"),
        ("National Human Rights Institution", "national_human_rights_institution"),
        ("Right to water", "right_to_water_and_sanitation"),
        ("National plan of action", "national_plan_of_action"),
        ("Privacy", "privacy"),
    ],
)
def test_an_issue_is_found_by_any_of_its_names(name: str, code: str) -> None:
    assert issues.lookup(name) == code


@pytest.mark.parametrize("name", ["", "Space law"])
def test_an_issue_nobody_knows_is_none(name: str) -> None:
    assert issues.lookup(name) is None


def test_no_name_means_two_issues() -> None:
    keys = Counter(
        normalise(name)
        for row in reference.rows("issues")
        for name in (row["label"], *reference.parts(row["aliases"]))
    )
    assert [key for key, n in keys.items() if n > 1] == []


@pytest.mark.skipif(
    not REAL_EXPORTS, reason="UPR_REAL_EXPORTS does not name a folder with real exports"
)
def test_the_export_of_2018_names_56_issues_and_all_are_found() -> None:
    names = set()
    for path in Path(REAL_EXPORTS or "").glob("upr-info-2018/*.csv"):
        text = path.read_bytes().decode("utf-8-sig")
        for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";"):
            names |= {name.strip() for name in row["Issue"].split(",") if name.strip()}
    assert (len(names), len({issues.lookup(name) for name in names} - {None})) == (56, 56)


@pytest.fixture
def some_coded(tmp_path: Path) -> Records:
    """Kenya raises privacy in 20 of 40 coded, France in 10 of 60; 100 of session 27 have none."""
    rows = [
        {"recommending_state": rs, "issues": [one, "detention"] if one == "privacy" else [one]}
        for rs, one, n in (
            ("KEN", "privacy", 20), ("KEN", "justice", 20),
            ("FRA", "privacy", 10), ("FRA", "justice", 50),
        )
        for _once in range(n)
    ]  # fmt: skip
    none = {"recommending_state": "KEN", "cycle": 3, "session": 27, "issues": []}
    named = none | {"text": "Sample text on privacy"}
    return records(tmp_path, recommendations(*rows, *[none] * 98, named, named))


def test_shares_by_issue_are_of_what_has_one_coded(some_coded: Records) -> None:
    whole = parse("").filters
    assert coded(some_coded, whole, Dimension.ISSUE)["made"] == 100
    chosen = parse("issue=privacy").filters
    by_state = coded_by(some_coded, chosen, Dimension.ISSUE, Dimension.RECOMMENDING_STATE)
    assert by_state == {"KEN": 40, "FRA": 60}


def test_a_theme_is_a_share_of_what_has_one_coded(
    some_coded: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Privacy is in 30 of 100 coded, not of 200; detention, in all of these, is 30 %, too."""
    store = some_coded.snapshot.path.parent
    app = opener(store, monkeypatch, "pages/themes.py")(issue="privacy")
    captions = [chart.proto.alt for chart in app.get("vega_lite_chart")]
    who = next(one for one in captions if one.startswith("Who raises"))
    assert "recommends with an issue coded; all States: 30.0\N{NO-BREAK SPACE}%." in who
    [company] = [one.value for one in app.dataframe if "usual" in one.value.columns]
    assert company[["label", "here", "usual"]].to_numpy().tolist() == [["Detention", 100.0, 30.0]]


def links(app: AppTest) -> list[tuple[str, str]]:
    return [(one.proto.label, one.proto.query_string) for one in app.get("page_link")]


def test_where_no_issue_is_coded_the_empty_page_says_so_and_leads_to_the_words(
    some_coded: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = opener(some_coded.snapshot.path.parent, monkeypatch, "pages/themes.py")
    app = opened(issue="privacy", cycle="3")
    assert [one.value.replace("\\", "") for one in app.info] == [
        "Issues are not coded for these rows: 100."
    ]
    assert "Of the texts without one, 2 contain the words “Privacy”." in said(app)
    way = ("Search these texts for “Privacy”", "cycle=3&issue=unknown&q=Privacy")
    assert way in links(app)
    story = opened(issue="privacy")
    assert "Rows with an issue coded: 100 of 200; none: cycle 3." in said(story)
    assert "Of the texts without one, 2 contain the words “Privacy”." in said(story)


def test_a_state_of_which_the_edition_has_nothing_is_named(
    some_coded: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = opener(some_coded.snapshot.path.parent, monkeypatch, "pages/state.py")
    assert "This edition has no reviews of Kenya." in said(opened(of="KEN"))
    of_slovenia = said(opened(of="SVN", role="recommending"))
    assert "This edition has nothing by Slovenia." in of_slovenia
    elsewhere = said(opened("pages/cycles.py", sur="SVN", response="noted"))
    assert "No recommendation answers to this selection." in elsewhere


def test_a_deck_says_of_how_many_coded_a_theme_is_raised(some_coded: Records) -> None:
    subtitles = [
        one.subtitle
        for query in ("", "issue=privacy")
        for one in story_of(Request(some_coded, parse(query).filters)).sections
        if "coded" in one.subtitle
    ]
    assert "Issue coded: 100 of 200; one recommendation may raise several" in subtitles[0]
    assert "30 of 100 with an issue coded; one recommendation may raise several" in subtitles[-1]
