"""The record's counts on rows that can be counted by eye, and by a second engine.

Two invented States, QMA and QMB, were reviewed in session 20 (to 7 November 2014).
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from frames import asked, recommendations, records, words
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from registers import register

from upr_data.domain.instruments import CORE
from upr_data.domain.treaties import Register
from upr_data.figures.record.counts import record_figures
from upr_data.figures.record.curves import Group, curves
from upr_data.figures.record.ledgers import asks_of_state, treaties_of_state
from upr_data.figures.record.levels import level_counts
from upr_data.figures.record.scope import FIRM, Scope
from upr_data.figures.record.sentences import coverage_line, record_line
from upr_data.figures.record.units import not_asked_units
from upr_data.figures.records import Records
from upr_data.model import Outcome, RecordDimension, RecordFig, RecordUnit, Table
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse

HELD = register(
    ("QMA", "cat", "joining", "2016-01-01"),
    ("QMA", "crpd", "joining", "2010-01-01"),
    ("QMA", "icrmw", "signature", "2018-01-01"),
    ("QMB", "cat", "joining", "2025-01-01"),
    ("QMB", "cat", "signature", "2013-01-01"),
    also=tuple(CORE),
)
ROWS: list[dict[str, Any]] = [
    {"text": "Ratify CAT", "recommending_state": "QMC"},
    {"text": "Consider ratifying CAT", "recommending_state": "QMB", "response": "noted"},
    {"text": "Ratify ICRMW", "recommending_state": "QMD", "response": "noted"},
    {"text": "Ratify CRPD", "recommending_state": "QMC"},
    {"text": "Ratify CAT", "recommending_state": "QMC", "state_under_review": "QMB"},
    {"text": "Ratify the core treaties", "recommending_state": "QMC"},
]

Load = Callable[..., Records]

PLEDGE: dict[str, Any] = {
    "text": "Ratify ICRMW", "kind": "voluntary_pledge", "recommending_state": None,
}  # fmt: skip


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def of(*rows: dict[str, Any], held: Register = HELD) -> Records:
        filled = [asked(**row) for row in rows or ROWS]
        return records(tmp_path, recommendations(*filled), held=held)

    return of


def by(found: Records, dimension: str, **how: Any) -> dict[Any, dict[str, Any]]:  # noqa: ANN401
    filters = how.pop("filters", Filters())
    table = record_figures(found, filters, RecordDimension(dimension), **how)
    return {row["key"]: row for row in table.iter_rows(named=True)}


def counts(row: dict[str, Any]) -> tuple[int, int, int]:
    return row["n_asks"], row["n_already"], row["n_open"]


def test_columns_are_those_of_the_contract(load: Load) -> None:
    assert record_figures(load(), Filters()).columns == [column.value for column in RecordFig]


def test_statements_about_states_count_state_review_and_treaty(load: Load) -> None:
    """CAT (twice) and ICRMW of QMA, CAT of QMB are open; CRPD was joined before."""
    assert counts(by(load(), "none")[None]) == (4, 1, 3)


def test_rows_are_counted_where_rows_are_asked_for(load: Load) -> None:
    assert counts(by(load(), "none", unit=RecordUnit.ROW)[None]) == (5, 1, 4)


def test_what_is_open_stands_somewhere_at_each_milestone(load: Load) -> None:
    row = by(load(), "none")[None]
    stands = ("joined", "signed", "waiting", "not_covered")
    found = {m: [row[f"n_{s}_{m}"] for s in stands] for m in ("mid_term", "next_review", "to_date")}
    assert found == {"mid_term": [1, 0, 2, 0], "next_review": [1, 1, 1, 0], "to_date": [2, 1, 0, 0]}


def test_supported_noted_and_both_stand_beside_the_not_asked(load: Load) -> None:
    found = by(load(), "asked")
    assert {key: counts(row) for key, row in found.items()} == {
        "supported": (2, 1, 1),
        "noted": (1, 0, 1),
        "both": (1, 0, 1),
        "not_asked": (0, 0, 2 * 18 - 1 - 3),
    }


def test_an_ask_counts_once_under_each_state_that_made_it(load: Load) -> None:
    found = by(load(), "recommending_state")
    assert {key: row["n_asks"] for key, row in found.items()} == {"QMD": 1, "QMC": 3, "QMB": 1}


def test_by_instrument_in_the_order_of_the_list(load: Load) -> None:
    found = by(load(), "instrument")
    assert list(found) == ["cat", "icrmw", "crpd"]
    assert found["cat"]["label"] == "Torture (CAT)"


def test_a_scope_takes_firm_asks_alone(load: Load) -> None:
    rows = ({"text": "Ratify CAT"}, {"text": "Consider ratifying ICRMW"})
    assert by(load(*rows), "none", scope=FIRM)[None]["n_asks"] == 1


def test_a_filter_on_the_treaty_narrows_asks_and_not_asked(load: Load) -> None:
    found = by(load(), "asked", filters=parse("instrument=icrmw").filters)
    assert {key: row["n_open"] for key, row in found.items()} == {"noted": 1, "not_asked": 1}


@pytest.mark.parametrize(
    ("query", "n"),
    [("ask=joining", 6), ("ask=unknown", 0), ("instrument=cat", 3), ("instrument=unknown", 1)],
)
def test_rows_can_be_selected_by_what_they_ask(load: Load, query: str, n: int) -> None:
    filters = parse(query).filters
    assert load().rows.filter(filters.expression()).collect().height == n
    assert parse(filters.to_link()).filters == filters


def test_registers_that_end_early_are_left_out_unless_asked_for(load: Load) -> None:
    held = register(
        ("QMA", "genocide", "signature", "1950-01-01"),
        until=__import__("datetime").date(2015, 3, 14),
    )
    found = load({"text": "Ratify the Genocide Convention"}, held=held)
    assert by(found, "none")[None]["n_asks"] == 0
    row = by(found, "none", scope=Scope(("genocide",)))[None]
    assert counts(row) == (1, 0, 1)
    assert row["n_not_covered_mid_term"] == 1


def test_a_treaty_adopted_later_was_not_left_unasked(load: Load) -> None:
    found = load({"text": "Ratify CAT", "session": 7})
    assert "op_crc_ic" not in not_asked_units(found, Filters())["instrument"]


def test_pending_answers_are_neither_supported_nor_noted(load: Load) -> None:
    found = by(load({"text": "Ratify CAT", "response": "pending"}), "asked")
    assert found[None]["n_asks"] == 1
    assert curves(load({"text": "Ratify CAT", "response": "pending"}), Filters()).n == 18 - 1 - 1


def test_partially_supported_counts_as_noted(load: Load) -> None:
    found = by(load({"text": "Ratify CAT", "response": "partially_supported"}), "asked")
    assert {key: row["n_asks"] for key, row in found.items()} == {"noted": 1, "not_asked": 0}


def test_curves_compare_three_groups(load: Load) -> None:
    """CAT: supported at least once, joined after 1.15 years; ICRMW: noted, still waiting."""
    found = curves(load(), Filters())
    assert {group: curve.n for group, curve in found.whole.items()} == {
        Group.SUPPORTED: 2,
        Group.NOT_ASKED: 32,
        Group.NOTED: 1,
    }
    step = found.whole[Group.SUPPORTED].at(2)
    assert step is not None
    assert (step["share"], round(step["years"], 2)) == (0.5, 1.15)
    assert found.signed[Group.SUPPORTED].n == 1
    assert found.unsigned[Group.SUPPORTED].n == 1


def test_levels_are_of_single_firm_asks_and_stand_apart(load: Load) -> None:
    table = level_counts(load(), Filters())
    assert table.row(0) == ("mid_term", 3, 1, 0, 2)
    one_of_two = level_counts(load({"text": "Ratify CAT and ICRMW"}), Filters())
    assert one_of_two.row(0) == ("mid_term", 1, 0, 1, 0)


def test_one_sentence_stands_for_implementation(load: Load) -> None:
    assert record_line(load(), Filters()) == (
        "Implementation is not recorded by this source. Of 3 asks to join a treaty still open, 1 "
        "had been answered by joining at the next review (not asked: 0 of 32)."
    )


def test_the_sentence_stands_alone_where_implementation_is_recorded(tmp_path: Path) -> None:
    main = recommendations(asked(text="Ratify CAT"), asked(text="Sign CAT"))
    assessed = records(tmp_path, main, words(("r0", "state", "fully")), HELD)
    assert record_line(assessed, Filters()) == (
        "Of 1 asks to join a treaty still open, 1 had been answered by joining at the next review "
        "(not asked: 0 of 16)."
    )


def test_no_sentence_where_nothing_was_asked(load: Load) -> None:
    assert record_line(load({"text": "Improve schools"}), Filters()) is None


def test_how_many_rows_the_register_covers_is_said(load: Load) -> None:
    assert coverage_line(load(), Filters()) == (
        "5 of 6 rows ask to join a treaty whose register is at hand; register of 3 February 2026."
    )


def test_the_record_is_in_no_assessment(load: Load) -> None:
    found = load()
    assert not found.has_assessments
    assert found.snapshot.scan(Table.STATUSES).collect().is_empty()


SQL = """
WITH asks AS (
  SELECT r.state_under_review AS state, r.session, a.instrument
  FROM read_parquet('{path}/record_asks.parquet') a
  JOIN read_parquet('{path}/recommendations.parquet') r USING (recommendation_id)
  WHERE a.act::VARCHAR = 'joining' AND a.instrument IS NOT NULL
    AND r.kind::VARCHAR = 'recommendation'
), held AS (
  SELECT instrument, covered_until FROM read_parquet('{path}/record_registers.parquet')
  WHERE covered_until >= DATE '2022-01-01'
), changes AS (
  SELECT state, instrument, happened_on, action::VARCHAR AS action
  FROM read_parquet('{path}/record_facts.parquet')
  WHERE action::VARCHAR IN ('joining', 'withdrawal') AND happened_on IS NOT NULL
), units AS (
  SELECT DISTINCT a.state, a.session, a.instrument, d.reviewed_on, d.mid_term_on, h.covered_until
  FROM asks a JOIN held h USING (instrument)
  JOIN days d ON d.state_under_review = a.state AND d.session = a.session
), stand AS (
  SELECT u.*,
    coalesce((SELECT arg_max(action, happened_on) FROM changes c WHERE c.state = u.state
      AND c.instrument = u.instrument AND c.happened_on <= u.reviewed_on), '') = 'joining' AS was,
    coalesce((SELECT arg_max(action, happened_on) FROM changes c WHERE c.state = u.state
      AND c.instrument = u.instrument AND c.happened_on <= u.mid_term_on), '') = 'joining' AS then_
  FROM units u
)
SELECT instrument, count(*), count(*) FILTER (was), count(*) FILTER (NOT was),
  count(*) FILTER (NOT was AND then_ AND mid_term_on <= covered_until)
