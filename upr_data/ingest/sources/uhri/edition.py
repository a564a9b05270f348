"""The language of a record of OHCHR's index: it exists in several editions, and English is read.

The codes tell first (EPU, Apoyada), then the function words of the text; names of States only
where these say nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from upr_data.domain import state_names
from upr_data.domain.states import is_english, lookup, normalise
from upr_data.ingest.sources.uhri.exported import Record

ENGLISH: Final = "en"
NAMES: Final[Mapping[str, str]] = {
    "ar": "Arabic",
    "es": "Spanish",
    "fr": "French",
    "ru": "Russian",
    "zh": "Chinese",
}
"""Languages of the other editions, in words."""
ENGLISH_EDITION: Final = (
    "only the English edition is read: download export-full-en.json or export-full-en.xlsx from "
    "https://dataex.ohchr.org/uhri/export-results/"
)
_READ: Final = 2000
_MIN_WORDS: Final = 2

_BODIES: Final[Mapping[str, tuple[str, ...]]] = {
    "epu": ("es", "fr"),
    "examen periodico universal": ("es",),
    "examen periodique universel": ("fr",),
    "упо": ("ru",),
    "универсальныи периодическии обзор": ("ru",),
    "الاستعراض الدوري الشامل": ("ar",),
    "普遍定期审议": ("zh",),
}
_CODES: Final[Mapping[str, re.Pattern[str]]] = {
    "es": re.compile(
        r"\b(?:recomendacion(?:es)?|apoyad[ao]s?|aceptad[ao]s?|anotad[ao]s?|rechazad[ao]s?"
        r"|tom(?:ada|o) nota|ciclos?|sesiones|promesas?|compromisos?)\b"
    ),
    "fr": re.compile(
        r"\b(?:recommandations?|appuyee?s?|acceptee?s?|approuvee?s?|notee?s?|rejetee?s?"
        r"|prise? (?:en )?note|engagements?|promesses?)\b"
    ),
}
_SCRIPTS: Final[Mapping[str, re.Pattern[str]]] = {
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
}
_WORD: Final = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "en": frozenset(
        ["the", "of", "and", "to", "for", "with", "its", "by", "that", "in", "against", "all", "be"]
    ),
    "es": frozenset(
        ["de", "la", "los", "las", "el", "para", "del", "una", "con", "y", "sus", "en", "al", "por"]
    ),
    "fr": frozenset(
        [
            "de",
            "la",
            "les",
            "des",
            "et",
            "le",
            "du",
            "pour",
            "une",
            "aux",
            "dans",
            "afin",
            "ses",
            "en",
            "au",
        ]
    ),
}


def is_upr_elsewhere(body: str) -> bool:
    """Whether a body is the Universal Periodic Review, by its name in another edition."""
    return normalise(body) in _BODIES


def language_of(record: Record) -> str:
    """Code of the language of a UPR record."""
    return (
        _most(_of_codes(record))
        or _of_text(record.text[:_READ])
        or _most(_of_names(record))
        or ENGLISH
    )


def _most(found: Iterator[str]) -> str | None:
    """The language most often found; None if none was."""
    return next((language for language, _ in Counter(found).most_common(1)), None)


def _of_codes(record: Record) -> Iterator[str]:
    by_body = _BODIES.get(normalise(record.body), ())
    text = _of_text(record.text[:_READ]) if len(by_body) > 1 else None
    yield from (one for one in by_body if text in {None, ENGLISH, one})
    for value in (record.type, *record.positions, *record.cycles, *record.sessions):
        words = normalise(value)
        yield from (language for language, found in _CODES.items() if found.search(words))
        yield from (language for language, found in _SCRIPTS.items() if found.search(words))


def _of_text(text: str) -> str | None:
    """Language by function words; None where there are too few to tell."""
    script = max(_SCRIPTS, key=lambda one: len(_SCRIPTS[one].findall(text)))
    if len(_SCRIPTS[script].findall(text)) * 2 > len(text.replace(" ", "")):
        return script
    counts: Counter[str] = Counter()
    for word in _WORD.findall(text.casefold()):
        counts.update(one for one, words in _FUNCTION_WORDS.items() if word in words)
    best = max(_FUNCTION_WORDS, key=lambda one: counts[one])
    return best if counts[best] >= _MIN_WORDS else None


def _of_names(record: Record) -> Iterator[str]:
    """Languages in which States have the names that the record gives them, if not in English."""
    for name in (*record.countries, *record.recommenders):
        if (code := lookup(name)) and not is_english(name):
            key = normalise(name)
            for language, names in state_names.names_of(code).items():
                if any(key in normalise(one) for one in (names.short, names.formal)):
                    yield language
