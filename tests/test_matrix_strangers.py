"""Matrices that nobody here had seen: what they say otherwise, and what must be said of it."""

import zipfile
from pathlib import Path
from typing import Any

import matrix_files as made
import polars as pl
import pytest
from matrix_files import Rec
from matrix_reading import given, levels, made_rows, read, recs_of, snapshot_of
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from upr_data.ingest.building import Prepared
from upr_data.ingest.sources.base import BadInputError
from upr_data.snapshot import Snapshot

HEADS = ["No.", "Recommendation", "Status", "Comments"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """One State's reviews in two cycles, with numbers of their own."""
    rows = [*made_rows("118", 2, "A/HRC/28/15"), *made_rows("140", 3, "A/HRC/43/15")]
    return snapshot_of(tmp_path_factory.mktemp("strangers"), *rows)


def lines(recs: list[Rec]) -> list[list[Any]]:
    return [[rec.number, rec.with_states, made.word(rec), f"of {rec.id}"] for rec in recs]


def notices(prepared: Prepared) -> dict[str, int]:
    report = prepared.report.filter(pl.col("report_action") == "noticed")
    return dict(report.group_by("rule").agg(pl.col("n").sum()).iter_rows())


def test_sheets_of_one_table_are_joined(sample: Snapshot, tmp_path: Path) -> None:
    recs = recs_of(sample, 2)
    sheets = {f"Theme {n}": [HEADS, *lines(recs[n * 15 : n * 15 + 15])] for n in range(3)}
    found = read(sample, made.write_xlsx(tmp_path / "m.xlsx", {"Notes": [["Sample"]], **sheets}))
    assert levels(found) == given(recs)


def test_sheets_of_other_years_stay_apart_and_are_named(sample: Snapshot, tmp_path: Path) -> None:
    recs = recs_of(sample, 2)
    sheets = {"2022": [HEADS, *lines(recs[:20])], "2024": [HEADS, *lines(recs)]}
    found = read(sample, made.write_xlsx(tmp_path / "m.xlsx", sheets))
    assert levels(found) == given(recs)
    assert notices(found)["tables_not_read"] == 1


def test_a_column_of_cycles_says_which_review_a_row_is_of(sample: Snapshot, tmp_path: Path) -> None:
    both = [*recs_of(sample, 2), *recs_of(sample, 3)]
    cycles = {rec.id: "Second cycle" if "28/15" in rec.id else "3rd" for rec in both}
    rows = [["Cycle", *HEADS], *([cycles[rec.id], *lines([rec])[0]] for rec in both[::-1])]
    assert levels(read(sample, made.write_csv(tmp_path / "m.csv", rows))) == given(both)


def test_document_and_number_in_one_cell_need_no_review(sample: Snapshot, tmp_path: Path) -> None:
    recs = recs_of(sample, 3)
    rows = [
        ["Reference", "Status"],
        *([f"A/HRC/43/15, para. {rec.number}", made.word(rec)] for rec in recs),
    ]
    found = read(sample, made.write_csv(tmp_path / "m.csv", rows), review=None)
    assert levels(found) == given(recs)


@pytest.mark.parametrize("kind", ["number", "id"])
def test_a_text_word_for_word_anothers_waits_for_a_yes(
    sample: Snapshot, tmp_path: Path, kind: str
) -> None:
    recs = recs_of(sample, 2)
    heads = ["Recommendation ID" if kind == "id" else "No.", *HEADS[1:]]
    rows = lines(recs)
    for row, rec in zip(rows, recs, strict=True):
        row[0] = rec.id if kind == "id" else rec.number
    tail = recs[3].text.split(" ", 1)[1]
    rows[3][1] = next(rec.text for rec in recs if rec.text.endswith(tail) and rec != recs[3])
    found = read(sample, made.write_csv(tmp_path / "m.csv", [heads, *rows]))
    assert levels(found) == {id_: level for id_, level in given(recs).items() if id_ != recs[3].id}
    assert found.matrix
    assert found.matrix["n_proposed"] == 1


@pytest.mark.parametrize(
    "form",
    ["[{}]", "{}*", "{} (new)", "R{}", "UPR {}", "SVN-{}", "Paragraph {}:", "{}\u2020", "Rec. {}"],
)
def test_what_stands_around_a_number_is_no_part_of_it(
    sample: Snapshot, tmp_path: Path, form: str
) -> None:
    recs = recs_of(sample, 2)
    rows = [["No.", "Status"], *([form.format(rec.number), made.word(rec)] for rec in recs)]
    assert levels(read(sample, made.write_csv(tmp_path / "m.csv", rows))) == given(recs)


@pytest.mark.parametrize("point", [",", "/", ". ", "\u066b", "-", "\u2013"])
def test_what_stands_for_the_point_of_a_number(
    sample: Snapshot, tmp_path: Path, point: str
) -> None:
    recs = recs_of(sample, 2)
    rows = [
        ["No.", "Status"],
        *([rec.number.replace(".", point), made.word(rec)] for rec in recs),
    ]
    found = read(sample, made.write_csv(tmp_path / "m.csv", rows, ";"))
    assert levels(found) == given(recs)


@pytest.mark.parametrize("heading", ["Progress", "Progress score (0-5)"])
def test_points_of_a_scale_are_no_percentages(
    sample: Snapshot, tmp_path: Path, heading: str
) -> None:
    recs = recs_of(sample, 2)
    rows = [["No.", heading], *([rec.number, n % 6] for n, rec in enumerate(recs))]
    found = read(sample, made.write_xlsx(tmp_path / "m.xlsx", {"S": rows}))
    assert set(levels(found).values()) == {"unclear"}


def test_two_levels_for_one_recommendation_are_said(sample: Snapshot, tmp_path: Path) -> None:
    rec = recs_of(sample, 2)[0]
    rows = [HEADS, *lines(recs_of(sample, 2)[:6])]
    other = "Not implemented" if rec.level == "fully" else "Implemented"
    rows.append([rec.number, rec.with_states, other, "x"])
    found = read(sample, made.write_csv(tmp_path / "m.csv", rows))
    assert notices(found)["two_levels_for_one"] == 1


def test_a_cell_in_which_no_number_is_stays_unknown(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["No.", "Status"], *([f"{n}", "Implemented"] for n in (1, 2, 3))]
    with pytest.raises(BadInputError, match="Nothing is left to import"):
        read(sample, made.write_csv(tmp_path / "m.csv", rows))


def marked_sheets(path: Path, sheets: dict[str, list[list[Any]]]) -> tuple[Path, Workbook]:
    """A workbook that a test goes on to mark, and saves again."""
    file = made.write_xlsx(path / "m.xlsx", sheets)
    return file, load_workbook(file)


def test_a_hidden_sheet_gives_way_to_one_that_is_seen(sample: Snapshot, tmp_path: Path) -> None:
    recs = recs_of(sample, 2)
    other = [[rec.number, rec.text, "Ongoing", "a"] for rec in recs]
    sheets = {"Old": [HEADS, *other, *other[:3]], "Now": [HEADS, *lines(recs)]}
    file, book = marked_sheets(tmp_path, sheets)
    book["Old"].sheet_state = "hidden"
    book.save(file)
    found = read(sample, file)
    assert levels(found) == given(recs)
    assert notices(found)["tables_not_read"] == 1
    del book["Now"]
    book.create_sheet("Notes")
    book.save(file)
    assert notices(read(sample, file))["hidden_sheet_read"] == 1


def test_what_is_hidden_and_read_is_said(sample: Snapshot, tmp_path: Path) -> None:
    file, book = marked_sheets(tmp_path, {"M": [HEADS, *lines(recs_of(sample, 2))]})
    book["M"].row_dimensions[3].hidden = True
    book["M"].row_dimensions[4].hidden = True
    book["M"].column_dimensions["D"].hidden = True
    book.save(file)
    found = notices(read(sample, file))
    assert (found["hidden_rows_read"], found["hidden_columns_read"]) == (2, 1)


def test_what_is_struck_through_is_not_there(sample: Snapshot, tmp_path: Path) -> None:
    rows = [HEADS, *([f"118.{n}", "", "Implemented", "a"] for n in (1, 2, 3))]
    file, book = marked_sheets(tmp_path, {"M": rows})
    struck = TextBlock(InlineFont(strike=True), "Implemented")
    book["M"]["C3"] = CellRichText(struck, " not implemented")
    book["M"]["C4"].font = Font(strike=True)
    book.save(file)
    found = read(sample, file)
    assert list(levels(found).values()) == ["fully", "not", "unclear"]
    assert notices(found)["struck_through_not_read"] == 2


def test_signs_of_fonts_and_footnotes_in_a_workbook(sample: Snapshot, tmp_path: Path) -> None:
    words = ["\u00fc", "\u00fb", "C", "Implemented\u00b9", "Implemented 2)"]
    rows = [HEADS, *([f"118.{n}", "", word, "a"] for n, word in enumerate(words, 1))]
    file, book = marked_sheets(tmp_path, {"M": rows})
    for row in (2, 3, 4):
        book["M"].cell(row, 3).font = Font(name="Wingdings")
    raised = TextBlock(InlineFont(vertAlign="superscript"), "3")
    book["M"].append(["118.6", "", CellRichText("Ongoing", raised), "a"])
    book["M"].append(["118.10\u00b9", "", "Ongoing", "a"])
    book.save(file)
    assert {one.split("#")[1]: level for one, level in levels(read(sample, file)).items()} == {
        "118.1": "fully", "118.2": "not", "118.3": "unclear", "118.4": "fully", "118.5": "fully",
        "118.6": "partially", "118.10": "partially",
    }  # fmt: skip


RUNS = [
    "<w:r><w:rPr><w:strike/></w:rPr><w:t>Not</w:t></w:r><w:r><w:t>Implemented</w:t></w:r>",
    (
        '<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t xml:space="preserve">Not </w:t></w:r>'
        "<w:r><w:t>implemented</w:t></w:r>"
    ),
    '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
    '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\u00fb</w:t></w:r>',
    (
        '<w:r><w:t>Ongoing</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        "<w:t>12</w:t></w:r>"
    ),
]


def test_runs_of_word_are_read_as_seen(sample: Snapshot, tmp_path: Path) -> None:
    rows = [HEADS, *([f"118.{n}", "", f"RUN{n}", "a"] for n in range(1, 6))]
    plain = made.write_docx(tmp_path / "plain.docx", [rows])
    file = tmp_path / "m.docx"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            part = source.read(name).decode()
            for n, runs in enumerate(RUNS, 1):
                text = f'<w:r><w:t xml:space="preserve">RUN{n}</w:t></w:r>'
                part = part.replace(text, runs)
            target.writestr(name, part)
    found = levels(read(sample, file))
    assert list(found.values()) == ["fully", "not", "fully", "not", "partially"]


def test_a_merged_level_is_of_its_first_row_and_that_is_said(
    sample: Snapshot, tmp_path: Path
) -> None:
    rows = [HEADS[:3], ["118.1", "", "Implemented"], ["118.2", "", ""], ["118.3", "", ""],
            ["118.4", "", "Ongoing"]]  # fmt: skip
    found = read(sample, made.write_xlsx(tmp_path / "m.xlsx", {"M": rows}, merged=["C2:C4"]))
    assert list(levels(found).values()) == ["fully", "partially"]
    assert notices(found) == {"level_merged_with_row_above": 2, "left_blank": 2}


def test_of_several_tables_one_can_be_named(sample: Snapshot, tmp_path: Path) -> None:
    both = {n: [HEADS, *([rec.number, "", made.word(rec), ""] for rec in recs_of(sample, n))]
            for n in (2, 3)}  # fmt: skip
    sheets = {"Cycle 2": both[2], "Cycle 3": both[3]}
    file = made.write_xlsx(tmp_path / "m.xlsx", sheets)
    with pytest.raises(BadInputError, match=r"Not read are “Cycle 3”; choose.*--table NAME"):
        read(sample, file, review="SVN:3")
    found = read(sample, file, review="SVN:3", table="cycle 3")
    assert levels(found) == given(recs_of(sample, 3))
    with pytest.raises(BadInputError, match=r"no table “Cycle 4” .* “Cycle 2”, “Cycle 3”"):
        read(sample, file, table="Cycle 4")
