"""Marks, boxes and numbers beside the words of a status: what they say, and what they deny."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from upr_data.ingest.sources.words.level_rules import UNREAD, Sort, Word, said
from upr_data.model import Level

_MARKS: Final[Mapping[str, Level]] = MappingProxyType(
    {
        **dict.fromkeys("\u2713\u2714\u2611\u2705", Level.FULLY),
        **dict.fromkeys("\u25d0\u25d1\u25d2\u25d3", Level.PARTIALLY),
        **dict.fromkeys("\u2717\u2718\u274c\u2715\u2716", Level.NOT),
    }
)
_DASHES: Final = re.compile(r"[\s\-\u2010-\u2015\u2212_.\u2026*/\\|()\[\],;:\u00b7\u0640'\"]*")
"""A cell of nothing else says nothing."""
_DOUBTS: Final = re.compile(
    r"[?\u00bf\u061f\u2260\u2248\u00ac~\u223c\u00b1\u00d7\u2192\u21d2]|[<>\u2264\u2265]\s?\d|^!"
    r"|[\u2610\u2612\u25a1\u25a2\u2751]|\[\s*\]|\(\s*\)|\[\s*[xX]\s*\]|\(\s*[xX]\s*\)"
)
"""Questions, comparisons and boxes to tick: what stands beside them may not be what is meant.

A crossed box is the ticked one in Word's forms, and "no" elsewhere.
"""
SHARE: Final = r"(\d{1,3}(?:[.,]\d{1,4})?)\s*(%|percent|per cent|por ciento|por cento|pour cent)"
_SHARE: Final = re.compile(SHARE, re.IGNORECASE)
_OF: Final = re.compile(
    r"(?<![\d/.,])(\d{1,3})\s{0,3}(?:/|of|out of|sur|de|de las|de los|das|dos|\u0438\u0437"
    r"|\u0645\u0646)"
    r"\s{0,3}(?:the )?(\d{1,3})(?![\d/.,])",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(r"\d")


def sign(text: str) -> Word:
    """A cell without letters and digits: a mark, a dash or nothing."""
    found = {_MARKS[char] for char in text if char in _MARKS}
    if len(found) == 1 and not _DOUBTS.search(text):
        return said(found.pop(), "a mark")
    if not text:
        return Word(Sort.NO_COMMENT, None, None, "blank")
    if _DASHES.fullmatch(text):
        return Word(Sort.NO_COMMENT, None, None, "a dash stands for nothing said")
    return UNREAD


def share_of(number: str, most: int) -> Word:
    """A share in words: all is fully, none is not, what lies between is partially."""
    value = float(number.replace(",", "."))
    if value > most:
        return UNREAD
    why = f"{value:g} of {most}"
    if value == most:
        return said(Level.FULLY, why)
    return said(Level.PARTIALLY if value else Level.NOT, why)


def cut_share(text: str) -> tuple[str, str] | None:
    """A percentage and the words beside it; None without one, or with more than one number."""
    found = _SHARE.search(text)
    rest = text[: found.start()] + " " + text[found.end() :] if found else ""
    return (found[1], rest) if found and not _SEVERAL.search(rest) else None


def is_denied(word: Word, text: str, clauses: list[str]) -> bool:
    """Whether signs or numbers beside a level say another one, or that it may not be meant."""
    if _DOUBTS.search(text) or any(_MARKS.get(char, word.level) is not word.level for char in text):
        return True
    return any(_says_other(word, clause.strip()) for clause in clauses)


def _says_other(word: Word, clause: str) -> bool:
    """Whether a clause is a share of another level: "(50%)", "3 of 9 provinces", "0"."""
    if found := _SHARE.fullmatch(clause):
        return share_of(found[1], 100).level is not word.level
    if found := _OF.search(clause):
        return share_of(found[1], int(found[2]) or 1).level is not word.level
    return clause == "0" and word.level is not Level.NOT
