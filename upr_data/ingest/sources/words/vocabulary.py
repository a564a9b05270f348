"""OHCHR's word lists (themes, SDGs, affected persons): labels to codes, and the terms found."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

import polars as pl

from upr_data.domain.states import normalise
from upr_data.model import Col, Table, Vocabulary, conform, empty

_INDEX: Final = re.compile(r"^[A-Z]\d{1,3}\s+")
_TARGET: Final = re.compile(
    r"^(?:sdg\s*)?(?:target\s*)?(?P<goal>\d{1,2})\.(?P<part>\d{1,2}|[a-z])\b[\s:.\u2013-]*(?P<name>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_GOAL: Final = re.compile(
    r"^(?:sdg\s*)?(?:goal\s*)?(?P<goal>\d{1,2})\b[\s:.\u2013-]*(?P<name>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NOT_A_WORD: Final = re.compile(r"[^a-z0-9]+")

Terms = dict[tuple[Vocabulary, str], str]
"""Vocabulary and code → the label first met."""


def slug(label: str) -> str:
    """Code of a label: "Women & girls" → `women_and_girls`."""
    return _NOT_A_WORD.sub("_", normalise(label)).strip("_")


def list_values(cell: str) -> list[str]:
    """Values of a cell whose lines are `- value`; white space around a value is no part of it.

    A value may itself start with a number and a dash (`16 - PEACE`), so only the first counts.
    """
    lines = (line.strip().removeprefix("-").strip() for line in cell.splitlines())
    return [line for line in lines if line and line != "-"]


@lru_cache(maxsize=5000)
def term(vocabulary: Vocabulary, given: str) -> tuple[str, str]:
    """Code and label of one value as an export gives it."""
    if vocabulary is Vocabulary.SDG:
        return _sdg(given)
    label = _INDEX.sub("", " ".join(given.split()))
    label = label[:1].upper() + label[1:]
    return slug(label), label


def codes(vocabulary: Vocabulary, given: Iterable[str], terms: Terms) -> list[str]:
    """Codes of values, each once, in order; their labels are noted in `terms`."""
    found = []
    for code, label in (term(vocabulary, value) for value in given):
        if code:
            terms.setdefault((vocabulary, code), label)
            found.append(code)
    return list(dict.fromkeys(found))


def terms_table(terms: Mapping[tuple[Vocabulary, str], str]) -> pl.DataFrame:
    """All terms met, sorted by vocabulary and code."""
    if not terms:
        return empty(Table.TERMS)
    rows = [
        {Col.VOCABULARY: vocabulary, Col.CODE: code, Col.LABEL: label}
        for (vocabulary, code), label in terms.items()
    ]
    return conform(Table.TERMS, pl.DataFrame(rows)).sort(Col.VOCABULARY, Col.CODE)


def _sdg(given: str) -> tuple[str, str]:
    """Goals are `goal_16`, targets `target_16_3`: one list holds both, and they nest."""
    words = " ".join(given.split())
    if match := _TARGET.match(words):
        goal, part = int(match["goal"]), match["part"].lower()
        return f"target_{goal}_{part}", _named(f"{goal}.{part}", match["name"])
    if match := _GOAL.match(words):
        return f"goal_{int(match['goal'])}", _named(match["goal"], match["name"])
    return slug(words), words


def _named(number: str, name: str) -> str:
    """Label of number and name; a name in capitals only is written as a sentence."""
    return f"{number} {name.capitalize() if name.isupper() else name}".strip()
