"""How each kind of filter is said, so that a reader sees what a figure is of."""

from collections.abc import Callable
from datetime import date
from typing import Any

from upr_data.domain import issues, states
from upr_data.domain.instruments import DEATH_PENALTY, INSTRUMENTS
from upr_data.language import N_, _, day, in_sentence, language, listing, ranges
from upr_data.language.labels import label
from upr_data.model import ActionCategory, Group, IssueMatch, Kind, Milestone, Vocabulary
from upr_data.selection.parameters import Context, Many

Words = Callable[[Any, Any, Context], str]
"""From the value chosen, the whole selection and a snapshot to words; "" where nothing is said."""


def kinds(chosen: Many, _selection: Any, _context: Context) -> str:  # noqa: ANN401
    """What is counted, where it is not recommendations alone."""
    if chosen == (Kind.RECOMMENDATION,):
        return ""
    if chosen == (Kind.VOLUNTARY_PLEDGE,):
        return _("voluntary pledges")
    if set(chosen) == set(Kind):
        return _("recommendations and voluntary pledges")
    return _either(
        [_("kind unknown") if kind is None else in_sentence(label(kind)) for kind in chosen]
    )


def numbered(one: str, many: str) -> Words:
    """Cycles 2–3; session 20."""

    def words(chosen: Many, _selection: Any, _context: Context) -> str:  # noqa: ANN401
        known = [n for n in chosen if n is not None]
        what = _(one) if len(known) == 1 else _(many)
        said = [_("{what} {numbers}").format(what=what, numbers=ranges(known))] if known else []
        unknown = [_("{what} unknown").format(what=_(one))] if None in chosen else []
        return _either([*said, *unknown])

    return words


def named(what: str) -> Words:
    """States by name, in a message that names them as `names`."""

    def words(chosen: Many, _selection: Any, context: Context) -> str:  # noqa: ANN401
        return _listed(what, [_state(code, context) for code in chosen])

    return words


def _state(code: str | None, context: Context) -> str:
    if code is None:
        return _("unknown")
    return context.state_names.get(code) or states.names_in(language()).get(code, code)


def profile(code: str, selection: Any, context: Context) -> str:  # noqa: ANN401
    """Whose profile it is, and in which role."""
    if not code:
        return ""
    role = in_sentence(label(selection.role))
    return _("{state} {role}").format(state=_state(code, context), role=role)


def compared(chosen: Many, _selection: Any, context: Context) -> str:  # noqa: ANN401
    """States and groups it is compared with."""
    words = [label(one) if isinstance(one, Group) else _state(one, context) for one in chosen]
    return _("beside {names}").format(names=listing(words, _("and"))) if words else ""


def members(what: str) -> Words:
    """Groups and organisations of States, in a message that names them as `names`."""

    def words(chosen: Many, _selection: Any, _context: Context) -> str:  # noqa: ANN401
        said = [_("an unknown group") if one is None else label(one) for one in chosen]
        return _(what).format(names=_either(said)) if said else ""

    return words


def labelled(unknown: str = "") -> Words:
    """The labels alone: "supported or noted"."""

    def words(chosen: Many, _selection: Any, _context: Context) -> str:  # noqa: ANN401
        return _either([_(unknown) if one is None else in_sentence(label(one)) for one in chosen])

    return words


def categories(chosen: Many, _selection: Any, _context: Context) -> str:  # noqa: ANN401
    """Category 5 (specific action)."""
    words = [
        _("no action category")
        if n is None
        else _("category {n} ({name})").format(n=n, name=in_sentence(label(ActionCategory(n))))
        for n in chosen
    ]
    return _either(words)


def bases(chosen: Many, _selection: Any, _context: Context) -> str:  # noqa: ANN401
    """Who coded the action category."""
    words = [_("not coded") if basis is None else label(basis) for basis in chosen]
    return _("action category {how}").format(how=_either(words)) if words else ""


def of_issues(chosen: Many, selection: Any, _context: Context) -> str:  # noqa: ANN401
    """Issues, any of them or all."""
    if not chosen:
        return ""
    words = [_("none given") if c is None else _(issues.ISSUES[c]) for c in chosen]
    many = selection.issue_match is IssueMatch.ALL
    return _("issue: {names}").format(names=listing(words, _("and") if many else _("or")))


def of_instruments(chosen: Many, _selection: Any, _context: Context) -> str:  # noqa: ANN401
    """Treaties that are named in an ask."""
    names = [
        _("no treaty named")
        if code is None
        else _("the death penalty")
        if code == DEATH_PENALTY
        else INSTRUMENTS[code].short
        for code in chosen
    ]
    return _listed(N_("asks about"), names)


def asking(chosen: Many, _selection: Any, _context: Context) -> str:  # noqa: ANN401
    """What is asked for that a public register may answer."""
    words = [_("nothing that a register dates") if one is None else label(one) for one in chosen]
    return _listed(N_("asks for"), words)


def terms(what: str, vocabulary: Vocabulary) -> Words:
    """Terms of the snapshot, by their labels."""

    def words(chosen: Many, _selection: Any, context: Context) -> str:  # noqa: ANN401
        names = context.terms.get(vocabulary, {})
        return _listed(what, [_("none given") if c is None else names.get(c, c) for c in chosen])

    return words


def assessors(chosen: Many, selection: Any, _context: Context) -> str:  # noqa: ANN401
    """Whose word counts, and when it was given."""
    if not chosen:
        return ""
    names = [_("an unknown assessor") if one is None else label(one) for one in chosen]
    by = _("assessed by {names}").format(names=_either(names))
    return " ".join(part for part in (by, _at(selection.milestone)) if part)


def milestone(chosen: Milestone, selection: Any, _context: Context) -> str:  # noqa: ANN401
    """When implementation was assessed, where not at mid-term; said with the assessors if any."""
    return "" if selection.assessors else _at(chosen)


def _at(when: Milestone) -> str:
    if when is Milestone.MID_TERM:
        return ""
    return _("at {when}").format(when=in_sentence(label(when)))


def known_on(chosen: str, _selection: Any, _context: Context) -> str:  # noqa: ANN401
    """Up to which day words and registers count: "as known on 3 March 2025"."""
    if not chosen:
        return ""
    return _("as known on {day}").format(day=day(date.fromisoformat(chosen)))


def text(chosen: str, _selection: Any, _context: Context) -> str:  # noqa: ANN401
    """What the text must contain."""
    return _("text contains “{words}”").format(words=chosen) if chosen else ""


def _listed(what: str, words: list[str]) -> str:
    return _(what).format(names=_either(words)) if words else ""


def _either(words: list[str]) -> str:
    return listing(words, _("or"))
