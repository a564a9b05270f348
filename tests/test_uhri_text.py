"""The texts of OHCHR's index: paragraph, States and markup out of them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uhri_files import reading, row, rules, uhri_record

from upr_data.domain.states import STATES
from upr_data.ingest.sources.uhri import text as uhri_text
from upr_data.ingest.sources.words.states_in_text import texts_of
from upr_data.model import Col


@pytest.mark.parametrize(
    ("text", "paragraph", "rest"),
    [
        ("137.197 Improve sample 1", "137.197", "Improve sample 1"),
        ("Recommendation No. 41, para. 81: 41. Take sample 2", "81.41", "Take sample 2"),
        ("Recommendation No. 3, para. 79(a): 79(a). Take sample 3", "79(a)", "Take sample 3"),
        ("paragraph 28: Take sample 4", "28", "Take sample 4"),
        ("67. Take sample 5", "67", "Take sample 5"),
        ("28 Take sample 6", "28", "Take sample 6"),
        ("Take sample 7 by 2030", "", "Take sample 7 by 2030"),
        ("2030 is sample 8", "", "2030 is sample 8"),
    ],
)
def test_forms_of_the_paragraph(text: str, paragraph: str, rest: str) -> None:
    assert uhri_text.opening(text) == uhri_text.Opening(paragraph, rest)


def test_each_of_several_texts_goes_to_its_own_states(tmp_path: Path) -> None:
    found = reading(
        tmp_path,
        uhri_record(
            Text="121.2 Sample text 1 (Ukraine); Sample text 2 (Slovakia);",
            UprRecommendingCountry=["- Ukraine", "- Slovakia"],
        ),
    ).recommendations
    assert found[Col.TEXT].to_list() == ["Sample text 1", "Sample text 2"]
    assert found[Col.RECOMMENDATION_ID].n_unique() == 1


def test_a_state_behind_two_texts_has_both(tmp_path: Path) -> None:
    found = reading(
        tmp_path,
        uhri_record(
            Text="121.2 Sample text 1 (Ukraine, Peru); Sample text 2 (Peru);",
            UprRecommendingCountry=["- Ukraine", "- Peru"],
        ),
    ).recommendations
    assert found.select("recommending_state", "text").rows() == [
        ("UKR", "Sample text 1"),
        ("PER", "Sample text 1"),
        ("PER", "Sample text 2"),
    ]


def test_acronym_before_the_states_stays(tmp_path: Path) -> None:
    assert row(tmp_path, Text="1. Ratify the sample (CRPD) (Spain)")["text"] == (
        "Ratify the sample (CRPD)"
    )


def test_states_come_from_the_text_where_the_list_is_empty(tmp_path: Path) -> None:
    found = reading(tmp_path, uhri_record(UprRecommendingCountry=[]))
    assert found.recommendations[Col.RECOMMENDING_STATE].to_list() == ["ESP"]
    assert rules(found, "repaired")["recommending_states_from_text"] == 1


def test_markup_and_ocr_are_mended_and_counted(tmp_path: Path) -> None:
    found = reading(
        tmp_path,
        uhri_record(Text="115.1 <p>Sample&nbsp;text &amp;amp; imple-\r\nmen\u00adtation</p>"),
    )
    assert found.recommendations[Col.TEXT].to_list() == ["Sample text & implementation"]
    counted = rules(found, "repaired")
    assert counted["html_entities"] == counted["words_split_by_ocr"] == 1
    assert counted["html_tags_and_invisible_characters"] == 1


@given(st.text(max_size=300))
def test_any_text_is_read_without_harm(text: str) -> None:
    clean, _ = uhri_text.clean(text)
    opened = uhri_text.opening(clean)
    parts, _ = texts_of(opened.text, ["Spain"])
    assert all(len(part.text) <= len(opened.text) for part in parts)


@given(
    number=st.integers(1, 250),
    names=st.lists(st.sampled_from([one.name for one in STATES.values()]), min_size=1, unique=True),
    words=st.from_regex(r"[A-Z][a-z]{2,8}( [a-z]{2,9}){1,8}", fullmatch=True),
)
def test_paragraph_text_and_states_come_apart(number: int, names: list[str], words: str) -> None:
    opened = uhri_text.opening(f"136.{number} {words} ({', '.join(names)});")
    parts, _ = texts_of(opened.text, [])
    assert opened.paragraph == f"136.{number}"
    assert [(part.text, list(part.states)) for part in parts] == [(words, names)]


def test_pledge_among_recommendations(tmp_path: Path) -> None:
    found = reading(
        tmp_path, uhri_record(Text="Voluntary pledge: sample", UprRecommendingCountry=[])
    )
    assert found.recommendations[Col.KIND].to_list() == ["voluntary_pledge"]
    assert rules(found, "repaired")["pledge_among_recommendations"] == 1
