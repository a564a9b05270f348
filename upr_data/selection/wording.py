"""A selection in words, so that a reader sees what a figure is of without opening the filters."""

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from upr_data.domain import issues, states
from upr_data.language import _, listing, ranges
from upr_data.language.labels import label
from upr_data.model import ActionCategory, IssueMatch, Kind, Milestone, Vocabulary
from upr_data.selection.filters import Filters, Problem
from upr_data.snapshot import Terms


def sentence(filters: Filters, state_names: Mapping[str, str], terms: Terms) -> str:
    """What is selected: "Cycles 2–3, State under review: Slovenia, noted"."""
    names = {code: state.name for code, state in states.STATES.items()} | dict(state_names)
    parts = [part for part in _parts(filters, names, terms) if part]
    text = ", ".join(parts) or _("all recommendations")
    return text[0].upper() + text[1:]


def _parts(filters: Filters, names: Mapping[str, str], terms: Terms) -> Iterable[str]:
    yield _kinds(filters.kinds)
    yield _numbered(filters.cycles, _("cycle"), _("cycles"))
    yield _numbered(filters.sessions, _("session"), _("sessions"))
    yield _named(_("State under review"), filters.states_under_review, names)
    yield _labelled(_("States under review in"), filters.sur_groups)
    yield _labelled(_("States under review of"), filters.sur_organisations)
    yield _named(_("recommending State"), filters.recommending_states, names)
    yield _labelled(_("recommending States in"), filters.rs_groups)
    yield _labelled(_("recommending States of"), filters.rs_organisations)
    yield _either([label(response).lower() for response in filters.responses])
    yield _categories(filters.categories)
    yield _bases(filters.category_bases)
    yield _issues(filters)
    yield _open(_("theme"), filters.themes, terms.get(Vocabulary.THEME, {}))
    yield _open(_("SDG"), filters.sdgs, terms.get(Vocabulary.SDG, {}))
    persons = terms.get(Vocabulary.AFFECTED, {})
    yield _open(_("affected persons"), filters.affected_persons, persons)
    yield _either([label(one).lower() if one else _("status unknown") for one in filters.statuses])
    yield _assessors(filters)
    if filters.q:
        yield _("text contains “{words}”").format(words=filters.q)


def _kinds(kinds: tuple[Any, ...]) -> str:
    if kinds == (Kind.RECOMMENDATION,):
        return ""
    if kinds == (Kind.VOLUNTARY_PLEDGE,):
        return _("voluntary pledges")
    if set(kinds) == set(Kind):
        return _("recommendations and voluntary pledges")
    return _either([_("kind unknown") if kind is None else label(kind).lower() for kind in kinds])


def _numbered(numbers: tuple[Any, ...], one: str, many: str) -> str:
    known = [n for n in numbers if n is not None]
    words = [f"{one if len(known) == 1 else many} {ranges(known)}"] if known else []
    return _either([*words, *([_("{what} unknown").format(what=one)] if None in numbers else [])])


def _named(what: str, codes: tuple[Any, ...], names: Mapping[str, str]) -> str:
    if not codes:
        return ""
    words = [_("unknown") if code is None else names.get(code, code) for code in codes]
    return f"{what}: {_either(words)}"


def _labelled(what: str, members: tuple[Any, ...]) -> str:
    if not members:
        return ""
    words = [_("an unknown group") if one is None else label(one) for one in members]
    return f"{what} {_either(words)}"


def _categories(categories: tuple[Any, ...]) -> str:
    words = [
        _("no action category")
        if n is None
        else _("category {n} ({name})").format(n=n, name=label(ActionCategory(n)).lower())
        for n in categories
    ]
    return _either(words)


def _bases(bases: tuple[Any, ...]) -> str:
    words = [_("not coded") if basis is None else label(basis) for basis in bases]
    return _("action category {how}").format(how=_either(words)) if words else ""


def _issues(filters: Filters) -> str:
    if not filters.issues:
        return ""
    words = [_("none given") if c is None else issues.ISSUES[c] for c in filters.issues]
    many = filters.issue_match is IssueMatch.ALL
    return _("issue: {names}").format(names=listing(words, _("and") if many else _("or")))


def _open(what: str, codes: tuple[Any, ...], names: Mapping[str, str]) -> str:
    words = [_("none given") if code is None else names.get(code, code) for code in codes]
    return f"{what}: {_either(words)}" if codes else ""


def _assessors(filters: Filters) -> str:
    words = []
    if filters.assessors:
        names = _either(
            [_("an unknown assessor") if one is None else label(one) for one in filters.assessors]
        )
        words.append(_("assessed by {names}").format(names=names))
    if filters.milestone is not Milestone.MID_TERM:
        words.append(_("at {when}").format(when=label(filters.milestone).lower()))
    return " ".join(words)


def _either(words: list[str]) -> str:
    return listing(words, _("or"))


def problem_sentences(problems: Iterable[Problem]) -> list[str]:
    """What is wrong with a link, one sentence for each parameter."""
    return [_problem(problem) for problem in problems]


def _problem(problem: Problem) -> str:
    if not problem.words:
        return _("“{name}” is not a filter we know; it was left out.").format(
            name=problem.parameter
        )
    text = _("{parameter}: nobody knows {words}; left out.").format(
        parameter=problem.parameter, words=listing([f"“{w}”" for w in problem.words], _("and"))
    )
    if problem.blocks:
        return text + " " + _("No value of this filter is left, so no figures are shown.")
    return text


def wrapped(text: str, width: int = 54) -> list[str]:
    """The text in lines short enough for a chart on a phone."""
    return textwrap.wrap(text, width)
