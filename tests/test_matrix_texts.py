"""Rows of a matrix found by their text: the same one, one alike, one that stands twice."""

from pathlib import Path

import matrix_files as made
from matrix_reading import (
    aside,
    levels,
    made_rows,
    matched_by,
    noticed,
    recs_of,
    sample,
    small,
    snapshot_of,
)

from upr_data.snapshot import Snapshot

__all__ = ["sample"]


def test_texts_in_another_language_leave_it_to_numbers(sample: Snapshot, tmp_path: Path) -> None:
    rows = [made.HEADINGS["es"], *([rec.number, f"Que el Estado considere la ley de muestra {n}",
             "Cumplida", ""] for n, rec in enumerate(recs_of(sample, 2)))]  # fmt: skip
    prepared = small(sample, tmp_path, rows)
    assert matched_by(prepared) == {"number": 44}
    assert noticed(prepared)["texts_in_another_language"] == 1


def test_a_text_that_is_only_alike_waits_for_a_yes(sample: Snapshot, tmp_path: Path) -> None:
    texts = [rec.text for rec in recs_of(sample, 2)[:3]]
    rows = [["Recommendation", "Status"], [texts[0], "Ongoing"],
            [f"{texts[1]} urgently", "Ongoing"],
            ["A quite different sample of another matter", "Ongoing"]]  # fmt: skip
    prepared = small(sample, tmp_path, rows)
    assert prepared.matrix
    assert [prepared.matrix[n] for n in ("n_matched", "n_proposed", "n_set_aside")] == [1, 1, 1]
    assert aside(prepared) == {3: "proposed", 4: "no_text_alike"}
    accepted = small(sample, tmp_path, rows, accepts_proposed=True)
    assert accepted.matrix
    assert [accepted.matrix[n] for n in ("n_matched", "n_proposed", "n_set_aside")] == [2, 0, 1]
    scores = accepted.tables.assessments["match_score"].sort().to_list()
    assert scores[1] == 100
    assert 80 <= scores[0] < 100


def test_one_word_makes_another_treaty(tmp_path: Path) -> None:
    text = (
        "Ratify the Optional Protocol to the Convention on the Rights of {} without further delay"
    )
    known = {"id": "x", "text": text.format("Samples"), "paragraph": "118.9"}
    snapshot = snapshot_of(tmp_path / "s", *made_rows("118", 2, "A/HRC/28/15", 3), known)
    texts = [text.format(who) for who in ("Models", "Samples", "Others")]
    rows = [["Recommendation", "Status"], *([one, "Implemented"] for one in texts)]
    prepared = small(snapshot, tmp_path, rows)
    assert levels(prepared) == {"x": "fully"}
    assert aside(prepared) == {2: "proposed", 4: "proposed"}


def test_one_text_twice_is_told_apart_by_its_states(tmp_path: Path) -> None:
    text = "Ratify the sample treaty"
    twice = [
        {"id": one, "paragraph": one, "text": text, "recommending_state": state}
        for one, state in (("118.1", "FRA"), ("118.2", "ESP"))
    ]
    snapshot = snapshot_of(tmp_path / "s", *twice, *made_rows("119", 2, "A/HRC/28/15", 3))
    rows = [
        ["Recommendation", "Status"],
        [f"{text} (Spain);", "Implemented"],
        [f"{text} (France);", "Ongoing"],
        [text, "Ongoing"],
    ]
    prepared = small(snapshot, tmp_path, rows)
    assert levels(prepared) == {"118.2": "fully", "118.1": "partially"}
    assert aside(prepared) == {4: "ambiguous_text"}
