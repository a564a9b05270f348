"""The 95 % interval of a share: one definition for figures, pictures and sentences."""

from math import sqrt
from typing import Final

Z_95: Final = 1.959963984540054
"""Standard deviations that hold 95 % of a normal distribution."""


def wilson(part: int, n: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share of 0-1: for few cases, and near 0 and 1, as well.

    0 to 1 where there is nothing to be a share of.
    """
    if not n:
        return 0.0, 1.0
    rate, square = part / n, Z_95 * Z_95
    middle = (rate + square / (2 * n)) / (1 + square / n)
    half = Z_95 * sqrt(rate * (1 - rate) / n + square / (4 * n * n)) / (1 + square / n)
    return max(0.0, middle - half), min(1.0, middle + half)
