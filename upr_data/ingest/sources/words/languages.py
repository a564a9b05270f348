"""The language of a text by its function words: enough to tell English from other editions."""

import re
from collections.abc import Mapping
from typing import Final

ENGLISH: Final = "en"
NAMES: Final[Mapping[str, str]] = {
    "ar": "Arabic",
    "es": "Spanish",
    "fr": "French",
    "pt": "Portuguese",
    "ru": "Russian",
    "zh": "Chinese",
}
"""Languages that documents come in besides English, in words."""
SCRIPTS: Final[Mapping[str, re.Pattern[str]]] = {
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
}
"""Languages by a sign of their script; Cyrillic is taken for Russian."""

_READ: Final = 800
_FEW: Final = 3
_A_NAME: Final = 4
"""Foreign function words from which a text is foreign: these, and more for each English one.

An English text may quote a foreign name, such as that of a commission.
"""
_WORD: Final = re.compile(r"[^\W\d_]+")
_SPOKEN: Final[Mapping[str, str]] = {
    "en": "the of and to for with its by that in against all be",
    "es": "de la los las el para del una con y sus en al por",
    "fr": "de la les des et le du pour une aux dans afin ses en au",
    "pt": "da dos das uma em ao aos seus para pelo pela com",
}
_FUNCTION_WORDS: Final = {one: frozenset(words.split()) for one, words in _SPOKEN.items()}


def language_of(text: str) -> str | None:
    """Code of the language, by the text's start; None where there are too few words to tell."""
    start = text[:_READ].casefold()
    if not start.isascii():
        for language, sign in SCRIPTS.items():
            if len(sign.findall(start)) * 2 > len(start.replace(" ", "")):
                return language
    words = _WORD.findall(start)
    counts = {one: sum(map(known.__contains__, words)) for one, known in _FUNCTION_WORDS.items()}
    others = [one for one in _FUNCTION_WORDS if one != ENGLISH]
    best = max(others, key=counts.__getitem__)
    if counts[best] >= _FEW + _A_NAME * counts[ENGLISH]:
        return best
    return ENGLISH if counts[ENGLISH] else None


def in_words(language: str) -> str:
    """The language's name in English."""
    return NAMES.get(language, language)
