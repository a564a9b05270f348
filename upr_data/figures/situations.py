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
    names = {one.value: label(one) for one in SPECIAL_SITUATIONS} | {OTHERS: _(_OTHERS)}
    sums = {key: dict.fromkeys(_SUMS, 0) for key in names}
    for row in by_state.to_dicts():
        row[Fig.N_CODED] = row[Fig.MADE] - row[Fig.N_CATEGORY_UNKNOWN]
        for key in groups.get(row[Fig.KEY]) or (OTHERS,):
            for name in _SUMS:
                sums[key][name] += row[name]
    lines = [{Fig.KEY: key, Fig.LABEL: names[key]} | counts for key, counts in sums.items()]
    of_words = dict.fromkeys((Fig.KEY, Fig.LABEL), pl.String())
    return pl.DataFrame(lines, pl.Schema(of_words | dict.fromkeys(_SUMS, pl.Int64())))


_SUMS: Final = (
    Fig.MADE,
    Fig.N_CODED,
    Fig.N_CATEGORY_1,
    Fig.N_SUPPORTED,
    Fig.ACCEPTANCE_DENOMINATOR,
    Fig.N_REVIEWS,
)


def situations_of(records: Records) -> Mapping[str, tuple[Organisation, ...]]:
    """Of which of the three groups each State of the data edition is."""
    return {
        code: tuple(one for one in SPECIAL_SITUATIONS if one in own)
        for code, own in organisations_of(records).items()
    }


def organisations_of(records: Records) -> Mapping[str, tuple[str, ...]]:
    """The organisations and groups of each State of the data edition, by their codes."""

    def read() -> dict[str, tuple[str, ...]]:
        states = records.table(Table.STATES).select(Col.STATE, Col.ORGANISATIONS).collect()
        return {code: tuple(own or ()) for code, own in states.iter_rows()}

    found: Mapping[str, tuple[str, ...]] = records.lasting.recall(("organisations",), read)
    return found
