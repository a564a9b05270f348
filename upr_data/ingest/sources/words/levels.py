"""What an assessor's words say of implementation: read by polarity, degree and aspect.

A cell, its first clause, or what stands behind "Status" or "Grade" in it, is read where nothing
but a status is said, in English, French, Spanish, Portuguese, Russian or Arabic; any other words
are unclear, and are kept: never wrong is worth more than always answered. The vocabulary is
`level_words.csv`. Letters A-E are those of the Human Rights Committee's follow-up.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from upr_data.ingest.sources.words.level_lexicon import Phrase, Role, parsed, tokens, whole
from upr_data.ingest.sources.words.level_rules import ALONE, UNREAD, Sort, Word, combined, said
from upr_data.ingest.sources.words.level_signs import SHARE, cut_share, is_denied, share_of, sign
from upr_data.model import Level, Nuance

__all__ = ["Scale", "Sort", "Word", "is_letter", "read_level", "without_footnote"]


class Scale(StrEnum):
    """How numbers are meant, under a heading that speaks of progress or rate."""

    SHARE = "share"
    PERCENT = "percent"


_MOST_READ: Final = 4000
"""Characters of a cell that are looked at; a status stands at the start of its cell."""

_MOST_COVERED: Final = 24
"""Words that a cell may have to be read as a whole."""

_STOPS: Final = re.compile(r"[.;:,!\n\r\u2013\u2014()\[\]|\u060c\u061b]|\s-\s|\s/\s")
_BREAKS: Final = re.compile(rf"{_STOPS.pattern}|(?<=\w{{3}})/(?=\w{{3}})")
"""Where a phrase ends, too: between words, at a slash, but not within "n/a"."""
_RAISED: Final = re.compile(r"(?<=[^\s\d])\s?[\u00b9\u00b2\u00b3\u2070-\u2079]+")
_FOOTNOTE: Final = re.compile(r"(?<=[^\W\d_])\s?\d{1,2}\)$")
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LETTER: Final = re.compile(r"[\[(]?([A-Ea-e])[12]?[\])]?")
_GRADE: Final = re.compile(
    r"\b(?i:grade|rating|score|note|calificaci[o\u00f3]n|classifica[c\u00e7][a\u00e3]o)[\s:]{1,3}"
    r"[\[(]?([A-E])[12]?[\])]?(?=$|[\s:.;,\u2013\u2014-])"
)
_OTHER_GRADE: Final = re.compile(r"(?<![A-Za-z'\u2019])[A-E](?![A-Za-z'\u2019])")
_CODES: Final[Mapping[Phrase, Level]] = MappingProxyType(
    {("not",): Level.NOT, ("not", "yet"): Level.NOT, ("uncommented",): Level.UNCLEAR}
)
_NUMBER: Final = re.compile(rf"{SHARE}|(\d{{1,3}}(?:[.,]\d{{1,4}})?)", re.IGNORECASE)
_ASKING: Final = re.compile("[?\u00bf\u061f]")
_NUMBERED: Final = re.compile(r"\bn(?:o|\u00ba|\u00b0|r)\.?\s*(?=\d)", re.IGNORECASE)

_MEASURED: Final = frozenset({Role.DONE, Role.ACT, Role.ACT_OR_DONE, Role.FULL, Role.EFFORT})
"""What a percentage beside it measures."""
_TAKES_BACK: Final = frozenset(
    {
        Role.CONTRARY, Role.NEGATION, Role.PART, Role.PLANNED, Role.ONGOING, Role.OUTDATED,
        Role.REGRESSED, Role.REJECTED, Role.NOT_DUE, Role.NOT_DONE, Role.NEARLY,
        Role.POSITION, Role.ASK, Role.STARTED,
    }
)  # fmt: skip
"""What, behind "implemented", may take it back."""


def read_level(words: str, scale: Scale | None = None, *, is_assessment: bool = False) -> Word:
    """What the words plainly say; unclear where they do not.

    `scale` is how numbers are meant; None reads no number. `is_assessment` says that the heading
    speaks of an assessment, so that "pending" means that the assessment is.
    """
    given = words[:_MOST_READ].strip()
    text = _LINK.sub(" ", without_footnote(given)).strip()
    return UNREAD if given and not text else _read(text, scale, is_assessment)


def without_footnote(words: str) -> str:
    """Words without the number of a footnote: "Implemented³", "Implemented 1)"."""
    bare = _RAISED.sub("", words)
    return bare if "(" in bare else _FOOTNOTE.sub("", bare)


@lru_cache(maxsize=4096)
def _read(text: str, scale: Scale | None, is_assessment: bool) -> Word:  # noqa: FBT001 as above
    if not any(char.isalnum() for char in text):
        return sign(text)
    if _ASKING.search(text):
        return UNREAD
    if is_assessment and tokens(text) == ("pending",):
        return ALONE[Role.NO_WORD]
    return _number(text, scale) or _undenied(_worded(text), text)


def _worded(text: str) -> Word:
    return (
        _letter(text)
        or _labelled(text)
        or _share(text)
        or _covered(_NUMBERED.sub("", text))
        or _opening(text)
        or UNREAD
    )


def _undenied(word: Word, text: str) -> Word:
    """The word, if no sign and no number beside it says otherwise."""
    is_level = word.sort is Sort.LEVEL
    return UNREAD if is_level and is_denied(word, text, _clauses(text)[1:]) else word


def _number(text: str, scale: Scale | None) -> Word | None:
    """A share of 1 or a percentage, where the heading allows it."""
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    if scale is None:
        return Word(
            Sort.UNCLEAR, Level.UNCLEAR, None, "a number, under a heading that names no rate"
        )
    return share_of(found[1] or found[3], 100 if found[1] or scale is Scale.PERCENT else 1)


def _share(text: str) -> Word | None:
    """A percentage beside the words of an act: "50% implemented", "100 % complete"."""
    found = cut_share(text)
    if not found:
        return None
    roles = {role for role, _ in parsed(tokens(found[1])) if role is not Role.LABEL}
    return share_of(found[0], 100) if roles and roles <= _MEASURED else None


def is_letter(text: str) -> bool:
    """Whether a cell is nothing but a letter that may be a grade: "B", "[C]", "B1"."""
    return bool(_LETTER.fullmatch(text.strip(".;: ")))


def _letter(text: str) -> Word | None:
    """A grade of the Human Rights Committee, alone or behind "Grade"."""
    bare = _LETTER.fullmatch(text.strip(".;: "))
    found = bare or _GRADE.search(text)
    if not found:
        return None
    word = _GRADES[found[1].lower()]
    rest = text[found.end() :] if not bare else ""
    if _OTHER_GRADE.search(rest):
        return UNREAD
    other = _covered(rest) if rest.strip(" .;:-\u2013\u2014") else None
    if other and other.sort is Sort.LEVEL and other.level is not word.level:
        return UNREAD
    return word


def _labelled(text: str) -> Word | None:
    """What stands behind "Status", "Level of implementation", …, in its line or the next."""
    lines = [line for line in text.splitlines() if line.strip()]
    found = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        label, rest = _cut_label(line)
        if label and (rest or following or ":" in line):
            found.append(_statement(rest) if rest else _statement(following))
    if not found:
        return None
    return found[0] if len(set(found)) == 1 else UNREAD


def _cut_label(line: str) -> tuple[bool, str]:
    """Whether a line starts with a label and a colon, or is nothing but one; and the rest."""
    head, colon, rest = line.partition(":")
    found = parsed(tokens(head[:80]))
    is_label = len(found) == 1 and found[0][0] is Role.LABEL
    return is_label and bool(colon or not rest), rest.strip()


def _statement(text: str) -> Word:
    if not any(char.isalnum() for char in text):
        return sign(text.strip())
    return _letter(text) or _covered(text) or _opening(text) or UNREAD


def _covered(text: str) -> Word | None:
    """What the words say if every one of them is known, as a whole.

    A degree that stands by itself beside a response is of either: "accepted (partially),
    implemented".
    """
    words = tokens(text)
    if not words or len(words) > _MOST_COVERED:
        return None
    if words in _CODES:
        level = _CODES[words]
        return said(level, "a code") if level is Level.NOT else ALONE[Role.NO_WORD]
    if (role := whole(words)) in ALONE and role is not None:
        return ALONE[role]
    clauses = [tokens(clause) for clause in _BREAKS.split(text)]
    found = parsed(*clauses)
    roles = {role for role, _ in found}
    if Role.UNKNOWN in roles:
        return None
    is_of_either = Role.RESPONSE in roles and any(whole(one) is Role.PART for one in clauses)
    return UNREAD if is_of_either else combined(found)


def _opening(text: str) -> Word | None:
    """What the first clause says, unless what follows takes it back or says otherwise."""
    first, *others = _clauses(text)
    word = _covered(first)
    if word is None or not others:
        return word
    if word.sort is Sort.NO_COMMENT:
        return Word(Sort.UNCLEAR, Level.UNCLEAR, word.nuance, word.why)
    if word.sort is not Sort.LEVEL:
        return word
    return None if _is_taken_back(word, others) else word


def _clauses(text: str) -> list[str]:
    clauses = _STOPS.split(_NUMBERED.sub("", text))
    return [one for one in clauses if any(char.isalnum() for char in one)] or [""]


def _is_taken_back(word: Word, others: Sequence[str]) -> bool:
    for other in others:
        roles = [role for role, _ in parsed(tokens(other))]
        if word.level is Level.FULLY and _TAKES_BACK.intersection(roles):
            return True
        if word.level is Level.NOT and roles[:1] == [Role.CONTRARY]:
            return True
        stated = _covered(other)
        if stated and stated.sort is Sort.LEVEL and stated.level is not word.level:
            return True
    return False


_GRADES: Final[Mapping[str, Word]] = MappingProxyType(
    {
        "a": said(Level.FULLY, "grade A of the Human Rights Committee"),
        "b": said(Level.PARTIALLY, "grade B of the Human Rights Committee"),
        "c": said(Level.NOT, "grade C of the Human Rights Committee"),
        "d": Word(
            Sort.UNCLEAR,
            Level.UNCLEAR,
            Nuance.NO_INFORMATION,
            "grade D of the Human Rights Committee",
        ),
        "e": said(Level.NOT, "grade E of the Human Rights Committee", Nuance.REJECTED),
    }
)
