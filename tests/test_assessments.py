"""Filled templates of assessments: what is understood, what is set aside and why."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from filled import HEADER, Row, lines, with_part, write_csv, write_xlsx
from frames import recommendations, tables
from hypothesis import given, settings
from hypothesis import strategies as st

from upr_data.domain import states
from upr_data.figures.metrics import figures
from upr_data.figures.records import load
from upr_data.ingest import building
from upr_data.ingest.building import Inputs
from upr_data.ingest.sources.additions.assessments import known, read_assessments
from upr_data.ingest.sources.additions.matching import matcher
from upr_data.ingest.sources.base import BadInputError, Reading
from upr_data.ingest.sources.words.days import day_of
from upr_data.model import Level, SnapshotKind, Table, empty
from upr_data.operating.child import no_progress
from upr_data.selection.filters import Filters
from upr_data.snapshot import Draft, Snapshot, choose, open_snapshot, publish, superseded_by

Read = Callable[..., Reading]
MAIN = recommendations(
    {"document_symbol": "A/HRC/28/15", "paragraph": "115.4"},
    {"document_symbol": "A/HRC/28/15", "paragraph": "115.10"},
    {"session": None, "cycle": None, "state_under_review": "FRA"},
)


def read_file(path: Path, assessments: pl.DataFrame | None = None) -> Reading:
    said = empty(Table.ASSESSMENTS) if assessments is None else assessments
    against = known(matcher(MAIN, states.states_table()), said)
    return read_assessments(path, against, no_progress)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read rows as a CSV file."""
    return lambda *rows: read_file(write_csv(tmp_path / "filled.csv", lines(*rows)))


def aside(reading: Reading) -> list[tuple[int, str]]:
    """Line and rule of everything set aside."""
    found = reading.report.filter(pl.col("report_action") == "set_aside")
    return list(found.select("line", "rule").iter_rows())


def noticed(reading: Reading) -> dict[str, int]:
    found = reading.report.filter(pl.col("report_action") == "noticed")
    return dict(found.select("rule", "n").iter_rows())


def reason(reading: Reading) -> str:
    return str(reading.report.filter(pl.col("report_action") == "set_aside")["detail"][0])


def test_a_line_is_one_word(read: Read) -> None:
    reading = read(
        {"assessed_on": "2017-05-31", "source_url": "https://example.org", "comment": "Sample"}
    )
    assert reading.assessments.rows() == [
        (
            "r0", "Sample organisation", "civil_society", "fully", date(2017, 5, 31), "mid_term",
            "https://example.org", "Sample", "fully", None, None, "id", 100.0,
        )
    ]  # fmt: skip
    assert (reading.source.n_read, reading.source.n_kept, reading.source.n_set_aside) == (1, 1, 0)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_both_formats_give_the_same(tmp_path: Path, suffix: str) -> None:
    write = write_csv if suffix == "csv" else write_xlsx
    table = lines({"level": "B", "assessed_on": "31.05.2017"}, {"recommendation": "r1"})
    reading = read_file(write(tmp_path / f"filled.{suffix}", table))
    assert reading.assessments["level"].to_list() == ["partially", "fully"]
    assert reading.assessments["assessed_on"].to_list() == [date(2017, 5, 31), None]


@pytest.mark.parametrize(
    ("words", "level", "comment"),
    [
        ("fully", "fully", None),
        ("A", "fully", None),
        ("E", "not", None),
        ("Partially implemented", "partially", "Partially implemented"),
        ("En cours", "partially", "En cours"),
        ("No implementada", "not", "No implementada"),
        ("A law was passed", "unclear", "A law was passed"),
        ("unclear", "unclear", None),
    ],
)
def test_levels_in_plain_words(read: Read, words: str, level: str, comment: str | None) -> None:
    row = read({"level": words}).assessments.row(0, named=True)
    assert (row["level"], row["comment"]) == (level, comment)


@pytest.mark.parametrize("words", ["N/A", "not_assessed", "-", "Not assessed"])
def test_no_comment_is_no_word(read: Read, words: str) -> None:
    reading = read({"level": words}, {"recommendation": "r1"})
    assert reading.assessments["recommendation_id"].to_list() == ["r1"]
    assert noticed(reading)["marked_no_comment"] == 1
    assert (reading.source.n_read, reading.source.n_kept) == (1, 1)


