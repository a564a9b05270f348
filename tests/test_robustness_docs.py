"""The limits that `docs/robustness.md` states are those of the code."""

import re
from pathlib import Path

import pytest

from upr_data.ingest.fetch import client, connections, uhri
from upr_data.ingest.sources.files import archive, cells, delimited, word, workbook, workbook_parts

DOC = (Path(__file__).parent.parent / "docs" / "robustness.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("what", "limit"),
    [
        ("files in an archive (.docx, .xlsx)", archive.MAX_PARTS),
        ("unpacked bytes of any archive, however well packed", archive.SMALL),
        ("beyond that: unpacked over packed size", archive.MAX_RATIO),
        ("elements of one XML part", archive.MAX_ELEMENTS),
        ("their nesting", archive.MAX_DEPTH),
        ("characters of one XML part", archive.MAX_CHARACTERS),
        ("tables within tables", word.MAX_NESTED),
        ("characters of a line, a cell, a paragraph", delimited.MAX_LINE),
        ("lines of a table", cells.MAX_LINES),
        ("cells of a table", cells.MAX_CELLS),
        ("columns of a sheet", workbook.MAX_WIDTH),
        ("formulas, and merged cells, of a template", workbook_parts.MAX_PLACES),
    ],
)
def test_limits(what: str, limit: int) -> None:
    assert re.search(rf"^\| {re.escape(what)} \| {limit:,} \|", DOC, re.MULTILINE)


def test_one_length_for_cells_of_every_format() -> None:
    assert word.MAX_CELL == delimited.MAX_LINE


def test_limits_of_a_fetch() -> None:
    assert (connections.MAX_REDIRECTS, client.MAX_BODY, uhri.MAX_BYTES) == (5, 64 << 20, 2 << 30)
    assert client.Pace().answer == 4 * 3600
    assert "Five redirects" in DOC
    assert "64 MB for an answer, 2 GB and four hours" in DOC


def test_a_small_workbook() -> None:
    memory, seconds = workbook.USUAL.of(0)
    assert f"{memory // 1_000_000} MB and {seconds} seconds for a small one" in DOC
