"""Texts folded to bare words, so that case, accents and punctuation make no difference."""

import polars as pl

from upr_data.model import Col


def searchable(texts: pl.Series) -> pl.Series:
    """The texts as they are searched: folded words with one blank before, between and after."""
    folded = (
        texts.fill_null("")
        .str.normalize("NFKD")
        .str.replace_all(r"\p{Mn}", "")
        .str.to_lowercase()
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars()
    )
    return (" " + folded + " ").alias(Col.SEARCHABLE)
