"""CSV for people and spreadsheets: text that a spreadsheet would run as a formula is defused."""

import polars as pl
import polars.selectors as cs

BYTE_ORDER_MARK = "\ufeff"


def to_csv(frame: pl.DataFrame) -> str:
    """The frame as CSV; lists joined by `|`, an apostrophe before a leading = + - @ or tab."""
    lists = cs.by_dtype(pl.List(pl.String))
    text = frame.with_columns(lists.list.join("|"), cs.enum().cast(pl.String))
    return text.with_columns(_defused()).write_csv()


def _defused() -> pl.Expr:
    text = cs.string()
    return pl.when(text.str.contains(r"^[=+\-@\t\r]")).then("'" + text).otherwise(text).name.keep()
