"""Filters: one frozen value, and its four faces: URL query, value, Polars expression, sentence.

The query parameters are those of the public contract. `unknown` selects nulls and stands as
None inside the tuples.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import IntEnum, StrEnum
from typing import Any, Final, Self
from urllib.parse import parse_qsl, urlencode

import polars as pl

from upr_data import calendar, issues, states
from upr_data.i18n import LANGUAGES
from upr_data.model import (
    ActionCategory,
    AssessorType,
    Col,
    Denominator,
    Group,
    IssueMatch,
    Kind,
    Milestone,
    Organisation,
    Response,
    Status,
    Unit,
)

UNKNOWN: Final = "unknown"

_Many = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """How one field of `Filters` stands in a link.

    `values` maps each word a link may carry to its value, in canonical order; None means that
    any word will do (an open vocabulary, or free text).
    """

    name: str
    values: Mapping[str, Any] | None = None
    is_single: bool = False
    has_unknown: bool = False

    def read(self, text: str) -> tuple[list[Any], list[str]]:
        """The values in `text`, and the words nobody knows."""
        words = [text] if self.is_single else [w for w in text.split(",") if w]
        known = dict(self.values) if self.values is not None else {w: w for w in words}
        if self.has_unknown:
            known[UNKNOWN] = None
        found = {w: known[w] for w in words if w in known}
        order = list(known)
        return (
            [found[w] for w in sorted(found, key=order.index)],
            [w for w in words if w not in known],
        )

    def write(self, value: Any) -> str:  # noqa: ANN401 - each parameter has its own type
        """The value as it stands in a link."""
        members = (value,) if self.is_single else value
        return ",".join(UNKNOWN if member is None else str(member) for member in members)


def _codes(closed: type[StrEnum]) -> dict[str, StrEnum]:
    return {member.value: member for member in closed}


def _numbers(values: range | type[IntEnum]) -> dict[str, int]:
    return {str(int(n)): int(n) for n in values}


_STATES = {code: code for code in sorted([*states.STATES, *states.DEMO_CODES])}
_CYCLES = sorted({session.cycle for session in calendar.SESSIONS.values()})


def _parameter(  # noqa: PLR0913 - one call per link parameter, all by keyword
    name: str,
    values: Mapping[str, Any] | None = None,
    *,
    default: Any = (),  # noqa: ANN401
    is_single: bool = False,
    has_unknown: bool = False,
) -> Any:  # noqa: ANN401 - a dataclass field of whatever type is declared
    parameter = Parameter(name, values, is_single, has_unknown)
    return field(default=default, metadata={"parameter": parameter})


@dataclass(frozen=True, slots=True)
class Filters:
    """What is selected, in which unit and of what it is counted. Hashable; a key of caches."""

    cycles: _Many = _parameter("cycle", _numbers(_CYCLES), has_unknown=True)
    sessions: _Many = _parameter("session", {str(n): n for n in calendar.SESSIONS},
                                 has_unknown=True)
    states_under_review: _Many = _parameter("sur", _STATES, has_unknown=True)
    recommending_states: _Many = _parameter("rs", _STATES, has_unknown=True)
    sur_groups: _Many = _parameter("sur_group", _codes(Group), has_unknown=True)
    rs_groups: _Many = _parameter("rs_group", _codes(Group), has_unknown=True)
    sur_organisations: _Many = _parameter("sur_org", _codes(Organisation), has_unknown=True)
    rs_organisations: _Many = _parameter("rs_org", _codes(Organisation), has_unknown=True)
    responses: _Many = _parameter("response", _codes(Response))
    categories: _Many = _parameter("category", _numbers(ActionCategory), has_unknown=True)
    issues: _Many = _parameter("issue", {code: code for code in issues.ISSUES}, has_unknown=True)
    issue_match: IssueMatch = _parameter("issue_match", _codes(IssueMatch), default=IssueMatch.ANY,
                                         is_single=True)
    themes: _Many = _parameter("theme", has_unknown=True)
    sdgs: _Many = _parameter("sdg", has_unknown=True)
    affected_persons: _Many = _parameter("affected", has_unknown=True)
    statuses: _Many = _parameter("status", _codes(Status))
    assessors: _Many = _parameter("assessor", _codes(AssessorType))
    milestone: Milestone = _parameter("milestone", _codes(Milestone), default=Milestone.MID_TERM,
                                      is_single=True)
    kinds: _Many = _parameter("kind", _codes(Kind), default=(Kind.RECOMMENDATION,))
    q: str = _parameter("q", default="", is_single=True)
    unit: Unit = _parameter("unit", _codes(Unit), default=Unit.ROW, is_single=True)
    of: Denominator = _parameter("of", _codes(Denominator), default=Denominator.COMMENTED,
                                 is_single=True)
    snapshot: str = _parameter("snapshot", default="", is_single=True)
    lang: str = _parameter("lang", {code: code for code in LANGUAGES}, default=LANGUAGES[0],
                           is_single=True)

    def to_query(self) -> dict[str, str]:
        """The link parameters of this selection, in contract order, defaults left out."""
        return {
            parameter.name: parameter.write(value)
            for name, parameter, default in _PARAMETERS
            if (value := getattr(self, name)) != default
        }

    def to_link(self) -> str:
        """The query string of a link: `cycle=2,3&sur=SVN`; empty where nothing is chosen."""
        return urlencode(self.to_query(), safe=",")

    def expression(self) -> pl.Expr:
        """What a counted row must fulfil; everything but the full text `q`.

        For frames with the columns of `upr_data.records`, status included.
        """
        conditions = [
            *(_is_one_of(pl.col(column), getattr(self, name)) for name, column in _COLUMNS.items()),
            _in_group(self.sur_groups, Col.SUR_GROUP, Col.STATE_UNDER_REVIEW),
            _in_group(self.rs_groups, Col.RS_GROUP, Col.RECOMMENDING_STATE),
            _in_organisation(self.sur_organisations, Col.SUR_ORGANISATION_MASK,
                             Col.STATE_UNDER_REVIEW),
            _in_organisation(self.rs_organisations, Col.RS_ORGANISATION_MASK,
                             Col.RECOMMENDING_STATE),
            _has_issues(self.issues, self.issue_match),
            *(_lists_one_of(column, getattr(self, name)) for name, column in _LISTS.items()),
        ]
        return pl.all_horizontal(pl.lit(value=True), *(c for c in conditions if c is not None))

    def sentence(self, state_names: Mapping[str, str] | None = None) -> str:
        """The selection in words: "Cycles 2–3, noted". `state_names` adds those of a snapshot."""
        from upr_data.wording import sentence  # noqa: PLC0415 - wording describes this class

        return sentence(self, state_names or {})

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The link parameters there are, in contract order."""
        return tuple(parameter.name for _, parameter, _ in _PARAMETERS)


