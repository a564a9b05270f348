"""Counting where it might break: nothing to count, nulls everywhere, very many keys."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from frames import recommendations, records

from upr_data.figures.memo import KEPT, Memo
from upr_data.figures.metrics import as_records, figures
from upr_data.figures.records import Records
from upr_data.model import Dimension, Table, Unit, empty
from upr_data.selection.filters import Filters

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
