"""The optional model, trained on a handful of made-up texts."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from upr_data.ingest.coding import model as coding_model
from upr_data.ingest.coding import training
from upr_data.ingest.coding.agreement import Agreement, rules_agreement
from upr_data.ingest.coding.model import Model, ModelError, load, predict, save
from upr_data.ingest.coding.training import train, train_and_measure

TEXTS = pl.Series(
    [
        "Ratify the first treaty",
        "Ratify the second treaty",
        "Adopt a sample act",
        "Continue the first work",
        "Continue the second work",
        "Continue its programmes",
        "Promote the first matter",
        "Promote the second matter",
    ]
)
CATEGORIES = pl.Series([5, 5, 5, 2, 2, 2, 4, 4], dtype=pl.UInt8)


@pytest.fixture(scope="module")
def trained() -> Model:
    pytest.importorskip("sklearn", reason="scikit-learn is an extra: requirements-model.txt")
    return train(TEXTS, CATEGORIES)


def test_it_codes_what_it_was_trained_with(trained: Model) -> None:
    coded = predict(trained, TEXTS)
    assert coded["category"].to_list() == CATEGORIES.to_list()
    assert set(coded["rule"]) == {"model"}
    assert "" not in coded["evidence"].to_list()


def test_it_leaves_out_what_cannot_be_read(trained: Model) -> None:
    coded = predict(trained, pl.Series([None, "Ratifier la convention sur les droits"]))
    assert coded["category"].to_list() == [None, None]
    assert coded["rule"].to_list() == ["no_text", "not_english"]


def test_a_saved_model_codes_the_same(trained: Model, tmp_path: Path) -> None:
    save(trained, tmp_path / "model.npz")
    assert predict(load(tmp_path / "model.npz"), TEXTS).equals(predict(trained, TEXTS))


def test_training_twice_gives_the_same_file(trained: Model, tmp_path: Path) -> None:
    save(trained, tmp_path / "one.npz")
    save(train(TEXTS, CATEGORIES), tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_two_categories_are_enough() -> None:
    pytest.importorskip("sklearn", reason="scikit-learn is an extra: requirements-model.txt")
    two = train(TEXTS.head(6), CATEGORIES.head(6))
    assert predict(two, TEXTS.head(6))["category"].to_list() == [5, 5, 5, 2, 2, 2]


def test_one_category_is_not() -> None:
    with pytest.raises(ModelError, match="at least two categories"):
        train(TEXTS.head(3), CATEGORIES.head(3))


def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    path.write_bytes(b"not a model")
    with pytest.raises(ModelError, match="is not a model"):
        load(path)


def test_a_file_that_would_run_code_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    np.savez(path, about=np.array([{"format": 1}], dtype=object))
    with pytest.raises(ModelError, match="is not a model"):
        load(path)


def test_a_model_of_other_rules_is_refused(
    trained: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(trained, tmp_path / "model.npz")
    monkeypatch.setattr(coding_model, "RULES_VERSION", -1)
    with pytest.raises(ModelError, match="another version"):
        load(tmp_path / "model.npz")


def test_training_without_scikit_learn_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(training, "import_module", missing)
    with pytest.raises(ModelError, match=r"requirements-model\.txt"):
        train(TEXTS, CATEGORIES)


def test_it_is_measured_on_reviews_it_has_not_seen() -> None:
    pytest.importorskip("sklearn", reason="scikit-learn is an extra: requirements-model.txt")
    reviews = pl.Series([f"review {n}" for n in range(6) for _ in TEXTS])
    texts, categories = pl.concat([TEXTS] * 6), pl.concat([CATEGORIES] * 6)
    measured_on = date(2026, 1, 31)
    model, evaluation = train_and_measure(texts, categories, reviews, measured_on)
    assert (model.n_texts, evaluation.n, evaluation.accuracy) == (48, 48, 1.0)
    assert model.agreement == Agreement.of(evaluation, training.AGAINST, measured_on)


def test_of_one_review_nothing_can_be_measured() -> None:
    reviews = pl.repeat("review", len(TEXTS), eager=True)
    with pytest.raises(ModelError, match="at least two reviews"):
        train_and_measure(TEXTS, CATEGORIES, reviews, date(2026, 1, 31))


def test_the_file_keeps_what_was_measured(trained: Model, tmp_path: Path) -> None:
    measured = replace(trained, agreement=rules_agreement())
    save(measured, tmp_path / "model.npz")
    assert load(tmp_path / "model.npz").agreement == rules_agreement()
