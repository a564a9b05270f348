"""A link that asks for a day: what was known then, counted once more by DuckDB, beside now."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from frames import recommendations, records, words
from streamlit.testing.v1 import AppTest
from test_pages import Open, opener

from upr_data.cli import main
from upr_data.figures.follow_up import as_of, moved, silences, view_of
from upr_data.figures.metrics import figures
from upr_data.figures.records import Records, load
from upr_data.language import number, percent
from upr_data.model import Dimension, Table, conform
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse

DAY = "2012-06-30"
QUERY = f"unit=recommendation&as_of={DAY}"
STATUSES = """
WITH known AS (
  SELECT recommendation_id, level::VARCHAR AS level,
    row_number() OVER (PARTITION BY recommendation_id, assessor_type, assessor
      ORDER BY coalesce(assessed_on, evidence_until) DESC, level DESC) AS nth
  FROM read_parquet('{path}/assessments.parquet')
  WHERE milestone = 'mid_term' AND coalesce(assessed_on, evidence_until) <= DATE '{day}'
), index AS (
  SELECT recommendation_id,
    avg(CASE level WHEN 'fully' THEN 1.0 WHEN 'partially' THEN 0.5 WHEN 'not' THEN 0.0 END) AS iri
  FROM known WHERE nth = 1 GROUP BY ALL
), made AS (
  SELECT DISTINCT recommendation_id FROM read_parquet('{path}/recommendations.parquet')
  WHERE kind = 'recommendation'
)
SELECT count(*), sum((iri >= 0.66)::INT), sum((iri >= 0.33 AND iri < 0.66)::INT),
  sum((iri < 0.33)::INT), sum((iri IS NULL)::INT)
FROM index JOIN made USING (recommendation_id)
"""
COUNTS = ("n_commented", "n_fully", "n_partially", "n_not_implemented", "n_not_assessed")


def asked(path: Path, day: str) -> tuple[Any, ...]:
    """What DuckDB counts in the Parquet files up to a day."""
    query = STATUSES.replace("{path}", str(path)).replace("{day}", day)
    [row] = duckdb.sql(query).fetchall()
    return tuple(row)


@pytest.mark.parametrize("day", [DAY, "2015-01-01", "2023-12-31"])
def test_statuses_are_those_of_the_words_up_to_a_day(demonstration: Records, day: str) -> None:
    then = as_of(demonstration, day)
    found = figures(then, parse("unit=recommendation").filters, (Dimension.NONE,))
    assert found.select(COUNTS).row(0) == asked(demonstration.snapshot.path, day)


def test_restating_records_is_loading_them_anew(demonstration: Records) -> None:
    quick = as_of(demonstration, DAY)
    slow = load(view_of(demonstration.snapshot, DAY))
    by = (Dimension.CYCLE,)
    assert figures(quick, Filters(), by).equals(figures(slow, Filters(), by))
    assert quick.snapshot == slow.snapshot


@pytest.mark.parametrize("status", ["fully", "not_implemented", "uncommented"])
def test_a_status_chosen_now_is_not_remembered_for_a_day(
    demonstration: Records, status: str
) -> None:
    chosen = parse(f"status={status}").filters
    figures(demonstration, chosen)
    slow = load(view_of(demonstration.snapshot, DAY))
    assert figures(as_of(demonstration, DAY), chosen).equals(figures(slow, chosen))


def test_no_day_is_now(demonstration: Records) -> None:
    assert as_of(demonstration, "") is demonstration
    assert view_of(demonstration.snapshot, "") is demonstration.snapshot


def test_registers_are_those_of_the_day(demonstration: Records) -> None:
    then = view_of(demonstration.snapshot, DAY).scan(Table.MID_TERM_REPORTS).collect()
    whole = demonstration.snapshot.scan(Table.MID_TERM_REPORTS).collect()
    submitted = whole["submitted_on"].drop_nulls()
    assert then.height == int((submitted <= date(2012, 6, 30)).sum()) > 0


def test_the_command_line_counts_what_was_known(
    demonstration: Records, capsys: pytest.CaptureFixture[str]
) -> None:
    path = demonstration.snapshot.path
    assert main(["figures", "--store", str(path.parent), QUERY, "--format", "json"]) == 0
    [row] = json.loads(capsys.readouterr().out)
    assert tuple(row[name] for name in COUNTS) == asked(path, DAY)


@pytest.fixture
def planted(tmp_path: Path) -> Records:
    """Session 20; `a` has a word of 2016 and one of 2018, `b` one of 2020, `c` none."""
    main = recommendations(*({"id": one} for one in "abc"))
    said = words(("a", "state", "partially"), ("a", "state", "fully"), ("b", "state", "not"))
    days = [date(2016, 5, 1), date(2018, 5, 1), date(2020, 5, 1)]
    dated = said.with_columns(pl.Series("assessed_on", days, pl.Date))
    return records(tmp_path / "planted", main, conform(Table.ASSESSMENTS, dated))


@pytest.mark.parametrize(
    ("day", "statuses"),
    [
        ("2016-04-30", []),
        ("2016-05-01", [("a", "partially")]),
        ("2018-05-01", [("a", "fully")]),
        ("2020-05-01", [("a", "fully"), ("b", "not_implemented")]),
    ],
)
def test_a_word_is_known_from_its_own_day_on(
    planted: Records, day: str, statuses: list[tuple[str, str]]
) -> None:
    then = as_of(planted, day).statuses(Filters().milestone).lazy()
    found = then.join(planted.index, on="recommendation_index").collect()
    shown = found.select("recommendation_id", pl.col("status").cast(pl.String))
    assert shown.sort("recommendation_id").rows() == statuses


def test_silence_is_watched_up_to_the_day(planted: Records) -> None:
    found = silences(as_of(planted, "2016-10-27"), Filters())
    assert found.select("recommendation_id", "is_silent", "months_silent").rows() == [
        ("b", True, 24), ("c", True, 24), ("a", False, 18),
    ]  # fmt: skip


@pytest.fixture
def page(demonstration_store: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens pages of the demonstration."""
    return opener(demonstration_store, monkeypatch)


