"""Kaplan–Meier: the share that has joined by a time, where not all were watched to the end."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from upr_data.model.interval import Z_95

_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Curve:
    """A cumulative share by years: a step at each event, and the numbers behind it.

    `steps` has `years`, `share` (0-1, of all, joined by then), `lower` and `upper` (95 %, by
    Greenwood), `n_at_risk` just before, `n_joined` then; it begins at 0. `n` is how many there
    were at the start, `n_events` how many joined, `longest` to when anybody was watched.
    """

    steps: pl.DataFrame
    n: int
    n_events: int
    longest: float
    times: _Floats

    def at(self, years: float) -> dict[str, Any] | None:
        """The step in force at a time; None where nobody was watched so long."""
        if not self.n or years > self.longest:
            return None
        after = int(self.steps["years"].search_sorted(years, side="right"))
        return self.steps.row(after - 1, named=True)

    def at_risk(self, years: float) -> int:
        """How many were still waiting and still watched at a time."""
        return int((self.times >= years).sum())


def kaplan_meier(years: npt.ArrayLike, happened: npt.ArrayLike) -> Curve:
    """The curve of waiting times, each ended by an event (`happened`) or by the end of watching.

    Who is no longer watched at a time counts up to then and not after. Events at one time come
    before ends of watching at it. Order makes no difference.
    """
    waits = np.asarray(years, dtype=np.float64)
    events = np.asarray(happened, dtype=np.bool_)
    times, n_joined = np.unique(waits[events], return_counts=True)
    ordered = np.sort(waits)
    at_risk = len(ordered) - np.searchsorted(ordered, times, side="left")
    waiting = np.cumprod(1 - n_joined / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = n_joined / (at_risk * (at_risk - n_joined))
        deviation = waiting * np.sqrt(np.cumsum(terms))
    deviation = np.nan_to_num(deviation, nan=0.0, posinf=0.0)
    share = 1 - waiting
    columns = {
        "years": np.concatenate([[0.0], times]),
        "share": np.concatenate([[0.0], share]),
        "lower": np.concatenate([[0.0], np.clip(share - Z_95 * deviation, 0, 1)]),
        "upper": np.concatenate([[0.0], np.clip(share + Z_95 * deviation, 0, 1)]),
        "n_at_risk": np.concatenate([[len(waits)], at_risk]).astype(np.int64),
        "n_joined": np.concatenate([[0], n_joined]).astype(np.int64),
    }
    steps = pl.DataFrame([pl.Series(name, values) for name, values in columns.items()])
    longest = float(waits.max()) if len(waits) else 0.0
    return Curve(steps, len(waits), int(events.sum()), longest, waits)
