"""Whether two shares differ by more than chance gives."""

from upr_data.model.interval import wilson


def differ(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether the 95 % intervals of two shares, each (part, n), have nothing in common.

    Stricter than a test of the difference at 5 %: a title that says "more" can be stood by.
    """
    if not one[1] or not other[1]:
        return False
    (low, high), (other_low, other_high) = wilson(*one), wilson(*other)
    return high < other_low or other_high < low
