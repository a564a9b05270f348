"""Whose profile it is: the State, its role, its group, and what it is called in sentences."""

from dataclasses import dataclass

from upr_data.export.contents.profile import others
from upr_data.figures.profile import Subject, subject_of
from upr_data.language.labels import label
from upr_data.model import Group, Role
from upr_data.ui.frame.view import View


@dataclass(frozen=True, slots=True)
class Person:
    """The State in hand: codes for counting, names for sentences; `view` without its profile."""

    view: View
    subject: Subject
    name: str
    group: str

    @property
    def is_reviewed(self) -> bool:
        """Whether it is looked at as State under review."""
        return self.subject.role is Role.REVIEWED

    @property
    def others(self) -> str:
        """The other States of its group, in words."""
        return others(self.subject)

    @property
    def own(self) -> View:
        """The selection of this State in its role."""
        return self.view.of(self.subject.of(self.view.filters))

    @property
    def of_group(self) -> View:
        """The selection of its whole group in the same role."""
        return self.view.of(self.subject.of_group(self.view.filters))


def of(view: View) -> Person | None:
    """The State that the address names, in its role; None until one is chosen."""
    code = view.filters.profile
    if not code:
        return None
    subject = subject_of(view.records, code, Role(view.filters.role))
    plain = view.changed(profile="", compared=(), role=Role.REVIEWED)
    return Person(
        view=plain,
        subject=subject,
        name=view.records.state_names.get(code, code),
        group=label(Group(subject.group)) if subject.group else "",
    )
