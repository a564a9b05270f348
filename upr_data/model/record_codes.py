"""Closed lists of the public record: asks, what a register dates, what it says of them."""

from enum import StrEnum


class AskKind(StrEnum):
    """What an ask is about that the public record may know."""

    TREATY = "treaty"
    DEATH_PENALTY = "death_penalty"
    SPECIAL_PROCEDURES = "special_procedures"
    NHRI = "nhri"


class AskAct(StrEnum):
    """What a recommendation asks for, as its text has it.

    Only joining, signature and abolition have a dated register, and so an outcome.
    """

    JOINING = "joining"
    SIGNATURE = "signature"
    RESERVATION = "reservation"
    ABOLITION = "abolition"
    MORATORIUM = "moratorium"
    STANDING_INVITATION = "standing_invitation"
    NHRI = "nhri"


class Strength(StrEnum):
    """How firmly it is asked: do it, take steps towards it, consider it. Firmest first."""

    DO = "do"
    STEPS = "steps"
    CONSIDER = "consider"


class RecordMilestone(StrEnum):
    """When the public record is looked at.

    Mid-term is two and a half years after the review; the next review is its session; to date is
    the day of the register.
    """

    MID_TERM = "mid_term"
    NEXT_REVIEW = "next_review"
    TO_DATE = "to_date"


class Outcome(StrEnum):
    """What the public record says of one ask at one milestone: never an assessor's word."""

    ALREADY = "already"
    FULLY = "fully"
    PARTIALLY = "partially"
    NOT = "not"
    NOT_COVERED = "not_covered"
    SILENT = "silent"


class RecordAction(StrEnum):
    """What a register dates: acts on a treaty, and what the law says of the death penalty."""

    SIGNATURE = "signature"
    JOINING = "joining"
    WITHDRAWAL = "withdrawal"
    ABOLITION_ALL = "abolition_all"
    ABOLITION_ORDINARY = "abolition_ordinary"
    REINSTATEMENT = "reinstatement"


class Asked(StrEnum):
    """How a State under review was asked to join an instrument at one review.

    Supported or noted: all its asks were; both: some of each; not asked: by nobody.
    """

    SUPPORTED = "supported"
    NOTED = "noted"
    BOTH = "both"
    NOT_ASKED = "not_asked"


class RecordUnit(StrEnum):
    """What the record counts: State × review × instrument, or row × instrument."""

    REVIEW = "review"
    ROW = "row"


class RecordDimension(StrEnum):
    """By what the counts of the record can be told apart."""

    NONE = "none"
    INSTRUMENT = "instrument"
    RESPONSE = "response"
    ASKED = "asked"
    STRENGTH = "strength"
    CYCLE = "cycle"
    STATE_UNDER_REVIEW = "state_under_review"
    RECOMMENDING_STATE = "recommending_state"
