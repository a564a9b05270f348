"""Where in a text the words of a search were found, so that they can be marked."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from upr_data.selection.search import terms


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text, and whether the search found it."""

    text: str
    is_found: bool


def segments(text: str, query: str) -> list[Segment]:
    """The text in pieces, found words whole; put together they are the text, sign for sign.

    A term marks every word that begins like it; words in double quotes are marked side by side.
    """
    folded, places = _folded(text)
    marks = bytearray(len(text))
    for term in terms(query):
        for start, end in _found(folded, term):
            first, last = places[start + 1], places[end - 1]
            marks[first : last + 1] = b"\1" * (last + 1 - first)
    return list(_pieces(text, marks))


def _found(folded: str, term: str) -> Iterator[tuple[int, int]]:
    """Where a term stands in a folded text, from the blank before it to the end of its word."""
    start = folded.find(term)
    while start >= 0:
        end = start + len(term.rstrip(" "))
        end = folded.index(" ", end)
        yield start, end
        start = folded.find(term, end)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as it is searched, and of each of its signs the place in the text.

    The same as `upr_data.domain.folding.searchable`, one sign at a time.
    """
    signs, places = [" "], [0]
    for place, char in enumerate(text):
        for one in unicodedata.normalize("NFKD", char):
            if unicodedata.category(one) == "Mn":
                continue
            for sign in one.lower():
                is_word = unicodedata.category(sign)[0] in "LN"
                if is_word or signs[-1] != " ":
                    signs.append(sign if is_word else " ")
                    places.append(place)
    if signs[-1] != " ":
        signs.append(" ")
        places.append(len(text))
    return "".join(signs), places


def _pieces(text: str, marks: bytearray) -> Iterator[Segment]:
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or marks[place] != marks[start]:
            yield Segment(text[start:place], bool(marks[start]))
            start = place
