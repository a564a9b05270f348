"""The sessions that need not match a publication: drawn by quota from plausible shares.

Quotas, not coin flips, keep the shares the same whatever the States are like; who fills a quota
depends on the State, the category and the response, so that charts have something to show.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from upr_data.ingest.demo.basis import PLEDGE_RESPONSE, WORDING, Flags, Ints, apportion, stream, top
from upr_data.ingest.demo.progress import graded, progress_score
from upr_data.ingest.demo.states import reviewed_in, traits
from upr_data.model import ActionCategory, Col, Kind, Response

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
    rows = _places(plan)
    rows = rows.with_columns(pl.Series(WORDING, _categories(plan, rows, draw)))
    is_pledge = top(draw.random(plan.n_rows), plan.n_pledges)
    rows = rows.with_columns(pl.Series(Col.RESPONSE, _responses(plan, rows, is_pledge, draw)))
    is_coded = draw.random(plan.n_rows) >= plan.uncoded_share
    return rows.with_columns(
        pl.Series(Col.KIND, np.where(is_pledge, Kind.VOLUNTARY_PLEDGE, Kind.RECOMMENDATION)),
        pl.when(pl.Series(is_coded)).then(WORDING).alias(Col.ACTION_CATEGORY),
        pl.Series(Col.STATUS, _statuses(plan, rows, draw)),
    )


def _places(plan: Plan) -> pl.DataFrame:
    """Session and State of each row: larger States under review receive more."""
    reviews = [(number, state) for number in plan.sessions for state in reviewed_in(number)]
    session, state = np.array(reviews).T
    n_rows = apportion(plan.n_rows, traits().size[state])
    return pl.DataFrame(
        {Col.SESSION: session.repeat(n_rows), Col.STATE_UNDER_REVIEW: state.repeat(n_rows)}
    )


def _categories(plan: Plan, rows: pl.DataFrame, draw: np.random.Generator) -> Ints:
    """States that implement much get more soft recommendations, within the plan's shares."""
    shares = np.array([plan.category_shares[category - 1] for category in _SOFT_TO_HARD])
    soft_to_hard = np.repeat(_SOFT_TO_HARD, apportion(plan.n_rows, shares))
    progress = traits().progress[rows[Col.STATE_UNDER_REVIEW].to_numpy()]
    softness = 0.35 * progress + draw.standard_normal(plan.n_rows)
    category = np.empty(plan.n_rows, dtype=np.int64)
    category[np.argsort(-softness, kind="stable")] = soft_to_hard
    return category


def _responses(
    plan: Plan, rows: pl.DataFrame, is_pledge: Flags, draw: np.random.Generator
) -> list[str]:
    """Supported up to the share of each category, by the most open States first."""
    category = rows[WORDING].to_numpy()
    openness = traits().openness[rows[Col.STATE_UNDER_REVIEW].to_numpy()]
    score = 1.1 * openness + draw.logistic(size=plan.n_rows)
    response = np.full(plan.n_rows, Response.NOTED.value, dtype="U20")
    for asked, share in SUPPORTED_SHARES.items():
        places = np.flatnonzero((category == asked) & ~is_pledge)
        response[places[top(score[places], round(share * len(places)))]] = Response.SUPPORTED
    is_noted = (response == Response.NOTED) & ~is_pledge
    n_split = round(plan.partially_supported_share * plan.n_rows)
    response[top(np.where(is_noted, draw.random(plan.n_rows), -1.0), n_split)] = (
        Response.PARTIALLY_SUPPORTED
    )
    response[is_pledge] = PLEDGE_RESPONSE
    if plan.is_pending:
        response[:] = Response.PENDING
    return [str(word) for word in response]


def _statuses(plan: Plan, rows: pl.DataFrame, draw: np.random.Generator) -> list[str]:
    """The status at mid-term: who is commented on, then what is said."""
    attention = traits().attention[rows[Col.STATE_UNDER_REVIEW].to_numpy()]
    is_silent = attention < np.quantile(traits().attention, plan.silent_states_share)
    is_in_time = np.isin(rows[Col.SESSION].to_numpy(), plan.commented_sessions)
    noticed = 0.9 * attention + draw.logistic(size=plan.n_rows)
    return graded(
        top(
            np.where(is_in_time & ~is_silent, noticed, -np.inf),
            round(plan.commented_share * plan.n_rows),
        ),
        progress_score(rows) + draw.logistic(size=plan.n_rows),
        draw.random(plan.n_rows),
        plan.fully_share,
        plan.triggered_share,
    )
