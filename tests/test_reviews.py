"""Per review: how many reviews stand behind a figure, held against DuckDB."""

from pathlib import Path
from typing import Any, Final

import duckdb
import pytest
from frames import recommendations, records

from upr_data.figures.metrics import figures
from upr_data.figures.records import Records
from upr_data.model import Dimension
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse

KEYS: Final = {
    Dimension.NONE: "NULL",
    Dimension.CYCLE: "cycle",
    Dimension.SESSION: "session",
    Dimension.STATE_UNDER_REVIEW: "state_under_review",
    Dimension.SUR_GROUP: 'sur."group"::VARCHAR',
}


def in_sql(snapshot: Path, by: Dimension, where: str) -> dict[Any, int]:
    """The reviews with any recommendation, by key."""
    query = f"""
    WITH reviews AS (
      SELECT state_under_review, cycle, min(session) AS session
      FROM read_parquet('{snapshot}/recommendations.parquet')
      WHERE kind = 'recommendation' AND state_under_review IS NOT NULL AND cycle IS NOT NULL
      GROUP BY state_under_review, cycle
    )
    SELECT {KEYS[by]}, count(*) FROM reviews
    LEFT JOIN read_parquet('{snapshot}/states.parquet') sur ON sur.state = state_under_review
    WHERE {where} GROUP BY 1
    """  # noqa: S608 - written here
    with duckdb.connect() as connection:
        return dict(connection.execute(query).fetchall())


def counted(sample: Records, query: str, by: Dimension) -> dict[Any, int]:
    table = figures(sample, parse(query).filters, (by,))
    return {key: n for key, n in table.select("key", "n_reviews").iter_rows() if n}


@pytest.mark.parametrize("by", KEYS)
@pytest.mark.parametrize(
    ("query", "where"), [("", "true"), ("cycle=2", "cycle = 2"), ("session=5", "session = 5")]
)
def test_on_the_demonstration(
    demonstration: Records, by: Dimension, query: str, where: str
) -> None:
    assert counted(demonstration, query, by) == in_sql(demonstration.snapshot.path, by, where)


@pytest.mark.parametrize("by", KEYS)
def test_on_a_real_export(upr_info_2018: Records, by: Dimension) -> None:
    assert counted(upr_info_2018, "", by) == in_sql(upr_info_2018.snapshot.path, by, "true")


@pytest.fixture
def sample(tmp_path: Path) -> Records:
    """Slovenia twice, Austria once; France asked on all three, Spain on one."""
    first = {"cycle": 1, "session": 7}
    other = {"state_under_review": "AUT"}
    return records(
        tmp_path,
        recommendations(first, {}, {}, other, {"recommending_state": "ESP", "response": "noted"}),
    )


def test_a_review_is_a_state_in_a_cycle(sample: Records) -> None:
    table = figures(sample, Filters(), (Dimension.STATE_UNDER_REVIEW,))
    assert table.select("key", "n_reviews", "made_per_review").rows() == [
        ("AUT", 1, 1.0),
        ("SVN", 2, 2.0),
    ]


def test_what_does_not_tell_reviews_apart_has_all_of_them(sample: Records) -> None:
    table = figures(sample, Filters(), (Dimension.RECOMMENDING_STATE,))
    assert table.select("key", "n_reviews", "made_per_review").rows() == [
        ("ESP", 3, 1 / 3),
        ("FRA", 3, 4 / 3),
    ]


def test_a_filter_on_rows_leaves_the_reviews(sample: Records) -> None:
    assert counted(sample, "response=noted", Dimension.NONE) == {None: 3}


def test_pledges_are_per_review_that_has_any_row(tmp_path: Path) -> None:
    """Slovenia made three pledges in two reviews, of one of which there is nothing else."""
    pledge = {"kind": "voluntary_pledge", "recommending_state": None}
    earlier = pledge | {"cycle": 1, "session": 7}
    sample = records(tmp_path, recommendations({}, pledge, pledge, earlier))
    expected = {"": (1, 1.0), "kind=voluntary_pledge": (2, 1.5)}
    for query, (n, per_review) in expected.items():
        row = figures(sample, parse(query).filters).select("n_reviews", "made_per_review").row(0)
        assert row == (n, per_review)


def test_a_filter_on_reviews_chooses_among_them(sample: Records) -> None:
    assert counted(sample, "sur=SVN&cycle=2", Dimension.NONE) == {None: 1}
    table = figures(sample, parse("sur=FRA").filters)
    assert table.select("n_reviews", "made_per_review").row(0) == (0, None)
