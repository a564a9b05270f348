"""What was said, word by word, on the recommendations that a section shows."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from upr_data.domain import implementation
from upr_data.figures.records import Records
from upr_data.figures.rows import with_fields
from upr_data.model import AssessorType, Col, Fig
from upr_data.selection.filters import Filters

_TYPES: Final = [kind.value for kind in AssessorType]


def latest_said(records: Records, filters: Filters, ids: Sequence[str]) -> pl.DataFrame:
    """Each assessor's latest word on these recommendations, at the selection's milestone.

    Columns: `recommendation_id`, `assessor_type`, `assessor`, `level`, `level_as_given`, `nuance`,
    `said_on` (its own day, or the day its evidence reaches; null where it has neither),
    `source_url`, `comment`. In the order of `ids`, then by type and name of the assessor.
    """
    at = pl.col(Col.MILESTONE) == filters.milestone.value
    of = pl.col(Col.RECOMMENDATION_ID).is_in(list(ids))
    order = {one: place for place, one in enumerate(ids)}
    said = (
        implementation.latest_words(records.words.filter(at & of))
        .select(
            Col.RECOMMENDATION_ID,
            pl.col(Col.ASSESSOR_TYPE, Col.LEVEL, Col.NUANCE).cast(pl.String),
            Col.ASSESSOR,
            Col.LEVEL_AS_GIVEN,
            pl.coalesce(Col.ASSESSED_ON, Col.EVIDENCE_UNTIL).alias(Fig.SAID_ON),
            Col.SOURCE_URL,
            Col.COMMENT,
        )
        .collect()
    )
    places = pl.col(Col.RECOMMENDATION_ID).replace_strict(order, return_dtype=pl.Int64)
    kinds = pl.col(Col.ASSESSOR_TYPE).replace_strict(
        {kind: place for place, kind in enumerate(_TYPES)}, return_dtype=pl.Int64
    )
    return said.sort(places, kinds, Col.ASSESSOR, nulls_last=True)


def recommendations_of(records: Records, ids: Sequence[str]) -> pl.DataFrame:
    """The first row of each of these recommendations, with all its fields; in the order of `ids`.

    Recommendations that the snapshot does not have are left out.
    """
    order = {one: place for place, one in enumerate(ids)}
    wanted = records.index.filter(pl.col(Col.RECOMMENDATION_ID).is_in(list(ids)))
    first = (
        records.rows.select(Col.ROW_INDEX, Col.RECOMMENDATION_INDEX)
        .join(wanted, on=Col.RECOMMENDATION_INDEX)
        .group_by(Col.RECOMMENDATION_INDEX)
        .agg(pl.col(Col.ROW_INDEX).min())
        .select(Col.ROW_INDEX)
        .collect()
    )
    places = pl.col(Col.RECOMMENDATION_ID).replace_strict(order, return_dtype=pl.Int64)
    return with_fields(records, first).sort(places)
