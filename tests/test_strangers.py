"""Files that are no export we read: one true sentence, with what to do."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from upr_data.ingest.sources import read_file
from upr_data.ingest.sources.base import BadInputError

SAVE_AS_DOCX = "open it in Word, save it as a Word document (.docx), and import that."
MATRIX = "python -m upr_data import --matrix FILE --from SNAPSHOT"


def refusal_of(folder: Path, data: bytes, name: str = "file") -> str:
    path = folder / name
    path.write_bytes(data)
    with pytest.raises(BadInputError) as error:
        read_file(path)
    sentence = str(error.value)
    assert sentence.isprintable()
    assert sentence.endswith(".")
    return sentence.removeprefix(f"{path}: ")


def refusal_of_table(folder: Path, header: str, line: str = "1,2,3") -> str:
    return refusal_of(folder, f"{header}\n{line}\n".encode(), "table.csv")


def archive(kind: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("mimetype", kind)
        parts.writestr("content.xml", "<a/>")
    return file.getvalue()


def old_word() -> bytes:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    return (
        container
        + "Root Entry".encode("utf-16-le").ljust(128, b"\0")
        + "WordDocument".encode("utf-16-le").ljust(128, b"\0")
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (old_word(), f"this is an old Word document (.doc); {SAVE_AS_DOCX}"),
        (b"{\\rtf1 Sample}", f"this is a text in Rich Text Format; {SAVE_AS_DOCX}"),
        (
            archive("application/vnd.oasis.opendocument.text"),
            f"this is an OpenDocument text; {SAVE_AS_DOCX}",
        ),
        (
            archive("application/vnd.oasis.opendocument.spreadsheet"),
            (
                "this is an OpenDocument spreadsheet; save it as an Excel workbook (.xlsx) or as "
                "CSV UTF-8."
            ),
        ),
        (
            b"%PDF-1.7 Sample",
            "this is a PDF, and tables in PDFs are not read; get the Word or Excel file of it.",
        ),
        (b"\x1f\x8b\x08\0", "it is packed (gzip); unpack it first."),
    ],
)
def test_other_formats(tmp_path: Path, data: bytes, sentence: str) -> None:
    assert refusal_of(tmp_path, data) == sentence


@pytest.mark.parametrize(
    "header",
    [
        "recommendation_number,recommendation_text,recommending_state,official_status",
        "public_id,recommendation_number,original_text,acceptance_status,assessment_status",
        "Recommendation,Implementation,Ministry",
        "No,Text,Level of implementation",
        "Recommendation,Progress rating,Comment",
    ],
)
def test_trackers_are_matrices(tmp_path: Path, header: str) -> None:
    sentence = refusal_of_table(tmp_path, header)
    assert "it says how recommendations are implemented" in sentence
    assert MATRIX in sentence


@pytest.mark.parametrize("header", ["id,title,response_status", "Text,Acceptance status,Name"])
def test_a_response_is_no_status(tmp_path: Path, header: str) -> None:
    assert MATRIX not in refusal_of_table(tmp_path, header)


def test_counts_are_no_recommendations(tmp_path: Path) -> None:
    header = "cut,state,recommendations,supported,refused,refusal_rate"
    sentence = refusal_of_table(tmp_path, header)
    assert "these are counts, and recommendations are imported one by one" in sentence


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (
            "Mechanism,State,Year,Paragraph,Text,Recommending State UPR,Response UPR,SDG goals",
            "the SDG - Human Rights Data Explorer of the Danish Institute for Human Rights",
        ),
        (
            "title,reference,description,accepted,response,taxonomies",
            "IMPACT OSS, a national tracking database",
        ),
    ],
)
def test_dashboards_are_named(tmp_path: Path, header: str, name: str) -> None:
    sentence = refusal_of_table(tmp_path, header)
    assert sentence.startswith(f"its columns are those of {name};")
    assert "fetch upr-info" in sentence


def test_few_missing_columns_are_named(tmp_path: Path) -> None:
    sentence = refusal_of_table(tmp_path, '"",SuR,Recommendation,RS,Response,A,Issue,C')
    assert "no column is one of: action category, session of the review" in sentence


def test_records_of_another_make_are_named_by_their_fields(tmp_path: Path) -> None:
    records = [{"id": "1", "country": "Kenya", "mechanism": "UPR", "status": "Noted"}]
    sentence = refusal_of(tmp_path, json.dumps(records).encode(), "records.json")
    assert sentence.startswith("its records have the fields country, id, mechanism, status, so")
    assert "AnnotationId" in sentence


def test_a_word_document_under_an_old_name_is_read_by_content(tmp_path: Path) -> None:
    sentence = refusal_of(tmp_path, archive("application/zip"), "list.doc")
    assert "zip archive" in sentence
