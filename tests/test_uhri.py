"""OHCHR's index: each quirk of the real export, in placeholder records."""

import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from uhri_files import (
    HEADINGS,
    reading,
    row,
    rules,
    sample_of,
    silent,
    uhri_record,
    write_json,
    write_xlsx,
)

from upr_data.ingest.sources.base import BadInputError
from upr_data.ingest.sources.files import json_records
from upr_data.ingest.sources.uhri.index import UhriJson, UhriWorkbook
from upr_data.model import Col, Vocabulary


def test_a_plain_record(tmp_path: Path) -> None:
    assert row(tmp_path) == {
        "row_id": None,
        "recommendation_id": "A/HRC/28/15#115.1",
        "id_basis": "source",
        "kind": "recommendation",
        "cycle": 2,
        "session": 20,
        "state_under_review": "SVN",
        "state_under_review_as_given": "Slovenia",
        "recommending_state": "ESP",
        "recommending_state_as_given": "Spain",
        "response": "supported",
        "response_as_given": "Supported",
        "action_category": None,
        "action_category_basis": None,
        "issues": None,
        "themes": ["sample_theme"],
        "sdgs": ["goal_16", "target_16_3"],
        "affected_persons": ["sample_persons"],
        "text": "Sample text 1",
        "language": "en",
        "document_symbol": "A/HRC/28/15",
        "paragraph": "115.1",
        "source_url": None,
    }


def test_a_state_named_twice_counts_once_under_whatever_name(tmp_path: Path) -> None:
    named = ["Türkiye", "Turkey", "Spain", "Spain"]
    found = reading(tmp_path, uhri_record(UprRecommendingCountry=named, Text="1 Sample text 1"))
    assert found.recommendations[Col.RECOMMENDING_STATE].to_list() == ["TUR", "ESP"]
    assert rules(found, "repaired")["state_named_again"] == 2


def test_workbook_and_array_give_the_same_rows(tmp_path: Path) -> None:
    records = [
        uhri_record(),
        uhri_record(
            AnnotationId="0002",
            Text="115.2 Sample text 2 (Timor-Leste, Guinea-Bissau)",
            UprRecommendingCountry=["- Timor-Leste", "- Guinea-Bissau"],
        ),
    ]
    book = UhriWorkbook().read(write_xlsx(tmp_path / "uhri.xlsx", records), silent)
    assert book.recommendations.equals(reading(tmp_path, *records).recommendations)


def test_carriage_returns_of_a_workbook(tmp_path: Path) -> None:
    record = uhri_record(
        Text="115.1 Sample_x000D_\ntext", UprRecommendingCountry=["- Spain_x000D_\n- Peru"]
    )
    found = UhriWorkbook().read(write_xlsx(tmp_path / "uhri.xlsx", [record]), silent)
    assert found.recommendations.select("text", "recommending_state").rows() == [
        ("Sample text", "ESP"),
        ("Sample text", "PER"),
    ]


def test_headings_spelled_right_are_known(tmp_path: Path) -> None:
    right = {key: heading.replace("Reccom", "Recom") for key, heading in HEADINGS.items()}
    sample = write_xlsx(tmp_path / "uhri.xlsx", [uhri_record()], right)
    assert UhriWorkbook().recognises(sample)
    assert UhriWorkbook().read(sample, silent).recommendations.height == 1


def test_each_file_is_recognised_by_its_own_source_only(tmp_path: Path) -> None:
    array = write_json(tmp_path / "a", [uhri_record()])
    book = write_xlsx(tmp_path / "b", [uhri_record()])
    assert [UhriJson().recognises(one) for one in (array, book)] == [True, False]
    assert [UhriWorkbook().recognises(one) for one in (array, book)] == [False, True]


def test_states_are_parted_by_line_never_by_hyphen(tmp_path: Path) -> None:
    found = reading(
        tmp_path,
        uhri_record(UprRecommendingCountry=["- Timor-Leste", "- Guinea-Bissau"], Text="1. Sample"),
    )
    assert found.recommendations[Col.RECOMMENDING_STATE].to_list() == ["TLS", "GNB"]
    assert found.source.n_kept == 1


def test_a_workbook_cut_off_is_refused(tmp_path: Path) -> None:
    sample = write_xlsx(tmp_path / "uhri.xlsx", [uhri_record()])
    sample.path.write_bytes(sample.path.read_bytes()[:-30])
    with pytest.raises(BadInputError, match="damaged"):
        UhriWorkbook().read(sample, silent)


def test_a_workbook_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="it has no records"):
        UhriWorkbook().read(write_xlsx(tmp_path / "uhri.xlsx", []), silent)


@pytest.mark.parametrize(
    ("given", "response"),
    [
        (["- Supported"], "supported"),
        (["- Noted"], "noted"),
        (["- Supported/Noted"], "partially_supported"),
        (["- Supported", "- Noted"], "partially_supported"),
        ([], "unknown"),
        (["- Something else"], "unknown"),
    ],
)
def test_positions(tmp_path: Path, given: list[str], response: str) -> None:
    assert row(tmp_path, UprPositions=given)["response"] == response


