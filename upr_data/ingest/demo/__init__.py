"""The demonstration: seeded, invented records of invented States, so that the app runs alone.

Nothing here is about a real State. The counts of sessions 2-12 reproduce what *Beyond promises*
(UPR Info, 2014) prints, so that the app's first page shows figures a reader can look up.
"""

from upr_data.domain.implementation import statuses
from upr_data.ingest.demo.assessments import assessments_table
from upr_data.ingest.demo.basis import DEMO_DATE
from upr_data.ingest.demo.recommendations import recommendations_table
from upr_data.ingest.demo.register import demo_register
from upr_data.ingest.demo.reporting import (
    action_plans_table,
    mechanisms_table,
    mid_term_reports_table,
)
from upr_data.ingest.demo.slots import recommendation_slots
from upr_data.ingest.demo.states import reviews_table, states_table
from upr_data.model import Table, Tables, empty

__all__ = ["DEMO_DATE", "demo_register", "tables"]


def tables() -> Tables:
    """All tables of the demonstration snapshot, the same on every call, sorted.

    Each frame is one chunk: how a frame is cut depends on the number of threads, and its Parquet
    file on the cuts.
    """
    slots = recommendation_slots()
    assessments = assessments_table(slots)
    return Tables(
        recommendations=recommendations_table(slots),
        features=empty(Table.FEATURES),
        assessments=assessments.rechunk(),
        statuses=statuses(assessments).rechunk(),
        states=states_table(),
        reviews=reviews_table(),
        terms=empty(Table.TERMS),
        mid_term_reports=mid_term_reports_table(),
        mechanisms=mechanisms_table(),
        action_plans=action_plans_table(),
        joins=empty(Table.JOINS),
        record_facts=empty(Table.RECORD_FACTS),
        record_registers=empty(Table.RECORD_REGISTERS),
        record_asks=empty(Table.RECORD_ASKS),
        record_outcomes=empty(Table.RECORD_OUTCOMES),
        import_report=empty(Table.IMPORT_REPORT),
    )
