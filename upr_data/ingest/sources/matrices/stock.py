"""The recommendations of a snapshot, ready to be matched: by id, by place, by review."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import polars as pl

from upr_data.ingest.joining.likeness import key
from upr_data.ingest.sources.matrices.plan import Review
from upr_data.ingest.sources.matrices.references import in_order, plain
from upr_data.ingest.sources.words.states_in_text import lookup, parts
from upr_data.model import Col

_LONGEST: Final = 3000
"""Characters of a text that are compared."""

_SOURCE: Final = re.compile(
    r"^(?:source of (?:the )?position|source de la position|fuente de la posici.n)\b.*$",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Known:
    """A recommendation of the snapshot, with all its texts."""

    id: str
    review: Review | None
    session: int | None
    number: str
    symbol: str
    texts: tuple[str, ...]
    states: frozenset[str]

    @property
    def keys(self) -> tuple[str, ...]:
        """Its texts as they are compared; made for the reviews that are asked for alone."""
        return keys_of(self.texts)


@dataclass(frozen=True)
class Stock:
    """The recommendations of one review, in file order."""

    known: tuple[Known, ...]

    @cached_property
    def by_number(self) -> Mapping[str, tuple[Known, ...]]:
        """Recommendations by paragraph number, the numbers as the report counts them."""
        found: dict[str, list[Known]] = {}
        for one in self.known:
            if one.number:
                found.setdefault(one.number, []).append(one)
        return {number: tuple(found[number]) for number in in_order(list(found))}

    @cached_property
    def texts(self) -> tuple[tuple[str, int], ...]:
        """All texts, each with the place of its recommendation in `known`."""
        return tuple((text, place) for place, one in enumerate(self.known) for text in one.keys)


@dataclass(frozen=True)
class Shelf:
    """All recommendations of a snapshot."""

    by_id: Mapping[str, Known]

    @cached_property
    def by_symbol(self) -> Mapping[str, Stock]:
        """By document: the report of one review."""
        found: dict[str, list[Known]] = {}
        for one in self.by_id.values():
            if one.symbol:
                found.setdefault(one.symbol, []).append(one)
        return {symbol: Stock(tuple(several)) for symbol, several in found.items()}

    @cached_property
    def by_review(self) -> Mapping[Review, Stock]:
        """By whose review in which cycle."""
        found: dict[Review, list[Known]] = {}
        for one in self.by_id.values():
            if one.review:
                found.setdefault(one.review, []).append(one)
        return {review: Stock(tuple(several)) for review, several in found.items()}


def shelf_of(recommendations: pl.DataFrame) -> Shelf:
    """The recommendations of the main table of a snapshot."""
    columns = (
        Col.RECOMMENDATION_ID, Col.STATE_UNDER_REVIEW, Col.CYCLE, Col.SESSION, Col.PARAGRAPH,
        Col.DOCUMENT_SYMBOL, Col.TEXT, Col.RECOMMENDING_STATE,
    )  # fmt: skip
    grouped = (
        recommendations.lazy()
        .select(columns)
        .group_by(Col.RECOMMENDATION_ID, maintain_order=True)
        .agg(
            pl.col(Col.STATE_UNDER_REVIEW, Col.CYCLE, Col.SESSION, Col.PARAGRAPH).first(),
            pl.col(Col.DOCUMENT_SYMBOL).first(),
            pl.col(Col.TEXT).drop_nulls().unique(maintain_order=True),
            pl.col(Col.RECOMMENDING_STATE).drop_nulls().unique(),
        )
        .collect()
    )
    known = (_known(row) for row in grouped.iter_rows(named=True))
    return Shelf({one.id: one for one in known})


def _known(row: Mapping[str, object]) -> Known:
    state, cycle, session = row[Col.STATE_UNDER_REVIEW], row[Col.CYCLE], row[Col.SESSION]
    texts, codes = row[Col.TEXT], row[Col.RECOMMENDING_STATE]
    assert isinstance(texts, list)  # noqa: S101 as aggregated above
    assert isinstance(codes, list)  # noqa: S101
    return Known(
        id=str(row[Col.RECOMMENDATION_ID]),
        review=Review(str(state), cycle) if state and isinstance(cycle, int) else None,
        session=session if isinstance(session, int) else None,
        number=number_key(str(row[Col.PARAGRAPH] or "")),
        symbol=symbol_key(str(row[Col.DOCUMENT_SYMBOL] or "")),
        texts=tuple(map(str, texts)),
        states=frozenset(map(str, codes)),
    )


@lru_cache(maxsize=4096)
def keys_of(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The texts of one recommendation as they are compared: each, and all of them together."""
    keys = [text_key(text) for text in texts]
    together = [text_key(" ".join(texts))] if len(texts) > 1 else []
    return tuple(dict.fromkeys(one for one in (*keys, *together) if one))


def text_key(text: str) -> str:
    """The words of a text, sorted: no case, punctuation, bracketed States, source of position."""
    bare = " ".join(part.text for part in parts(_SOURCE.sub("", text[:_LONGEST])))
    return " ".join(sorted(key(bare).split()))


def states_in(text: str) -> frozenset[str]:
    """Codes of the States that stand in brackets behind a text."""
    found = parts(_SOURCE.sub("", text[:_LONGEST]).strip())
    return frozenset(code for part in found for name in part.states if (code := lookup(name)))


def number_key(paragraph: str) -> str:
    """A paragraph number as it is compared."""
    return re.sub(r"\s", "", plain(paragraph)).strip(".")


def symbol_key(symbol: str) -> str:
    """A document symbol as it is compared."""
    return re.sub(r"\s", "", symbol).upper().strip("/")
