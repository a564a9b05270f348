"""The sessions that need not match a publication: drawn by quota from plausible shares.

Quotas, not coin flips, keep the shares the same whatever the States are like; who fills a quota
depends on the State, the category and the response, so that charts have something to show.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from upr_data.demo.basis import (
    PLEDGE_RESPONSE,
    WORDING,
    Flags,
    Floats,
    Ints,
    apportion,
    stream,
    top,
)
from upr_data.demo.states import GROUPS, reviewed_in, traits
from upr_data.model import ActionCategory, Col, Group, Kind, Response, Status

SUPPORTED_SHARES: Final = {
    ActionCategory.MINIMAL: 0.77,
    ActionCategory.CONTINUING: 0.95,
    ActionCategory.CONSIDERING: 0.53,
    ActionCategory.GENERAL: 0.81,
    ActionCategory.SPECIFIC: 0.54,
}
"""Supported of answered, per action category."""

_SOFT_TO_HARD: Final = (
    ActionCategory.CONTINUING,
    ActionCategory.MINIMAL,
    ActionCategory.GENERAL,
    ActionCategory.CONSIDERING,
    ActionCategory.SPECIFIC,
)
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


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run of sessions is to look like; shares are 0-1."""

    name: str
    sessions: range
    n_rows: int
    n_pledges: int
    category_shares: tuple[float, float, float, float, float]
    partially_supported_share: float = 0.0
    uncoded_share: float = 0.0
    commented_sessions: range = range(0)
    commented_share: float = 0.0
    silent_states_share: float = 0.0
    fully_share: float = 0.0
    triggered_share: float = 0.0
    is_pending: bool = False


_CYCLE_4: Final = (0.012, 0.175, 0.063, 0.395, 0.355)

PLANS: Final = (
    Plan("session 1", range(1, 2), 430, 18, (0.03, 0.22, 0.11, 0.38, 0.26)),
    Plan(
        "cycle 2",
        range(13, 27),
        36_300,
        420,
        (0.012, 0.16, 0.085, 0.374, 0.369),
        commented_sessions=range(13, 27),
        commented_share=0.41,
        silent_states_share=0.2,
        fully_share=0.21,
        triggered_share=0.52,
    ),
    Plan(
        "cycle 3",
        range(27, 41),
        43_200,
        260,
        (0.011, 0.175, 0.066, 0.386, 0.362),
        partially_supported_share=0.008,
        commented_sessions=range(27, 39),
        commented_share=0.30,
        silent_states_share=0.35,
        fully_share=0.23,
        triggered_share=0.55,
    ),
    *(
        Plan(
            f"session {session}",
            range(session, session + 1),
            n_rows,
            n_pledges,
            _CYCLE_4,
            partially_supported_share=0.007,
            uncoded_share=0.01,
        )
        for session, n_rows, n_pledges in (
            (41, 3_640, 12),
            (42, 3_715, 9),
            (43, 3_680, 15),
            (44, 3_752, 6),
            (45, 3_698, 11),
        )
    ),
    Plan("session 46", range(46, 47), 3_721, 0, _CYCLE_4, uncoded_share=0.01, is_pending=True),
)


def sampled_rows(plan: Plan) -> pl.DataFrame:
    """One row per recommendation × recommending State of the plan's sessions."""
    draw = stream(plan.name)
    session, state = _places(plan)
    category = _categories(plan, state, draw)
    is_pledge = top(draw.random(plan.n_rows), plan.n_pledges)
    response = _responses(plan, state, category, is_pledge, draw)
    status = _statuses(plan, session, state, category, response, draw)
    is_uncoded = draw.random(plan.n_rows) < plan.uncoded_share
    return pl.DataFrame(
        {
            Col.KIND: np.where(is_pledge, Kind.VOLUNTARY_PLEDGE, Kind.RECOMMENDATION),
            Col.RESPONSE: response,
            Col.ACTION_CATEGORY: category,
            Col.STATUS: status,
            Col.SESSION: session,
            Col.STATE_UNDER_REVIEW: state,
            WORDING: category,
        }
    ).with_columns(
        pl.when(pl.Series(~is_uncoded)).then(Col.ACTION_CATEGORY).alias(Col.ACTION_CATEGORY)
    )


