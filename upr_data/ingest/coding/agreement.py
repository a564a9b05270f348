"""Measured agreement of a coder with hand coding it has not seen, as a snapshot's papers keep it.

That of the rules is in `agreement.json`: measured once on UPR Info's exports, with its date.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Self

from upr_data.ingest.coding.evaluate import Evaluation

_RULES = Path(__file__).with_name("agreement.json")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often a coder gives the category that people gave; rates are 0–1.

    `against` says which hand-coded texts, `measured` when, as an ISO date. `per_category` has
    precision, recall and F1 by category; `confusion[given][coded]` is a share of the texts to
    which people gave that category, coded "0" where the coder gave none. `intervals` are 95 %.
    """

    against: str
    measured: str
    n: int
    accuracy: float
    kappa: float
    macro_f1: float
    intervals: Mapping[str, tuple[float, float]]
    per_category: Mapping[str, Mapping[str, float]]
    confusion: Mapping[str, Mapping[str, float]]

    @classmethod
    def of(cls, evaluation: Evaluation, against: str, measured: date) -> Self:
        """What an evaluation found, in rates: counts by category stay with the export."""
        return cls(
            against=against,
            measured=measured.isoformat(),
            n=evaluation.n,
            accuracy=round(evaluation.accuracy, 3),
            kappa=round(evaluation.kappa, 3),
            macro_f1=round(evaluation.macro_f1, 3),
            intervals={
                name: (round(lower, 3), round(upper, 3))
                for name, (lower, upper) in evaluation.intervals.items()
            },
            per_category={
                str(category): {
                    "precision": round(score["precision"], 2),
                    "recall": round(score["recall"], 2),
                    "f1": round(score["f1"], 2),
                }
                for category, score in evaluation.per_category.items()
            },
            confusion={str(given): _shares(row) for given, row in evaluation.confusion.items()},
        )

    @classmethod
    def from_json(cls, read: Mapping[str, Any]) -> Self:
        """The agreement as JSON values have it."""
        intervals = {name: (lower, upper) for name, (lower, upper) in read["intervals"].items()}
        return cls(**{**read, "intervals": intervals})

    def to_json(self) -> dict[str, Any]:
        """The agreement as JSON values."""
        return asdict(self)


@cache
def rules_agreement() -> Agreement:
    """The agreement of the rules that this program ships."""
    return Agreement.from_json(json.loads(_RULES.read_text(encoding="utf-8")))


def _shares(row: Mapping[int, int]) -> dict[str, float]:
    whole = sum(row.values())
    return {str(coded): round(n / whole, 2) if whole else 0.0 for coded, n in row.items()}
