"""Links: a query read into a selection, and every word of it that nobody knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any, Final
from urllib.parse import parse_qsl

from rapidfuzz import process

from upr_data.domain import states
from upr_data.domain.issues import ISSUES
from upr_data.language import _, language, listing, number, quoted
from upr_data.selection.filters import OF_TERMS, TABLE, Filters
from upr_data.selection.parameters import MOST_CHARACTERS, MOST_WORDS
from upr_data.snapshot import Terms

_MOST_PARAMETERS: Final = 200
"""Parameters that are looked at in a link."""

_FIELDS: Final[Mapping[str, Sequence[str]]] = {
    one.name: [name for name, other in TABLE.items() if other.name == one.name]
    for one in TABLE.values()
}
"""The fields of each name in links."""

_OF_STATES: Final = frozenset({"sur", "rs", "of", "vs"})

_NEAR: Final = 80
"""How alike a word must be to one that a link may have, of 100, to have been meant."""

_SHOWN: Final = 10
"""Words that a sentence about a link repeats."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A word in a link that nobody knows; `blocks` where its parameter has no value left.

    `is_too_long` where there are more words, or longer ones, than a parameter may have.
    """

    parameter: str
    words: tuple[str, ...]
    blocks: bool
    is_too_long: bool = False


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
        for name, vocabulary in OF_TERMS.items():
            chosen = getattr(self.filters, name)
            known = {None, *terms.get(vocabulary, {})}
            left[name] = tuple(code for code in chosen if code in known)
            if unknown := tuple(code for code in chosen if code not in known):
                problems.append(Problem(TABLE[name].name, unknown, blocks=not left[name]))
        return Parsed(replace(self.filters, **left), tuple(problems))


def parse(query: str | Mapping[str, str]) -> Parsed:
    """Read a link's query: "cycle=2&sur=SVN", or its parameters as a mapping.

    Parameters with a dot in their name belong to one page and those starting with `embed` to
    Streamlit: they are passed over. Any other unknown parameter, or value, is a `Problem`.
    """
    pairs = parse_qsl(query.removeprefix("?")) if isinstance(query, str) else query.items()
    given = _joined(islice(pairs, _MOST_PARAMETERS))
    chosen: dict[str, Any] = {}
    problems = []
    for name, fields in _FIELDS.items():
        text = given.pop(name, "").strip()
        if not text:
            continue
        try:
            values, unknown = _read(text, fields)
        except OverflowError:
            problems.append(Problem(name, (), blocks=True, is_too_long=True))
            continue
        chosen |= values
        if unknown:
            problems.append(Problem(name, tuple(unknown), blocks=not values))
    problems += [Problem(name, (), blocks=False) for name in given if not _is_foreign(name)]
    return Parsed(Filters(**chosen), tuple(problems))


def _read(text: str, fields: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """The values of the fields that share a name in links, and the words nobody knows."""
    first, *others = fields
    texts, rest = {first: text}, []
    if others:
        known = {name: TABLE[name].values or {} for name in fields}
        words = text.split(",", MOST_WORDS)
        texts = {name: ",".join(word for word in words if word in known[name]) for name in fields}
        rest = [word for word in words if not any(word in values for values in known.values())]
    chosen: dict[str, Any] = {}
    unknown = [word for word in rest if word]
    for name, own in texts.items():
        if own:
            values, left = TABLE[name].read(own)
            unknown += left
            if values:
                chosen[name] = values[0] if TABLE[name].is_single else tuple(values)
    return chosen, unknown


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    parts: dict[str, list[str]] = {}
    for name, text in pairs:
        parts.setdefault(name, []).append(text)
    return {name: ",".join(texts) for name, texts in parts.items()}


def _is_foreign(name: str) -> bool:
    return "." in name or name.startswith("embed")


def problem_sentences(problems: Iterable[Problem]) -> list[str]:
    """What is wrong with a link, one sentence for each parameter."""
    return [_problem(problem) for problem in problems]


def _problem(problem: Problem) -> str:
    name = _shortened(problem.parameter)
    if problem.is_too_long:
        return _(
            "{parameter}: more than {n} values, or one of more than {characters} characters; "
            "no figures are shown. Shorten the link."
        ).format(parameter=name, n=number(MOST_WORDS), characters=number(MOST_CHARACTERS))
    if not problem.words:
        return _("“{name}” is not a filter we know; it was left out.").format(name=name)
    words = [quoted(_shortened(word)) for word in problem.words[:_SHOWN]]
    if more := len(problem.words) - len(words):
        words.append(_("{n} others").format(n=number(more)))
    text = _("{parameter}: {words} is not recognised and was left out.")
    if len(words) > 1:
        text = _("{parameter}: {words} are not recognised and were left out.")
    text = text.format(parameter=name, words=listing(words, _("and")))
    if meant := _meant(problem):
        text += " " + _("Did you mean {names}?").format(names=listing(meant, _("or")))
    if problem.blocks:
        return text + " " + _("No value of this filter is left, so no figures are shown.")
    return text


def _meant(problem: Problem) -> list[str]:
    """What may go by the words, as people write them: "Turkey" is TUR, Türkiye; "NOTED" is noted.

    States are named as they are called, all else by the word that a link has for it.
    """
    near = _states_near if problem.parameter in _OF_STATES else _words_near
    meant = (near(problem.parameter, word) for word in problem.words[:_SHOWN])
    return list(dict.fromkeys(chain.from_iterable(meant)))


def _states_near(_parameter: str, word: str) -> Iterator[str]:
    parts = [part.strip() for part in word.split(",")]
    for part in parts[:_SHOWN]:
        code = states.lookup(part) or (part if part in states.names_in(language()) else None)
        if code:
            yield states.names_in(language())[code]
        elif part:
            yield from states.suggest(part, 2)


def _words_near(parameter: str, word: str) -> Iterator[str]:
    """Words of a closed list that look like this one, or whose meaning is called so."""
    known = [word for field in _FIELDS.get(parameter, ()) for word in TABLE[field].values or ()]
    called = {one.casefold(): one for one in known}
    if parameter == "issue":
        called |= {_(ISSUES[one]).casefold().replace(" ", "_"): one for one in known}
    near = process.extract(
        word.casefold().strip().replace(" ", "_"), called.keys(), score_cutoff=_NEAR, limit=2
    )
    yield from (quoted(called[key]) for key, _score, _place in near)


def _shortened(word: str, most: int = 60) -> str:
    return word if len(word) <= most else f"{word[:most]}…"
