"""Whose review a record of OHCHR's index belongs to."""

from pathlib import Path

import polars as pl
import pytest
from uhri_files import reading, row, rules, uhri_record

from upr_data.domain.calendar import reviews_table
from upr_data.domain.states import STATES
from upr_data.model import Col


def test_two_letter_code_of_a_state(tmp_path: Path) -> None:
    found = reading(tmp_path, uhri_record(Countries=["- SI"]))
    assert found.recommendations[Col.STATE_UNDER_REVIEW].to_list() == ["SVN"]
    assert rules(found, "repaired")["two_letter_code_of_a_state"] == 1


@pytest.mark.parametrize("given", [["- Uzbekistan"], ["- Uzbekistan", "- Czechia"]])
def test_mistagged_document(tmp_path: Path, given: list[str]) -> None:
    found = reading(
        tmp_path, uhri_record(Symbol="A/HRC/22/3", Countries=given, UprSession=["- 14"])
    )
    assert found.recommendations[Col.STATE_UNDER_REVIEW].to_list() == ["CZE"]
    assert rules(found, "repaired")["mistagged_document"] == 1


def test_report_of_the_sudan_holds_two_states(tmp_path: Path) -> None:
    shared = {"Symbol": "A/HRC/18/16", "UprSession": ["- 11"], "UprCycle": []}
    found = reading(
        tmp_path,
        uhri_record(**shared, Countries=["- Sudan"]),
        uhri_record(**shared, Countries=["- South Sudan"], AnnotationId="0002"),
    )
    assert found.recommendations[Col.STATE_UNDER_REVIEW].to_list() == ["SDN", "SSD"]
    assert found.recommendations[Col.RECOMMENDATION_ID].to_list() == ["0001", "0002"]


def test_of_two_states_the_one_reviewed_then(tmp_path: Path) -> None:
    found = reading(tmp_path, uhri_record(Countries=["- Slovenia", "- Spain"]))
    assert found.recommendations[Col.STATE_UNDER_REVIEW].to_list() == ["SVN"]
    assert rules(found, "repaired")["one_state_of_several"] == 1


def test_session_follows_from_state_and_cycle(tmp_path: Path) -> None:
    assert row(tmp_path, UprSession=[])["session"] == 20


def test_no_session_and_no_cycle_is_unknown(tmp_path: Path) -> None:
    found = row(tmp_path, UprSession=[], UprCycle=[])
    assert (found["session"], found["cycle"]) == (None, None)


def test_a_review_missing_from_a_whole_cycle_is_noticed(tmp_path: Path) -> None:
    reviews = [row for row in reviews_table().rows(named=True) if row["cycle"] == 3]
    found = reading(
        tmp_path,
        *(
            uhri_record(
                AnnotationId=str(i),
                Symbol=f"A/HRC/40/{i}",
                Countries=[f"- {STATES[row['state_under_review']].name}"],
                UprSession=[f"- {row['session']}"],
                UprCycle=[],
            )
            for i, row in enumerate(reviews)
            if row["state_under_review"] != "MMR"
        ),
    )
    noticed = found.report.filter(pl.col(Col.RULE) == "review_missing")
    assert noticed["detail"].to_list() == ["'Myanmar, session 37'"]
