"""The workbook and the data package, opened by other programs; figures held to the metrics."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any, Final

import duckdb
import openpyxl
import polars as pl
import pytest
from frames import recommendations, records, words

from upr_data.export.data import data_package
from upr_data.export.names import file_name
from upr_data.export.workbook import workbook
from upr_data.figures import metrics
from upr_data.figures.records import Records
from upr_data.model import Dimension
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse

ALL: Final = Filters()


@pytest.fixture
def four(tmp_path: Path) -> Records:
    """Two of women's rights, one of detention; two assessed; a text that is no formula."""
    return records(
        tmp_path,
        recommendations(
            {"text": "=HYPERLINK(1)", "recommending_state": None},
            {"response": "noted"},
            {"issues": ["detention"]},
            {"cycle": 3, "session": 30},
        ),
        words(("r0", "state", "fully"), ("r1", "un", "not")),
    )


def opened(data: bytes) -> Any:  # noqa: ANN401
    return openpyxl.load_workbook(io.BytesIO(data))


def table(sheet: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """The rows below the frozen head."""
    head = int(sheet.freeze_panes[1:]) - 1
    lines = list(sheet.iter_rows(min_row=head, values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:] if line[0] is not None]


def test_a_workbook_has_a_sheet_for_each_thing(four: Records) -> None:
    book = opened(workbook(four, ALL))
    assert book.sheetnames == ["Figures", "Rows", "Method", "Provenance", "Sources"]


def test_figures_are_those_of_the_metrics(demonstration: Records) -> None:
    filters = parse("cycle=2&sur_group=weog").filters
    found = table(opened(workbook(demonstration, filters, (Dimension.ISSUE,), most=1))["Figures"])
    expected = metrics.figures(demonstration, filters, (Dimension.ISSUE,))
    pairs = {
        "Made": "made",
        "Supported": "n_supported",
        "Supported, share of answered": "acceptance_rate",
        "Led to action, share": "triggered_rate",
        "Coverage: commented on, share of made": "coverage",
    }
    assert len(found) == expected.height > 40
    for title, column in pairs.items():
        assert [row[title] for row in found] == pytest.approx(expected[column].to_list())


def test_the_row_of_headings_has_room_for_all_their_lines(four: Records) -> None:
    sheet = opened(workbook(four, ALL))["Figures"]
    head = int(sheet.freeze_panes[1:]) - 1
    longest = "Recommendations × recommending State"  # three lines of eleven letters
    assert longest in [cell.value for cell in sheet[head]]
    assert sheet.row_dimensions[head].height >= 3 * 15


def test_cells_are_typed(four: Records) -> None:
    sheet = opened(workbook(four, ALL))["Figures"]
    row = table(sheet)[0]
    assert (row["Made"], row["Supported, share of answered"]) == (4, 0.75)
    cells = {cell.value: cell for line in sheet.iter_rows() for cell in line}
    assert cells[0.75].number_format == "0.0 %"


def test_the_head_says_selection_n_rule_and_coverage(four: Records) -> None:
    sheet = opened(workbook(four, parse("cycle=2").filters))["Figures"]
    lines = [sheet.cell(n, 1).value for n in range(1, 5)]
    assert [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines] == [
        "Cycle 2",
        "n = 3 recommendations, each counted once per recommending State",
        (
            "Led to action: fully or partly implemented, of those commented; "
            "accepted: supported of answered."
        ),
        "66.7 % of recommendations were assessed or commented on by anyone (2 of 3).",
    ]


def test_text_is_never_a_formula(four: Records) -> None:
    sheet = opened(workbook(four, ALL))["Rows"]
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value == "=HYPERLINK(1)"]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True)] or [
        (cell.data_type, cell.style_array.quotePrefix) for cell in cells
    ] == [("s", 1)]


def test_rows_are_in_words(four: Records) -> None:
    first = table(opened(workbook(four, ALL))["Rows"])[1]
    assert first["State under review"] == "Slovenia"
    assert (first["Response"], first["Issues"]) == ("Noted", "Women's rights")
    assert first["Implementation status"] == "Not implemented"


