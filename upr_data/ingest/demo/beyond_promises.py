"""Sessions 2-12, with exactly the counts and shares that *Beyond promises* prints.

`beyond_promises_cells.csv` has the number of rows of each regional group, response, action
category and status. It was made once, in three steps, each an integer programme:

1. commented rows by status with the printed totals 2,068, 3,428, 5,602 and 429, three times: by
   group (3,112, 3,343, 1,614, 1,268 and 2,190 rows), by category (143, 1,604, 926, 4,948 and
   3,906) and by response (9,003 supported, 2,424 noted, 100 pledges), so that every printed
   share (BP-010 to BP-084) holds with the smallest largest deviation;
2. the joint table of these margins by iterative proportional fitting, from a start in which
   categories are supported as in UPR Info's data; then each cell rounded up or down, margins kept;
3. uncommented rows alike, so that 20,452 are made, of these 410 pledges, and that 78, 95, 54.5,
   82 and 54.5 per cent of categories 1-5 are supported.
"""

from typing import Final

import numpy as np
import polars as pl

from upr_data.ingest.demo.basis import (
    PLEDGE_RESPONSE,
    WORDING,
    Flags,
    Floats,
    Ints,
    apportion,
    rows,
    stream,
    top,
)
from upr_data.ingest.demo.states import group_numbers, session_of, traits
from upr_data.model import Col, Group, Response, Status

FIRST_SESSION: Final = 2

N_STATES_COMMENTED: Final = 165
"""States of sessions 2-12 with a mid-term assessment (BP-120)."""

_GOODNESS: Final = {
    Status.FULLY: 2.0,
    Status.PARTIALLY: 1.3,
    Status.NOT_ASSESSED: 0.6,
    Status.UNCOMMENTED: 0.0,
    Status.NOT_IMPLEMENTED: 0.0,
}


def rows_of_sessions_2_to_12() -> pl.DataFrame:
    """One row per recommendation × recommending State: what the cells say, and whose it is.

    Rows go to the States of their group by rank: the better the row, the likelier it goes to a
    State that implements and supports much. Counts by cell stay as they are.
    """
    cells = _cells()
    draw = stream("beyond promises")
    state, is_commented = _places(cells)
    trait = traits()
    state_score = trait.progress[state] + 0.5 * trait.openness[state]
    place_order = np.lexsort(
        (state_score + 1.3 * draw.standard_normal(len(state)), is_commented, group_numbers()[state])
    )
    row_score = _goodness(cells) + 1.5 * draw.standard_normal(cells.height)
    row_order = np.lexsort((row_score, _is_commented(cells), cells["group_number"].to_numpy()))
    state_of_row = np.empty(cells.height, dtype=np.int64)
    state_of_row[row_order] = state[place_order]
    return cells.drop("group_number").with_columns(
        pl.Series(Col.SESSION, session_of(1)[state_of_row]),
        pl.Series(Col.STATE_UNDER_REVIEW, state_of_row),
        pl.col(Col.ACTION_CATEGORY).alias(WORDING),
    )


def _cells() -> pl.DataFrame:
    groups = list(Group)
    frame = pl.DataFrame(
        [
            {
                "group_number": groups.index(Group(row["group"])),
                Col.KIND.value: row["kind"],
                Col.RESPONSE.value: row["response"] or PLEDGE_RESPONSE.value,
                Col.ACTION_CATEGORY.value: int(row["action_category"]),
                Col.STATUS.value: row["status"],
                Col.N.value: int(row["n_rows"]),
            }
            for row in rows("beyond_promises_cells")
        ]
    )
    return frame[np.repeat(np.arange(frame.height), frame[Col.N].to_numpy())].drop(Col.N)


def _is_commented(cells: pl.DataFrame) -> Flags:
    return cells.select(pl.col(Col.STATUS) != Status.UNCOMMENTED.value).to_series().to_numpy()


def _goodness(cells: pl.DataFrame) -> Floats:
    supported = (cells[Col.RESPONSE] != Response.NOTED.value).cast(pl.Float64)
    status = cells[Col.STATUS].replace_strict(_GOODNESS, return_dtype=pl.Float64)
    return (status + supported).to_numpy()


def _places(cells: pl.DataFrame) -> tuple[Ints, Flags]:
    """As many places as rows: for each, its State and whether it takes a commented row."""
    share = _commented_share()
    state, is_commented = [], []
    totals = cells.group_by("group_number", pl.Series("c", _is_commented(cells))).len()
    for group, commented, n_rows in totals.sort("group_number", "c").iter_rows():
        members = _states_of(group)
        weight = share[members] if commented else 1 - share[members]
        n_of_state = apportion(n_rows, traits().size[members] * weight)
        state.append(np.repeat(members, n_of_state))
        is_commented.append(np.full(n_rows, commented))
    return np.concatenate(state), np.concatenate(is_commented)


def _states_of(group: int) -> Ints:
    return np.flatnonzero((group_numbers() == group) & (session_of(1) >= FIRST_SESSION))


def _commented_share() -> Floats:
    """Which share of a State's rows somebody comments on; none in all but 165 States."""
    attention = np.where(session_of(1) >= FIRST_SESSION, traits().attention, -np.inf)
    share = 1 / (1 + np.exp(-0.3 - 0.8 * traits().attention))
    return np.where(top(attention, N_STATES_COMMENTED), share, 0.0)
