"""Small files made to take much: each ends early, in one sentence."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from filled import lines, with_part, write_xlsx
from uhri_files import uhri_record
from uhri_files import write_xlsx as write_uhri
from upr_info_files import csv_2018, record, xlsx
from word_files import HEAD_2014, write_list, write_parts

from upr_data.ingest.sources import read_file
from upr_data.ingest.sources.additions.template import read_template
from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.files import archive, cells, word, workbook
from upr_data.ingest.sources.matrices.opening import open_book
from upr_data.templates.layouts import ASSESSMENTS

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def refusal_of(path: Path, read: Callable[[Path], object] = read_file) -> str:
    with pytest.raises(BadInputError) as error:
        read(path)
    sentence = str(error.value)
    assert sentence.startswith(f"{path}: ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence.removeprefix(f"{path}: ")


def document(folder: Path, body: str, **parts: str) -> Path:
    path = folder / "list.docx"
    content = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    write_parts(path, {"word/document.xml": content, **parts})
    return path


def test_a_million_elements(tmp_path: Path) -> None:
    sentence = refusal_of(document(tmp_path, "<w:p/>" * 1_000_000))
    assert sentence.startswith("it has more than 300,000 elements")


def test_elements_within_elements(tmp_path: Path) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000
    assert "nested more than 100 deep" in refusal_of(document(tmp_path, deep))


def test_tables_within_tables(tmp_path: Path) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 6 + "</w:tc></w:tr></w:tbl>" * 6
    path = document(tmp_path, deep)
    assert "tables within tables" in refusal_of(path)
    assert "tables within tables" in refusal_of(path, open_book)


def test_one_endless_text(tmp_path: Path) -> None:
    text = f"<w:p><w:r><w:t>{'x' * 20_000_000}</w:t></w:r></w:p>"
    assert "more than 16,000,000 characters" in refusal_of(document(tmp_path, text))


def test_one_long_paragraph(tmp_path: Path) -> None:
    text = f"<w:p><w:r><w:t>{'x' * (word.MAX_CELL + 1)}</w:t></w:r></w:p>"
    assert "far too large" in refusal_of(document(tmp_path, text))


def test_a_thousand_page_headers(tmp_path: Path) -> None:
    headers = {f"word/header{n}.xml": f'<w:hdr xmlns:w="{W}"/>' for n in range(1_000)}
    path = document(tmp_path, "", **headers)
    assert "more than 100 page headers" in refusal_of(path)
    assert "more than 100 page headers" in refusal_of(path, open_book)


def test_an_archive_of_many_files(tmp_path: Path) -> None:
    parts = {f"media/{n}": "" for n in range(archive.MAX_PARTS)}
    assert "it holds more than 5,000 files" in refusal_of(document(tmp_path, "", **parts))


def test_50_mb_in_120_kb(tmp_path: Path) -> None:
    path = write_list(tmp_path / "list.docx", [["1.1 Sample (Spain)", "Supported", "a", "b"]]).path
    with_part(path, "word/document.xml", b"<w:tr><w:tc/></w:tr>" * 2_500_000)
    assert "it unpacks to 50 MB, far more than a file of its kind" in refusal_of(path)


def test_an_encoding_nobody_knows(tmp_path: Path) -> None:
    path = tmp_path / "list.docx"
    write_parts(path, {"word/document.xml": '<?xml version="1.0" encoding="x-foo"?><a/>'})
    assert "damaged" in refusal_of(path)


def with_cells(data: bytes, extra: str) -> bytes:
    """The workbook with more in its first sheet, after the last row."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            made.writestr(name, content.replace(b"</sheetData>", f"{extra}</sheetData>".encode()))
    return out.getvalue()


FAR = '<row r="1048576"><c r="P1048576"><v>1</v></c></row>'


def test_a_cell_in_the_last_row_of_uhri_s_workbook(tmp_path: Path) -> None:
    path = write_uhri(tmp_path / "uhri.xlsx", [uhri_record()]).path
    path.write_bytes(with_cells(path.read_bytes(), FAR))
    assert "far too large" in refusal_of(path)


