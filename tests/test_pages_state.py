"""The State profile without a browser: its sentence, of reviews in the past and of any record."""

from pathlib import Path
from typing import Final

import pytest
from apps import Open, opener, said
from frames import draft_of, recommendations, records, tables, words
from streamlit.testing.v1 import AppTest

from upr_data.export.contents import Request, brief_of
from upr_data.selection.links import parse
from upr_data.snapshot import publish

STATE: Final = "pages/state.py"
SPACE: Final = "\N{NO-BREAK SPACE}"
REVIEWED: Final = [{}, {}, {"response": "noted"}, {"action_category": 4}]
"""Slovenia, asked four times by France in one review."""


@pytest.fixture
def demo(demonstration_store: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens pages of the demonstration."""
    return opener(demonstration_store, monkeypatch, STATE, seconds=60)


def test_an_invented_state_was_reviewed_when_its_edition_says(demo: Open) -> None:
    assert "In cycle 3 (November 2019) Adesova (invented) received " in said(demo(of="QMA"))
    assert "Au cycle 2 (octobre 2014), Adesova (" in said(demo(of="QMA", cycle="2", lang="fr"))


def test_silence_is_said_and_no_share_of_nothing(demo: Open) -> None:
    text = said(demo(of="QMA"))
    assert "Nobody commented on what became of them." in text
    assert "0 of 0" not in text


def test_page_and_brief_say_the_same_of_an_outcome(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main, told = recommendations(*REVIEWED), words(("r0", "state", "fully"), ("r1", "un", "not"))
    publish(tables(main, told), draft_of(main), tmp_path / "store")
    page = said(opener(tmp_path / "store", monkeypatch, STATE, seconds=60)(of="SVN"))
    request = Request(records(tmp_path, main, told), parse("").filters, of="SVN")
    brief = brief_of(request).sections[0].paragraphs
    outcome = (
        f"50.0{SPACE}% (1 of 2) of those commented on by anyone led to action. 50.0{SPACE}% of all "
        "made were commented on by anyone."
    )
    assert outcome in page
    assert outcome in brief


def test_issues_hardly_asked_by_anyone_are_in_the_table_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """France asks much on one issue, Germany on another; two recommendations are on a third."""

    def asked(state: str, issue: str, times: int) -> list[dict[str, object]]:
        return [{"recommending_state": state, "issues": [issue]}] * times

    main = recommendations(
        *asked("FRA", "detention", 12),
        *asked("FRA", "privacy", 2),
        *asked("DEU", "migrants", 40),
    )
    publish(tables(main), draft_of(main), tmp_path)
    app = opener(tmp_path, monkeypatch, STATE, seconds=60)(of="FRA", role="recommending")
    assert "1 issue with fewer than 10 is in the table only." in said(app)
    drawn = "\n".join(str(chart.proto) for chart in app.get("vega_lite_chart"))
    assert "12 of 14" in drawn
    assert "0 of 14" in drawn
    assert "2 of 14" not in drawn.replace("12 of 14", "")


def drawn(app: AppTest, picture: str) -> str:
    """The picture of that name as it is sent, marks and words."""
    [sent] = [one for one in app.get("vega_lite_chart") if f"picture_{picture}" in one.proto.id]
    return str(sent.proto)


def test_a_picture_is_of_the_state_in_hand_and_of_those_beside_it(demo: Open) -> None:
    """However many have looked at the same selection of another State before."""
    alone, beside = demo(of="QMA"), demo(of="QMA", vs="QMB")
    other = demo(of="QMB")
    name = "Agevune"
    assert name not in drawn(alone, "profile_cycles")
    assert name in drawn(beside, "profile_cycles")
    assert name in drawn(other, "profile_both_roles")
    assert name not in drawn(alone, "profile_both_roles")


def test_its_own_group_beside_a_state_is_said_to_be_the_others(demo: Open) -> None:
    [table] = [
        one.value for one in demo(of="QMA", vs="african").dataframe if "label" in one.value.columns
        and "Adesova (invented)" in one.value["label"].to_list()
    ]  # fmt: skip
    assert table["label"].to_list() == ["Adesova (invented)", "other States of the African Group"]
