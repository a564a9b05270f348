"""From what importers gave to the tables of one snapshot."""

from collections.abc import Sequence

import polars as pl

from upr_data.domain import calendar, implementation, states
from upr_data.domain.printing import shortened
from upr_data.ingest.ids import with_ids
from upr_data.ingest.joining import Whole, joins_table
from upr_data.ingest.sources.base import Reading
from upr_data.language import _
from upr_data.model import Col, ReportAction, Table, Tables, empty


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
        record_facts=empty(Table.RECORD_FACTS),
        record_registers=empty(Table.RECORD_REGISTERS),
        record_asks=empty(Table.RECORD_ASKS),
        record_outcomes=empty(Table.RECORD_OUTCOMES),
        import_report=pl.concat([*(r.report for r in readings), whole.report, differing]),
    )


def why_nothing(report: pl.DataFrame) -> str:
    """Why an import has nothing, with the first reason."""
    aside = report.filter(pl.col(Col.REPORT_ACTION) == ReportAction.SET_ASIDE.value)
    message = _("No recommendation is left to import: every record was set aside.")
    if aside.is_empty():
        return message
    file, line, reason = aside.select(Col.SOURCE_FILE, Col.LINE, Col.DETAIL).row(0)
    place = _("{file}, line {n}").format(file=file, n=line) if line is not None else file
    said = _(
        "No recommendation is left to import: every record was set aside; "
        "the first, {place}: {reason}"
    )
    return said.format(place=place, reason=shortened(reason))
