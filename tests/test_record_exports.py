"""The public record as a talk, a deck, a brief: opened by other programs, held to the figures."""

import io
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import docx
import pptx
import pypdf
import pytest
from frames import asked, recommendations, records
from registers import register

from upr_data.domain.instruments import CORE
from upr_data.export.brief import brief
from upr_data.export.contents import Request, brief_of, story_of
from upr_data.export.document import Document, Section
from upr_data.export.order import Order, fulfil, name_of
from upr_data.export.printed import brief_pdf, slides_pdf
from upr_data.export.slides import slides
from upr_data.export.story import story
from upr_data.figures.record.counts import record_figures
from upr_data.figures.record.curves import LATER, MID_TERM, Group, curves
from upr_data.figures.records import Records
from upr_data.model import ExportKind, RecordDimension, Role, StoryKind
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse

ALL: Final = Filters()
ALWAYS: Final = (
    "After the review, not because of it: nothing here shows that asking causes joining.",
    "Joined, not complied with.",
    "Noted is not a refusal to join.",
)
REGISTER: Final = "Register: invented; complete to 31 May 2024."
IN_SHORT: Final = (
    "After the review, not because of it; joined, not complied with; noted is not a refusal."
)


@pytest.fixture(scope="module")
def told(demonstration: Records) -> Document:
    return story_of(Request(demonstration, ALL, story=StoryKind.RECORD))


@pytest.fixture(scope="module")
def deck(told: Document) -> list[Any]:
    return list(pptx.Presentation(io.BytesIO(slides(told))).slides)[1:]


