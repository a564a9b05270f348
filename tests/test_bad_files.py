"""Files that cannot be used: each is refused with one clear sentence."""

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest
from upr_info_files import HEADER_2018, csv_2018, delimited, record, xls_2015, xlsx

from upr_data.ingest.sources import read_file
from upr_data.ingest.sources.base import BadInputError


def refusal_of(path: Path) -> str:
    with pytest.raises(BadInputError) as error:
        read_file(path)
    sentence = str(error.value)
    assert sentence.startswith(str(path))
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def refusal_of_bytes(folder: Path, data: bytes, name: str = "file.csv") -> str:
    path = folder / name
    path.write_bytes(data)
    return refusal_of(path)


def test_missing_file(tmp_path: Path) -> None:
    assert "there is no such file" in refusal_of(tmp_path / "none.csv")


def test_folder(tmp_path: Path) -> None:
    assert "it is a folder" in refusal_of(tmp_path)


def test_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    assert "a link that leads back to itself" in refusal_of(tmp_path / "loop.csv")


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert "not a regular file" in refusal_of(tmp_path / "pipe.csv")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "file.csv"
    path.write_bytes(csv_2018([record()]))
    monkeypatch.setattr(Path, "open", refuse)
    assert "you have no permission to read it" in refusal_of(path)


def test_name_with_nul() -> None:
    with pytest.raises(BadInputError, match="not a file name"):
        read_file(Path("a\0b.csv"))


def test_empty(tmp_path: Path) -> None:
    assert "it is empty" in refusal_of_bytes(tmp_path, b"")


def test_blank_lines_alone(tmp_path: Path) -> None:
    assert "no table that can be read" in refusal_of_bytes(tmp_path, b"\r\n\r\n  \r\n")


@pytest.mark.parametrize("data", [csv_2018([]), xls_2015([]), xlsx([])])
def test_header_alone(tmp_path: Path, data: bytes) -> None:
    assert "a header and no records" in refusal_of_bytes(tmp_path, data)


def test_other_columns_are_named_with_those_needed(tmp_path: Path) -> None:
    sentence = refusal_of_bytes(tmp_path, b"SuR;Recommendation;Answer\nSlovenia;Sample text;Yes\n")
    assert "its columns are SuR, Recommendation, Answer" in sentence
    assert "needs SuR (or To), Recommendation (or Text), RS (or From)" in sentence


def test_two_columns_for_one_thing(tmp_path: Path) -> None:
    header = [*HEADER_2018[:-1], "Session", "Text"]
    data = delimited([header, [*record(), "Sample text"]], ",", "\n").encode()
    assert "two columns hold the text" in refusal_of_bytes(tmp_path, data)


def test_web_page(tmp_path: Path) -> None:
    page = b"<!DOCTYPE html>\n<html><body>Error 502</body></html>"
    assert "a web page or a data file" in refusal_of_bytes(tmp_path, page)


def test_binary_noise(tmp_path: Path) -> None:
    assert "no table" in refusal_of_bytes(tmp_path, hashlib.shake_256(b"noise").digest(100_000))


def test_nul_bytes(tmp_path: Path) -> None:
    data = csv_2018([record(text="Sample text"), record(text="Sample\0text")])
    assert "line 3 holds NUL bytes" in refusal_of_bytes(tmp_path, data)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9])
def test_cut_xls(tmp_path: Path, share: float) -> None:
    data = xls_2015([record(text=f"Sample text {i}") for i in range(100)])
    cut = data[: int(len(data) * share)]
    assert "damaged, cut off" in refusal_of_bytes(tmp_path, cut, "file.xls")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_cut_xlsx(tmp_path: Path, share: float) -> None:
    data = xlsx([record(text=f"Sample text {i}") for i in range(100)])
    cut = data[: int(len(data) * share)]
    assert "damaged, cut off" in refusal_of_bytes(tmp_path, cut, "file.xlsx")


def test_flipped_bit_in_xlsx(tmp_path: Path) -> None:
    data = bytearray(xlsx([record(text=f"Sample text {i}") for i in range(100)]))
    data[data.index(b"sheet1.xml") + 40] ^= 1
    assert "damaged" in refusal_of_bytes(tmp_path, bytes(data), "file.xlsx")


def test_csv_cut_in_quotes(tmp_path: Path) -> None:
    data = csv_2018([record(text='Sample "text"')])
    cut = data[: data.index(b'""text') + 2]
    assert "quotation marks do not pair" in refusal_of_bytes(tmp_path, cut)


def test_zip_that_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "file.xlsx", "w") as archive:
        archive.writestr("export.csv", "a,b")
    assert "a zip archive and no Excel workbook" in refusal_of(tmp_path / "file.xlsx")


def test_workbook_that_unpacks_to_too_much_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(300):
                sheet.write(bytes(1_000_000))
    assert "it unpacks to 300 MB" in refusal_of(path)


def test_workbook_with_a_far_cell_is_refused_within_limited_memory(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    with zipfile.ZipFile(io.BytesIO(xlsx([record()]))) as near, zipfile.ZipFile(path, "w") as far:
        for name in near.namelist():
            far.writestr(name, near.read(name).replace(b'r="K2"', b'r="XFD1048576"'))
    assert "far too large" in refusal_of(path)


def test_100_mb_without_a_line_end(tmp_path: Path) -> None:
    path = tmp_path / "endless.csv"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    assert "no table" in refusal_of(path)


def test_header_and_100_mb_without_a_line_end(tmp_path: Path) -> None:
    path = tmp_path / "endless.csv"
    path.write_bytes(csv_2018([]) + b"\r\n" + b"x" * 70_000)
    with path.open("ab") as file:
        file.truncate(100_000_000)
    assert "it has 100 MB, and an export of this kind has at most 64 MB" in refusal_of(path)


def test_header_and_a_long_line(tmp_path: Path) -> None:
    data = csv_2018([record(text="x" * 1_000_000)])
    assert "line 2 is longer than 131,072 characters" in refusal_of_bytes(tmp_path, data)


def test_state_of_the_demonstration(tmp_path: Path) -> None:
    sentence = refusal_of_bytes(tmp_path, csv_2018([record(), record(sur="QMA")]))
    assert "line 3 names 'QMA', an invented State of the demonstration" in sentence