FROM stand GROUP BY instrument ORDER BY instrument
"""


def test_duckdb_counts_the_same(demonstration: Records) -> None:
    from upr_data.domain.milestones import review_days  # noqa: PLC0415

    days = review_days(demonstration.snapshot.scan(Table.REVIEWS).collect())
    path = demonstration.snapshot.path
    with duckdb.connect() as engine:
        engine.register("days", days.to_arrow())
        theirs = engine.execute(SQL.format(path=path)).fetchall()
    ours = record_figures(demonstration, Filters(), RecordDimension.INSTRUMENT).sort("key")
    columns = ("key", "n_asks", "n_already", "n_open", "n_joined_mid_term")
    assert ours.select(columns).rows() == theirs
    assert len(theirs) > 10


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(len(ROWS))))
def test_the_order_of_rows_makes_no_difference(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    store = tmp_path_factory.mktemp("order")
    rows = [asked(**ROWS[n]) for n in order]
    found = records(store, recommendations(*rows), held=HELD)
    row = by(found, "none")[None]
    assert (*counts(row), row["n_joined_to_date"]) == (4, 1, 3, 2)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["Ratify CRPD", "Consider acceding to CRPD", "Take steps to ratify CRPD"]),
    st.sampled_from(["supported", "noted", "pending"]),
    st.sampled_from(["QMC", "QMD", "QME"]),
)
def test_an_ask_for_what_a_state_has_joined_changes_no_open_count(
    tmp_path_factory: pytest.TempPathFactory, text: str, response: str, state: str
) -> None:
    more = {"text": text, "response": response, "recommending_state": state}
    rows = [asked(**row) for row in [*ROWS, more]]
    found = records(tmp_path_factory.mktemp("more"), recommendations(*rows), held=HELD)
    before = {"supported": 1, "noted": 1, "both": 1, "not_asked": 32}
    after = {key: row["n_open"] for key, row in by(found, "asked").items() if row["n_open"]}
    assert after == before


def test_outcomes_are_those_of_single_asks(load: Load) -> None:
    table = load().snapshot.scan(Table.RECORD_OUTCOMES).collect()
    mid_term = table.filter(pl.col("milestone") == "mid_term")["outcome"].to_list()
    assert mid_term == [Outcome.FULLY, Outcome.SILENT, Outcome.NOT, Outcome.ALREADY, Outcome.NOT]


def test_asks_of_a_review_that_nobody_dates_stand_in_the_ledger(load: Load) -> None:
    """Without a session nothing is known of when: neither standing nor years after it."""
    undated = {"text": "Ratify CAT", "recommending_state": "QMD", "session": None, "cycle": None}
    found = load(*ROWS, undated, undated | {"text": "Ratify ICPPED"})
    asks = asks_of_state(found, "QMA", Filters())
    assert asks.filter(pl.col("instrument") == "cat").rows() == [
        ("cat", None, 1, 1),
        ("cat", 20, 2, 1),
    ]
    ledger = {
        row["instrument"]: row for row in treaties_of_state(found, "QMA", Filters()).to_dicts()
    }
    assert (ledger["cat"]["n_asks"], ledger["cat"]["years_after"]) == (3, None)
    assert ledger["icrmw"]["first_signed_on"] == date(2018, 1, 1)
    joined = treaties_of_state(load(), "QMA", Filters()).filter(pl.col("instrument") == "cat")
    assert joined["years_after"].to_list() == [pytest.approx(1.15, abs=0.01)]


def test_a_voluntary_pledge_is_nobodys_ask(load: Load) -> None:
    sample = load(ROWS[0], PLEDGE)
    counted = [
        record_figures(sample, parse(query).filters, RecordDimension.NONE)["n_asks"].to_list()
        for query in ("", "kind=recommendation,voluntary_pledge", "kind=voluntary_pledge")
    ]
    assert counted == [[1], [1], [0]]
    assert record_line(sample, parse("kind=voluntary_pledge").filters) is None
