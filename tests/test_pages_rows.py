"""The page of recommendations: texts as the source has them, found words, one row by its link."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from apps import opener
from frames import recommendations, tables
from streamlit.testing.v1 import AppTest

from upr_data.model import SnapshotKind
from upr_data.snapshot import Draft, publish

ROOT: Final = Path(__file__).parent.parent
SIGNS: Final = (
    "End *torture* & <b>ill-treatment</b>, [see](https://a.example) :smile: $x$ #1\n- now"
)
Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three rows: a text full of signs, a noted one, and a pledge."""
    folder = tmp_path_factory.mktemp("rows")
    pledge = {"kind": "voluntary_pledge", "recommending_state": None, "response": "unknown"}
    main = recommendations(
        {"text": SIGNS, "document_symbol": "A/HRC/1/1", "paragraph": "9.1"},
        {"response": "noted", "text": "Sample text 2"},
        pledge | {"text": "Sample text 3"},
    )
    publish(tables(main), Draft("rows", SnapshotKind.REAL, "2026-01-01"), folder)
    return folder


@pytest.fixture
def rows(store: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the page of recommendations."""
    return opener(store, monkeypatch, "pages/recommendations.py")


def markdown(app: AppTest) -> list[str]:
    return [str(one.value) for one in app.main.markdown]


def test_a_text_is_shown_sign_for_sign(rows: Open) -> None:
    assert SIGNS in [one.value for one in rows().main.text]


def test_found_words_are_marked_and_no_sign_is_obeyed(rows: Open) -> None:
    shown = next(text for text in markdown(rows(q="tortur")) if "background" in text)
    assert shown.startswith("End \\*:yellow-background[torture]\\* ")
    assert "\\<b\\>ill\\-treatment" in shown
    assert "\\[see\\]\\(https" in shown


def test_the_answer_is_a_coloured_word_and_a_pledge_has_none(rows: Open) -> None:
    shown = markdown(rows(kind="recommendation,voluntary_pledge"))
    assert "**:blue[Supported]** · France to Slovenia · Session 20" in shown
    assert "**:violet[Noted]** · France to Slovenia · Session 20" in shown
    assert "**:gray[Voluntary pledge]** · Slovenia · Session 20" in shown


def test_a_row_has_an_address_of_its_own(rows: Open) -> None:
    app = rows(**{"recommendations.row": "r1|1"})
    assert "Sample text 2" in [one.value for one in app.main.text]
    assert SIGNS not in [one.value for one in app.main.text]
    next(one for one in app.button if one.label == "All recommendations of this selection").click()
    assert "recommendations.row" not in app.run().query_params


def test_a_row_is_opened_by_a_button(rows: Open) -> None:
    app = rows(response="noted")
    next(button for button in app.button if button.label == "Open this row").click().run()
    assert app.query_params["response"] == "noted"
    assert app.query_params["recommendations.row"] == "r1|1"


def test_all_fields_say_what_the_source_does_not_record(rows: Open) -> None:
    fields = rows(**{"recommendations.row": "r1|1"}).main.table[0].value
    assert fields.loc["Implementation status"].iloc[0] == "not recorded by this source"
    assert fields.loc["Response"].iloc[0] == "Noted"


def test_a_row_nobody_has_is_said(rows: Open) -> None:
    app = rows(**{"recommendations.row": "nosuch*row"})
    assert "Row “nosuch\\*row” is not in this data edition." in app.info[0].value


def test_a_row_is_cited_with_its_words_its_place_and_its_address(rows: Open) -> None:
    app = rows()
    app.session_state["cite-0"] = True
    app.run()
    sentence = app.main.code[0].value
    assert sentence.startswith("Recommendation by France to Slovenia: “End *torture* & <b>")
    assert "A/HRC/1/1, paragraph 9.1, Session 20; Supported" in sentence
    assert "/recommendations?snapshot=2026-01-01-rows&recommendations.row=r0%7C0" in sentence


def test_what_was_open_of_a_row_is_closed_for_the_next_in_its_place(rows: Open) -> None:
    app = rows()
    app.session_state["fields-0"] = True
    app.run()
    assert len(app.main.table) == 1
    app.query_params["response"] = "noted"
    app.run()
    assert [one.value for one in app.main.text if one.value.startswith("Sample")] == [
        "Sample text 2"
    ]
    assert len(app.main.table) == 0


def test_widgets_have_the_names_of_places_since_a_session_keeps_each_that_it_has_shown(
    rows: Open,
) -> None:
    keys = [one.key for one in rows().main.button if one.label == "Open this row"]
    assert keys == ["open-0", "open-1"]
