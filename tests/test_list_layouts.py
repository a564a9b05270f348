"""Word lists in the layouts that people have: columns, merged cells, labels, names, languages."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_files import HEAD_2014, HEAD_2025, SOURCE, Cell, cell, row, write_list, write_table

from upr_data.ingest.sources import read_file
from upr_data.ingest.sources.base import BadInputError, Reading
from upr_data.ingest.sources.thematic_lists.labels import Labels, labels_of
from upr_data.model import Col

FULL = ["recommending_state", "response", "themes", "sdgs", "affected_persons"]


def read(folder: Path, head: Sequence[Cell], *rows: Sequence[Cell]) -> Reading:
    return read_file(write_list(folder / "list.docx", rows, head).path)


def rows_of(found: Reading) -> list[tuple[Any, ...]]:
    return found.recommendations.select("paragraph", *FULL).rows()


def notices(found: Reading) -> dict[str, int]:
    return dict(found.report.select(Col.RULE, Col.N).iter_rows())


def test_themes_sdgs_and_persons_in_one_cell(tmp_path: Path) -> None:
    themes = [
        "- Sample theme one", "- Sample theme two", "SDGs: ", "- 10 - REDUCED INEQUALITIES",
        "- 16 - PEACE", "Affected persons: ", "- sample persons",
    ]  # fmt: skip
    found = read(tmp_path, HEAD_2014, [["1.1 Sample (Spain);", SOURCE], "Supported", themes, ""])
    assert rows_of(found) == [
        ("1.1", "ESP", "supported", ["sample_theme_one", "sample_theme_two"],
         ["goal_10", "goal_16"], ["sample_persons"])
    ]  # fmt: skip
    assert found.terms["code"].to_list() == [
        "sample_theme_one", "sample_theme_two", "goal_10", "goal_16", "sample_persons",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["A12 One"], Labels(("A12 One",))),
        (["Themes:", "- One", "- Two"], Labels(("One", "Two"))),
        (["SDGs: 10, 16.3"], Labels(sdgs=("10", "16.3"))),
        (["One", "SDG:", "5"], Labels(("One",), sdgs=("5",))),
        (["One", "- 16 - PEACE, JUSTICE"], Labels(("One",), sdgs=("16 - PEACE, JUSTICE",))),
        (["One", "SDG 5 Gender"], Labels(("One",), sdgs=("SDG 5 Gender",))),
        (["Relevant SDGs : 4"], Labels(sdgs=("4",))),
        (["Groups of Persons: ", "- Women"], Labels(persons=("Women",))),
        (["Rights-holders: Children"], Labels(persons=("Children",))),
        (["Persons affected:", "• Girls", "– Boys"], Labels(persons=("Girls", "Boys"))),
        (["SDGs:", "10", "Themes:", "One"], Labels(("One",), sdgs=("10",))),
        (["Right or area: One"], Labels(("One",))),
        (["SDGs:", "99 - NONE"], Labels(unplaced=("99 - NONE",))),
        (["Cross-cutting:", "Two"], Labels(unplaced=("Cross-cutting:", "Two"))),
        ([], Labels()),
    ],
)
def test_labels_part_a_cell(lines: list[str], expected: Labels) -> None:
    assert labels_of(lines) == expected


@given(st.lists(st.text(max_size=30), max_size=8))
def test_no_line_of_a_cell_is_lost(lines: list[str]) -> None:
    found = labels_of(lines)
    placed = "".join((*found.themes, *found.persons, *found.sdgs, *found.unplaced))
    for line in lines:
        for word in line.split():
            letters = "".join(filter(str.isalnum, word))
            is_label = ":" in line
            assert is_label or all(one in placed for one in letters)


def test_what_stands_under_no_known_label_is_noticed(tmp_path: Path) -> None:
    themes = ["One", "Cross-cutting:", "Two"]
    found = read(tmp_path, HEAD_2014, ["1.1 Sample (Spain)", "Noted", themes, ""])
    assert rows_of(found)[0][3] == ["one"]
    assert notices(found) == {"theme_not_placed": 2}


def test_a_heading_over_two_columns_of_the_grid(tmp_path: Path) -> None:
    head = row(cell("Recommendation", span=2), cell("Position"), cell("Full list of themes"))
    one = row(cell("1.1 Sample (Spain)"), cell(""), cell("Supported"), cell("One"))
    two = row(cell("1.2"), cell("Sample text (Peru)"), cell("Noted"), cell("Two"))
    found = read_file(write_table(tmp_path / "list.docx", head, one, two).path)
    assert rows_of(found) == [
        ("1.1", "ESP", "supported", ["one"], [], []),
        ("1.2", "PER", "noted", ["two"], [], []),
    ]


def test_cells_over_two_columns_under_plain_headings(tmp_path: Path) -> None:
    head = row(cell("Recommendation"), cell("Position"), cell("Themes"), cell("SDGs"))
    one = row(cell("1.1 Sample (Spain)"), cell("Supported"), cell("One", span=2))
    found = read_file(write_table(tmp_path / "list.docx", head, one).path)
    assert rows_of(found) == [("1.1", "ESP", "supported", ["one"], [], [])]


def test_headings_in_two_rows(tmp_path: Path) -> None:
    first = row(cell("Recommendation", span=2), cell("Position", merge="restart"), cell("Theme"))
    second = row(cell("Text"), cell("Recommending State/s"), cell("", merge=""), cell(""))
    one = row(cell("1.1 Sample"), cell(["Spain", "Peru"]), cell("Noted"), cell("One"))
    found = read_file(write_table(tmp_path / "list.docx", first, second, one).path)
    assert rows_of(found) == [("1.1", code, "noted", ["one"], [], []) for code in ("ESP", "PER")]
    assert found.source.n_read == 1


def test_a_theme_row_may_have_persons_in_a_cell_beside_it(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["Right or area: 2.1 One", "Affected persons: Children", ""],
        ["1.1 Sample (Spain)", "Noted", ""],
    ]
    found = read(tmp_path, ["Recommendation", "Position", "Ministry"], *rows)
    assert rows_of(found) == [("1.1", "ESP", "noted", ["one"], [], ["children"])]


def test_columns_that_were_dragged_keep_their_order(tmp_path: Path) -> None:
    head = row(cell("Recommendation"), cell("Position", span=2), cell("Themes"))
    one = row(cell("1.1 Sample (Spain)", span=2), cell("Supported"), cell("One"))
    found = read_file(write_table(tmp_path / "list.docx", head, one).path)
    assert rows_of(found) == [("1.1", "ESP", "supported", ["one"], [], [])]


def test_a_cell_merged_with_the_one_above_has_its_text(tmp_path: Path) -> None:
    head = row(cell("Themes"), cell("Recommendation"), cell("Position"))
    one = row(cell("One", merge="restart"), cell("1.1 Sample (Spain)"), cell("Noted"))
    two = row(cell("", merge=""), cell("1.2 Sample (Peru)"), cell("Noted"))
    found = read_file(write_table(tmp_path / "list.docx", head, one, two).path)
    assert [themes for _, _, _, themes, *_ in rows_of(found)] == [["one"], ["one"]]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1), (1, 3, 0, 2)], ids=str)
def test_columns_in_any_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    cells: list[Cell] = ["1.1 Sample (Spain)", "Noted", "- One", "- 5 - GENDER EQUALITY"]
    found = read(tmp_path, [HEAD_2025[i] for i in order], [cells[i] for i in order])
    assert rows_of(found) == [("1.1", "ESP", "noted", ["one"], ["goal_5"], [])]


@pytest.mark.parametrize("heading", ["Recommending State/s", "Recommending State(s)"])
@pytest.mark.parametrize("text", ["1.1 Sample", "1.1 Sample (Spain, Peru);"])
def test_a_column_of_recommending_states(tmp_path: Path, heading: str, text: str) -> None:
    head = ["Recommendation", heading, "Position", "Theme"]
    found = read(tmp_path, head, [text, ["Spain", "Peru"], "Noted", "One"])
    assert found.recommendations.select("text", "recommending_state").rows() == [
        ("Sample", "ESP"),
        ("Sample", "PER"),
    ]


def test_columns_of_numbers_persons_and_sources(tmp_path: Path) -> None:
    head = ["No.", "Recommendation", "Position", "Affected persons", "Source of position"]
    line = ["1.1", "Sample (Spain)", "Noted", "Children", "A/HRC/28/15/Add.1 - Para. 3"]
    found = read(tmp_path, head, line)
    assert rows_of(found) == [("1.1", "ESP", "noted", [], [], ["children"])]
    assert found.recommendations["document_symbol"].to_list() == ["A/HRC/28/15"]


def test_cells_under_no_known_heading_are_noticed(tmp_path: Path) -> None:
    head = ["Recommendation", "Position", "Ministry"]
    found = read(tmp_path, head, ["1.1 Sample (Spain)", "Noted", "Sample ministry"])
    assert notices(found) == {"theme_missing": 1, "cell_not_read": 1}


@pytest.mark.parametrize(
    ("merged", "theme"),
    [
        ("Theme: A12 Sample theme", "sample_theme"),
        ("Right or area: 2.1 Sample area", "sample_area"),
        ("Right/area: Sample area", "sample_area"),
        ("THEME : Sample theme", "sample_theme"),
    ],
)
def test_theme_rows_are_passed_down(tmp_path: Path, merged: str, theme: str) -> None:
    head = ["Recommendation", "Position"]
    rows = [[merged], ["1.1 Sample (Spain)", "Noted"], ["1.2 Sample (Peru)", "Noted"]]
    found = read(tmp_path, head, *rows)
    assert [themes for _, _, _, themes, *_ in rows_of(found)] == [[theme], [theme]]


def test_a_theme_row_ends_with_the_next(tmp_path: Path) -> None:
    rows = [["Theme: One"], ["1.1 A (Spain)", "Noted"], ["Theme: Two"], ["1.2 B (Peru)", "Noted"]]
    found = read(tmp_path, ["Recommendation", "Position"], *rows)
    assert [themes for _, _, _, themes, *_ in rows_of(found)] == [["one"], ["two"]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("(Niger (the)) (Netherlands (Kingdom of the))", ["NER", "NLD"]),
        ("(Iceland, on behalf of Denmark, Finland and Norway)", ["ISL", "DNK", "FIN", "NOR"]),
        ("(Iceland (on behalf of Denmark))", ["ISL", "DNK"]),
        ("(Spain on behalf of the European Union)", ["ESP", "EUE"]),
        ("(Congo, Democratic Republic of the Congo and Republic of Korea)", ["COG", "COD", "KOR"]),
        ("(Congo, Democratic Republic of the)", ["COD"]),
        ("(Korea, Republic of; Spain)", ["KOR", "ESP"]),
        ("(Trinidad and Tobago and Antigua and Barbuda)", ["TTO", "ATG"]),
        ("(Spain and Peru and Chile)", ["ESP", "PER", "CHL"]),
        ("(Iran (Islamic Republic of), Bolivia (Plurinational State of))", ["IRN", "BOL"]),
        ("[Spain]", ["ESP"]),
        ("(Spain )(Peru)", ["ESP", "PER"]),
        ("(UK) (USA) (UAE)", ["GBR", "USA", "ARE"]),
        ("(Türkiye)(Côte d\u00b4Ivoire)", ["TUR", "CIV"]),
        ("(CEDAW) (Peru)", ["PER"]),
    ],
)
def test_names_behind_a_text(tmp_path: Path, text: str, names: list[str]) -> None:
    found = read(tmp_path, HEAD_2014, [f"1.1 Sample text {text};", "Noted", "One", ""])
    assert found.recommendations["recommending_state"].to_list() == names
    assert set(found.recommendations["text"]) == {
        "Sample text (CEDAW)" if "CEDAW" in text else "Sample text"
    }


def test_numbered_parts_have_states_of_their_own(tmp_path: Path) -> None:
    text = "1.1 Sample one (Spain) (a); sample two (Peru) (b);"
    found = read(tmp_path, HEAD_2014, [text, "Noted", "One", ""])
    assert found.recommendations.select("text", "recommending_state").rows() == [
        ("Sample one", "ESP"),
        ("sample two", "PER"),
    ]


def test_states_that_are_not_named_are_noticed(tmp_path: Path) -> None:
    text = "1.1 Sample text (Ireland, Spain, etc.);"
    found = read(tmp_path, HEAD_2014, [text, "Noted", "One", ""])
    assert found.recommendations["recommending_state"].to_list() == ["IRL", "ESP"]
    assert notices(found) == {"states_not_named": 1}


def test_states_that_speak_for_others_are_noticed(tmp_path: Path) -> None:
    text = "1.1 Sample text (Iceland, on behalf of Denmark);"
    found = read(tmp_path, ["Recommendation", "Supported/Noted"], ["Theme: One"], [text, "Noted"])
    assert found.recommendations["recommending_state"].to_list() == ["ISL", "DNK"]
    assert notices(found) == {"spoken_on_behalf": 1}


@pytest.mark.parametrize(
    ("position", "response", "given_as"),
    [
        ("Supported", "supported", "Supported"),
        (["Supported", "(see A/HRC/28/15/Add.1, para. 3)"], "supported", "Supported"),
        ("Noted (para. 7)", "noted", "Noted"),
        ("Supported / Noted", "partially_supported", "Supported / Noted"),
        (["Supported", "Noted"], "unknown", "Supported Noted"),
        ("Supported, in part", "unknown", "Supported, in part"),
        ("Not for us", "unknown", "Not for us"),
    ],
)
def test_positions(tmp_path: Path, position: Cell, response: str, given_as: str) -> None:
    found = read(tmp_path, HEAD_2014, ["1.1 Sample (Spain)", position, "One", ""])
    assert found.recommendations.select("response", "response_as_given").rows() == [
        (response, given_as)
    ]
    assert notices(found) == ({"response_not_understood": 1} if response == "unknown" else {})


@pytest.mark.parametrize(
    ("head", "header", "line", "language"),
    [
        (
            ["Recomendación", "Posición", "Lista completa de temas"],
            "EPU de España (4º ciclo - 49º período de sesiones)",
            "50.1 Considerar la adopción de la ley de muestra (Gambia);",
            "Spanish",
        ),
        (
            ["Recommandation", "Position", "Liste complète des thèmes"],
            "EPU de la Slovénie (4e cycle - 48e session)",
            "120.1 Adopter la loi d\u2019exemple (Espagne) ;",
            "French",
        ),
        (
            ["Рекомендация", "Позиция", "Темы"],
            "УПО Словении (4-й цикл)",
            "1.1 Принять образец",
            "Russian",
        ),
        (
            ["Recommendation", "Position", "Themes"],
            "UPR of Slovenia (2nd Cycle - 20th session)",
            "50.1 Considerar la adopción de la ley de muestra para los niños (Gambia);",
            "Spanish",
        ),
    ],
)
def test_lists_in_other_languages_are_refused(
    tmp_path: Path, head: list[str], header: str, line: str, language: str
) -> None:
    path = write_list(tmp_path / "list.docx", [[line, "x", "y"]], head, [header]).path
    with pytest.raises(BadInputError) as error:
        read_file(path)
    assert f"this list is in {language}, and only English lists are read" in str(error.value)
    assert "heading" not in str(error.value)


def test_a_foreign_name_in_an_english_text_is_no_other_language(tmp_path: Path) -> None:
    text = "1.1 Support the sample Commission de la vérité et de la réconciliation (Spain)"
    assert read(tmp_path, HEAD_2014, [text, "Noted", "One", ""]).recommendations.height == 1


def test_a_list_without_headings_is_refused(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["1.1 Sample (Spain)", "Supported", "One"]]
    path = write_list(tmp_path / "list.docx", rows, ["Theme: One"]).path
    with pytest.raises(BadInputError, match="no table has the columns “Recommendation” and"):
        read_file(path)


@pytest.mark.parametrize(
    "header",
    [
        "UPR of Slovenia (2nd Cycle – 20th session)",
        "Universal Periodic Review of the Slovenia (Second Cycle - 20th Session)",
        "UPR of  Slovenia\n(2 cycle , 20 session)",
        "UPR of Iran (Islamic Republic of) (2nd Cycle – 20th session)",
    ],
)
def test_page_headers(tmp_path: Path, header: str) -> None:
    rows = [["1.1 Sample (Spain)", "Noted", "One", ""]]
    found = read_file(write_list(tmp_path / "list.docx", rows, header=[header]).path)
    assert found.recommendations.select("session", "cycle").rows() == [(20, 2)]


def test_a_session_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "a.docx", [], header=["UPR of Slovenia (2nd cycle - 99th session)"]
    )
    with pytest.raises(BadInputError, match="there is no such session"):
        read_file(path.path)


def test_a_text_beyond_all_measure_is_set_aside(tmp_path: Path) -> None:
    long = "1.1 Ratify (" + " and x" * 6000 + ")"
    found = read(tmp_path, HEAD_2014, [long, "Noted", "One", ""])
    assert found.recommendations.is_empty()
    assert notices(found) == {"text_too_long": 1}
