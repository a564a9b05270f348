"""Why a line of a filled template is set aside: a rule for the report, a sentence for people."""

from enum import StrEnum


class Rule(StrEnum):
    """The rules by which lines are set aside."""

    AMBIGUOUS_RECOMMENDATION = "ambiguous_recommendation"
    ASSESSED_BEFORE_REVIEW = "assessed_before_review"
    ASSESSED_IN_FUTURE = "assessed_in_future"
    CONTRADICTING_RECOMMENDATION = "contradicting_recommendation"
    ENDS_BEFORE_START = "ends_before_start"
    NO_ASSESSOR = "no_assessor"
    NO_ASSESSOR_TYPE = "no_assessor_type"
    NO_RECOMMENDATION = "no_recommendation"
    NO_STATE = "no_state"
    NO_SUBMITTER = "no_submitter"
    NO_SUCH_REVIEW = "no_such_review"
    NO_TITLE = "no_title"
    REPEATED = "repeated"
    SUBMITTED_BEFORE_REVIEW = "submitted_before_review"
    UNKNOWN_ASSESSOR_TYPE = "unknown_assessor_type"
    UNKNOWN_CYCLE = "unknown_cycle"
    UNKNOWN_MECHANISM_TYPE = "unknown_mechanism_type"
    UNKNOWN_MILESTONE = "unknown_milestone"
    UNKNOWN_NUANCE = "unknown_nuance"
    UNKNOWN_RECOMMENDATION = "unknown_recommendation"
    UNKNOWN_STATE = "unknown_state"
    UNKNOWN_SUBMITTER_TYPE = "unknown_submitter_type"


class UnusableError(Exception):
    """A line that is set aside; `rule` is its name in the report, `reason` a sentence."""

    def __init__(self, rule: Rule, reason: str) -> None:
        """Say which rule and why."""
        super().__init__(reason)
        self.rule = rule
        self.reason = reason
