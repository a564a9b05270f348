"""Into which parts a whole divides: the segments of status, response and category bars."""

from upr_data.charts.theme import Part
from upr_data.language.labels import category_label, label
from upr_data.model import ActionCategory, Response, Status


def status_parts() -> list[Part]:
    """What became of the recommendations made: five statuses, coverage drawn as part of the bar."""
    return [Part(f"n_{status}", status.value, label(status)) for status in Status]


def commented_parts() -> list[Part]:
    """What became of what somebody commented on."""
    return [part for part in status_parts() if part.meaning != Status.UNCOMMENTED]


def response_parts() -> list[Part]:
    """What the State under review said."""
    order = (
        (Response.SUPPORTED, "n_supported"),
        (Response.PARTIALLY_SUPPORTED, "n_partially_supported"),
        (Response.NOTED, "n_noted"),
        (Response.PENDING, "n_pending"),
        (Response.UNKNOWN, "n_unknown_response"),
    )
    return [Part(column, response.value, label(response)) for response, column in order]


def answered_parts() -> list[Part]:
    """What the State under review said, of what it answered: the whole that acceptance is of."""
    left_out = (Response.PENDING, Response.UNKNOWN)
    return [part for part in response_parts() if part.meaning not in left_out]


def category_parts() -> list[Part]:
    """What recommendations ask for, from the vaguest to the specific."""
    return [Part(f"n_category_{int(c)}", str(int(c)), category_label(c)) for c in ActionCategory]
