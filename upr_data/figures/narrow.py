"""The rows of a snapshot as figures count them: codes instead of texts, sets as masks."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from upr_data.domain.issues import ISSUES
from upr_data.model import Col, Organisation, Response, Table, enum_type
from upr_data.selection.conditions import issue_bit, organisation_bit
from upr_data.snapshot import Snapshot

COUNTED: Final = (
    Col.KIND,
    Col.CYCLE,
    Col.SESSION,
    Col.STATE_UNDER_REVIEW,
    Col.RECOMMENDING_STATE,
    Col.RESPONSE,
    Col.ACTION_CATEGORY,
    Col.ACTION_CATEGORY_BASIS,
    Col.ISSUES,
    Col.THEMES,
    Col.SDGS,
    Col.AFFECTED_PERSONS,
)
"""Columns of the main table that figures are told apart by."""

READ_FROM_TEXT: Final = (Col.IS_MEASURABLE, Col.IS_TIME_BOUND)
"""Columns of the features that are counted: null where no English text was read."""

_ROLES: Final = (
    (
        Col.STATE_UNDER_REVIEW,
        Col.SUR_GROUP,
        Col.SUR_ORGANISATIONS,
        Col.SUR_ORGANISATION_MASK,
    ),
    (
        Col.RECOMMENDING_STATE,
        Col.RS_GROUP,
        Col.RS_ORGANISATIONS,
        Col.RS_ORGANISATION_MASK,
    ),
)


def narrow(snapshot: Snapshot, index: pl.LazyFrame) -> pl.LazyFrame:
    """Rows in file order with `COUNTED`, `READ_FROM_TEXT`, what they ask, groups and masks.

    `index` numbers the recommendations.
    """
    main, states = snapshot.scan(Table.RECOMMENDATIONS), snapshot.scan(Table.STATES).collect()
    codes = pl.Enum(states[Col.STATE])
    issues = pl.List(pl.Enum(list(ISSUES)))
    rows = (
        main.with_row_index(Col.ROW_INDEX)
        .join(index, on=Col.RECOMMENDATION_ID, how="left", maintain_order="left")
        .join(_features(snapshot), on=Col.ROW_ID, how="left", maintain_order="left")
        .join(_asked(snapshot), on=Col.RECOMMENDATION_ID, how="left", maintain_order="left")
        .select(Col.ROW_INDEX, Col.RECOMMENDATION_INDEX, *COUNTED, *READ_FROM_TEXT, *_ASKED)
        .with_columns(
            _mask(Col.ISSUES, {code: issue_bit(code) for code in ISSUES}, pl.UInt64()).alias(
                Col.ISSUE_MASK
            )
        )
        .with_columns(
            pl.col(Col.ISSUES).cast(issues),
            pl.col(Col.RESPONSE).fill_null(pl.lit(Response.UNKNOWN.value, enum_type(Response))),
        )
    )
    for role in _ROLES:
        rows = rows.join(
            _memberships(states, *role).lazy(), on=role[0], how="left", maintain_order="left"
        )
    return rows.with_columns(pl.col(Col.STATE_UNDER_REVIEW, Col.RECOMMENDING_STATE).cast(codes))


def _features(snapshot: Snapshot) -> pl.LazyFrame:
    return snapshot.scan(Table.FEATURES).select(Col.ROW_ID, *READ_FROM_TEXT)


_ASKED: Final = (Col.INSTRUMENTS, Col.ACTS)
"""What a recommendation asks for that a public register may answer: lists, null where nothing."""


def _asked(snapshot: Snapshot) -> pl.LazyFrame:
    return (
        snapshot.scan(Table.RECORD_ASKS)
        .group_by(Col.RECOMMENDATION_ID)
        .agg(
            pl.col(Col.INSTRUMENT).drop_nulls().unique().sort().alias(Col.INSTRUMENTS),
            pl.col(Col.ACT).cast(pl.String).unique().sort().alias(Col.ACTS),
        )
    )


def _memberships(
    states: pl.DataFrame, state: Col, group: Col, organisations: Col, mask: Col
) -> pl.DataFrame:
    bits = {one.value: organisation_bit(one.value) for one in Organisation}
    return states.select(
        pl.col(Col.STATE).alias(state),
        pl.col(Col.GROUP).alias(group),
        pl.col(Col.ORGANISATIONS).cast(pl.List(enum_type(Organisation))).alias(organisations),
        _mask(Col.ORGANISATIONS, bits, pl.UInt16()).alias(mask),
    )


def _mask(column: Col, bits: Mapping[str, int], dtype: pl.DataType) -> pl.Expr:
    """The codes of a list column as one number with a bit for each."""
    numbers = pl.element().replace_strict(bits, return_dtype=dtype)
    return pl.col(column).list.unique().list.eval(numbers).list.sum().cast(dtype).fill_null(0)