def test_what_a_source_does_not_record_is_said(tmp_path: Path) -> None:
    book = opened(workbook(records(tmp_path, recommendations({}, {})), ALL))
    row = table(book["Rows"])[0]
    assert row["Implementation status"] == "not recorded by this source"
    assert "Uncommented" not in table(book["Figures"])[0]
    assert book["Figures"].cell(4, 1).value == "This source does not record implementation."


def test_rows_beyond_the_cap_are_said(four: Records) -> None:
    sheet = opened(workbook(four, ALL, most=3))["Rows"]
    assert sheet.cell(2, 1).value == "The first 3 of 4 rows; take CSV or Parquet for all."
    assert len(table(sheet)) == 3


def test_charts_are_native(four: Records) -> None:
    assert len(opened(workbook(four, ALL, (Dimension.ISSUE,)))["Figures"]._charts) == 2
    assert len(opened(workbook(four, ALL))["Figures"]._charts) == 0


def test_the_same_figures_give_the_same_bytes(four: Records) -> None:
    assert workbook(four, ALL, (Dimension.ISSUE,)) == workbook(four, ALL, (Dimension.ISSUE,))
    assert data_package(four, ALL) == data_package(four, ALL)


def test_invented_data_says_so_on_every_sheet(demonstration: Records) -> None:
    book = opened(workbook(demonstration, parse("session=20&sur=QMA").filters))
    mark = "Demonstration data: every State and every record is invented."
    for sheet in book:
        assert mark in {cell.value for line in sheet.iter_rows() for cell in line}


def unpacked(data: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
    return folder


def test_data_is_the_same_in_every_format(four: Records, tmp_path: Path) -> None:
    folder = unpacked(data_package(four, ALL, (Dimension.ISSUE,)), tmp_path / "out")
    parquet = duckdb.read_parquet(str(folder / "figures.parquet")).pl()
    csv = duckdb.read_csv(str(folder / "figures.csv")).pl()
    raw = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    expected = metrics.figures(four, ALL, (Dimension.ISSUE,))
    for found in (parquet, csv, pl.from_dicts(raw)):
        assert found["key"].to_list() == ["detention", "womens_rights"]
        assert found["made"].to_list() == expected["made"].to_list() == [1, 3]
        assert found["acceptance_rate"].to_list() == expected["acceptance_rate"].to_list()


def test_only_csv_defuses_text(four: Records, tmp_path: Path) -> None:
    folder = unpacked(data_package(four, ALL), tmp_path / "out")
    assert duckdb.read_parquet(str(folder / "rows.parquet")).pl()["text"][0] == "=HYPERLINK(1)"
    assert pl.read_csv(folder / "rows.csv")["text"][0] == "'=HYPERLINK(1)"


def test_papers_say_what_the_data_are(four: Records, tmp_path: Path) -> None:
    folder = unpacked(data_package(four, parse("cycle=2").filters), tmp_path / "out")
    papers = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    assert papers["says"]["Selection"] == "Cycle 2"
    assert (
        papers["says"]["Age of the data"] == "Sessions 20, 30 · 2014–2018 · imported 1 January 2026"
    )


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "upr-brief-KEN-reviewed-2026-01-01-sample.docx"),
        ("cycle=2,3&q=a/../b", "upr-brief-KEN-reviewed-cycle-2-3-q-a-b-2026-01-01-sample.docx"),
    ],
)
def test_names_say_what_is_inside(four: Records, query: str, name: str) -> None:
    assert file_name(four, parse(query).filters, "brief", "docx", "KEN", "reviewed") == name


def test_long_selections_have_short_names_of_their_own(four: Records) -> None:
    one, other = (
        file_name(four, parse(f"q={'word ' * 40}{n}").filters, "data", "zip") for n in (1, 2)
    )
    assert one != other
    assert len(one) < 130
