"""Full text: which rows contain the words asked for.

Every word must occur, in any order, and matches from the start of a word ("tortur" finds
"torture" and "tortured"); words in double quotes must stand side by side. Case, accents and
punctuation make no difference.
"""

import re
from typing import Final

import polars as pl

from upr_data.domain.folding import searchable
from upr_data.model import Col

_TERM: Final = re.compile(r'"([^"]*)"?|(\S+)')


def terms(query: str) -> list[str]:
    """What must occur in a searchable text for it to match; empty where nothing is asked."""
    found = []
    for quoted, word in _TERM.findall(query):
        folded = _fold(quoted or word)
        if folded:
            found.append(f" {folded} " if quoted else f" {folded}")
    return found


def matches(query: str) -> pl.Expr:
    """Whether a searchable text has all the terms of a query."""
    column = pl.col(Col.SEARCHABLE)
    return pl.all_horizontal(
        pl.lit(value=True), *(column.str.contains(term, literal=True) for term in terms(query))
    )


def _fold(text: str) -> str:
    """The words of a query folded as those of the texts are, by the same function."""
    return str(searchable(pl.Series([text]))[0]).strip()
