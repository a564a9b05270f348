"""The coder's vocabulary, read once from the tables beside this module.

`verbs.csv` gives each verb its category on the McMahon scale, `nouns.csv` the verb behind an
action noun, `objects.csv` the words after a verb that change its category.
"""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent
_CONSONANT_Y: Final = re.compile(r"[^aeiou]y$")
_SIBILANT: Final = re.compile(r"(s|x|z|ch|sh|o)$")
_ISE: Final = re.compile(r"is(e|es|ed|ing|ation)$")
_UNCHANGED: Final = ("ss", "us", "is")
_SHORT: Final = 3


class Form(StrEnum):
    """The grammatical form in which a verb was met."""

    BASE = "base"
    GERUND = "gerund"
    PARTICIPLE = "participle"
    THIRD_PERSON = "third person"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Verbs, their forms and action nouns, and the objects that change a verb's category."""

    categories: Mapping[str, int]
    forms: Mapping[str, tuple[str, Form]]
    nouns: Mapping[str, str]
    objects: Mapping[str, Mapping[str, int]]
    longest_object: int

    def verb(self, word: str, *forms: Form) -> str | None:
        """The verb of which the word is one of these forms (any form when none is named)."""
        found = self.forms.get(word) or self._otherwise_spelled(word)
        return found[0] if found and (not forms or found[1] in forms) else None

    def _otherwise_spelled(self, word: str) -> tuple[str, Form] | None:
        """`organized` behind `re-organised`, `reinstate` behind `re-instate`."""
        if "is" not in word and "-" not in word:
            return None
        joined = word.replace("-", "")
        return self.forms.get(_one_spelling(word)) or self.forms.get(_one_spelling(joined))

    def action_noun(self, word: str) -> str | None:
        """The verb behind an action noun: `ratify` behind `ratification`."""
        return self.nouns.get(word) or self.nouns.get(_one_spelling(word))

    def singular(self, word: str) -> str:
        """The word without a plural ending; verbs in their base form stay as they are."""
        if self.verb(word, Form.BASE) or len(word) <= _SHORT or word.endswith(_UNCHANGED):
            return word
        if word.endswith("ies"):
            return word[:-3] + "y"
        return word.removesuffix("s")


def _one_spelling(word: str) -> str:
    """`re-organised` as the list spells it: `organized`."""
    word = word.removeprefix("re-")
    return _ISE.sub(r"iz\1", word) if "is" in word else word


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def _word_lists() -> dict[str, str | list[str]]:
    return tomllib.loads((_HERE / "words.toml").read_text(encoding="utf-8"))


def word_list(name: str) -> frozenset[str]:
    """The words of that list in `words.toml`; raises `KeyError` for an unknown list."""
    listed = _word_lists()[name]
    return frozenset(listed.split() if isinstance(listed, str) else listed)


def _regular_forms(verb: str) -> dict[str, Form]:
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    past = verb[:-1] + "ied" if _CONSONANT_Y.search(verb) else verb.removesuffix("e") + "ed"
    third = verb[:-1] + "ies" if _CONSONANT_Y.search(verb) else verb + "s"
    if _SIBILANT.search(verb):
        third = verb + "es"
    return {stem + "ing": Form.GERUND, past: Form.PARTICIPLE, third: Form.THIRD_PERSON}


def _irregular_forms(listed: str) -> dict[str, Form]:
    return {
        word: Form.GERUND if word.endswith("ing") else Form.PARTICIPLE for word in listed.split()
    }


def _forms(verbs: list[dict[str, str]]) -> dict[str, tuple[str, Form]]:
    known: dict[str, tuple[str, Form]] = {}
    for row in verbs:
        verb = row["verb"]
        for form, kind in (_regular_forms(verb) | _irregular_forms(row["irregular"])).items():
            known.setdefault(form, (verb, kind))
    return known | {row["verb"]: (row["verb"], Form.BASE) for row in verbs}


def _expanded(words: str, classes: Mapping[str, tuple[str, ...]]) -> list[str]:
    """A pattern with each @class replaced by each of its words."""
    patterns = [""]
    for word in words.split():
        patterns = [f"{left} {right}" for left in patterns for right in classes.get(word, (word,))]
    return [pattern.strip() for pattern in patterns]


def _verbs(words: str, classes: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [verb for word in words.split() for verb in classes.get(word, (word,))]


def _objects() -> dict[str, dict[str, int]]:
    classes = {row["class"]: tuple(row["words"].split()) for row in _rows("classes.csv")}
    found: dict[str, dict[str, int]] = {}
    for row in _rows("objects.csv"):
        for verb in _verbs(row["verbs"], classes):
            for pattern in _expanded(row["words"], classes):
                found.setdefault(verb, {}).setdefault(pattern, int(row["category"]))
    return found


@cache
def lexicon() -> Lexicon:
    """The vocabulary of the rules; raises `KeyError` or `ValueError` on a malformed table."""
    verbs = list(_rows("verbs.csv"))
    objects = _objects()
    return Lexicon(
        categories={row["verb"]: int(row["category"]) for row in verbs},
        forms=_forms(verbs),
        nouns={row["noun"]: row["verb"] for row in _rows("nouns.csv")},
        objects=objects,
        longest_object=max(len(key.split()) for keys in objects.values() for key in keys),
    )
