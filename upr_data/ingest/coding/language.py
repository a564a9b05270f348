"""Whether texts are English, by their function words: cheap, and honest when it cannot tell."""

from typing import Final

import polars as pl

from upr_data.ingest.coding.lexicon import word_list

_READ: Final = 900
_ASCII_SHARE: Final = 0.6


def _any_of(words: frozenset[str]) -> str:
    return rf"\b(?:{'|'.join(sorted(words))})\b"


_ENGLISH: Final = _any_of(word_list("english"))
_OTHER: Final = _any_of(word_list("other_languages"))


def are_english(texts: pl.Series, languages: pl.Series | None = None) -> pl.Series:
    """Whether texts are English by their words, and not said to be in another language.

    By its words a text is English if English function words are at least as many as those of other
    languages, in its first 900 characters. A text in another script is not; one with no function
    word at all, such as `Ratify CEDAW`, is: the verb list decides. `languages` are codes such as
    "en", null where nobody says. Null where the text is.
    """
    text = pl.col("text").cast(pl.String).str.slice(0, _READ).str.to_lowercase()
    text = text.str.replace_all("-", "", literal=True)  # no "de" in "de-criminalize"
    letters, latin = text.str.count_matches(r"\p{L}"), text.str.count_matches("[a-z]")
    english, other = text.str.count_matches(_ENGLISH), text.str.count_matches(_OTHER)
    is_english = (english >= other) & (latin >= letters * _ASCII_SHARE)
    by_words = texts.to_frame("text").select(is_english).to_series()
    if languages is None:
        return by_words
    named = languages.cast(pl.String).str.to_lowercase().str.starts_with("en")
    return by_words & named.fill_null(value=True)
