"""Tables of statuses in every layout, whoever made them: read whole, and never wrongly."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import matrix_files as made
import polars as pl
import pytest
from matrix_files import Rec
from matrix_reading import given, levels, numbers, read, recs_of, sample, small

from upr_data.ingest import building
from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.matrices.settling import UnansweredError
from upr_data.operating.child import no_progress
from upr_data.snapshot import Snapshot, choose

__all__ = ["sample"]


@pytest.fixture(scope="module")
def slovenia(real_exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The real lists of Slovenia, of sessions 20 and 48."""
    store = tmp_path_factory.mktemp("slovenia")
    files = sorted((real_exports / "ohchr-thematic-lists").glob("*.docx"))
    building.import_files(files, "slovenia", store, no_progress)
    return choose(store, "slovenia").snapshot


Layout = Callable[[Path, Sequence[Rec], str], Path]


LAYOUTS: list[tuple[Layout, str]] = [
    (made.numbers_in_columns, "en"),
    (made.numbers_in_columns, "ar"),
    (made.filled_list, "en"),
    (made.texts_only, "fr"),
    (made.ranges, "es"),
    (made.sections, "ru"),
    (made.two_sheets, "en"),
    (made.lists_in_cells, "pt"),
    (made.instructions_first, "es"),
    (made.colours, "fr"),
    (made.coloured_document, "en"),
]


def check_layout(
    snapshot: Snapshot, cycle: int, path: Path, layout: Layout, language: str
) -> dict[str, str]:
    """The levels that are read of a review: nearly all, and none wrong."""
    recs = recs_of(snapshot, cycle)
    file = layout(path / "matrix", recs, language)
    prepared = read(snapshot, file, review=f"SVN:{cycle}", accepts_proposed=True)
    expected = given(recs)
    found = levels(prepared)
    wrong = {one: level for one, level in found.items() if expected[one] != level}
    assert wrong == {}
    assert len(found) >= 0.98 * len(expected)
    assert prepared.matrix
    assert prepared.matrix["n_proposed"] == 0
    return found


@pytest.mark.parametrize(("layout", "language"), LAYOUTS)
def test_every_layout_is_read(
    sample: Snapshot, tmp_path: Path, layout: Layout, language: str
) -> None:
    found = check_layout(sample, 2, tmp_path, layout, language)
    assert found == given(recs_of(sample, 2))


@pytest.mark.parametrize(("layout", "language"), LAYOUTS)
@pytest.mark.parametrize("cycle", [2, 4])
def test_every_layout_on_real_lists(
    slovenia: Snapshot, tmp_path: Path, layout: Layout, language: str, cycle: int
) -> None:
    check_layout(slovenia, cycle, tmp_path, layout, language)


@pytest.mark.parametrize(("cycle", "n"), [(2, 163), (4, 254)])
@pytest.mark.parametrize("with_states", [True, False])
def test_real_lists_without_numbers_in_any_order(
    slovenia: Snapshot, tmp_path: Path, cycle: int, n: int, *, with_states: bool
) -> None:
    recs = recs_of(slovenia, cycle)
    shuffled = random.Random(cycle).sample(recs, len(recs))  # noqa: S311
    rows = [["Recommendation", "Status"]]
    rows += [[one.with_states if with_states else one.text, made.word(one)] for one in shuffled]
    prepared = read(slovenia, made.write_csv(tmp_path / "m.csv", rows), review=f"SVN:{cycle}")
    found = levels(prepared)
    assert prepared.matrix
    assert prepared.matrix["n_read"] == n == len(recs)
    assert prepared.matrix["matched_by"]["text"] >= 0.98 * n
    assert {one: level for one, level in found.items() if given(recs)[one] != level} == {}


def test_prose_is_a_comment_and_unclear(sample: Snapshot, tmp_path: Path) -> None:
    recs = recs_of(sample, 2)
    prepared = read(sample, made.prose(tmp_path / "m", recs, "en"))
    words = prepared.tables.assessments
    assert words["level"].unique().to_list() == ["unclear"]
    assert dict(words.select("recommendation_id", "comment").iter_rows()) == {
        rec.id: f"Sample prose of {rec.id}, en." for rec in recs
    }


