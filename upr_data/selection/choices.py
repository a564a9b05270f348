"""What can be chosen: the words of a link with their labels, for the widgets of filters."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final
from unicodedata import category, normalize

from upr_data.domain import calendar
from upr_data.domain import states as who
from upr_data.domain.instruments import DEATH_PENALTY, INSTRUMENTS
from upr_data.domain.issues import ISSUES
from upr_data.language import LANGUAGES, _, language
from upr_data.language.labels import category_label, label
from upr_data.model import ActionCategory, CategoryBasis, Group, IssueMatch, Vocabulary
from upr_data.reference import parts, rows
from upr_data.selection.parameters import UNKNOWN, Context

Choices = Callable[[Context], Mapping[str, str]]
"""From what a snapshot has to the words that can be chosen; none where it has nothing such."""


def members(closed: type[StrEnum], unknown: str = "") -> Choices:
    """The members of a closed list, and `unknown` under a name where it has one."""
    return lambda _context: {one.value: label(one) for one in closed} | _named_unknown(unknown)


def assessed(closed: type[StrEnum]) -> Choices:
    """The same, where the snapshot has assessments at all."""
    of_all = members(closed)
    return lambda context: of_all(context) if context.has_assessments else {}


def states(context: Context) -> Mapping[str, str]:
    """The States of the snapshot, by name; those looked for by another name have it behind."""
    return _by_name(tuple(context.state_names.items()), language())


@lru_cache(maxsize=16)
def _by_name(names: tuple[tuple[str, str], ...], spoken: str) -> Mapping[str, str]:
    named = sorted(names, key=lambda item: who.alphabetical(item[1]))
    return MappingProxyType({code: _with_other_names(code, name, spoken) for code, name in named})


@cache
def _with_other_names(code: str, name: str, spoken: str) -> str:
    """A name, and behind it those that people may type instead, where they are not like it.

    Everyday and former ones, the name in the other language, and its own without accents.
    """
    plain = _without_accents(name)
    others = [one for of in (spoken, *LANGUAGES) for one in _looked_for().get((code, of), ())]
    others += [
        full
        for of in LANGUAGES
        if of != spoken and len(full := who.names_in(of).get(code, "")) <= _LONG
    ]
    also: dict[str, str] = {} if plain == name else {plain: plain}
    known = {who.normalise(name)}
    for one in others:
        key = who.normalise(one)
        if key and not any(key in longer for longer in known):
            known.add(key)
            also[one] = one
    return f"{name} ({', '.join(also)})" if also else name


_LONG: Final = 26
"""Characters beyond which the name in another language would hide the State's own."""


def _without_accents(name: str) -> str:
    decomposed = normalize("NFD", name)
    return "".join(char for char in decomposed if category(char) != "Mn")


@cache
def _looked_for() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Code and language → names that people type, where the UN's name does not begin like them."""
    return {
        (row["code"], row["language"]): tuple(one.strip() for one in parts(row["names"]))
        for row in rows("search_names")
    }


def states_and_groups(context: Context) -> Mapping[str, str]:
    """Regional groups, then the States of the snapshot by name."""
    return {one.value: label(one) for one in Group if one is not Group.OBSERVER} | dict(
        states(context)
    )


def issues(_context: Context) -> Mapping[str, str]:
    """UPR Info's issues."""
    return {code: _(name) for code, name in ISSUES.items()}


def instruments(_context: Context) -> Mapping[str, str]:
    """The treaties that asks may name, and the death penalty."""
    names = {code: f"{one.short} · {_(one.label)}" for code, one in INSTRUMENTS.items()}
    return names | {DEATH_PENALTY: _("Death penalty"), UNKNOWN: _("No treaty named")}


def cycles(_context: Context) -> Mapping[str, str]:
    """The cycles of the calendar."""
    return {str(n): str(n) for n in calendar.CYCLES}


def sessions(_context: Context) -> Mapping[str, str]:
    """The sessions of the calendar."""
    numbers = {str(n): _("Session {n}").format(n=n) for n in calendar.SESSIONS}
    return numbers | {UNKNOWN: _("Unknown")}


def categories(_context: Context) -> Mapping[str, str]:
    """The action categories."""
    return {str(int(n)): category_label(n) for n in ActionCategory} | {UNKNOWN: _("Not coded")}


def bases(context: Context) -> Mapping[str, str]:
    """Who coded the action category, where not only the source did."""
    coded = {one.value: label(one) for one in CategoryBasis} | {UNKNOWN: _("Not coded")}
    return coded if context.has_own_coding else {}


def terms(vocabulary: Vocabulary) -> Choices:
    """The terms that a snapshot has of a vocabulary."""

    def choices(context: Context) -> Mapping[str, str]:
        named = context.terms.get(vocabulary)
        return dict(named) | {UNKNOWN: _("None given")} if named else {}

    return choices


def matches(_context: Context) -> Mapping[str, str]:
    """Whether any of the issues is enough."""
    return {IssueMatch.ANY.value: _("any of them"), IssueMatch.ALL.value: _("all of them")}


def _named_unknown(name: str) -> dict[str, str]:
    return {UNKNOWN: _(name)} if name else {}