def test_status_codes_are_levels(read: Read) -> None:
    reading = read(
        {"level": "not_implemented"},
        {"level": "partially_implemented", "recommendation": "r1"},
        {"level": "fully_implemented", "recommendation": "r2"},
    )
    assert reading.assessments["level"].to_list() == ["not", "partially", "fully"]


def test_words_and_nuance_are_kept(read: Read) -> None:
    row = read({"level": "Ongoing", "evidence_until": "2016-12-31"}).assessments.row(0, named=True)
    assert (row["level_as_given"], row["nuance"]) == ("Ongoing", "ongoing")
    assert row["evidence_until"] == date(2016, 12, 31)


def test_a_nuance_that_is_named_wins(read: Read) -> None:
    assert read({"nuance": "Regressed"}).assessments["nuance"].to_list() == ["regressed"]
    assert aside(read({"nuance": "sample"})) == [(2, "unknown_nuance")]


def test_words_of_a_level_come_before_the_comment(read: Read) -> None:
    row = read({"level": "Ongoing", "comment": "Sample"}).assessments.row(0, named=True)
    assert row["comment"] == "Ongoing\nSample"


def test_a_comment_without_a_level_is_unclear_unless_it_is_plain(read: Read) -> None:
    reading = read(
        {"level": "", "comment": "A law was passed"},
        {"level": "", "comment": "Not implemented", "recommendation": "r1"},
    )
    assert reading.assessments["level"].to_list() == ["unclear", "not"]
    assert noticed(reading)["level_read_from_comment"] == 2


def test_lines_left_blank_are_counted_and_are_no_errors(read: Read) -> None:
    reading = read({"level": ""}, {}, {"level": "", "recommendation": "r1"})
    assert (reading.source.n_read, reading.source.n_kept) == (1, 1)
    assert noticed(reading)["left_blank"] == 2
    assert aside(reading) == []


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"recommendation": "r1"}, "r1"),
        ({"recommendation": "\u200fr1 "}, "r1"),
        ({"recommendation": "", "document_symbol": "A/HRC/28/15", "paragraph": "115.10"}, "r1"),
        (
            {"recommendation": "", "document_symbol": "a/hrc/28/15 ", "paragraph": "para. 115.4"},
            "r0",
        ),
        ({"recommendation": "gone", "document_symbol": "A/HRC/28/15", "paragraph": "115.4"}, "r0"),
    ],
)
def test_recommendations_are_found_by_id_or_place(read: Read, row: Row, found: str) -> None:
    assert read(row).assessments["recommendation_id"].to_list() == [found]


@pytest.mark.parametrize(
    ("row", "rule", "words"),
    [
        (
            {"recommendation": "gone"},
            "unknown_recommendation",
            "no recommendation of this snapshot",
        ),
        ({"recommendation": "1.23457E+15"}, "unknown_recommendation", "an id into a number"),
        ({"recommendation": ""}, "no_recommendation", "names no recommendation"),
        (
            {"document_symbol": "A/HRC/28/15", "paragraph": "115.10"},
            "contradicting_recommendation",
            "different recommendations",
        ),
        (
            {"assessor_type": "Civl society"},
            "unknown_assessor_type",
            "did you mean “Civil society”?",
        ),
        ({"assessor_type": "Xyz"}, "unknown_assessor_type", "write one of: State, Civil society"),
        ({"assessor_type": ""}, "no_assessor_type", "names no assessor type"),
        ({"assessor": ""}, "no_assessor", "names no assessor"),
        ({"milestone": "later"}, "unknown_milestone", "no milestone we know"),
        ({"assessed_on": "2014-01-31"}, "assessed_before_review", "session 20 began on 2014-10-27"),
        ({"assessed_on": "2013"}, "assessed_before_review", "before the review"),
        ({"assessed_on": "2099-01-01"}, "assessed_in_future", "in the future"),
    ],
)
def test_what_cannot_be_used_is_set_aside(read: Read, row: Row, rule: str, words: str) -> None:
    reading = read({}, row)
    assert aside(reading) == [(3, rule)]
    assert words in reason(reading)
    assert (reading.source.n_read, reading.source.n_kept, reading.source.n_set_aside) == (2, 1, 1)


