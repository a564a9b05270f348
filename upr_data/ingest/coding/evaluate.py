"""How well a coder agrees with codes given by hand.

A text the coder left without a category counts as wrong: it lowers accuracy and kappa and the
recall of its category, and stands in column 0 of the confusion matrix.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias, TypedDict

import numpy as np
import polars as pl
from numpy.typing import NDArray

from upr_data.domain.agreement import Agreement
from upr_data.model import ActionCategory

UNCODED: Final = 0
CATEGORIES: Final = tuple(int(category) for category in ActionCategory)
RESAMPLES: Final = 1000
SEED: Final = 20080407
LEVEL: Final = 0.95

Interval: TypeAlias = tuple[float, float]
Counts: TypeAlias = NDArray[np.int64]


class CategoryScore(TypedDict):
    """Agreement on one category; `n` is how often the hand-coded texts have it."""

    precision: float
    recall: float
    f1: float
    n: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Agreement of predicted with given categories, with 95 % intervals.

    Intervals are percentiles of 1,000 bootstrap resamples of the rows; rows of one text are
    resampled one by one, so that intervals are a little too narrow where texts repeat.
    `confusion[given][predicted]`; predicted 0 is "not coded". Macro-F1 is the mean over the
    categories that were given at least once.
    """

    n: int
    n_uncoded: int
    accuracy: float
    kappa: float
    macro_f1: float
    per_category: Mapping[int, CategoryScore]
    confusion: Mapping[int, Mapping[int, int]]
    intervals: Mapping[str, Interval]

    def to_json(self) -> dict[str, object]:
        """The evaluation as JSON values, categories as string keys."""
        return {
            "n": self.n,
            "accuracy": self.accuracy,
            "kappa": self.kappa,
            "macro_f1": self.macro_f1,
            "per_category": {str(key): dict(score) for key, score in self.per_category.items()},
            "confusion": {
                str(given): {str(predicted): n for predicted, n in row.items()}
                for given, row in self.confusion.items()
            },
            "n_uncoded": self.n_uncoded,
            "intervals_95": {name: list(bounds) for name, bounds in self.intervals.items()},
        }


def evaluate(given: pl.Series, predicted: pl.Series) -> Evaluation:
    """Agreement on the rows whose given category is not null.

    Raises `ValueError` when the lengths differ or no row has a given category.
    """
    counts = _confusion(given, predicted)
    return Evaluation(
        n=int(counts.sum()),
        n_uncoded=int(counts[:, UNCODED].sum()),
        accuracy=_accuracy(counts),
        kappa=_kappa(counts),
        macro_f1=_macro_f1(counts),
        per_category={category: _category_score(counts, category) for category in CATEGORIES},
        confusion=_named(counts),
        intervals=_intervals(counts),
    )


def agreement(found: Evaluation, against: str, measured: date) -> Agreement:
    """What an evaluation found, in rates: counts by category stay with the export.

    `against` says which hand-coded texts were compared with, `measured` on which day.
    """
    return Agreement(
        against=against,
        measured=measured.isoformat(),
        n=found.n,
        accuracy=round(found.accuracy, 3),
        kappa=round(found.kappa, 3),
        macro_f1=round(found.macro_f1, 3),
        intervals={
            name: (round(lower, 3), round(upper, 3))
            for name, (lower, upper) in found.intervals.items()
        },
        per_category={
            str(category): {
                "precision": round(score["precision"], 2),
                "recall": round(score["recall"], 2),
                "f1": round(score["f1"], 2),
            }
            for category, score in found.per_category.items()
        },
        confusion={str(given): _shares(row) for given, row in found.confusion.items()},
    )


def _shares(row: Mapping[int, int]) -> dict[str, float]:
    whole = sum(row.values())
    return {str(coded): round(n / whole, 2) if whole else 0.0 for coded, n in row.items()}


def _confusion(given: pl.Series, predicted: pl.Series) -> Counts:
    if len(given) != len(predicted):
        message = f"{len(given)} given categories, but {len(predicted)} predicted"
        raise ValueError(message)
    rows = pl.DataFrame({"given": given, "predicted": predicted}).filter(
        pl.col("given").is_not_null()
    )
    if rows.is_empty():
        message = "no row has a category to compare with"
        raise ValueError(message)
    counts = np.zeros((len(CATEGORIES) + 1, len(CATEGORIES) + 1), dtype=np.int64)
    coded = rows["predicted"].fill_null(UNCODED).cast(pl.Int64).to_numpy()
    np.add.at(counts, (rows["given"].cast(pl.Int64).to_numpy(), coded), 1)
    return counts


def _accuracy(counts: Counts) -> float:
    return float(np.trace(counts) / counts.sum())


def _kappa(counts: Counts) -> float:
    """Cohen's kappa; 1 when both coders gave one and the same category throughout."""
    n = counts.sum()
    by_chance = float(counts.sum(axis=0) @ counts.sum(axis=1)) / float(n * n)
    return 1.0 if by_chance == 1 else (_accuracy(counts) - by_chance) / (1 - by_chance)


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole else 0.0


def _category_score(counts: Counts, category: int) -> CategoryScore:
    hits, given, predicted = (
        float(counts[category, category]),
        float(counts[category].sum()),
        float(counts[:, category].sum()),
    )
    return CategoryScore(
        precision=_share(hits, predicted),
        recall=_share(hits, given),
        f1=_share(2 * hits, given + predicted),
        n=int(given),
    )


def _macro_f1(counts: Counts) -> float:
    present = [category for category in CATEGORIES if counts[category].sum()]
    return float(np.mean([_category_score(counts, category)["f1"] for category in present]))


def _named(counts: Counts) -> dict[int, dict[int, int]]:
    return {
        given: {predicted: int(counts[given, predicted]) for predicted in (UNCODED, *CATEGORIES)}
        for given in CATEGORIES
    }


def _intervals(counts: Counts) -> dict[str, Interval]:
    """Percentile bootstrap; drawing a confusion matrix equals drawing rows with replacement."""
    n = int(counts.sum())
    draws = np.random.default_rng(SEED).multinomial(n, counts.ravel() / n, size=RESAMPLES)
    resampled = [draw.reshape(counts.shape) for draw in draws]
    measures = {"accuracy": _accuracy, "kappa": _kappa, "macro_f1": _macro_f1}
    return {
        name: _bounds(np.array([measure(draw) for draw in resampled]))
        for name, measure in measures.items()
    }


def _bounds(values: NDArray[np.float64]) -> Interval:
    tail = (1 - LEVEL) / 2
    lower, upper = np.quantile(values, [tail, 1 - tail])
    return float(lower), float(upper)
