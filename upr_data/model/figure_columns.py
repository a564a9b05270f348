"""Names of figures: every count and rate that leaves the counting. One quantity, one name.

`n_…` are counts, `…_rate` and `…_share` are 0–1. Those of the public contract stand in its order.
"""

from enum import StrEnum
from typing import Final


class Fig(StrEnum):
    """A column of a table of figures."""

    KEY = "key"
    """Code, number or null: what the line is about."""
    LABEL = "label"
    UNIT = "unit"
    N_ROWS = "n_rows"
    N_RECOMMENDATIONS = "n_recommendations"
    MADE = "made"
    """All of a selection, in the unit counted."""
    N_SUPPORTED = "n_supported"
    N_NOTED = "n_noted"
    N_PARTIALLY_SUPPORTED = "n_partially_supported"
    N_PENDING = "n_pending"
    N_UNKNOWN_RESPONSE = "n_unknown_response"
    ACCEPTANCE_DENOMINATOR = "acceptance_denominator"
    """Supported, noted and partially supported."""
    ACCEPTANCE_RATE = "acceptance_rate"
    N_CATEGORY_1 = "n_category_1"
    N_CATEGORY_2 = "n_category_2"
    N_CATEGORY_3 = "n_category_3"
    N_CATEGORY_4 = "n_category_4"
    N_CATEGORY_5 = "n_category_5"
    N_CATEGORY_UNKNOWN = "n_category_unknown"
    SPECIFIC_SHARE = "specific_share"
    """Category 5 of categories 1–5."""
    VAGUE_SHARE = "vague_share"
    """Categories 1–4 of categories 1–5."""
    N_COMMENTED = "n_commented"
    N_UNCOMMENTED = "n_uncommented"
    COVERAGE = "coverage"
    """Commented of made; nothing else is called so."""
    N_ASSESSED = "n_assessed"
    """Those with an IRI: fully, partially and not implemented."""
    N_NOT_ASSESSED = "n_not_assessed"
    N_FULLY = "n_fully"
    N_PARTIALLY = "n_partially"
    N_NOT_IMPLEMENTED = "n_not_implemented"
    N_TRIGGERED = "n_triggered"
    TRIGGERED_OF = "triggered_of"
    TRIGGERED_DENOMINATOR = "triggered_denominator"
    TRIGGERED_RATE = "triggered_rate"
    TRIGGERED_LOWER = "triggered_lower"
    TRIGGERED_UPPER = "triggered_upper"
    MEAN_IRI = "mean_iri"
    N_REVIEWS = "n_reviews"
    """Reviews of the data edition that the selection looks at, and the key where it names any."""
    MADE_PER_REVIEW = "made_per_review"

    # The second key, where figures are by two dimensions
    KEY_2 = "key_2"

    # What texts name
    N_CODED = "n_coded"
    """Those with an action category."""
    N_SPECIFIC = "n_specific"
    """The same as `n_category_5`, beside the other two features of a text."""
    N_READ = "n_read"
    """Those whose English text was read."""
    N_MEASURABLE = "n_measurable"
    MEASURABLE_SHARE = "measurable_share"
    N_TIME_BOUND = "n_time_bound"
    TIME_BOUND_SHARE = "time_bound_share"

    # Two assessor types on the same recommendations
    N_BOTH = "n_both"
    BOTH_SHARE = "both_share"
    """Assessed by both, of made."""
    MEAN_IRI_ONE = "mean_iri_one"
    MEAN_IRI_OTHER = "mean_iri_other"
    N_AGREE = "n_agree"
    AGREE_SHARE = "agree_share"
    N_ONE_HIGHER = "n_one_higher"
    N_ONE_LOWER = "n_one_lower"
    ONE = "one"
    OTHER = "other"
    """Two assessor types, the first and the second."""
    N_CONTRADICTED = "n_contradicted"
    """One says fully, the other not."""
    N_TYPES = "n_types"
    """Assessor types that have assessed a recommendation."""
    SPREAD = "spread"
    """Steps between the best and the worst status that these give: 1, or 2 from fully to not."""

    # Silence, and how old words are
    MONTH = "month"
    """Whole months since the review began."""
    N_AT_RISK = "n_at_risk"
    """Without a word at the start of that month, and still watched."""
    N_SPOKEN = "n_spoken"
    N_CENSORED = "n_censored"
    """Watched no longer than this, and without a word until then."""
    SILENT_SHARE = "silent_share"
    N_UNDATED = "n_undated"
    """With words of which none has a date: left out, and said."""
    MONTHS_SILENT = "months_silent"
    MONTHS_SINCE_LAST = "months_since_last"
    IS_SILENT = "is_silent"
    FIRST_WORD_ON = "first_word_on"
    LAST_WORD_ON = "last_word_on"
    SAID_ON = "said_on"

    # Then and now
    STATUS_THEN = "status_then"
    STATUS_NOW = "status_now"

    # How the index is spread, and how statuses go on
    BIN = "bin"
    LOWER = "lower"
    UPPER = "upper"
    STATUS = "status"
    N = "n"
    SHARE = "share"
    ASSESSED_SHARE = "assessed_share"
    """Assessed of made."""
    STATUS_MID_TERM = "status_mid_term"
    STATUS_NEXT_REVIEW = "status_next_review"
    SHARE_OF_MID_TERM = "share_of_mid_term"

    # Mid-term reports
    N_REVIEWED = "n_reviewed"
    N_REPORTED = "n_reported"
    REPORTING_RATE = "reporting_rate"
    """States that reported of States reviewed."""
    N_DUE = "n_due"


FIGURE_COLUMNS: Final = tuple(Fig)[: tuple(Fig).index(Fig.MADE_PER_REVIEW) + 1]
"""The columns of `figures`, in the order of the public contract."""


def category_count(category: int) -> Fig:
    """The column that counts an action category."""
    return Fig(f"n_category_{int(category)}")
