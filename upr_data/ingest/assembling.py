"""From what importers gave to the tables of one snapshot."""

from collections.abc import Sequence

import polars as pl

from upr_data.domain import calendar, implementation, states
from upr_data.ingest.ids import with_ids
from upr_data.ingest.joining import Whole, joins_table
from upr_data.ingest.sources.base import Reading
from upr_data.model import Col, Table, Tables, empty


def tables_of(whole: Whole, readings: Sequence[Reading]) -> Tables:
    """All tables of one snapshot from what importers gave, joined, in file order; texts unread."""
    recommendations, differing = with_ids(whole.recommendations)
    return Tables(
        recommendations=recommendations,
        features=empty(Table.FEATURES),
        assessments=whole.assessments,
        statuses=implementation.statuses(whole.assessments),
        states=states.states_table(),
        reviews=calendar.reviews_table(),
        terms=pl.concat(r.terms for r in readings)
        .unique([Col.VOCABULARY, Col.CODE], keep="first", maintain_order=True)
        .sort(Col.VOCABULARY, Col.CODE),
        mid_term_reports=empty(Table.MID_TERM_REPORTS),
        mechanisms=empty(Table.MECHANISMS),
        action_plans=empty(Table.ACTION_PLANS),
        joins=joins_table(whole, recommendations[Col.ROW_ID]),
        import_report=pl.concat([*(r.report for r in readings), whole.report, differing]),
    )
