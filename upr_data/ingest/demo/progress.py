"""What becomes of an invented recommendation: the better placed, the likelier action is."""

from typing import Final

import numpy as np
import polars as pl

from upr_data.ingest.demo.basis import WORDING, Flags, Floats, top
from upr_data.ingest.demo.states import GROUPS, traits
from upr_data.model import ActionCategory, Col, Group, Response, Status

_NOT_ASSESSED_SHARE: Final = 0.04
_PROGRESS_BY_CATEGORY: Final = {
    ActionCategory.MINIMAL: 0.5,
    ActionCategory.CONTINUING: 0.9,
    ActionCategory.CONSIDERING: 0.0,
    ActionCategory.GENERAL: 0.35,
    ActionCategory.SPECIFIC: -0.45,
}
_PROGRESS_BY_GROUP: Final = {
    Group.AFRICAN: 0.05,
    Group.ASIA_PACIFIC: -0.6,
    Group.EASTERN_EUROPEAN: 0.6,
    Group.GRULAC: 0.0,
    Group.WEOG: 0.2,
    Group.OBSERVER: 0.0,
}
_PROGRESS_BY_RESPONSE: Final = {
    Response.SUPPORTED: 0.3,
    Response.PARTIALLY_SUPPORTED: -0.3,
    Response.NOTED: -1.2,
    Response.PENDING: 0.0,
    Response.UNKNOWN: 0.8,
}


def progress_score(rows: pl.DataFrame) -> Floats:
    """How likely each row is to trigger action, as log odds up to a constant."""
    state = rows[Col.STATE_UNDER_REVIEW].to_numpy()
    group = np.array([_PROGRESS_BY_GROUP[group] for group in GROUPS])
    category = rows[WORDING].replace_strict(_PROGRESS_BY_CATEGORY, return_dtype=pl.Float64)
    response = rows[Col.RESPONSE].replace_strict(_PROGRESS_BY_RESPONSE, return_dtype=pl.Float64)
    score: Floats = (category + response).to_numpy() + (group + 0.6 * traits().progress)[state]
    return score


def graded(
    is_commented: Flags, score: Floats, unclear: Floats, fully_share: float, triggered_share: float
) -> list[str]:
    """A status for each: the highest scores fully, the next partially, the rest not implemented.

    Shares are of the commented; 4 % of these, the highest in `unclear`, are not assessed.
    """
    n = int(is_commented.sum())
    is_unclear = top(np.where(is_commented, unclear, -np.inf), round(_NOT_ASSESSED_SHARE * n))
    ranked = np.where(is_commented & ~is_unclear, score, -np.inf)
    status = np.full(len(score), Status.UNCOMMENTED.value, dtype="U20")
    status[is_commented] = Status.NOT_IMPLEMENTED.value
    status[is_unclear] = Status.NOT_ASSESSED.value
    status[top(ranked, round(triggered_share * n))] = Status.PARTIALLY.value
    status[top(ranked, round(fully_share * n))] = Status.FULLY.value
    return [str(word) for word in status]
