"""Two snapshots compared, on rows counted by eye."""

from pathlib import Path
from typing import Any

from frames import recommendations, tables

from upr_data.model import SnapshotKind
from upr_data.snapshot import Comparison, Draft, compare, open_snapshot, publish

Row = dict[str, Any]


def compared(store: Path, before: list[Row], after: list[Row]) -> Comparison:
    snapshots = []
    for name, rows in (("before", before), ("after", after)):
        draft = Draft(name, SnapshotKind.REAL, "2026-01-01T00:00:00+00:00")
        manifest = publish(tables(recommendations(*rows)), draft, store)
        snapshots.append(open_snapshot(store / manifest.id))
    return compare(*snapshots)


def rows_of(found: Comparison) -> list[tuple[Any, ...]]:
    return found.changes.select("change", "row_id", "field", "before", "after").rows()


def test_added_and_gone(tmp_path: Path) -> None:
    one, two, three = ({"id": i, "text": f"Sample text {i}"} for i in "abc")
    found = compared(tmp_path, [one, two], [two, three])
    assert (found.n_same, found.n_added, found.n_gone, found.n_recoded) == (1, 1, 1, 0)
    assert [(change, text) for change, text in found.changes.select("change", "text").rows()] == [
        ("added", "Sample text c"),
        ("gone", "Sample text a"),
    ]


def test_recoded_by_field(tmp_path: Path) -> None:
    before = {"id": "a", "action_category": 4, "issues": ["justice"], "response": "noted"}
    found = compared(
        tmp_path,
        [before, {"id": "b"}],
        [before | {"action_category": 5, "issues": None}, {"id": "b"}],
    )
    assert (found.n_same, found.n_recoded) == (2, 1)
    assert found.recoded == {"action_category": 1, "issues": 1}
    assert [row[2:] for row in rows_of(found)] == [
        ("action_category", "4", "5"),
        ("issues", "justice", None),
    ]


def test_the_order_of_a_list_is_no_change(tmp_path: Path) -> None:
    before = {"id": "a", "issues": ["justice", "torture"]}
    found = compared(tmp_path, [before], [before | {"issues": ["torture", "justice"]}])
    assert found.recoded == {}


def test_another_id_of_the_same_words_is_the_same_row(tmp_path: Path) -> None:
    before = {"id": "a", "text": "Sample text.", "response": "noted"}
    after = {"id": "b", "text": "sample  text", "response": "supported"}
    found = compared(tmp_path, [before], [after])
    assert (found.n_same, found.n_added, found.n_gone) == (1, 0, 0)
    assert found.recoded == {"response": 1, "text": 1}


def test_equal_rows_are_paired_one_to_one(tmp_path: Path) -> None:
    same = {"text": "Sample text"}
    found = compared(tmp_path, [same | {"id": "a"}], [same | {"id": "b"}, same | {"id": "c"}])
    assert (found.n_same, found.n_added, found.n_gone) == (1, 1, 0)


def test_a_snapshot_against_itself(tmp_path: Path) -> None:
    rows = [{"id": "a", "session": None, "cycle": None}, {"id": "b", "recommending_state": None}]
    found = compared(tmp_path, rows, rows)
    assert found.to_dict() | {"counts": None} == {
        "first": "2026-01-01-before",
        "second": "2026-01-01-after",
        "counts": None,
        "same": 2,
        "added": 0,
        "gone": 0,
        "recoded_rows": 0,
        "recoded": {},
    }
    assert found.changes.is_empty()
    assert found.to_dict()["counts"]["n_rows"] == {"first": 2, "second": 2}
