"""The share of the States reviewed in a cycle that sent a mid-term report of their own.

A State counts as reviewed once the session of its review had begun by the day of the snapshot;
several reports of one State count once, and reports by others do not count here. A report is due
two and a half years after the review, and voluntary.
"""

import polars as pl
import polars.selectors as cs

from upr_data.domain.calendar import SESSIONS, is_mid_term_due
from upr_data.figures.ratio import ratio
from upr_data.figures.records import Records
from upr_data.figures.reviews import of_reviews
from upr_data.model import AssessorType, Col, Fig, Table
from upr_data.selection.conditions import organisation_bit
from upr_data.selection.filters import Filters


def mid_term_reporting(
    records: Records, filters: Filters, *, by_group: bool = False
) -> pl.DataFrame:
    """Mid-term reports by the State itself, per cycle, or per cycle and regional group.

    Columns: `cycle` (and `group`), `n_reviewed`: States whose review in that cycle had begun by
    the day of the snapshot (the denominator); `n_reported`: of these, States with a report of
    their own in the register (the numerator; several reports of one State count once);
    `reporting_rate`: reported of reviewed; `n_due`: reviewed at least `MONTHS_TO_MID_TERM`
    before that day. Where the register is empty nothing is known: `n_reported` and
    `reporting_rate` are null. Of a selection, what it says of cycle, session and State under
    review counts; the rest does not.
    """
    held: pl.LazyFrame = records.lasting.recall(("reviews", "held"), lambda: _reviews_held(records))
    reviews = held.filter(of_reviews(filters).expression())
    reports = records.table(Table.MID_TERM_REPORTS)
    own = reports.filter(pl.col(Col.SUBMITTER_TYPE) == AssessorType.STATE.value)
    reported = own.select(
        pl.col(Col.STATE).alias(Col.STATE_UNDER_REVIEW), Col.CYCLE, is_reported=pl.lit(value=True)
    ).unique()
    has_register = reports.select(pl.len()).collect().item() > 0
    n_reported = pl.col("is_reported").sum().cast(pl.Int64)
    keys = [Col.CYCLE, Col.GROUP] if by_group else [Col.CYCLE]
    return (
        reviews.join(reported, on=[Col.STATE_UNDER_REVIEW, Col.CYCLE], how="left")
        .group_by(keys)
        .agg(
            pl.len().cast(pl.Int64).alias(Fig.N_REVIEWED),
            n_reported.alias(Fig.N_REPORTED)
            if has_register
            else pl.lit(None, pl.Int64).alias(Fig.N_REPORTED),
            pl.col("is_due").sum().cast(pl.Int64).alias(Fig.N_DUE),
        )
        .with_columns(
            ratio(pl.col(Fig.N_REPORTED), pl.col(Fig.N_REVIEWED)).alias(Fig.REPORTING_RATE)
        )
        .select(*keys, Fig.N_REVIEWED, Fig.N_REPORTED, Fig.REPORTING_RATE, Fig.N_DUE)
        .sort(keys)
        .with_columns(cs.enum().cast(pl.String))
        .collect()
    )


def _reviews_held(records: Records) -> pl.LazyFrame:
    """Reviews that had begun by the day of the snapshot, with group and whether a report is due."""
    day = records.manifest.created[:10]
    states = records.table(Table.STATES).collect()
    bits = [
        sum(organisation_bit(code) for code in codes or ())
        for codes in states[Col.ORGANISATIONS].to_list()
    ]
    about = states.select(
        pl.col(Col.STATE).alias(Col.STATE_UNDER_REVIEW),
        pl.col(Col.GROUP),
        pl.col(Col.GROUP).alias(Col.SUR_GROUP),
        pl.Series(Col.SUR_ORGANISATION_MASK, bits, pl.UInt16),
    )
    sessions = pl.DataFrame(
        {
            Col.SESSION: list(SESSIONS),
            "is_held": [one.starts <= day for one in SESSIONS.values()],
            "is_due": [is_mid_term_due(session, day) for session in SESSIONS],
        },
        schema_overrides={Col.SESSION: pl.UInt8},
    )
    return (
        records.table(Table.REVIEWS)
        .join(sessions.lazy(), on=Col.SESSION)
        .filter("is_held")
        .join(about.lazy(), on=Col.STATE_UNDER_REVIEW, how="left")
        .collect()
        .lazy()
    )
