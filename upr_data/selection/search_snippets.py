"""Snippets: the part of a text around what was asked for, with every hit marked."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from upr_data.domain.folding import searchable
from upr_data.selection.search_index import stem
from upr_data.selection.search_query import Phrase, Prefix, Query, Word, terms_of

_AROUND: Final = 120
"""Characters of a snippet on either side of its first hit."""

_WORDS: Final = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")


Placed = tuple[int, int, list[str]]
"""Where a word of a text begins and ends, and its folded words (several where a hyphen joins)."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text around its first hit, cut into pieces that are hits and pieces between."""

    pieces: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The snippet without marks."""
        return "".join(piece for piece, _is_hit in self.pieces)

    @property
    def hits(self) -> list[str]:
        """The words that are marked."""
        return [piece for piece, is_hit in self.pieces if is_hit]


def snippets(texts: Sequence[str], query: Query) -> list[Snippet]:
    """Each text around its first hit, with every hit marked; without one from its start."""
    found = [[*_WORDS.finditer(text)] for text in texts]
    different = dict.fromkeys(word[0] for words in found for word in words)
    own = _folded_all(list(different))  # at once: one by one costs more than the search
    return [
        _snippet(text, _places([(w.start(), w.end(), own[w[0]]) for w in words], query))
        for text, words in zip(texts, found, strict=True)
    ]


def _folded_all(words: Sequence[str]) -> Mapping[str, list[str]]:
    folded = searchable(pl.Series(words, dtype=pl.String)).to_list()
    return dict(zip(words, map(str.split, folded), strict=True))


def _snippet(text: str, places: Sequence[tuple[int, int]]) -> Snippet:
    first = places[0][0] if places else 0
    start, end = max(0, first - _AROUND), min(len(text), first + _AROUND)
    start = 0 if start == 0 else text.rfind(" ", 0, start + 1) + 1
    if end < len(text):
        end = max(text.find(" ", end), end)
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    at = start
    for here, there in places:
        if here < start or there > end:
            continue
        pieces += [(text[at:here], False), (text[here:there], True)]
        at = there
    pieces.append((text[at:end], False))
    if end < len(text):
        pieces.append((" …", False))
    return Snippet(tuple(piece for piece in pieces if piece[0]))


def _places(words: Sequence[Placed], query: Query) -> list[tuple[int, int]]:
    """Where the words of a text begin and end that were asked for."""
    marked: set[int] = set()
    for term in terms_of(query.asked):
        match term:
            case Word(asked):
                root = stem(asked)
                marked |= {n for n, (_a, _b, own) in enumerate(words) if root in map(stem, own)}
            case Prefix(asked):
                marked |= {
                    n for n, (_a, _b, own) in enumerate(words) if any(map(_begins(asked), own))
                }
            case Phrase(asked_words):
                marked |= _side_by_side(words, asked_words)
    return [(words[n][0], words[n][1]) for n in sorted(marked)]


def _begins(asked: str) -> Callable[[str], bool]:
    return lambda word: word.startswith(asked)


def _side_by_side(words: Sequence[tuple[int, int, list[str]]], asked: tuple[str, ...]) -> set[int]:
    flat = [(own, n) for n, word in enumerate(words) for own in word[2]]
    length = len(asked)
    return {
        n
        for at in range(len(flat) - length + 1)
        if tuple(own for own, _n in flat[at : at + length]) == asked
        for _own, n in flat[at : at + length]
    }
