"""What a State is set beside: its names in pictures, and all figures side by side in one table."""

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl
import streamlit as st

from upr_data.figures.compared import counts, others
from upr_data.language import _, percent
from upr_data.language.labels import label
from upr_data.model import Dimension, Fig, Group
from upr_data.model.interval import wilson
from upr_data.ui.blocks.columns import as_percent, column_config, figure_columns
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.sections.profile.subject import Person

_INTERVAL: Final = "interval"


def chosen(person: Person, compared: Sequence[str | Group | None]) -> dict[str | Group, str]:
    """What the State is compared with, by name: as the address has it, its own group last."""
    names = person.view.records.state_names
    ordered = sorted(others(compared, person.subject), key=lambda one: one == person.subject.group)
    return {one: label(one) if isinstance(one, Group) else names.get(one, one) for one in ordered}


def show_side_by_side(person: Person, compared: Mapping[str | Group, str]) -> None:
    """The State and what it is compared with, a line each; nothing where nothing is chosen.

    Its own group is without the State itself, and its line says so.
    """
    if not compared:
        return
    records, filters, subject = person.view.records, person.view.filters, person.subject
    named = {one: person.others if one == subject.group else compared[one] for one in compared}
    lines: Mapping[str | Group, str] = {subject.code: person.name, **named}
    table = pl.concat(
        counts(records, filters, subject, code).with_columns(pl.lit(name).alias(Fig.LABEL))
        for code, name in lines.items()
    )
    shown = [
        name for name in figure_columns(table, Dimension.NONE, filters) if name in table.columns
    ]
    headings = {
        Fig.LABEL: st.column_config.TextColumn(_("Side by side"), pinned=True),
        _INTERVAL: st.column_config.TextColumn(
            _("95 % interval"), help=_("Of acceptance (Wilson)")
        ),
    }
    if Fig.ACCEPTANCE_RATE in shown:
        table = table.with_columns(pl.Series(_INTERVAL, _intervals(table), pl.String))
        shown.insert(shown.index(Fig.ACCEPTANCE_RATE) + 1, _INTERVAL)
    show_frame(
        as_percent(table.select(shown)),
        column_config=column_config(Dimension.NONE, filters.of) | headings,
        hide_index=True,
        placeholder=_("n/a"),
        alt=_("Figures side by side"),
    )


def _intervals(table: pl.DataFrame) -> list[str | None]:
    return [
        _("{low} to {high}").format(low=percent(low), high=percent(high)) if n else None
        for part, n in table.select(Fig.N_SUPPORTED, Fig.ACCEPTANCE_DENOMINATOR).iter_rows()
        for low, high in [wilson(part, n) if n else (0.0, 0.0)]
    ]
