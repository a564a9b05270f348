"""S.M.A.R.T. reading of a recommendation: plain features, each with the words it saw.

Specific = action category 5, which is coded apart. Measurable = the text has a number, or names
an instrument or an institution. Time-bound = it has a date or a deadline. None of them says
whether a recommendation is a good one, and they are never added up to a score. Whether it can be
achieved and is relevant no text tells. English only.
"""

import tomllib
from pathlib import Path
from typing import Final

import polars as pl

from upr_data.ingest.coding.language import are_english
from upr_data.model import MeasuredBy

_PATTERNS: Final = {
    name: f"(?:{'|'.join(patterns)})"
    for name, patterns in tomllib.loads(
        Path(__file__).with_name("smart.toml").read_text(encoding="utf-8")
    ).items()
}
_INSTRUMENT: Final = _PATTERNS["instruments"]
_INSTITUTION: Final = _PATTERNS["institutions"]
_DEADLINE: Final = "(?i)" + _PATTERNS["deadlines"]
_NAME_WITH_NUMBER: Final = "(?i)" + _PATTERNS["names_with_numbers"]
_UNIT: Final = r"(?:\s?(?:%|(?:per cent|percent|years?|months?|weeks?|days?)\b))?"
_NUMBER: Final = rf"(?:^|[^\w/.,(-])(\d+(?:[.,]\d+)*{_UNIT})(?:$|[^\w/(-])"
_PARAGRAPH: Final = r"^\s*\d+(?:\.\d+)*\.?\s+"


def read_smart(texts: pl.Series, languages: pl.Series | None = None) -> pl.DataFrame:
    """One row per text, in order: what makes it measurable and time-bound, and the words seen.

    Columns: `is_measurable`, `measured_by` (number, instrument or institution, the first of these
    that is there), `measurable_words`, `is_time_bound`, `time_bound_words`. All are null without a
    text or where it is not English; words are null where nothing was seen.
    """
    text = pl.when(are_english(texts, languages)).then(texts.cast(pl.String)).alias("text")
    seen = (
        pl.select(text.str.replace(_PARAGRAPH, ""))
        .lazy()
        .with_columns(pl.col("text").str.extract(_DEADLINE, 0).alias("time_bound_words"))
        .with_columns(pl.col("text").str.replace_all(_DEADLINE, " ").alias("rest"))
        .with_columns(_numbers(), *_names())
        .with_columns(pl.coalesce(*MeasuredBy).alias("measurable_words"))
    )
    is_read = pl.col("text").is_not_null()
    return seen.select(
        pl.when(is_read).then(pl.col("measurable_words").is_not_null()).alias("is_measurable"),
        pl.coalesce(
            pl.when(pl.col(one).is_not_null()).then(pl.lit(one.value)) for one in MeasuredBy
        ).alias("measured_by"),
        "measurable_words",
        pl.when(is_read).then(pl.col("time_bound_words").is_not_null()).alias("is_time_bound"),
        "time_bound_words",
    ).collect()


def _numbers() -> pl.Expr:
    rest = pl.col("rest").str.replace_all(_NAME_WITH_NUMBER, " ")
    return rest.str.extract(_NUMBER, 1).alias(MeasuredBy.NUMBER)


def _names() -> tuple[pl.Expr, pl.Expr]:
    return (
        pl.col("rest").str.extract(_INSTRUMENT, 0).alias(MeasuredBy.INSTRUMENT),
        pl.col("rest").str.extract(_INSTITUTION, 0).alias(MeasuredBy.INSTITUTION),
    )
