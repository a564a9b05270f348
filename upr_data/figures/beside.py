"""What this data edition gives for the scope of a published figure, and why it may differ.

Which selection answers to which figure stands in `reference/published_selections.csv`: the link of
its scope (sessions or cycle, pledges where the study counts them), the columns of figures that are
its numerator and denominator, and the selection of the denominator where that is another.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Final

import polars as pl

from upr_data import reference
from upr_data.domain.calendar import SESSIONS
from upr_data.domain.published import PUBLISHED, PublishedFigure
from upr_data.figures.metrics import figures
from upr_data.figures.records import Records
from upr_data.model import Col, Fig, Kind
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse

_SAME: Final = 0.5
"""Percentage points within which two figures are the same as far as print shows."""

_N_STATES: Final = re.compile(r"(\d{1,3}) States")

_OF_OUTCOME: Final = (
    Fig.N_COMMENTED, Fig.N_ASSESSED, Fig.N_NOT_ASSESSED, Fig.N_FULLY, Fig.N_PARTIALLY,
    Fig.N_NOT_IMPLEMENTED, Fig.N_TRIGGERED,
)  # fmt: skip


class Reason(StrEnum):
    """Why a figure here may differ from the printed one, or why there is none."""

    SAME = "same"
    NO_SELECTION = "no_selection"
    """No selection of recommendations answers to it: it counts reports, or names no scope."""
    NOT_RECORDED = "not_recorded"
    """The source does not record implementation."""
    NOT_HELD = "not_held"
    """The edition has nothing of the scope, or nothing anybody commented on."""
    PARTLY_HELD = "partly_held"
    """Sessions of the scope are not in the edition."""
    SOME_STATES = "some_states"
    """The study counts some of the States of these sessions, the edition others too."""
    PLEDGES = "pledges"
    """The study counts voluntary pledges, and the edition has none."""
    DENOMINATOR = "denominator"
    """The study does not print the rule of its denominator; it was read from its counts."""
    OWN_CODING = "own_coding"
    """Action categories were given by this program, not by the source."""
    RECODED = "recoded"
    """Sources correct and recode: the edition is of another day than the study's."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The selection that answers to a published figure; `denominator` is None for a count."""

    filters: Filters
    numerator: Fig
    denominator: Fig | None
    of: Filters


@dataclass(frozen=True, slots=True)
class Beside:
    """A published figure and the edition's own: `numerator` of `denominator`, None where none.

    `missing` are the sessions of the scope that the edition lacks, `n_reviews` the reviews that it
    has of it.
    """

    figure: PublishedFigure
    scope: Scope | None
    numerator: int | None
    denominator: int | None
    reasons: tuple[Reason, ...]
    missing: tuple[int, ...] = ()
    n_reviews: int = 0

    @property
    def n_states(self) -> int | None:
        """Of how many States the study says it is; None where it does not."""
        said = _N_STATES.search(self.figure.scope)
        return int(said[1]) if said else None

    @property
    def value(self) -> float | None:
        """In the unit of print: per cent of 0-100, or a count."""
        if self.numerator is None:
            return None
        if self.figure.unit == "percent":
            return 100 * self.numerator / self.denominator if self.denominator else None
        return float(self.numerator)


@cache
def scopes() -> Mapping[str, Scope]:
    """Id of a published figure → the selection that answers to it."""
    found = {}
    for row in reference.rows("published_selections"):
        own = parse(row["selection"]).filters
        whole = parse(row["of_selection"]).filters if row["of_selection"] else own
        denominator = Fig(row["denominator"]) if row["denominator"] else None
        found[row["figure_id"]] = Scope(own, Fig(row["numerator"]), denominator, whole)
    return MappingProxyType(found)


def all_beside(records: Records) -> tuple[Beside, ...]:
    """Every published figure, in file order, beside what the edition gives."""
    found: tuple[Beside, ...] = records.memo.recall(
        ("beside",), lambda: tuple(beside(records, figure) for figure in PUBLISHED.values())
    )
    return found


def beside(records: Records, figure: PublishedFigure) -> Beside:
    """One published figure beside what the edition gives for its scope."""
    scope = scopes().get(figure.figure_id)
    if scope is None:
        return Beside(figure, None, None, None, (Reason.NO_SELECTION,))
    if not records.has_assessments and {scope.numerator, scope.denominator} & set(_OF_OUTCOME):
        return Beside(figure, scope, None, None, (Reason.NOT_RECORDED,))
    missing = _missing(records, scope.filters)
    own = figures(records, scope.filters).row(0, named=True)
    whole = figures(records, scope.of).row(0, named=True)
    denominator = whole[scope.denominator] if scope.denominator else None
    if not own[Fig.MADE] or denominator == 0:
        return Beside(figure, scope, None, None, (Reason.NOT_HELD,), missing)
    n_reviews = whole[Fig.N_REVIEWS]
    found = Beside(figure, scope, own[scope.numerator], denominator, (), missing, n_reviews)
    return replace(found, reasons=_reasons(records, found))


def _reasons(records: Records, found: Beside) -> tuple[Reason, ...]:
    if _is_same(found):
        return (Reason.SAME,)
    scope = found.scope
    reasons = []
    if found.missing:
        reasons.append(Reason.PARTLY_HELD)
    if found.n_states and found.n_states < found.n_reviews:
        reasons.append(Reason.SOME_STATES)
    if scope and Kind.VOLUNTARY_PLEDGE in scope.of.kinds and not _has_pledges(records):
        reasons.append(Reason.PLEDGES)
    if found.figure.rule_basis == "reconstructed":
        reasons.append(Reason.DENOMINATOR)
    if records.has_own_coding and scope and _is_of_categories(scope):
        reasons.append(Reason.OWN_CODING)
    return (*reasons, Reason.RECODED)


def _is_same(found: Beside) -> bool:
    if found.value is None:
        return False
    if found.figure.unit != "percent":
        return found.value == found.figure.value
    return abs(found.value - found.figure.value) <= _SAME and not found.missing


def _is_of_categories(scope: Scope) -> bool:
    return bool(scope.filters.categories) or scope.numerator is Fig.N_CATEGORY_5


def _missing(records: Records, filters: Filters) -> tuple[int, ...]:
    """Sessions of a scope that no row of the edition is of; of one State, its own is there."""
    if filters.states_under_review:
        return ()
    wanted = filters.sessions or tuple(
        number for number, one in SESSIONS.items() if one.cycle in filters.cycles
    )
    held = _held(records)
    return tuple(int(n) for n in wanted if n is not None and n not in held)


def _held(records: Records) -> frozenset[int]:
    def make() -> frozenset[int]:
        sessions = records.rows.select(pl.col(Col.SESSION).unique()).collect()[Col.SESSION]
        return frozenset(int(n) for n in sessions if n is not None)

    held: frozenset[int] = records.lasting.recall(("sessions held",), make)
    return held


def _has_pledges(records: Records) -> bool:
    def make() -> bool:
        pledges = pl.col(Col.KIND) == Kind.VOLUNTARY_PLEDGE.value
        return bool(records.rows.select(pledges.any()).collect().item())

    has: bool = records.lasting.recall(("has pledges",), make)
    return has
