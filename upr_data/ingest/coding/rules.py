"""Action category 1-5 of an English text, by rules a reader can check.

The head verb gives a category (`verbs.csv`), the words after it may change it (`objects.csv`),
and a specific means (`… by amending …`) makes a continuing or general action specific. Source
of the scale and of the coding rules: McMahon, as applied by UPR Info.
"""

from collections.abc import Iterator
from typing import Final

import polars as pl

from upr_data.ingest.coding.coded import NO_TEXT, Coded, code_each
from upr_data.ingest.coding.head import NOT, Head, find_head
from upr_data.ingest.coding.lexicon import Form, lexicon, word_list
from upr_data.ingest.coding.tokens import after_adverbs, is_adverb, words_of
from upr_data.model import ActionCategory

RULES_VERSION: Final = 1
"""Counted up whenever a rule, or a table beside this module, gives any text another category."""

NO_VERB: Final = "no_verb"
OBJECT: Final = "object"
SPECIFIC_MEANS: Final = "specific_means"
GENERAL_MEANS: Final = "general_means"

_WINDOW: Final = 10
_MEANS_WITHIN: Final = 100
_GROUP_WITHIN: Final = 5
_START: Final = "^"
_DEFINITE: Final = word_list("definite")
_DROPPED: Final = _DEFINITE | word_list("dropped") | frozenset(",/():")
_ENDS: Final = word_list("ends") | frozenset(";.")
_PURPOSES: Final = word_list("purposes")
_BEFORE_GERUND: Final = word_list("before_gerund")
_BEFORE_NOUN: Final = word_list("before_noun")
_FILLERS: Final = word_list("fillers") | {","}
_AFTER_NOUN: Final = word_list("after_noun")
_VAGUE_HEADS: Final = (ActionCategory.CONTINUING, ActionCategory.GENERAL)


def object_words(words: list[str], at: int) -> list[str]:
    """Singular words of the object from `at`, up to its purpose or means.

    The first is "^", so that a pattern can ask for what stands directly after the verb.
    """
    found = [_START]
    for here in range(at, min(len(words), at + _WINDOW)):
        word = words[here]
        if word in _ENDS or " ".join(words[here : here + 2]) in _PURPOSES:
            break
        if here == at and word in _DEFINITE:
            found.append("the")
        elif word not in _DROPPED and not is_adverb(word):
            found.append(lexicon().singular(word))
    return found


def _object_rule(verb: str, category: int, words: list[str]) -> tuple[int, str] | None:
    """Category and words of the nearest listed object, the longest first.

    An object listed for all verbs of a category counts only close to the verb.
    """
    known = lexicon()
    own, group = known.objects.get(verb, {}), known.objects.get(f"@{category}", {})
    for start in range(len(words)):
        for length in range(known.longest_object, 0, -1):
            phrase = " ".join(words[start : start + length])
            found = own.get(phrase) or (group.get(phrase) if start <= _GROUP_WITHIN else None)
            if found:
                return found, phrase.removeprefix("^ ")
    return None


def _verdict(verb: str, words: list[str], object_at: int) -> tuple[int, str]:
    """Category of the verb with its object, and the object's words if they decided."""
    category = lexicon().categories[verb]
    return _object_rule(verb, category, object_words(words, object_at)) or (category, "")


def find_means(words: list[str], at: int) -> Iterator[tuple[str, int]]:
    """Verb and position of each means: `by amending …`, `through the adoption of …`."""
    for here in range(at, min(len(words), at + _MEANS_WITHIN)):
        marker, start = words[here], here + 1
        if marker not in _BEFORE_GERUND:
            continue
        while start < len(words) and words[start] in _FILLERS:
            start += 1
        start = after_adverbs(words, start)
        verb = _means_verb(words, start, may_be_noun=marker in _BEFORE_NOUN)
        if verb:
            yield verb, start


def _means_verb(words: list[str], at: int, *, may_be_noun: bool) -> str | None:
    if at >= len(words):
        return None
    gerund = lexicon().verb(words[at], Form.GERUND)
    if gerund or not may_be_noun or not _AFTER_NOUN.intersection(words[at + 1 : at + 2]):
        return gerund
    return lexicon().action_noun(words[at])


def _by_means(words: list[str], at: int, category: int) -> Coded | None:
    """What its means make of a continuing or general action, if anything."""
    general: Coded | None = None
    for verb, start in find_means(words, at):
        reached, object_words = _verdict(verb, words, start + 1)
        seen = " … ".join(part for part in (words[start], object_words) if part)
        if reached == ActionCategory.SPECIFIC:
            return Coded(reached, SPECIFIC_MEANS, seen)
        is_gerund = lexicon().verb(words[start], Form.GERUND) is not None
        if is_gerund and (category, reached) == _VAGUE_HEADS:
            general = general or Coded(reached, GENERAL_MEANS, seen)
    return general


def _by_head(words: list[str], head: Head) -> Coded:
    """What the head verb and its object say; means count only for a vague verb."""
    category, object_words = _verdict(head.verb, words, head.object_at)
    coded = Coded(category, head.found, words[head.at])
    if object_words:
        coded = Coded(category, OBJECT, f"{words[head.at]} … {object_words}")
    if category in _VAGUE_HEADS:
        return _by_means(words, head.at, category) or coded
    return coded


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
