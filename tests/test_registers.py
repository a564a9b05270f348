"""Filled registers: which one a file is, what an entry must hold, and how periods are read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from filled import write_csv, write_xlsx
from frames import recommendations, tables

from upr_data.domain import calendar, states
from upr_data.ingest import building
from upr_data.ingest.building import Inputs
from upr_data.ingest.sources.additions.registers import RegisterReading, read_register, state_names
from upr_data.ingest.sources.base import BadInputError
from upr_data.model import SnapshotKind, Table, empty
from upr_data.operating.child import no_progress
from upr_data.snapshot import Draft, open_snapshot, publish
from upr_data.templates.writing import register_template

REPORTS = ["state", "cycle", "submitter", "submitter_type", "submitted_on", "source_url"]
MECHANISMS = ["state", "mechanism_type", "lead_body", "since", "source_url"]
PLANS = ["state", "title", "starts", "ends", "source_url"]
NONE = {
    table: empty(table) for table in (Table.MID_TERM_REPORTS, Table.MECHANISMS, Table.ACTION_PLANS)
}

Read = Callable[..., RegisterReading]


def read_file(path: Path) -> RegisterReading:
    members = state_names(states.states_table())
    return read_register(path, members, calendar.reviews_table(), NONE, no_progress)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return lambda *table: read_file(write_csv(tmp_path / "register.csv", table))


def aside(reading: RegisterReading) -> list[tuple[int, str, str]]:
    found = reading.report.filter(pl.col("report_action") == "set_aside")
    return list(found.select("line", "rule", "detail").iter_rows())


def test_mid_term_reports(read: Read) -> None:
    reading = read(
        REPORTS,
        ["Slovenia", "2", "", "State", "2017-05-31", "https://example.org"],
        ["SVN", "cycle 2", "Sample organisation", "NGO", "", ""],
    )
    assert reading.table is Table.MID_TERM_REPORTS
    assert reading.entries.rows() == [
        ("SVN", 2, "Slovenia", "state", date(2017, 5, 31), "https://example.org"),
        ("SVN", 2, "Sample organisation", "civil_society", None, None),
    ]
    assert (reading.source.n_read, reading.source.n_kept, reading.source.n_set_aside) == (2, 2, 0)


def test_mechanisms(read: Read) -> None:
    reading = read(MECHANISMS, ["France", "Inter-ministerial", "Sample body", "2014", ""])
    assert reading.table is Table.MECHANISMS
    assert reading.entries.rows() == [
        ("FRA", "inter_ministerial", "Sample body", date(2014, 1, 1), None)
    ]


def test_action_plans(read: Read) -> None:
    reading = read(PLANS, ["France", "Sample plan", "2014", "2018", ""])
    assert reading.table is Table.ACTION_PLANS
    assert reading.entries.rows() == [
        ("FRA", "Sample plan", date(2014, 1, 1), date(2018, 12, 31), None)
    ]
    repaired = reading.report.filter(pl.col("report_action") == "repaired")
    assert repaired.select("rule", "n").rows() == [("year_or_month_alone", 2)]


def test_a_workbook_does_as_well(tmp_path: Path) -> None:
    table = [
        ["State", "Type", "Lead body", "Since"],
        ["France", "network", "Sample", date(2014, 5, 1)],
    ]
    reading = read_file(write_xlsx(tmp_path / "register.xlsx", table))
    assert reading.entries["since"].to_list() == [date(2014, 5, 1)]


def test_a_date_of_submission_that_is_not_exact_is_left_out(read: Read) -> None:
    reading = read(REPORTS, ["Slovenia", "2", "", "State", "2017", ""])
    assert reading.entries["submitted_on"].to_list() == [None]
    assert "date_not_exact" in reading.report["rule"].to_list()


@pytest.mark.parametrize(
    ("table", "rule", "words"),
    [
        (
            [REPORTS, ["Slovenja", "2", "", "State", "", ""]],
            "unknown_state",
            "did you mean Slovenia",
        ),
        ([REPORTS, ["QMA", "2", "", "State", "", ""]], "unknown_state", "no Member State"),
        ([REPORTS, ["Holy See", "2", "", "State", "", ""]], "unknown_state", "no Member State"),
        ([REPORTS, ["", "2", "", "State", "", ""]], "no_state", "names no State"),
        ([REPORTS, ["Slovenia", "9", "", "State", "", ""]], "unknown_cycle", "write 1, 2, 3 or 4"),
        ([REPORTS, ["Slovenia", "2", "", "NGO", "", ""]], "no_submitter", "names no submitter"),
        ([REPORTS, ["Slovenia", "2", "", "Xyz", "", ""]], "unknown_submitter_type", "write one of"),
        (
            [REPORTS, ["Slovenia", "2", "", "State", "2013-05-31", ""]],
            "submitted_before_review",
            "session 20 began 2014-10-27",
        ),
        (
            [REPORTS, ["Ukraine", "4", "", "State", "", ""]],
            "no_such_review",
            "no review in cycle 4",
        ),
        (
            [MECHANISMS, ["France", "ministeriel", "Sample", "", ""]],
            "unknown_mechanism_type",
            "did you mean “ministerial”",
        ),
        ([PLANS, ["France", "", "2014", "", ""]], "no_title", "has no title"),
        ([PLANS, ["France", "Plan", "2018", "2014", ""]], "ends_before_start", "before it starts"),
    ],
)
def test_what_cannot_be_used_is_set_aside(
    read: Read, table: list[list[str]], rule: str, words: str
) -> None:
    reading = read(*table)
    [(line, found, detail)] = aside(reading)
    assert (line, found) == (2, rule)
    assert words in detail


def test_repeated_entries_are_read_once(read: Read) -> None:
    entry = ["Slovenia", "2", "", "State", "2017-05-31", ""]
    assert [rule for _, rule, _ in aside(read(REPORTS, entry, entry))] == ["repeated"]


def test_a_file_of_other_columns_is_told_what_registers_need(read: Read) -> None:
    with pytest.raises(BadInputError, match="National mechanisms need state, mechanism_type"):
        read(["name", "date"], ["Sample", "2014"])


@pytest.mark.parametrize("table", list(NONE))
def test_every_template_is_recognised(tmp_path: Path, table: Table) -> None:
    path = tmp_path / "register.csv"
    path.write_text(register_template(table), encoding="utf-8")
    reading = read_file(path)
    assert (reading.table, reading.entries.height) == (table, 0)


def test_registers_are_added_to_a_snapshot_once(tmp_path: Path) -> None:
    store = tmp_path / "store"
    draft = Draft("sample", SnapshotKind.REAL, "2026-01-01")
    base = open_snapshot(store / publish(tables(recommendations({})), draft, store).id)
    entry = ["Slovenia", "2", "", "State", "2017-05-31", ""]
    one = write_csv(tmp_path / "one.csv", [REPORTS, entry])
    two = write_csv(tmp_path / "two.csv", [MECHANISMS, ["France", "network", "Sample", "", ""]])
    prepared = building.prepare(Inputs(base=base, registers=(one, two)), no_progress)
    built = building.publish_prepared(prepared, None, store)
    assert built.manifest.files[Table.MID_TERM_REPORTS].n_rows == 1
    assert built.manifest.files[Table.MECHANISMS].n_rows == 1
    again: Any = Inputs(base=open_snapshot(store / built.manifest.id), registers=(one,))
    with pytest.raises(BadInputError, match="the snapshot has it already"):
        building.prepare(again, no_progress)