def test_two_recommendations_in_one_place_are_ambiguous(tmp_path: Path) -> None:
    place = {"document_symbol": "A/HRC/28/15", "paragraph": "115.4"}
    twice = recommendations(place, place)
    path = write_csv(tmp_path / "filled.csv", lines({"recommendation": "", **place}))
    against = known(matcher(twice, states.states_table()), empty(Table.ASSESSMENTS))
    assert aside(read_assessments(path, against, no_progress)) == [(2, "ambiguous_recommendation")]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("State", "state"), ("government", "state"), ("civil_society", "civil_society"),
        ("NGOs", "civil_society"), ("ONG", "civil_society"), ("Ombudsman", "nhri"),
        ("UN body", "un"), ("University", "academia"), ("OTHER", "other"),
    ],
)  # fmt: skip
def test_assessor_types(read: Read, words: str, code: str) -> None:
    assert read({"assessor_type": words}).assessments["assessor_type"].to_list() == [code]


def test_a_state_needs_no_name(read: Read) -> None:
    reading = read({"assessor": "", "assessor_type": "State"})
    assert reading.assessments["assessor"].to_list() == ["Slovenia"]


def test_one_assessor_spelt_in_two_ways_is_one(read: Read) -> None:
    reading = read({"assessor": "Société Exemple"}, {"assessor": "SOCIETE EXEMPLE", "level": "not"})
    assert reading.assessments["assessor"].to_list() == ["Société Exemple"] * 2
    assert "assessor_spelling" in reading.report["rule"].to_list()


def test_a_blank_milestone_is_mid_term_and_noticed(read: Read) -> None:
    reading = read({"milestone": ""})
    assert reading.assessments["milestone"].to_list() == ["mid_term"]
    assert noticed(reading)["milestone_missing"] == 1


def test_repeated_words_are_read_once(read: Read) -> None:
    reading = read(
        {"assessed_on": "2017-05-31"}, {"assessed_on": "31.05.2017", "comment": "Sample"}
    )
    assert aside(reading) == [(3, "repeated")]
    assert "line 2 of filled.csv" in reason(reading)


def test_words_that_the_snapshot_has_are_repeated(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "filled.csv", lines({}))
    first = read_file(path)
    assert aside(read_file(path, first.assessments)) == [(2, "repeated")]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2015-03-31", "2015-03-31", "2015-03-31"),
        ("2015-03-31 10:30:00", "2015-03-31", "2015-03-31"),
        ("31.03.2015", "2015-03-31", "2015-03-31"),
        ("31/3/2015", "2015-03-31", "2015-03-31"),
        ("3/31/2015", "2015-03-31", "2015-03-31"),
        ("03/03/2015", "2015-03-03", "2015-03-03"),
        ("03/04/2015", "2015-03-04", "2015-04-03"),
        ("42094", "2015-03-31", "2015-03-31"),
        ("42094.5", "2015-03-31", "2015-03-31"),
        ("31 March 2015", "2015-03-31", "2015-03-31"),
        ("March 31st, 2015", "2015-03-31", "2015-03-31"),
        ("\u200f31.03.2015", "2015-03-31", "2015-03-31"),
        ("2015-02", "2015-02-01", "2015-02-28"),
        ("02/2015", "2015-02-01", "2015-02-28"),
        ("February 2015", "2015-02-01", "2015-02-28"),
        ("2015", "2015-01-01", "2015-12-31"),
    ],
)
def test_days_as_people_write_them(words: str, first: str, last: str) -> None:
    day = day_of(words)
    assert day is not None
    assert (f"{day.first}", f"{day.last}") == (first, last)


@pytest.mark.parametrize(
    "words", ["", "soon", "31.02.2015", "13/13/2015", "2015.5", "5", "12 Mrch 2015"]
)
def test_words_that_are_no_day(words: str) -> None:
    assert day_of(words) is None


@given(st.text(max_size=30))
def test_any_words_are_a_day_or_none(words: str) -> None:
    day = day_of(words)
    assert day is None or day.first <= day.last


