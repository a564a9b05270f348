"""What a matrix must be asked: of which review, whose word, which column."""

from pathlib import Path

import matrix_files as made
import pytest
from matrix_reading import given, levels, numbers, read, recs_of, sample, small

from upr_data.ingest.sources.matrices.settling import UnansweredError
from upr_data.model import AssessorType
from upr_data.snapshot import Snapshot

__all__ = ["sample"]


@pytest.mark.parametrize("left_out", ["review", "assessor", "assessor_type"])
def test_a_needed_question_stops_with_the_option_that_answers_it(
    sample: Snapshot, tmp_path: Path, left_out: str
) -> None:
    file = made.numbers_in_columns(tmp_path / "m", recs_of(sample, 2), "en")
    with pytest.raises(UnansweredError, match=f"Say --{left_out.replace('_', '-')} "):
        read(sample, file, **{left_out: None})


def test_a_state_needs_no_name(sample: Snapshot, tmp_path: Path) -> None:
    file = made.numbers_in_columns(tmp_path / "m", recs_of(sample, 2), "en")
    prepared = read(sample, file, assessor=None, assessor_type=AssessorType.STATE)
    assert prepared.tables.assessments["assessor"].unique().to_list() == ["Slovenia"]


def test_header_and_name_propose_whose_word_it_is(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["Recommendation", "Position", "Status of implementation"],
            *([rec.with_states, "Supported", "Ongoing"] for rec in recs_of(sample, 2))]  # fmt: skip
    header = "Slovenia: mid-term report of the Government, 2nd cycle, as of 31 December 2017"
    file = made.write_docx(tmp_path / "m.docx", [rows], header)
    prepared = read(sample, file, review=None, assessor=None, assessor_type=None)
    assert prepared.matrix
    plan = prepared.matrix["plan"]
    assert (plan["review"], plan["assessor_type"], plan["milestone"], plan["evidence_until"]) == (
        "SVN:2", "state", "mid_term", "2017-12-31",
    )  # fmt: skip
    assert levels(prepared).keys() == given(recs_of(sample, 2)).keys()


def test_two_columns_that_could_be_the_level_are_asked(sample: Snapshot, tmp_path: Path) -> None:
    rows = [["No.", "Status", "Assessment"], *([rec.number, "Implemented", "Not implemented"]
            for rec in recs_of(sample, 2))]  # fmt: skip
    with pytest.raises(UnansweredError, match=r"Which column holds the level.*--level-column"):
        small(sample, tmp_path, rows)
    prepared = small(sample, tmp_path, rows, level_columns=("Assessment",))
    assert set(numbers(prepared).values()) == {"not"}
