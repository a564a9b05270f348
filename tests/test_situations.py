"""Requests of category 1 to groups of States in special situations."""

import pytest
from frames import recommendations, records

from upr_data.figures.metrics import figures
from upr_data.figures.records import Records
from upr_data.figures.situations import minimal_requests
from upr_data.selection.links import parse


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """Rwanda is LDC and LLDC, Tuvalu LDC and SIDS, Slovenia neither."""
    main = recommendations(
        {"state_under_review": "RWA", "action_category": 1},
        {"state_under_review": "RWA", "action_category": 4},
        {"state_under_review": "TUV", "action_category": 1, "cycle": 1},
        {"state_under_review": "SVN", "action_category": 1},
        {"state_under_review": "SVN", "action_category": 5, "recommending_state": "RWA"},
        {"state_under_review": "SVN", "action_category": None, "action_category_basis": None},
    )
    return records(tmp_path_factory.mktemp("store"), main)


def counts(held: Records, query: str = "") -> dict[str, tuple[int, int, int]]:
    table = minimal_requests(held, parse(query).filters)
    rows = table.select("key", "n_category_1", "n_coded", "n_reviews").rows()
    return {key: (n, of, reviews) for key, n, of, reviews in rows}


def test_each_group_has_its_requests_and_reviews(held: Records) -> None:
    assert counts(held) == {
        "ldc": (2, 3, 2), "lldc": (1, 2, 1), "sids": (1, 1, 1), "others": (1, 2, 1),
    }  # fmt: skip


def test_the_selection_is_kept(held: Records) -> None:
    assert counts(held, "cycle=1")["ldc"] == (1, 1, 1)
    assert counts(held, "cycle=1")["others"] == (0, 0, 0)


@pytest.mark.parametrize(
    ("query", "made"), [("sur_org=ldc", 3), ("sur_org=sids", 1), ("rs_org=lldc", 1)]
)
def test_groups_of_states_are_filters(held: Records, query: str, made: int) -> None:
    assert figures(held, parse(query).filters)["made"].to_list() == [made]
