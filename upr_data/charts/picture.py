"""A picture: what a chart looks like, what it shows, and what it says of itself.

Building a chart with Altair takes longer than counting what it shows. So the look of each kind of
chart is made once and kept; a picture puts its title and its frames beside it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from upr_data.charts.theme import FAINT_INK, INK, NAMES
from upr_data.charts.vega import alt
from upr_data.language import _, wrapped

Spec = dict[str, Any]
"""A Vega-Lite specification without title and data."""

_WIDE: Final = 620
_LINE: Final = {"narrow": 44, "wide": 96}
_HEADLINE: Final = {"narrow": 34, "wide": 80}
"""Characters a line of a caption may have below and above that many pixels of width."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What a chart says of itself, so that it can be lifted out of its page.

    `title` is the finding, or the question of the page where no finding holds; `lines` say
    selection, unit, n and coverage; `notes` how to read it; `source` who says so, and its age.
    """

    title: str
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    source: str = ""
    is_demonstration: bool = False

    @property
    def alternative(self) -> str:
        """The picture in words: the finding, of what, and where its figures stand."""
        ends = [self.source] if self.source else []
        said = [self.title, *self.lines, *self.notes, *ends, _("The figures are in the table")]
        return " ".join(line if line.endswith((".", "?", "!")) else f"{line}." for line in said)

    def title_spec(self) -> dict[str, Any]:
        """The caption as Vega-Lite draws it: above the chart, flush left, wrapped to its width."""
        return {
            "text": _by_width([self.title], _HEADLINE),
            "subtitle": _by_width([*self.lines, *self.notes, self.source], _LINE),
            "anchor": "start",
            "frame": "bounds",
            "fontSize": 17,
            "lineHeight": 21,
            "subtitleFontSize": 13,
            "subtitleLineHeight": 18,
            "subtitlePadding": 6,
            "offset": 16,
        }


@dataclass(frozen=True, slots=True)
class Picture:
    """One chart: caption, look, and the frames that the look names."""

    caption: Caption
    look: Spec
    frames: Mapping[str, pl.DataFrame]

    def spec(self) -> dict[str, Any]:
        """The Vega-Lite specification, without the frames."""
        return self.look | {"title": self.caption.title_spec()}

    def sent(self) -> dict[str, Any]:
        """What a browser gets: the specification with its frames beside it."""
        return self.spec() | {"datasets": dict(self.frames)}

    def to_dict(self) -> dict[str, Any]:
        """The whole specification, frames included: what can be saved and drawn elsewhere."""
        return self.spec() | {
            "datasets": {name: frame.to_dicts() for name, frame in self.frames.items()}
        }


def look(*layers: alt.Chart, height: int | alt.Step) -> Spec:
    """Layers as one look, in ink that reads on the background of the moment, light or dark."""
    chart = alt.layer(*layers).properties(height=height, width="container")
    return dict(
        chart.configure_axis(labelColor=INK, titleColor=INK, titleFontWeight="normal")
        .configure_legend(labelColor=INK, titleColor=INK)
        .configure_title(color=INK, subtitleColor=FAINT_INK)
        .to_dict()
    )


def names(table: pl.DataFrame, notes: Sequence[str] = ()) -> dict[str, pl.DataFrame]:
    """The frame of the groups' names and notes."""
    written = pl.Series("note", notes or [""] * table.height, pl.String)
    return {NAMES.name: table.select("label", written)}


def _by_width(lines: Sequence[str], characters: Mapping[str, int]) -> dict[str, str]:
    """Text wrapped for the width that the chart has when it is drawn."""
    said = {
        size: json.dumps([one for line in lines for one in wrapped(line, most)])
        for size, most in characters.items()
    }
    return {"expr": f"width < {_WIDE} ? {said['narrow']} : {said['wide']}"}
