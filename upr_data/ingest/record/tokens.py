"""Masked texts as tokens, and the places in them that name instruments."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

OTHER: Final = "other"
"""Masks a treaty that is none of ours, so that no "Protocol" or "its" means one before it."""

_TOKEN: Final = re.compile(r"\{[A-Z0-9_]{1,20}\}|[^\W\d_]+(?:[-'][^\W\d_]+)*|\d+|[.;:,()/]")


@dataclass(frozen=True, slots=True)
class Mention:
    """Instruments named in one place: tokens `start` to `end` (excluded) of a text.

    No codes: a protocol that the words leave open.
    """

    start: int
    end: int
    codes: tuple[str, ...]


def tokens_of(masked: str) -> list[str]:
    """Words, numbers, punctuation and masks of a masked text, in order."""
    return _TOKEN.findall(masked)


def code_of(token: str) -> str | None:
    """The code of a mask; None for any other token."""
    return token[1:-1].lower() if token[0] == "{" else None


def code_at(tokens: Sequence[str], at: int) -> str | None:
    """The code of the mask at a place; None where there is none, or the text has ended."""
    return code_of(tokens[at]) if at < len(tokens) else None


def passed(tokens: Sequence[str], at: int, words: Container[str], most: int) -> int:
    """The first place from `at` on that holds none of the words; at most so many are passed."""
    look = at
    while look < len(tokens) and look - at < most and tokens[look] in words:
        look += 1
    return look
