"""Agreement with hand-coded categories, counted by eye."""

import json

import polars as pl
import pytest

from upr_data.ingest.coding.evaluate import evaluate

GIVEN = pl.Series([1, 4, 4, 4, 5, 5, 5, 5])
PREDICTED = pl.Series([1, 4, 4, 5, 5, 5, 4, None])


def test_accuracy_counts_an_uncoded_text_as_wrong() -> None:
    result = evaluate(GIVEN, PREDICTED)
    assert (result.n, result.n_uncoded, result.accuracy) == (8, 1, 5 / 8)


def test_kappa() -> None:
    # by chance: (1*1 + 3*3 + 4*3) / 64 = 22/64; (40 - 22) / (64 - 22)
    assert evaluate(GIVEN, PREDICTED).kappa == pytest.approx(18 / 42)


def test_scores_of_a_category() -> None:
    score = evaluate(GIVEN, PREDICTED).per_category[5]
    assert score == {
        "precision": pytest.approx(2 / 3),
        "recall": pytest.approx(2 / 4),
        "f1": pytest.approx(4 / 7),
        "n": 4,
    }


def test_macro_f1_is_the_mean_over_the_categories_given() -> None:
    assert evaluate(GIVEN, PREDICTED).macro_f1 == pytest.approx((1 + 4 / 6 + 4 / 7) / 3)


def test_confusion_is_given_then_predicted() -> None:
    confusion = evaluate(GIVEN, PREDICTED).confusion
    assert confusion[5] == {0: 1, 1: 0, 2: 0, 3: 0, 4: 1, 5: 2}


def test_rows_without_a_given_category_are_left_out() -> None:
    result = evaluate(pl.Series([5, None]), pl.Series([5, 4]))
    assert (result.n, result.accuracy, result.kappa) == (1, 1.0, 1.0)


def test_intervals_hold_the_value_and_are_the_same_every_time() -> None:
    first, second = evaluate(GIVEN, PREDICTED), evaluate(GIVEN, PREDICTED)
    lower, upper = first.intervals["accuracy"]
    assert lower <= first.accuracy <= upper
    assert first == second


def test_json_has_the_shape_of_the_contract() -> None:
    result = json.loads(json.dumps(evaluate(GIVEN, PREDICTED).to_json()))
    assert {"n", "accuracy", "kappa", "macro_f1", "per_category", "confusion"} <= set(result)
    assert set(result["per_category"]) == {"1", "2", "3", "4", "5"}
    assert set(result["per_category"]["2"]) == {"precision", "recall", "f1", "n"}


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="2 given categories, but 1 predicted"):
        evaluate(pl.Series([1, 2]), pl.Series([1]))


def test_nothing_to_compare_with() -> None:
    with pytest.raises(ValueError, match="no row has a category"):
        evaluate(pl.Series([None], dtype=pl.UInt8), pl.Series([1]))
