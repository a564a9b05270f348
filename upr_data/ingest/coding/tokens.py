"""A recommendation's text as words: markup, numbers and brackets gone, in lower case."""

import html
import re
from typing import Final

from upr_data.ingest.coding.lexicon import Form, lexicon, word_list

PUNCTUATION: Final = frozenset(",;:.()/")
SENTENCE_ENDS: Final = frozenset(";.")
_LIMIT: Final = 900
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*|\d+|[,;:.()/]")
_TAG: Final = re.compile(r"<[^>]{1,40}>")
_BRACKETS: Final = re.compile(r"[\[\]]")
_PARAGRAPH: Final = re.compile(
    r"^\s{0,9}(?:recommendation\s{1,9}no\.?\s{0,9}\d{1,4}[,.:]?\s{0,9})?"
    r"(?:para(?:graph|\.)?\s{0,9})?"
    r"(?:\d{1,4}(?:\.\d{1,4}){0,4}\.?\s{0,9}(?:\([a-z]\))?[.:]?\s{1,9}){1,3}",
    re.IGNORECASE,
)
_ADVERBS: Final = word_list("adverbs")
_NOT_ADVERBS: Final = word_list("not_adverbs")
_NOT_GERUNDS: Final = word_list("not_gerunds")


def plain(text: str) -> str:
    """The text without entities, tags, square brackets and leading paragraph numbers."""
    text = html.unescape(text).replace("\u2019", "'").replace("\u2018", "'")
    return _PARAGRAPH.sub("", _BRACKETS.sub("", _TAG.sub(" ", text))).lower()


def _split_verbs(word: str) -> list[str]:
    """`ratify-accede` as the two verbs it is; any other word as it stands."""
    parts = word.split("-")
    known = lexicon()
    if word in known.forms or not all(known.verb(part, Form.BASE) for part in parts):
        return [word]
    return [piece for part in parts for piece in ("and", part)][1:]


def words_of(text: str) -> list[str]:
    """Words and punctuation of the text's first 900 characters, in order."""
    found: list[str] = []
    for word in _WORD.findall(plain(text[: 2 * _LIMIT])[:_LIMIT]):
        found.extend(_split_verbs(word) if "-" in word else (word,))
    return found


def is_adverb(word: str) -> bool:
    """Whether the word may stand before a verb without changing what is asked."""
    if word in _ADVERBS:
        return True
    return word.endswith("ly") and word not in _NOT_ADVERBS and word not in lexicon().forms


def gerund_at(words: list[str], at: int) -> str | None:
    """The verb whose gerund stands there; a noun in -ing, such as "housing", is none."""
    if at >= len(words) or words[at] in _NOT_GERUNDS:
        return None
    return lexicon().verb(words[at], Form.GERUND)


def after_adverbs(words: list[str], at: int) -> int:
    """The first position from `at` on that holds no adverb."""
    while at < len(words) and is_adverb(words[at]):
        at += 1
    return at
