"""Counting where it might break: nothing to count, nulls everywhere, very many keys."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from frames import recommendations, records, words

from upr_data.figures.memo import KEPT, Memo
from upr_data.figures.metrics import as_records, figures
from upr_data.figures.records import Records
from upr_data.figures.selected import selected_rows
from upr_data.model import Dimension, Table, Unit, empty
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse

BLANK = {
    "cycle": None,
    "session": None,
    "state_under_review": None,
    "recommending_state": None,
    "response": None,
    "action_category": None,
    "issues": None,
    "themes": None,
}


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("by", list(Dimension))
def test_of_an_empty_snapshot_there_are_no_figures(
    tmp_path: Path, by: Dimension, unit: Unit
) -> None:
    nothing = records(tmp_path, empty(Table.RECOMMENDATIONS))
    table = figures(nothing, Filters(unit=unit), (by,))
    assert table["made"].sum() == 0
    assert table.height == (1 if by is Dimension.NONE else 0)


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("by", [one for one in Dimension if one is not Dimension.ASSESSOR_TYPE])
def test_a_row_of_which_nothing_is_known_is_counted(
    tmp_path: Path, by: Dimension, unit: Unit
) -> None:
    blank = records(tmp_path, recommendations(BLANK))
    (row,) = as_records(figures(blank, Filters(unit=unit), (by,)))
    assert (row["made"], row["n_unknown_response"], row["n_category_unknown"]) == (1, 1, 1)
    assert row["n_uncommented"] == 1
    known = {Dimension.RESPONSE: "unknown", Dimension.STATUS: "uncommented",
             Dimension.KIND: "recommendation"}  # fmt: skip
    assert row["key"] == known.get(by)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """The rows 0 and 1 of one recommendation that differ, and row 2 of another."""
    main = recommendations(
        {"id": "a", "issues": ["justice"]},
        {"id": "a", "issues": ["justice"], "response": "noted"},
        {"id": "b", "issues": ["justice", "womens_rights"]},
    )
    said = words(("a", "civil_society", "fully"), ("a", "state", "not"))
    later = words(("b", "state", "fully")).with_columns(
        pl.lit("next_review").cast(said.schema["milestone"]).alias("milestone")
    )
    return records(tmp_path_factory.mktemp("two"), main, pl.concat([said, later]))


@pytest.mark.parametrize(
    ("query", "more", "rows", "rows_with_more"),
    [
        ("response=noted", "unit=recommendation", [1], []),
        ("issue=justice,womens_rights", "issue_match=all", [0, 1, 2], [2]),
        ("status=fully", "assessor=civil_society", [], [0, 1]),
        ("status=fully", "milestone=next_review", [], [2]),
    ],
)
def test_a_condition_is_remembered_with_what_it_depends_on(
    two: Records, query: str, more: str, rows: list[int], rows_with_more: list[int]
) -> None:
    asked = (query, f"{query}&{more}", query)
    found = [selected_rows(two, parse(one).filters).tolist() for one in asked]
    assert found == [rows, rows_with_more, rows]


@pytest.mark.parametrize("more", ["", "&sur=QMB", "&sur=QMB&session=5", "&session=99"])
def test_a_text_is_looked_for_in_the_rows_chosen(demonstration: Records, more: str) -> None:
    """In few of them by themselves, in many at once: as where each text is read here."""
    filters = parse(f"q=rights{more}").filters
    rows = demonstration.rows.filter(replace(filters, q="").expression())
    numbers = rows.select("row_index").collect()["row_index"].to_list()
    texts = demonstration.texts.collect().to_series()
    assert selected_rows(demonstration, filters).tolist() == [
        n for n in numbers if "rights" in (texts[n] or "")
    ]


def test_an_issue_named_twice_in_a_row_counts_once(tmp_path: Path) -> None:
    twice = records(tmp_path, recommendations({"issues": ["justice", "justice"]}))
    assert figures(twice, Filters(), (Dimension.ISSUE,))["made"].to_list() == [1]


@pytest.mark.parametrize("unit", list(Unit))
def test_many_keys_are_counted_like_few(demonstration: Records, unit: Unit) -> None:
    states = (Dimension.STATE_UNDER_REVIEW, Dimension.RECOMMENDING_STATE)
    pairs = as_records(figures(demonstration, Filters(unit=unit), states))
    assert len(pairs) > 1_000
    added: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    names = ("made", "n_supported", "n_triggered")
    for row in pairs:
        added[row["key"][1]] = [
            n + row[name] for n, name in zip(added[row["key"][1]], names, strict=True)
        ]
    single = as_records(figures(demonstration, Filters(unit=unit), states[1:]))
    assert {row["key"]: [row[name] for name in names] for row in single} == added
    assert _iri_of_all(pairs) == pytest.approx(_iri_of_all(single))
    assert _iri_of_all(single) > 0


def _iri_of_all(rows: list[dict[str, Any]]) -> float:
    """The IRI of all that was assessed, added up from the means."""
    return sum(row["mean_iri"] * row["n_assessed"] for row in rows if row["n_assessed"])


def test_a_memo_forgets_what_was_not_used_for_longest() -> None:
    memo = Memo()
    for n in range(KEPT):
        memo.recall(n, lambda n=n: n)
    memo.recall(0, lambda: "made again")
    memo.recall("one more", lambda: "new")
    assert memo.recall(0, lambda: "made again") == 0
    assert memo.recall(1, lambda: "made again") == "made again"
