"""Rows of a matrix found by number: as people write them, and as spreadsheets spoil them."""

from datetime import date
from pathlib import Path
from typing import Any

import matrix_files as made
import polars as pl
import pytest
from matrix_reading import (
    HEAD,
    aside,
    levels,
    made_rows,
    matched_by,
    numbers,
    read,
    recs_of,
    sample,
    small,
    snapshot_of,
)

from upr_data.ingest.sources.base import BadInputError
from upr_data.snapshot import Snapshot

__all__ = ["sample"]


def test_excel_made_118_1_of_118_10_and_the_text_tells(sample: Snapshot, tmp_path: Path) -> None:
    texts = {rec.number: rec.text for rec in recs_of(sample, 2)}
    rows: list[list[Any]] = [HEAD]
    for number in ("118.20", "118.1", "118.2", "118.10"):
        word = "Implemented" if number == "118.10" else "Not implemented"
        rows.append([float(number), texts[number], word, ""])
    found = numbers(small(sample, tmp_path, rows))
    assert found == {"118.20": "not", "118.1": "not", "118.2": "not", "118.10": "fully"}


def test_excel_made_118_1_of_118_10_and_the_order_tells(sample: Snapshot, tmp_path: Path) -> None:
    names = ["118.8", "118.9", "118.10", "118.11", "118.12"]
    rows = [["No.", "Status"], *([float(n), "Implemented" if n == "118.10" else "Ongoing"]
            for n in names)]  # fmt: skip
    assert [one for one, level in numbers(small(sample, tmp_path, rows)).items()
            if level == "fully"] == ["118.10"]  # fmt: skip


def test_a_named_document_does_not_hide_lost_zeros(sample: Snapshot, tmp_path: Path) -> None:
    recs = {rec.number: rec.text for rec in recs_of(sample, 2)}
    rows: list[list[Any]] = [["Document", "No.", "Recommendation", "Status"]]
    for number in ("118.20", "118.1", "118.2", "118.10"):
        word = "Implemented" if number == "118.10" else "Not implemented"
        rows.append(["A/HRC/28/15", float(number), recs[number], word])
    prepared = small(sample, tmp_path, rows, review=None)
    assert [one for one, level in numbers(prepared).items() if level == "fully"] == ["118.10"]
    assert matched_by(prepared) == {"paragraph": 4}


def test_order_tells_nothing_in_a_file_without_order(sample: Snapshot, tmp_path: Path) -> None:
    names = ["118.9", "118.10", "118.11", "118.5", "118.20", "118.21"]
    rows = [["No.", "Status"], *([float(one), "Ongoing"] for one in names)]
    prepared = small(sample, tmp_path, rows)
    assert sorted(numbers(prepared)) == ["118.11", "118.21", "118.5", "118.9"]
    assert set(aside(prepared).values()) == {"ambiguous_number"}


def test_what_neither_text_nor_order_tells_is_set_aside(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["No.", "Status"], [118.1, "Implemented"], [118.1, "Ongoing"], [118.2, "Ongoing"]]
    with pytest.raises(BadInputError, match=r"can be 118\.1 or 118\.10: a spreadsheet changed it"):
        small(sample, tmp_path, rows)


def test_the_same_in_a_text_file(sample: Snapshot, tmp_path: Path) -> None:
    names = ["118.8", "118.9", "118.1", "118.11", "118.12"]
    rows = [["No.", "Status"], *([n, "Implemented" if n == "118.1" else "Ongoing"] for n in names)]
    found = numbers(read(sample, made.write_csv(tmp_path / "m.csv", rows)))
    assert (found["118.10"], "118.1" in found) == ("fully", False)


def test_a_text_that_says_118_10_is_118_10(sample: Snapshot, tmp_path: Path) -> None:
    rows = [
        ["No.", "Status"],
        ["118.1", "Implemented"],
        ["118.10", "Ongoing"],
        ["118.2", "Ongoing"],
    ]
    found = numbers(small(sample, tmp_path, rows))
    assert found == {"118.1": "fully", "118.10": "partially", "118.2": "partially"}


