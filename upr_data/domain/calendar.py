"""When who was reviewed: sessions of the Working Group, their cycles, the States of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

import polars as pl

from upr_data import reference
from upr_data.model import Col, Table, conform


@dataclass(frozen=True, slots=True)
class Session:
    """A session of the Working Group on the Universal Periodic Review.

    `starts` and `ends` are ISO dates, or year and month (`2026-11`) where only these are
    published; `basis` says how well they are known.
    """

    number: int
    cycle: int
    starts: str
    ends: str
    basis: str


SESSIONS: Final[Mapping[int, Session]] = MappingProxyType(
    {
        int(row["session"]): Session(
            number=int(row["session"]),
            cycle=int(row["cycle"]),
            starts=row["starts"],
            ends=row["ends"],
            basis=row["basis"],
        )
        for row in reference.rows("sessions")
    }
)
"""Sessions 1-54 by number."""

CYCLES: Final = tuple(sorted({session.cycle for session in SESSIONS.values()}))
"""The cycles, in order."""


MONTHS_TO_MID_TERM: Final = 30
"""Two and a half years after the review a mid-term report, if there is to be one, is due."""


def is_mid_term_due(session: int, day: str) -> bool:
    """Whether two and a half years have passed since a session by a day (ISO); False if unknown."""
    known = SESSIONS.get(session)
    return known is not None and _months(known.starts) + MONTHS_TO_MID_TERM <= _months(day)


def _months(day: str) -> int:
    """Months since year 0 of an ISO date, or of a year and month."""
    return int(day[:4]) * 12 + int(day[5:7])


def cycle_of(session: int) -> int | None:
    """Cycle of a session; None for a session that is not in the calendar."""
    known = SESSIONS.get(session)
    return known.cycle if known else None


def session_of_review(code: str, cycle: int) -> int | None:
    """Session in which a State is reviewed in a cycle; None if not known."""
    return _sessions_of_reviews().get((code, cycle))


def n_reviews_of(cycle: int) -> int:
    """How many reviews the calendar has in a cycle, those to come among them."""
    return sum(1 for _state, one in _sessions_of_reviews() if one == cycle)


def reviewed_in(code: str) -> tuple[int, ...]:
    """Sessions in which a State is reviewed, in order; derived and future ones too."""
    return tuple(
        sorted(session for (state, _), session in _sessions_of_reviews().items() if state == code)
    )


@cache
def _sessions_of_reviews() -> dict[tuple[str, int], int]:
    return {
        (row["iso3"], int(row["cycle"])): int(row["session"]) for row in reference.rows("reviews")
    }


def reviews_table() -> pl.DataFrame:
    """All reviews as the `reviews` table of a snapshot, sorted by session and State.

    `is_derived` marks reviews inferred from another cycle's slot; `basis` names the source.
    """
    rows = reference.rows("reviews")
    frame = pl.DataFrame(
        {
            Col.STATE_UNDER_REVIEW: [row["iso3"] for row in rows],
            Col.CYCLE: [int(row["cycle"]) for row in rows],
            Col.SESSION: [int(row["session"]) for row in rows],
            Col.IS_DERIVED: [row["is_derived"] == "true" for row in rows],
            Col.BASIS: [row["basis"] for row in rows],
        }
    )
    return conform(Table.REVIEWS, frame).sort(Col.SESSION, Col.STATE_UNDER_REVIEW)
