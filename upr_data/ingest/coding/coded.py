"""What is given for a text, and how a column of texts becomes a table of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from upr_data.ingest.coding.language import are_english

NO_TEXT: Final = "no_text"
NOT_ENGLISH: Final = "not_english"
SCHEMA: Final = pl.Schema({"category": pl.UInt8(), "rule": pl.String(), "evidence": pl.String()})


@dataclass(frozen=True, slots=True)
class Coded:
    """A category, or none; the rule that gave it; and the words the rule saw."""

    category: int | None
    rule: str
    evidence: str


def code_each(
    texts: pl.Series,
    languages: pl.Series | None,
    code: Callable[[Sequence[str]], Sequence[Coded]],
) -> pl.DataFrame:
    """One row of `SCHEMA` per text, in order; `code` is given each different English text once.

    Without a text the rule is `no_text`; where the text is not English, or `languages` names
    another language, it is `not_english`. Both leave the category null.
    """
    is_other = ~are_english(texts, languages).fill_null(value=True)
    frame = pl.DataFrame({"text": texts.cast(pl.String), "other": is_other})
    unique = frame.filter(~pl.col("other"))["text"].drop_nulls().unique(maintain_order=True)
    coded = _table(unique, code(unique.to_list()))
    no_text, other = pl.col("text").is_null(), pl.col("other")
    return frame.join(coded, on="text", how="left", maintain_order="left").select(
        pl.when(~other).then("category").alias("category"),
        pl.when(no_text).then(pl.lit(NO_TEXT)).when(other).then(pl.lit(NOT_ENGLISH))
        .otherwise("rule").alias("rule"),
        pl.when(~other).then("evidence").fill_null("").alias("evidence"),
    )  # fmt: skip


def _table(texts: pl.Series, coded: Sequence[Coded]) -> pl.DataFrame:
    columns = {
        "category": [row.category for row in coded],
        "rule": [str(row.rule) for row in coded],
        "evidence": [row.evidence for row in coded],
    }
    return pl.DataFrame(columns, schema=SCHEMA).with_columns(texts.alias("text"))
