"""The project's own templates: their columns, and the names these go by in files people fill."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from upr_data.domain.states import normalise
from upr_data.model import Col, Table


@dataclass(frozen=True, slots=True)
class Layout:
    """A template: what it is called, each column's names, those it must have, those passed over.

    Names are compared without regard to case, accents, hyphens and underscores.
    """

    name: str
    columns: Mapping[Col, tuple[str, ...]]
    needed: frozenset[Col]
    read_only: tuple[str, ...] = ()

    def places(self, header: Sequence[str]) -> dict[Col, list[int]]:
        """Where each column stands in a header."""
        keys = [column_key(cell) for cell in header]
        return {
            column: [i for i, key in enumerate(keys) if key in {column_key(name) for name in names}]
            for column, names in self.columns.items()
        }

    def fits(self, header: Sequence[str]) -> bool:
        """Whether a header has all columns that are needed."""
        places = self.places(header)
        return all(places[column] for column in self.needed)


def column_key(name: str) -> str:
    """The key under which names of columns are compared."""
    return normalise(name.replace("_", " ").replace("/", " "))


ASSESSMENTS: Final = Layout(
    name="Assessments",
    columns={
        Col.RECOMMENDATION_ID: ("recommendation", "recommendation_id", "id"),
        Col.DOCUMENT_SYMBOL: ("document_symbol", "document", "symbol"),
        Col.PARAGRAPH: ("paragraph", "para", "recommendation number", "number"),
        Col.ASSESSOR: ("assessor", "assessed by", "name of assessor", "organisation"),
        Col.ASSESSOR_TYPE: ("assessor_type", "type of assessor", "type"),
        Col.LEVEL: ("level", "level of implementation", "implementation", "status", "assessment"),
        Col.NUANCE: ("nuance",),
        Col.ASSESSED_ON: ("assessed_on", "date", "date of assessment", "assessed"),
        Col.EVIDENCE_UNTIL: ("evidence_until", "evidence until"),
        Col.MILESTONE: ("milestone", "stage"),
        Col.SOURCE_URL: ("source_url", "source", "link", "url"),
        Col.COMMENT: ("comment", "comments", "remarks", "notes"),
    },
    needed=frozenset({Col.ASSESSOR, Col.ASSESSOR_TYPE, Col.LEVEL}),
    read_only=(
        "state_under_review",
        "recommending_states",
        "session",
        "text",
        "snapshot",
        "notice",
        "level_as_given",
        "matched_by",
        "match_score",
    ),
)
"""The columns of the template; those that only help the person who fills it are passed over."""

_STATE: Final = ("state", "state under review", "name of state")
_LINK: Final = ("source_url", "link", "url", "source")

REGISTERS: Final[Mapping[Table, Layout]] = {
    Table.MID_TERM_REPORTS: Layout(
        name="Mid-term reports",
        columns={
            Col.STATE: _STATE,
            Col.CYCLE: ("cycle", "upr cycle"),
            Col.SUBMITTER: ("submitter", "submitted by"),
            Col.SUBMITTER_TYPE: ("submitter_type", "type of submitter", "type"),
            Col.SUBMITTED_ON: ("submitted_on", "date", "date of submission"),
            Col.SOURCE_URL: _LINK,
        },
        needed=frozenset({Col.STATE, Col.CYCLE, Col.SUBMITTER_TYPE}),
    ),
    Table.MECHANISMS: Layout(
        name="National mechanisms",
        columns={
            Col.STATE: _STATE,
            Col.MECHANISM_TYPE: ("mechanism_type", "type of mechanism", "type"),
            Col.LEAD_BODY: ("lead_body", "lead", "body"),
            Col.SINCE: ("since", "established", "from"),
            Col.SOURCE_URL: _LINK,
        },
        needed=frozenset({Col.STATE, Col.MECHANISM_TYPE, Col.LEAD_BODY}),
    ),
    Table.ACTION_PLANS: Layout(
        name="Action plans",
        columns={
            Col.STATE: _STATE,
            Col.TITLE: ("title", "name", "name of the plan"),
            Col.STARTS: ("starts", "from", "start"),
            Col.ENDS: ("ends", "to", "end", "until"),
            Col.SOURCE_URL: _LINK,
        },
        needed=frozenset({Col.STATE, Col.TITLE, Col.STARTS}),
    ),
}
"""The template of each register; which one a file is, its header says."""
