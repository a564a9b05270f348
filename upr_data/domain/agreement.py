"""Measured agreement of a coder with hand coding it has not seen, as a snapshot's papers keep it.

That of the rules is in `agreement.json`: measured once on UPR Info's exports, with its date.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

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
