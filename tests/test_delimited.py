"""Encoding, delimiter, line ends and line numbers of text tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from upr_info_files import HEADER_2018, delimited, record

from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.files.cells import Ragged, Records
from upr_data.ingest.sources.files.delimited import (
    MAX_LINE,
    delimiter_of,
    first_record,
    read_delimited,
)
from upr_data.ingest.sources.files.encoding import encoding_of
from upr_data.model import Col

CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n\t\"';,"))
# Not í, ö and ú: alone in a file, their bytes in Mac Roman read as well in Windows-1252.
ACCENTED = st.text("abcdeéèàçñüóêãá", min_size=1)
LEGACY_WORDS = st.lists(ACCENTED.map(lambda word: f"sample{word}text"), max_size=8)


def read(text: str, encoding: str = "utf-8") -> Records:
    records = read_delimited(text.encode(encoding), "file.csv")
    assert records is not None
    return records


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_told_from_the_header(delimiter: str) -> None:
    assert delimiter_of(delimiter.join(HEADER_2018)) == delimiter


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_told_from_marks_or_evidence(encoding: str) -> None:
    assert read("name;text\nCôte d\u2019Ivoire;“Sample” 日本", encoding).cells.row(0) == (
        2,
        "Côte d\u2019Ivoire",
        "“Sample” 日本",
    )


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("text", ["Côte d\u2019Ivoire", "São Tomé", "“Sample” – text", "Türkiye"])
def test_old_encodings_are_told_by_how_they_read(encoding: str, text: str) -> None:
    assert read(f"a,b\n1,{text}", encoding).cells["1"].to_list() == [text]


def test_plain_ascii_is_utf8() -> None:
    assert encoding_of(b"a,b\n1,2", "file.csv") == "utf-8"


def test_broken_utf8_is_refused_with_its_line() -> None:
    data = "a,b\n1,é\n2,é\n".encode() + b"3,\xe9\n"
    with pytest.raises(BadInputError, match="line 4 has bytes that are not UTF-8"):
        read_delimited(data, "file.csv")


def test_lines_are_counted_as_an_editor_does() -> None:
    cells = read('a,b\r\n1,"x\ny\r\nz"\r2,u\n\n3,v').cells
    assert cells[Col.LINE].to_list() == [2, 5, 7]


def test_line_ends_in_quotes_are_kept() -> None:
    assert read('a,b\r\n1,"x\ny\r\nz\rw"').cells["1"].to_list() == ["x\ny\r\nz\rw"]


def test_records_of_another_width_are_kept_apart() -> None:
    assert read("a,b\n1,2\n1,2,3\n1\n1,2,,").ragged == (Ragged(3, 3), Ragged(4, 1))


def test_unpaired_quotes_are_refused_with_their_line() -> None:
    with pytest.raises(BadInputError, match="from line 3 on, the quotation marks do not pair"):
        read('a,b\n1,2\n1,"2\n3,4')


def test_endless_line_is_refused_with_its_line() -> None:
    with pytest.raises(BadInputError, match="line 2 is longer than 131,072 characters"):
        read("a,b\n" + "x" * (MAX_LINE + 1))


def test_nul_bytes_are_refused_with_their_line() -> None:
    with pytest.raises(BadInputError, match="line 2 holds NUL bytes"):
        read("name,text\n1,sample\0text")


def test_first_record_of_binary_is_none() -> None:
    assert first_record(bytes(range(256)) * 16) is None


def test_first_record_skips_blank_lines() -> None:
    assert first_record(b"\r\n\r\na;b\r\n1;2") == ["a", "b"]


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=6))
def test_unicode_cells_survive_as_utf8_with_semicolons(rows: list[list[str]]) -> None:
    assert_survives(rows, ";", "\r\n", "utf-8-sig")


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=6))
def test_unicode_cells_survive_as_utf16_with_tabs(rows: list[list[str]]) -> None:
    assert_survives(rows, "\t", "\n", "utf-16")


@given(st.lists(LEGACY_WORDS.map(" ".join), max_size=6), st.sampled_from(["mac_roman", "cp1252"]))
def test_accented_cells_survive_as_old_text(cells: list[str], encoding: str) -> None:
    assert_survives([[cell, "\r,\n"] for cell in cells], ",", "\r", encoding)


def assert_survives(rows: list[list[str]], delimiter: str, line_end: str, encoding: str) -> None:
    rows = [[*row, "end"] for row in rows]
    text = delimited([["a", "b", "c"], *rows], delimiter, line_end)
    assert [list(row[1:]) for row in read(text, encoding).cells.rows()] == rows


def test_record_fixture_has_the_width_of_the_header() -> None:
    assert len(record()) == len(HEADER_2018)


@pytest.mark.parametrize(
    ("declared", "delimiter"), [("sep=;", ";"), ('"sep=,"', ","), ("SEP=\t", "\t"), ("sep=|", "|")]
)
def test_a_line_that_declares_the_delimiter_is_no_record(declared: str, delimiter: str) -> None:
    text = f"{declared}\r\na{delimiter}b\r\n1{delimiter}2;3,4\r\n"
    records = read_delimited(text.replace("2;3,4", "2").encode(), "a.csv")
    assert records is not None
    assert (records.header, records.cells.rows()) == (("a", "b"), [(3, "1", "2")])


def test_the_first_record_is_the_one_behind_the_declaration() -> None:
    assert first_record(b"\xef\xbb\xbfsep=;\na,b;c\n") == ["a,b", "c"]
