"""Which recommendation of a snapshot a line is about: by id, or by document and paragraph."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import polars as pl

from upr_data.ingest.sources.additions.unusable import Rule, UnusableError
from upr_data.model import Col

_LEADING_WORDS: Final = re.compile(
    r"^(?:paragraph|para|paragraphe|parrafo|recommendation|rec|no|§)\.?\s*(?=[\d(])"
)
_TOLD_APART_BY: Final = (Col.RECOMMENDATION_ID, Col.SESSION, Col.STATE_UNDER_REVIEW)
_NUMBER: Final = re.compile(r"[\d.,]+(?:e\+?\d+)?")


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What a line about a recommendation is held against."""

    id: str
    session: int | None
    state_name: str | None


@dataclass(frozen=True, slots=True)
class Matcher:
    """The recommendations of a snapshot by id, and their ids by document and paragraph."""

    by_id: Mapping[str, Recommendation]
    by_paragraph: Mapping[tuple[str, str], tuple[str, ...]]

    def find(self, given: str, document: str, paragraph: str) -> tuple[Recommendation, bool]:
        """The recommendation, and whether document and paragraph had to tell it.

        Raises `UnusableError` if there is none, more than one, or the two ways contradict.
        """
        named = self.by_id.get(_visible(given))
        placed = self.by_paragraph.get((_document_key(document), _paragraph_key(paragraph)), ())
        if named and placed and named.id not in placed:
            message = f"“{given}” and {document} {paragraph} are different recommendations."
            raise UnusableError(Rule.CONTRADICTING_RECOMMENDATION, message)
        if named:
            return named, False
        if len(placed) == 1:
            return self.by_id[placed[0]], True
        raise _not_found(given, document, paragraph, len(placed))


def matcher(recommendations: pl.DataFrame, states: pl.DataFrame) -> Matcher:
    """A matcher for the main table of a snapshot, with the names of its States."""
    names = dict(states.select(Col.STATE, Col.STATE_NAME).iter_rows())
    first = recommendations.unique(Col.RECOMMENDATION_ID, keep="first", maintain_order=True).sort(
        Col.RECOMMENDATION_ID
    )
    placed: dict[tuple[str, str], list[str]] = {}
    with_place = first.filter(
        pl.col(Col.DOCUMENT_SYMBOL).is_not_null() & pl.col(Col.PARAGRAPH).is_not_null()
    )
    places = with_place.select(Col.RECOMMENDATION_ID, Col.DOCUMENT_SYMBOL, Col.PARAGRAPH)
    for one, document, paragraph in places.iter_rows():
        key = _document_key(document), _paragraph_key(paragraph)
        placed.setdefault(key, []).append(one)
    return Matcher(
        by_id={
            one: Recommendation(one, session, names.get(code))
            for one, session, code in first.select(*_TOLD_APART_BY).iter_rows()
        },
        by_paragraph={key: tuple(ids) for key, ids in placed.items()},
    )


def _not_found(given: str, document: str, paragraph: str, n: int) -> UnusableError:
    place = " ".join(part for part in (document, paragraph) if part)
    if n:
        return UnusableError(
            Rule.AMBIGUOUS_RECOMMENDATION,
            f"{place} is the place of {n} recommendations; give the id of one of them.",
        )
    if not given and not place:
        return UnusableError(
            Rule.NO_RECOMMENDATION,
            "It names no recommendation: give its id, or document and paragraph. "
            "Of merged cells only the first has a value.",
        )
    if given and _NUMBER.fullmatch(given.casefold()):
        return UnusableError(
            Rule.UNKNOWN_RECOMMENDATION,
            f"“{given}” is no recommendation of this snapshot; a spreadsheet may have turned an "
            "id into a number: take the Excel template.",
        )
    named = f"“{given}”" if given else place
    return UnusableError(
        Rule.UNKNOWN_RECOMMENDATION, f"{named} is no recommendation of this snapshot."
    )


def _visible(text: str) -> str:
    """The text without invisible characters, such as marks of writing direction."""
    return "".join(char for char in text if unicodedata.category(char) != "Cf").strip()


@lru_cache(maxsize=4096)
def _document_key(symbol: str) -> str:
    return re.sub(r"\s+", "", _visible(symbol)).upper().strip("/")


def _paragraph_key(paragraph: str) -> str:
    text = _visible(paragraph).casefold()
    bare = _LEADING_WORDS.sub("", unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", "", bare).strip(".")
