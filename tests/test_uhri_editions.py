"""OHCHR's index as people have it: other editions, lead-ins, numbers, sheets and titles."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from uhri_files import HEADINGS, reading, row, rules, uhri_record, write_json, write_sheets

from upr_data.ingest.sources import read_file
from upr_data.ingest.sources.base import BadInputError
from upr_data.model import Col

SPANISH: dict[str, Any] = {
    "Body": "- EPU",
    "AnnotationType": "- Recomendaciones",
    "Countries": ["- España"],
    "UprPositions": ["- Apoyada"],
    "UprCycle": ["- 4º ciclo"],
    "UprSession": ["- 49º período de sesiones"],
    "UprRecommendingCountry": ["- Gambia"],
    "Text": "50.1 Considerar la ley de muestra (Gambia);",
}
FRENCH: dict[str, Any] = {
    "Body": "- EPU",
    "AnnotationType": "- Recommandations",
    "Countries": ["- Espagne"],
    "UprPositions": ["- Appuyée"],
    "UprRecommendingCountry": ["- Gambie"],
    "Text": "50.1 Envisager la loi d\u2019exemple (Gambie);",
}
RUSSIAN: dict[str, Any] = {
    "Body": "- УПО",
    "AnnotationType": "- Рекомендации",
    "Countries": ["- Испания"],
    "Text": "50.1 Принять образец закона (Гамбия);",
}
ENGLISH_CODES = {"Body": "- UPR", "AnnotationType": "- Recommendations"}
LONG_TEXT = {"Text": "50.1 Considerar la adopción de la ley de muestra para los niños (Gambia);"}


@pytest.mark.parametrize(
    ("changed", "language"),
    [
        (SPANISH, "Spanish"),
        (FRENCH, "French"),
        (RUSSIAN, "Russian"),
        (SPANISH | ENGLISH_CODES, "Spanish"),
        (FRENCH | ENGLISH_CODES, "French"),
        (RUSSIAN | ENGLISH_CODES, "Russian"),
        (SPANISH | ENGLISH_CODES | {"UprPositions": ["- Supported"], "UprCycle": []}, "Spanish"),
        (LONG_TEXT, "Spanish"),
    ],
)
def test_other_editions_are_refused(tmp_path: Path, changed: dict[str, Any], language: str) -> None:
    with pytest.raises(BadInputError) as error:
        reading(tmp_path, uhri_record(**changed), uhri_record(AnnotationId="2", **changed))
    sentence = str(error.value)
    assert f"this is the {language} edition of OHCHR's index" in sentence
    assert "export-full-en.json" in sentence


def test_a_stray_record_in_another_language_is_set_aside(tmp_path: Path) -> None:
    found = reading(tmp_path, uhri_record(), uhri_record(AnnotationId="2", **LONG_TEXT))
    assert found.recommendations.height == 1
    assert rules(found, "set_aside") == {"other_language": 1}


@pytest.mark.parametrize(
    "text",
    [
        "115.1 Support the Commission de la vérité et de la réconciliation in Sample (Spain)",
        "115.1 Ratify the Convention de La Haye (Spain)",
        "115.1 Ratify CEDAW (Côte d'Ivoire)",
    ],
)
def test_english_texts_may_quote_foreign_names(tmp_path: Path, text: str) -> None:
    assert row(tmp_path, Text=text)["language"] == "en"


@pytest.mark.parametrize(
    "text",
    [
        "111. The recommendations below will be examined by Slovenia, which will answer later:",
        "112. All recommendations in this report reflect the position of the submitting States.",
        (
            "All conclusions and/or recommendations contained in the present report reflect the "
            "position of the submitting State(s) and/or the State under review. They should not be "
            "construed as endorsed by the Working Group as a whole."
        ),
        "60. The recommendations listed below enjoy the support of Slovenia:",
        "62. The following recommendations did not enjoy the support of Slovenia:",
        "61. Slovenia considers that the recommendations above have already been implemented.",
        "59. In the course of the discussion, the following recommendations were made to Slovenia:",
        (
            "63. The recommendations will be examined by Slovenia, which will provide responses in "
            "due time, but no later than the sample session."
        ),
        "64. Slovenia supports the following recommendations:",
        "65. The recommendations below have been noted by Slovenia:",
    ],
)
def test_paragraphs_about_recommendations_are_none(tmp_path: Path, text: str) -> None:
    record = uhri_record(AnnotationId="2", Text=text, UprRecommendingCountry=[], UprPositions=[])
    found = reading(tmp_path, uhri_record(), record)
    assert found.recommendations[Col.PARAGRAPH].to_list() == ["115.1"]
    assert rules(found, "set_aside") == {"lead_in_or_closing_paragraph": 1}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("115.2 Implement the recommendations that were accepted (Peru);", []),
        ("115.2 Consider that the recommendations of the sample body are implemented", ["- Peru"]),
        ("115.2 Implement all recommendations of the treaty bodies", []),
        ("115.2 Adopt the sample act", []),
    ],
)
def test_recommendations_about_recommendations_stay(
    tmp_path: Path, text: str, names: list[str]
) -> None:
    record = uhri_record(AnnotationId="2", Text=text, UprRecommendingCountry=names)
    assert reading(tmp_path, uhri_record(), record).recommendations.height == 2


@pytest.mark.parametrize(
    "text",
    [
        "50.1 Adopt it",
        "50.1. Adopt it",
        "50.1: Adopt it",
        "50.1) Adopt it",
        "(50.1) Adopt it",
        "50.1 - Adopt it",
        "50.1\u00a0– Adopt it",
        "50.1Adopt it",
        "50.1.Adopt it",
        "- 50.1 Adopt it",
        "§ 50.1 Adopt it",
        "para. 50.1: Adopt it",
        "Paragraph 50.1 Adopt it",
        "<p><strong>50.1</strong> Adopt it</p>",
        "<div>50.1 &nbsp;Adopt&nbsp;it</div>",
    ],
)
def test_forms_of_the_number(tmp_path: Path, text: str) -> None:
    found = row(tmp_path, Text=f"{text} (Spain);")
    assert (found["paragraph"], found["text"]) == ("50.1", "Adopt it")


def titled(records: list[list[Any]]) -> dict[str, list[list[Any]]]:
    return {"Data": [["Universal Human Rights Index"], [], ["Country: Slovenia"], *records]}


def behind(records: list[list[Any]]) -> dict[str, list[list[Any]]]:
    return {"Metadata": [["Filters"], ["Country in (Slovenia)"]], "Data": records}


def behind_and_titled(records: list[list[Any]]) -> dict[str, list[list[Any]]]:
    return {"Read me": [["Sample"]], **titled(records)}


def with_blank_rows(records: list[list[Any]]) -> dict[str, list[list[Any]]]:
    head, *others = records
    return {"Data": [[], head, [], *others, [], []]}


@pytest.mark.parametrize("arranged", [titled, behind, behind_and_titled, with_blank_rows])
def test_workbooks_with_titles_and_other_sheets(
    tmp_path: Path, arranged: Callable[[list[list[Any]]], dict[str, list[list[Any]]]]
) -> None:
    record = {key: value if isinstance(value, str) else "\n".join(value)
              for key, value in uhri_record().items()}  # fmt: skip
    cells = [[*HEADINGS.values()], [record[key] for key in HEADINGS]]
    found = read_file(write_sheets(tmp_path / "uhri.xlsx", arranged(cells)))
    assert found.recommendations.select("paragraph", "recommending_state").rows() == [
        ("115.1", "ESP")
    ]
    assert (found.source.n_read, found.source.n_set_aside) == (1, 0)


def test_the_workbook_saved_as_text(tmp_path: Path) -> None:
    path = tmp_path / "uhri.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(HEADINGS.values())
        cells = uhri_record()
        table.writerow("\n".join(one) if isinstance(one := cells[key], list) else one
                       for key in HEADINGS)  # fmt: skip
        table.writerow(["1"])
    found = read_file(path)
    assert found.recommendations.select("paragraph", "recommending_state").rows() == [
        ("115.1", "ESP")
    ]
    assert rules(found, "set_aside") == {"cells_do_not_fit": 1}


def test_states_in_a_text_stay_where_the_list_names_them(tmp_path: Path) -> None:
    text = "111.1 Study (Algeria)/sign (Egypt) the Sample Convention (Algeria, Egypt);"
    path = write_json(
        tmp_path / "uhri.json",
        [uhri_record(Text=text, UprRecommendingCountry=["- Algeria", "- Egypt"])],
    ).path
    assert read_file(path).recommendations.select("text", "recommending_state").rows() == [
        ("Study (Algeria)/sign (Egypt) the Sample Convention", "DZA"),
        ("Study (Algeria)/sign (Egypt) the Sample Convention", "EGY"),
    ]


def test_entities_of_monstrous_numbers_do_no_harm(tmp_path: Path) -> None:
    found = row(tmp_path, Text=json.loads('"115.1 Sample &#' + "1" * 5000 + '; (Spain);"'))
    assert found["text"] == "Sample \ufffd"
