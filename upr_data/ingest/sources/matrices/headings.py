"""What a heading says of its column, in six languages: `headings.csv`."""

import csv
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from upr_data.ingest.sources.words.level_lexicon import tokens

MOST_WORDS: Final = 14
"""Words of a heading; what has more is a text."""

LEAST_LETTERS: Final = 6
"""Letters of a start that tells something: not "no", "para", "states"."""

_SIGNS: Final = {"#": "#", "№": "no", "n°": "no", "nº": "no"}


class ColumnRole(StrEnum):
    """What a column of a matrix holds."""

    RECOMMENDATION_ID = "recommendation_id"
    NUMBER = "number"
    TEXT = "text"
    RECOMMENDING_STATE = "recommending_state"
    RESPONSE = "response"
    LEVEL = "level"
    COMMENT = "comment"
    EVIDENCE = "evidence"
    RESPONSIBLE = "responsible"
    DATE = "date"
    TARGET = "target"
    DOCUMENT = "document"
    STATE_UNDER_REVIEW = "state_under_review"
    CYCLE = "cycle"
    THEME = "theme"
    SDG = "sdg"
    ASSESSOR = "assessor"
    ASSESSOR_TYPE = "assessor_type"
    MILESTONE = "milestone"
    ROW = "row"


def roles_of(heading: str) -> tuple[ColumnRole, ...]:
    """The roles that a heading may mean: by the whole of it, else by its start; most likely first.

    Case, accents, punctuation and underscores make no difference.
    """
    key = heading_key(heading)
    words = key.split()
    if not key or len(words) > MOST_WORDS:
        return ()
    known = _headings()
    if key in known:
        return known[key]
    starts = (" ".join(words[:length]) for length in range(len(words) - 1, 0, -1))
    telling = (one for one in starts if len(one) >= LEAST_LETTERS and one != "states")
    return next((known[one] for one in telling if one in known), ())


def is_known(heading: str) -> bool:
    """Whether the whole heading is one of the list."""
    return heading_key(heading) in _headings()


def heading_key(heading: str) -> str:
    """The key under which headings are compared."""
    stripped = heading.strip().casefold()
    return _SIGNS.get(stripped) or " ".join(tokens(heading.replace("№", " no ")))


@cache
def _headings() -> Mapping[str, tuple[ColumnRole, ...]]:
    text = files(__package__).joinpath("headings.csv").read_text(encoding="utf-8")
    found: dict[str, dict[ColumnRole, None]] = {}
    for row in csv.DictReader(text.splitlines()):
        for one in row["headings"].split(";"):
            if key := heading_key(one):
                found.setdefault(key, {})[ColumnRole(row["role"])] = None
    return {key: tuple(roles) for key, roles in found.items()}
