"""How each figure is counted: the docstrings of the metrics, which are their public definitions."""

import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from babel.messages.extract import extract_python

from upr_data.domain import implementation
from upr_data.figures import features, metrics, standouts
from upr_data.figures.follow_up import disagreement, reports, silence
from upr_data.figures.follow_up.as_of import SnapshotAsOf
from upr_data.figures.record.sentences import joined
from upr_data.language import N_
from upr_data.model import ActionCategory, Dimension, Unit
from upr_data.selection import search


@dataclass(frozen=True, slots=True)
class Definition:
    """A metric's code, its name, and what in the code carries its definition as docstring."""

    code: str
    name: str
    source: object

    @property
    def text(self) -> str:
        """The definition in one paragraph or more."""
        return inspect.getdoc(self.source) or ""


TRIGGERED: Final = Definition("triggered_action", N_("Triggered action"), metrics.triggered_action)
PER_REVIEW: Final = Definition("per_review", N_("Per review"), metrics.per_review)
COVERAGE: Final = Definition("coverage", N_("Coverage"), metrics.coverage)
IRI: Final = Definition("mean_iri", N_("Mean IRI"), metrics.mean_iri)
STATUS: Final = Definition("status", N_("Implementation status"), implementation.status_of_iri)
POOLED: Final = Definition("iri", N_("IRI"), implementation.pooled_statuses)
LATEST: Final = Definition("latest_word", N_("Whose word counts"), implementation.latest_words)
ACCEPTANCE: Final = Definition("acceptance_rate", N_("Acceptance rate"), metrics.acceptance)
SPECIFICITY: Final = Definition("vague_share", N_("Specific and vague share"), metrics.specificity)
SMART: Final = Definition("smart", N_("Specific, measurable, time-bound"), features.smart_shares)
REPORTS: Final = Definition("mid_term_reports", N_("Mid-term reporting"), reports)
DISAGREEMENT: Final = Definition("disagreement", N_("Who disagrees"), disagreement)
JOINED: Final = Definition("joined", N_("Treaties joined after being asked"), joined)
SILENCE: Final = Definition("silence", N_("Silence"), silence)
AS_OF: Final = Definition("as_of", N_("As known on a day"), SnapshotAsOf)
STANDOUTS: Final = Definition("standouts", N_("What stands out"), standouts)
UNITS: Final = Definition("unit", N_("Two units"), Unit)
GROUPS: Final = Definition("groups", N_("Groups"), Dimension)
SEARCH: Final = Definition("search", N_("Words in the text"), search)

DEFINITIONS: Final = (
    TRIGGERED,
    COVERAGE,
    POOLED,
    STATUS,
    LATEST,
    IRI,
    ACCEPTANCE,
    SPECIFICITY,
    PER_REVIEW,
    SMART,
    REPORTS,
    JOINED,
    DISAGREEMENT,
    SILENCE,
    AS_OF,
    STANDOUTS,
    UNITS,
    GROUPS,
    SEARCH,
)


def definitions() -> dict[str, str]:
    """Code → definition, as metadata of a download carries them."""
    return {definition.code: definition.text for definition in DEFINITIONS}


def for_translators(
    file: BinaryIO,
    keywords: Mapping[str, Any],
    tags: Sequence[str],
    options: Any,  # noqa: ANN401
) -> Iterator[tuple[int, Any, Any, Any]]:
    """Messages of this file for Babel: those marked, and the definitions, which stand elsewhere."""
    yield from extract_python(file, keywords, tags, options)
    yield from ((1, "_", definition.text, []) for definition in DEFINITIONS)


@dataclass(frozen=True, slots=True)
class Step:
    """One action category: what a recommendation in it asks, and its usual first verbs."""

    category: ActionCategory
    asks: str
    verbs: str


SCALE: Final = (
    Step(ActionCategory.MINIMAL,
         N_("Asks others than the State under review, or asks it to seek help or to share"),
         N_("call on, seek, share")),
    Step(ActionCategory.CONTINUING, N_("Asks for continuity"),
         N_("continue, maintain, persevere, persist, pursue")),
    Step(ActionCategory.CONSIDERING, N_("Asks to consider a change"),
         N_("analyse, consider, envisage, examine, explore, reflect upon, review, study")),
    Step(ActionCategory.GENERAL, N_("Asks for action with a general element"),
         N_("accelerate, address, encourage, ensure, guarantee, promote, strengthen, take steps")),
    Step(ActionCategory.SPECIFIC, N_("Asks for a specific action"),
         N_("abolish, accede, adopt, amend, conduct, develop, establish, implement, ratify")),
)  # fmt: skip
"""The McMahon scale. Source: UPR Info, methodology note (2014)."""
