"""The Kaplan–Meier curve: counted by hand, held against SciPy, and its properties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from upr_data.figures.record.survival import kaplan_meier

WAITS = st.lists(
    st.tuples(st.integers(1, 400).map(lambda days: days / 16), st.booleans()),
    min_size=1,
    max_size=60,
)


def test_a_curve_counted_by_hand() -> None:
    """Four wait: one joins after a year, one is watched for two only, two join after three."""
    curve = kaplan_meier([1, 2, 3, 3], [True, False, True, True])
    assert curve.steps["years"].to_list() == [0, 1, 3]
    assert curve.steps["share"].to_list() == [0, 0.25, 1]
    assert curve.steps["n_at_risk"].to_list() == [4, 4, 2]
    assert (curve.n, curve.n_events, curve.longest) == (4, 3, 3)


def test_greenwood_s_interval_counted_by_hand() -> None:
    """At one year: S = 0.75, variance 0.75² × 1 / (4 × 3) = 0.046875."""
    step = kaplan_meier([1, 2, 3, 3], [True, False, True, True]).at(1)
    assert step is not None
    assert step["upper"] == pytest.approx(0.25 + 1.959964 * 0.046875**0.5)
    assert step["lower"] == 0


def test_numbers_at_risk_are_those_still_waiting_and_watched() -> None:
    curve = kaplan_meier([1, 2, 3, 3], [True, False, True, True])
    assert [curve.at_risk(years) for years in (0, 1.5, 2.5, 4)] == [4, 3, 2, 0]


def test_nothing_is_said_of_times_that_nobody_was_watched_for() -> None:
    curve = kaplan_meier([1, 2], [True, False])
    assert curve.at(3) is None
    assert kaplan_meier([], []).at(1) is None


@given(WAITS)
def test_it_agrees_with_scipy(waits: list[tuple[float, bool]]) -> None:
    years, happened = zip(*waits, strict=True)
    events = [t for t, joined in waits if joined]
    censored = [t for t, joined in waits if not joined]
    theirs = stats.ecdf(stats.CensoredData(uncensored=events, right=censored)).sf
    curve = kaplan_meier(years, happened)
    for step in curve.steps.iter_rows(named=True):
        assert 1 - step["share"] == pytest.approx(float(theirs.evaluate(step["years"])))


@given(WAITS.filter(lambda waits: sum(joined for _, joined in waits) > 1))
@pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")
@pytest.mark.filterwarnings("ignore:divide by zero encountered:RuntimeWarning")
@pytest.mark.filterwarnings("ignore:The confidence interval:RuntimeWarning")
def test_its_interval_agrees_with_scipy(waits: list[tuple[float, bool]]) -> None:
    years, happened = zip(*waits, strict=True)
    data = stats.CensoredData(
        uncensored=[t for t, joined in waits if joined],
        right=[t for t, joined in waits if not joined],
    )
    sf = stats.ecdf(data).sf
    interval = sf.confidence_interval(0.95, method="linear")
    for step in kaplan_meier(years, happened).steps.iter_rows(named=True):
        low, high = (float(one.evaluate(step["years"])) for one in (interval.low, interval.high))
        if step["share"] < 1 and np.isfinite([low, high]).all():
            assert 1 - step["upper"] == pytest.approx(low, abs=1e-9)
            assert 1 - step["lower"] == pytest.approx(high, abs=1e-9)


@given(WAITS, st.randoms(use_true_random=False))
def test_order_makes_no_difference(waits: list[tuple[float, bool]], random: object) -> None:
    shuffled = waits.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (kaplan_meier(*zip(*rows, strict=True)) for rows in (waits, shuffled))
    assert one.steps.equals(other.steps)


@given(WAITS, st.data())
def test_censoring_never_moves_a_curve_down(
    waits: list[tuple[float, bool]], data: st.DataObject
) -> None:
    """Who is watched for a shorter time, and had not joined, leaves the others with more weight."""
    waiting = [n for n, (_, joined) in enumerate(waits) if not joined]
    if not waiting:
        return
    n = data.draw(st.sampled_from(waiting))
    shorter = waits.copy()
    shorter[n] = (waits[n][0] * data.draw(st.floats(0.01, 1)), False)
    before, after = (kaplan_meier(*zip(*rows, strict=True)) for rows in (waits, shorter))
    for step in after.steps.iter_rows(named=True):
        then = before.steps.filter(before.steps["years"] <= step["years"])["share"][-1]
        assert step["share"] >= then - 1e-12


@given(WAITS)
def test_a_curve_rises_and_stays_within_its_band(waits: list[tuple[float, bool]]) -> None:
    steps = kaplan_meier(*zip(*waits, strict=True)).steps
    assert steps["share"].is_sorted()
    assert ((steps["lower"] <= steps["share"]) & (steps["share"] <= steps["upper"])).all()
    assert 0 <= steps["share"][-1] <= 1