_PARAMETERS: Final[tuple[tuple[str, Parameter, Any], ...]] = tuple(
    (one.name, one.metadata["parameter"], one.default) for one in fields(Filters)
)

_COLUMNS: Final = {
    "kinds": Col.KIND,
    "cycles": Col.CYCLE,
    "sessions": Col.SESSION,
    "states_under_review": Col.STATE_UNDER_REVIEW,
    "recommending_states": Col.RECOMMENDING_STATE,
    "responses": Col.RESPONSE,
    "categories": Col.ACTION_CATEGORY,
    "statuses": Col.STATUS,
}
_LISTS: Final = {
    "themes": Col.THEMES,
    "sdgs": Col.SDGS,
    "affected_persons": Col.AFFECTED_PERSONS,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A word in a link that nobody knows; `blocks` where its parameter has no value left."""

    parameter: str
    words: tuple[str, ...]
    blocks: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    """A link, read: the selection that is left, and what was left out of it."""

    filters: Filters
    problems: tuple[Problem, ...] = ()

    @property
    def is_blocked(self) -> bool:
        """Whether a parameter lost all its values, so that no figure may be shown."""
        return any(problem.blocks for problem in self.problems)


def parse(query: str | Mapping[str, str]) -> Parsed:
    """Read a link's query: "cycle=2&sur=SVN", or its parameters as a mapping.

    Parameters with a dot in their name belong to one page and those starting with `embed` to
    Streamlit: they are passed over. Any other unknown parameter, or value, is a `Problem`.
    """
    given = _joined(parse_qsl(query)) if isinstance(query, str) else dict(query)
    chosen: dict[str, Any] = {}
    problems = []
    for name, parameter, _default in _PARAMETERS:
        text = given.pop(parameter.name, "").strip()
        if not text:
            continue
        values, unknown = parameter.read(text)
        if values:
            chosen[name] = values[0] if parameter.is_single else tuple(values)
        if unknown:
            problems.append(Problem(parameter.name, tuple(unknown), blocks=not values))
    problems += [Problem(name, (), blocks=False) for name in given if not _is_foreign(name)]
    return Parsed(Filters(**chosen), tuple(problems))


def issue_bit(code: str) -> int:
    """The bit of an issue in a 64-bit mask of issues."""
    return 1 << _ISSUE_ORDER[code]


def organisation_bit(code: str) -> int:
    """The bit of an organisation in a mask of organisations."""
    return 1 << _ORGANISATION_ORDER[code]


_ISSUE_ORDER: Final = {code: n for n, code in enumerate(issues.ISSUES)}
_ORGANISATION_ORDER: Final = {code.value: n for n, code in enumerate(Organisation)}


def _joined(pairs: list[tuple[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, text in pairs:
        joined[name] = f"{joined[name]},{text}" if name in joined else text
    return joined


def _is_foreign(name: str) -> bool:
    return "." in name or name.startswith("embed")


def _is_one_of(column: pl.Expr, values: _Many) -> pl.Expr | None:
    if not values:
        return None
    known = [value if isinstance(value, int) else str(value) for value in values if value is not None]
    return _with_unknown(column.is_in(known), column.is_null(), values)


def _in_group(values: _Many, group: Col, state: Col) -> pl.Expr | None:
    """Unknown is the State's group only where the State itself is unknown."""
    if not values:
        return None
    known = pl.col(group).is_in([str(value) for value in values if value is not None])
    return _with_unknown(known, pl.col(state).is_null(), values)


def _in_organisation(values: _Many, mask: Col, state: Col) -> pl.Expr | None:
    if not values:
        return None
    bits = sum(organisation_bit(value) for value in values if value is not None)
    return _with_unknown(pl.col(mask) & bits != 0, pl.col(state).is_null(), values)


def _has_issues(values: _Many, match: IssueMatch) -> pl.Expr | None:
    if not values:
        return None
    mask = pl.col(Col.ISSUE_MASK)
    bits = pl.lit(sum(issue_bit(value) for value in values if value is not None), pl.UInt64)
    if match is IssueMatch.ALL:
        has_all = mask & bits == bits
        return has_all & (mask == 0) if None in values else has_all
    return _with_unknown(mask & bits != 0, mask == 0, values)


def _lists_one_of(column: Col, values: _Many) -> pl.Expr | None:
    if not values:
        return None
    known = [pl.col(column).list.contains(value) for value in values if value is not None]
    is_empty = pl.col(column).list.len().fill_null(0) == 0
    return _with_unknown(pl.any_horizontal(pl.lit(value=False), *known).fill_null(value=False),
                         is_empty, values)


def _with_unknown(known: pl.Expr, is_unknown: pl.Expr, values: _Many) -> pl.Expr:
    """Nulls answer only to `unknown`."""
    return known.fill_null(value=False) | is_unknown if None in values else known
