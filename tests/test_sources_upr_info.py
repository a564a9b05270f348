"""UPR Info's old exports, in the three formats people have, and saved again."""

import os
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from upr_info_files import (
    HEADER_2015,
    HEADER_2018,
    Row,
    csv_2015,
    csv_2018,
    delimited,
    record,
    xls_2015,
    xlsx,
)

from upr_data.ingest.ids import with_ids
from upr_data.ingest.sources import BadInputError, Reading, read_file, read_files
from upr_data.model import SCHEMAS, Col, Kind, ReportAction, Response, Table

FORMATS = [csv_2015, csv_2018, xls_2015, xlsx]
Format = Callable[[list[Row]], bytes]


def read(folder: Path, *rows: Row, made: Format = csv_2018) -> Reading:
    path = folder / "export"
    path.write_bytes(made(list(rows)))
    return read_file(path)


def column(reading: Reading, name: Col) -> list[object]:
    return reading.recommendations[name].to_list()


def report(reading: Reading, action: ReportAction) -> dict[str, int]:
    rows = reading.report.filter(pl.col(Col.REPORT_ACTION) == action.value)
    return {rule: rows.filter(pl.col(Col.RULE) == rule)[Col.N].sum() for rule in rows[Col.RULE]}


def reasons(reading: Reading) -> list[tuple[int, str]]:
    rows = reading.report.filter(pl.col(Col.REPORT_ACTION) == ReportAction.SET_ASIDE.value)
    return rows.select(Col.LINE, Col.DETAIL).rows()


@pytest.mark.parametrize("made", FORMATS)
def test_all_formats_give_the_same_rows(tmp_path: Path, made: Format) -> None:
    reading = read(tmp_path, record(), record(rs="France", response="Noted"), made=made)
    columns = (Col.CYCLE, Col.SESSION, Col.STATE_UNDER_REVIEW, Col.RECOMMENDING_STATE)
    assert reading.recommendations.select(*columns, Col.RESPONSE, Col.ACTION_CATEGORY).rows() == [
        (2, 20, "SVN", "ESP", "supported", 4),
        (2, 20, "SVN", "FRA", "noted", 4),
    ]
    assert column(reading, Col.TEXT) == ["Sample text 1"] * 2
    assert column(reading, Col.ISSUES) == [["justice", "minorities"]] * 2
    assert reading.report.is_empty()


def test_tables_have_their_schemas(tmp_path: Path) -> None:
    reading = read(tmp_path, record())
    for table in (Table.RECOMMENDATIONS, Table.ASSESSMENTS, Table.TERMS):
        assert getattr(reading, table).schema == SCHEMAS[table]
    assert reading.report.schema == SCHEMAS[Table.IMPORT_REPORT]


def test_source_record_counts_and_dates(tmp_path: Path) -> None:
    path = tmp_path / "20-UPR-INFO-DATABASE-EXPORT-2018_07_25-20_19_03.csv"
    path.write_bytes(csv_2018([record(), record(sur="Atlantis")]))
    source = read_file(path).source
    assert (source.n_read, source.n_kept, source.n_set_aside) == (2, 1, 1)
    assert (source.publisher, source.licence) == ("UPR Info, Geneva", "not stated")
    assert (source.file, source.retrieved) == (path.name, "2018-07-25")
    assert len(source.sha256) == 64


def test_columns_go_by_name(tmp_path: Path) -> None:
    header = ["Session", "Issue", "Text", "Action", "Response", "From", "To"]
    data = delimited(
        [header, ["3", "Justice", "Sample text", "5", "Noted", "Peru", "Fiji"]], ",", "\n"
    )
    reading = read(tmp_path, made=lambda _rows: data.encode())
    assert column(reading, Col.STATE_UNDER_REVIEW) == ["FJI"]
    assert column(reading, Col.RECOMMENDING_STATE) == ["PER"]


