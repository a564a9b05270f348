"""What is asked of States in special situations: LDC, LLDC and SIDS beside all others."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from upr_data.figures.metrics import figures
from upr_data.figures.records import Records
from upr_data.language import N_, _
from upr_data.language.labels import label
from upr_data.model import SPECIAL_SITUATIONS, Col, Dimension, Fig, Organisation, Table
from upr_data.selection.filters import Filters

OTHERS: Final = "others"
"""The key of the States in none of the three groups."""

_OTHERS: Final = N_("In none of the three")


def minimal_requests(records: Records, filters: Filters) -> pl.DataFrame:
    """Requests of action category 1 to each group of States and to the others.

    Category 1 asks others than the State under review, or asks it to seek help or to share: what
    requests for technical assistance are coded as. A State can be in two groups, so that lines do
    not add up. Columns: `key`, `label`, `made`, `n_coded` (with a category),
    `n_category_1`, `n_supported` and `acceptance_denominator` of all categories, `n_reviews`.
    """
    by_state = figures(records, filters, (Dimension.STATE_UNDER_REVIEW,))
    groups = situations_of(records)
    counted = by_state.select(
        Fig.KEY,
        pl.Series("groups", [groups.get(key, ()) for key in by_state[Fig.KEY]], _CODES),
        Fig.MADE,
        (pl.col(Fig.MADE) - pl.col(Fig.N_CATEGORY_UNKNOWN)).alias(Fig.N_CODED),
        Fig.N_CATEGORY_1,
        Fig.N_SUPPORTED,
        Fig.ACCEPTANCE_DENOMINATOR,
        Fig.N_REVIEWS,
    )
    is_in = {one.value: pl.col("groups").list.contains(one.value) for one in SPECIAL_SITUATIONS}
    is_in |= {OTHERS: pl.col("groups").list.len() == 0}
    names = {one.value: label(one) for one in SPECIAL_SITUATIONS}
    lines = [
        counted.filter(condition).select(
            pl.lit(key).alias(Fig.KEY),
            pl.lit(names.get(key, _(_OTHERS))).alias(Fig.LABEL),
            pl.col(counted.columns[2:]).sum(),
        )
        for key, condition in is_in.items()
    ]
    return pl.concat(lines)


def situations_of(records: Records) -> Mapping[str, tuple[Organisation, ...]]:
    """Of which of the three groups each State of the data edition is."""
    states = records.table(Table.STATES).select(Col.STATE, Col.ORGANISATIONS).collect()
    return {
        code: tuple(one for one in SPECIAL_SITUATIONS if one in (own or ()))
        for code, own in states.iter_rows()
    }


_CODES: Final = pl.List(pl.String)
