"""Filters: one frozen value, and its four faces: URL query, value, Polars expression, sentence.

The query parameters are those of the public contract, and `category_basis`. `unknown` selects
nulls and stands as None inside the tuples.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

import polars as pl

from upr_data.domain import calendar, issues, states
from upr_data.language import LANGUAGES
from upr_data.model import (
    ActionCategory,
    AssessorType,
    CategoryBasis,
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
    Vocabulary,
)
from upr_data.selection.conditions import (
    Many,
    has_issues,
    in_group,
    in_organisation,
    is_one_of,
    lists_one_of,
)
from upr_data.snapshot import Terms

UNKNOWN: Final = "unknown"


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
    default: Any = ()

    def read(self, text: str) -> tuple[list[Any], list[str]]:
        """The values in `text`, and the words nobody knows."""
        words = [text] if self.is_single else [w.strip() for w in text.split(",") if w.strip()]
        known = self.values if self.values is not None else {w: w for w in sorted(words)}
        unknown = {UNKNOWN: None} if self.has_unknown else {}
        ordered = {w: value for w, value in known.items() if w not in unknown} | unknown
        return (
            [value for word, value in ordered.items() if word in words],
            [w for w in dict.fromkeys(words) if w not in ordered],
        )

    def write(self, value: Any) -> str:  # noqa: ANN401 - each parameter has its own type
        """The value as it stands in a link."""
        members = (value,) if self.is_single else value
        return ",".join(UNKNOWN if member is None else str(member) for member in members)


def _codes(closed: type[StrEnum]) -> dict[str, StrEnum]:
    return {member.value: member for member in closed}


def _numbers(values: Iterable[int]) -> dict[str, int]:
    return {str(int(n)): int(n) for n in values}


_STATES = {code: code for code in sorted([*states.STATES, *states.DEMO_CODES])}
_CYCLES = sorted({session.cycle for session in calendar.SESSIONS.values()})


def _parameter(
    name: str,
    values: Mapping[str, Any] | None = None,
    *,
    default: Any = (),  # noqa: ANN401
    is_single: bool = False,
    has_unknown: bool = False,
) -> Any:  # noqa: ANN401 - a dataclass field of whatever type is declared
    parameter = Parameter(name, values, is_single, has_unknown, default)
    return field(default=default, metadata={"parameter": parameter})


@dataclass(frozen=True, slots=True)
class Filters:
    """What is selected, in which unit and of what it is counted. Hashable; a key of caches."""

    cycles: Many = _parameter("cycle", _numbers(_CYCLES), has_unknown=True)
    sessions: Many = _parameter("session", _numbers(calendar.SESSIONS), has_unknown=True)
    states_under_review: Many = _parameter("sur", _STATES, has_unknown=True)
    recommending_states: Many = _parameter("rs", _STATES, has_unknown=True)
    sur_groups: Many = _parameter("sur_group", _codes(Group), has_unknown=True)
    rs_groups: Many = _parameter("rs_group", _codes(Group), has_unknown=True)
    sur_organisations: Many = _parameter("sur_org", _codes(Organisation), has_unknown=True)
    rs_organisations: Many = _parameter("rs_org", _codes(Organisation), has_unknown=True)
    responses: Many = _parameter("response", _codes(Response))
    categories: Many = _parameter("category", _numbers(ActionCategory), has_unknown=True)
    category_bases: Many = _parameter("category_basis", _codes(CategoryBasis), has_unknown=True)
    issues: Many = _parameter("issue", {code: code for code in issues.ISSUES}, has_unknown=True)
    issue_match: IssueMatch = _parameter(
        "issue_match", _codes(IssueMatch), default=IssueMatch.ANY, is_single=True
    )
    themes: Many = _parameter("theme", has_unknown=True)
    sdgs: Many = _parameter("sdg", has_unknown=True)
    affected_persons: Many = _parameter("affected", has_unknown=True)
    statuses: Many = _parameter("status", _codes(Status), has_unknown=True)
    assessors: Many = _parameter("assessor", _codes(AssessorType), has_unknown=True)
    milestone: Milestone = _parameter(
        "milestone", _codes(Milestone), default=Milestone.MID_TERM, is_single=True
    )
    kinds: Many = _parameter("kind", _codes(Kind), default=(Kind.RECOMMENDATION,), has_unknown=True)
    q: str = _parameter("q", default="", is_single=True)
    unit: Unit = _parameter("unit", _codes(Unit), default=Unit.ROW, is_single=True)
    of: Denominator = _parameter(
        "of", _codes(Denominator), default=Denominator.COMMENTED, is_single=True
    )
    snapshot: str = _parameter("snapshot", default="", is_single=True)
    lang: str = _parameter(
        "lang", {code: code for code in LANGUAGES}, default=LANGUAGES[0], is_single=True
    )

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

        For frames with the columns of `upr_data.figures.records`, status included.
        """
        conditions = [
            *(is_one_of(pl.col(column), getattr(self, name)) for name, column in _COLUMNS.items()),
            in_group(self.sur_groups, Col.SUR_GROUP, Col.STATE_UNDER_REVIEW),
            in_group(self.rs_groups, Col.RS_GROUP, Col.RECOMMENDING_STATE),
            in_organisation(
                self.sur_organisations, Col.SUR_ORGANISATION_MASK, Col.STATE_UNDER_REVIEW
            ),
            in_organisation(
                self.rs_organisations, Col.RS_ORGANISATION_MASK, Col.RECOMMENDING_STATE
            ),
            has_issues(self.issues, self.issue_match),
            *(lists_one_of(column, getattr(self, name)) for name, column in _LISTS.items()),
        ]
        return pl.all_horizontal(pl.lit(value=True), *(c for c in conditions if c is not None))

    def sentence(
        self, state_names: Mapping[str, str] | None = None, terms: Terms | None = None
    ) -> str:
        """The selection in words: "Cycles 2–3, noted"; a snapshot names its States and terms."""
        from upr_data.selection.wording import sentence  # noqa: PLC0415 - wording describes this class

        return sentence(self, state_names or {}, terms or {})

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The link parameters there are, in contract order."""
        return tuple(parameter.name for _, parameter, _ in _PARAMETERS)


_PARAMETERS: Final[tuple[tuple[str, Parameter, Any], ...]] = tuple(
    (one.name, one.metadata["parameter"], one.default) for one in fields(Filters)
)

PARAMETERS: Final[Mapping[str, Parameter]] = {
    parameter.name: parameter for _, parameter, _ in _PARAMETERS
}
"""The link parameters by name, in contract order."""

OF_TERMS: Final = ("theme", "sdg", "affected")
"""The link parameters whose values are the terms of a snapshot."""

_COLUMNS: Final = {
    "kinds": Col.KIND,
    "cycles": Col.CYCLE,
    "sessions": Col.SESSION,
    "states_under_review": Col.STATE_UNDER_REVIEW,
    "recommending_states": Col.RECOMMENDING_STATE,
    "responses": Col.RESPONSE,
    "categories": Col.ACTION_CATEGORY,
    "category_bases": Col.ACTION_CATEGORY_BASIS,
    "statuses": Col.STATUS,
}
_TERMS: Final = {
    "themes": Vocabulary.THEME,
    "sdgs": Vocabulary.SDG,
    "affected_persons": Vocabulary.AFFECTED,
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

    def within(self, terms: Terms) -> "Parsed":
        """The same held against the terms of a snapshot: codes it does not have are problems."""
        left: dict[str, Any] = {}
        problems = list(self.problems)
        for name, parameter, _default in _PARAMETERS:
            if name not in _TERMS:
                continue
            chosen = getattr(self.filters, name)
            known = {None, *terms.get(_TERMS[name], {})}
            left[name] = tuple(code for code in chosen if code in known)
            if unknown := tuple(code for code in chosen if code not in known):
                problems.append(Problem(parameter.name, unknown, blocks=not left[name]))
        return Parsed(replace(self.filters, **left), tuple(problems))


def parse(query: str | Mapping[str, str]) -> Parsed:
    """Read a link's query: "cycle=2&sur=SVN", or its parameters as a mapping.

    Parameters with a dot in their name belong to one page and those starting with `embed` to
    Streamlit: they are passed over. Any other unknown parameter, or value, is a `Problem`.
    """
    pairs = parse_qsl(query.removeprefix("?")) if isinstance(query, str) else query.items()
    given = _joined(pairs)
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


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, text in pairs:
        joined[name] = f"{joined[name]},{text}" if name in joined else text
    return joined


def _is_foreign(name: str) -> bool:
    return "." in name or name.startswith("embed")
