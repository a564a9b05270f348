"""The language of full-text search: words, "phrases", prefix*, AND, OR, NOT, brackets.

Words side by side must all occur. `OR` gives a choice, `NOT` or a leading hyphen leaves out, words
in double quotes stand side by side, and an asterisk at the end takes whatever follows. What was
understood is said in words; nothing that is typed is an error.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from upr_data.domain.folding import searchable
from upr_data.language import _, listing

MOST_TERMS: Final = 40
"""Words and phrases that are looked for; what follows is left out, and that is said."""

FEWEST_LETTERS: Final = 2
"""Letters a prefix needs: one letter stands for half of all words."""

_TOKEN: Final = re.compile(r'"([^"]*)"?|([()])|([^\s()"]+)')
_DEEPEST: Final = 20


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms: "ratify" finds "ratified"."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side, just so."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Texts that do not have it."""

    part: "Asked"


@dataclass(frozen=True, slots=True)
class Every:
    """Texts that have all of these."""

    parts: tuple["Asked", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Texts that have any of these."""

    parts: tuple["Asked", ...]


Asked = Word | Prefix | Phrase | Without | Every | Either


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked for: None where nothing was; `left_out` are words that were not understood."""

    asked: Asked | None
    left_out: tuple[str, ...] = ()

    def sentence(self) -> str:
        """What was understood, in words."""
        if self.asked is None:
            said = _("Nothing is searched for.")
        else:
            said = _("Texts with {what}.").format(what=_said(self.asked))
        if not self.left_out:
            return said
        left = listing([f"“{word}”" for word in self.left_out[:5]], _("and"))
        return f"{said} " + _("Not understood and left out: {words}.").format(words=left)

    @property
    def plain_word(self) -> str | None:
        """The one plain word that was asked for; None where there is more, or none."""
        return self.asked.text if isinstance(self.asked, Word) else None


def parse_query(text: str) -> Query:
    """Read what somebody typed. Never fails: what makes no sense is left out, and named."""
    reader = _Reader(list(_tokens(text)))
    asked = reader.either(0)
    return Query(asked, tuple(reader.left_out))


def terms_of(asked: Asked | None) -> Iterator[Word | Prefix | Phrase]:
    """The words, prefixes and phrases that a text may be found by: all but those left out."""
    match asked:
        case Word() | Prefix() | Phrase():
            yield asked
        case Every(parts) | Either(parts):
            for part in parts:
                yield from terms_of(part)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    is_quoted: bool = False


def _tokens(text: str) -> Iterator[_Token]:
    for quoted, bracket, word in _TOKEN.findall(text):
        if bracket or word:
            yield _Token(bracket or word)
        elif quoted:
            yield _Token(quoted, is_quoted=True)


class _Reader:
    """Reads tokens from left to right; OR binds less than words side by side."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._terms = 0
        self.left_out: list[str] = []

    def either(self, depth: int) -> Asked | None:
        parts = [self._every(depth)]
        while self._next_is("OR"):
            self._at += 1
            parts.append(self._every(depth))
        return _joined(Either, [part for part in parts if part])

    def _every(self, depth: int) -> Asked | None:
        parts: list[Asked] = []
        while self._at < len(self._tokens) and not self._next_is("OR", ")"):
            if self._next_is("AND"):
                self._at += 1
                continue
            part = self._one(depth)
            if part:
                parts.append(part)
        if self._next_is(")") and depth == 0:
            self._at += 1
            rest = self._every(depth)
            return _joined(Every, [*parts, *([rest] if rest else [])])
        return _joined(Every, parts)

    def _one(self, depth: int) -> Asked | None:
        token = self._tokens[self._at]
        self._at += 1
        if token.is_quoted:
            return self._counted(_phrase(token.text), token.text)
        if token.text == "(":
            if depth >= _DEEPEST:
                self.left_out.append(token.text)
                return None
            inner = self.either(depth + 1)
            if self._next_is(")"):
                self._at += 1
            return inner
        if token.text == "NOT":
            has_more = self._at < len(self._tokens) and not self._next_is("OR", ")", "NOT")
            part = self._one(depth) if has_more else None
            return Without(part) if part else None
        if token.text.startswith("-") and len(token.text) > 1:
            part = self._counted(_word(token.text[1:]), token.text)
            return Without(part) if part else None
        return self._counted(_word(token.text), token.text)

    def _counted(self, part: Asked | None, text: str) -> Asked | None:
        self._terms += 1
        if part is None or self._terms > MOST_TERMS:
            self.left_out.append(text)
            return None
        return part

    def _next_is(self, *words: str) -> bool:
        if self._at >= len(self._tokens):
            return False
        token = self._tokens[self._at]
        return not token.is_quoted and token.text in words


def _joined(kind: type[Every] | type[Either], parts: Sequence[Asked]) -> Asked | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def _word(text: str) -> Asked | None:
    """One word; letters that a hyphen or an apostrophe joins stand side by side."""
    words = folded(text)
    if not words:
        return None
    if text.endswith("*"):
        if len(words) == 1:
            return Prefix(words[0]) if len(words[0]) >= FEWEST_LETTERS else None
        return None
    return Word(words[0]) if len(words) == 1 else Phrase(tuple(words))


def _phrase(text: str) -> Asked | None:
    words = folded(text)
    return Phrase(tuple(words)) if words else None


def folded(text: str) -> list[str]:
    """The words of a text as the index has them: case, accents and punctuation make no odds."""
    return str(searchable(pl.Series([text], dtype=pl.String))[0]).split()


def _said(asked: Asked) -> str:
    match asked:
        case Word(text):
            return _("“{word}” in any form").format(word=text)
        case Prefix(text):
            return _("a word that begins with “{word}”").format(word=text)
        case Phrase(words):
            return _("“{words}” just so").format(words=" ".join(words))
        case Without(part):
            return _("not {part}").format(part=_said(part))
        case Every(parts):
            return listing([_bracketed(part) for part in parts], _("and"))
        case Either(parts):
            return listing([_said(part) for part in parts], _("or"))


def _bracketed(part: Asked) -> str:
    return f"({_said(part)})" if isinstance(part, Either) else _said(part)
