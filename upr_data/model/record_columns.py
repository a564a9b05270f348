"""Names of the figures of the public record, in the order of the public contract."""

from enum import StrEnum
from typing import Final

from upr_data.model.record_codes import RecordMilestone


class RecordFig(StrEnum):
    """A column of a table of the record's figures.

    Of the asks, those whose State was a party at the review are already answered; the others whose
    register covers that day are open. At each milestone the open ones have joined, signed newly,
    wait, or are not covered: together they are the open ones.
    """

    KEY = "key"
    LABEL = "label"
    N_ASKS = "n_asks"
    N_ALREADY = "n_already"
    N_OPEN = "n_open"
    N_JOINED_MID_TERM = "n_joined_mid_term"
    N_SIGNED_MID_TERM = "n_signed_mid_term"
    N_WAITING_MID_TERM = "n_waiting_mid_term"
    N_NOT_COVERED_MID_TERM = "n_not_covered_mid_term"
    N_JOINED_NEXT_REVIEW = "n_joined_next_review"
    N_SIGNED_NEXT_REVIEW = "n_signed_next_review"
    N_WAITING_NEXT_REVIEW = "n_waiting_next_review"
    N_NOT_COVERED_NEXT_REVIEW = "n_not_covered_next_review"
    N_JOINED_TO_DATE = "n_joined_to_date"
    N_SIGNED_TO_DATE = "n_signed_to_date"
    N_WAITING_TO_DATE = "n_waiting_to_date"
    N_NOT_COVERED_TO_DATE = "n_not_covered_to_date"


STANDINGS: Final = ("joined", "signed", "waiting", "not_covered")
"""What can stand at a milestone for what was open at the review."""


def standing_count(standing: str, milestone: RecordMilestone) -> RecordFig:
    """The column that counts what stands so at a milestone."""
    return RecordFig(f"n_{standing}_{milestone}")
