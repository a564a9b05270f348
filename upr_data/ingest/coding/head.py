"""Which verb of a recommendation says what is asked: the head, and how it was found."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from upr_data.ingest.coding.lexicon import Form, lexicon, word_list
from upr_data.ingest.coding.tokens import PUNCTUATION, after_adverbs, gerund_at, is_adverb
from upr_data.model import ActionCategory


class Found(StrEnum):
    """How the head verb was found."""

    FIRST_VERB = "first_verb"
    SECOND_VERB = "second_verb"
    NEGATION = "negation"
    AFTER_PREFACE = "after_preface"
    MODAL = "after_modal"
    PASSIVE = "passive"
    SUBJECT = "after_subject"
    NOUN = "action_noun"
    CARRIED = "carried_verb"
    OTHERS = "asked_of_others"


NOT: Final = "not"
"""Stands for the verb of a text that opens with a negation."""


@dataclass(frozen=True, slots=True)
class Head:
    """The verb that counts, where it stands, and how it was found.

    The words of its object begin at `object_at`: after the verb, or at the subject of a passive.
    """

    verb: str
    at: int
    found: Found
    object_at: int


_OPENERS: Final = word_list("openers") | PUNCTUATION
_REPORTS: Final = word_list("reports")
_ENCOURAGEMENTS: Final = word_list("encouragements")
_ASKED: Final = word_list("asked")
_ARTICLES: Final = word_list("articles")
_ATTENDING: Final = word_list("attending")
_CARRIERS: Final = word_list("carriers")
_SUBJECTS: Final = word_list("subjects")
_AFTER_NOUN: Final = word_list("after_noun") | {"or", "on", "in", "from"}
_BE: Final = word_list("be")
_MODALS: Final = word_list("modals")
_CONJUNCTIONS: Final = word_list("joins") | {"/"}
_NOT_QUALITIES: Final = PUNCTUATION | _ARTICLES | (_AFTER_NOUN - _CONJUNCTIONS) | _BE | _MODALS
_BEFORE_NOUNS: Final = word_list("before_nouns") | {","}
_LIKE_NOUNS: Final = word_list("verbs_like_nouns")
_JOINS: Final = _CONJUNCTIONS | {","}
_BETWEEN: Final = _JOINS | word_list("between")
_STAYS: Final = (ActionCategory.MINIMAL, ActionCategory.SPECIFIC)
_FIRST_FORMS: Final = (Form.BASE, Form.GERUND, Form.THIRD_PERSON)
_QUALITIES_LIMIT: Final = 4
_PREFACE_LIMIT: Final = 70
_SUBJECT_LIMIT: Final = 45


def _verb_at(words: list[str], at: int, *forms: Form) -> tuple[str, int] | None:
    """The verb of one of these forms at `at`, adverbs before it left out."""
    at = after_adverbs(words, at)
    verb = lexicon().verb(words[at], *forms) if at < len(words) else None
    return (verb, at) if verb else None


def _head(found: tuple[str, int], how: Found) -> Head:
    return Head(found[0], found[1], how, found[1] + 1)


def find_head(words: list[str]) -> Head | None:
    """The verb that says what is asked, or none if the words name no known action."""
    at = _skip_openers(words)
    if (after := after_adverbs(words, at)) < len(words) and words[after] in _REPORTS:
        at = _skip_openers(words, after + 1)
    if others := _asked_of_others(words, at):
        return others
    head = _negation(words, at) or _noun(words, at) or _opening_verb(words, at)
    if head is None and at < len(words) and words[at] != "that":
        head = _after_preface(words, at)
    head = head or _first_verb(words, at) or _after_subject(words, at)
    return _carried(words, _last_of_pair(words, head)) if head else None


def _skip_openers(words: list[str], at: int = 0) -> int:
    while at < len(words) and words[at] in _OPENERS:
        at += 1
    return at


def _negation(words: list[str], at: int) -> Head | None:
    """`Not detain …` and `Do not detain …`: to leave something undone."""
    start = at + 1 if words[at : at + 1] == ["do"] else at
    if words[start : start + 1] not in (["not"], ["never"]):
        return None
    return _head((NOT, start), Found.NEGATION)


def _asked_of_others(words: list[str], at: int) -> Head | None:
    """`That the international community support …`: nothing is asked of the State under review."""
    at += words[at : at + 1] == ["that"]
    at += words[at : at + 1] == ["the"]
    if words[at : at + 2] != ["international", "community"]:
        return None
    return Head("call", at + 1, Found.OTHERS, at + 2)


def _opening_verb(words: list[str], at: int) -> Head | None:
    """The first verb, unless it is a participle that says what is taken into account."""
    return None if _attends(words, at) else _first_verb(words, at)


def _attends(words: list[str], at: int) -> bool:
    """`Following …`, `Bearing in mind …`, `Taking note of …`: the request comes after it."""
    at = after_adverbs(words, at)
    if words[at : at + 1] == ["taking"]:
        return words[at + 1 : at + 2] in (["note"], ["into"], ["account"])
    return at < len(words) and words[at] in _ATTENDING


def _first_verb(words: list[str], at: int) -> Head | None:
    found = _verb_at(words, at, *_FIRST_FORMS)
    if found:
        return _head(found, Found.FIRST_VERB)
    after = after_adverbs(words, at)
    if words[after : after + 1] == ["and"] and (found := _verb_at(words, after + 1, Form.BASE)):
        return _head(found, Found.FIRST_VERB)
    if after > at and lexicon().verb(words[after - 1], Form.BASE):
        # "Further efforts …": what looked like an adverb is the verb itself.
        return _head((words[after - 1], after - 1), Found.FIRST_VERB)
    return None


def _noun(words: list[str], at: int) -> Head | None:
    """`The ratification of …`, `Early withdrawal of …`, `the repeal of …`.

    A noun that could be a verb as well is one only after an article.
    """
    at += words[at : at + 1] == ["that"]
    after = at + bool(_ARTICLES.intersection(words[at : at + 1]))
    for here in range(after, min(len(words) - 1, after + _QUALITIES_LIMIT)):
        is_verb = lexicon().verb(words[here], Form.BASE) is not None
        verb = None if is_verb and after == at else lexicon().action_noun(words[here])
        if verb and words[here + 1] in _AFTER_NOUN:
            return _head((verb, here), Found.NOUN)
        is_verb = is_verb and (after == at or words[here] not in _LIKE_NOUNS)
        if is_verb or words[here] in _NOT_QUALITIES or gerund_at(words, here):
            return None
    return None


def _after_preface(words: list[str], at: int) -> Head | None:
    """The verb after a comma: `With the support of others, strengthen …`."""
    for comma in range(at, min(len(words), at + _PREFACE_LIMIT)):
        if words[comma] not in PUNCTUATION:
            continue
        start = _skip_openers(words, comma + 1)
        start += bool(_SUBJECTS.intersection(words[start : start + 1]))
        if start < len(words) and words[start] in _REPORTS | _ENCOURAGEMENTS:
            return _noun(words, start + 1) or _after_subject(words, start + 1)
        if negated := _negation(words, start):
            return negated
        found = _verb_at(words, start, Form.BASE)
        if found and not _in_list_of_nouns(words, found):
            return _head(found, Found.AFTER_PREFACE)
    return None


def _in_list_of_nouns(words: list[str], found: tuple[str, int]) -> bool:
    """Whether the verb is one of a list's nouns: `…, support, and …`."""
    verb, at = found
    return verb in lexicon().nouns and words[at + 1 : at + 2] in ([","], ["and"])


