"""The word lists that the rules on asks go by: `words.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final


@cache
def _lists() -> Mapping[str, tuple[str, ...]]:
    text = files(__name__.rpartition(".")[0]).joinpath("words.toml").read_text(encoding="utf-8")
    return MappingProxyType({name: tuple(it.split()) for name, it in tomllib.loads(text).items()})


def words(name: str) -> frozenset[str]:
    """Whole words of a list."""
    return frozenset(_lists()[name])


def beginnings(name: str) -> tuple[str, ...]:
    """First letters of words, to be given to `startswith`."""
    return _lists()[name]


BASE: Final = "base"
ING: Final = "ing"
NOUN: Final = "noun"
"""Forms of a verb: ratify, ratifying, ratification."""


def forms(verb: str) -> Mapping[str, str]:
    """Word → form of one of the verbs that are listed by form: joining, signing."""
    return MappingProxyType(
        {word: form for form in (BASE, ING, NOUN) for word in _lists().get(f"{verb}_{form}", ())}
    )
