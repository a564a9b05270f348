"""What the texts of a selection name, by group: counts of plain features and their shares."""

from typing import Final

import polars as pl

from upr_data.figures.dimensions import MANY_VALUED, key_label, key_values
from upr_data.figures.metrics import ratio
from upr_data.figures.records import READ_FROM_TEXT, Records
from upr_data.figures.selected import selected
from upr_data.model import ActionCategory, Col, Dimension, Unit
from upr_data.selection.filters import Filters

_COUNTS: Final = {
    "made": pl.len(),
    "n_coded": pl.col(Col.ACTION_CATEGORY).count(),
    "n_specific": pl.col(Col.ACTION_CATEGORY).eq(int(ActionCategory.SPECIFIC)).sum(),
    "n_read": pl.col(Col.IS_MEASURABLE).count(),
    "n_measurable": pl.col(Col.IS_MEASURABLE).sum(),
    "n_time_bound": pl.col(Col.IS_TIME_BOUND).sum(),
}
_SHARES: Final = {
    "specific_share": ("n_specific", "n_coded"),
    "measurable_share": ("n_measurable", "n_read"),
    "time_bound_share": ("n_time_bound", "n_read"),
}


def smart_shares(records: Records, filters: Filters, by: Dimension) -> pl.DataFrame:
    """Specific, measurable and time-bound: three features of the text, each counted by itself.

    Specific is action category 5, of categories 1–5. Measurable: the text has a number, or names
    an instrument or an institution. Time-bound: it has a date or a deadline. Both are of the
    English texts that were read. Patterns see words, not sense: nobody has measured how well. The
    three are never added up, and none says whether a recommendation is a good one; whether it can
    be achieved and is relevant no text tells.
    """
    entries = selected(records, filters).select(
        key_values(by).alias("key"),
        Col.RECOMMENDATION_INDEX,
        Col.ACTION_CATEGORY,
        *READ_FROM_TEXT,
    )
    if by in MANY_VALUED:
        entries = entries.explode("key", empty_as_null=True, keep_nulls=True)
    if filters.unit is Unit.RECOMMENDATION:
        entries = entries.unique(["key", Col.RECOMMENDATION_INDEX], keep="any")
    counted = (
        entries.group_by("key")
        .agg(count.alias(name) for name, count in _COUNTS.items())
        .with_columns(
            ratio(pl.col(part), pl.col(whole)).alias(name)
            for name, (part, whole) in _SHARES.items()
        )
        .sort("key", nulls_last=True)
        .collect()
    )
    labels = [key_label(by, key, records) for key in counted["key"]]
    return counted.insert_column(1, pl.Series("label", labels, pl.String))
