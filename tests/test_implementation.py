"""From words to one status: the index, its thresholds, and whose word counts."""

import random
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upr_data.domain.implementation import statuses
from upr_data.model import SCHEMAS, AssessorType, Level, Milestone, Status, Table


def assessments(*words: tuple[str, str, str | None, date | None]) -> pl.DataFrame:
    """Words on one recommendation at mid-term: assessor, its type, level, date."""
    rows = [
        {
            "recommendation_id": "r",
            "assessor": assessor,
            "assessor_type": kind,
            "level": level,
            "assessed_on": day,
            "milestone": "mid_term",
        }
        for assessor, kind, level, day in words
    ]
    columns = pl.DataFrame(rows, schema_overrides={"assessed_on": pl.Date})
    return (
        pl.concat(
            [
                columns,
                pl.DataFrame(schema=SCHEMAS[Table.ASSESSMENTS]).drop(columns.columns),
            ],
            how="diagonal",
        )
        .select(SCHEMAS[Table.ASSESSMENTS].names())
        .cast(dict(SCHEMAS[Table.ASSESSMENTS]))
    )


def pooled(frame: pl.DataFrame) -> tuple[float | None, str]:
    row = statuses(frame).filter(pl.col("assessor_type") == "all").row(0, named=True)
    return row["iri"], row["status"]


def test_state_fully_and_one_ngo_partially_is_fully_implemented() -> None:
    frame = assessments(
        ("State A", "state", "fully", None), ("An NGO", "civil_society", "partially", None)
    )
    assert pooled(frame) == (0.75, "fully")


@pytest.mark.parametrize(
    ("levels", "iri", "status"),
    [
        (["not"], 0.0, "not_implemented"),
        (["fully", "not", "not"], 1 / 3, "partially"),
        (["partially"], 0.5, "partially"),
        (["fully", "fully", "not"], 2 / 3, "fully"),
        (["unclear"], None, "not_assessed"),
        (["unclear", "fully"], 1.0, "fully"),
    ],
)
def test_thresholds(levels: list[str], iri: float | None, status: str) -> None:
    frame = assessments(
        *((f"NGO {i}", "civil_society", level, None) for i, level in enumerate(levels))
    )
    assert pooled(frame) == (iri if iri is None else pytest.approx(iri), status)


def test_an_assessors_latest_word_replaces_the_earlier_one() -> None:
    frame = assessments(
        ("An NGO", "civil_society", "fully", date(2015, 1, 1)),
        ("An NGO", "civil_society", "not", date(2016, 1, 1)),
        ("An NGO", "civil_society", "fully", None),
    )
    assert pooled(frame) == (0.0, "not_implemented")


def test_each_assessor_type_has_its_own_status() -> None:
    frame = assessments(
        ("State A", "state", "fully", None), ("An NGO", "civil_society", "not", None)
    )
    by_type = dict(
        statuses(frame).select(pl.col("assessor_type", "status").cast(pl.String)).iter_rows()
    )
    assert by_type == {"state": "fully", "civil_society": "not_implemented", "all": "partially"}


def test_milestones_are_kept_apart() -> None:
    frame = assessments(("State A", "state", "fully", None), ("State A", "state", "not", None))
    later = pl.Series(
        "milestone", ["mid_term", "next_review"], SCHEMAS[Table.ASSESSMENTS]["milestone"]
    )
    result = statuses(frame.with_columns(later)).filter(pl.col("assessor_type") == "all")
    assert result["milestone"].to_list() == ["mid_term", "next_review"]
    assert result["status"].to_list() == ["fully", "not_implemented"]


def test_nobodys_word_gives_no_status() -> None:
    assert statuses(pl.DataFrame(schema=SCHEMAS[Table.ASSESSMENTS])).is_empty()


words = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "C"]),
        st.sampled_from([kind.value for kind in AssessorType]),
        st.sampled_from([level.value for level in Level]),
        st.none() | st.dates(date(2010, 1, 1), date(2010, 1, 3)),
    ),
    min_size=1,
    max_size=12,
)


@given(words, st.randoms(use_true_random=False))
def test_the_order_of_assessors_does_not_matter(
    said: list[tuple[str, str, str | None, date | None]], shuffler: random.Random
) -> None:
    shuffled = said.copy()
    shuffler.shuffle(shuffled)
    assert statuses(assessments(*said)).equals(statuses(assessments(*shuffled)))


@given(words)
def test_the_index_stays_within_its_scale_and_its_status(
    said: list[tuple[str, str, str | None, date | None]],
) -> None:
    iri, status = pooled(assessments(*said))
    if iri is None:
        assert status == Status.NOT_ASSESSED
    else:
        assert 0 <= iri <= 1
        expected = "not_implemented" if iri < 0.33 else "partially" if iri < 0.66 else "fully"
        assert status == expected
    assert Milestone.MID_TERM in statuses(assessments(*said))["milestone"].to_list()
