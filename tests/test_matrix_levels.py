"""The levels of a matrix: which column holds them, and what is never taken for one."""

from pathlib import Path

import matrix_files as made
import pytest
from matrix_reading import HEAD, noticed, numbers, read, recs_of, sample, small

from upr_data.ingest.sources.base import BadInputError
from upr_data.snapshot import Snapshot

__all__ = ["sample"]


def test_a_column_of_responses_called_status_is_refused(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["No.", "Recommendation", "Status"],
            ["118.1", "a", "Accepted"], ["118.2", "b", "Noted"],
            ["118.3", "c", "Accepted"], ["118.4", "d", "Implemented"]]  # fmt: skip
    with pytest.raises(BadInputError, match="the column “Status” holds responses"):
        small(sample, tmp_path, rows)


def test_a_blank_column_of_levels_is_said(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["No.", "Recommendation", "Status"], *([f"118.{n}", "Text", ""] for n in range(1, 5))]
    with pytest.raises(BadInputError, match="the column “Status” is blank: no status is filled in"):
        small(sample, tmp_path, rows)


def test_a_blank_level_with_a_comment_is_unclear_and_counted(
    sample: Snapshot, tmp_path: Path
) -> None:
    rows = [HEAD, ["118.1", "", "", "Sample comment"], ["118.2", "", "", ""],
            ["118.3", "", "n/a", ""], ["118.4", "", "Ongoing", ""]]  # fmt: skip
    prepared = small(sample, tmp_path, rows)
    assert numbers(prepared) == {"118.1": "unclear", "118.4": "partially"}
    found = noticed(prepared)
    assert (found["blank_level_with_comment"], found["left_blank"], found["marked_no_comment"]) == (
        1,
        1,
        1,
    )


def test_rates_only_under_a_heading_of_progress(sample: Snapshot, tmp_path: Path) -> None:
    cells = [["118.1", 1], ["118.2", 0.5], ["118.3", 0]]
    prepared = small(sample, tmp_path, [["No.", "Progress rate"], *cells])
    assert numbers(prepared) == {"118.1": "fully", "118.2": "partially", "118.3": "not"}
    percent = [["118.1", 100], ["118.2", 1], ["118.3", 0]]
    prepared = small(sample, tmp_path, [["No.", "Avance %"], *percent])
    assert numbers(prepared) == {"118.1": "fully", "118.2": "partially", "118.3": "not"}
    assert set(numbers(small(sample, tmp_path, [["No.", "Status"], *cells])).values()) == {
        "unclear"
    }


def test_colours_are_never_taken_without_a_yes(sample: Snapshot, tmp_path: Path) -> None:
    file = made.colours(tmp_path / "m", recs_of(sample, 2), "en")
    prepared = read(sample, file)
    assert prepared.tables.assessments.is_empty()
    assert noticed(prepared)["fills_not_taken"] == 44


def test_signs_tell_words_apart(sample: Snapshot, tmp_path: Path) -> None:
    words = ["Implemented", "implemented.", "Implemented?", "Supported: partially implemented",
             "Supported partially implemented"]  # fmt: skip
    rows = [HEAD, *([f"118.{n}", "", word, ""] for n, word in enumerate(words, 1))]
    prepared = small(sample, tmp_path, rows)
    assert list(numbers(prepared).values()) == ["fully", "fully", "unclear", "partially", "unclear"]
    assert prepared.matrix
    assert [one["n"] for one in prepared.matrix["words"]] == [2, 1, 1, 1]
