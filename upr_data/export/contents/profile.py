"""A State in a role within a selection: its own rows, those of its group, its latest cycle."""

from dataclasses import dataclass, replace

from upr_data.export.contents import facts
from upr_data.export.imprint import Imprint, imprint
from upr_data.figures.profile import Subject, subject_of
from upr_data.figures.records import Records
from upr_data.language import _
from upr_data.language.labels import label
from upr_data.model import Dimension, Fig, Group, Role
from upr_data.selection.filters import Filters


@dataclass(frozen=True, slots=True)
class Profile:
    """A State in a role, within a selection: `own` are its rows, `of_group` those of its group.

    `cycle` is the latest of the State's cycles that the selection has, None if there is none.
    `said` tells what `own` are, `latest` what those of the latest cycle are: what is found of some
    rows never stands above the number of others.
    """

    records: Records
    subject: Subject
    name: str
    own: Filters
    of_group: Filters
    cycle: int | None
    said: Imprint
    latest: Imprint

    @property
    def role(self) -> Role:
        """In which it is looked at."""
        return self.subject.role

    @property
    def group(self) -> str | None:
        """Its regional group."""
        return self.subject.group

    def in_cycle(self, filters: Filters) -> Filters:
        """The same in the latest cycle."""
        return _in_cycle(filters, self.cycle)

    @property
    def group_name(self) -> str:
        """What the other States of its group are called."""
        return label(Group(self.group)) if self.group else _("others")

    @property
    def others(self) -> str:
        """The other States of its group, in words."""
        return others(self.subject)


def _in_cycle(filters: Filters, cycle: int | None) -> Filters:
    return replace(filters, cycles=(cycle,)) if cycle else filters


def others(subject: Subject) -> str:
    """The other States of a State's group, in words; of all States, where it has no group."""
    if not subject.group:
        return _("all other States")
    return _("other States of the {group}").format(group=label(Group(subject.group)))


def profile(records: Records, filters: Filters, state: str, role: Role, said: Imprint) -> Profile:
    """The State's profile; `said` is the imprint of its own selection."""
    subject = subject_of(records, state, role)
    own = subject.of(filters)
    cycles = [int(n) for n in facts.table(records, own, Dimension.CYCLE)[Fig.KEY]]
    cycle = max(cycles, default=None)
    return Profile(
        records=records,
        subject=subject,
        name=records.state_names.get(state, state),
        own=own,
        of_group=subject.of_group(filters),
        cycle=cycle,
        said=said,
        latest=imprint(records, _in_cycle(own, cycle), said.link),
    )
