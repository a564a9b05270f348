"""What sections on words show: each assessor's latest word, recommendations, the falling curve."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from frames import recommendations, records, tables, words
from streamlit.testing.v1 import AppTest
from test_pages import Open, opener

from upr_data.charts.curve import waiting_curve
from upr_data.charts.picture import Caption
from upr_data.figures.follow_up import latest_said, recommendations_of, silence_curve
from upr_data.figures.records import Records
from upr_data.model import SnapshotKind, Table, conform
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse
from upr_data.snapshot import Draft, publish

CAPTION = Caption("Silence", ("All recommendations", "n = 4"))


@pytest.fixture
def said(tmp_path: Path) -> Records:
    """The State says partially, then fully on `a`; an NGO says not; `b` has one word, undated."""
    main = recommendations({"id": "a", "text": "First"}, {"id": "b"}, {"id": "a"}, {"id": "c"})
    given = words(("a", "state", "partially"), ("a", "state", "fully"),
                  ("a", "civil_society", "not"), ("b", "nhri", "unclear"))  # fmt: skip
    dated = given.with_columns(
        pl.Series("assessed_on", [date(2016, 1, 1), date(2017, 1, 1), None, None], pl.Date),
        pl.Series("evidence_until", [None, None, date(2016, 6, 1), None], pl.Date),
        pl.Series("level_as_given", ["Partly", "Done", "No action", "?"]),
    )
    return records(tmp_path / "said", main, conform(Table.ASSESSMENTS, dated))


def test_each_assessors_latest_word_with_its_day(said: Records) -> None:
    found = latest_said(said, Filters(), ["b", "a"])
    columns = ("recommendation_id", "assessor_type", "level", "level_as_given", "said_on")
    assert found.select(columns).rows() == [
        ("b", "nhri", "unclear", "?", None),
        ("a", "state", "fully", "Done", date(2017, 1, 1)),
        ("a", "civil_society", "not", "No action", date(2016, 6, 1)),
    ]


def test_words_at_another_milestone_are_not_shown(said: Records) -> None:
    assert latest_said(said, parse("milestone=next_review").filters, ["a"]).is_empty()


def test_recommendations_are_shown_by_their_first_row_in_the_order_asked(said: Records) -> None:
    found = recommendations_of(said, ["b", "a", "nowhere"])
    assert found.select("recommendation_id", "row_id").rows() == [("b", "b|1"), ("a", "a|0")]


def test_a_curve_begins_with_all_and_falls_by_months(said: Records) -> None:
    curve = silence_curve(said, Filters())
    [bars] = waiting_curve(curve, CAPTION, "Silent", "Watched").frames.values()
    assert bars.row(0, named=True) == {"years": 0.0, "share": 1.0, "n": 3, "meaning": "plain"}
    assert bars.height == curve.height + 1
    assert bars["share"].is_sorted(descending=True)


def test_a_curve_of_nothing_is_a_picture() -> None:
    schema = {"month": pl.Int64, "silent_share": pl.Float64, "n_at_risk": pl.Int64}
    picture = waiting_curve(pl.DataFrame(schema=schema), CAPTION, "Silent", "Watched")
    assert picture.to_dict()["datasets"] == {"bars": []}


@pytest.fixture
def page(demonstration_store: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens pages of the demonstration."""
    return opener(demonstration_store, monkeypatch)


def texts(app: AppTest) -> str:
    return "\n".join(one.value for one in (*app.markdown, *app.caption, *app.header))


def test_implementation_says_who_disagrees_and_where_silence_is(page: Open) -> None:
    app = page("pages/implementation.py", cycle="2")
    shown = texts(app)
    assert "Who disagrees?" in shown
    assert "They differ on 1,892 recommendations" in shown
    assert "Where is silence?" in shown
    [silent] = [one for one in app.metric if one.label == "Without anyone's word"]
    assert silent.value.endswith("%")


def test_without_two_kinds_of_assessors_nobody_can_disagree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    given = tables(recommendations({"id": "a"}), words(("a", "state", "fully")))
    publish(given, Draft("sample", SnapshotKind.REAL, "2026-01-01"), tmp_path)
    app = opener(tmp_path, monkeypatch)("pages/implementation.py")
    assert "nobody can disagree" in texts(app)


def test_where_words_are_not_recorded_nobody_is_called_silent(
    real_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = texts(opener(real_store, monkeypatch)("pages/implementation.py"))
    assert "silence" not in shown.lower()
    assert "What the public record knows" in shown
