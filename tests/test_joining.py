"""Joining sources: what is one, what is not, and what becomes of a row."""

import random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upr_data.domain.provenance import SourceRecord
from upr_data.ingest.joining import Whole, join_all, joins_table
from upr_data.ingest.joining.likeness import alike, key, likeness
from upr_data.ingest.joining.two import Joined, join
from upr_data.ingest.joining.whole import in_order
from upr_data.ingest.sources.base import Reading
from upr_data.model import Table, conform, empty


def table(*rows: dict[str, object]) -> pl.DataFrame:
    """Rows on Slovenia at session 20, recommended by Spain and supported, unless they differ."""
    usual = {
        "kind": "recommendation",
        "state_under_review": "SVN",
        "session": 20,
        "cycle": 2,
        "recommending_state": "ESP",
        "response": "supported",
    }
    return conform(
        Table.RECOMMENDATIONS, pl.DataFrame([usual | row for row in rows], infer_schema_length=None)
    )


def numbered(paragraph: str, text: str, **other: object) -> dict[str, object]:
    shared = {"document_symbol": "A/HRC/28/15", "paragraph": paragraph, "text": text}
    return {**shared, "recommendation_id": f"A/HRC/28/15#{paragraph}", **other}


def places(found: Joined) -> list[tuple[int, int, str]]:
    return found.joins.select("base_row", "other_row", "basis").rows()


def reading_of(rows: pl.DataFrame, assessments: pl.DataFrame, file: str) -> Reading:
    source = SourceRecord(file, file, "", None, "not stated", None, "", 1, 1, 0)
    return Reading(source, rows, assessments, empty(Table.TERMS), empty(Table.IMPORT_REPORT))


def together(*tables: pl.DataFrame) -> Whole:
    """The tables as readings of the files a, b, c."""
    nothing = empty(Table.ASSESSMENTS)
    return join_all(
        [reading_of(one, nothing, file) for one, file in zip(tables, "abc", strict=False)]
    )


def test_by_text_each_gives_what_it_has() -> None:
    base = table(numbered("115.1", "Adopt a sample law on children", themes=["sample"]))
    other = table(
        {"text": "adopt a sample law on children.", "action_category": 5, "issues": ["justice"]}
    )
    found = join(base, other)
    assert found.recommendations.select(
        "recommendation_id", "text", "themes", "action_category", "issues"
    ).rows() == [
        ("A/HRC/28/15#115.1", "Adopt a sample law on children", ["sample"], 5, ["justice"])
    ]
    assert found.joins.rows(named=True) == [
        {
            "base_row": 0,
            "other_row": 0,
            "row": 0,
            "basis": "text",
            "score": 100.0,
            "response": "supported",
            "other_response": "supported",
            "is_conflict": False,
        }
    ]


def test_by_number_whatever_the_text() -> None:
    base = table(numbered("115.1", "Sample text one"), numbered("115.2", "Sample text two"))
    other = table(numbered("115.2", "Words of another kind"), numbered("115.3", "Sample text one"))
    found = join(base, other)
    assert places(found) == [(1, 0, "paragraph")]


def test_numbers_need_the_same_state() -> None:
    base = table(numbered("115.1", "Sample text", recommending_state="PER"))
    assert places(join(base, table(numbered("115.1", "Sample text")))) == []


def test_nothing_is_joined_twice() -> None:
    text = "Adopt a sample law on children"
    base = table(numbered("115.1", text))
    found = join(base, table({"text": text}, {"text": text}))
    assert places(found) == [(0, 0, "text")]
    assert found.recommendations.height == 1


def test_a_row_without_counterpart_is_set_aside_and_reported() -> None:
    base = table(numbered("115.1", "Adopt a sample law on children"))
    found = together(base, table({"text": "Free the sample press"}))
    assert found.recommendations.height == 1
    assert found.report.select("source_file", "report_action", "rule", "n").rows() == [
        ("b", "set_aside", "not_joined", 1)
    ]
    assert [(one.n_read, one.n_kept, one.n_set_aside) for one in found.sources] == [
        (1, 1, 0),
        (1, 0, 1),
    ]