def _places(plan: Plan) -> tuple[Ints, Ints]:
    """Session and State of each row: larger States under review receive more."""
    states = np.concatenate([reviewed_in(number) for number in plan.sessions])
    sessions = np.concatenate(
        [np.full(len(reviewed_in(number)), number) for number in plan.sessions]
    )
    n_of_state = apportion(plan.n_rows, traits().size[states])
    return np.repeat(sessions, n_of_state), np.repeat(states, n_of_state)


def _categories(plan: Plan, state: Ints, draw: np.random.Generator) -> Ints:
    """States that are open get more soft recommendations, within the plan's shares."""
    shares = np.array([plan.category_shares[category - 1] for category in _SOFT_TO_HARD])
    soft_to_hard = np.repeat(_SOFT_TO_HARD, apportion(plan.n_rows, shares))
    softness = 0.35 * traits().progress[state] + draw.standard_normal(plan.n_rows)
    category = np.empty(plan.n_rows, dtype=np.int64)
    category[np.argsort(-softness, kind="stable")] = soft_to_hard
    return category


def _responses(
    plan: Plan, state: Ints, category: Ints, is_pledge: Flags, draw: np.random.Generator
) -> list[str]:
    score = 1.1 * traits().openness[state] + draw.logistic(size=plan.n_rows)
    rank = draw.random(plan.n_rows)
    if plan.is_pending:
        return [Response.PENDING.value] * plan.n_rows
    response = np.full(plan.n_rows, Response.NOTED.value, dtype="U20")
    for asked, share in SUPPORTED_SHARES.items():
        rows = np.flatnonzero((category == asked) & ~is_pledge)
        response[rows[top(score[rows], round(share * len(rows)))]] = Response.SUPPORTED.value
    split = top(np.where(response == Response.NOTED, rank, 0.0), _n_split(plan))
    response[split] = Response.PARTIALLY_SUPPORTED.value
    response[is_pledge] = PLEDGE_RESPONSE.value
    return [str(word) for word in response]


def _n_split(plan: Plan) -> int:
    return round(plan.partially_supported_share * plan.n_rows)


def progress_score(state: Ints, category: Ints, response: list[str]) -> Floats:
    """How likely a row is to trigger action, as log odds up to a constant."""
    by_state = np.array([_PROGRESS_BY_GROUP[group] for group in GROUPS]) + traits().progress * 0.6
    by_category = np.array([0.0, *(_PROGRESS_BY_CATEGORY[asked] for asked in ActionCategory)])
    by_response = np.array([_PROGRESS_BY_RESPONSE[Response(word)] for word in response])
    return by_state[state] + by_category[category] + by_response


def _statuses(  # noqa: PLR0913 - the columns a status depends on
    plan: Plan,
    session: Ints,
    state: Ints,
    category: Ints,
    response: list[str],
    draw: np.random.Generator,
) -> list[str]:
    """The status at mid-term: who is commented on, then what is said."""
    attention = 0.9 * traits().attention[state] + draw.logistic(size=plan.n_rows)
    unclear = draw.random(plan.n_rows)
    score = progress_score(state, category, response) + draw.logistic(size=plan.n_rows)
    within = np.isin(session, plan.commented_sessions) & ~_is_silent(plan, state)
    commented = top(
        np.where(within, attention, -np.inf), round(plan.commented_share * plan.n_rows)
    )
    return [str(word) for word in _graded(plan, commented, unclear, score)]


def _is_silent(plan: Plan, state: Ints) -> Flags:
    threshold = np.quantile(traits().attention, plan.silent_states_share)
    return traits().attention[state] < threshold


def _graded(plan: Plan, commented: Flags, unclear: Floats, score: Floats) -> np.ndarray:
    n = int(commented.sum())
    status = np.where(commented, Status.NOT_IMPLEMENTED.value, Status.UNCOMMENTED.value)
    ranked = np.where(commented, score, -np.inf)
    status[top(ranked, round(plan.triggered_share * n))] = Status.PARTIALLY.value
    status[top(ranked, round(plan.fully_share * n))] = Status.FULLY.value
    return status
