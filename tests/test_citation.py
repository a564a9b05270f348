"""Citations in five styles, and cited figures looked at again."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from frames import recommendations, records

from upr_data.export.citation import Work, citation
from upr_data.export.cited import Cited, look_again, read_cited, with_cited
from upr_data.export.imprint import Imprint, imprint
from upr_data.figures.records import Records
from upr_data.model import CitationStyle
from upr_data.selection.filters import Filters

IMPRINT: Final = Imprint(
    selection="Cycle 2",
    counted="n = 3 recommendations × recommending State",
    rule="",
    coverage="",
    source="Source: UPR Info",
    edition="Sessions 13–26 · 2012–2016 · exported 25 July 2018",
    licence="licence not stated",
    snapshot="2026-01-01-sample",
    link="https://example.org/themes?cycle=2&snapshot=2026-01-01-sample",
    mark="",
    created=date(2026, 1, 1),
)
WORK: Final = Work("48 % of 100_recommendations", IMPRINT, date(2026, 11, 25))
OF: Final = (
    "Cycle 2; n = 3 recommendations × recommending State; Source: UPR Info; "
    "Sessions 13–26 · 2012–2016 · exported 25 July 2018"
)


def plain(text: str) -> str:
    """The text with plain spaces: percentages do not break."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_apa() -> None:
    assert citation(WORK, CitationStyle.APA) == (
        "UPR Outcomes. (2026). 48 % of 100_recommendations (Data edition 2026-01-01-sample) "
        f"[Data set: {OF}]. Retrieved November 25, 2026, from {IMPRINT.link}"
    )


def test_chicago() -> None:
    assert citation(WORK, CitationStyle.CHICAGO) == (
        "UPR Outcomes. “48 % of 100_recommendations.” Data edition 2026-01-01-sample "
        f"({OF}). Accessed November 25, 2026. {IMPRINT.link}."
    )


def test_bibtex_escapes_what_tex_would_run() -> None:
    text = citation(WORK, CitationStyle.BIBTEX)
    assert "title = {{48 \\% of 100\\_recommendations}}," in text
    assert "version = {Data edition 2026-01-01-sample}," in text
    assert "url = {https://example.org/themes?cycle=2&snapshot=2026-01-01-sample}," in text
    assert "urldate = {2026-11-25}," in text


@pytest.mark.parametrize("hostile", ["}", "{", "\\input{x}", "a}}\n@misc{b"])
def test_bibtex_is_one_entry_whatever_the_title(hostile: str) -> None:
    linked = replace(IMPRINT, link=f"https://example.org/?q={hostile}")
    text = citation(Work(hostile, linked, WORK.accessed), CitationStyle.BIBTEX)
    bare = text.replace("\\{", "").replace("\\}", "")
    depth = 0
    for char in bare.strip():
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
    assert "\n@" not in text


def test_ris_has_a_field_a_line() -> None:
    lines = citation(WORK, CitationStyle.RIS).split("\r\n")
    assert lines[0] == "TY  - DATA"
    assert "TI  - 48 % of 100_recommendations" in lines
    assert "ET  - Data edition 2026-01-01-sample" in lines
    assert "Y2  - 2026/11/25" in lines
    assert lines[-2:] == ["ER  - ", ""]


def test_a_title_of_several_lines_adds_no_field_to_ris() -> None:
    hostile = Work("a\r\nER  - \r\nTY  - BOOK", IMPRINT, WORK.accessed)
    assert citation(hostile, CitationStyle.RIS).count("\r\nER  - ") == 1


def test_a_plain_sentence() -> None:
    assert citation(WORK, CitationStyle.SENTENCE) == (
        f"48 % of 100_recommendations ({OF}). Figures: UPR Outcomes, data edition "
        f"2026-01-01-sample, {IMPRINT.link}, accessed 25 November 2026."
    )


@pytest.mark.parametrize("style", CitationStyle)
def test_every_style_says_edition_and_that_data_is_invented(style: CitationStyle) -> None:
    marked = replace(IMPRINT, mark="Demonstration data: every State is invented.", link="")
    text = citation(Work("Finding", marked, WORK.accessed), style)
    assert "2026-01-01-sample" in text
    assert "Demonstration data: every State is invented" in text


def test_the_imprint_of_real_records(tmp_path: Path) -> None:
    made = imprint(records(tmp_path, recommendations({}, {})), Filters(), "https://example.org")
    assert made.selection == "All recommendations"
    assert made.counted == "n = 2 recommendations, each counted once per recommending State"
    assert made.coverage == "This source does not record implementation."
    assert made.edition == "Session 20 · 2014 · imported 1 January 2026"
    assert made.mark == ""


def two_editions(folder: Path) -> tuple[Records, Records]:
    """Three of four supported, then two of four."""
    noted = {"response": "noted"}
    return (
        records(folder / "one", recommendations({}, {}, {}, noted)),
        records(folder / "two", recommendations({}, {}, noted, noted)),
    )


def seen(folder: Path, claimed: float | None, *, is_gone: bool) -> Cited:
    then, now = two_editions(folder)
    filters = Filters(snapshot="2025-01-01-older")
    return look_again(filters, "acceptance_rate", claimed, None if is_gone else then, now)


def test_the_cited_edition_gives_the_cited_number(tmp_path: Path) -> None:
    found = seen(tmp_path, 0.75, is_gone=False)
    assert found.then is not None
    assert (found.then.value, found.then.numerator, found.then.denominator) == (0.75, 3, 4)
    assert (found.now.value, found.is_unchanged, found.is_gone) == (0.5, False, False)


def test_a_number_that_the_cited_edition_does_not_give_is_said(tmp_path: Path) -> None:
    found = seen(tmp_path, 0.9, is_gone=False)
    assert "The link says 90.0 %, which that edition does not give." in plain(found.sentence())


def test_where_the_edition_is_gone_both_numbers_are_shown(tmp_path: Path) -> None:
    found = seen(tmp_path, 0.75, is_gone=True)
    assert found.is_gone
    assert plain(found.sentence()) == (
        "The cited edition 2025-01-01-older is no longer here. It was cited with 75.0 %. "
        "The edition 2026-01-01-sample gives 50.0 % (2 of 4)."
    )


def test_an_edition_that_gives_the_same_is_unchanged(tmp_path: Path) -> None:
    assert seen(tmp_path, 0.5001, is_gone=True).is_unchanged


def test_the_link_of_a_citation_carries_figure_and_value() -> None:
    link = with_cited("https://example.org/x?cycle=2&cite.value=9", "made", 12)
    assert link == "https://example.org/x?cycle=2&cite.figure=made&cite.value=12"
    assert read_cited(link) == ("made", 12.0, Filters(cycles=(2,)))


@pytest.mark.parametrize("query", ["cycle=2", "cite.figure=key", "cite.figure=", ""])
def test_a_link_that_cites_nothing_we_know(query: str) -> None:
    assert read_cited(f"https://example.org/?{query}") is None


@pytest.mark.parametrize("value", ["nan", "inf", "x", ""])
def test_a_value_that_is_no_number_is_none(value: str) -> None:
    found = read_cited(f"https://example.org/?cite.figure=made&cite.value={value}")
    assert found is not None
    assert found[1] is None


def test_only_figures_can_be_cited() -> None:
    with pytest.raises(KeyError):
        with_cited("https://example.org", "label", 1)
