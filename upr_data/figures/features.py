"""What the texts of a selection name, by group: counts of plain features and their shares."""

from typing import Final

import polars as pl

from upr_data.figures.dimensions import MANY_VALUED, key_values
from upr_data.figures.metrics import figures
from upr_data.figures.narrow import READ_FROM_TEXT
from upr_data.figures.ratio import ratio
from upr_data.figures.records import Records
from upr_data.figures.selected import selected
from upr_data.model import Col, Dimension, Fig, Unit
from upr_data.selection.filters import Filters

_COUNTS: Final = {
    Fig.N_READ: pl.col(Col.IS_MEASURABLE).count(),
    Fig.N_MEASURABLE: pl.col(Col.IS_MEASURABLE).sum(),
    Fig.N_TIME_BOUND: pl.col(Col.IS_TIME_BOUND).sum(),
}
_SHARES: Final = {
    Fig.MEASURABLE_SHARE: Fig.N_MEASURABLE,
    Fig.TIME_BOUND_SHARE: Fig.N_TIME_BOUND,
}


def smart_shares(records: Records, filters: Filters, by: Dimension) -> pl.DataFrame:
    """Specific, measurable and time-bound: three features of the text, each counted by itself.

    Specific is action category 5, of categories 1–5. Measurable: the text has a number, or names
    an instrument or an institution. Time-bound: it has a date or a deadline. Both are of the
    English texts that were read. Patterns see words, not sense: nobody has measured how well. The
    three are never added up, and none says whether a recommendation is a good one; whether it can
    be achieved and is relevant no text tells.
    """
    specific = figures(records, filters, (by,)).select(
        Fig.KEY,
        Fig.LABEL,
        Fig.MADE,
        (pl.col(Fig.MADE) - pl.col(Fig.N_CATEGORY_UNKNOWN)).alias(Fig.N_CODED),
        pl.col(Fig.N_CATEGORY_5).alias(Fig.N_SPECIFIC),
        Fig.SPECIFIC_SHARE,
    )
    return specific.join(
        _read_from_texts(records, filters, by),
        on=Fig.KEY,
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )


def _read_from_texts(records: Records, filters: Filters, by: Dimension) -> pl.DataFrame:
    entries = selected(records, filters).select(
        key_values(by).alias(Fig.KEY), Col.RECOMMENDATION_INDEX, *READ_FROM_TEXT
    )
    if by in MANY_VALUED:
        entries = entries.explode(Fig.KEY, empty_as_null=True, keep_nulls=True)
    if filters.unit is Unit.RECOMMENDATION:
        entries = entries.unique([Fig.KEY, Col.RECOMMENDATION_INDEX], keep="any")
    return (
        entries.group_by(Fig.KEY)
        .agg(count.cast(pl.Int64).alias(name) for name, count in _COUNTS.items())
        .with_columns(
            ratio(pl.col(part), pl.col(Fig.N_READ)).alias(name) for name, part in _SHARES.items()
        )
        .collect()
    )
