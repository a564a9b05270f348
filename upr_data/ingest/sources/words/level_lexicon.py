"""The words of `level_words.csv`: what part each plays in a statement on implementation."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

_APOSTROPHES: Final = re.compile("['\u2018\u2019\u201b\u02bc`\u00b4\u2032_]")
_ALTERNATIVES: Final = re.compile(r"\(([^()]*)\)")
_TOKEN: Final = re.compile(r"\w+")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


class Role(StrEnum):
    """What a phrase of the table does: polarity, degree, aspect, or a word of its own kind."""

    FILLER = "filler"
    MONTH = "month"
    LABEL = "label"
    NEGATION = "negation"
    FULL = "full"
    PART = "part"
    NEARLY = "nearly"
    NOT_DONE = "not_done"
    DONE = "done"
    ACT = "act"
    ACT_OR_DONE = "act_or_done"
    ONGOING = "ongoing"
    CONTINUOUS = "continuous"
    STARTED = "started"
    EFFORT = "effort"
    SOME = "some"
    REGRESSED = "regressed"
    REJECTED = "rejected"
    CLOSED = "closed"
    PLANNED = "planned"
    ASK = "ask"
    ASK_WHOLE = "ask_whole"
    NO_INFORMATION = "no_information"
    NO_EVIDENCE = "no_evidence"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    OUTDATED = "outdated"
    NO_WORD = "no_word"
    RESPONSE = "response"
    POSITION = "position"
    CONTRARY = "contrary"
    UNKNOWN = "unknown"


_SILENT: Final = frozenset({Role.FILLER, Role.MONTH})
_LAST: Final = (Role.ASK, Role.CONTRARY, Role.ASK_WHOLE, Role.FILLER, Role.MONTH, Role.LABEL)
"""Of equal phrases with several roles, these give way to the others, the later the sooner."""

Phrase = tuple[str, ...]


def tokens(text: str) -> Phrase:
    """Words of a text, folded: no case, accents, apostrophes, underscores and punctuation."""
    return tuple(_TOKEN.findall(folded(text)))


def folded(text: str) -> str:
    """A text without case, accents, apostrophes and underscores; punctuation and signs stay."""
    plain = _APOSTROPHES.sub(" ", text.replace("\u0153", "oe").replace("\u0152", "oe"))
    decomposed = unicodedata.normalize("NFKD", plain.casefold())
    return "".join(one for one in decomposed if unicodedata.category(one) not in {"Mn", "Cf"})


def parsed(*clauses: Phrase) -> tuple[tuple[Role, Phrase], ...]:
    """The words cut into phrases of the table, the longest first; fillers and dates left out.

    No phrase runs on from one clause into the next: "supported. Partially implemented" is no
    partial support. A word nobody knows is `unknown`. Numbers are silent only beside a year:
    "(3 May 2021)".
    """
    has_year = any(_YEAR.fullmatch(word) for words in clauses for word in words)
    found = (one for words in clauses for one in _phrases_in(words, has_year=has_year))
    return tuple((role, phrase) for role, phrase in found if role not in _SILENT)


def _phrases_in(words: Phrase, *, has_year: bool) -> Iterator[tuple[Role, Phrase]]:
    place = 0
    while place < len(words):
        phrase, role = _longest(words, place)
        is_of_date = role is Role.UNKNOWN and has_year and words[place].isdecimal()
        yield (Role.MONTH if is_of_date else role), phrase
        place += len(phrase)


def whole(words: Phrase) -> Role | None:
    """The role of words that are, as a whole, one phrase of the table."""
    asked = _phrases_of_role(Role.ASK_WHOLE)
    return Role.ASK_WHOLE if words in asked else _phrases().get(words)


def _longest(words: Phrase, place: int) -> tuple[Phrase, Role]:
    known = _phrases()
    for length in range(min(_longest_phrase(), len(words) - place), 0, -1):
        phrase = words[place : place + length]
        if role := known.get(phrase):
            return phrase, role
    return words[place : place + 1], Role.UNKNOWN


@cache
def _phrases() -> Mapping[Phrase, Role]:
    """Phrase → role; the roles of `_LAST` give way."""
    order = {role: place for place, role in enumerate(_LAST, start=1)}
    lines = [line for line in _lines() if line[0] is not Role.ASK_WHOLE]
    ranked = sorted(lines, key=lambda line: -order.get(line[0], 0))
    return {phrase: role for role, phrase in ranked}


@cache
def _phrases_of_role(role: Role) -> frozenset[Phrase]:
    return frozenset(phrase for one, phrase in _lines() if one is role)


@cache
def _longest_phrase() -> int:
    return max(map(len, _phrases()))


@cache
def _lines() -> tuple[tuple[Role, Phrase], ...]:
    text = files(__package__).joinpath("level_words.csv").read_text(encoding="utf-8")
    return tuple(
        (Role(row["role"]), phrase)
        for row in csv.DictReader(text.splitlines())
        for one in row["phrases"].split(";")
        for form in _forms(one.strip())
        if (phrase := tokens(form))
    )


def _forms(phrase: str) -> Iterator[str]:
    """All forms of a phrase: "(mis|mises) en (oeuvre|)" has four; brackets may nest."""
    found = _ALTERNATIVES.search(phrase)
    if not found:
        yield phrase
        return
    head, tail = phrase[: found.start()], phrase[found.end() :]
    for one in found[1].split("|"):
        yield from _forms(head + one + tail)
