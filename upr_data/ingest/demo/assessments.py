"""Who said what about implementation, at mid-term and at the next review."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from upr_data.ingest.demo.basis import Ints, stream, top
from upr_data.ingest.demo.planted import planted_words
from upr_data.ingest.demo.progress import graded, progress_score
from upr_data.ingest.demo.slots import NUMBER
from upr_data.ingest.demo.states import CODES, session_of, traits
from upr_data.ingest.demo.verdicts import words
from upr_data.model import Col, Milestone, Status, Table, conform

N_STATE_REPORTS: Final = {1: 47, 2: 36, 3: 25}
"""States that hand in a mid-term report, per cycle."""

_FIRST_COMMENTED: Final = {1: 2, 2: 13, 3: 27}
_LAST_COMMENTED: Final = {1: 12, 2: 26, 3: 38}

_BONUS: Final = {Status.FULLY: 1.6, Status.PARTIALLY: 1.0, Status.NOT_IMPLEMENTED: -0.6}
"""What the status at mid-term adds to the progress seen at the next review."""


@dataclass(frozen=True, slots=True)
class NextReview:
    """Recommendations looked at again at the following review; shares are 0-1."""

    cycle: int
    sessions: range
    commented_share: float
    fully_share: float
    triggered_share: float


NEXT_REVIEWS: Final = (
    NextReview(1, range(2, 13), 0.40, 0.27, 0.59),
    NextReview(2, range(13, 27), 0.36, 0.28, 0.62),
    NextReview(3, range(27, 33), 0.10, 0.26, 0.60),
)


def assessments_table(slots: pl.DataFrame) -> pl.DataFrame:
    """All words on all recommendations, by recommendation, milestone, assessor and date."""
    recommendations = slots.unique(NUMBER, keep="first", maintain_order=True)
    said = [
        _at_mid_term(recommendations),
        *(_at_next_review(plan, recommendations) for plan in NEXT_REVIEWS),
    ]
    drawn = conform(Table.ASSESSMENTS, pl.concat(said))
    return pl.concat([drawn, conform(Table.ASSESSMENTS, planted_words())]).sort(
        Col.RECOMMENDATION_ID, Col.MILESTONE, Col.ASSESSOR, Col.ASSESSED_ON
    )


def reporting_states(cycle: int) -> Ints:
    """The States that hand in a mid-term report: those that get most attention."""
    held = session_of(cycle)
    within = (held >= _FIRST_COMMENTED[cycle]) & (held <= _LAST_COMMENTED[cycle])
    score = np.where(within, traits().attention + 0.4 * traits().openness, -np.inf)
    return np.flatnonzero(top(score, N_STATE_REPORTS[cycle]))


def _at_mid_term(recommendations: pl.DataFrame) -> pl.DataFrame:
    said = recommendations.filter(pl.col(Col.STATUS) != Status.UNCOMMENTED.value)
    spoken = np.zeros((256, len(CODES)), dtype=bool)
    for cycle in N_STATE_REPORTS:
        states = reporting_states(cycle)
        spoken[session_of(cycle)[states], states] = True
    at = said[Col.SESSION].to_numpy(), said[Col.STATE_UNDER_REVIEW].to_numpy()
    return words(said, spoken[at], Milestone.MID_TERM, stream("mid-term"))


def _at_next_review(plan: NextReview, recommendations: pl.DataFrame) -> pl.DataFrame:
    """The State reports on itself then, so its words are among those said."""
    reviewed = recommendations.filter(pl.col(Col.SESSION).is_in(list(plan.sessions)))
    draw = stream(f"next review {plan.cycle}")
    n = reviewed.height
    state = reviewed[Col.STATE_UNDER_REVIEW].to_numpy()
    attention = 0.5 * traits().attention[state] + draw.logistic(size=n)
    bonus = reviewed[Col.STATUS].replace_strict(_BONUS, default=0.0).to_numpy()
    status = graded(
        top(attention, round(plan.commented_share * n)),
        progress_score(reviewed) + bonus + draw.logistic(size=n),
        draw.random(n),
        plan.fully_share,
        plan.triggered_share,
    )
    said = reviewed.with_columns(pl.Series(Col.STATUS, status)).filter(
        pl.col(Col.STATUS) != Status.UNCOMMENTED.value
    )
    return words(said, np.ones(said.height, dtype=bool), Milestone.NEXT_REVIEW, draw)
