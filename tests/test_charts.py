"""Charts as specifications: one colour one meaning, shares of a whole, captions that say enough."""

import json
import tomllib
from pathlib import Path
from typing import Any, Final

import polars as pl
import pytest

from upr_data.charts.counts import count_bars, rate_bars
from upr_data.charts.parts import category_parts, response_parts, status_parts
from upr_data.charts.picture import Caption, Picture
from upr_data.charts.shares import segments, share_bars
from upr_data.charts.theme import MEANINGS, Part
from upr_data.model import ActionCategory, Response, Status
from upr_data.ui.sections.exhibits import EXHIBITS, Exhibit

CONFIG: Final = Path(__file__).parent.parent / ".streamlit" / "config.toml"
CAPTION: Final = Caption("Recommendations, by cycle", ("All recommendations", "n = 8 rows", "Us"))
TABLE: Final = pl.DataFrame(
    {
        "key": [1, None],
        "label": ["Cycle 1", "Cycle unknown"],
        "made": [4, 4],
        "n_fully": [1, 0],
        "n_partially": [1, 0],
        "n_not_implemented": [0, 0],
        "n_not_assessed": [0, 0],
        "n_uncommented": [2, 4],
    }
)


def pictures() -> list[Picture]:
    return [
        count_bars(TABLE, "made", CAPTION, "rows"),
        share_bars(TABLE, status_parts(), CAPTION, ["a note", "another"]),
        *(exhibit.chart() for exhibit in EXHIBITS),
    ]


def found(spec: Any, name: str) -> list[Any]:  # noqa: ANN401 - whatever JSON holds
    """All values under a name, wherever it stands in a specification."""
    if isinstance(spec, list):
        return [value for one in spec for value in found(one, name)]
    if not isinstance(spec, dict):
        return []
    here = [spec[name]] if name in spec else []
    return here + [value for one in spec.values() for value in found(one, name)]


def palette(mode: str) -> list[str]:
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    return list(theme[mode]["chartCategoricalColors"])


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_meaning_has_a_colour_of_its_own(mode: str) -> None:
    assert len(palette(mode)) == len(MEANINGS) == len(set(palette(mode)))


def test_every_code_that_is_drawn_has_a_place_in_the_palette() -> None:
    parts = [*status_parts(), *response_parts(), *category_parts()]
    codes = [*Status, *Response, *(str(int(category)) for category in ActionCategory)]
    assert {part.meaning for part in parts} == set(codes)
    assert set(MEANINGS) == {"plain", *codes}


@pytest.mark.parametrize("picture", pictures(), ids=lambda picture: picture.caption.title)
def test_every_chart_draws_on_the_whole_palette(picture: Picture) -> None:
    domains = [one["scale"]["domain"] for one in found(picture.look, "color") if "scale" in one]
    assert domains
    assert all(domain == list(MEANINGS) for domain in domains)


@pytest.mark.parametrize("picture", pictures(), ids=lambda picture: picture.caption.title)
def test_no_chart_has_colours_of_its_own(picture: Picture) -> None:
    fixed = [one for one in found(picture.look, "fill") if str(one).startswith("#")]
    assert fixed == []
    assert found(picture.look, "range") == []


def test_the_legend_names_only_parts_that_something_falls_into() -> None:
    [legend] = found(share_bars(TABLE, status_parts(), CAPTION).look["layer"], "legend")
    assert legend["values"] == ["fully", "partially", "uncommented"]


def test_shares_of_a_bar_add_up_to_the_whole() -> None:
    data = segments(TABLE, status_parts())
    assert data.group_by("label").agg(pl.col("share").sum()).sort("label")["share"].to_list() == [
        1.0,
        1.0,
    ]


def test_segments_are_counted_by_eye() -> None:
    data = segments(TABLE.head(1), [Part("n_fully", "fully", "F"), Part("made", "plain", "M")])
    assert data.select("n", "share", "middle", "written", "figure").rows() == [
        (1, 0.2, 0.1, "20.0\N{NO-BREAK SPACE}%", "20\N{NO-BREAK SPACE}%"),
        (4, 0.8, 0.6, "80.0\N{NO-BREAK SPACE}%", "80\N{NO-BREAK SPACE}%"),
    ]


def test_printed_percentages_are_of_a_hundred() -> None:
    printed = pl.DataFrame({"label": ["A"], "n_fully": [18.0], "n_partially": [30.0]})
    data = segments(printed, status_parts()[:2], of=100)
    assert data["share"].to_list() == [0.18, 0.3]


def test_a_group_of_nothing_has_no_share() -> None:
    nothing = pl.DataFrame({"label": ["A"], "n_fully": [0], "n_partially": [0]})
    assert segments(nothing, status_parts()[:2])["share"].to_list() == [0.0, 0.0]


def test_the_caption_stands_in_the_chart_itself() -> None:
    title = count_bars(TABLE, "made", CAPTION, "rows").to_dict()["title"]
    for line in CAPTION.lines:
        assert json.dumps(line) in title["subtitle"]["expr"]
    assert json.dumps(CAPTION.title) in title["text"]["expr"]


def test_captions_are_wrapped_to_the_width_of_the_chart() -> None:
    long = Caption("T", ("word " * 30,))
    narrow, wide = long.title_spec()["subtitle"]["expr"].split("?")[1].split("] : [")
    assert narrow.count(",") > wide.count(",") > 0


def test_notes_stand_under_the_names() -> None:
    names = share_bars(TABLE, status_parts(), CAPTION, ["a note", "another"]).frames["names"]
    assert names.rows() == [("Cycle 1", "a note"), ("Cycle unknown", "another")]


def test_what_can_be_saved_carries_its_data() -> None:
    saved = count_bars(TABLE, "made", CAPTION, "rows").to_dict()
    assert [row["written"] for row in saved["datasets"]["bars"]] == ["4", "4"]
    json.dumps(saved)


def test_rates_are_written_as_they_were_given() -> None:
    table = pl.DataFrame({"label": ["A"], "n": [47.7], "written": ["48 %"]})
    drawn = rate_bars(table, CAPTION, "per cent").frames["bars"]
    assert drawn.select("n", "written").rows() == [(47.7, "48 %")]


@pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda exhibit: exhibit.title)
def test_published_charts_are_cited_to_the_page(exhibit: Exhibit) -> None:
    assert exhibit.figures()
    assert exhibit.source in exhibit.citation()
    if exhibit.figures()[0].page:
        assert "p. " in exhibit.citation()
    assert exhibit.citation() in exhibit.chart().caption.lines


def test_the_look_of_a_chart_is_made_once() -> None:
    first, second = (share_bars(TABLE, status_parts(), CAPTION) for _ in range(2))
    assert first.look is second.look