@pytest.mark.parametrize("line_end", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_saved_again_by_other_programs(tmp_path: Path, line_end: str, encoding: str) -> None:
    rows = [HEADER_2015, record(sur="Côte d'Ivoire", text="Sample, text", session="19")]
    data = delimited(rows, ",", line_end).encode(encoding)
    reading = read(tmp_path, made=lambda _rows: data)
    assert column(reading, Col.STATE_UNDER_REVIEW) == ["CIV"]
    assert column(reading, Col.TEXT) == ["Sample, text"]


def test_column_that_is_not_read_is_noticed(tmp_path: Path) -> None:
    data = delimited([[*HEADER_2018, "My notes"], [*record(), "Sample note"]], ",", "\n")
    reading = read(tmp_path, made=lambda _rows: data.encode())
    assert report(reading, ReportAction.NOTICED) == {"column_not_read": 1}


@pytest.mark.parametrize(
    ("word", "response"),
    [
        ("Supported", Response.SUPPORTED),
        ("Accepted", Response.SUPPORTED),
        ("Noted", Response.NOTED),
        ("Not supported", Response.NOTED),
        ("Rejected", Response.NOTED),
        ("Supported/Noted", Response.PARTIALLY_SUPPORTED),
        ("Supported / Noted", Response.PARTIALLY_SUPPORTED),
        ("Partially accepted", Response.PARTIALLY_SUPPORTED),
        ("Pending", Response.PENDING),
        ("", Response.UNKNOWN),
        ("Maybe", Response.UNKNOWN),
    ],
)
def test_response_words(tmp_path: Path, word: str, response: Response) -> None:
    reading = read(tmp_path, record(response=word))
    assert column(reading, Col.RESPONSE) == [response]
    assert column(reading, Col.RESPONSE_AS_GIVEN) == [word]


def test_unknown_responses_are_noticed(tmp_path: Path) -> None:
    reading = read(tmp_path, record(response=""), record(response="Maybe"), record())
    assert report(reading, ReportAction.NOTICED) == {
        "response_missing": 1,
        "response_not_understood": 1,
    }


def test_pledge_is_its_own_kind_and_has_no_response(tmp_path: Path) -> None:
    reading = read(tmp_path, record(rs="Slovenia", response="Voluntary Pledge"))
    assert column(reading, Col.KIND) == [Kind.VOLUNTARY_PLEDGE]
    assert column(reading, Col.RESPONSE) == [Response.UNKNOWN]
    assert reading.report.is_empty()


def test_category_outside_the_scale_is_null_and_noticed(tmp_path: Path) -> None:
    reading = read(tmp_path, *(record(action=word) for word in ("5", "4.0", "6", "", "x")))
    assert column(reading, Col.ACTION_CATEGORY) == [5, 4, None, None, None]
    assert column(reading, Col.ACTION_CATEGORY_BASIS) == ["source", "source", None, None, None]
    assert report(reading, ReportAction.REPAIRED) == {"number_as_float": 1}
    assert report(reading, ReportAction.NOTICED) == {
        "action_category_missing": 1,
        "action_category_not_understood": 2,
    }


def test_issues_of_both_years_have_one_code(tmp_path: Path) -> None:
    reading = read(tmp_path, record(issue="NHRI,National Human Rights Institution"))
    assert column(reading, Col.ISSUES) == [["national_human_rights_institution"]]


def test_unknown_and_blank_issues_are_noticed(tmp_path: Path) -> None:
    reading = read(tmp_path, record(issue="Justice,Sample issue"), record(issue=""))
    assert column(reading, Col.ISSUES) == [["justice"], None]
    assert report(reading, ReportAction.NOTICED) == {"issue_not_understood": 1, "issues_missing": 1}


def test_unknown_recommending_state_is_kept(tmp_path: Path) -> None:
    reading = read(tmp_path, record(rs="&#40;Unknown&#41;"))
    assert column(reading, Col.RECOMMENDING_STATE) == [None]
    assert column(reading, Col.RECOMMENDING_STATE_AS_GIVEN) == ["(Unknown)"]
    assert report(reading, ReportAction.REPAIRED) == {"html_entity": 1}
    assert report(reading, ReportAction.NOTICED) == {"recommending_state_missing": 1}


def test_recommending_state_nobody_knows_is_kept_and_noticed(tmp_path: Path) -> None:
    reading = read(tmp_path, record(rs="Atlantis"))
    assert column(reading, Col.RECOMMENDING_STATE_AS_GIVEN) == ["Atlantis"]
    assert report(reading, ReportAction.NOTICED) == {"recommending_state_not_understood": 1}


def test_stray_line_end_is_a_repair_and_an_older_name_is_none(tmp_path: Path) -> None:
    reading = read(tmp_path, record(rs="Trinidad and Tobago\r\n"), record(rs="Czech Republic"))
    assert column(reading, Col.RECOMMENDING_STATE) == ["TTO", "CZE"]
    assert report(reading, ReportAction.REPAIRED) == {"stray_line_end": 1}


def test_repairs_show_before_and_after_with_the_line(tmp_path: Path) -> None:
    reading = read(tmp_path, record(), *[record(text="Sample text ")] * 4)
    assert reading.report.select(Col.LINE, Col.RULE, Col.N, Col.DETAIL).rows() == [
        (
            3,
            "outer_space",
            4,
            "; ".join(f"line {line}: 'Sample text ' → 'Sample text'" for line in (3, 4, 5)),
        )
    ]


def test_row_without_session_is_kept_without_cycle(tmp_path: Path) -> None:
    reading = read(tmp_path, record(session=""))
    assert column(reading, Col.SESSION) == [None]
    assert column(reading, Col.CYCLE) == [None]
    assert report(reading, ReportAction.NOTICED) == {"session_missing": 1}


def test_row_without_session_has_that_of_an_only_review(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("upr_data.domain.calendar.reviewed_in", lambda _code: (20,))
    reading = read(tmp_path, record(session=""))
    assert column(reading, Col.SESSION) == [20]
    assert column(reading, Col.CYCLE) == [2]
    assert report(reading, ReportAction.REPAIRED) == {"session_from_calendar": 1}


def test_session_that_is_not_the_states_is_noticed(tmp_path: Path) -> None:
    reading = read(tmp_path, record(session="21"))
    assert report(reading, ReportAction.NOTICED) == {"review_not_in_calendar": 1}


def test_what_is_no_recommendation_is_set_aside(tmp_path: Path) -> None:
    total = ["Total", *[""] * 9, "3"]
    no_state = record(sur="")
    reading = read(tmp_path, record(sur="Slovenja"), record(text=" "), total, no_state, ["a", "b"])
    assert reasons(reading) == [
        (2, "“Slovenja” is not a State under review we know; did you mean Slovenia?"),
        (3, "It has no text."),
        (4, "It is a row of totals and no recommendation."),
        (5, "It names no State under review."),
        (6, "It has 2 cells where the header has 11."),
    ]
    assert reading.source.n_set_aside == 5


def test_observer_is_no_state_under_review(tmp_path: Path) -> None:
    assert read(tmp_path, record(sur="Holy See")).source.n_set_aside == 1


def test_repeated_header_is_no_record(tmp_path: Path) -> None:
    reading = read(tmp_path, record(), HEADER_2018, record())
    assert reading.source.n_read == 2
    assert report(reading, ReportAction.NOTICED) == {"header_repeated": 1}


def test_exact_duplicates_are_kept_and_said(tmp_path: Path) -> None:
    given = read(tmp_path, record(), record(), record(rs="Peru")).recommendations
    rows, said = with_ids(given)
    assert (given.height, rows[Col.ROW_ID].n_unique()) == (3, 3)
    assert said.select(Col.RULE, Col.N).rows() == [("row_given_again", 1)]


def test_format_goes_by_content_not_by_name(tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_bytes(xls_2015([record()]))
    (tmp_path / "file.xls").write_bytes(csv_2018([record()]))
    assert read_file(tmp_path / "file.csv").source.n_kept == 1
    assert read_file(tmp_path / "file.xls").source.n_kept == 1


def test_two_files_with_the_same_reviews_are_refused(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_bytes(csv_2018([record(), record(rs="France")]))
    (tmp_path / "two.csv").write_bytes(csv_2015([record(rs="Peru"), record(rs="France")]))
    with pytest.raises(BadInputError, match=r"one\.csv and two\.csv.* of France to Slovenia at"):
        read_files([tmp_path / "one.csv", tmp_path / "two.csv"])


def test_pledges_do_not_overlap_with_recommendations(tmp_path: Path) -> None:
    pledge = record(rs="Spain", response="Voluntary Pledge")
    (tmp_path / "one.csv").write_bytes(csv_2018([record()]))
    (tmp_path / "two.csv").write_bytes(csv_2018([pledge]))
    assert len(read_files([tmp_path / "one.csv", tmp_path / "two.csv"])) == 2


def test_same_file_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_bytes(csv_2018([record()]))
    with pytest.raises(BadInputError, match="the same file as"):
        read_files([tmp_path / "one.csv"] * 2)


def test_progress_ends_at_the_number_of_records(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    (tmp_path / "one.csv").write_bytes(csv_2018([record()] * 3))
    read_file(tmp_path / "one.csv", lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (3, 3)]


def test_missing_rows_of_an_xls_are_noticed(tmp_path: Path) -> None:
    more = xls_2015([record()]).replace(b"\x02\0\0\0\0\0\x0b", b"\x09\0\0\0\0\0\x0b")
    reading = read(tmp_path, made=lambda _rows: more)
    assert report(reading, ReportAction.NOTICED) == {"not_read": 1}


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="&"), min_size=1)


@given(st.lists(TEXTS.map(str.strip).filter(bool), max_size=5))
def test_texts_survive(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    texts = ["Sample text", *texts]
    reading = read(tmp_path_factory.mktemp("x"), *(record(text=t) for t in texts))
    assert column(reading, Col.TEXT) == texts


@pytest.mark.parametrize("made", [xls_2015, xlsx])
def test_texts_survive_in_workbooks(tmp_path: Path, made: Format) -> None:
    texts = ['Sample "text"', "Sample\ntext", "Échantillon 日本 <b>", "=1+1", "007x"]
    reading = read(tmp_path, *(record(text=text) for text in texts), made=made)
    assert column(reading, Col.TEXT) == texts


@given(st.lists(st.text("abc é\"',;\r\n", min_size=1).map(str.strip).filter(bool), max_size=5))
def test_texts_survive_in_mac_roman(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    texts = ["Sample Côte d\u2019Ivoire", *texts]
    reading = read(tmp_path_factory.mktemp("x"), *(record(text=t) for t in texts), made=csv_2015)
    assert column(reading, Col.TEXT) == texts


def test_headers_of_both_years_are_as_wide() -> None:
    assert len(HEADER_2015) == len(HEADER_2018)


REAL = os.environ.get("UPR_REAL_EXPORTS")
needs_real_exports = pytest.mark.skipif(
    REAL is None, reason="set UPR_REAL_EXPORTS to the folder of real exports"
)


def real(pattern: str) -> list[Path]:
    return sorted(Path(REAL or "").glob(f"upr-info-*/{pattern}"))


@needs_real_exports
@pytest.mark.parametrize(
    ("pattern", "n_rows", "n_supported", "n_unknown", "n_no_session"),
    [
        ("01-06-*.csv", 8132, 5413, 9, 1),
        ("22-24-*.csv", 8447, 5924, 0, 0),
        ("25-27-*.csv", 8733, 6178, 0, 0),
        ("1-5.xls", 6094, None, 9, 0),
        ("10-13.csv", 9047, None, 0, 0),
        ("voluntary.xls", 947, 0, 0, 0),
    ],
)
def test_real_file_is_read_whole(
    pattern: str, n_rows: int, n_supported: int | None, n_unknown: int, n_no_session: int
) -> None:
    reading = read_file(real(pattern)[0])
    rows = reading.recommendations
    source = reading.source
    assert (source.n_read, source.n_kept, source.n_set_aside) == (n_rows, n_rows, 0)
    supported = rows.filter(pl.col(Col.RESPONSE) == Response.SUPPORTED.value)
    assert n_supported in {supported.height, None}
    assert rows[Col.RECOMMENDING_STATE].null_count() == n_unknown
    assert rows[Col.SESSION].null_count() == rows[Col.CYCLE].null_count() == n_no_session
    assert rows[Col.ACTION_CATEGORY].null_count() == 0
    noticed = report(reading, ReportAction.NOTICED)
    assert set(noticed) <= {"recommending_state_missing", "session_missing", "issues_missing"}


@needs_real_exports
def test_real_sessions_22_to_26() -> None:
    readings = read_files([*real("22-24-*.csv"), *real("25-27-*.csv")])
    rows = pl.concat(reading.recommendations for reading in readings)
    assert rows.filter(pl.col(Col.SESSION).is_between(22, 26)).height == 13_852
    assert rows.filter(pl.col(Col.ISSUES).is_null())[Col.SESSION].unique().to_list() == [27]


@needs_real_exports
def test_real_pledges_are_pledges() -> None:
    rows = read_file(real("voluntary.xls")[0]).recommendations
    assert rows[Col.KIND].unique().to_list() == [Kind.VOLUNTARY_PLEDGE]
    assert rows.height - rows.unique().height == 2


@needs_real_exports
def test_real_mac_roman_is_read_as_such() -> None:
    texts = read_file(real("10-13.csv")[0]).recommendations[Col.TEXT]
    accented = [char for char in "".join(texts.to_list()) if not char.isascii()]
    assert accented
    assert all(char.isalpha() and char.islower() for char in accented)


@needs_real_exports
def test_real_files_that_overlap_are_refused() -> None:
    paths = [*real("1-5.xls"), *real("01-06-*.csv")]
    with pytest.raises(BadInputError, match=r"1-5\.xls and 01-06-.* would count twice"):
        read_files(paths)


@needs_real_exports
def test_real_files_that_go_together_are_read_together() -> None:
    paths = [*real("*.xls"), *real("10-13.csv"), *real("2[25]-*.csv")]
    n_kept = sum(reading.source.n_kept for reading in read_files(paths))
    assert n_kept == 6094 + 947 + 9047 + 8447 + 8733