def test_other_bodies_are_counted_in_one_line(tmp_path: Path) -> None:
    others = [uhri_record(Body="- CEDAW", AnnotationId=str(i)) for i in range(3)]
    found = reading(tmp_path, uhri_record(), *others)
    assert (found.source.n_read, found.source.n_kept, found.source.n_set_aside) == (4, 1, 3)
    assert rules(found, "set_aside") == {"not_upr": 3}


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"Text": "Response of Slovenia: sample"}, "response_of_a_state"),
        ({"AnnotationType": "- 5f2c0a1e-0000-4000-8000-000000000000"}, "unknown_type"),
        ({"Text": " <br/> "}, "no_text"),
    ],
)
def test_what_is_no_recommendation_is_set_aside(
    tmp_path: Path, changed: dict[str, str], rule: str
) -> None:
    found = reading(tmp_path, uhri_record(**changed))
    assert found.recommendations.is_empty()
    assert rules(found, "set_aside") == {rule: 1}


def test_a_record_given_twice_counts_once(tmp_path: Path) -> None:
    found = reading(tmp_path, uhri_record(), uhri_record())
    assert found.recommendations.height == 1
    assert rules(found, "set_aside") == {"annotation_twice": 1}


def test_two_records_of_one_key_stay_two(tmp_path: Path) -> None:
    found = reading(tmp_path, uhri_record(), uhri_record(Text="115.1 Sample text 2 (Spain)"))
    assert found.recommendations[Col.RECOMMENDATION_ID].to_list() == ["0001", "0001-2"]
    assert rules(found, "noticed")["annotation_of_two_records"] == 1


def test_a_paragraph_of_two_records_is_no_id(tmp_path: Path) -> None:
    other = uhri_record(AnnotationId="0002", Text="115.1 Sample text 2 (Peru)")
    found = reading(tmp_path, uhri_record(), other)
    assert found.recommendations[Col.RECOMMENDATION_ID].to_list() == ["0001", "0002"]


def test_without_paragraph_the_key_is_the_id(tmp_path: Path) -> None:
    assert row(tmp_path, Text="Sample text (Spain)")["recommendation_id"] == "0001"


@pytest.mark.parametrize("type_", ["- Voluntary pledges", "- Voluntary commitments"])
def test_pledges_by_type(tmp_path: Path, type_: str) -> None:
    changed = {"AnnotationType": type_, "UprRecommendingCountry": [], "Text": "9. Sample text"}
    assert row(tmp_path, **changed)["kind"] == "voluntary_pledge"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kosovo*", "XKX"),
        ("State of Palestine*", "PSE"),
        ("European Union", "EUE"),
        ("Cook Islands", "COK"),
        ("Niue", "NIU"),
    ],
)
def test_other_entities(tmp_path: Path, name: str, code: str) -> None:
    assert row(tmp_path, UprRecommendingCountry=[f"- {name}"])["recommending_state"] == code


def test_terms_have_labels(tmp_path: Path) -> None:
    terms = reading(tmp_path, uhri_record()).terms.filter(
        pl.col(Col.VOCABULARY) == Vocabulary.SDG.value
    )
    assert terms.select(Col.CODE, Col.LABEL).rows() == [
        ("goal_16", "16 Peace, justice and strong institutions"),
        ("target_16_3", "16.3 Sample target"),
    ]


def test_states_of_the_demonstration_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="invented"):
        reading(tmp_path, uhri_record(UprRecommendingCountry=["- QMA"]))


def test_changed_keys_are_named(tmp_path: Path) -> None:
    record = uhri_record()
    record["Wording"] = record.pop("Text")
    with pytest.raises(BadInputError, match=r"no column for text; the columns found are .*Wording"):
        reading(tmp_path, record)


@pytest.mark.parametrize("cut", [1, 200, 900])
def test_a_file_cut_off_is_refused(tmp_path: Path, cut: int) -> None:
    path = write_json(tmp_path / "uhri.json", [uhri_record()] * 2).path
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(BadInputError, match="cut off"):
        UhriJson().read(sample_of(path), silent)


def test_records_longer_than_a_chunk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_records, "CHUNK", 7)
    assert row(tmp_path)["paragraph"] == "115.1"


def test_keys_may_be_missing_where_a_record_has_no_value(tmp_path: Path) -> None:
    bare = {"AnnotationId": "9", "Body": "- CEDAW", "Text": "Sample text"}
    assert reading(tmp_path, bare, uhri_record()).source.n_kept == 1


@given(
    records=st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=20)), max_size=6),
    chunk=st.integers(1, 50),
)
def test_arrays_come_back_record_by_record(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, str]], chunk: int
) -> None:
    path = tmp_path_factory.mktemp("array") / "a.json"
    path.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_records, "CHUNK", chunk)
        place = json_records.Place((), is_bare=False, keys=frozenset())
        assert list(json_records.JsonRecords(path, place, lambda _done: None)) == records
