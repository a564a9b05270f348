"""The register itself: who joined what and when. Real facts, whatever the data edition."""

from datetime import date
from typing import Final

import polars as pl
import streamlit as st

from upr_data.domain.instruments import INSTRUMENTS
from upr_data.domain.provenance import LICENCE_OF_FACTS
from upr_data.domain.states import STATES
from upr_data.domain.treaties import Register, register
from upr_data.figures.record.counts import instrument_label
from upr_data.figures.record.rows import register_table
from upr_data.figures.record.scope import register_of
from upr_data.language import _, day, language, number
from upr_data.model import Col
from upr_data.ui.blocks.choosers import choose_from_list
from upr_data.ui.blocks.page_parts import show_csv
from upr_data.ui.blocks.tables import show_frame
from upr_data.ui.frame.view import View

TREATY: Final = "record.treaty"


def show_register(view: View) -> None:
    """A treaty's States with their days: of this edition; with the demonstration, the real one."""
    st.header(_("The register itself"), anchor=False)
    held, names = _held(view)
    if view.is_demonstration:
        st.caption(
            _(
                "The figures above are of invented States. This is the real register that this "
                "program ships: real States, real days."
            )
        )
    codes = [code for code in INSTRUMENTS if code in held.registers[Col.INSTRUMENT].to_list()]
    if not codes:
        st.info(_("This data edition holds no register."))
        return
    code = choose_from_list(TREATY, _("Treaty"), {c: instrument_label(c) for c in codes}, "cat")
    table: pl.DataFrame = view.records.lasting.recall(
        ("record", "register table", language()), lambda: register_table(held, names)
    )
    of_it = table.filter(pl.col(Col.INSTRUMENT) == code)
    st.caption(_of_what(held, code, of_it))
    show_frame(
        of_it[[Col.STATE_NAME, "signed_on", "joined_on", "withdrawn_on"]],
        column_config={
            Col.STATE_NAME: st.column_config.TextColumn(_("State"), width=260),
            "signed_on": st.column_config.DateColumn(_("Signed")),
            "joined_on": st.column_config.DateColumn(_("Joined")),
            "withdrawn_on": st.column_config.DateColumn(_("Withdrew")),
        },
        hide_index=True,
        placeholder="",
        alt=_("Who signed and joined {treaty}, and when").format(treaty=instrument_label(code)),
    )
    show_csv(lambda: table, "treaty-register.csv")


def _held(view: View) -> tuple[Register, dict[str, str]]:
    if view.is_demonstration:
        return register(), {code: one.name for code, one in STATES.items()}
    return register_of(view.records), dict(view.records.state_names)


def _of_what(held: Register, code: str, of_it: pl.DataFrame) -> str:
    """Title, parties, the day it goes to, where it is from, and on what terms."""
    row = next(one for one in held.registers.to_dicts() if one[Col.INSTRUMENT] == code)
    until: date = row[Col.COVERED_UNTIL]
    days = zip(of_it["joined_on"], of_it["withdrawn_on"], strict=True)
    parties = sum(joined is not None and withdrew is None for joined, withdrew in days)
    said = _(
        "{title}. {n} States joined and not withdrawn; complete to {day}. {basis}. "
        "Licence: {licence}."
    )
    return said.format(
        title=_(INSTRUMENTS[code].title),
        n=number(parties),
        day=day(until),
        basis=_(row[Col.BASIS]),
        licence=_(row[Col.LICENCE] or LICENCE_OF_FACTS),
    )