def _after_subject(words: list[str], at: int) -> Head | None:
    """The verb of a sentence that begins with who or what is meant.

    After "that" an infinitive belongs to the subject (`that the steps to ratify … be taken`), and
    counts only where no other verb is found.
    """
    infinitive, is_clause = None, words[at : at + 1] == ["that"]
    for here in range(at, min(len(words), at + _SUBJECT_LIMIT)):
        word = words[here]
        if word in _BE and words[here + 1 : here + 2] and words[here + 1] in _ASKED:
            continue
        if word in _BE and (found := _verb_at(words, here + 1, Form.PARTICIPLE)):
            return Head(*found, Found.PASSIVE, at)
        if (word in _MODALS or is_adverb(word)) and (found := _verb_at(words, here + 1, Form.BASE)):
            if not is_clause or word != "to" or words[here - 1] in _ASKED:
                return _head(found, Found.MODAL)
            infinitive = infinitive or _head(found, Found.MODAL)
        elif here > at and words[here - 1] not in _BEFORE_NOUNS and (verb := _finite(word)):
            return _head((verb, here), Found.SUBJECT)
    return infinitive


def plain_verb_at(words: list[str], at: int) -> bool:
    """Whether a word that can only be a verb stands there, adverbs before it left out."""
    at = after_adverbs(words, at)
    return at < len(words) and bool(lexicon().verb(words[at], Form.BASE) and _finite(words[at]))


def _finite(word: str) -> str | None:
    """The verb the word can only be: nouns that look like verbs are left out."""
    verb = lexicon().verb(word, Form.BASE, Form.THIRD_PERSON)
    return None if verb in lexicon().nouns or verb in _LIKE_NOUNS else verb


def _last_of_pair(words: list[str], head: Head) -> Head:
    """Of verbs that share one object the last counts: `continue and strengthen …`.

    A specific act, or one asked of others, is not weakened by the verb after it (`repeal or
    revise …`): there the first keeps its weight, with the object they share.
    """
    if head.found in (Found.NEGATION, Found.PASSIVE, Found.NOUN):
        return head
    while (found := _joined_verb(words, head.object_at)) is not None:
        stays = lexicon().categories[head.verb] in _STAYS
        joined = _head(found, Found.SECOND_VERB)
        head = Head(head.verb, head.at, head.found, joined.object_at) if stays else joined
    return head


def _carried(words: list[str], head: Head) -> Head:
    """The act behind a verb that only sets out for it: `proceed to …`, `move to …`, `work to …`."""
    if head.verb not in _CARRIERS:
        return head
    at = head.object_at
    if words[at : at + 1] != ["to"] or not (found := _verb_at(words, at + 1, Form.BASE)):
        return head
    return _last_of_pair(words, _head(found, Found.CARRIED))


def _joined_verb(words: list[str], at: int) -> tuple[str, int] | None:
    """The verb joined directly to the one before `at`, with no object between."""
    at = after_adverbs(words, at)
    if not _JOINS.intersection(words[at : at + 1]):
        return None
    start = at
    while at < len(words) and words[at] in _BETWEEN:
        at += 1
    found = _verb_at(words, at, Form.BASE, Form.GERUND)
    only_comma = not _CONJUNCTIONS.intersection(words[start:at])
    if found and only_comma and not _JOINS.intersection(words[found[1] + 1 : found[1] + 2]):
        return None
    return found
