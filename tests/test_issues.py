"""UPR Info's issues and their names in two exports."""

import csv
import io
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from upr_data import reference
from upr_data.domain import issues
from upr_data.domain.states import normalise

REAL_EXPORTS = os.environ.get("UPR_REAL_EXPORTS")


def test_there_are_57_issues_in_alphabetical_order() -> None:
    labels = list(issues.ISSUES.values())
    assert len(labels) == 57
    assert labels == sorted(labels, key=str.casefold)


def test_a_code_is_its_label_in_snake_case() -> None:
    for code, label in issues.ISSUES.items():
        assert code == re.sub(r"[^a-z0-9]+", "_", label.casefold().replace("'", ""))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Women's rights", "womens_rights"),
        ("Women\u2019s rights", "womens_rights"),
        (" rights of the child", "rights_of_the_child"),
        ("HIV - Aids", "hiv_aids"),
        ("NHRI", "national_human_rights_institution"),
        ("National Human Rights Institution", "national_human_rights_institution"),
        ("Right to water", "right_to_water_and_sanitation"),
        ("National plan of action", "national_plan_of_action"),
        ("Privacy", "privacy"),
    ],
)
def test_an_issue_is_found_by_any_of_its_names(name: str, code: str) -> None:
    assert issues.lookup(name) == code


@pytest.mark.parametrize("name", ["", "Space law"])
def test_an_issue_nobody_knows_is_none(name: str) -> None:
    assert issues.lookup(name) is None


def test_no_name_means_two_issues() -> None:
    keys = Counter(
        normalise(name)
        for row in reference.rows("issues")
        for name in (row["label"], *reference.parts(row["aliases"]))
    )
    assert [key for key, n in keys.items() if n > 1] == []


@pytest.mark.skipif(
    not REAL_EXPORTS, reason="UPR_REAL_EXPORTS does not name a folder with real exports"
)
def test_the_export_of_2018_names_56_issues_and_all_are_found() -> None:
    names = set()
    for path in Path(REAL_EXPORTS or "").glob("upr-info-2018/*.csv"):
        text = path.read_bytes().decode("utf-8-sig")
        for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";"):
            names |= {name.strip() for name in row["Issue"].split(",") if name.strip()}
    assert (len(names), len({issues.lookup(name) for name in names} - {None})) == (56, 56)