@pytest.mark.parametrize(
    ("words", "rule"),
    [("2017", "date_not_exact"), ("03/04/2017", "date_not_exact"), ("soon", "date_not_understood")],
)
def test_a_day_that_is_not_exact_is_left_out_and_noticed(read: Read, words: str, rule: str) -> None:
    reading = read({"assessed_on": words})
    assert reading.assessments["assessed_on"].to_list() == [None]
    assert noticed(reading)[rule] == 1


@pytest.mark.parametrize("value", [date(2017, 5, 31), datetime(2017, 5, 31, 12), 42886])  # noqa: DTZ001
def test_days_of_a_spreadsheet(tmp_path: Path, value: object) -> None:
    path = write_xlsx(tmp_path / "filled.xlsx", lines({"assessed_on": value}))
    assert read_file(path).assessments["assessed_on"].to_list() == [date(2017, 5, 31)]


def test_columns_go_by_other_names_and_any_order(tmp_path: Path) -> None:
    table = [
        ["Level of implementation", "Type", "Assessed by", "ID"],
        ["fully", "NGO", "Sample", "r0"],
    ]
    reading = read_file(write_csv(tmp_path / "filled.csv", table))
    assert reading.assessments["recommendation_id"].to_list() == ["r0"]


def test_text_from_right_to_left_is_kept(read: Read) -> None:
    reading = read({"assessor": "\u0645\u0646\u0638\u0645\u0629", "comment": "\u202bنص\u202c"})
    row = reading.assessments.row(0, named=True)
    assert (row["assessor"], row["comment"]) == ("\u0645\u0646\u0638\u0645\u0629", "\u202bنص\u202c")


def test_formulas_are_not_computed_and_are_told(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "filled.xlsx", lines({"comment": '=HYPERLINK("http://x")'}))
    reading = read_file(path)
    assert noticed(reading)["formulas_not_computed"] == 1
    assert reading.assessments["comment"].to_list() == [None]


def test_a_formula_as_text_stays_text(read: Read) -> None:
    assert read({"comment": "=1+1"}).assessments["comment"].to_list() == ["=1+1"]


def test_the_apostrophe_that_defused_a_formula_is_taken_off(read: Read) -> None:
    assert read({"comment": "'=1+1"}).assessments["comment"].to_list() == ["=1+1"]


def test_of_merged_cells_the_first_has_the_value(tmp_path: Path) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415

    path = write_xlsx(tmp_path / "filled.xlsx", lines({}, {"assessor": "Another"}))
    book = load_workbook(path)
    book.worksheets[0].merge_cells("A2:A3")
    book.save(path)
    reading = read_file(path)
    assert aside(reading) == [(3, "no_recommendation")]
    assert noticed(reading)["merged_cells"] == 1


def test_macros_are_not_run(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "filled.xlsx", lines({}))
    path = with_part(path, "xl/vbaProject.bin", b"Sample").rename(tmp_path / "filled.xlsm")
    reading = read_file(path)
    assert reading.assessments.height == 1
    assert noticed(reading)["macros_not_run"] == 1


def test_a_line_that_does_not_fit_the_header_is_set_aside(tmp_path: Path) -> None:
    table = [*lines({}), ["r1", *[""] * 9, "beyond"]]
    reading = read_file(write_csv(tmp_path / "filled.csv", table))
    assert aside(reading) == [(3, "cells_do_not_fit")]


def refusal_of(path: Path) -> str:
    with pytest.raises(BadInputError) as error:
        read_file(path)
    assert str(error.value).startswith(str(path))
    return str(error.value)


def test_the_wrong_sheet_is_named(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "filled.xlsx", [["How to fill this template"], ["Sample text"]])
    sentence = refusal_of(path)
    assert "the first row of its first sheet is How to fill" in sentence
    assert "Assessments need assessor, assessor_type, level" in sentence


def test_a_column_twice_is_refused(tmp_path: Path) -> None:
    table = [[*HEADER, "Status"], *[[*line, ""] for line in lines({})[1:]]]
    path = write_csv(tmp_path / "filled.csv", table)
    assert "two columns hold the level: level and Status" in refusal_of(path)


def test_100_mb_in_500_kb_are_not_unpacked(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "filled.xlsx", lines({}))
    with_part(path, "xl/worksheets/sheet9.xml", bytes(100_000_000))
    assert path.stat().st_size < 500_000
    assert "unpacks to 100 MB, far more than a file of its kind and size" in refusal_of(path)


