"""What is read from the texts at build: categories the source left out, and plain features."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import polars as pl

from upr_data.domain.agreement import rules_agreement
from upr_data.ingest.coding.coded import SCHEMA
from upr_data.ingest.coding.rules import RULES_VERSION, code_texts
from upr_data.ingest.coding.smart import read_smart
from upr_data.model import CategoryBasis, Col, Table, Tables, conform, enum_type

AT_ONCE: Final = 20_000
"""Texts read at a time."""


def with_texts_read(tables: Tables, *, coded_by_rules: bool) -> Tables:
    """The tables with features of each text and, if asked for, the categories that the rules give.

    Only what the source left without an action category is coded. `features` says by which rule
    a row was coded, or why it was not, and the words the rule saw.
    """
    rows = tables.recommendations
    coded = _coded(rows) if coded_by_rules else pl.DataFrame(schema=SCHEMA).clear(rows.height)
    seen = coded.select(
        pl.col("rule").alias(Col.CATEGORY_RULE), pl.col("evidence").alias(Col.CATEGORY_WORDS)
    )
    smart = _in_parts(rows, read_smart)
    features = pl.concat([rows.select(Col.ROW_ID), seen, smart], how="horizontal")
    return replace(
        tables,
        recommendations=_with_categories(rows, coded["category"]),
        features=conform(Table.FEATURES, features).rechunk(),
    )


def papers(tables: Tables) -> dict[str, Any]:
    """What a manifest says of the rules: version, how many rows they coded, how well they agree."""
    rows = tables.recommendations
    return {
        "basis": CategoryBasis.RULES.value,
        "version": RULES_VERSION,
        "n_coded": rows.filter(pl.col(Col.ACTION_CATEGORY_BASIS) == CategoryBasis.RULES).height,
        "n_uncoded": rows[Col.ACTION_CATEGORY].null_count(),
        "agreement": rules_agreement().to_json(),
    }


def _coded(rows: pl.DataFrame) -> pl.DataFrame:
    """Category, rule and evidence of each row; null where the source coded it."""
    numbered = rows.select(Col.TEXT, Col.LANGUAGE, Col.ACTION_CATEGORY).with_row_index()
    left_out = numbered.filter(pl.col(Col.ACTION_CATEGORY).is_null())
    given = left_out.select("index").hstack(_in_parts(left_out, code_texts))
    return numbered.select("index").join(given, on="index", how="left", maintain_order="left")


def _in_parts(
    rows: pl.DataFrame, read: Callable[[pl.Series, pl.Series], pl.DataFrame]
) -> pl.DataFrame:
    """What `read` makes of texts and languages, some at a time: few Python objects are alive."""
    texts = rows.select(Col.TEXT, Col.LANGUAGE)
    parts = [texts.slice(start, AT_ONCE) for start in range(0, max(rows.height, 1), AT_ONCE)]
    return pl.concat([read(part[Col.TEXT], part[Col.LANGUAGE]) for part in parts])


def _with_categories(rows: pl.DataFrame, given: pl.Series) -> pl.DataFrame:
    basis = pl.lit(CategoryBasis.RULES.value, enum_type(CategoryBasis))
    return rows.with_columns(
        pl.col(Col.ACTION_CATEGORY).fill_null(given),
        pl.when(given.is_not_null()).then(basis).otherwise(Col.ACTION_CATEGORY_BASIS)
        .alias(Col.ACTION_CATEGORY_BASIS),
    )  # fmt: skip