def test_excel_made_a_day_of_12_10(tmp_path: Path) -> None:
    rows = made_rows("12", 2, "A/HRC/28/15", 30)
    snapshot = snapshot_of(tmp_path / "s", *rows)
    table = [["No.", "Status"], [date(2024, 10, 12), "Implemented"], ["12.11", "Ongoing"],
             ["12.30", "Ongoing"]]  # fmt: skip
    assert numbers(small(snapshot, tmp_path, table))["12.10"] == "fully"
    text = [
        ["No.", "Status"],
        ["12-Oct", "Implemented"],
        ["12-Nov", "Ongoing"],
        ["12.30", "Ongoing"],
    ]
    found = numbers(read(snapshot, made.write_csv(tmp_path / "m.csv", text)))
    assert found == {"12.10": "fully", "12.11": "partially", "12.30": "partially"}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("118.1–118.3", ["118.1", "118.2", "118.3"]),
        ("118.9-11", ["118.10", "118.11", "118.9"]),
        ("118.1, 118.4 and 118.9", ["118.1", "118.4", "118.9"]),
        ("118.1 / 118.4", ["118.1", "118.4"]),
        ("118-10", ["118.10"]),
        ("Rec. 118.10", ["118.10"]),
        ("Recommendation No. 118.10.", ["118.10"]),
        ("para. 118.10", ["118.10"]),
        ("١١٨.١٠", ["118.10"]),  # noqa: RUF001 - Arabic digits
        ("A/HRC/28/15, para. 118.10", ["118.10"]),
        ("A/HRC/28/15|118.10", ["118.10"]),
        ("118.1 à 118.3", ["118.1", "118.2", "118.3"]),
        ("de la 118.1 a la 118.3", ["118.1", "118.2", "118.3"]),
        ("from 118.1 to 118.3", ["118.1", "118.2", "118.3"]),
        ("118.1 through 118.3", ["118.1", "118.2", "118.3"]),
        ("118.1 ... 118.3", ["118.1", "118.2", "118.3"]),
        ("118.1\u2026118.3", ["118.1", "118.2", "118.3"]),
        ("118.4-118.4", ["118.4"]),
        ("118.15, 16, 17", ["118.15", "118.16", "118.17"]),
        ("118.15, 16 et 17", ["118.15", "118.16", "118.17"]),
        ("118.4\u20136 y 8\u20139", ["118.4", "118.5", "118.6", "118.8", "118.9"]),
        ("Recs. 118.4 and 118.6", ["118.4", "118.6"]),
        ("rec. 118.4 to rec. 118.6", ["118.4", "118.5", "118.6"]),
        ("118.4 (Chile, Peru), 118.6 (France)", ["118.4", "118.6"]),
        ("118.4 +118.6", ["118.4", "118.6"]),
    ],
)
def test_numbers_as_people_write_them(
    sample: Snapshot, tmp_path: Path, cell: str, expected: list[str]
) -> None:
    rows = [["No.", "Status"], [cell, "Implemented"], ["118.30", ""], ["118.31", ""]]
    found = numbers(small(sample, tmp_path, rows))
    assert sorted(found) == expected


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("118.18-118.16", "is a range that runs backwards"),
        ("118.18-16", "is a range that runs backwards"),
        ("118.15, 16, 99", "is not understood as a number or a range"),
        ("118.15, 3", "is not understood as a number or a range"),
        ("118.15 and 2 others", "is not understood as a number or a range"),
        ("118.99", "names a number this review does not have"),
        ("118.1(a)", "names a number this review does not have"),
    ],
)
def test_why_a_number_is_not_read(sample: Snapshot, tmp_path: Path, cell: str, why: str) -> None:
    rows = [["No.", "Status"], [cell, "Implemented"], ["118.30", ""], ["118.31", ""]]
    report = small(sample, tmp_path, rows).report
    (reason,) = report.filter(pl.col("report_action") == "set_aside")["detail"]
    assert why in reason


def test_the_symbol_tells_the_cycle(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["Document", "Paragraph", "Status"], ["A/HRC/43/15", "118.10", "Implemented"],
            ["A/HRC/28/15", "118.10", "Not implemented"],
            ["A/HRC/28/15", "118.99", "Ongoing"]]  # fmt: skip
    prepared = small(sample, tmp_path, rows, review=None)
    assert levels(prepared) == {
        "A/HRC/43/15#118.10": "fully", "A/HRC/28/15#118.10": "not",
    }  # fmt: skip
    assert matched_by(prepared) == {"paragraph": 2}
    assert aside(prepared) == {4: "unknown_number"}


def test_numbers_of_another_cycle_are_not_believed(sample: Snapshot, tmp_path: Path) -> None:
    file = made.numbers_in_columns(tmp_path / "m", recs_of(sample, 3), "en")
    with pytest.raises(BadInputError, match="is a recommendation with another text"):
        read(sample, file, review="SVN:2")
