"""What the texts of a selection name, by group: counts of plain features and their shares."""

from typing import Final

import polars as pl

from upr_data.figures.counting import having
from upr_data.figures.metrics import figures
from upr_data.figures.narrow import READ_FROM_TEXT
from upr_data.figures.ratio import Numbers, ratios
from upr_data.figures.records import Records
from upr_data.model import Col, Dimension, Fig, Unit
from upr_data.selection.filters import Filters

_COUNTS: Final = (Fig.N_READ, Fig.N_MEASURABLE, Fig.N_TIME_BOUND)
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
    table = figures(records, filters, (by,))
    read = dict(zip(_COUNTS, having(records, filters, (by,), _read(records, filters.unit)),
                    strict=True))  # fmt: skip
    shares = {name: ratios(read[part], read[Fig.N_READ]) for name, part in _SHARES.items()}
    coded = table[Fig.MADE] - table[Fig.N_CATEGORY_UNKNOWN]
    return table[[Fig.KEY, Fig.LABEL, Fig.MADE]].hstack(
        [
            coded.alias(Fig.N_CODED),
            table[Fig.N_CATEGORY_5].alias(Fig.N_SPECIFIC),
            table[Fig.SPECIFIC_SHARE],
            *(pl.Series(name, values, pl.Int64) for name, values in read.items()),
            *(pl.Series(name, values, nan_to_null=True) for name, values in shares.items()),
        ]
    )


def _read(records: Records, unit: Unit) -> list[Numbers]:
    """Of each row of a unit whether its text was read, is measurable, is time-bound."""

    def look() -> list[Numbers]:
        rows = records.of(unit).select(READ_FROM_TEXT).collect()
        has = [rows[name].fill_null(value=False).to_numpy() for name in READ_FROM_TEXT]
        return [rows[Col.IS_MEASURABLE].is_not_null().to_numpy(), *has]

    read: list[Numbers] = records.lasting.recall(("read from texts", unit), look)
    return read
