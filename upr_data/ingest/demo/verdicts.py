"""Words that give exactly the status of each recommendation.

`assessment_patterns.csv` lists sets of words: what several assessors say of one recommendation,
so that the mean of their latest levels gives the pattern's status. A pattern's weight depends on
whether the State itself speaks at that milestone (`spoken_weight`) or not (`silent_weight`).
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import polars as pl

from upr_data.domain.calendar import SESSIONS
from upr_data.ingest.demo.basis import Flags, Floats, Ints, rows, stream
from upr_data.ingest.demo.states import CODES, NAMES, session_of
from upr_data.model import AssessorType, Col, Level, MatchedBy, Milestone, Nuance, Status

ASSESSORS: Final = {
    "state": (AssessorType.STATE, "Government of {}"),
    "coalition": (AssessorType.CIVIL_SOCIETY, "Civil Society Coalition of {}"),
    "network": (AssessorType.CIVIL_SOCIETY, "Women and Youth Network of {}"),
    "nhri": (AssessorType.NHRI, "Human Rights Commission of {}"),
    "un": (AssessorType.UN, "United Nations team in {}"),
    "academia": (AssessorType.ACADEMIA, "Human Rights Law Clinic of {}"),
}
"""Each assessor's type and what it is called in a State."""

_COMMENTS: Final = {
    Level.FULLY: (
        "The measure is in force and funded.",
        "Adopted and applied throughout the territory.",
        "Completed; results have been published.",
        "The legislation was adopted and is applied by the courts.",
    ),
    Level.PARTIALLY: (
        "A draft is under discussion.",
        "Work has begun; funding covers only some regions.",
        "First steps were taken, the main measure is outstanding.",
        "Applied in some regions only.",
    ),
    Level.NOT: (
        "No steps have been reported.",
        "The situation has not changed since the review.",
        "A proposal was withdrawn.",
        "Nothing was done, although consultations were announced.",
    ),
    Level.UNCLEAR: (
        "The information received does not allow a conclusion.",
        "General information on the subject, without a word on this measure.",
    ),
}
_GIVEN: Final = {
    Level.FULLY: (("Implemented", None), ("Fully implemented", None), ("Completed", None)),
    Level.PARTIALLY: (
        ("Partially implemented", None),
        ("In progress", Nuance.ONGOING),
        ("Ongoing", Nuance.ONGOING),
        ("Continuous", Nuance.CONTINUOUS),
    ),
    Level.NOT: (
        ("Not implemented", None),
        ("No action taken", None),
        ("Regressed", Nuance.REGRESSED),
        ("Contrary measures taken", Nuance.REJECTED),
    ),
    Level.UNCLEAR: (("No information", Nuance.NO_INFORMATION), ("Unable to assess", None)),
}
"""How an assessor puts a level into words, and the nuance of these words."""

_EVIDENCE_DAYS: Final = 30
"""Days by which the evidence of a word is older than the word."""

_COMMENT_SHARE: Final = 0.6
_EARLIER_BY: Final = 270
"""Days by which an earlier, superseded word precedes the latest."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """The words of all patterns end to end, and the weights by which patterns are drawn."""

    first: Ints
    """Of each pattern, the place of its first word."""
    n_words: Ints
    """Of each pattern."""
    weights: dict[tuple[str, bool], Floats]
    """Of each pattern, by status and whether the State speaks; 0 for another status."""
    assessor: Ints
    """Of each word, the place of its assessor in `ASSESSORS`."""
    level: tuple[str, ...]
    is_early: Flags


def words(
    said: pl.DataFrame, is_spoken: Flags, milestone: Milestone, draw: np.random.Generator
) -> pl.DataFrame:
    """One row per assessor and recommendation, whose levels give each one's `status`."""
    drawn = _drawn(said, is_spoken, draw.random(said.height))
    n_words = patterns().n_words[drawn]
    place = np.arange(n_words.sum()) - np.repeat(np.cumsum(n_words) - n_words, n_words)
    word = np.repeat(patterns().first[drawn], n_words) + place
    spread = said[np.repeat(np.arange(said.height), n_words)]
    state = spread[Col.STATE_UNDER_REVIEW].to_numpy()
    assessor = patterns().assessor[word]
    level = pl.Series(patterns().level).gather(word)
    dates = _dates(spread, assessor, patterns().is_early[word], milestone)
    given, nuance = _wordings(level, stream(f"wordings {milestone}"))
    return pl.DataFrame(
        {
            Col.RECOMMENDATION_ID: spread[Col.RECOMMENDATION_ID],
            Col.ASSESSOR: _names().gather(state * len(ASSESSORS) + assessor),
            Col.ASSESSOR_TYPE: pl.Series([kind.value for kind, _ in ASSESSORS.values()]).gather(
                assessor
            ),
            Col.LEVEL: level,
            Col.LEVEL_AS_GIVEN: given,
            Col.NUANCE: nuance,
            Col.ASSESSED_ON: dates,
            Col.EVIDENCE_UNTIL: (dates.cast(pl.Int32) - _EVIDENCE_DAYS).cast(pl.Date),
            Col.MILESTONE: pl.Series([milestone.value]).gather(np.zeros(len(word), dtype=int)),
            Col.COMMENT: _comments(level, draw),
            Col.MATCHED_BY: pl.repeat(MatchedBy.ID.value, len(word), eager=True),
            Col.MATCH_SCORE: pl.repeat(100.0, len(word), eager=True),
        }
    )


