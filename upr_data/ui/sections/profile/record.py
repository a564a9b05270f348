"""The public record of a State, in either role: part of its profile."""

from upr_data.figures.record.scope import EVERY
from upr_data.ui.sections.profile.subject import Person
from upr_data.ui.sections.record import ledgers


def show_record(person: Person) -> None:
    """What it was asked to join and did; or what it asked others to join and what they did."""
    if person.is_reviewed:
        ledgers.show_own_ledger(person.view, person.subject.code, EVERY)
    else:
        ledgers.show_asked_by(person.view, person.subject.code, EVERY)
