"""What all parts of the demonstration stand on: its date, its seeds, its files, its quotas."""

import csv
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from upr_data.model import Response

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

DEMO_DATE: Final = date(2024, 5, 31)
"""The day on which the demonstration is set: session 46 is over, its responses are pending."""

WORDING: Final = "wording"
"""Column: the action category the text is written for, known even where the coding is not."""

PLEDGE_RESPONSE: Final = Response.UNKNOWN
"""Nobody answers a pledge: it is neither supported nor noted."""

_SEED: Final = 20_452


def stream(name: str) -> np.random.Generator:
    """The random numbers of one part; no part changes when another draws more or fewer."""
    return np.random.Generator(np.random.PCG64([_SEED, crc32(name.encode())]))


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one CSV file of this package, as text, in file order."""
    text = files(__name__.rpartition(".")[0]).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def apportion(total: int, weights: Floats) -> Ints:
    """Whole numbers that add up to the total, in proportion to the weights.

    Largest remainders get what rounding down leaves over; ties go to the first.
    """
    exact: Floats = total * weights / weights.sum()
    counts: Ints = np.floor(exact).astype(np.int64)
    largest = np.argsort(counts - exact, kind="stable")[: total - counts.sum()]
    counts[largest] += 1
    return counts


def top(score: Floats, n: int) -> Flags:
    """The n entries with the highest scores."""
    chosen = np.zeros(len(score), dtype=bool)
    chosen[np.argsort(-score, kind="stable")[:n]] = True
    return chosen
