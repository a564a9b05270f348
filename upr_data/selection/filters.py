"""The filters there are: one frozen value, and one table of what each of them does.

A filter is one line of `Filters`: its words in a link, its condition on rows, its words for
people, its widget. The parameters are those of `docs/contract.md`; `unknown` selects nulls and
stands as None inside the tuples.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

import polars as pl

from upr_data.domain import calendar, issues, states
from upr_data.domain.instruments import DEATH_PENALTY, INSTRUMENTS
from upr_data.language import LANGUAGES, N_, _
from upr_data.model import (
    ActionCategory,
    AskAct,
    AssessorType,
    CategoryBasis,
    Col,
    Denominator,
    Dimension,
    Group,
    IssueMatch,
    Kind,
    Milestone,
    Organisation,
    Response,
    Role,
    Status,
    Unit,
    Vocabulary,
)
from upr_data.selection import choices, phrases
from upr_data.selection import conditions as where
from upr_data.selection.parameters import (
    Context,
    Many,
    Parameter,
    Topic,
    Widget,
    WidgetKind,
    a_filter,
    codes,
    is_day,
    numbers,
    offer,
)
from upr_data.snapshot import Terms

_ALL: Final = N_("All")
_STATES: Final = {code: code for code in sorted([*states.STATES, *states.DEMO_CODES])}
_MANY, _PILLS = WidgetKind.MANY, WidgetKind.PILLS


@dataclass(frozen=True, slots=True)
class Filters:
    """What is selected, in which unit and of what it is counted. Hashable; a key of caches."""

    cycles: Many = a_filter(
        "cycle", numbers(calendar.CYCLES), has_unknown=True, topic=Topic.WHEN,
        condition=where.is_one_of(Col.CYCLE), words=phrases.numbered(N_("cycle"), N_("cycles")),
        widget=offer(Dimension.CYCLE, _MANY, choices.cycles, N_("All cycles"), is_in_bar=True),
    )  # fmt: skip
    sessions: Many = a_filter(
        "session", numbers(calendar.SESSIONS), has_unknown=True, topic=Topic.WHEN,
        condition=where.is_one_of(Col.SESSION),
        words=phrases.numbered(N_("session"), N_("sessions")),
        widget=offer(Dimension.SESSION, _MANY, choices.sessions, N_("All sessions")),
    )  # fmt: skip
    states_under_review: Many = a_filter(
        "sur", _STATES, has_unknown=True, topic=Topic.REVIEWED,
        condition=where.is_one_of(Col.STATE_UNDER_REVIEW),
        words=phrases.named(N_("State under review: {names}")),
        widget=offer(
            Dimension.STATE_UNDER_REVIEW, _MANY, choices.states, N_("All States"), is_in_bar=True
        ),
    )  # fmt: skip
    recommending_states: Many = a_filter(
        "rs", _STATES, has_unknown=True, topic=Topic.RECOMMENDING,
        condition=where.is_one_of(Col.RECOMMENDING_STATE),
        words=phrases.named(N_("recommending State: {names}")),
        widget=offer(
            Dimension.RECOMMENDING_STATE, _MANY, choices.states, N_("All States"), is_in_bar=True
        ),
    )  # fmt: skip
    sur_groups: Many = a_filter(
        "sur_group", codes(Group), has_unknown=True, topic=Topic.REVIEWED,
        condition=where.in_group(Col.SUR_GROUP, Col.STATE_UNDER_REVIEW),
        words=phrases.members(N_("States under review in {names}")),
        widget=offer(Dimension.SUR_GROUP, _MANY, choices.members(Group), N_("All groups")),
    )  # fmt: skip
    rs_groups: Many = a_filter(
        "rs_group", codes(Group), has_unknown=True, topic=Topic.RECOMMENDING,
        condition=where.in_group(Col.RS_GROUP, Col.RECOMMENDING_STATE),
        words=phrases.members(N_("recommending States in {names}")),
        widget=offer(Dimension.RS_GROUP, _MANY, choices.members(Group), N_("All groups")),
    )  # fmt: skip
    sur_organisations: Many = a_filter(
        "sur_org", codes(Organisation), has_unknown=True, topic=Topic.REVIEWED,
        condition=where.in_organisation(Col.SUR_ORGANISATION_MASK, Col.STATE_UNDER_REVIEW),
        words=phrases.members(N_("States under review of {names}")),
        widget=offer(Dimension.SUR_ORG, _MANY, choices.members(Organisation), _ALL),
    )  # fmt: skip
    rs_organisations: Many = a_filter(
        "rs_org", codes(Organisation), has_unknown=True, topic=Topic.RECOMMENDING,
        condition=where.in_organisation(Col.RS_ORGANISATION_MASK, Col.RECOMMENDING_STATE),
        words=phrases.members(N_("recommending States of {names}")),
        widget=offer(Dimension.RS_ORG, _MANY, choices.members(Organisation), _ALL),
    )  # fmt: skip
    responses: Many = a_filter(
        "response", codes(Response), topic=Topic.RESPONSE,
        condition=where.is_one_of(Col.RESPONSE), words=phrases.labelled(),
        widget=offer(Dimension.RESPONSE, _PILLS, choices.members(Response)),
    )  # fmt: skip
    categories: Many = a_filter(
        "category", numbers(ActionCategory), has_unknown=True, topic=Topic.CONTENT,
        condition=where.is_one_of(Col.ACTION_CATEGORY), words=phrases.categories,
        widget=offer(Dimension.ACTION_CATEGORY, _PILLS, choices.categories),
    )  # fmt: skip
    category_bases: Many = a_filter(
        "category_basis", codes(CategoryBasis), has_unknown=True, topic=Topic.CONTENT,
        condition=where.is_one_of(Col.ACTION_CATEGORY_BASIS), words=phrases.bases,
        widget=offer(Dimension.ACTION_CATEGORY, _PILLS, choices.bases),
    )  # fmt: skip
    issues: Many = a_filter(
        "issue", {code: code for code in issues.ISSUES}, has_unknown=True, topic=Topic.CONTENT,
        condition=where.has_issues, words=phrases.of_issues,
        widget=offer(Dimension.ISSUE, _MANY, choices.issues, N_("All issues"), is_in_bar=True),
    )  # fmt: skip
    issue_match: IssueMatch = a_filter(
        "issue_match", codes(IssueMatch), default=IssueMatch.ANY, is_single=True,
        topic=Topic.CONTENT,
        widget=Widget(
            WidgetKind.ONE, N_("With several issues chosen, a recommendation must have"),
            choices.matches,
        ),
    )  # fmt: skip
    themes: Many = a_filter(
        "theme", has_unknown=True, topic=Topic.CONTENT,
        condition=where.lists_one_of(Col.THEMES),
        words=phrases.terms(N_("theme: {names}"), Vocabulary.THEME),
        widget=offer(Dimension.THEME, _MANY, choices.terms(Vocabulary.THEME), _ALL),
    )  # fmt: skip
    sdgs: Many = a_filter(
        "sdg", has_unknown=True, topic=Topic.CONTENT,
        condition=where.lists_one_of(Col.SDGS),
        words=phrases.terms(N_("SDG: {names}"), Vocabulary.SDG),
        widget=offer(Dimension.SDG, _MANY, choices.terms(Vocabulary.SDG), _ALL),
    )  # fmt: skip
    affected_persons: Many = a_filter(
        "affected", has_unknown=True, topic=Topic.CONTENT,
        condition=where.lists_one_of(Col.AFFECTED_PERSONS),
        words=phrases.terms(N_("affected persons: {names}"), Vocabulary.AFFECTED),
        widget=offer(Dimension.AFFECTED, _MANY, choices.terms(Vocabulary.AFFECTED), _ALL),
    )  # fmt: skip
    instruments: Many = a_filter(
        "instrument", {c: c for c in (*INSTRUMENTS, DEATH_PENALTY)}, has_unknown=True,
        topic=Topic.CONTENT,
        condition=where.lists_one_of(Col.INSTRUMENTS), words=phrases.of_instruments,
        widget=Widget(_MANY, N_("Asks about the treaty"), choices.instruments, _ALL),
    )  # fmt: skip
    acts: Many = a_filter(
        "ask", codes(AskAct), has_unknown=True, topic=Topic.CONTENT,
        condition=where.lists_one_of(Col.ACTS), words=phrases.asking,
        widget=Widget(_MANY, N_("Asks to"), choices.members(AskAct), _ALL),
    )  # fmt: skip
    statuses: Many = a_filter(
        "status", codes(Status), has_unknown=True, topic=Topic.OUTCOME,
        condition=where.is_one_of(Col.STATUS), words=phrases.labelled(N_("status unknown")),
        widget=offer(Dimension.STATUS, _PILLS, choices.assessed(Status)),
    )  # fmt: skip
    assessors: Many = a_filter(  # changes what the status is, not which rows there are
        "assessor", codes(AssessorType), has_unknown=True, topic=Topic.OUTCOME,
        words=phrases.assessors,
        widget=offer(Dimension.ASSESSOR_TYPE, _PILLS, choices.assessed(AssessorType)),
    )  # fmt: skip
    milestone: Milestone = a_filter(
        "milestone", codes(Milestone), default=Milestone.MID_TERM, is_single=True,
        topic=Topic.OUTCOME, words=phrases.milestone,
        widget=Widget(WidgetKind.ONE, N_("Milestone"), choices.assessed(Milestone)),
    )  # fmt: skip
    as_of: str = a_filter(  # which words there are, not which rows: `upr_data.figures.follow_up`
        "as_of", accepts=is_day, default="", is_single=True, words=phrases.known_on,
        widget=Widget(WidgetKind.DAY, N_("As known on")),
    )  # fmt: skip
    kinds: Many = a_filter(
        "kind", codes(Kind), default=(Kind.RECOMMENDATION,), has_unknown=True, topic=Topic.KIND,
        condition=where.is_one_of(Col.KIND), words=phrases.kinds,
        widget=offer(Dimension.KIND, _PILLS, choices.members(Kind)),
    )  # fmt: skip
    q: str = a_filter(  # its condition is in `upr_data.selection.search`: it goes last, on texts
        "q", default="", is_single=True, topic=Topic.TEXT, words=phrases.text,
        widget=Widget(WidgetKind.TEXT, N_("Words in the text")),
    )  # fmt: skip
    unit: Unit = a_filter(
        "unit", codes(Unit), default=Unit.ROW, is_single=True,
        widget=Widget(WidgetKind.ONE, N_("Counted"), choices.members(Unit)),
    )  # fmt: skip
    of: Denominator = a_filter(
        "of", codes(Denominator), default=Denominator.COMMENTED, is_single=True,
        topic=Topic.OUTCOME,
        widget=Widget(
            WidgetKind.ONE, N_("Triggered action as a share of"), choices.assessed(Denominator)
        ),
    )  # fmt: skip
    profile: str = a_filter(  # whose page it is; which rows that means depends on the role
        "of", _STATES, default="", is_single=True, own_key="profile", topic=Topic.REVIEWED,
        words=phrases.profile,
    )  # fmt: skip
    role: Role = a_filter(
        "role", codes(Role), default=Role.REVIEWED, is_single=True, topic=Topic.REVIEWED,
        widget=Widget(WidgetKind.ONE, N_("Role"), choices.members(Role)),
    )  # fmt: skip
    compared: Many = a_filter(
        "vs", _STATES | codes(Group), topic=Topic.REVIEWED, words=phrases.compared,
        widget=Widget(_MANY, N_("Compare with"), choices.states_and_groups, N_("Its own group")),
    )  # fmt: skip
    snapshot: str = a_filter("snapshot", default="", is_single=True)
    lang: str = a_filter("lang", {code: code for code in LANGUAGES}, default="en", is_single=True)

    def to_query(self) -> dict[str, str]:
        """The link parameters of this selection, in contract order, defaults left out."""
        query: dict[str, str] = {}
        for name, parameter in TABLE.items():
            if (value := getattr(self, name)) != parameter.default:
                before = query.get(parameter.name)
                written = parameter.write(value)
                query[parameter.name] = f"{before},{written}" if before else written
        return query

    def to_link(self) -> str:
        """The query string of a link: `cycle=2,3&sur=SVN`; empty where nothing is chosen."""
        return urlencode(self.to_query(), safe=",")

    def conditions(self) -> dict[str, pl.Expr]:
        """What a counted row must fulfil, by the field that says so; all but the full text `q`.

        For frames with the columns of `upr_data.figures.records`, status included.
        """
        asked = {
            name: parameter.condition(getattr(self, name), self)
            for name, parameter in TABLE.items()
            if parameter.condition
        }
        return {name: condition for name, condition in asked.items() if condition is not None}

    def expression(self) -> pl.Expr:
        """All `conditions` at once."""
        return pl.all_horizontal(pl.lit(value=True), *self.conditions().values())

    def sentence(
        self, state_names: Mapping[str, str] | None = None, terms: Terms | None = None
    ) -> str:
        """The selection in words: "Cycles 2–3, noted"; a snapshot names its States and terms."""
        context = Context(state_names or {}, terms or {})
        parts = (
            parameter.words(getattr(self, name), self, context)
            for name, parameter in _BY_TOPIC.items()
            if parameter.words
        )
        text = ", ".join(part for part in parts if part) or _("all recommendations")
        return text[0].upper() + text[1:]


TABLE: Final[Mapping[str, Parameter]] = MappingProxyType(
    {one.name: one.metadata["parameter"] for one in fields(Filters)}
)
"""The parameter of each field of `Filters`, in contract order."""

_BY_TOPIC: Final = dict(sorted(TABLE.items(), key=lambda item: item[1].topic))

PARAMETERS: Final[Mapping[str, Parameter]] = MappingProxyType(
    {parameter.key: parameter for parameter in TABLE.values()}
)
"""The same by key, which is the name in a link for all but one."""

IN_WIDGETS: Final = tuple(
    one for one in _BY_TOPIC.values() if one.widget and one.name not in ("role", "vs")
)
"""Those with a widget in the filter bar, in its order; the others stand on their pages."""

OF_TERMS: Final = MappingProxyType(
    {"themes": Vocabulary.THEME, "sdgs": Vocabulary.SDG, "affected_persons": Vocabulary.AFFECTED}
)
"""The fields whose values are terms of a snapshot, and of which vocabulary."""
