"""The columns of the frames that drawn charts take: a closed list, as everywhere."""

from enum import StrEnum
from typing import Any, TypeVar

import polars as pl

Row = TypeVar("Row", bound=tuple[Any, ...])


class Plot(StrEnum):
    """A column of a frame that is ready to be drawn.

    Counts are whole numbers, shares rates of 0–1, names words for people in the language of the
    page. A chart's docstring says which of them it reads, and which of those may be null.
    """

    CODE = "code"
    """What a click asks for: a code of the contract (ISO3, group, issue, treaty, session)."""
    NAME = "name"
    SHORT_NAME = "short_name"
    GROUP = "group"
    NOTE = "note"
    PANEL = "panel"
    MEANING = "meaning"
    """The colour, as the name of a `Paint`."""
    N = "n"
    """How many: the denominator of the share beside it."""
    PART = "part"
    """How many of them: the numerator."""
    MADE = "made"
    VALUE = "value"
    REVIEWS = "reviews"
    SESSION = "session"
    YEARS = "years"
    IS_FINISHED = "is_finished"
    FROM_CODE = "from_code"
    TO_CODE = "to_code"
    COMMENTED = "commented"
    LED = "led"
    LOWEST = "lowest"
    HIGHEST = "highest"
    CIVIL_SOCIETY_N = "civil_society_n"
    CIVIL_SOCIETY_LED = "civil_society_led"
    STATE_N = "state_n"
    STATE_LED = "state_led"
    MEDIAN = "median"
    LOWER_QUARTILE = "lower_quartile"
    UPPER_QUARTILE = "upper_quartile"
    GROUP_N = "group_n"
    GROUP_PART = "group_part"
    GROUP_MADE = "group_made"
    REVIEW = "review"
    BY_MID_TERM = "by_mid_term"
    BY_NEXT_REVIEW = "by_next_review"
    LATER = "later"
    STILL_OPEN = "still_open"
    OTHER_N = "other_n"


def read(table: pl.DataFrame, kind: type[Row]) -> list[Row]:
    """The rows of a frame as named tuples of `kind`, whose fields are columns of `Plot`."""
    # Column by column: a `select` of so few rows costs more than reading them.
    columns = [table[Plot(field)].to_list() for field in kind._fields]  # type: ignore[attr-defined]
    return [kind._make(row) for row in zip(*columns, strict=True)]  # type: ignore[attr-defined]
