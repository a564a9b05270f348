"""From one state to the next: how many went which way. Plotly, for Vega-Lite has no such chart."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
import polars as pl

from upr_data.charts.theme import FAINT_FILL, Part


def flow_chart(
    flows: pl.DataFrame,
    parts: Sequence[Part],
    colours: Mapping[str, str],
) -> go.Figure:
    """Ribbons from the left to the right column, as wide as their number.

    `flows` has `before`, `after` (meanings of `parts`) and `n`; `colours` gives each meaning its
    colour.
    """
    places = {part.meaning: place for place, part in enumerate(parts)}
    names = [part.name for part in parts]
    links = flows.select("before", "after", "n").rows()
    figure = go.Figure(
        go.Sankey(
            arrangement="snap",
            textfont={"size": 14},
            node={
                "label": [*names, *names],
                "color": [colours[part.meaning] for part in parts] * 2,
                "pad": 14,
                "thickness": 16,
            },
            link={
                "source": [places[before] for before, _after, _n in links],
                "target": [places[after] + len(parts) for _before, after, _n in links],
                "value": [n for _before, _after, n in links],
                "color": FAINT_FILL,
            },
        )
    )
    return figure.update_layout(height=340, margin={"l": 8, "r": 8, "t": 12, "b": 12})
