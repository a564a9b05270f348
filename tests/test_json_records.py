"""Records of both databases in JSON, however they are wrapped, and what else may stand in them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stand_in import uwazi_row
from uhri_files import uhri_record

from upr_data.ingest.sources import read_file
from upr_data.ingest.sources.base import BadInputError, Reading
from upr_data.model import Col

Records = list[dict[str, Any]]
SESSION = "20 - October 2014"


def compact(records: Records) -> str:
    return json.dumps(records, separators=(",", ":"))


def pretty(records: Records) -> str:
    return json.dumps(records, indent=4)


def lines(records: Records) -> str:
    return "\n".join(map(json.dumps, records)) + "\n\n"


def pretty_one_by_one(records: Records) -> str:
    return "\n\n".join(json.dumps(record, indent=2) for record in records)


def wrapped(records: Records) -> str:
    return json.dumps({"records": records})


def deeply_wrapped(records: Records) -> str:
    return json.dumps({"status": "ok", "data": {"n": 2, "items": records}, "next": None})


def behind_other_lists(records: Records) -> str:
    buckets = [{"key": str(i), "label": "Sample", "filtered": {"doc_count": i}} for i in range(900)]
    return json.dumps({"aggregations": {"all": {"buckets": buckets}}, "rows": records})


def with_mark(records: Records) -> str:
    return "\ufeff" + pretty(records)


SHAPES = [
    compact, pretty, lines, pretty_one_by_one, wrapped, deeply_wrapped, behind_other_lists,
    with_mark,
]  # fmt: skip


def read(folder: Path, text: str) -> Reading:
    path = folder / "export.json"
    path.write_text(text, encoding="utf-8")
    return read_file(path)


def refusal_of(folder: Path, text: str) -> str:
    with pytest.raises(BadInputError) as error:
        read(folder, text)
    return str(error.value).removeprefix(f"{folder / 'export.json'}: ")


def reasons(found: Reading) -> list[str]:
    return found.report["detail"].to_list()


@pytest.mark.parametrize("shape", SHAPES)
def test_the_index_is_read_in_any_shape(tmp_path: Path, shape: Callable[[Records], str]) -> None:
    other = uhri_record(AnnotationId="0002", Text="115.2 Sample text 2 (Peru);")
    found = read(tmp_path, shape([uhri_record(), other]))
    assert found.recommendations[Col.PARAGRAPH].to_list() == ["115.1", "115.2"]
    assert found.source.n_read == 2


@pytest.mark.parametrize("shape", SHAPES)
def test_todays_database_is_read_in_any_shape(
    tmp_path: Path, shape: Callable[[Records], str]
) -> None:
    found = read(tmp_path, shape([uwazi_row("1", SESSION), uwazi_row("2", SESSION)]))
    assert found.recommendations[Col.RECOMMENDATION_ID].to_list() == ["1", "2"]
    assert found.recommendations[Col.TEXT].to_list() == ["Sample text 1", "Sample text 2"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "export.json"
    path.write_bytes(pretty([uhri_record()]).encode(encoding))
    assert read_file(path).source.n_kept == 1


def test_answers_saved_one_after_the_other_are_all_read(tmp_path: Path) -> None:
    pages = [{"rows": [uwazi_row(key, SESSION)], "totalRows": 2} for key in "12"]
    found = read(tmp_path, "\n".join(map(json.dumps, pages)))
    assert found.recommendations[Col.RECOMMENDATION_ID].to_list() == ["1", "2"]


@pytest.mark.parametrize("rest", ["x", "{", '{"rows": [', "]"])
def test_what_follows_an_answer_is_not_passed_over(tmp_path: Path, rest: str) -> None:
    text = json.dumps({"rows": [uwazi_row("1", SESSION)]}) + rest
    assert "damaged or cut off" in refusal_of(tmp_path, text)


def test_a_flat_record_needs_no_metadata(tmp_path: Path) -> None:
    row = uwazi_row("1", SESSION)
    flat = {"sharedId": "1"} | {
        name: value[0].get("label", value[0]["value"]) for name, value in row["metadata"].items()
    }
    found = read(tmp_path, json.dumps([flat]))
    assert found.recommendations.select("state_under_review", "session", "text").rows() == [
        ("SVN", 20, "Sample text 1")
    ]


@pytest.mark.parametrize(
    ("total", "relation", "words"),
    [
        (10_000, "gte", "1 of 10,000 or more records"),
        (2, "eq", "1 of 2 records"),
        (1, "gte", "1 of 1 or more records"),
    ],
)
def test_one_page_of_many_is_refused(tmp_path: Path, total: int, relation: str, words: str) -> None:
    page = {"rows": [uwazi_row("1", SESSION)], "totalRows": total, "relation": relation}
    sentence = refusal_of(tmp_path, json.dumps(page))
    assert sentence.startswith(f"it is one page of an answer: {words}; fetch them all")


def test_a_whole_answer_is_read(tmp_path: Path) -> None:
    page = {"totalRows": 1, "relation": "eq", "rows": [uwazi_row("1", SESSION)]}
    assert read(tmp_path, json.dumps(page)).source.n_kept == 1


def test_unpublished_records_and_copies_are_set_aside(tmp_path: Path) -> None:
    rows = [
        uwazi_row("1", SESSION) | {"published": True},
        uwazi_row("2", SESSION) | {"published": False},
        uwazi_row("1", SESSION) | {"language": "es"},
        uwazi_row("1", SESSION),
    ]
    found = read(tmp_path, json.dumps(rows))
    assert found.recommendations.height == 1
    assert (found.source.n_read, found.source.n_kept) == (4, 1)
    assert found.report["rule"].to_list() == ["unpublished", "other_language", "key_twice"]


def test_internal_codes_in_place_of_labels_are_counted(tmp_path: Path) -> None:
    row = uwazi_row("1", SESSION)
    row["metadata"]["issues"] = [
        {"value": "0a1b2c3d-1111-2222-3333-444455556666"},
        {"value": "x", "label": "Justice"},
        {"value": "k3j9x0q1z2"},
    ]
    found = read(tmp_path, json.dumps([row]))
    assert found.recommendations[Col.ISSUES].to_list() == [["justice"]]
    counted = dict(found.report.select("rule", "n").rows())
    assert counted["internal_code_instead_of_label"] == 2


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"metadata": {"session": 5}}, "It names no State under review."),
        ({"metadata": []}, "Its metadata have no named fields."),
        ({"metadata": {"session": {"label": ["20"]}}}, "session of the review is neither a word"),
        ({"metadata": {"response": [True]}}, "response of the State is neither a word"),
        ({"metadata": {"issues": ["x"] * 301}}, "issues named has 301 values"),
        ({"metadata": {"session": "9" * 5000}}, "session of the review has 5,000 characters"),
        ({"metadata": {"recommendation": "\ud800"}}, "half a character"),
        ({"sharedId": "\udfff"}, "Its key holds half a character"),
        ({"sharedId": ["1"]}, "Its key is neither a word"),
    ],
)
def test_a_record_of_wrong_types_is_set_aside(
    tmp_path: Path, changed: dict[str, Any], reason: str
) -> None:
    found = read(tmp_path, json.dumps([uwazi_row("1", SESSION), uwazi_row("2", SESSION) | changed]))
    assert found.recommendations[Col.RECOMMENDATION_ID].to_list() == ["1"]
    assert [one for one in reasons(found) if reason in one]
    assert (found.source.n_read, found.source.n_set_aside) == (2, 1)


@pytest.mark.parametrize("given", [None, 5, "words", [], [[]], True])
def test_what_is_no_record_is_set_aside(tmp_path: Path, given: object) -> None:
    found = read(tmp_path, json.dumps([uwazi_row("1", SESSION), given]))
    assert reasons(found) == ["It is no record: it has no named fields."]
    index = read(tmp_path, json.dumps([uhri_record(), given]))
    assert "It is no record: it has no named fields." in reasons(index)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"Countries": {"a": 1}}, "In countries: neither words nor a list of words."),
        ({"UprSession": ["- " + "1" * 5000]}, "In sessions: a value of 5,000 characters."),
        ({"Text": "115.1 \ud800 x"}, "In text: half a character (a lone surrogate)."),
        ({"Text": ["115.1 Sample"]}, "In text: neither words nor a list of words."),
        ({"Themes": ["x"] * 501}, "In themes: 501 values, more than there can be."),
        ({"Text": "115.1 Ratify " + ";" * 60_000}, "Record 0002 has 60,013 characters."),
    ],
)
def test_a_record_of_the_index_of_wrong_types_is_set_aside(
    tmp_path: Path, changed: dict[str, Any], reason: str
) -> None:
    other = uhri_record(AnnotationId="0002") | changed
    found = read(tmp_path, json.dumps([uhri_record(), other]))
    assert found.recommendations.height == 1
    assert reason in reasons(found)


def test_numbers_beyond_all_counting_stay_words(tmp_path: Path) -> None:
    other = uhri_record(AnnotationId="0002")
    text = json.dumps([uhri_record(), other]).replace('["- 20"]', "1" * 5000, 1)
    assert read(tmp_path, text).source.n_set_aside == 1


@pytest.mark.parametrize(
    ("first", "words"),
    [
        ({"format": "upr-info-uwazi"}, "does not say how many records it has"),
        ({"format": "upr-info-uwazi", "server": "s", "n": "2"}, "does not say how many"),
        ({"format": "upr-info-uwazi", "server": 5, "n": 2}, "does not say how many"),
        ({"format": "upr-info-uwazi", "server": "s", "n": 2}, "it has 0 of 2 records"),
    ],
)
def test_a_fetched_file_with_a_broken_head_is_refused(
    tmp_path: Path, first: dict[str, Any], words: str
) -> None:
    assert words in refusal_of(tmp_path, json.dumps(first) + "\n")


def test_what_a_fetched_file_says_of_its_server_is_checked(tmp_path: Path) -> None:
    head = {"format": "upr-info-uwazi", "server": "javascript:x", "retrieved": 5, "n": 1}
    found = read(tmp_path, lines([head, uwazi_row("1", SESSION)]))
    assert (found.source.url, found.source.retrieved) == (
        "https://upr-info-database.uwazi.io",
        None,
    )


@pytest.mark.parametrize("start", ['[{"AnnotationId":', '{"format": "upr-info-uwazi","x":'])
@pytest.mark.parametrize("deep", ["[" * 100_000, '{"a":' * 100_000])
def test_lists_without_end_are_refused(tmp_path: Path, start: str, deep: str) -> None:
    sentence = refusal_of(tmp_path, start + deep)
    assert sentence == "too many lists stand in one another; no export is like that: get it again."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@given(
    field=st.sampled_from(sorted(uhri_record())),
    value=JSON,
    other=st.sampled_from(["sharedId", "metadata", "published", "language"]),
    name=st.sampled_from(sorted(uwazi_row("1", SESSION)["metadata"])),
)
def test_any_value_in_any_field_gives_a_reading_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, field: str, value: object, other: str, name: str
) -> None:
    folder = tmp_path_factory.mktemp("json")
    row = uwazi_row("2", SESSION)
    row["metadata"][name] = value
    for records in (
        [uhri_record(), uhri_record(AnnotationId="0002") | {field: value}],
        [uwazi_row("1", SESSION), row],
        [uwazi_row("1", SESSION), uwazi_row("2", SESSION) | {other: value}],
    ):
        try:
            found = read(folder, json.dumps(records))
        except BadInputError as error:
            assert str(error).endswith(".")  # noqa: PT017
        else:
            assert found.source.n_read == found.source.n_kept + found.source.n_set_aside == 2
