"""What chance alone could do: the difference of two shares, many looks at once."""

from collections.abc import Sequence
from functools import lru_cache
from math import erfc, sqrt
from typing import Any, Final

import numpy as np

from upr_data.model.interval import wilson

_Logs = np.ndarray[Any, np.dtype[np.float64]]

_CLOSE: Final = 1 + 1e-7
"""Tables as likely as the one seen count with it, rounding errors of logarithms aside."""


def difference(one: tuple[int, int], other: tuple[int, int]) -> tuple[float, float]:
    """The 95 % interval of the difference of two shares, first minus second (Newcombe 1998).

    Each is a count and what it is of; made of the Wilson intervals of both.
    """
    rates = one[0] / one[1], other[0] / other[1]
    (low_one, high_one), (low_other, high_other) = wilson(*one), wilson(*other)
    least = sqrt((rates[0] - low_one) ** 2 + (high_other - rates[1]) ** 2)
    most = sqrt((high_one - rates[0]) ** 2 + (rates[1] - low_other) ** 2)
    middle = rates[0] - rates[1]
    return middle - least, middle + most


def p_value(one: tuple[int, int], other: tuple[int, int]) -> float:
    """How often chance alone makes two shares differ as much or more: Fisher's exact test.

    Two-sided, over all tables with the same margins. Where every case fills ten or more in each
    cell and there are more than two thousand of them, the chi-squared test, which is the same there
    to two digits and much quicker. 1 where nothing can differ.
    """
    (a, n), (b, m) = one, other
    successes, total = a + b, n + m
    failures = total - successes
    if not (n and m and successes and failures):
        return 1.0
    if total > _EXACT_UP_TO and min(n, m) * min(successes, failures) / total >= _IN_EACH_CELL:
        spread = sqrt(successes * failures / total * (1 / n + 1 / m) / total)
        return erfc(abs(a / n - b / m) / spread / sqrt(2))
    least, most = max(0, successes - m), min(n, successes)
    logs = _log_factorials(1 << total.bit_length())

    def of_each(first: int) -> _Logs:
        """The factorials of a cell that grows from `first` with the tables."""
        return logs[first : first + most - least + 1]

    rising = of_each(least) + of_each(m - successes + least)
    unlikely = rising + (of_each(n - most) + of_each(successes - most))[::-1]
    likely = np.exp(unlikely.min() - unlikely)
    seen = likely[a - least] * _CLOSE
    return min(1.0, float(likely[likely <= seen].sum() / likely.sum()))


_EXACT_UP_TO: Final = 2_000
_IN_EACH_CELL: Final = 10


@lru_cache(maxsize=16)
def _log_factorials(n: int) -> _Logs:
    """The logarithms of 0! to n!."""
    logs: _Logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    return logs


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """The p-values adjusted for their number: those up to 0.05 hold a share of 5 % false at most.

    In the order given. Benjamini and Hochberg 1995.
    """
    n = len(p_values)
    order = sorted(range(n), key=lambda place: p_values[place], reverse=True)
    adjusted, least = [1.0] * n, 1.0
    for after, place in enumerate(order):
        least = min(least, p_values[place] * n / (n - after))
        adjusted[place] = least
    return adjusted
