"""Polars and DuckDB agree, on data made by hypothesis, the demonstration and real exports."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
import second_engine
from frames import recommendations, records, words
from hypothesis import given, settings
from hypothesis import strategies as st

from upr_data.figures.metrics import figures
from upr_data.figures.records import Records
from upr_data.model import Dimension, Level, Response, Unit
from upr_data.selection.links import parse

DIMENSIONS = [d for d in Dimension if d is not Dimension.ASSESSOR_TYPE]
SELECTIONS = [
    ("kind=recommendation,voluntary_pledge", "true"),
    ("", "kind = 'recommendation'"),
    ("cycle=2&response=noted", "kind = 'recommendation' AND cycle = 2 AND response = 'noted'"),
    (
        "issue=womens_rights,trafficking",
        "kind = 'recommendation' AND list_has_any(issues, ['womens_rights', 'trafficking'])",
    ),
    (
        "category=4,5&rs_group=weog",
        "kind = 'recommendation' AND action_category IN (4, 5) AND rs_group = 'weog'",
    ),
]


def assert_agreement(records: Records, by: Dimension, unit: Unit, query: str, where: str) -> None:
    ours = figures(records, parse(f"{query}&unit={unit}").filters, (by,)).to_dicts()
    theirs = second_engine.figures(records.snapshot.path, by, unit, where)
    if by is Dimension.NONE and not theirs:
        assert ours[0]["made"] == 0
        return
    assert [row["key"] for row in ours] == [row["key"] for row in theirs]
    for our, their in zip(ours, theirs, strict=True):
        assert {name: our[name] for name in their} == pytest.approx(their, nan_ok=False)


rows = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from("abcd"),
            "cycle": st.sampled_from([1, 2]),
            "recommending_state": st.sampled_from(["FRA", "EGY", "VAT", "XKX", None]),
            "response": st.sampled_from([response.value for response in Response]),
            "action_category": st.none() | st.integers(1, 5),
            "issues": st.lists(
                st.sampled_from(["womens_rights", "trafficking", "justice"]), unique=True
            ),
        }
    ),
    min_size=1,
    max_size=12,
)
said = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.sampled_from(["state", "civil_society"]),
        st.sampled_from([level.value for level in Level]),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(rows, said, st.sampled_from(DIMENSIONS), st.sampled_from(Unit), st.sampled_from(SELECTIONS))
def test_on_data_made_by_hypothesis(
    made: list[dict[str, Any]],
    spoken: list[tuple[str, str, str]],
    by: Dimension,
    unit: Unit,
    selection: tuple[str, str],
) -> None:
    with tempfile.TemporaryDirectory() as store:
        sample = records(Path(store), recommendations(*made), words(*spoken) if spoken else None)
        assert_agreement(sample, by, unit, *selection)


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("by", DIMENSIONS)
def test_on_the_demonstration(demonstration: Records, by: Dimension, unit: Unit) -> None:
    for selection in SELECTIONS:
        assert_agreement(demonstration, by, unit, *selection)


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("by", DIMENSIONS)
def test_on_a_real_export(upr_info_2018: Records, by: Dimension, unit: Unit) -> None:
    for selection in SELECTIONS:
        assert_agreement(upr_info_2018, by, unit, *selection)
