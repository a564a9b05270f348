"""What is read from the texts at build: categories the source left out, and plain features."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import polars as pl

from upr_data.ingest.coding.coded import SCHEMA
from upr_data.ingest.coding.coders import Coder
from upr_data.ingest.coding.smart import read_smart
from upr_data.model import CategoryBasis, Col, Table, Tables, conform, enum_type

AT_ONCE: Final = 20_000
"""Texts read at a time."""


def with_texts_read(tables: Tables, coder: Coder | None = None) -> Tables:
    """The tables with features of each text, and with the categories that a coder gives.

    Only what the source left without an action category is coded; without a coder, nothing is.
    `features` says by which rule a coder coded a row, or why it did not, and the words it saw.
    """
    rows = tables.recommendations
    coded = _coded(rows, coder) if coder else pl.DataFrame(schema=SCHEMA).clear(rows.height)
    seen = coded.select(
        pl.col("rule").alias(Col.CATEGORY_RULE), pl.col("evidence").alias(Col.CATEGORY_WORDS)
    )
    smart = _in_parts(rows, read_smart)
    features = pl.concat([rows.select(Col.ROW_ID), seen, smart], how="horizontal")
    return replace(
        tables,
        recommendations=_with_categories(rows, coded["category"], coder) if coder else rows,
        features=conform(Table.FEATURES, features).rechunk(),
    )


def papers(tables: Tables, coder: Coder) -> dict[str, Any]:
    """What a manifest says of the coder: which, how many rows it coded, how well it agrees."""
    rows = tables.recommendations
    return {
        "basis": coder.basis.value,
        **coder.papers(),
        "n_coded": rows.filter(pl.col(Col.ACTION_CATEGORY_BASIS) == coder.basis.value).height,
        "n_uncoded": rows[Col.ACTION_CATEGORY].null_count(),
        "agreement": coder.agreement.to_json() if coder.agreement else None,
    }


def _coded(rows: pl.DataFrame, coder: Coder) -> pl.DataFrame:
    """Category, rule and evidence of each row; null where the source coded it."""
    numbered = rows.select(Col.TEXT, Col.LANGUAGE, Col.ACTION_CATEGORY).with_row_index()
    left_out = numbered.filter(pl.col(Col.ACTION_CATEGORY).is_null())
    given = left_out.select("index").hstack(_in_parts(left_out, coder.code))
    return numbered.select("index").join(given, on="index", how="left", maintain_order="left")


def _in_parts(
    rows: pl.DataFrame, read: Callable[[pl.Series, pl.Series], pl.DataFrame]
) -> pl.DataFrame:
    """What `read` makes of texts and languages, some at a time: few Python objects are alive."""
    texts = rows.select(Col.TEXT, Col.LANGUAGE)
    parts = [texts.slice(start, AT_ONCE) for start in range(0, max(rows.height, 1), AT_ONCE)]
    return pl.concat([read(part[Col.TEXT], part[Col.LANGUAGE]) for part in parts])


def _with_categories(rows: pl.DataFrame, given: pl.Series, coder: Coder) -> pl.DataFrame:
    basis = pl.lit(coder.basis.value, enum_type(CategoryBasis))
    return rows.with_columns(
        pl.col(Col.ACTION_CATEGORY).fill_null(given),
        pl.when(given.is_not_null()).then(basis).otherwise(Col.ACTION_CATEGORY_BASIS)
        .alias(Col.ACTION_CATEGORY_BASIS),
    )  # fmt: skip
