"""The page of the public record, without a browser: sentences, pictures, ledgers, the register."""

import json
from pathlib import Path
from typing import Final

import polars as pl
import pytest
from apps import Open, opener, said
from frames import asked, draft_of, recommendations, tables
from registers import register
from streamlit.testing.v1 import AppTest

from upr_data.charts.record_findings import in_words
from upr_data.charts.typeset import width
from upr_data.domain.instruments import CORE
from upr_data.figures.record.sentences import CAVEATS
from upr_data.figures.record.survival import kaplan_meier
from upr_data.snapshot import publish

RECORD: Final = "pages/record.py"
HELD: Final = register(("QMA", "cat", "joining", "2016-01-01"), also=tuple(CORE))


@pytest.fixture
def demo(demonstration_store: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens pages of the demonstration."""
    return opener(demonstration_store, monkeypatch, RECORD, seconds=60)


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens pages of an edition of two rows, one of which asks to join a treaty."""
    main = recommendations(asked(text="Ratify CAT"), asked(text="Improve schools"))
    publish(tables(main, held=HELD), draft_of(main), tmp_path)
    return opener(tmp_path, monkeypatch, RECORD, seconds=60)


def charts(app: AppTest) -> list[str]:
    return [chart.proto.alt for chart in app.get("vega_lite_chart")]


def test_names_of_treaties_are_whole_in_the_table(demo: Open) -> None:
    """Of every language: the French ones are longer."""
    for language in ("en", "fr"):
        table = next(one for one in demo(lang=language).dataframe if "n_asks" in one.value)
        column = json.loads(table.proto.columns)["label"]
        assert column["width"] > max(width(name, 14) for name in table.value["label"]) + 16


def test_what_is_always_said_is_said(demo: Open) -> None:
    text = said(demo())
    for caveat in CAVEATS:
        assert caveat in text
    assert "rows ask to join a treaty whose register is at hand; register of 31 May 2024" in text
    assert "States are not ranked by these figures" in text
    assert "asks to join a treaty still open" in text
    assert "Implementation is not recorded" not in text  # the demonstration has assessments


def test_the_pictures_say_unit_number_register_and_what_they_do_not_show(demo: Open) -> None:
    curves, treaties, ledger, asked_by = charts(demo())
    for caption in (curves, treaties, ledger, asked_by):
        assert "State × review × treaty" in caption
        assert "n = " in caption
        assert "Register: invented; complete to 31 May 2024" in caption
        assert "After the review, not because of it" in caption
        assert "Noted is not a refusal to join" in caption
    assert "Kaplan–Meier" in curves
    assert "States may support what they already intend" in curves
    assert "joined by the next review" in treaties


def test_only_firm_asks_are_a_choice_that_stands_in_the_address(demo: Open) -> None:
    app = demo(**{"record.asks": "do"})
    assert "only asks to do it" in charts(app)[0]


def test_with_the_demonstration_the_real_register_is_shown(demo: Open) -> None:
    app = demo(**{"record.treaty": "crpd"})
    assert "This is the real register that this program ships" in said(app)
    shown = pl.DataFrame(app.dataframe[-1].value)
    row = shown.filter(pl.col("state_name") == "Slovenia").row(0)
    assert [str(day)[:10] for day in row[1:3]] == ["2007-03-30", "2008-04-24"]


def test_a_ledger_follows_the_state_that_is_filtered(few: Open) -> None:
    titles = charts(few(sur="QMA"))
    assert "Asked once to join 1 treaty," in "".join(titles)
    assert "by 3 February 2026 it had joined 1, and 0 were still open" in "".join(titles)


def test_too_few_are_no_finding(few: Open) -> None:
    assert charts(few())[0].startswith("Do States join what they were asked to join, and when?")


def test_where_nothing_is_asked_the_page_says_so_and_shows_the_register(few: Open) -> None:
    app = few(q="schools")
    assert "No row of this selection asks to join a treaty" in said(app)
    assert charts(app) == []
    assert "The register itself" in said(app)


def test_the_line_stands_on_the_overview_where_implementation_is_missing(few: Open) -> None:
    text = said(few("pages/overview.py"))
    assert "1 of 1 treaties still open that States were asked to join" in text


@pytest.mark.parametrize(
    ("rate", "words"),
    [(0.333, "a third"), (0.34, "a third"), (0.35, "35\N{NO-BREAK SPACE}%"), (0.1, "a tenth")],
)
def test_shares_near_a_simple_fraction_are_said_in_words(rate: float, words: str) -> None:
    assert in_words(rate) == words


def test_a_curve_of_nobody_has_no_steps() -> None:
    assert kaplan_meier([], []).steps["share"].to_list() == [0]
