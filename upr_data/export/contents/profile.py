"""A State in a role within a selection: its own rows, those of its group, its latest cycle."""

from dataclasses import dataclass, replace

from upr_data.export.contents import facts
from upr_data.export.imprint import Imprint
from upr_data.figures.records import Records
from upr_data.language import _
from upr_data.language.labels import label
from upr_data.model import Dimension, Fig, Group, Role
from upr_data.selection.filters import Filters


@dataclass(frozen=True, slots=True)
class Profile:
    """A State in a role, within a selection: `own` are its rows, `group` those of its group.

    `cycle` is the latest of the State's cycles that the selection has, None if there is none.
    """

    records: Records
    state: str
    role: Role
    name: str
    group: Group | None
    own: Filters
    of_group: Filters
    cycle: int | None
    said: Imprint

    def in_cycle(self, filters: Filters) -> Filters:
        """The same in the latest cycle."""
        return replace(filters, cycles=(self.cycle,)) if self.cycle else filters

    @property
    def group_name(self) -> str:
        """What the other States of its group are called."""
        return label(self.group) if self.group else _("others")


def profile(records: Records, filters: Filters, state: str, role: Role, said: Imprint) -> Profile:
    """The State's profile; `said` is the imprint of its own selection."""
    own, of_group = of_state(records, filters, state, role)
    cycles = [int(n) for n in facts.table(records, own, Dimension.CYCLE)[Fig.KEY]]
    return Profile(
        records=records,
        state=state,
        role=role,
        name=records.state_names.get(state, state),
        group=facts.group_of(records, state),
        own=own,
        of_group=of_group,
        cycle=max(cycles, default=None),
        said=said,
    )


def of_state(records: Records, filters: Filters, state: str, role: Role) -> tuple[Filters, Filters]:
    """The selection of a State in a role, and that of its whole group."""
    group = facts.group_of(records, state)
    groups = (group,) if group else ()
    if role is Role.REVIEWED:
        own = replace(filters, states_under_review=(state,))
        return own, replace(filters, states_under_review=(), sur_groups=groups)
    own = replace(filters, recommending_states=(state,))
    return own, replace(filters, recommending_states=(), rs_groups=groups)