def texts(app: AppTest) -> str:
    return "\n".join(one.value for one in (*app.markdown, *app.caption))


@pytest.mark.parametrize("file", ["pages/overview.py", "pages/implementation.py"])
def test_a_cited_link_says_then_and_now(page: Open, demonstration: Records, file: str) -> None:
    app = page(file, as_of=DAY, unit="recommendation")
    filters = parse(QUERY).filters
    then, now = as_of(demonstration, DAY), demonstration
    rows = [figures(one, filters, (Dimension.NONE,)).row(0, named=True) for one in (then, now)]
    n_moved = moved(then, now, filters).height
    shown = texts(app)
    assert "As known on 30 June 2012" in shown
    for row in rows:
        assert f"{percent(row['triggered_rate'])} ({number(row['n_triggered'])} of" in shown
    assert f"The status of {number(n_moved)} recommendations has moved since" in shown
    assert n_moved > 1_000


def test_without_a_day_nothing_is_said_of_then(page: Open) -> None:
    assert "As known on" not in texts(page("pages/overview.py"))


def test_a_day_that_is_none_is_a_problem(page: Open) -> None:
    app = page("pages/overview.py", as_of="2012-02-31")
    assert "as\\_of\\: “2012\\-02\\-31” is not recognised" in app.warning[0].value


def test_the_register_is_that_of_the_day(demonstration: Records) -> None:
    then = view_of(demonstration.snapshot, "2015-06-30")
    facts = then.scan(Table.RECORD_FACTS).collect()
    days = facts["happened_on"].drop_nulls()
    assert days.max() is not None
    assert days.max() <= date(2015, 6, 30)
    assert facts.height < demonstration.snapshot.scan(Table.RECORD_FACTS).collect().height
    registers = then.scan(Table.RECORD_REGISTERS).collect()
    assert registers["covered_until"].max() == date(2015, 6, 30)


def test_what_had_become_of_asks_is_read_from_the_register_of_the_day(
    demonstration: Records,
) -> None:
    then = view_of(demonstration.snapshot, "2015-06-30").scan(Table.RECORD_OUTCOMES).collect()
    happened = then["happened_on"].drop_nulls()
    assert happened.max() <= date(2015, 6, 30)
    to_date = then.filter(pl.col("milestone") == "to_date")
    assert set(to_date["as_of"].drop_nulls()) == {date(2015, 6, 30)}
