"""Colours for Plotly, which knows no named meanings: places in the palette of the theme.

Streamlit draws these stand-ins in the colours of `chartCategoricalColors` at that place, in light
and in dark; the places are those of `charts.theme.MEANINGS`.
"""

from typing import Final

from streamlit.elements.lib import streamlit_plotly_theme as stand_ins

from upr_data.charts.theme import MEANINGS
from upr_data.model import Status

FLOW_COLOURS: Final = {
    status.value: getattr(stand_ins, f"CATEGORY_{MEANINGS.index(status.value)}")
    for status in Status
}
"""The colour of each status."""