@pytest.mark.parametrize(
    "data",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage" * 100,
        b"PK\x03\x04" + b"no zip" * 100,
        b"%PDF-1.7 sample",
        b"\x00\x01\x02" * 1000,
        b"",
    ],
)
def test_what_is_no_template_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(data)
    assert refusal_of(path).endswith(".")


@pytest.fixture
def base(tmp_path: Path) -> Snapshot:
    """A snapshot of a real State's name and placeholder texts."""
    draft = Draft("sample", SnapshotKind.REAL, "2026-01-01")
    manifest = publish(tables(MAIN), draft, tmp_path / "store")
    return open_snapshot(tmp_path / "store" / manifest.id)


def test_a_snapshot_is_made_from_another_which_stays(base: Snapshot, tmp_path: Path) -> None:
    store = tmp_path / "store"
    path = write_csv(tmp_path / "filled.csv", lines({}, {"recommendation": "r1", "level": "not"}))
    built = building.add_assessments(base, [path], None, store, no_progress)
    assert built.manifest.supersedes == base.manifest.id
    assert built.manifest.name == "sample"
    assert [source.file for source in built.manifest.sources] == ["filled.csv"]
    assert superseded_by(store) == {base.manifest.id: built.manifest.id}
    assert choose(store, "sample").snapshot.manifest.id == built.manifest.id
    assert open_snapshot(base.path).scan(Table.ASSESSMENTS).collect().is_empty()
    row = figures(load(open_snapshot(store / built.manifest.id)), Filters()).row(0, named=True)
    assert (row["made"], row["n_commented"], row["n_fully"], row["n_not_implemented"]) == (
        3,
        2,
        1,
        1,
    )


def test_a_second_addition_keeps_the_first(base: Snapshot, tmp_path: Path) -> None:
    store = tmp_path / "store"
    one = write_csv(tmp_path / "one.csv", lines({}))
    two = write_csv(tmp_path / "two.csv", lines({"assessor": "Another", "level": "not"}))
    first = building.add_assessments(base, [one], None, store, no_progress)
    second = building.add_assessments(
        open_snapshot(store / first.manifest.id), [two], "other", store, no_progress
    )
    assert second.manifest.files[Table.ASSESSMENTS].n_rows == 2
    assert [source.file for source in second.manifest.sources] == ["one.csv", "two.csv"]
    statuses = open_snapshot(store / second.manifest.id).scan(Table.STATUSES).collect()
    assert statuses.filter(pl.col("assessor_type") == "all")["iri"].to_list() == [0.5]


def test_nothing_is_published_where_nothing_is_left(base: Snapshot, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "filled.csv", lines({"recommendation": "gone"}))
    with pytest.raises(BadInputError, match=r"all 1 records were set aside. filled.csv, line 2"):
        building.add_assessments(base, [path], None, tmp_path / "store", no_progress)
    blank = write_csv(tmp_path / "blank.csv", lines({"level": ""}))
    with pytest.raises(BadInputError, match=r"every line of blank.csv was left blank"):
        building.add_assessments(base, [blank], None, tmp_path / "store", no_progress)
    assert len(list((tmp_path / "store").iterdir())) == 1


def test_assessments_need_something_to_be_added_to(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="need a snapshot"):
        building.prepare(Inputs(assessments=(tmp_path / "filled.csv",)), no_progress)


said = st.lists(
    st.fixed_dictionaries(
        {
            "recommendation": st.sampled_from(["r0", "r1", "r2"]),
            "assessor": st.sampled_from(["One", "Two"]),
            "assessor_type": st.sampled_from(["State", "NGO"]),
            "level": st.sampled_from([level.value for level in Level]),
            "assessed_on": st.sampled_from(["", "2017-05-31", "2018-05-31"]),
        }
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=30, deadline=None)
@given(said, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[dict[str, Any]],
    shuffler: Any,  # noqa: ANN401
) -> None:
    from upr_data.domain.implementation import statuses  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("order")
    shuffled = rows.copy()
    shuffler.shuffle(shuffled)
    found = [
        statuses(read_file(write_csv(folder / "filled.csv", lines(*one))).assessments)
        for one in (rows, shuffled)
    ]
    assert found[0].equals(found[1])
