"""What a recommending State asked, and what became of it: one line a recommendation.

A recommendation was raised again where a later review of the same State under review has one that
is much like it (`continuity.ALIKE`), by whichever State: words are compared, not meanings.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import polars as pl
from rapidfuzz import fuzz, process

from upr_data.domain.calendar import SESSIONS
from upr_data.domain.folding import searchable
from upr_data.figures.continuity import ALIKE
from upr_data.figures.records import Records
from upr_data.figures.rows import rows
from upr_data.model import Col, Table
from upr_data.selection.filters import Filters

NEXT_REVIEW: Final = "next_review"
NEXT_SESSION: Final = "next_session"
IS_DERIVED: Final = "next_is_derived"
RAISED_AGAIN: Final = "raised_again"
RECORD: Final = "record"

Recorded = Callable[[Records, pl.DataFrame], Mapping[str, str]]
"""Of some rows, by `row_id`, what the public record says."""


def nothing_recorded(_records: Records, _rows: pl.DataFrame) -> Mapping[str, str]:
    """Nothing of the public record."""
    return {}


def asked(
    records: Records, filters: Filters, state: str, recorded: Recorded = nothing_recorded
) -> pl.DataFrame:
    """The rows of a recommending State within a selection, newest first, with what came after.

    Beside the columns of `rows`: `next_session` and `next_review` (when its next review starts; an
    ISO date, or year and month where no more is published; null where none is known), whether that
    slot is derived, `raised_again` (codes of the States that did, in later reviews; a list), and
    `record`, what the public record says.
    """
    own = rows(records, replace(filters, recommending_states=(state,)))
    own = own.sort(Col.SESSION, Col.ROW_ID, descending=[True, False], nulls_last=True)
    known = recorded(records, own)
    return _with_next_review(records, own).with_columns(
        pl.Series(RAISED_AGAIN, _raised_again(records, own), pl.List(pl.String)),
        pl.Series(RECORD, [known.get(one) for one in own[Col.ROW_ID]], pl.String),
    )


def _with_next_review(records: Records, own: pl.DataFrame) -> pl.DataFrame:
    reviews = records.table(Table.REVIEWS).collect()
    slots: dict[str, list[tuple[int, bool]]] = {}
    columns = (Col.STATE_UNDER_REVIEW, Col.SESSION, Col.IS_DERIVED)
    for state, session, is_derived in reviews.select(columns).sort(Col.SESSION).iter_rows():
        slots.setdefault(state, []).append((session, bool(is_derived)))
    pairs = own.select(Col.STATE_UNDER_REVIEW, Col.SESSION).iter_rows()
    found = [_next(slots.get(state, []), session) for state, session in pairs]
    starts = [SESSIONS[one[0]].starts if one and one[0] in SESSIONS else None for one in found]
    return own.with_columns(
        pl.Series(NEXT_SESSION, [one[0] if one else None for one in found], pl.UInt8),
        pl.Series(NEXT_REVIEW, starts, pl.String),
        pl.Series(IS_DERIVED, [one[1] if one else None for one in found], pl.Boolean),
    )


def _next(slots: list[tuple[int, bool]], after: int | None) -> tuple[int, bool] | None:
    return next((one for one in slots if after is not None and one[0] > after), None)


def _raised_again(records: Records, own: pl.DataFrame) -> list[list[str]]:
    """Of each row the States that said nearly the same in a later review."""
    states = [one for one in own[Col.STATE_UNDER_REVIEW].unique() if one]
    later = (
        records.snapshot.scan(Table.RECOMMENDATIONS)
        .filter(pl.col(Col.STATE_UNDER_REVIEW).is_in(states))
        .select(Col.STATE_UNDER_REVIEW, Col.SESSION, Col.RECOMMENDING_STATE, Col.TEXT)
        .drop_nulls()
        .collect()
    )
    by_state = later.partition_by(Col.STATE_UNDER_REVIEW, as_dict=True)
    found: list[list[str]] = [[] for _row in range(own.height)]
    numbered = own.with_row_index("place").partition_by(Col.STATE_UNDER_REVIEW, as_dict=True)
    for key, mine in numbered.items():
        theirs = by_state.get(key)
        if theirs is not None:
            for place, names in _alike(mine, theirs):
                found[place] = names
    return found


def _alike(mine: pl.DataFrame, theirs: pl.DataFrame) -> list[tuple[int, list[str]]]:
    scores = process.cdist(
        searchable(mine[Col.TEXT]).to_list(),
        searchable(theirs[Col.TEXT]).to_list(),
        scorer=fuzz.token_sort_ratio,
        score_cutoff=ALIKE,
    )
    sessions, who = theirs[Col.SESSION].to_numpy(), theirs[Col.RECOMMENDING_STATE].to_list()
    lines = []
    for n, (place, session) in enumerate(mine.select("place", Col.SESSION).iter_rows()):
        if session is None:
            continue
        again = ((scores[n] >= ALIKE) & (sessions > session)).nonzero()[0]
        lines.append((place, sorted({who[one] for one in again})))
    return lines
