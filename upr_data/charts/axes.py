"""Axes of drawings: round steps, lines that marks are read against, their figures.

The lines are thin boxes, because boxes lie under every other mark.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from upr_data.charts.marks import CENTER, RIGHT, Box, Mark, Text
from upr_data.charts.paint import Paint
from upr_data.charts.typeset import width
from upr_data.charts.words import NO_BREAK, whole


@dataclass(frozen=True, slots=True)
class Scale:
    """From a quantity to pixels: `low` lies at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def round_steps(most: float, about: int = 6, *, least: float = 0) -> list[float]:
    """From 0 in equal round steps (1, 2, 2.5, 5 × a power of ten, `least` at the least) to `most`.

    The last step is `most` or the first one beyond it. Nothing gives 0 and 1.
    """
    if most <= 0:
        return [0.0, 1.0]
    raw = max(most / about, least)
    power = 10.0 ** floor(log10(raw))
    step = next(one * power for one in (1, 2, 2.5, 5, 10) if one * power >= raw * 0.999)
    return [place * step for place in range(ceil(most / step - 1e-9) + 1)]


def columns(
    scale: Scale,
    values: Sequence[float],
    span: tuple[float, float],
    words: Callable[[float], str] = whole,
) -> Iterator[Mark]:
    """Upright lines with their figures below: what horizontal marks are read against.

    Where the figures would touch, only every second or third of them is written.
    """
    widest = max(width(words(value), 13) for value in values)
    step = abs(scale(values[-1]) - scale(values[0])) / max(len(values) - 1, 1)
    every = ceil((widest + 8) / step) if step else 1
    for place, value in enumerate(values):
        x = scale(value)
        yield Box(x - 0.5, span[0], 1, span[1] - span[0], Paint.GRID)
        if place % every == 0:
            yield Text(x, span[1] + 18, words(value), Paint.QUIET, 13, align=CENTER)


def rows(
    scale: Scale,
    values: Sequence[float],
    span: tuple[float, float],
    words: Callable[[float], str] = whole,
) -> Iterator[Mark]:
    """Level lines with their figures at the left: what upright marks are read against."""
    for value in values:
        y = scale(value)
        yield Box(span[0], y - 0.5, span[1] - span[0], 1, Paint.GRID)
        yield Text(span[0] - 8, y + 4.5, words(value), Paint.QUIET, 13, align=RIGHT)


def percent_words(last: float = 1.0) -> Callable[[float], str]:
    """Figures of an axis of shares: the sign stands at the last one only."""

    def words(value: float) -> str:
        sign = f"{NO_BREAK}%" if value == last else ""
        return f"{whole(value * 100)}{sign}"

    return words
