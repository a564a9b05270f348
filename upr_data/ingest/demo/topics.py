"""Which issues a recommendation raises: likelier ones more often, and as the status suggests."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl

from upr_data.ingest.demo.basis import WORDING, Floats, Ints
from upr_data.ingest.demo.phrases import issues
from upr_data.model import ActionCategory, Col, Response, Status

_SECOND_SHARE = 0.34
_THIRD_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class Raised:
    """The issues of each recommendation, as places in `phrases.issues()`; -1 for none."""

    first: Ints
    second: Ints
    third: Ints


def raised(recommendations: pl.DataFrame, draw: np.random.Generator) -> Raised:
    """One to three issues for each recommendation; the second and third keep it company."""
    n = recommendations.height
    first = _first(recommendations, draw.random(n))
    more, which = draw.random(n), draw.random(n)
    companions, n_companions = _companions()
    place = np.floor(which * n_companions[first]).astype(np.int64)
    after = (place + 1) % n_companions[first]
    return Raised(
        first=first,
        second=np.where(more < _SECOND_SHARE, companions[first, place], -1),
        third=np.where(more < _THIRD_SHARE, companions[first, after], -1),
    )


def _first(recommendations: pl.DataFrame, luck: Floats) -> Ints:
    """By the weight of each issue, given action category, response and status."""
    supported = _either(recommendations, Col.RESPONSE, {Response.SUPPORTED}, {Response.NOTED})
    triggered = _either(
        recommendations,
        Col.STATUS,
        {Status.FULLY, Status.PARTIALLY},
        {Status.NOT_IMPLEMENTED},
    )
    case = (recommendations[WORDING].to_numpy() - 1) * 9 + supported * 3 + triggered
    ladders = np.array(
        [_weights(number // 9, number // 3 % 3, number % 3).cumsum() for number in range(45)]
    )
    first = np.empty(len(case), dtype=np.int64)
    for number, ladder in enumerate(ladders):
        rows = case == number
        first[rows] = np.searchsorted(ladder, luck[rows] * ladder[-1], side="right")
    return first


def _either(frame: pl.DataFrame, column: Col, yes: set[str], no: set[str]) -> Ints:
    """2 for yes, 1 for no, 0 for neither."""
    value = pl.col(column)
    answer = pl.when(value.is_in(sorted(yes))).then(2).when(value.is_in(sorted(no))).then(1)
    return frame.select(answer.otherwise(0).cast(pl.Int64)).to_series().to_numpy()


def _weights(category: int, supported: int, triggered: int) -> Floats:
    weight = _column("weight") * _leaning()[:, category]
    for answer, share in ((supported, _column("supported")), (triggered, _column("triggered"))):
        weight = weight * (np.ones_like(share), 1 - share, share)[answer]
    return weight


@cache
def _column(name: str) -> Floats:
    return np.array([said[name] for said in issues().values()])


@cache
def _leaning() -> Floats:
    even = [1.0] * len(ActionCategory)
    return np.array([said.get("categories", even) for said in issues().values()])


@cache
def _companions() -> tuple[Ints, Ints]:
    """Companions of each issue, filled up with -1, and how many there are."""
    place = {code: number for number, code in enumerate(issues())}
    lists = [[place[code] for code in said["companions"]] for said in issues().values()]
    longest = max(map(len, lists))
    filled = [companions + [-1] * (longest - len(companions)) for companions in lists]
    return np.array(filled), np.array([len(companions) for companions in lists])
