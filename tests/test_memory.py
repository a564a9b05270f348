"""What a server holds in memory is held once, and not before somebody looks at it."""

import ast
import subprocess
import sys
from pathlib import Path
from typing import Final

import polars as pl
import pytest

from upr_data.figures.follow_up import as_of
from upr_data.figures.records import Records
from upr_data.figures.rows import rows, whole_rows
from upr_data.model import SCHEMAS, AssessorType, Col, Milestone, Table, Unit
from upr_data.selection.filters import Filters

ROOT: Final = Path(__file__).parent.parent
OF_FILES: Final = ("vl_convert", "docx", "pptx", "openpyxl", "typst", "upr_data.ingest")
"""What makes or reads files: 10 MB each, or several of them."""


def place(frame: pl.LazyFrame, column: Col) -> int:
    """Where in memory the numbers of a column lie."""
    numbers = frame.select(column).collect()[column].get_chunks()[0]
    return int(numbers.to_arrow().buffers()[1].address)


@pytest.mark.parametrize("unit", Unit)
def test_another_choice_of_assessors_holds_two_columns_of_its_own(
    demonstration: Records, unit: Unit
) -> None:
    counted = demonstration.of(unit)
    chosen = demonstration.with_status(unit, Milestone.MID_TERM, (AssessorType.STATE,))
    assert place(chosen, Col.ISSUE_MASK) == place(counted, Col.ISSUE_MASK)
    assert place(chosen, Col.IRI) != place(counted, Col.IRI)


def test_what_no_row_changes_is_held_once_for_both_units(demonstration: Records) -> None:
    shared = (Col.SESSION, Col.ISSUE_MASK, Col.IRI)
    own, first = demonstration.rows, demonstration.by_recommendation
    assert [place(own, one) for one in shared] == [place(first, one) for one in shared]


def test_what_is_known_of_texts_on_a_day_is_what_is_known_now(demonstration: Records) -> None:
    then = as_of(demonstration, "2012-06-30")
    assert then.texts is demonstration.texts
    fields = (Col.TEXT, Col.ROW_ID)
    assert (
        whole_rows(then)
        .select(fields)
        .collect()
        .equals(whole_rows(demonstration).select(fields).collect())
    )


def test_words_held_as_numbers_leave_as_words(demonstration: Records) -> None:
    left = rows(demonstration, Filters(sessions=(1,)))
    declared = SCHEMAS[Table.RECOMMENDATIONS] | SCHEMAS[Table.FEATURES]
    assert {one: left.schema[one] for one in declared} == dict(declared)
    read = demonstration.snapshot.scan(Table.RECOMMENDATIONS).filter(pl.col(Col.SESSION) == 1)
    assert left.select(*SCHEMAS[Table.RECOMMENDATIONS]).equals(
        read.filter(pl.col(Col.KIND) == "recommendation").collect()
    )


@pytest.mark.parametrize("page", ["overview", "recommendations", "state"])
def test_a_page_loads_nothing_that_only_files_need(page: str) -> None:
    scripts = [(ROOT / "app.py").read_text(), (ROOT / "pages" / f"{page}.py").read_text()]
    imports = [
        ast.unparse(one)
        for script in scripts
        for one in ast.parse(script).body
        if isinstance(one, ast.Import | ast.ImportFrom)
    ]
    loaded = f"print(*[one for one in {OF_FILES} if one in sys.modules])"
    program = "\n".join(["import sys", *imports, loaded])
    told = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == []
