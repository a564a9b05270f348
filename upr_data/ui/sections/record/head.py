"""What stands at the top of the record's page: what it is, what it is not, how much it covers."""

from typing import Final

import streamlit as st

from upr_data.figures.record.scope import EVERY, FIRM, Scope
from upr_data.figures.record.sentences import CAVEATS, coverage_line, record_line
from upr_data.figures.record.units import chosen_rows
from upr_data.language import N_, _
from upr_data.ui.blocks.choosers import choose_one
from upr_data.ui.frame.text import plain
from upr_data.ui.frame.view import View

STRENGTH: Final = "record.asks"
_SCOPES: Final = {"every": EVERY, "do": FIRM}
_NAMES: Final = {"every": N_("Asks of every strength"), "do": N_("Only asks to do it")}


def show_head(view: View) -> None:
    """The one sentence, what always goes with it, and how many rows it is of."""
    line = record_line(view.records, view.filters)
    if line:
        st.markdown(plain(line))
    caveats = [_(one) for one in CAVEATS]
    st.caption(plain(" ".join([*caveats, coverage_line(view.records, view.filters)])))


def choose_scope() -> Scope:
    """Asks of every strength, or only firm ones: where counts and curves come from."""
    names = {key: _(name) for key, name in _NAMES.items()}
    return _SCOPES[choose_one(STRENGTH, _("Which asks"), names)]


def nothing_asked(view: View, scope: Scope) -> bool:
    """Whether the selection has no ask to join a treaty that the register could answer."""
    return chosen_rows(view.records, view.filters, scope).is_empty()