def test_blank_rows_down_to_the_last_are_no_records(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    path.write_bytes(xlsx([record(), *[[""] * 11] * 5_000, record(text="Sample text 2")]))
    reading = read_file(path)
    assert reading.recommendations["text"].to_list() == ["Sample text 1", "Sample text 2"]
    assert reading.source.n_read == 2


def test_a_sheet_of_more_columns_than_any_export(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    far = '<row r="3"><c r="AMJ3" t="inlineStr"><is><t>x</t></is></c></row>'
    path.write_bytes(with_cells(xlsx([record()]), far))
    assert "3 rows and 1,024 columns" in refusal_of(path)


def test_small_workbooks_may_take_little() -> None:
    memory, seconds = workbook.USUAL.of(2_000)
    assert (memory, seconds) == (250_024_000, 3)
    assert workbook.USUAL.of(256_000_000) == (1_000_000_000, 54)


def test_more_cells_than_any_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("upr_data.ingest.sources.files.delimited.MAX_CELLS", 30)
    path = tmp_path / "export.csv"
    path.write_bytes(csv_2018([record(), record()]))
    assert "more than 30 cells" in refusal_of(path)
    assert cells.MAX_CELLS == 8_000_000


def template(path: Path) -> object:
    return read_template(path, (ASSESSMENTS,))


def test_cells_without_an_end(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "filled.xlsx", lines({}))
    with_part(path, "xl/worksheets/sheet9.xml", b'<c r="A1"' * 40_000)
    _, filled = template(path)  # type: ignore[misc]
    assert filled.cells.height == 1


def test_a_hundred_thousand_formulas(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "filled.xlsx", lines({}))
    with_part(path, "xl/worksheets/sheet9.xml", b'<c r="A1"><f>1</f></c>' * 100_001)
    assert "more than 100,000 formulas" in refusal_of(path, template)


@pytest.mark.parametrize("where", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_one_flipped_bit_in_a_filled_template(tmp_path: Path, where: float) -> None:
    path = write_xlsx(tmp_path / "filled.xlsx", lines({}))
    data = bytearray(path.read_bytes())
    start = data.index(b"xl/worksheets/sheet1.xml") + 24
    end = data.index(b"PK\x03\x04", start)
    data[start + int((end - start) * where)] ^= 4
    path.write_bytes(data)
    assert "damaged" in refusal_of(path, template)


def test_half_a_character_in_a_cell(tmp_path: Path) -> None:
    """A lone surrogate, which UTF-8 cannot say."""
    path = tmp_path / "uhri.json"
    path.write_text(
        '[{"AnnotationId": "1", "Symbol": "A/HRC/28/15", "Body": "- UPR", "AnnotationType": '
        '"- Recommendations", "Countries": ["- Slovenia"], "Text": "1.1 Sample \\ud800 text", '
        '"UprPositions": ["- Supported"], "UprSession": ["- 20"], "UprRecommendingCountry": '
        '["- Spain"]}]',
        encoding="utf-8",
    )
    found = read_file(path)
    assert found.recommendations.is_empty()
    assert found.report["rule"].to_list() == ["wrong_type"]


def test_lists_within_lists(tmp_path: Path) -> None:
    path = tmp_path / "uhri.json"
    path.write_text('[{"AnnotationId": ' + "[" * 100_000, encoding="utf-8")
    refusal_of(path)


@pytest.mark.parametrize("n", [1, 3, 10])
def test_long_paragraph_texts_are_read_whole(tmp_path: Path, n: int) -> None:
    long = escape("Sample text " * 200 * n)
    sample = write_list(
        tmp_path / "list.docx", [[f"1.1 {long} (Spain)", "Supported", "a", "b"]], HEAD_2014
    )
    assert read_file(sample.path).recommendations["text"].str.len_chars()[0] == 2400 * n - 1


def test_no_room_to_unpack_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(workbook, "TemporaryFile", full)
    path = tmp_path / "export.xlsx"
    path.write_bytes(xlsx([record()]))
    assert refusal_of(path).startswith("the disk of this computer has no room to unpack it")
