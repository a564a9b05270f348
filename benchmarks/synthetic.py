"""Rows for benchmarks, drawn by numpy: invented States, as many rows as asked for, one seed.

What is long is drawn a piece at a time, so that twelve million rows fit where they are measured.
"""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import polars as pl

from upr_data.domain import calendar, implementation
from upr_data.domain.issues import ISSUES
from upr_data.domain.states import DEMO_CODES
from upr_data.model import (
    AssessorType,
    Group,
    Kind,
    Level,
    Milestone,
    Organisation,
    Response,
    StateKind,
    Table,
    Tables,
    conform,
    empty,
)

N_STATES: Final = 195
ROWS_PER_RECOMMENDATION: Final = 1.2
_WORDS: Final = """
    adopt amend ratify continue strengthen promote ensure measures legislation women children
    torture justice freedom assembly education health rights protect prevent discrimination
    national institution mechanism cooperation treaty bodies poverty migrants minorities
"""

_PIECE: Final = 200_000
"""So many recommendations are drawn at once."""

_CYCLE_OF: Final = np.array([0, *(calendar.cycle_of(session) for session in range(1, 47))])

_Draw = np.random.Generator


def tables(n_rows: int, seed: int = 2024) -> Tables:
    """All tables of a snapshot with `n_rows` rows of invented States, the same for one seed."""
    draw = np.random.default_rng(seed)
    n = int(n_rows / ROWS_PER_RECOMMENDATION)
    assessments = _assessments(draw, n)
    made = {
        "recommendations": _recommendations(draw, n, n_rows),
        "assessments": assessments,
        "statuses": implementation.statuses(assessments),
        "states": _states(draw),
    }
    return Tables(**{one.value: empty(one) for one in Table} | made)


def _codes() -> list[str]:
    return sorted(DEMO_CODES)[:N_STATES]


def _states(draw: _Draw) -> pl.DataFrame:
    codes = _codes()
    return conform(
        Table.STATES,
        pl.DataFrame(
            {
                "state": codes,
                "state_name": [f"Invented State {code}" for code in codes],
                "state_kind": [StateKind.MEMBER.value] * len(codes),
                "group": draw.choice([group.value for group in Group], len(codes)),
                "organisations": _lists(draw, [one.value for one in Organisation], len(codes), 3),
            }
        ),
    )


def _recommendations(draw: _Draw, n: int, n_rows: int) -> pl.DataFrame:
    """Rows of one recommendation stand together, as in every export."""
    sessions = draw.integers(1, 47, n)
    own = pl.DataFrame(
        {
            "recommendation_id": _ids(n),
            "id_basis": pl.repeat("source", n, eager=True),
            "kind": draw.choice([kind.value for kind in Kind], n, p=[0.97, 0.03]),
            "cycle": _CYCLE_OF[sessions],
            "session": sessions,
            "state_under_review": draw.choice(_codes(), n),
            "response": draw.choice(
                [response.value for response in Response], n, p=[0.72, 0.2, 0.03, 0.03, 0.02]
            ),
            "action_category": draw.choice([1, 2, 3, 4, 5], n),
            "issues": _lists(draw, list(ISSUES), n, 3),
            "text": _texts(draw, n),
        }
    )
    of = np.sort(np.concatenate([np.arange(n), draw.integers(0, n, n_rows - n)]))
    rows = own[of].with_columns(
        pl.int_range(n_rows).cast(pl.String).alias("row_id"),
        pl.Series("recommending_state", draw.choice(_codes(), n_rows)),
    )
    return conform(Table.RECOMMENDATIONS, rows)


def _assessments(draw: _Draw, n: int) -> pl.DataFrame:
    """Words on about half of the recommendations, by one to three types of assessors."""
    spoken = _ids(n)[draw.integers(0, n, n)]
    types = draw.choice([kind.value for kind in AssessorType], n)
    return conform(
        Table.ASSESSMENTS,
        pl.DataFrame(
            {
                "recommendation_id": spoken,
                "assessor": types,
                "assessor_type": types,
                "level": draw.choice([level.value for level in Level], n),
                "milestone": draw.choice([one.value for one in Milestone], n, p=[0.6, 0.3, 0.1]),
            }
        ),
    )


def _ids(n: int) -> pl.Series:
    return pl.select("r" + pl.int_range(n).cast(pl.String).str.zfill(6)).to_series()


def _texts(draw: _Draw, n: int) -> pl.Series:
    words = np.array(_WORDS.split())
    drawn = (draw.choice(words, (size, 24)) for size in _pieces(n))
    return pl.concat([pl.Series([" ".join(one) for one in piece]) for piece in drawn])


def _lists(draw: _Draw, values: list[str], n: int, most: int) -> pl.Series:
    """For each of `n` the first few, at most `most` and perhaps none, of differing values."""
    of_strings = pl.List(pl.String)
    return pl.concat(
        [pl.Series(_picked(draw, values, size, most), dtype=of_strings) for size in _pieces(n)]
    )


def _picked(draw: _Draw, values: list[str], n: int, most: int) -> list[list[str]]:
    picks: Any = draw.integers(0, len(values), (n, most))
    sizes = draw.integers(0, most + 1, n)
    return [
        [values[i] for i in dict.fromkeys(pick[:size].tolist())]
        for pick, size in zip(picks, sizes, strict=True)
    ]


def _pieces(n: int) -> Iterator[int]:
    """How long each piece of `n` is; at least one, perhaps empty."""
    for start in range(0, max(n, 1), _PIECE):
        yield min(_PIECE, n - start)