def test_several_columns_are_several_assessors(sample: Snapshot, tmp_path: Path) -> None:
    recs = recs_of(sample, 2)
    file = made.several_columns(tmp_path / "m", recs, "en")
    prepared = read(sample, file, assessor=None, assessor_type=None)
    assert set(levels(prepared, assessor_type="state").values()) == {"fully"}
    assert levels(prepared, assessor_type="civil_society") == given(recs)
    assert set(levels(prepared, assessor_type="nhri").values()) == {"not"}
    assert levels(prepared, assessor="Slovenia").keys() == given(recs).keys()


def test_columns_of_years_say_up_to_when(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["No.", "Status 2022", "Status 2024"], *([rec.number, "Not implemented", "Implemented"]
            for rec in recs_of(sample, 2))]  # fmt: skip
    prepared = read(sample, made.write_xlsx(tmp_path / "m.xlsx", {"M": rows}))
    words = prepared.tables.assessments.select(
        pl.col("evidence_until").cast(pl.String), pl.col("level").cast(pl.String)
    ).unique()
    assert sorted(words.rows()) == [("2022-12-31", "not"), ("2024-12-31", "fully")]
    statuses = prepared.tables.statuses.filter(pl.col("assessor_type") == "nhri")
    assert statuses["status"].unique().to_list() == ["fully"]


def test_a_pdf_gets_a_clear_word(sample: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "m.pdf").write_bytes(b"%PDF-1.7\n" + bytes(200))
    with pytest.raises(BadInputError, match=r"it is a PDF.*save it as \.docx or \.xlsx"):
        read(sample, tmp_path / "m.pdf")


def test_merged_cells_fill_down_for_numbers_never_for_levels(
    sample: Snapshot, tmp_path: Path
) -> None:
    rows = [["No.", "Status", "Comments"], ["118.1", "Implemented", "a"], ["", "", "b"],
            ["118.2", "Ongoing", "c"], ["118.3", "Ongoing", "d"]]  # fmt: skip
    file = made.write_xlsx(tmp_path / "m.xlsx", {"M": rows}, merged=["A2:A3", "B2:B3"])
    words = read(sample, file).tables.assessments
    assert words.select("recommendation_id", "level", "comment").rows()[:2] == [
        ("A/HRC/28/15#118.1", "fully", "a"), ("A/HRC/28/15#118.1", "unclear", "b"),
    ]  # fmt: skip


TICKED = ["No.", "Implemented", "Partially implemented", "Not implemented", "Comments"]


@pytest.mark.parametrize(("mark", "other"), [("\u2713", ""), ("\u2713", "\u2717"), ("x", "")])
def test_a_mark_under_a_level_means_that_level(
    sample: Snapshot, tmp_path: Path, mark: str, other: str
) -> None:
    columns = {"fully": 1, "partially": 2, "not": 3}
    recs = recs_of(sample, 2)
    rows = [[rec.number, other, other, other] for rec in recs]
    for row, rec in zip(rows, recs, strict=True):
        row[columns[rec.level]] = mark
    assert levels(small(sample, tmp_path, [TICKED, *rows])) == given(recs)


@pytest.mark.parametrize(
    ("heading", "marks", "said"),
    [
        ("Not implemented", "\u2713 \u2713 -", "not not "),
        ("CSO: not yet implemented", "\u2611 \u2611 \u2610", "not not unclear"),
        ("Implemented", "\u2713 \u2717 x", "fully not unclear"),
        ("Implemented", "x x -", "fully fully "),
        ("Implemented?", "\u2713 \u2717 -", "fully not "),
        ("Not implemented", "\u2713 \u2717 \u2713", "not unclear not"),
    ],
)
def test_a_single_column_of_marks(
    sample: Snapshot, tmp_path: Path, heading: str, marks: str, said: str
) -> None:
    rows = [
        ["No.", heading, "Comments"],
        *zip(("118.1", "118.2", "118.3"), marks.split(), strict=True),
    ]
    found = numbers(small(sample, tmp_path, rows))
    expected = zip(("118.1", "118.2", "118.3"), said.split(" "), strict=True)
    assert found == {number: level for number, level in expected if level}


