"""Intervals and tests, against the worked examples of their authors and against scipy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from upr_data.figures.chance import benjamini_hochberg, difference, p_value
from upr_data.model.interval import wilson

shares = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
large = st.integers(3_000, 40_000).flatmap(lambda n: st.tuples(st.integers(100, n), st.just(n)))


@given(shares)
def test_the_wilson_interval_is_that_of_scipy(one: tuple[int, int]) -> None:
    expected = stats.binomtest(*one).proportion_ci(method="wilson")
    assert wilson(*one) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_of_nothing_the_share_could_be_anything() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def test_the_interval_of_a_difference_is_that_of_newcombe() -> None:
    low, high = difference((56, 70), (48, 80))  # his table II, (a), method 10
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


@given(shares, shares)
def test_few_cases_are_tested_exactly(one: tuple[int, int], other: tuple[int, int]) -> None:
    table = [[one[0], one[1] - one[0]], [other[0], other[1] - other[0]]]
    assert p_value(one, other) == pytest.approx(stats.fisher_exact(table).pvalue, abs=1e-7)


@given(large, large)
def test_many_cases_are_tested_as_scipy_does(one: tuple[int, int], other: tuple[int, int]) -> None:
    table = [[one[0], one[1] - one[0]], [other[0], other[1] - other[0]]]
    expected = stats.fisher_exact(table).pvalue
    assert p_value(one, other) == pytest.approx(expected, rel=0.25, abs=0.01)


def test_equal_shares_are_no_difference() -> None:
    assert p_value((5, 10), (50, 100)) == pytest.approx(1)
    assert p_value((0, 10), (0, 100)) == 1
    assert p_value((0, 0), (3, 5)) == 1


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_many_looks_are_adjusted_as_scipy_does(found: list[float]) -> None:
    assert benjamini_hochberg(found) == pytest.approx(stats.false_discovery_control(found).tolist())


def test_of_the_authors_fifteen_p_values_four_remain() -> None:
    published = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
        0.4262, 0.5719, 0.6528, 0.7590, 1.0,
    ]  # fmt: skip
    assert sum(p <= 0.05 for p in benjamini_hochberg(published)) == 4
