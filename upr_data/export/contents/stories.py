"""Stories that talks tell: the 48 %, who asks whom, the public record; the usual one otherwise."""

from collections.abc import Mapping
from typing import Final

from upr_data.export.contents import published, record, selection, who
from upr_data.export.document import Section, sections
from upr_data.export.imprint import Imprint
from upr_data.figures.records import Records
from upr_data.language import N_
from upr_data.model import Dimension, StoryKind
from upr_data.selection.filters import Filters

NAMES: Final[Mapping[StoryKind, str]] = {
    StoryKind.OUTCOME: N_("The 48 % and its caveat"),
    StoryKind.STATE: N_("A State"),
    StoryKind.THEME: N_("A theme"),
    StoryKind.WHO: N_("Who asks whom"),
    StoryKind.RECORD: N_("The public record"),
    StoryKind.SELECTION: N_("The whole selection"),
    StoryKind.COLLECTED: N_("My set"),
}

OF_THEIR_OWN: Final = (StoryKind.OUTCOME, StoryKind.WHO, StoryKind.RECORD)
"""Those that are no State's, and of no selection alone: they have sections and a name of theirs."""


def told(kind: StoryKind, records: Records, filters: Filters, said: Imprint) -> tuple[Section, ...]:
    """The sections of a story of its own; none of the usual one of a selection."""
    match kind:
        case StoryKind.OUTCOME:
            own = selection.outcome(records, filters, said) if records.has_assessments else None
            return sections(published.the_48_percent(), own)
        case StoryKind.WHO:
            return sections(
                who.who_asks_whom(records, filters, said),
                selection.by_group(records, filters, said, Dimension.RS_GROUP),
                selection.by_group(records, filters, said, Dimension.SUR_GROUP),
            )
        case StoryKind.RECORD:
            return record.story(records, filters, said)
    return ()