def test_two_marks_in_a_row_are_unclear(sample: Snapshot, tmp_path: Path) -> None:
    rows = [TICKED, ["118.1", "\u2713", "", "\u2713"], ["118.2", "", "\u2713", ""],
            ["118.3", "\u2717", "\u2717", "\u2717"]]  # fmt: skip
    prepared = small(sample, tmp_path, rows)
    assert numbers(prepared) == {"118.1": "unclear", "118.2": "partially", "118.3": "unclear"}
    assert prepared.matrix
    assert "Implemented / Not implemented" in [one["word"] for one in prepared.matrix["words"]]


def test_each_assessor_has_marks_of_its_own(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["No.", "Government: implemented", "Government: not implemented", "CSO: implemented",
             "CSO: not implemented", "Comments"]]  # fmt: skip
    rows += [[f"118.{n}", "x", "", "", "x"] for n in (1, 2, 3)]
    prepared = small(sample, tmp_path, rows)
    assert set(levels(prepared, assessor_type="state").values()) == {"fully"}
    assert set(levels(prepared, assessor_type="civil_society").values()) == {"not"}


@pytest.mark.parametrize("heads", [["Status I", "Status NI"], ["Implemented", "Other"]])
def test_marks_whose_headings_name_no_level_are_refused(
    sample: Snapshot, tmp_path: Path, heads: list[str]
) -> None:
    rows = [["No.", *heads, "Comments"], ["118.1", "x", ""], ["118.2", "", "x"], ["118.3", "x", ""]]
    with pytest.raises(BadInputError, match="hold marks, and their headings name no level"):
        small(sample, tmp_path, rows)


@pytest.mark.parametrize("heading", ["Cluster", "Priority", "Part", "Ministry"])
def test_letters_beside_a_status_are_no_grades(
    sample: Snapshot, tmp_path: Path, heading: str
) -> None:
    rows = [["No.", "Status", heading], *([f"118.{n}", "Sample words", "ABC"[n % 3]]
            for n in range(1, 7))]  # fmt: skip
    assert set(numbers(small(sample, tmp_path, rows)).values()) == {"unclear"}


def test_letters_under_a_grade_are_grades(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["No.", "CSO grade", "Comments"], ["118.1", "A"], ["118.2", "B"], ["118.3", "C"]]
    assert numbers(small(sample, tmp_path, rows)) == {
        "118.1": "fully", "118.2": "partially", "118.3": "not",
    }  # fmt: skip


def test_letters_over_rows_are_no_grades(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["No.", "Recommendation"], ["A"], ["118.1", "x"], ["B"], ["118.2", "y"], ["118.3", "z"]]
    with pytest.raises(BadInputError, match="no column says how far"):
        small(sample, tmp_path, rows)


def test_a_column_of_other_words_does_not_replace_the_status(
    sample: Snapshot, tmp_path: Path
) -> None:
    rows = [["No.", "Status", "Budget"], *([f"118.{n}", "Sample words", "Complete"]
            for n in range(1, 7))]  # fmt: skip
    with pytest.raises(
        UnansweredError, match="Which column holds the level: \u201cStatus\u201d, \u201cBud"
    ):
        small(sample, tmp_path, rows)
    chosen = small(sample, tmp_path, rows, level_columns=("Status",))
    assert set(numbers(chosen).values()) == {"unclear"}


def test_ticks_under_a_theme_are_no_levels(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["No.", "Women", "Comments"], *([f"118.{n}", "\u2713", "a"] for n in (1, 2, 3))]
    with pytest.raises(BadInputError, match="no column says how far"):
        small(sample, tmp_path, rows)
