"""The five steps without a browser: what is refused, chosen, corrected, kept and given again."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from frames import recommendations, tables
from matrix_files import write_xlsx
from streamlit.testing.v1 import AppTest
from test_pages import opener

from upr_data.model import AssessorType, Milestone, SnapshotKind
from upr_data.snapshot import Draft, list_snapshots, publish
from upr_data.ui.desk.matrices import draft

SAMPLES = (
    "alpha bravo charlie delta echo", "foxtrot golf hotel india juliett",
    "kilo lima mike november oscar", "papa quebec romeo sierra tango",
)  # fmt: skip
HEAD = ["No.", "Recommendation", "Status of implementation"]


def text(place: int) -> str:
    return f"Sample text {place} that asserts nothing, {SAMPLES[place]}."


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Four recommendations of one review."""
    main = recommendations(
        *(
            {"id": f"r{n}", "text": text(n), "document_symbol": "A/HRC/28/15",
             "paragraph": f"115.{n + 1}"}
            for n in range(len(SAMPLES))
        )
    )  # fmt: skip
    publish(tables(main), Draft("sample", SnapshotKind.REAL, "2026-01-01"), tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def page(store: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page Data, where loading files is allowed."""
    monkeypatch.setenv("UPR_ALLOW_IMPORT", "1")
    return opener(store, monkeypatch)("pages/data.py")


def rows(words: Sequence[str]) -> list[list[Any]]:
    return [HEAD, *([f"115.{n + 1}", text(n), word] for n, word in enumerate(words))]


def look(
    app: AppTest, path: Path, sheets: dict[str, list[list[Any]]], plan: dict[str, Any] | None = None
) -> AppTest:
    """Give a workbook, and a plan, and look at it."""
    content = write_xlsx(path / "given.xlsx", sheets).read_bytes()
    app.file_uploader(key="matrix_file").set_value(("given.xlsx", content, ""))
    if plan is not None:
        kept = json.dumps(plan).encode()
        app.file_uploader(key="matrix_plan").set_value(("plan.json", kept, "application/json"))
    return press(app.run(timeout=60), "Look at it")


def press(app: AppTest, label: str) -> AppTest:
    [button] = [one for one in app.button if one.label == label]
    button.click().run(timeout=60)
    assert not app.exception
    return app


def box(app: AppTest, label: str) -> Any:  # noqa: ANN401 - what AppTest calls a select box
    [found] = [one for one in app.selectbox if one.label == label]
    return found


def title(app: AppTest) -> str:
    [step] = [one.value for one in app.markdown if one.value.startswith("**Step")]
    return str(step)


def held(app: AppTest) -> draft.Draft:
    found: draft.Draft = app.session_state["matrix_draft"]
    return found


def test_no_table_may_be_brought_where_loading_is_switched_off(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opener(store, monkeypatch)("pages/data.py")
    assert any("import --matrix" in one.value for one in app.caption)
    assert not app.file_uploader


def test_a_column_of_responses_is_refused_in_a_sentence(page: AppTest, tmp_path: Path) -> None:
    responses = rows(["Accepted", "Noted", "Accepted", "Supported"])
    app = look(page, tmp_path, {"Matrix": responses})
    [error] = [one.value for one in app.error]
    assert "holds responses" in error
    assert title(app) == "**Step 1 of 5: The file and its table**"


def test_another_table_of_the_file_can_be_chosen(page: AppTest, tmp_path: Path) -> None:
    first, second = rows(["Implemented"] * 4), rows(["Not implemented"] * 3)
    app = look(page, tmp_path, {"First": first, "Second": second})
    assert held(app).plan.table == "First"
    box(app, "The table in the file").set_value("Second").run(timeout=60)
    assert (held(app).plan.table, [one.word for one in held(app).plan.words]) == (
        "Second", ["Not implemented"],
    )  # fmt: skip


def test_roles_that_cannot_be_are_said_and_block_the_way(page: AppTest, tmp_path: Path) -> None:
    app = press(look(page, tmp_path, {"Matrix": rows(["Implemented"] * 4)}), "Next")
    box(app, "Recommendation").set_value("number").run()
    assert held(app).missing.startswith("More than one column is read as: number")
    box(app, "Recommendation").set_value("text").run()
    box(app, "Status of implementation").set_value("").run()
    assert held(app).missing == "Say which column holds the level of implementation."
    [onwards] = [one for one in app.button if one.label == "Next"]
    assert onwards.disabled


def test_a_kept_plan_is_given_again(page: AppTest, tmp_path: Path) -> None:
    sheets = {"Matrix": rows(["Pending", "Implemented", "Implemented", "Implemented"])}
    app = press(press(look(page, tmp_path, sheets), "Next"), "Next")
    box(app, "Level of “Pending”").set_value("not").run()
    plan = held(app).plan.to_dict()
    app = press(app, "Start anew")
    app = look(app, tmp_path, sheets, plan)
    pending, implemented = held(app).plan.words
    assert (pending.word, pending.level, pending.why) == ("Pending", "not", "said by the reader")
    assert implemented.level == "fully"


def test_what_is_no_plan_is_refused(page: AppTest, tmp_path: Path) -> None:
    app = look(page, tmp_path, {"Matrix": rows(["Implemented"] * 4)}, {"file": 1})
    assert [one.value for one in app.error]
    assert "matrix_draft" not in app.session_state


def test_the_next_edition_is_read_as_the_one_before(
    page: AppTest, tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = {"Matrix": rows(["Pending", "Implemented", "Implemented", "Implemented"])}
    app = press(press(look(page, tmp_path, first), "Next"), "Next")
    box(app, "Level of “Pending”").set_value("partially").run()
    app = press(app, "Next")
    assert "What kind of assessor speaks?" in held(app).missing
    box(app, "Kind of assessor").set_value(AssessorType.STATE).run()
    app = press(press(app, "Match the rows"), "Next")
    assert title(app) == "**Step 5 of 5: Before and after; publish**"
    assert len(list_snapshots(store)) == 1
    press(app, "Publish")
    assert len(list_snapshots(store)) == 2

    again = opener(store, monkeypatch)("pages/data.py")
    second = {"Matrix": rows(["Pending", "Pending", "Implemented", "Implemented"])}
    again = look(again, tmp_path, second)
    plan = held(again).plan
    assert any("was read before" in one.value for one in again.info)
    assert (plan.assessor_type, plan.review, plan.words[0].level) == ("state", "SVN:2", "partially")


def test_likely_matches_are_taken_all_or_none(page: AppTest, tmp_path: Path) -> None:
    given = rows(["Implemented"] * 4)
    for place in (2, 3):
        given[place + 1][:2] = ["", f"{text(place).rpartition(' ')[0]} zebra."]
    app = look(page, tmp_path, {"Matrix": given})
    app = press(press(press(app, "Next"), "Next"), "Next")
    box(app, "Kind of assessor").set_value(AssessorType.STATE).run()
    app = press(app, "Match the rows")
    assert {one.label: one.value for one in app.metric if one.label.startswith("Likely")} == {
        "Likely: say yes or no": "2"
    }
    assert held(press(app, "Take all 2")).plan.accepted == (4, 5)
    app.checkbox[0].uncheck().run()
    assert held(app).plan.accepted == (5,)
    assert held(press(app, "Take none")).plan.accepted == ()
    box(app, "Milestone").set_value(Milestone.NEXT_REVIEW).run()
    assert held(app).missing == "Something was said anew: match the rows again."


@pytest.mark.parametrize(
    ("name", "safe"),
    [("../../etc/a.xlsx", "a.xlsx"), ("a\n$b.csv", "a__b.csv"), ("", "file")],
)
def test_files_are_kept_under_harmless_names(name: str, safe: str) -> None:
    assert draft.safe_name(name) == safe
