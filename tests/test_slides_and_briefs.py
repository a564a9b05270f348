"""Decks and briefs, opened by other programs; every figure held to the metrics."""

import io
import re
from pathlib import Path
from typing import Any, Final

import docx
import pptx
import pypdf
import pytest
from drawings import faults_in_svg
from frames import recommendations, records, words
from pptx.enum.shapes import MSO_SHAPE_TYPE

from upr_data.export import images
from upr_data.export.brief import brief
from upr_data.export.contents import Request, brief_of, story_of
from upr_data.export.document import Chart, Document, Section, Series, Table
from upr_data.export.drawn import drawn
from upr_data.export.printed import brief_pdf, slides_pdf
from upr_data.export.slides import slides
from upr_data.figures import metrics
from upr_data.figures.records import Records
from upr_data.language import number, percent
from upr_data.model import ChartKind, Dimension, Fig, Response, Role
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse

ALL: Final = Filters()
CYCLE_2: Final = parse("cycle=2").filters


@pytest.fixture
def few(tmp_path: Path) -> Records:
    noted = {"response": "noted", "issues": ["detention"], "action_category": 4}
    return records(
        tmp_path,
        recommendations(
            {}, {"text": "=HYPERLINK(1)"}, noted, {"recommending_state": "KEN"},
            {"state_under_review": "POL", "cycle": 3, "session": 27},
        ),
        words(("r0", "state", "fully"), ("r1", "un", "not")),
    )  # fmt: skip


@pytest.fixture(scope="module")
def story(demonstration: Records) -> Document:
    return story_of(Request(demonstration, CYCLE_2, "https://example.org/?cycle=2"))


@pytest.fixture(scope="module")
def deck(story: Document) -> Any:  # noqa: ANN401
    return pptx.Presentation(io.BytesIO(slides(story)))


def native_charts(deck: Any) -> list[Any]:  # noqa: ANN401
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def text_of(slide: Any) -> str:  # noqa: ANN401
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def pages(data: bytes) -> list[str]:
    """The text of each page, in one line."""
    return [
        " ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(data)).pages
    ]


def test_a_deck_has_a_slide_a_section(deck: Any, story: Document) -> None:  # noqa: ANN401
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles == [story.title, *(one.title for one in story.sections)]


def test_its_charts_are_native_and_show_the_metrics(deck: Any, demonstration: Records) -> None:  # noqa: ANN401
    expected = metrics.figures(demonstration, CYCLE_2, (Dimension.ACTION_CATEGORY,))
    coded = expected.filter(expected[Fig.KEY].is_not_null())
    chart = next(
        one for one in native_charts(deck) if "1 Minimal action" in list(one.plots[0].categories)
    )
    series = {one.name: list(one.values) for one in chart.plots[0].series}
    assert series["Supported"] == coded[Fig.N_SUPPORTED].to_list()
    assert series["Noted"] == coded[Fig.N_NOTED].to_list()


def test_its_charts_can_be_edited_and_are_told(deck: Any) -> None:  # noqa: ANN401
    assert all(one.part.chart_workbook.xlsx_part is not None for one in native_charts(deck))
    frames = [s for slide in deck.slides for s in slide.shapes if s.has_chart]
    assert all(one._element.nvGraphicFramePr.cNvPr.get("descr") for one in frames)


def test_its_tables_are_native(deck: Any) -> None:  # noqa: ANN401
    tables = [s.table for slide in deck.slides for s in slide.shapes if s.has_table]
    assert tables[0].cell(0, 0).text == "Asking · asked"


def test_figures_on_slides_are_the_metrics(deck: Any, demonstration: Records) -> None:  # noqa: ANN401
    row = metrics.figures(demonstration, CYCLE_2).row(0, named=True)
    said = text_of(deck.slides[1])
    assert percent(row[Fig.ACCEPTANCE_RATE]) in said
    counts = f"{number(row[Fig.N_SUPPORTED])} of {number(row[Fig.ACCEPTANCE_DENOMINATOR])}"
    assert counts in said


def test_every_slide_has_notes_source_edition_and_mark(deck: Any) -> None:  # noqa: ANN401
    for slide in list(deck.slides)[1:]:
        said = text_of(slide)
        assert "Sessions 1–46 · 2008–2024" in said
        assert "Data edition 2024-05-31-demonstration" in said
        assert "https://example.org/?cycle=2" in said
        assert "INVENTED DATA" in said
        assert slide.notes_slide.notes_text_frame.text


def test_the_master_is_clean(deck: Any) -> None:  # noqa: ANN401
    assert [one.name for one in deck.slide_layouts] == ["Title Only"]
    assert deck.slide_width * 9 == pytest.approx(deck.slide_height * 16, rel=1e-3)
    empty = [
        shape
        for slide in deck.slides
        for shape in slide.placeholders
        if shape.shape_type == MSO_SHAPE_TYPE.PLACEHOLDER and not shape.text_frame.text
    ]
    assert empty == []


def test_nothing_lies_outside_a_slide(deck: Any) -> None:  # noqa: ANN401
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_the_pdf_of_slides_has_the_same_figures(story: Document) -> None:
    shown = pages(slides_pdf(story))
    assert len(shown) == len(story.sections) + 1
    for page, section in zip(shown[1:], story.sections, strict=True):
        assert " ".join(section.title.split()) in page
        for figure in section.figures:
            assert " ".join(figure.value.split()) in page
            assert " ".join(figure.counts.split()) in page


