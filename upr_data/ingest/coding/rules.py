"""Action category 1-5 of an English text, by rules a reader can check.

The head verb gives a category (`verbs.csv`), the words after it may change it (`objects.csv`),
and a specific means (`… by amending …`) makes a continuing or general action specific. Source
of the scale and of the coding rules: McMahon, as applied by UPR Info.
"""

from typing import Final

import polars as pl

from upr_data.ingest.coding.coded import NO_TEXT, Coded, code_each
from upr_data.ingest.coding.head import NOT, Head, find_head, plain_verb_at
from upr_data.ingest.coding.lexicon import lexicon, word_list
from upr_data.ingest.coding.means import find_means
from upr_data.ingest.coding.tokens import SENTENCE_ENDS, is_adverb, words_of
from upr_data.model import ActionCategory

RULES_VERSION: Final = 2
"""Counted up whenever a rule, or a table beside this module, gives any text another category."""

NO_VERB: Final = "no_verb"
OBJECT: Final = "object"
SPECIFIC_MEANS: Final = "specific_means"
GENERAL_MEANS: Final = "general_means"
BY_DEGREE: Final = "by_degree"

_WINDOW: Final = 10
_START: Final = "^"
_DEFINITE: Final = word_list("definite")
_DROPPED: Final = _DEFINITE | word_list("dropped") | frozenset(",/():")
_ENDS: Final = word_list("ends") | SENTENCE_ENDS
_PURPOSES: Final = word_list("purposes")
_DEGREES: Final = word_list("degrees")
_GRADUAL: Final = word_list("gradual")
_VAGUE_HEADS: Final = (ActionCategory.CONTINUING, ActionCategory.GENERAL)


def object_words(words: list[str], at: int) -> list[str]:
    """Singular words of the object from `at`, up to its purpose, its means or another act.

    The first is "^", so that a pattern can ask for what stands directly after the verb.
    """
    found = [_START]
    for here in range(at, min(len(words), at + _WINDOW)):
        word = words[here]
        if word in _ENDS or " ".join(words[here : here + 2]) in _PURPOSES:
            break
        if word == "and" and here > at and plain_verb_at(words, here + 1):
            break
        if here == at and word in _DEFINITE:
            found.append("the")
        elif word not in _DROPPED and not is_adverb(word):
            found.append(lexicon().singular(word))
    return found


def _object_rule(verb: str, words: list[str]) -> tuple[int, str] | None:
    """Category and words of the verb's nearest listed object, the longest first."""
    listed = lexicon().objects.get(verb)
    if listed is None:
        return None
    for start in range(len(words)):
        for length in range(lexicon().longest_object, 0, -1):
            phrase = " ".join(words[start : start + length])
            if phrase in listed:
                return listed[phrase], phrase.removeprefix("^ ")
    return None


def _verdict(verb: str, words: list[str], object_at: int, form: str = "") -> tuple[int, str]:
    """Category of the verb with its object, and the object's words if they decided.

    `form` is the word as it stands, for objects listed of one form alone (`revising` as a means).
    """
    found = object_words(words, object_at)
    of_form = _object_rule(form, found) if form else None
    return of_form or _object_rule(verb, found) or (lexicon().categories[verb], "")


def _by_means(words: list[str], at: int, category: int) -> Coded | None:
    """What its means make of a continuing or general action, if anything.

    `Continue … through the adoption of …` describes what goes on; `including through the adoption
    of …` adds an act to it.
    """
    general: Coded | None = None
    for means in find_means(words, at):
        if category == ActionCategory.CONTINUING and not (means.is_gerund or means.is_added):
            continue
        reached, object_words = _verdict(means.verb, words, means.at + 1, words[means.at])
        seen = " … ".join(part for part in (words[means.at], object_words) if part)
        if reached == ActionCategory.SPECIFIC:
            return Coded(reached, SPECIFIC_MEANS, seen)
        if means.is_gerund and not means.is_listed and (category, reached) == _VAGUE_HEADS:
            general = general or Coded(reached, GENERAL_MEANS, seen)
    return general


def _by_head(words: list[str], head: Head) -> Coded:
    """What the head verb and its object say; means count only for a vague verb."""
    category, object_words = _verdict(head.verb, words, head.object_at)
    degree = _degree(words, head, decided=not object_words)
    if category == ActionCategory.SPECIFIC and degree:
        return Coded(ActionCategory.GENERAL, BY_DEGREE, f"{degree} {words[head.at]}")
    coded = Coded(category, head.found, words[head.at])
    if object_words:
        coded = Coded(category, OBJECT, f"{words[head.at]} … {object_words}")
    if category in _VAGUE_HEADS:
        return _by_means(words, head.at, category) or coded
    return coded


def _degree(words: list[str], head: Head, *, decided: bool) -> str | None:
    """`better enforce …`, `further align …`: more of what is done already is a general element.

    "Further" may as well mean "also": it counts for verbs of gradual change, where the verb itself
    `decided`.
    """
    degrees = _DEGREES | {"further"} if decided and head.verb in _GRADUAL else _DEGREES
    before = words[max(0, head.at - 2) : head.at]
    return next((word for word in before if word in degrees), None)


def code_text(text: str) -> Coded:
    """Category, rule and evidence of one English text; no category where none can be read.

    The rule then says why: `no_text` or `no_verb`.
    """
    words = words_of(text)
    if not words:
        return Coded(None, NO_TEXT, "")
    head = find_head(words)
    if head is None:
        return Coded(None, NO_VERB, "")
    if head.verb == NOT:
        # "Not detain …" names the one act to be left; "refrain from" is in the verb list.
        return Coded(ActionCategory.SPECIFIC, head.found, NOT)
    return _by_head(words, head)


def code_texts(texts: pl.Series, languages: pl.Series | None = None) -> pl.DataFrame:
    """One row per text, in order: `category` (1-5 or null), `rule`, `evidence`.

    `languages` are codes such as "en". A text in another language, as they or its own words say,
    is not guessed.
    """
    return code_each(texts, languages, lambda unique: [code_text(text) for text in unique])
