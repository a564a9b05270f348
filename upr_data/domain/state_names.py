"""Names of States in the six languages of the United Nations, short and formal.

From UNTERM, the terminology database of the United Nations (`reference/README.md`). Kosovo and the
European Union have no names there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from upr_data import reference

LANGUAGES: Final = ("en", "fr", "es", "ru", "ar", "zh")
"""Codes of the languages, in the order in which names are shown."""

_ARTICLE: Final = r"(?:the|l['\u2019]|le|la|les|el|los|las)"
_BEHIND: Final = re.compile(rf"^(.+?) \(({_ARTICLE})\)$", re.IGNORECASE)
_BEFORE: Final = re.compile(rf"^(?:{_ARTICLE} |l['\u2019])(.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Names:
    """A State's names in one language: short with its article in brackets, and formal."""

    short: str
    formal: str


def names_of(code: str) -> Mapping[str, Names]:
    """Names of a State by language, in the order of `LANGUAGES`; empty where it has none."""
    return _all().get(code, MappingProxyType({}))


def bare(name: str) -> str:
    """A short name without the article in brackets: "Kenya", of "Kenya (le)"."""
    found = _BEHIND.match(name)
    return found[1] if found else name


def is_least_developed(code: str) -> bool:
    """Whether the State is among the least developed, by the list of the United Nations (LDC)."""
    return _has(code, "ldc")


def is_landlocked_developing(code: str) -> bool:
    """Whether the State is landlocked and developing, by the list of the United Nations (LLDC)."""
    return _has(code, "lldc")


def is_small_island_developing(code: str) -> bool:
    """Whether the State is a small island developing State, by the list (SIDS)."""
    return _has(code, "sids")


def forms() -> Iterator[tuple[str, str, str]]:
    """Form of a name, code and language: each name with its article behind, before and without."""
    for code, by_language in _all().items():
        for language, names in by_language.items():
            for name in (names.short, names.formal):
                yield from ((form, code, language) for form in _forms(name))


def _forms(name: str) -> Iterator[str]:
    yield name
    if found := _BEHIND.match(name):
        bare, article = found.groups()
        joint = "" if article.endswith(("'", "\u2019")) else " "
        yield from (bare, f"{article}{joint}{bare}")
    elif found := _BEFORE.match(name):
        yield found[1]


@cache
def _all() -> Mapping[str, Mapping[str, Names]]:
    return {
        row["state"]: MappingProxyType(
            {
                one: Names(_unmarked(row[f"{one}_short"]), _unmarked(row[f"{one}_formal"]))
                for one in LANGUAGES
            }
        )
        for row in reference.rows("state_names")
    }


def _unmarked(name: str) -> str:
    """The name without the asterisks by which UNTERM marks those that are no Member States."""
    return name.rstrip("* ")


def _has(code: str, column: str) -> bool:
    return code in _listed(column)


@cache
def _listed(column: str) -> frozenset[str]:
    return frozenset(row["state"] for row in reference.rows("state_names") if row[column])
