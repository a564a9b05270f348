"""Templates to fill: what they hold, that nothing in them runs, and that they come back whole."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from filled import Row, fill_csv, fill_xlsx
from frames import recommendations, records
from openpyxl import load_workbook

from upr_data.cli import main
from upr_data.figures.metrics import figures
from upr_data.figures.records import Records, load
from upr_data.ingest import building
from upr_data.ingest.sources.base import BadInputError
from upr_data.model import SnapshotKind, Table
from upr_data.operating.child import no_progress
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse
from upr_data.snapshot import open_snapshot
from upr_data.templates import writing
from upr_data.templates.writing import (
    TemplateTooLongError,
    assessment_lines,
    assessments_csv,
    assessments_template,
)

N_FILLED = 500


@pytest.fixture
def sample(tmp_path: Path) -> Records:
    """Two recommendations, one of them by two States."""
    main_table = recommendations(
        {"id": "a", "document_symbol": "A/HRC/28/15", "paragraph": "115.10", "text": "=1+1"},
        {"id": "a", "recommending_state": "ESP", "text": "=1+1"},
        {"id": "b", "recommending_state": None, "response": "noted"},
    )
    return records(tmp_path / "sample", main_table)


def test_one_line_for_each_recommendation_with_all_its_states(sample: Records) -> None:
    lines = assessment_lines(sample, parse("rs=FRA").filters)
    assert lines.select("recommendation", "recommending_states").rows() == [("a", "France; Spain")]
    assert lines.row(0, named=True)["state_under_review"] == "Slovenia"


def test_columns_to_fill_are_blank(sample: Records) -> None:
    lines = assessment_lines(sample, Filters())
    assert lines.select(writing.TO_FILL).row(0) == ("",) * 9
    assert lines["snapshot"].unique().to_list() == [sample.manifest.id]


def test_nothing_in_the_workbook_is_a_formula(sample: Records) -> None:
    sheet = load_workbook(io.BytesIO(assessments_template(sample, Filters()))).worksheets[0]
    cells = {cell.value: cell.data_type for row in sheet for cell in row if cell.value}
    assert cells["=1+1"] == "s"
    assert cells["115.10"] == "s"
    assert set(cells.values()) == {"s"}


def test_the_csv_is_defused_and_opens_with_a_mark(sample: Records) -> None:
    text = assessments_csv(sample, Filters())
    assert text.startswith("\ufeffrecommendation,")
    assert next(csv.DictReader(io.StringIO(text)))["text"] == "'=1+1"


def test_the_workbook_helps_to_fill_it(sample: Records) -> None:
    book = load_workbook(io.BytesIO(assessments_template(sample, Filters())))
    sheet, how_to = book.worksheets
    assert (sheet.title, how_to.title) == ("Assessments", "How to fill")
    assert sheet.freeze_panes == "B2"
    lists = [one.formula1 for one in sheet.data_validations.dataValidation]
    assert lists == [
        '"fully,partially,not,unclear"',
        '"ongoing,continuous,regressed,rejected,planned,no information,not applicable,not due"',
        '"State,Civil society,NHRI,UN body,Academia,other"',
        '"mid-term,next review,other"',
    ]
    assert any("latest word" in str(row[0].value) for row in how_to)


def test_invented_data_says_so(demonstration: Records) -> None:
    filters = parse("cycle=1&sur_group=observer,weog&q=torture").filters
    lines = assessment_lines(demonstration, filters)
    assert lines["notice"].str.starts_with("Demonstration data").all()


def test_a_selection_too_long_for_excel_is_refused(
    sample: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MAX_LINES", 1)
    with pytest.raises(TemplateTooLongError, match="take the template as CSV"):
        assessments_template(sample, Filters())


def words_of(number: int) -> Row:
    """What the test fills in: the State on all, an NGO on none; levels by turns."""
    level = ("fully", "Partially implemented", "C", "nobody knows")[number % 4]
    return {"assessor_type": "State", "level": level, "milestone": "mid-term"}


Fill = Callable[[Records, Filters, Path, dict[str, Row]], Path]


def as_xlsx(held: Records, filters: Filters, folder: Path, filled: dict[str, Row]) -> Path:
    return fill_xlsx(assessments_template(held, filters), folder / "filled.xlsx", filled)


def as_csv(held: Records, filters: Filters, folder: Path, filled: dict[str, Row]) -> Path:
    return fill_csv(assessments_csv(held, filters), folder / "filled.csv", filled)


def round_trip(held: Records, filters: Filters, folder: Path, fill: Fill) -> Records:
    """Fill the first lines of the template of a selection; import them; open what comes of it."""
    ids = assessment_lines(held, filters)["recommendation"].head(N_FILLED)
    filled = {one: words_of(number) for number, one in enumerate(ids)}
    path = fill(held, filters, folder, filled)
    built = building.add_assessments(held.snapshot, [path], "filled", folder / "store", no_progress)
    assert building.summary(built)["set_aside"] == []
    return load(open_snapshot(folder / "store" / built.manifest.id))


@pytest.mark.parametrize("fill", [as_xlsx, as_csv])
def test_round_trip_of_500_real_recommendations(
    upr_info_2018: Records, tmp_path: Path, fill: Fill
) -> None:
    filters = parse("session=22&unit=recommendation").filters
    result = round_trip(upr_info_2018, filters, tmp_path, fill)
    row = figures(result, filters).row(0, named=True)
    before = figures(upr_info_2018, filters).row(0, named=True)
    counts = ("n_commented", "n_fully", "n_partially", "n_not_implemented", "n_not_assessed")
    assert [row[name] for name in counts] == [500, 125, 125, 125, 125]
    assert row["made"] == before["made"]
    assert row["triggered_rate"] == 250 / 500
    assert row["coverage"] == 500 / before["made"]
    assert row["triggered_lower"] == 250 / before["made"]
    assert row["triggered_upper"] == 1 - 125 / before["made"]
    assert row["mean_iri"] == 0.5
    comments = result.snapshot.scan(Table.ASSESSMENTS).collect()["comment"]
    assert comments.value_counts().sort("comment").rows() == [
        (None, 250), ("Partially implemented", 125), ("nobody knows", 125)
    ]  # fmt: skip


@pytest.mark.parametrize("fill", [as_xlsx, as_csv])
def test_round_trip_of_500_invented_recommendations(
    demonstration: Records, tmp_path: Path, fill: Fill
) -> None:
    filters = parse("session=40&unit=recommendation&assessor=state").filters
    assert figures(demonstration, filters)["n_commented"].item() == 0
    result = round_trip(demonstration, filters, tmp_path, fill)
    row = figures(result, filters).row(0, named=True)
    assert (row["n_commented"], row["n_fully"], row["n_not_assessed"]) == (500, 125, 125)
    assert result.manifest.kind is SnapshotKind.DEMONSTRATION
    assert result.manifest.supersedes == demonstration.manifest.id


def test_the_demonstration_cannot_be_replaced_by_its_own_name(
    demonstration: Records, tmp_path: Path
) -> None:
    with pytest.raises(BadInputError, match="name of the invented data"):
        building.add_assessments(demonstration.snapshot, [], None, tmp_path, no_progress)


def test_command_line_from_template_to_figures(
    demonstration_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(demonstration_store)
    template = tmp_path / "template.csv"
    query = "session=40&rs_group=weog&assessor=state"
    asked = ["export", "--store", store, "assessments-template", query, "--format", "csv"]
    assert main([*asked, "-o", str(template)]) == 0
    text = template.read_text(encoding="utf-8")
    one = next(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))["recommendation"]
    path = fill_csv(text, tmp_path / "filled.csv", {one: words_of(0)})
    given = ["import", "--store", store, "--assessments", str(path), "--from", "demonstration"]
    try:
        assert main([*given, "--name", "filled", "--json"]) == 0
        told = capsys.readouterr().out
        result = pl.read_json(io.StringIO(f"[{told}]"), infer_schema_length=None)
        assert result.select("n_read", "n_kept", "n_set_aside").row(0) == (1, 1, 0)
    finally:
        main(["remove", "--store", store, "filled"])


def test_command_line_needs_to_be_told_what_to_add_to(
    demonstration_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [
        "import",
        "--store",
        str(demonstration_store),
        "--assessments",
        str(tmp_path / "a.csv"),
    ]
    assert main([*given, "--name", "x"]) == 2
    assert "nothing but the demonstration" in capsys.readouterr().err


def test_command_line_gives_the_header_of_a_register(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "register-template", "mechanisms"]) == 0
    assert capsys.readouterr().out == "\ufeffstate,mechanism_type,lead_body,since,source_url\r\n"
