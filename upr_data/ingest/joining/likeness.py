"""Whether two texts are the same recommendation, written down twice."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from upr_data.domain.states import unescaped

THRESHOLD: Final = 85.0
"""Likeness (0-100) from which two texts are taken for one, if neither has a word of its own."""
MIN_WORD: Final = 5
"""Letters from which a word may have a typing error; in CRPD and CPED one letter is everything."""

_WORD: Final = re.compile(r"\w+")
_SMALL: Final = frozenset(
    (
        *("a", "an", "and", "as", "at", "be", "by", "for", "from", "in", "is", "it", "its"),
        *("of", "on", "or", "s", "so", "that", "the", "their", "to", "with"),
    )
)


_ACRONYM: Final = re.compile(r"\(([A-Za-z0-9./-]{2,20})\)$")
_MIN_CAPITALS: Final = 2
_STOPS: Final = " .;,"


@lru_cache(maxsize=200_000)
def key(text: str) -> str:
    """Words of a text in lower case, without entities and punctuation."""
    return " ".join(_WORD.findall(unescaped(text).casefold()))


def alike(one: str, other: str) -> float:
    """How like two texts are, 0-100; 0 if either has a word of its own.

    An acronym in brackets that only one of them has at its end is no difference.
    """
    bare, other_bare = without_acronym(one), without_acronym(other)
    if (bare is None) == (other_bare is None):
        return likeness(key(one), key(other))
    return likeness(key(bare or one), key(other_bare or other))


@lru_cache(maxsize=200_000)
def without_acronym(text: str) -> str | None:
    """The text without the acronyms in brackets at its end; None if it ends with none."""
    end = text.rstrip(_STOPS)
    while (found := _ACRONYM.search(end, max(len(end) - 30, 0))) and _is_acronym(found[1]):
        end = end[: found.start()].rstrip(_STOPS)
    return end if len(end) < len(text.rstrip(_STOPS)) else None


def _is_acronym(word: str) -> bool:
    return sum(map(str.isupper, word)) >= _MIN_CAPITALS


def likeness(one: str, other: str) -> float:
    """How like two keys are, 0-100; 0 if either has a word of its own.

    Ratifying one treaty and ratifying another are 95 % the same letters: what tells them apart
    is a word. Typing errors and words split in two are no words of their own; numbers are.
    """
    if one.replace(" ", "") == other.replace(" ", ""):
        return 100.0
    score = fuzz.ratio(one, other, score_cutoff=THRESHOLD)
    return score if score and not _differ(one.split(), other.split()) else 0.0


def is_within(part: str, whole: str) -> bool:
    """Whether the key of a part has no word that the key of the whole lacks."""
    return not _unmatched(_missing(part.split(), whole.split()), whole.split())


def _differ(one: list[str], other: list[str]) -> bool:
    """Whether a word is left on either side after typing errors are forgiven."""
    left, right = _missing(one, other), _missing(other, one)
    if _near("".join(left), "".join(right)):
        return False
    return bool(_unmatched(left, other) or _unmatched(right, one))


def _missing(words: Iterable[str], others: Iterable[str]) -> list[str]:
    """Words that the others lack; small ones, and slips of them, do not count."""
    known = set(others)
    return [word for word in words if word not in known and not _is_small(word)]


def _unmatched(words: list[str], others: list[str]) -> list[str]:
    return [word for word in words if not any(_near(word, other) for other in others)]


def _near(one: str, other: str) -> bool:
    """Whether two words are one with a slip: a letter wrong, missing, added or out of place.

    In a short word only a letter out of place is a slip.
    """
    if any(char.isdigit() for char in one + other):
        return False
    is_short = max(len(one), len(other)) < MIN_WORD
    if is_short and (len(one) < MIN_WORD - 1 or sorted(one) != sorted(other)):
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1


def _is_small(word: str) -> bool:
    """Whether a word is a particle, or a slip of one that has three letters or more."""
    if word in _SMALL:
        return True
    return word.isalpha() and any(
        sorted(small) == sorted(word)
        for small in _SMALL
        if len(small) == len(word) > 2  # noqa: PLR2004
    )