@pytest.mark.parametrize("role", Role)
def test_a_brief_of_one_role_has_two_to_four_pages(demonstration: Records, role: Role) -> None:
    found = pages(brief_pdf(brief_of(Request(demonstration, ALL, of="QMB", role=role))))
    assert 2 <= len(found) <= 4


def test_a_brief_of_both_roles_and_of_a_theme_has_two_to_four_pages(
    demonstration: Records,
) -> None:
    for request in (
        Request(demonstration, ALL, of="QMC"),
        Request(demonstration, parse("issue=detention").filters),
    ):
        assert 2 <= len(pages(brief_pdf(brief_of(request)))) <= 4


def test_a_brief_says_figures_method_and_provenance(few: Records) -> None:
    document = brief_of(Request(few, ALL, of="SVN", role=Role.REVIEWED))
    both = [" ".join(pages(brief_pdf(document))), word_text(brief(document))]
    for said in both:
        assert "In cycle 2 Slovenia supported 75.0 % of what it was asked" in said
        assert "3 of 4" in said
        assert "How this is counted" in said
        assert "Acceptance rate: The share of recommendations that the State" in said
        assert "2026-01-01-sample" in said
        assert "=HYPERLINK(1)" in said


def word_text(data: bytes) -> str:
    made = docx.Document(io.BytesIO(data))
    lines = [one.text for one in made.paragraphs]
    lines += [at.text for table in made.tables for row in table.rows for at in row.cells]
    return " ".join(" ".join(lines).split())


def test_a_brief_in_word_has_charts_with_words_for_them(few: Records) -> None:
    document = brief_of(Request(few, ALL, of="SVN", role=Role.REVIEWED))
    made = docx.Document(io.BytesIO(brief(document)))
    told = [shape._inline.docPr.get("descr") for shape in made.inline_shapes]
    assert told == [one.chart.alt for one in document.sections if one.chart]


def test_invented_data_says_so_in_every_brief(demonstration: Records) -> None:
    document = brief_of(Request(demonstration, ALL, of="QMB", role=Role.RECOMMENDING))
    mark = "Demonstration data: every State and every record is invented."
    assert all(mark in page and "INVENTED DATA" in page for page in pages(brief_pdf(document)))
    made = docx.Document(io.BytesIO(brief(document)))
    assert made.sections[0].header.paragraphs[0].text == "INVENTED DATA"
    assert mark in made.sections[0].footer.paragraphs[0].text


def test_the_same_document_gives_the_same_bytes(few: Records) -> None:
    for make in (slides, slides_pdf, brief, brief_pdf):
        request = Request(few, ALL, of="SVN", role=Role.REVIEWED)
        assert make(brief_of(request)) == make(brief_of(request))


def test_no_clock_stands_in_a_deck(few: Records) -> None:
    core = pptx.Presentation(io.BytesIO(slides(story_of(Request(few, ALL))))).core_properties
    assert (core.created.date().isoformat(), core.author) == ("2026-01-01", "UPR Outcomes")


def test_text_is_never_run_by_the_typesetter(tmp_path: Path) -> None:
    hostile = {"text": '#read("/etc/passwd") $x$ *a* \\ [b] <c> @d', "response": "supported"}
    few = records(tmp_path, recommendations(hostile, hostile))
    document = brief_of(Request(few, ALL, of="SVN", role=Role.REVIEWED))
    said = " ".join(pages(brief_pdf(document)))
    assert '#read("/etc/passwd") $x$ *a* \\ [b] <c> @d' in said


def test_no_row_of_a_table_is_cut_from_a_page_of_slides(few: Records) -> None:
    """Nine rows with names of two lines, below a title of three."""
    name = "Group of States with a name that takes two lines {n}"
    rows = tuple((name.format(n=n), *range(6)) for n in range(100, 109))
    heads = (name, *[name.format(n="")] * 6)
    long = Section("A long finding " * 12, "of what", table=Table(heads, rows), caveat="Caveat.")
    page = pypdf.PdfReader(
        io.BytesIO(slides_pdf(story_of(Request(few, ALL), [long])))
    ).pages[1]  # fmt: skip
    places: dict[str, float] = {}
    page.extract_text(visitor_text=lambda text, at, *_font: places.setdefault(text, at[5]))
    last = min(y for text, y in places.items() if "108" in text)
    assert last > max(y for text, y in places.items() if "Caveat" in text) + 10


@pytest.mark.parametrize("kind", [ChartKind.PARTS, ChartKind.BARS])
@pytest.mark.parametrize(("n", "size"), [(8, 18), (12, 12), (12, 18)])
def test_names_of_bars_are_wrapped_and_never_cut_by_the_edge(
    kind: ChartKind, n: int, size: float
) -> None:
    name = "Torture and other cruel, inhuman or degrading treatment or punishment of persons {n}"
    series = Series("Supported", tuple(0.1 for _n in range(n)), Response.SUPPORTED.value)
    chart = Chart(kind, tuple(name.format(n=one) for one in range(n)), (series,), "Alt")
    svg = images.svg_of(drawn(chart, 1100, 400, size))
    assert [one for one in faults_in_svg(svg) if one.startswith("cut off")] == []
    assert ("…" in svg) == (n == 12 and size == 18)


def test_pdfs_carry_only_our_fonts(few: Records) -> None:
    reader = pypdf.PdfReader(io.BytesIO(brief_pdf(brief_of(Request(few, ALL, of="SVN")))))
    fonts = {
        re.sub(r"^/?[A-Z]{6}[+]", "", str(font.get_object()["/BaseFont"]))
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert {name.split("-")[0] for name in fonts} == {"UPRSans"}
