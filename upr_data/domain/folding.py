"""Texts folded to bare words, so that case, accents and punctuation make no difference."""

import polars as pl

from upr_data.model import Col


def alphabetical(column: str) -> pl.Expr:
    """Names as they are put in order: accents and case make no difference."""
    folded = pl.col(column).str.normalize("NFKD").str.replace_all(r"\p{Mn}", "")
    return folded.str.to_lowercase()


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