def test_a_record_of_which_one_row_is_joined_is_kept() -> None:
    base = table(numbered("115.1", "Sample text one"))
    rows = table(
        {"text": "Sample text one", "recommendation_id": "uwazi-1"},
        {"text": "Sample text one", "recommendation_id": "uwazi-1", "recommending_state": "PER"},
    )
    found = together(base, rows)
    assert found.sources[1].n_set_aside == 0
    assert found.report.select("report_action", "rule").rows() == [
        ("noticed", "joined_by_text"),
        ("noticed", "row_not_joined"),
    ]


def test_reviews_of_one_source_alone_are_kept() -> None:
    base = table(numbered("115.1", "Sample text one"))
    other = table({"text": "Sample text two", "state_under_review": "ESP", "session": 21})
    found = join(base, other).recommendations
    assert found["state_under_review"].to_list() == ["SVN", "ESP"]


def test_pledges_are_not_recommendations() -> None:
    base = table(numbered("115.1", "Sample text one"))
    other = table({"text": "Sample text one", "kind": "voluntary_pledge"})
    assert join(base, other).recommendations.height == 2


def test_a_conflict_is_reported_and_the_base_stays() -> None:
    base = table(numbered("115.1", "Sample text one", response="noted"))
    found = together(base, table({"text": "Sample text one"}))
    assert found.recommendations["response"].to_list() == ["noted"]
    assert found.joins["is_conflict"].to_list() == [True]
    assert (
        "response_conflict",
        "A/HRC/28/15#115.1, ESP: noted here, supported there",
    ) in found.report.select("rule", "detail").rows()


def test_an_unknown_response_is_filled() -> None:
    base = table(numbered("115.1", "Sample text one", response="unknown"))
    other = table({"text": "Sample text one", "response": "noted", "response_as_given": "Noted"})
    found = join(base, other)
    assert found.recommendations.select("response", "response_as_given").rows() == [
        ("noted", "Noted")
    ]
    assert not found.joins["is_conflict"].any()


def test_a_text_cut_into_rows_is_joined_by_its_parts() -> None:
    text = "Adopt a sample law on children and free the sample press"
    base = table(numbered("115.1", text, response="partially_supported"))
    other = table(
        {"text": "Adopt a sample law on children", "action_category": 5},
        {"text": "and free the sample press", "action_category": 4, "response": "noted"},
    )
    found = join(base, other)
    assert found.recommendations.select("paragraph", "text", "action_category").rows() == [
        ("115.1", "Adopt a sample law on children", 5),
        ("115.1", "and free the sample press", 4),
    ]
    assert places(found) == [(0, 0, "split"), (0, 1, "split")]
    assert not found.joins["is_conflict"].any()


def test_texts_of_a_paragraph_that_the_other_holds_in_one_row() -> None:
    base = table(
        numbered("115.1", "Adopt a sample law on children"),
        numbered("115.1", "Free the sample press"),
    )
    other = table(
        {"text": "Adopt a sample law on children; free the sample press", "action_category": 5}
    )
    found = join(base, other).recommendations
    assert found["action_category"].to_list() == [5, 5]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ratify ILO Convention No. 189", "Ratify ILO Convention No. 169"),
        ("Ratify the Convention (CRPD)", "Ratify the Convention (CPED)"),
        ("Fight poverty with the help of all States", "Fight HIV with the help of all States"),
        ("Ratify the Optional Protocol to the Convention against Torture and other cruel treatment",
         "Ratify the Convention against Torture and other cruel treatment"),
    ],
)  # fmt: skip
def test_a_word_of_its_own_tells_texts_apart(one: str, other: str) -> None:
    assert likeness(key(one), key(other)) == 0


@pytest.mark.parametrize(
    "other",
    [
        "adopt the womens&#39; rights legislation, and the imple mentation plan",
        "Adopt women's rights legislation and the implementation plan.",
        "Adopt the women&rsquo;s rights legislaton and the implementation plan",
        "Adopt teh women's rights legislation and the implementation plan",
    ],
)
def test_slips_do_not(other: str) -> None:
    text = "Adopt the women\u2019s rights legislation and the implementation plan"
    assert likeness(key(text), key(other)) >= 85


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_has_no_sides(one: str, other: str) -> None:
    forth, back = likeness(key(one), key(other)), likeness(key(other), key(one))
    assert bool(forth) == bool(back)
    assert likeness(key(one), key(one)) == 100


