"""The invented States: who they are, when they are reviewed, what they are like."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

import numpy as np
import polars as pl

from upr_data.domain.calendar import SESSIONS
from upr_data.ingest.demo.basis import Floats, Ints, rows, stream
from upr_data.model import Col, Group, StateKind, Table, conform

_BASIS: Final = "Invented for the demonstration"
_REVIEWS_PER_SESSION: Final = {
    1: (*[16] * 11, 17),
    2: (*[14] * 11, *[13] * 3),
    3: (*[14] * 11, *[13] * 3),
    4: (*[14] * 11, *[13] * 3),
}

CODES: Final = tuple(row["code"] for row in rows("states"))
"""Codes in alphabetical order; everywhere in this package a State is its place in this list."""

NAMES: Final = tuple(row["name"] for row in rows("states"))
GROUPS: Final = tuple(Group(row["group"]) for row in rows("states"))
MEMBERS: Final = np.flatnonzero([row["kind"] == StateKind.MEMBER for row in rows("states")])


@dataclass(frozen=True, slots=True)
class Traits:
    """What makes States differ, one number per State, around zero unless said otherwise."""

    size: Floats
    """How many recommendations it receives, relative to the others."""
    voice: Floats
    """How many recommendations it makes, relative to the others."""
    openness: Floats
    """How readily it supports what is recommended."""
    progress: Floats
    """How much it implements."""
    attention: Floats
    """How much assessors comment on it."""


@cache
def traits() -> Traits:
    """The traits of all States."""
    draw = stream("traits")
    n = len(CODES)
    progress = draw.standard_normal(n)
    return Traits(
        size=np.exp(0.3 * draw.standard_normal(n)),
        voice=np.exp(0.7 * draw.standard_normal(n)),
        openness=0.5 * progress + draw.standard_normal(n),
        progress=progress,
        attention=draw.standard_normal(n),
    )


def group_numbers() -> Ints:
    """For each State, the place of its group in `Group`."""
    places = {group: place for place, group in enumerate(Group)}
    return np.array([places[group] for group in GROUPS])


@cache
def review_order() -> Ints:
    """Members in the order of their reviews, the same in every cycle, groups evenly spread."""
    draw = stream("review order")
    groups = group_numbers()[MEMBERS]
    position = np.zeros(len(MEMBERS))
    for group in range(len(Group)):
        inside = np.flatnonzero(groups == group)
        position[draw.permutation(inside)] = (np.arange(len(inside)) + draw.random()) / max(
            len(inside), 1
        )
    return MEMBERS[np.argsort(position, kind="stable")]


def reviewed_in(session: int) -> Ints:
    """The States reviewed in a session."""
    cycle = SESSIONS[session].cycle
    first = min(number for number, known in SESSIONS.items() if known.cycle == cycle)
    ends = np.cumsum((0, *_REVIEWS_PER_SESSION[cycle]))
    return review_order()[ends[session - first] : ends[session - first + 1]]


@cache
def session_of(cycle: int) -> Ints:
    """For each State, the session of its review in a cycle; 0 for observers."""
    sessions = np.zeros(len(CODES), dtype=np.int64)
    for number, session in SESSIONS.items():
        if session.cycle == cycle:
            sessions[reviewed_in(number)] = number
    return sessions


def starts(session: int) -> date:
    """First day of a session that has been held."""
    return date.fromisoformat(SESSIONS[session].starts)


def states_table() -> pl.DataFrame:
    """The invented States, by code."""
    frame = pl.DataFrame(
        {
            Col.STATE: CODES,
            Col.STATE_NAME: NAMES,
            Col.STATE_KIND: [row["kind"] for row in rows("states")],
            Col.GROUP: [group.value for group in GROUPS],
            Col.ORGANISATIONS: [
                [code for code in row["organisations"].split(";") if code] for row in rows("states")
            ],
        }
    )
    return conform(Table.STATES, frame)


def reviews_table() -> pl.DataFrame:
    """Reviews of cycles 1-4, those to come included, by session and State."""
    pairs = [(CODES[state], number) for number in SESSIONS for state in reviewed_in(number)]
    frame = pl.DataFrame(
        {
            Col.STATE_UNDER_REVIEW: [code for code, _ in pairs],
            Col.CYCLE: [SESSIONS[number].cycle for _, number in pairs],
            Col.SESSION: [number for _, number in pairs],
            Col.IS_DERIVED: [False] * len(pairs),
            Col.BASIS: [_BASIS] * len(pairs),
        }
    )
    return conform(Table.REVIEWS, frame).sort(Col.SESSION, Col.STATE_UNDER_REVIEW)
