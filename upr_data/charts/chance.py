"""What chance can do to a share: intervals, and whether two shares differ."""

from math import sqrt
from typing import Final

_Z: Final = 1.959964
"""Two standard deviations, as 95 % has it."""


def wilson(part: int, n: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share: for few cases and near 0 and 1 as well."""
    rate, square = part / n, _Z * _Z
    middle = (rate + square / (2 * n)) / (1 + square / n)
    half = _Z * sqrt(rate * (1 - rate) / n + square / (4 * n * n)) / (1 + square / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def differ(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether the 95 % intervals of two shares, each (part, n), have nothing in common.

    Stricter than a test of the difference at 5 %: a title that says "more" can be stood by.
    """
    if not one[1] or not other[1]:
        return False
    (low, high), (other_low, other_high) = wilson(*one), wilson(*other)
    return high < other_low or other_high < low