@given(
    st.lists(st.sampled_from(["Sample a", "Sample bb", "Sample cccc law"]), max_size=6),
    st.randoms(),
)
def test_every_row_comes_once(texts: list[str], chance: random.Random) -> None:
    base = table(numbered("0", "Other"), *(numbered(str(i), text) for i, text in enumerate(texts)))
    shuffled = chance.sample(texts, len(texts))
    found = join(base, table({"text": "Other"}, *({"text": text} for text in shuffled)))
    assert found.recommendations["text"].to_list() == base["text"].to_list()
    assert found.joins["other_row"].n_unique() == len(texts) + 1


def test_tables_with_numbers_come_first() -> None:
    assert in_order([table({"text": "a"}), table(numbered("1", "b"))]) == [1, 0]


def test_assessments_go_with_their_recommendation() -> None:
    words = conform(
        Table.ASSESSMENTS, pl.DataFrame({"recommendation_id": ["uwazi-1"], "level": ["fully"]})
    )
    later = reading_of(table({"text": "Sample text", "recommendation_id": "uwazi-1"}), words, "b")
    first = reading_of(table(numbered("115.1", "Sample text")), empty(Table.ASSESSMENTS), "a")
    whole = join_all([later, first])
    assert whole.recommendations["recommendation_id"].to_list() == ["A/HRC/28/15#115.1"]
    assert whole.assessments["recommendation_id"].to_list() == ["A/HRC/28/15#115.1"]


def test_assessments_of_what_is_set_aside_go_with_it() -> None:
    words = conform(
        Table.ASSESSMENTS, pl.DataFrame({"recommendation_id": ["uwazi-1"], "level": ["fully"]})
    )
    rows = table({"text": "Free the sample press", "recommendation_id": "uwazi-1"})
    first = reading_of(table(numbered("115.1", "Sample text")), empty(Table.ASSESSMENTS), "a")
    whole = join_all([first, reading_of(rows, words, "b")])
    assert whole.assessments.is_empty()
    assert whole.report["rule"].to_list() == ["not_joined", "assessment_not_joined"]


def test_joins_are_kept_by_row_whatever_is_joined_later() -> None:
    text = "Adopt a sample law on children and free the sample press"
    base = table(numbered("115.1", text), numbered("115.2", "Sample text two"))
    second = table({"text": "Sample text two", "recommendation_id": "b-2"})
    third = table({"text": "Adopt a sample law on children"}, {"text": "and free the sample press"})
    whole = together(base, second, third)
    assert whole.recommendations["text"].to_list() == [
        "Adopt a sample law on children",
        "and free the sample press",
        "Sample text two",
    ]
    kept = joins_table(whole, pl.Series(["row 0", "row 1", "row 2"]))
    columns = ("row_id", "source_file", "other_recommendation_id", "basis", "score")
    assert kept.select(columns).rows() == [
        ("row 0", "c", None, "split", 100.0),
        ("row 1", "c", None, "split", 100.0),
        ("row 2", "b", "b-2", "text", 100.0),
    ]


def test_files_of_one_source_are_put_together() -> None:
    none = empty(Table.ASSESSMENTS)
    one = reading_of(table({"text": "Sample text one"}), none, "same source")
    two = reading_of(table({"text": "Sample text two"}), none, "same source")
    whole = join_all([one, two])
    assert whole.recommendations.height == 2
    assert whole.joins.is_empty()


def test_rows_of_an_unknown_review_are_kept() -> None:
    base = table(numbered("115.1", "Sample text one", session=None))
    found = join(base, table({"text": "Sample text two", "session": None}))
    assert found.recommendations["text"].to_list() == ["Sample text one", "Sample text two"]


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        ("Ratify the Sample Convention (SCRSP)", "Ratify the Sample Convention", 100.0),
        ("Ratify the Sample Convention (OP-CAT).", "Ratify the Sample Convention;", 100.0),
        ("Ratify the Sample Convention (SCRSP)", "Ratify the Sample Convention (SCRSP)", 100.0),
        ("Ratify the Sample Convention (SCRSP)", "Ratify the Sample Convention (CEDAW)", 0.0),
        ("Ratify the Sample Convention (SCRSP)", "Ratify the Other Convention", 0.0),
        ("Ratify the Sample Convention (again)", "Ratify the Sample Convention", 0.0),
        ("Ratify the Sample (SCRSP) Convention", "Ratify the Sample Convention", 0.0),
    ],
)
def test_an_acronym_at_the_end_is_no_difference(one: str, other: str, score: float) -> None:
    assert alike(one, other) == alike(other, one) == score
