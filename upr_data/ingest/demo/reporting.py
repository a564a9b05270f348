"""Small registers of the demonstration: mid-term reports, national mechanisms, action plans."""

from datetime import date, timedelta
from typing import Final

import numpy as np
import polars as pl

from upr_data.ingest.demo.assessments import N_STATE_REPORTS, reporting_states
from upr_data.ingest.demo.basis import Ints, stream
from upr_data.ingest.demo.states import CODES, MEMBERS, NAMES, session_of, starts
from upr_data.ingest.demo.verdicts import ASSESSORS, mid_term_days
from upr_data.model import Col, Table, conform

_OTHER_REPORTS: Final = {"coalition": 9, "nhri": 4, "un": 3}
"""Per cycle, how many others than the State hand in a report of their own."""

_N_MECHANISMS: Final = 61
_N_PLANS: Final = 44

_MECHANISMS: Final = (
    ("ministerial", "Ministry of Foreign Affairs"),
    ("ministerial", "Ministry of Justice"),
    ("inter_ministerial", "Inter-ministerial Committee on Human Rights"),
    ("inter_ministerial", "Office of the Prime Minister"),
    ("institutionally_separate", "Human Rights Secretariat"),
    ("network", "Network of human rights focal points"),
)
_PLANS: Final = (
    "National Human Rights Action Plan",
    "National Plan for the Implementation of UPR Recommendations",
    "National Strategy on Human Rights and Equality",
)


def mid_term_reports_table() -> pl.DataFrame:
    """Mid-term reports handed in, by State, cycle and submitter."""
    reports = [report for cycle in N_STATE_REPORTS for report in _reports(cycle)]
    frame = pl.DataFrame(
        reports,
        schema=[
            Col.STATE,
            Col.CYCLE,
            Col.SUBMITTER,
            Col.SUBMITTER_TYPE,
            Col.SUBMITTED_ON,
        ],
        orient="row",
    )
    return conform(Table.MID_TERM_REPORTS, frame).sort(Col.STATE, Col.CYCLE, Col.SUBMITTER)


def _reports(cycle: int) -> list[tuple[str, int, str, str, date]]:
    states = reporting_states(cycle)
    draw = stream(f"reports {cycle}")
    own = [_report(cycle, state, "state") for state in states]
    others = [
        _report(cycle, state, assessor)
        for assessor, n in _OTHER_REPORTS.items()
        for state in draw.choice(states, n, replace=False)
    ]
    return own + others


def _report(cycle: int, state: int, assessor: str) -> tuple[str, int, str, str, date]:
    """Dated as the words that the same assessor gives on the recommendations."""
    kind, name = ASSESSORS[assessor]
    session = session_of(cycle)[state]
    days = mid_term_days()[session, state, list(ASSESSORS).index(assessor)]
    day = starts(int(session)) + timedelta(days=int(days))
    return CODES[state], cycle, name.format(NAMES[state]), kind.value, day


def mechanisms_table() -> pl.DataFrame:
    """National mechanisms for implementation, reporting and follow-up, by State."""
    draw = stream("mechanisms")
    states = _some_states(_N_MECHANISMS, draw)
    kinds = [_MECHANISMS[place] for place in draw.integers(len(_MECHANISMS), size=len(states))]
    frame = pl.DataFrame(
        {
            Col.STATE: [CODES[state] for state in states],
            Col.MECHANISM_TYPE: [kind for kind, _ in kinds],
            Col.LEAD_BODY: [body for _, body in kinds],
            Col.SINCE: [date(int(year), 1, 1) for year in draw.integers(2008, 2023, len(states))],
        }
    )
    return conform(Table.MECHANISMS, frame)


def action_plans_table() -> pl.DataFrame:
    """National action plans on human rights, by State."""
    draw = stream("action plans")
    states = _some_states(_N_PLANS, draw)
    first = draw.integers(2010, 2023, len(states))
    last = first + draw.integers(3, 6, len(states))
    frame = pl.DataFrame(
        {
            Col.STATE: [CODES[state] for state in states],
            Col.TITLE: [
                f"{_PLANS[place]} {begin}-{end}"
                for place, begin, end in zip(
                    draw.integers(len(_PLANS), size=len(states)), first, last, strict=True
                )
            ],
            Col.STARTS: [date(int(year), 1, 1) for year in first],
            Col.ENDS: [date(int(year), 12, 31) for year in last],
        }
    )
    return conform(Table.ACTION_PLANS, frame)


def _some_states(n: int, draw: np.random.Generator) -> Ints:
    return np.sort(draw.choice(MEMBERS, n, replace=False))
