"""Training the optional coder on hand-coded texts. Needs scikit-learn: requirements-model.txt."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from importlib import import_module
from types import ModuleType
from typing import Final

import numpy as np
import polars as pl

from upr_data.ingest.coding.agreement import Agreement
from upr_data.ingest.coding.evaluate import Evaluation, evaluate
from upr_data.ingest.coding.features import features
from upr_data.ingest.coding.model import Floats, Model, ModelError, coded_by, vector

FOLDS: Final = 5
AGAINST: Final = "the texts it was trained on, each review coded by a model trained on others"
_SOFTNESS: Final = 0.3
_SEEN_IN: Final = 2

_Features = Sequence[Sequence[str]]


def train(texts: pl.Series, categories: pl.Series) -> Model:
    """A model of these hand-coded texts; rows without text or category are left out.

    Raises `ModelError` without scikit-learn or with fewer than two categories.
    """
    rows = pl.DataFrame({"text": texts, "category": categories}).drop_nulls()
    return _fitted(_features(rows["text"]), rows["category"].to_list())


def train_and_measure(
    texts: pl.Series, categories: pl.Series, reviews: pl.Series, today: date
) -> tuple[Model, Evaluation]:
    """A model of all these texts, and how models like it agree on reviews they have not seen.

    `reviews` says of each text which review it is of. The reviews are dealt into five parts; each
    part is coded by a model trained on the other four. Raises `ModelError` as `train` does, and
    with fewer than two reviews.
    """
    columns = {"text": texts, "category": categories, "review": reviews}
    rows = pl.DataFrame(columns).drop_nulls(["text", "category"])
    if rows["review"].n_unique() <= 1:
        message = "A model needs hand-coded texts of at least two reviews, to be measured."
        raise ModelError(message)
    seen, given = _features(rows["text"]), rows["category"].to_list()
    parts = (rows["review"].fill_null("").rank("dense") % FOLDS).to_list()
    coded = [0] * len(seen)
    for part in sorted(set(parts)):
        others = [n for n, own in enumerate(parts) if own != part]
        model = _fitted([seen[n] for n in others], [given[n] for n in others])
        for n in (n for n, own in enumerate(parts) if own == part):
            coded[n] = coded_by(model, seen[n]).category or 0
    evaluation = evaluate(rows["category"], pl.Series(coded))
    agreement = Agreement.of(evaluation, AGAINST, today)
    return replace(_fitted(seen, given), agreement=agreement), evaluation


def _features(texts: pl.Series) -> list[list[str]]:
    """The features of each text; equal texts share one list."""
    known = {text: features(text) for text in texts.unique(maintain_order=True)}
    return [known[text] for text in texts]


def _fitted(seen: _Features, given: Sequence[int]) -> Model:
    if len(set(given)) <= 1:
        message = "A model needs hand-coded texts of at least two categories."
        raise ModelError(message)
    vocabulary, rarity = _vocabulary(seen)
    sparse, svm = _optional("scipy.sparse"), _optional("sklearn.svm")
    vectors = [vector(names, vocabulary, rarity) for names in seen]
    ends = np.cumsum([0, *(len(rows) for rows, _ in vectors)])
    matrix = sparse.csr_matrix(
        (
            np.concatenate([values for _, values in vectors]),
            np.concatenate([rows for rows, _ in vectors]),
            ends,
        ),
        shape=(len(vectors), len(vocabulary)),
    )
    fitted = svm.LinearSVC(C=_SOFTNESS, random_state=0).fit(matrix, given)
    weights, intercepts = fitted.coef_, fitted.intercept_
    if len(fitted.classes_) == 2:  # noqa: PLR2004 - of two classes scikit-learn keeps one column
        weights, intercepts = np.vstack([-weights, weights]), np.append(-intercepts, intercepts)
    return Model(
        vocabulary=vocabulary,
        rarity=rarity,
        weights=np.ascontiguousarray(weights.T, dtype=np.float32),
        intercepts=intercepts.astype(np.float32),
        categories=tuple(int(category) for category in fitted.classes_),
        n_texts=len(given),
    )


def _vocabulary(seen: _Features) -> tuple[dict[str, int], Floats]:
    """Features of at least two texts, and how rare each is (inverse document frequency)."""
    texts_with = Counter(name for names in seen for name in set(names))
    kept = sorted(name for name, n in texts_with.items() if n >= _SEEN_IN)
    rarity = [math.log((1 + len(seen)) / (1 + texts_with[name])) + 1 for name in kept]
    return {name: row for row, name in enumerate(kept)}, np.array(rarity, dtype=np.float32)


def _optional(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        message = "Training needs scikit-learn: pip install -r requirements-model.txt"
        raise ModelError(message) from error