def text_of(slide: Any) -> str:  # noqa: ANN401
    boxes = (shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    return spaced("\n".join(boxes))


def spaced(text: str) -> str:
    """With plain spaces, for literals to be readable."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def chart_of(slide: Any) -> Any:  # noqa: ANN401
    return next(shape.chart for shape in slide.shapes if shape.has_chart)


def pages(data: bytes) -> list[str]:
    found = pypdf.PdfReader(io.BytesIO(data)).pages
    return [" ".join(page.extract_text().split()) for page in found]


def of_record(document: Document) -> list[Section]:
    return [one for one in document.sections if one.register]


def test_the_story_has_its_own_name_and_four_findings(told: Document) -> None:
    assert told.title == "The public record"
    assert [spaced(one.title) for one in told.sections] == [
        (
            "Eight years on, States had joined 36 % of the treaties they had supported joining, "
            "32 % of those they only noted"
        ),
        (
            "Of the treaties they had signed before the review, States joined 50 % of those they "
            "supported, and 42 % of those nobody asked for"
        ),
        (
            "By the next review States had joined 21 % of what they had only noted, 24 % of what "
            "they had supported"
        ),
        "OP-ICESCR: 74 of 180 joined by the next review; ICCPR-OP1: 10 of 107",
    ]


def test_every_caveat_stands_on_a_slide_and_all_in_every_note(
    told: Document, deck: list[Any]
) -> None:
    shown = [text_of(slide) for slide in deck]
    assert (
        "Treaties signed before: 50 % of the supported joined, 42 % of the not asked." in shown[0]
    )
    for caveat in ALWAYS:
        assert any(caveat in text for text in shown)
        assert all(caveat in slide.notes_slide.notes_text_frame.text for slide in deck)
    assert len(deck) == len(told.sections)


def test_register_and_its_day_stand_in_every_kind_of_file(told: Document, deck: list[Any]) -> None:
    assert all(REGISTER in text_of(slide) for slide in deck)
    assert all(REGISTER in page for page in pages(slides_pdf(told))[1:])
    assert story(told).count(REGISTER) == 4


def test_curves_are_native_and_their_numbers_are_those_of_the_metrics(
    deck: list[Any], demonstration: Records
) -> None:
    found = curves(demonstration, ALL).whole
    drawn = chart_of(deck[0])
    assert [one.name for one in drawn.plots[0].series] == [
        "asked, supported", "not asked", "asked, noted only",
    ]  # fmt: skip
    for series, group in zip(drawn.plots[0].series, Group, strict=True):
        values = list(series.values)
        assert values[0] == 0
        assert len(values) == 97
        for years in (MID_TERM, LATER):
            step = found[group].at(years)
            assert step is not None
            assert values[round(years * 12)] == pytest.approx(step["share"], abs=1e-12)


def test_bars_by_treaty_are_joined_of_open(deck: list[Any], demonstration: Records) -> None:
    rows = record_figures(demonstration, ALL, RecordDimension.INSTRUMENT)
    row = rows.filter(rows["key"] == "op_icescr").row(0, named=True)
    watched = row["n_open"] - row["n_not_covered_next_review"]
    assert (row["n_joined_next_review"], watched) == (74, 180)
    drawn = chart_of(deck[3]).plots[0]
    assert drawn.categories[0] == "OP-ICESCR · 74 of 180"
    assert drawn.series[0].values[0] == pytest.approx(74 / 180)


def test_what_a_title_names_has_a_bar_and_what_is_left_out_is_said(told: Document) -> None:
    section = told.sections[3]
    assert section.chart
    assert section.table
    assert len(section.table.rows) > len(section.chart.categories)
    assert section.chart.categories[-1].startswith("ICCPR-OP1 · 10 of 107")
    n = len(section.table.rows)
    assert section.subtitle.endswith(f"; of {n} the 5 joined most and the 5 joined least")


def test_the_story_file_draws_steps_bands_and_large_shares(told: Document) -> None:
    found = re.search(r'<script type="application/json" id="specs">(.*?)</script>', story(told))
    assert found
    spec = json.loads(found[1])[0]["spec"]
    ends = spec["datasets"]["ends"]
    assert [(one["name"], spaced(one["written"])) for one in ends] == [
        ("not asked", "28 %"), ("asked, noted only", "32 %"), ("asked, supported", "36 %"),
    ]  # fmt: skip
    assert all(b["apart"] > a["apart"] for a, b in pairwise(ends))
    steps = spec["datasets"]["steps"]
    assert all(one["low"] <= one["share"] <= one["high"] for one in steps)


def test_it_is_told_in_french(demonstration: Records) -> None:
    order = Order(ExportKind.SLIDES, "lang=fr", story=StoryKind.RECORD)
    made = fulfil(order, demonstration)
    deck = pptx.Presentation(io.BytesIO(made.data))
    said = "\n".join(text_of(slide) for slide in deck.slides)
    assert "Huit ans après, les États avaient adhéré à 36 %" in said
    assert "Prendre note n’est pas refuser d’adhérer." in said
    assert "joined" not in said
    assert name_of(order, demonstration) == "upr-slides-record-fr-2024-05-31-demonstration.pptx"
    assert Order.from_dict(order.to_dict()) == order


@pytest.mark.parametrize("query", ["sur_group=african", "issue=torture_and_other_cid_treatment"])
def test_a_group_and_a_theme_have_the_record_in_deck_and_brief(
    demonstration: Records, query: str
) -> None:
    request = Request(demonstration, parse(query).filters)
    for document in (story_of(request), brief_of(request)):
        (one,) = of_record(document)
        assert one.title.startswith("Eight years on, States had joined")
        assert one.caveat == IN_SHORT
    said = " ".join(pages(brief_pdf(brief_of(request))))
    assert REGISTER in said
    word = docx.Document(io.BytesIO(brief(brief_of(request))))
    assert REGISTER in [one.text for one in word.paragraphs]


def test_a_state_has_its_own_ledger_in_either_role(demonstration: Records) -> None:
    reviewed, asking = (
        of_record(story_of(Request(demonstration, ALL, of="QMB", role=role)))[0] for role in Role
    )
    assert reviewed.title == (
        "Asked 37 times to join 6 treaties, Agevune (invented) supported 21 of the asks; "
        "by 31 May 2024 it had joined 4, and 2 were still open"
    )
    assert reviewed.table is not None
    assert reviewed.table.rows[0] == (
        "Children, complaints (OP-CRC-IC)", 12, 5,
        "Joined 7 October 2017 · 7.4 years after the review",
    )  # fmt: skip
    assert asking.title == (
        "Of 15 open treaties that Agevune (invented) asked others to join, 2 were joined by the "
        "next review and 3 to date"
    )
    assert asking.table is not None
    assert all(sum(row[2:]) == row[1] for row in asking.table.rows)  # type: ignore[arg-type]
    assert reviewed.caveat == asking.caveat == IN_SHORT


def test_where_nothing_was_asked_the_story_says_so(tmp_path: Path) -> None:
    held = register(("QMA", "cat", "joining", "2016-01-01"), also=tuple(CORE))
    none = records(tmp_path, recommendations(asked(text="Improve schools")), held=held)
    told = story_of(Request(none, parse("instrument=cat&response=noted").filters))
    assert of_record(told) == []
    empty = story_of(Request(none, parse("issue=detention").filters, story=StoryKind.RECORD))
    assert [one.title for one in empty.sections] == ["Nothing selected asks to join a treaty"]


def test_few_cases_make_no_curve_and_the_title_asks(tmp_path: Path) -> None:
    held = register(("QMA", "cat", "joining", "2016-01-01"), also=tuple(CORE))
    few = records(tmp_path, recommendations(asked(text="Ratify CAT")), held=held)
    first = story_of(
        Request(few, parse("instrument=cat").filters, story=StoryKind.RECORD)
    ).sections[0]
    assert first.title == "Do States join what they were asked to join, and when?"
    assert first.chart is None
    assert first.table is not None
    assert first.table.rows[0][:2] == ("Asked, supported", 1)
