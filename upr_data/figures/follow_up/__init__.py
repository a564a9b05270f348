"""What follows a review: who reports at mid-term, whose words differ, what the next review sees.

Pure functions of a snapshot and a selection. Counts are in the unit of the selection: rows
(recommendation × recommending State) or recommendations; States, for mid-term reports. Every
share stands beside its numerator and denominator, and rates are null where that is empty.
"""

from upr_data.figures.follow_up.as_of import as_of, moved, n_undated, view_of
from upr_data.figures.follow_up.assessors import (
    IRI_BINS,
    assessor_gap,
    iri_distribution,
    status_transitions,
)
from upr_data.figures.follow_up.beside_record import (
    PUBLIC_RECORD,
    beside_record,
    record_by_types,
)
from upr_data.figures.follow_up.disagreement import disagreement_by_types, disagreements
from upr_data.figures.follow_up.reports import mid_term_reporting
from upr_data.figures.follow_up.said import latest_said, recommendations_of
from upr_data.figures.follow_up.silence import silence_curve, silences

__all__ = [
    "IRI_BINS",
    "PUBLIC_RECORD",
    "as_of",
    "assessor_gap",
    "beside_record",
    "disagreement_by_types",
    "disagreements",
    "iri_distribution",
    "latest_said",
    "mid_term_reporting",
    "moved",
    "n_undated",
    "recommendations_of",
    "record_by_types",
    "silence_curve",
    "silences",
    "status_transitions",
    "view_of",
]
