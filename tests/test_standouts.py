"""What stands out: found where it was put, not found where chance could have put it."""

from pathlib import Path
from typing import Any

import pytest
from frames import recommendations, records

from upr_data.figures.records import Records
from upr_data.figures.standouts import Found, Look, Standout, standouts
from upr_data.model import Dimension
from upr_data.selection.links import parse


def rows(n: int, n_supported: int, **fields: object) -> list[dict[str, Any]]:
    """`n` rows of which the first so many are supported, the others noted."""
    return [{"response": "supported" if k < n_supported else "noted", **fields} for k in range(n)]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """Slovenia falls from 90 of 100 to 50 of 100; justice is noted most, and most general."""
    main = recommendations(
        *rows(100, 90, cycle=1, session=7),
        *rows(100, 50, cycle=2),
        *rows(200, 180, state_under_review="HUN"),
        *rows(60, 12, state_under_review="FRA", issues=["justice"], action_category=4),
        *rows(60, 48, state_under_review="AUT", issues=["trafficking"]),
        *rows(4, 0, state_under_review="ITA", issues=["detention"], action_category=2),
    )
    return records(tmp_path_factory.mktemp("planted"), main)


@pytest.fixture(scope="module")
def even(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """Four States and four issues that hardly differ."""
    main = recommendations(
        *(
            row
            for place, state in enumerate(["SVN", "HUN", "POL", "EST"])
            for cycle in (1, 2)
            for row in rows(60, 40 + place, state_under_review=state, cycle=cycle)
        )
    )
    return records(tmp_path_factory.mktemp("even"), main)


def found(held: Records, query: str = "", minimum: int = 50) -> Found:
    return standouts(held, parse(query).filters, Dimension.ISSUE, minimum)


def of(look: Look, result: Found) -> Standout | None:
    return next((one for one in result.standouts if one.look is look), None)


def test_the_largest_change_is_found_with_its_counts(planted: Records) -> None:
    change = of(Look.CHANGE, found(planted))
    assert change
    assert (change.key, change.cycles) == ("SVN", (1, 2))
    assert (change.own, change.other) == ((50, 100), (90, 100))
    low, high = change.difference
    assert (round(low, 3), round(high, 3)) == (-0.506, -0.278)


def test_a_state_is_held_against_the_others_of_its_group(planted: Records) -> None:
    farthest = of(Look.FARTHEST, found(planted))
    assert farthest
    assert (farthest.key, farthest.group) == ("AUT", "weog")
    assert (farthest.own, farthest.other) == ((48, 60), (12, 64))


def test_the_most_noted_and_most_general_issue_is_held_against_all_else(planted: Records) -> None:
    noted, general = (of(look, found(planted)) for look in (Look.NOTED, Look.GENERAL))
    assert noted
    assert general
    assert (noted.key, noted.own, noted.other) == ("justice", (48, 60), (96, 464))
    assert (general.key, general.own, general.other) == ("justice", (60, 60), (4, 464))
    assert tuple(round(side, 3) for side in noted.interval) == (0.682, 0.882)


def test_all_else_has_an_issue_coded_too(tmp_path: Path) -> None:
    """The 400 of session 27 have none: whether they raise justice nobody knows."""
    main = recommendations(
        *rows(60, 12, issues=["justice"]),
        *rows(60, 48, issues=["trafficking"]),
        *rows(400, 400, cycle=3, session=27, issues=[]),
    )
    noted = of(Look.NOTED, found(records(tmp_path, main)))
    assert noted
    assert (noted.key, noted.own, noted.other) == ("justice", (48, 60), (12, 60))


def test_what_has_too_few_cases_is_not_looked_at(planted: Records) -> None:
    assert of(Look.NOTED, found(planted, minimum=4)).key == "detention"  # type: ignore[union-attr]
    assert found(planted, minimum=4).n_looks > found(planted).n_looks
    assert found(planted, minimum=1_000) == Found((), 0)


def test_only_what_is_shown_is_looked_at(planted: Records) -> None:
    one = standouts(planted, parse("").filters, Dimension.ISSUE, looks=(Look.CHANGE,))
    assert ([found.look for found in one.standouts], one.n_looks) == ([Look.CHANGE], 1)


def test_nothing_stands_out_where_all_are_alike(even: Records) -> None:
    result = found(even)
    assert result.standouts == ()
    assert result.n_looks == 8


@pytest.mark.parametrize(
    ("query", "looks"),
    [
        ("response=noted", [Look.GENERAL]),
        ("category=5", [Look.CHANGE, Look.FARTHEST]),
        ("sur=SVN", [Look.CHANGE]),
        ("cycle=2", [Look.FARTHEST, Look.NOTED, Look.GENERAL]),
    ],
)
def test_what_the_filter_fixes_is_no_finding(
    planted: Records, query: str, looks: list[Look]
) -> None:
    assert [one.look for one in found(planted, query, minimum=40).standouts] == looks
