"""Matrices that nobody here had seen: what they say otherwise, and what must be said of it."""

from pathlib import Path
from typing import Any

import matrix_files as made
import polars as pl
import pytest
from matrix_files import Rec
from matrix_reading import given, levels, made_rows, read, recs_of, snapshot_of

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
