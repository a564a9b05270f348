"""The language of a record of OHCHR's index: it exists in several editions, and English is read.

The codes tell first (EPU, Apoyada), then the function words of the text; names of States only
where these say nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from upr_data.domain import state_names
from upr_data.domain.states import is_english, lookup, normalise
from upr_data.ingest.sources.uhri.exported import Record
from upr_data.ingest.sources.words.languages import ENGLISH, SCRIPTS
from upr_data.ingest.sources.words.languages import language_of as language_of_text
from upr_data.language import N_

ENGLISH_EDITION: Final = N_(
    "only the English edition is read: download export-full-en.json or export-full-en.xlsx from "
    "https://dataex.ohchr.org/uhri/export-results/"
)

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
        r"\b(?:recommandations?|appuyee?s?|acceptee?s?|approuvee?s?|notees?|rejetee?s?"
        r"|prise? (?:en )?note|promesses?)\b"
    ),
}


def is_upr_elsewhere(body: str) -> bool:
    """Whether a body is the Universal Periodic Review, by its name in another edition."""
    return plain(body) in _BODIES


@lru_cache(maxsize=2000)
def plain(word: str) -> str:
    """A value as it is looked up; the same few recur in all records."""
    return normalise(word)


def language_of(record: Record) -> str:
    """Code of the language of a UPR record."""
    return (
        _most(_of_codes(record))
        or language_of_text(record.text)
        or _most(_of_names(record))
        or ENGLISH
    )


def _most(found: Iterator[str]) -> str | None:
    """The language most often found; None if none was."""
    return next((language for language, _ in Counter(found).most_common(1)), None)


def _of_codes(record: Record) -> Iterator[str]:
    by_body = _BODIES.get(plain(record.body), ())
    text = language_of_text(record.text) if len(by_body) > 1 else None
    yield from (one for one in by_body if text in {None, ENGLISH, one})
    for value in (record.type, *record.positions, *record.cycles, *record.sessions):
        yield from _of_word(value)


@lru_cache(maxsize=2000)
def _of_word(value: str) -> tuple[str, ...]:
    """Languages whose codes a value has; values recur by the thousand, so answers are kept."""
    words = plain(value)
    known = (*_CODES.items(), *SCRIPTS.items())
    return tuple(language for language, found in known if found.search(words))


def _of_names(record: Record) -> Iterator[str]:
    """Languages in which States have the names that the record gives them, if not in English."""
    for name in (*record.countries, *record.recommenders):
        if (code := lookup(name)) and not is_english(name):
            key = normalise(name)
            for language, names in state_names.names_of(code).items():
                if any(key in normalise(one) for one in (names.short, names.formal)):
                    yield language
