"""The file's own rows, in view while they are talked about."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from upr_data.language import _, number
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.desk.matrices.draft import Draft

_HEIGHT = 250


def show_rows(held: Draft) -> None:
    """The first rows of the table, each with its line in the file; colours are named."""
    headings = names(held)
    width = len(headings)
    table: dict[str, list[object]] = {_("Line"): [one["line"] for one in held.lines]}
    for place, heading in enumerate(headings):
        table[heading] = [_cell(one, place) for one in held.lines]
    show_frame(
        pl.DataFrame(table, strict=False),
        hide_index=True,
        height=_HEIGHT,
        placeholder="",
        alt=_("The first rows of the table, {n} columns").format(n=number(width)),
    )
    if held.seen["n_lines"] > len(held.lines):
        st.caption(
            _("The first {n} of {all} rows.").format(
                n=number(len(held.lines)), all=number(held.seen["n_lines"])
            )
        )


def names(held: Draft) -> list[str]:
    """The headings, each different from the others; a blank one goes by its place."""
    found: list[str] = []
    for place, heading in enumerate(held.plan.headings, 1):
        name = " ".join(heading.split()) or _("Column {n}").format(n=place)
        found.append(name if name not in found else f"{name} ({place})")
    return found


def _cell(line: Mapping[str, Any], place: int) -> str:
    cells, fills = line["cells"], line["fills"]
    text = cells[place] if place < len(cells) else None
    fill = fills[place] if place < len(fills) else None
    return text or (f"({fill})" if fill else "")
