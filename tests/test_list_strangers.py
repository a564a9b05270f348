"""Word lists as Word keeps them: changes tracked, hidden text, boxes, numbers split over runs."""

from pathlib import Path
from typing import Any

import pytest
from word_files import cell, row, write_list, write_table

from upr_data.ingest.building import Inputs, Prepared, prepare
from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.words.positions import response_of
from upr_data.ingest.sources.words.states_in_text import parts
from upr_data.operating.child import no_progress

HEAD = ["Recommendation", "Position", "Full list of themes"]


def listed(path: Path) -> Prepared:
    return prepare(Inputs((path,)), no_progress)


def read(path: Path, *columns: str) -> list[tuple[Any, ...]]:
    return listed(path).tables.recommendations.select(columns).rows()


def table(path: Path, *paragraphs: str, row_properties: str = "") -> Path:
    """A list whose recommendations are these paragraphs in WordprocessingML."""
    rows = (
        f"<w:tr>{row_properties}<w:tc>{one}</w:tc>{cell('Noted')}{cell('Theme')}</w:tr>"
        for one in paragraphs
    )
    write_table(path, row(*map(cell, HEAD)), *rows)
    return path


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    "inside",
    [
        "<w:del><w:r><w:delText>Old</w:delText></w:r></w:del>",
        f"<w:del>{run('115.9 Old')}</w:del>",
        f"<w:moveFrom>{run('115.9 Moved away')}</w:moveFrom>",
        run("115.9 Hidden ", "<w:rPr><w:vanish/></w:rPr>"),
        f"<w:r><w:pict><w:txbxContent><w:p>{run('Box')}</w:p></w:txbxContent></w:pict></w:r>",
        run("\u200b\ufeff"),
    ],
)
def test_what_no_reader_sees_is_not_read(tmp_path: Path, inside: str) -> None:
    shown = run("115.1 Sam\u00adple text (Canada)\u200b;")
    path = table(tmp_path / "list.docx", f"<w:p>{inside}{shown}</w:p>")
    assert read(path, "paragraph", "text", "recommending_state") == [
        ("115.1", "Sample text", "CAN")
    ]


def test_text_whose_hiding_is_switched_off_is_read(tmp_path: Path) -> None:
    shown = run("115.1 Sample (Canada);", '<w:rPr><w:vanish w:val="0"/></w:rPr>')
    assert read(table(tmp_path / "list.docx", f"<w:p>{shown}</w:p>"), "text") == [("Sample",)]


def test_a_deleted_row_is_gone(tmp_path: Path) -> None:
    gone = row(cell("115.2 Gone (Chad);"), cell("Noted"), cell("Theme"))
    gone = gone.replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
    kept = row(cell("115.1 Sample (Canada);"), cell("Noted"), cell("Theme"))
    write_table(tmp_path / "list.docx", row(*map(cell, HEAD)), kept, gone)
    assert read(tmp_path / "list.docx", "paragraph") == [("115.1",)]


def test_numbers_made_by_word_are_said(tmp_path: Path) -> None:
    paragraph = f"<w:p><w:pPr><w:numPr/></w:pPr>{run('Sample (Canada);')}</w:p>"
    with pytest.raises(BadInputError, match="Word numbers the row by itself"):
        listed(table(tmp_path / "list.docx", paragraph))


@pytest.mark.parametrize("number", [["115.", "10 Sample"], "115 .10 Sample", "115. 10 Sample"])
def test_a_number_in_two_pieces_is_one(tmp_path: Path, number: str | list[str]) -> None:
    lines = [number] if isinstance(number, str) else number
    lines = [*lines[:-1], f"{lines[-1]} (Canada);"]
    write_list(tmp_path / "list.docx", [[lines, "Noted", "Theme"]], head=HEAD)
    assert read(tmp_path / "list.docx", "paragraph", "text") == [("115.10", "Sample")]


def test_a_text_goes_on_in_the_next_row(tmp_path: Path) -> None:
    rows = [
        ["115.1 Sample text that goes", "Noted", "Theme"],
        HEAD,
        ["on below (Canada);", "", ""],
        ["115.2 Sample (Chad);", "Noted", "Theme"],
        ["A line of its own", "", ""],
    ]
    write_list(tmp_path / "list.docx", rows, head=HEAD)
    prepared = listed(tmp_path / "list.docx")
    found = prepared.tables.recommendations.select("text", "recommending_state").rows()
    assert found == [("Sample text that goes on below", "CAN"), ("Sample", "TCD")]
    rules = dict(prepared.report.select("rule", "n").rows())
    assert rules == {"joined_over_rows": 1, "no_paragraph": 1}


@pytest.mark.parametrize(
    ("words", "response"),
    [
        ("Enjoys the support of Kenya", "supported"),
        ("The recommendation enjoys the support of Kenya", "supported"),
        ("Does not enjoy the support of Kenya", "noted"),
        ("The recommendation does not enjoy support", "noted"),
        ("Taken note of", "noted"),
        ("Will be examined", None),
        ("Under consideration", None),
    ],
)
def test_positions_in_words(words: str, response: str | None) -> None:
    assert response_of(words) == response


@pytest.mark.parametrize("between", [", ", " and ", ", and ", " & ", " / ", ""])
def test_brackets_of_one_list(between: str) -> None:
    (part,) = parts(f"Sample text (Canada), (Chad){between}(Mali);")
    assert (part.text, part.states) == ("Sample text", ("Canada", "Chad", "Mali"))


def test_brackets_apart_are_no_list() -> None:
    (part,) = parts("Work with (Canada), and with others (Mali);")
    assert part.states == ("Mali",)
