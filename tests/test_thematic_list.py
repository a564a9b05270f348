"""OHCHR's thematic lists: three layouts in placeholder documents, and two real ones."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_files import HEAD_2025, SOURCE, Cell, write_list, write_parts

from upr_data.domain.states import STATES
from upr_data.ingest.sources.base import BadInputError, Reading, Sample
from upr_data.ingest.sources.thematic_lists.lists import ThematicList
from upr_data.ingest.sources.words.states_in_text import Part, parts
from upr_data.model import Col


def silent(_done: int, _of: int) -> None:
    """No progress."""


def reading(folder: Path, *rows: list[Cell]) -> Reading:
    return ThematicList().read(write_list(folder / "list.docx", rows), silent)


def entry(text: str, position: str = "Supported", assessment: str = "") -> list[Cell]:
    themes: Cell = ["A12 Sample theme", "Affected persons:", "- children"]
    return [[text, SOURCE], position, themes, assessment]


def n_by_rule(found: Reading) -> dict[str, int]:
    return dict(found.report.select(Col.RULE, Col.N).iter_rows())


def test_layout_of_2014(tmp_path: Path) -> None:
    found = reading(
        tmp_path, ["Theme: A12 Sample theme"], entry("115.4 Sample text (Spain, Peru);")
    )
    assert found.recommendations.select(
        "recommendation_id", "session", "state_under_review", "recommending_state", "response",
        "text", "document_symbol", "paragraph", "themes", "affected_persons",
    ).rows() == [
        ("A/HRC/28/15#115.4", 20, "SVN", code, "supported", "Sample text", "A/HRC/28/15",
         "115.4", ["sample_theme"], ["children"])
        for code in ("ESP", "PER")
    ]  # fmt: skip
    assert (found.source.n_read, found.source.n_kept) == (1, 1)


def test_layout_of_2019_has_a_bracket_for_each_state(tmp_path: Path) -> None:
    found = reading(tmp_path, entry("121.1 Sample text (France) (Lithuania);"))
    assert found.recommendations[Col.RECOMMENDING_STATE].to_list() == ["FRA", "LTU"]


def test_layout_of_2025_has_goals(tmp_path: Path) -> None:
    row: list[Cell] = [
        ["140.7 Sample text (Spain);", "Source of Position: A/HRC/59/15/Add.1 - Para.3"],
        "Noted",
        ["- Sample theme", "Groups of Persons: ", "- Women & girls"],
        ["- 5 - GENDER EQUALITY", "- 16 - PEACE"],
    ]
    header = ["UPR of Slovenia (4th Cycle - 4", "8th Session)"]
    found = ThematicList().read(write_list(tmp_path / "a.docx", [row], HEAD_2025, header), silent)
    assert found.recommendations.select(
        "session", "response", "sdgs", "affected_persons"
    ).rows() == [(48, "noted", ["goal_5", "goal_16"], ["women_and_girls"])]
    assert found.assessments.is_empty()


def test_each_text_of_a_paragraph_has_its_own_states(tmp_path: Path) -> None:
    found = reading(tmp_path, entry("121.2 Sample text 1 (Ukraine); Sample text 2 (Slovakia);"))
    assert found.recommendations.select("text", "recommending_state").rows() == [
        ("Sample text 1", "UKR"),
        ("Sample text 2", "SVK"),
    ]
    assert found.recommendations[Col.RECOMMENDATION_ID].n_unique() == 1
    assert n_by_rule(found) == {"several_texts_in_one_paragraph": 1}


def test_a_paragraph_under_two_themes_is_one_with_both(tmp_path: Path) -> None:
    again = entry("115.4 Sample text (Spain);")
    again[2] = "B1 Another theme"
    found = reading(tmp_path, entry("115.4 Sample text (Spain);"), ["Theme: B1"], again)
    assert found.recommendations[Col.THEMES].to_list() == [["sample_theme", "another_theme"]]
    assert (found.source.n_read, found.source.n_kept) == (2, 2)
    assert n_by_rule(found) == {"joined_over_themes": 1}


def test_two_positions_on_one_paragraph_are_reported(tmp_path: Path) -> None:
    text = "115.4 Sample text (Spain);"
    found = reading(tmp_path, entry(text), entry(text, "Noted"))
    assert found.recommendations["response"].to_list() == ["supported"]
    assert n_by_rule(found)["rows_of_one_paragraph_differ"] == 1


def test_the_theme_row_serves_rows_without_themes(tmp_path: Path) -> None:
    bare = entry("115.4 Sample text (Spain);")
    bare[2] = ""
    found = reading(tmp_path, ["Theme: A12 Merged theme"], bare)
    assert found.recommendations[Col.THEMES].to_list() == [["merged_theme"]]


@pytest.mark.parametrize(
    ("words", "level"),
    [("Implemented", "fully"), ("Under way.", "partially"), ("See paragraph 4.", "unclear")],
)
def test_the_assessment_column_is_the_states_own_word(
    tmp_path: Path, words: str, level: str
) -> None:
    found = reading(tmp_path, entry("115.4 Sample text (Spain, Peru);", assessment=words))
    assert found.assessments.select(
        "recommendation_id", "assessor", "assessor_type", "level", "milestone", "comment"
    ).rows() == [("A/HRC/28/15#115.4", "Slovenia", "state", level, "mid_term", words)]


def test_rows_without_number_are_set_aside(tmp_path: Path) -> None:
    found = reading(tmp_path, entry("Sample text (Spain)"))
    assert found.recommendations.is_empty()
    assert found.report.select("line", "rule").rows() == [(2, "no_paragraph")]


def test_unknown_and_missing_positions_are_noticed(tmp_path: Path) -> None:
    found = reading(
        tmp_path, entry("1.1 Sample (Spain)", "Perhaps"), entry("1.2 Sample (Peru)", "")
    )
    assert found.recommendations.select("response", "response_as_given").rows() == [
        ("unknown", "Perhaps"),
        ("unknown", None),
    ]
    assert n_by_rule(found) == {"response_not_understood": 1, "response_missing": 1}


def test_unknown_states_are_kept_as_given_and_noticed(tmp_path: Path) -> None:
    found = reading(tmp_path, entry("1.1 Sample text (Untied Kingdom);"))
    assert found.recommendations.select(
        "recommending_state", "recommending_state_as_given"
    ).rows() == [(None, "Untied Kingdom")]
    assert n_by_rule(found) == {"unknown_recommending_state": 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A (Venezuela (Bolivarian Republic of),Peru);",
            [("A", "Venezuela (Bolivarian Republic of)", "Peru")],
        ),
        ("Ratify A (CRPD) (Spain)", [("Ratify A (CRPD)", "Spain")]),
        ("A (Bosnia and Herzegovina and Peru)", [("A", "Bosnia and Herzegovina", "Peru")]),
        ("Work with (Italy) on A (Timor-Leste)", [("Work with (Italy) on A", "Timor-Leste")]),
        ("A by 2020 (Agenda 2030)", [("A by 2020 (Agenda 2030)",)]),
    ],
)
def test_states_in_brackets(text: str, expected: list[tuple[str, ...]]) -> None:
    assert parts(text) == tuple(Part(one, tuple(names)) for one, *names in expected)


@given(
    st.lists(
        st.tuples(
            st.from_regex(r"[A-Z][a-z]{2,8}( [a-z]{2,9}){0,5}", fullmatch=True),
            st.lists(
                st.sampled_from([one.name for one in STATES.values()]), min_size=1, unique=True
            ),
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from([", ", ") ("]),
)
def test_parts_come_back_as_they_went_in(
    given_parts: list[tuple[str, list[str]]], between: str
) -> None:
    texts = [f"{text} ({between.join(names)})" for text, names in given_parts]
    expected = tuple(Part(text, tuple(names)) for text, names in given_parts)
    assert parts("; ".join(texts) + ";") == expected


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (["Thematic list"], "no page header says whose review"),
        (["UPR of Slovenja (2nd Cycle - 20th session)"], "write Slovenia"),
        (["UPR of Slovenia (3rd Cycle - 20th session)"], "that session is of cycle 2"),
    ],
)
def test_a_review_that_cannot_be_told_is_refused(
    tmp_path: Path, header: list[str], words: str
) -> None:
    sample = write_list(tmp_path / "a.docx", [entry("1.1 Sample (Spain)")], header=header)
    with pytest.raises(BadInputError, match=words):
        ThematicList().read(sample, silent)


def test_a_table_of_other_columns_is_shown(tmp_path: Path) -> None:
    sample = write_list(tmp_path / "a.docx", [], head=["Name", "Date", "Place"])
    with pytest.raises(BadInputError, match="Name · Date · Place"):
        ThematicList().read(sample, silent)


def test_entity_attacks_are_refused(tmp_path: Path) -> None:
    attack = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    sample = write_parts(tmp_path / "a.docx", {"word/document.xml": attack})
    with pytest.raises(BadInputError, match="document type"):
        ThematicList().read(sample, silent)


def test_archives_that_unpack_to_too_much_are_refused(tmp_path: Path) -> None:
    sample = write_parts(tmp_path / "a.docx", {"word/document.xml": " " * (65 << 20)})
    with pytest.raises(BadInputError, match="unpacks to"):
        ThematicList().read(sample, silent)


@given(st.data())
def test_flipped_bits_are_refused_or_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = write_list(
        tmp_path_factory.mktemp("word") / "a.docx", [entry("115.4 Sample text (Spain)")]
    ).path
    content = bytearray(path.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content)
    sample = Sample(path, len(content), bytes(content[:100]))
    with contextlib.suppress(BadInputError):
        found = ThematicList().read(sample, silent).recommendations
        assert found["recommendation_id"].to_list() == ["A/HRC/28/15#115.4"]


def test_damaged_archives_are_refused(tmp_path: Path) -> None:
    path = write_list(tmp_path / "a.docx", []).path
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(BadInputError, match="damaged"):
        ThematicList().read(Sample(path, 1, b""), silent)


@pytest.mark.parametrize(
    ("file", "n_supported", "n_noted"),
    [
        ("UPR20__Slovenia_ThematicListRecommendations_E.docx", 142, 21),
        ("UPR48_Slovenia_Thematic_list_of_Recommendations.docx", 217, 37),
    ],
)
def test_recommendations_of_real_lists(
    real_exports: Path, file: str, n_supported: int, n_noted: int
) -> None:
    found = real_list(real_exports, file).recommendations.unique("recommendation_id")
    counts = found["response"].value_counts().rows()
    assert sorted(counts) == [("noted", n_noted), ("supported", n_supported)]


def test_rows_of_a_real_list(real_exports: Path) -> None:
    file = "UPR20__Slovenia_ThematicListRecommendations_E.docx"
    found = real_list(real_exports, file).recommendations
    assert sorted(found["response"].value_counts().rows()) == [("noted", 25), ("supported", 155)]
    assert found["recommending_state"].null_count() == 0


def real_list(folder: Path, file: str) -> Reading:
    path = folder / "ohchr-thematic-lists" / file
    sample = Sample(path, path.stat().st_size, path.read_bytes()[:100])
    assert ThematicList().recognises(sample)
    return ThematicList().read(sample, silent)


def test_marks_of_no_comment_are_no_words(tmp_path: Path) -> None:
    marks = ["-", "N/A", "Not assessed", "Pending", "Implemented", ""]
    rows = [
        [[f"115.{n} Adopt the sample act {n} (Spain);", SOURCE], "Supported", "A12 Sample", one]
        for n, one in enumerate(marks, 1)
    ]
    reading = ThematicList().read(write_list(tmp_path / "list.docx", rows), lambda _d, _t: None)
    assert reading.assessments.select("recommendation_id", "level", "level_as_given").rows() == [
        ("A/HRC/28/15#115.5", "fully", "Implemented")
    ]
    noticed = dict(reading.report.select("rule", "n").iter_rows())
    assert noticed["marked_no_comment"] == 4
