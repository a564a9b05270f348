"""The words of a claim: what each of them says, longest phrases first. English only.

A claim is only ever called right where every one of its words is known here: a word that nobody
knows ("Kenya", "since 2020", "more than") may change what is claimed.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from upr_data import reference
from upr_data.domain import states
from upr_data.domain.published import PUBLISHED
from upr_data.model import Denominator


class Says(StrEnum):
    """What kind of thing a phrase says."""

    MEASURE = "measure"
    MEMBER = "member"
    OF = "of"
    SCOPE = "scope"
    SOURCE = "source"
    DIRECTION = "direction"
    RELATIVE = "relative"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Tag:
    """What a phrase says: for a member, its dimension and the member as the study has them."""

    says: Says
    value: str
    dimension: str = ""


_MEASURES: Final[Mapping[str, tuple[str, ...]]] = {
    "triggered action": (
        "triggered action", "trigger action", "led to action", "lead to action", "acted upon",
        "fully or partially implemented", "fully or partly implemented",
        "implemented fully or partially", "implemented in full or in part",
        "partially or fully implemented",
    ),
    "fully implemented": ("fully implemented", "implemented fully", "implemented in full"),
    "partially implemented": (
        "partially implemented", "partly implemented", "implemented in part",
    ),
    "not implemented": ("not implemented", "unimplemented"),
    "not assessed": ("not assessed", "unclear"),
    "commented": ("commented on", "commented", "commented upon", "commented on by anyone"),
    "made": ("made", "were made", "recommendations made"),
    "received": ("received", "recommendations received"),
    "vague": ("vague", "general action", "too vague"),
    "mid-term reports": ("mid term reports", "mid term report"),
    "State mid-term reports": ("state mid term reports", "mid term reports of states"),
    "States with a mid-term assessment": (
        "states with a mid term assessment", "states had a mid term assessment",
    ),
    "civil society submissions": ("civil society submissions", "submissions by civil society"),
    "NHRI submissions": (
        "nhri submissions", "submissions by national human rights institutions",
    ),
    "UN agency submissions": ("un agency submissions", "submissions by un agencies"),
    "specific": ("asked for specific action",),
}  # fmt: skip

_OF: Final[Mapping[Denominator, tuple[str, ...]]] = {
    Denominator.COMMENTED: (
        "of the commented recommendations", "of commented recommendations", "of the commented",
        "of those commented on", "of those commented on by anyone", "of those commented",
        "of the recommendations commented on", "of recommendations commented on",
        "of the recommendations that anyone commented on", "of commented",
        "of the recommendations that were commented on", "of the recommendations commented",
        "of all commented recommendations", "of all the commented recommendations",
        "of all recommendations commented on", "of all the recommendations commented on",
    ),
    Denominator.ASSESSED: (
        "of the assessed recommendations", "of assessed recommendations", "of the assessed",
        "of those assessed", "of the recommendations assessed", "of recommendations assessed",
        "of the recommendations that were assessed", "of assessed",
        "of all assessed recommendations", "of all the assessed recommendations",
    ),
    Denominator.MADE: (
        "of all recommendations", "of all the recommendations", "of all made", "of those made",
        "of the recommendations made", "of recommendations made", "of all upr recommendations",
        "of all recommendations made", "of all of the recommendations", "of all",
    ),
}  # fmt: skip

_RESPONSES: Final[Mapping[str, tuple[str, ...]]] = {
    "accepted": ("accepted", "supported"),
    "noted": ("noted",),
    "voluntary pledge": ("voluntary pledge", "voluntary pledges", "pledges"),
}

_SCOPES: Final[Mapping[str, tuple[str, ...]]] = {
    "sessions 2-12": ("sessions 2 12", "in sessions 2 to 12", "sessions 2 to 12"),
    "sessions 2-6": ("sessions 2 6", "in sessions 2 to 6", "sessions 2 to 6"),
    "cycle 1": ("cycle 1", "the first cycle", "first cycle"),
    "cycle 2": ("cycle 2", "the second cycle", "second cycle"),
    "cycles 1 and 2": ("cycles 1 and 2", "the first two cycles"),
    "mid-term": ("at mid term", "by mid term", "mid term"),
    "three years": ("three years after the review",),
    "up to September 2014": ("up to september 2014", "by september 2014"),
}

_SOURCES: Final[Mapping[str, tuple[str, ...]]] = {
    "Beyond promises": ("beyond promises",),
    "On the road to implementation": ("on the road to implementation",),
    "UPR Info database": ("upr info database",),
    "HRC 27 side-event": ("hrc 27 side event report",),
}

_DIRECTIONS: Final = ("to", "by", "from")
"""Who asks whom: "by African States" is another claim than "to African States"."""

_RELATIVES: Final = ("that", "which", "who")

_NEUTRAL: Final = (
    "a", "an", "the", "of", "on", "in", "for", "were", "was", "is", "are", "had", "have", "has",
    "been", "and", "recommendations", "recommendation", "upr", "universal periodic review", "its",
    "it", "there", "action", "states", "state", "under review", "according to", "upr info",
    "study", "addressed", "issue", "issues", "those", "all",
)  # fmt: skip

_GROUPS: Final = "regional group"
_OTHER_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "HIV - Aids": ("hiv aids", "hiv", "hiv and aids"),
    "Torture and other CID treatment": ("torture",),
    "Disabilities": ("persons with disabilities",),
    "Freedom of opinion and expression": ("freedom of expression",),
    "Rights of the Child": ("children's rights",),
}


def words_of(text: str) -> list[str]:
    """The words of a claim: lower case, no accents, thousands drawn together, % spelled out.

    Every letter of any script and every sign but plain punctuation is kept, for each may change
    what is claimed: "> 48 %", "не 48 %", a number that is struck through.
    """
    plain = unicodedata.normalize("NFKC", _RAISED.sub(" ^ ", text)).casefold()
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not _is_accent(c))
    plain = re.sub(r"(?<=\d)[,\s\u2009\u202f'](?=\d{3}(?!\d))", "", plain)
    plain = re.sub(r"\bper\s?cent\b|%", " percent ", plain)
    plain = re.sub(r"(?<![\w.])[-\u2010-\u2015\u2212](?=\d)", " minus ", plain)
    plain = re.sub(r"(?<!\d)[.,](?=\d)", " point ", plain)
    plain = re.sub(r"['\u2019]", "", plain)
    return _WORD.findall(plain)


_WORD: Final = re.compile(
    r"\d+\.\d+(?![\w.])|\w+|[^\s.,;:!?\"()\[\]\u2010-\u2015\u2018-\u201f\u2026\xab\xbb-]"
)
"""A number, a word (digits among its letters as well), or a sign that is no punctuation."""


_RAISED: Final = re.compile("[\u00b2\u00b3\u00b9\u2070-\u209c]")
"""Figures of notes and powers: no part of the number that they stand at."""


def _is_accent(char: str) -> bool:
    """Whether it stands above or below a letter; what strikes through is none."""
    is_overlay = "\u0334" <= char <= "\u0338" or "\u20d2" <= char <= "\u20ea"
    return bool(unicodedata.combining(char)) and not is_overlay


@cache
def phrases() -> Mapping[tuple[str, ...], Tag]:
    """Phrase → what it says."""
    return {tuple(words_of(phrase)): tag for phrase, tag in _phrases()}


@cache
def longest() -> int:
    """Words in the longest phrase."""
    return max(map(len, phrases()))


def _phrases() -> Iterator[tuple[str, Tag]]:
    for says, words in (
        (Says.NEUTRAL, _NEUTRAL), (Says.DIRECTION, _DIRECTIONS), (Says.RELATIVE, _RELATIVES),
    ):  # fmt: skip
        yield from ((word, Tag(says, word)) for word in words)
    for says, named in (
        (Says.MEASURE, _MEASURES), (Says.OF, _OF), (Says.SCOPE, _SCOPES), (Says.SOURCE, _SOURCES),
    ):  # fmt: skip
        for value, some in named.items():
            yield from ((phrase, Tag(says, str(value))) for phrase in some)
    for dimension, member, names in _named_members():
        yield from ((name, Tag(Says.MEMBER, member, dimension)) for name in names)


def _named_members() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Dimension, member as the study has it, and the names it goes by."""
    for member, names in _RESPONSES.items():
        yield "response", member, names
    for number in range(1, 6):
        yield "action category", str(number), (f"action category {number}", f"category {number}")
    for row in reference.rows("groups"):
        others = reference.parts(row["aliases"])
        yield _GROUPS, row["label"], (row["label"], row["short_label"], *others)
    for figure in PUBLISHED.values():
        if figure.dimension == "issue":
            others = _OTHER_NAMES.get(figure.member, ())
            yield "issue", figure.member, (figure.member, *others)
        elif figure.dimension in {"State under review", "recommending State"}:
            yield "State", figure.member, _names_of_state(figure.member)


def _names_of_state(member: str) -> tuple[str, ...]:
    code = states.lookup(member)
    return (member, states.state(code).name) if code else (member,)