@cache
def patterns() -> Patterns:
    """The patterns as `assessment_patterns.csv` has them, in file order."""
    lines = rows("assessment_patterns")
    names = [line["pattern"] for line in lines]
    first = np.array([place for place, name in enumerate(names) if name not in names[:place]])
    heads = [lines[place] for place in first]
    assessors = list(ASSESSORS)
    return Patterns(
        first=first,
        n_words=np.diff(np.append(first, len(lines))),
        weights={
            (status.value, is_spoken): np.array(
                [float(head[column]) * (head["status"] == status) for head in heads]
            )
            for status in Status
            for is_spoken, column in ((True, "spoken_weight"), (False, "silent_weight"))
        },
        assessor=np.array([assessors.index(line["assessor"]) for line in lines]),
        level=tuple(line["level"] for line in lines),
        is_early=np.array([line["is_early"] == "true" for line in lines]),
    )


def _drawn(said: pl.DataFrame, is_spoken: Flags, luck: Floats) -> Ints:
    """A pattern for each recommendation."""
    drawn = np.zeros(said.height, dtype=np.int64)
    for (status, spoken), weights in patterns().weights.items():
        fitting = (said[Col.STATUS] == status).to_numpy() & (is_spoken == spoken)
        ladder = weights.cumsum()
        drawn[fitting] = np.searchsorted(ladder, luck[fitting] * ladder[-1], side="right")
    return drawn


def _names() -> pl.Series:
    return pl.Series([name.format(state) for state in NAMES for _, name in ASSESSORS.values()])


def mid_term_days() -> Ints:
    """Days from the review to the mid-term report, by session, State and assessor."""
    return stream("mid-term days").integers(760, 900, size=_shape())


def _days_before_next_review() -> Ints:
    return stream("days before").integers(20, 120, size=_shape())


def _shape() -> tuple[int, int, int]:
    return len(SESSIONS) + 1, len(CODES), len(ASSESSORS)


def _dates(
    spread: pl.DataFrame, assessor: Ints, is_early: Flags, milestone: Milestone
) -> pl.Series:
    """Each assessor's day for all it says of one State; earlier words some months before."""
    session = spread[Col.SESSION].to_numpy()
    state = spread[Col.STATE_UNDER_REVIEW].to_numpy()
    if milestone is Milestone.MID_TERM:
        day = _first_days()[session] + mid_term_days()[session, state, assessor]
    else:
        following = _following()[session, state]
        day = _first_days()[following] - _days_before_next_review()[session, state, assessor]
    return pl.Series(day - _EARLIER_BY * is_early).cast(pl.Int32).cast(pl.Date)


def _first_days() -> Ints:
    """Of each session by number, its first day, counted from 1970."""
    held = [np.datetime64(session.starts, "D") for session in SESSIONS.values()]
    return np.array([0, *(day.astype(int) for day in held)])


@cache
def _following() -> Ints:
    """By session and State, the session of the next review."""
    following = np.zeros(_shape()[:2], dtype=np.int64)
    states = np.arange(len(CODES))
    for cycle in (1, 2, 3):
        following[session_of(cycle), states] = session_of(cycle + 1)
    return following


def _comments(level: pl.Series, draw: np.random.Generator) -> pl.Series:
    """A sentence that goes with the level, or none."""
    luck = draw.random(len(level))
    comment = pl.Series([None] * len(level), dtype=pl.String)
    for word, sentences in _COMMENTS.items():
        chosen = np.minimum(luck / _COMMENT_SHARE, 1.0) * len(sentences)
        options = pl.Series([*sentences, None], dtype=pl.String)
        comment = options.gather(chosen.astype(np.int64)).zip_with(level == word.value, comment)
    return comment


def _wordings(level: pl.Series, draw: np.random.Generator) -> tuple[pl.Series, pl.Series]:
    """Words for each level, and their nuances."""
    luck = draw.random(len(level))
    given = nuance = pl.Series([None] * len(level), dtype=pl.String)
    for one, wordings in _GIVEN.items():
        chosen = (luck * len(wordings)).astype(np.int64)
        is_one = level == one.value
        words_of = pl.Series([words for words, _ in wordings], dtype=pl.String)
        nuances = pl.Series([kind and kind.value for _, kind in wordings], dtype=pl.String)
        given = words_of.gather(chosen).zip_with(is_one, given)
        nuance = nuances.gather(chosen).zip_with(is_one, nuance)
    return given, nuance
