"""Sessions, cycles and reviews."""

import polars as pl
import pytest

from upr_data.domain import calendar, states
from upr_data.model import SCHEMAS, Col, StateKind, Table


@pytest.mark.parametrize(("cycle", "first", "last"), [(1, 1, 12), (2, 13, 26), (3, 27, 40)])
def test_a_cycle_spans_its_sessions(cycle: int, first: int, last: int) -> None:
    assert {calendar.cycle_of(session) for session in range(first, last + 1)} == {cycle}


def test_the_fourth_cycle_ends_with_session_54() -> None:
    assert {calendar.cycle_of(session) for session in range(41, 55)} == {4}


@pytest.mark.parametrize("session", [0, 55, -1])
def test_a_session_outside_the_calendar_has_no_cycle(session: int) -> None:
    assert calendar.cycle_of(session) is None


def test_sessions_1_to_54_are_known_in_order_of_time() -> None:
    sessions = list(calendar.SESSIONS.values())
    assert [one.number for one in sessions] == list(range(1, 55))
    assert [one.starts for one in sessions] == sorted(one.starts for one in sessions)
    assert all(one.starts <= one.ends for one in sessions)


def test_a_session_says_when_it_was_and_how_that_is_known() -> None:
    assert calendar.SESSIONS[20] == calendar.Session(
        20, 2, "2014-10-27", "2014-11-07", "published date"
    )


def test_the_reviews_table_conforms() -> None:
    assert calendar.reviews_table().schema == SCHEMAS[Table.REVIEWS]


def test_each_cycle_has_its_number_of_reviews() -> None:
    counts = calendar.reviews_table().group_by(Col.CYCLE).len().sort(Col.CYCLE)
    assert counts.rows() == [(1, 193), (2, 193), (3, 193), (4, 192)]


def test_some_reviews_of_cycles_3_and_4_are_derived() -> None:
    derived = calendar.reviews_table().filter(Col.IS_DERIVED).group_by(Col.CYCLE).len()
    assert derived.sort(Col.CYCLE).rows() == [(3, 98), (4, 67)]


def test_a_state_is_reviewed_once_a_cycle_in_a_session_of_that_cycle() -> None:
    reviews = calendar.reviews_table()
    assert not reviews.select(Col.STATE_UNDER_REVIEW, Col.CYCLE).is_duplicated().any()
    cycles = reviews[Col.SESSION].map_elements(calendar.cycle_of, return_dtype=pl.UInt8)
    assert cycles.equals(reviews[Col.CYCLE])


def test_only_members_are_reviewed() -> None:
    reviewed = set(calendar.reviews_table()[Col.STATE_UNDER_REVIEW])
    members = {one.code for one in states.STATES.values() if one.kind == StateKind.MEMBER}
    assert reviewed == members


def test_a_state_has_its_session_in_each_cycle() -> None:
    assert calendar.session_of_review("SVN", 2) == 20
    assert calendar.session_of_review("SVN", 4) == 48
    assert calendar.session_of_review("USA", 4) == 53


def test_ukraines_session_in_cycle_4_is_not_known() -> None:
    assert calendar.session_of_review("UKR", 4) is None
    assert len(calendar.reviewed_in("UKR")) == 3


def test_the_sessions_of_a_state_come_in_order() -> None:
    assert calendar.reviewed_in("SVN") == (7, 20, 34, 48)


def test_who_is_never_reviewed_has_no_sessions() -> None:
    assert calendar.reviewed_in("VAT") == ()
    assert calendar.session_of_review("VAT", 1) is None
