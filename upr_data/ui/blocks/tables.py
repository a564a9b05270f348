"""A table on a page.

Streamlit would make pandas of a Polars frame. That conversion holds Python while it waits for the
threads of Polars; where these wait for Python to let go of an array, the process stands still for
good. With one thread, as in a container with one core, a few visitors are enough.
"""

from typing import Any

import polars as pl
import pyarrow as pa
import streamlit as st


def show_frame(frame: pl.DataFrame, **how: Any) -> Any:  # noqa: ANN401 - as `st.dataframe` has it
    """`st.dataframe` of a frame without Enum columns, without the way over pandas."""
    return st.dataframe(as_arrow(frame), **how)


def as_arrow(frame: pl.DataFrame) -> pa.Table:
    """The frame with texts as every browser's Arrow knows them."""
    table = frame.to_arrow()
    return table.cast(pa.schema([(field.name, _plain(field.type)) for field in table.schema]))


def _plain(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return pa.string()
    if pa.types.is_large_list(kind):
        return pa.list_(_plain(kind.value_type))
    return kind
