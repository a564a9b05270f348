"""What the curves of the record are made of: groups, panels, steps, axes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from upr_data.charts.axes import Scale, round_steps
from upr_data.charts.paint import Paint

_EVERY: Final = 2.0
"""Years between the figures of an axis."""


class CurveGroup(NamedTuple):
    """One of the groups compared: its name, a shorter one, its colour."""

    key: str
    name: str
    short: str
    paint: Paint


class CurvePanel(NamedTuple):
    """One set of axes: the first is large, with numbers at risk; `years` is how far it goes."""

    key: str
    title: str
    years: float


class Step(NamedTuple):
    """A step of a curve, as `joining_curves` reads it."""

    panel: str
    group: str
    years: float
    value: float
    lowest: float
    highest: float


class Risk(NamedTuple):
    """How many still wait and are watched at a time."""

    group: str
    years: float
    n: int


@dataclass(frozen=True, slots=True)
class Axes:
    """Where one panel's axes lie."""

    x: Scale
    y: Scale
    panel: CurvePanel


Curves = Mapping[tuple[str, str], Sequence[Step]]


def axis_years(axes: Axes) -> list[float]:
    """Years that are written on the axis."""
    steps = round_steps(axes.panel.years, 6, least=_EVERY)
    return [years for years in steps if years <= axes.panel.years]


_INKS: Final = {
    Paint.SUPPORTED: Paint.ACCENT,
    Paint.NOTED: Paint.NOTED_TEXT,
    Paint.GROUP: Paint.QUIET,
}


def ink_of(paint: Paint) -> Paint:
    """The colour of words that belong to a curve."""
    return _INKS.get(paint, Paint.INK)
