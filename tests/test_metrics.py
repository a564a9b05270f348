"""The figures, on rows that can be counted by eye."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from frames import recommendations, records, words

from upr_data.figures.metrics import FIGURE_COLUMNS, as_records, figures
from upr_data.figures.records import Records
from upr_data.model import Dimension
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse

D = Dimension


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """Three recommendations in four rows: `a` is shared by France and Spain."""
    main = recommendations(
        {"id": "a", "recommending_state": "FRA", "issues": ["womens_rights", "trafficking"]},
        {"id": "a", "recommending_state": "ESP", "action_category": 4, "issues": []},
        {
            "id": "b",
            "recommending_state": "FRA",
            "response": "noted",
            "action_category": None,
            "text": "Abolish torture",
        },
        {"id": "c", "recommending_state": None, "response": "pending", "action_category": 2},
    )
    said = words(
        ("a", "state", "fully"), ("a", "civil_society", "partially"), ("b", "civil_society", "not")
    )
    return records(tmp_path_factory.mktemp("store"), main, said)


def one(records: Records, query: str = "", by: tuple[Dimension, ...] = (D.NONE,)) -> dict[str, Any]:
    table = figures(records, parse(query).filters, by)
    assert table.height == 1
    return table.row(0, named=True)


def by(records: Records, query: str, *dimensions: Dimension, value: str = "made") -> dict[Any, Any]:
    rows = as_records(figures(records, parse(query).filters, dimensions))
    return {tuple(r["key"]) if isinstance(r["key"], list) else r["key"]: r[value] for r in rows}


def test_columns_are_those_of_the_contract(four: Records) -> None:
    assert tuple(figures(four, Filters()).columns) == FIGURE_COLUMNS


def test_rows_are_counted(four: Records) -> None:
    row = one(four)
    assert (row["unit"], row["made"], row["n_rows"], row["n_recommendations"]) == ("row", 4, 4, 3)
    assert (row["n_supported"], row["n_noted"], row["n_pending"]) == (2, 1, 1)
    assert row["acceptance_denominator"] == 3
    assert row["acceptance_rate"] == pytest.approx(2 / 3)


def test_recommendations_are_counted_once_and_as_their_first_row_has_them(four: Records) -> None:
    row = one(four, "unit=recommendation")
    assert (row["unit"], row["made"], row["n_rows"], row["n_recommendations"]) == (
        "recommendation",
        3,
        4,
        3,
    )
    assert (row["n_category_5"], row["n_category_4"], row["n_category_unknown"]) == (1, 0, 1)


def test_shares_of_categories_leave_out_what_is_not_coded(four: Records) -> None:
    row = one(four)
    assert (row["n_category_2"], row["n_category_4"], row["n_category_5"]) == (1, 1, 1)
    assert row["specific_share"] == pytest.approx(1 / 3)
    assert row["vague_share"] == pytest.approx(2 / 3)


def test_triggered_action_with_coverage_and_bounds(four: Records) -> None:
    row = one(four)
    assert (row["n_commented"], row["n_uncommented"], row["coverage"]) == (3, 1, 0.75)
    assert (row["n_fully"], row["n_partially"], row["n_not_implemented"]) == (2, 0, 1)
    assert (row["n_triggered"], row["triggered_denominator"]) == (2, 3)
    assert row["triggered_rate"] == pytest.approx(2 / 3)
    assert (row["triggered_lower"], row["triggered_upper"]) == (0.5, 0.75)
    assert row["mean_iri"] == pytest.approx((0.75 + 0.75 + 0) / 3)


@pytest.mark.parametrize(("of", "denominator"), [("commented", 3), ("assessed", 3), ("made", 4)])
def test_the_denominator_is_chosen_and_said(four: Records, of: str, denominator: int) -> None:
    row = one(four, f"of={of}")
    assert (row["triggered_of"], row["triggered_denominator"]) == (of, denominator)


def test_an_assessors_word_alone_changes_the_status(four: Records) -> None:
    assert one(four, "assessor=civil_society")["n_partially"] == 2
    assert one(four, "assessor=state")["n_commented"] == 2
    assert one(four, "assessor=state,civil_society")["n_fully"] == 2


def test_by_assessor_type_each_group_is_the_whole_selection(four: Records) -> None:
    assert by(four, "", D.ASSESSOR_TYPE) == {"civil_society": 4, "state": 4}
    assert by(four, "", D.ASSESSOR_TYPE, value="n_commented") == {"civil_society": 3, "state": 2}
    assert by(four, "", D.ASSESSOR_TYPE, D.RESPONSE, value="n_commented") == {
        ("civil_society", "noted"): 1, ("civil_society", "pending"): 0,
        ("civil_society", "supported"): 2,
        ("state", "noted"): 0, ("state", "pending"): 0, ("state", "supported"): 2,
    }  # fmt: skip


def test_a_row_counts_once_in_each_of_its_issues(four: Records) -> None:
    assert by(four, "", D.ISSUE) == {"trafficking": 1, "womens_rights": 3, None: 1}
    assert by(four, "unit=recommendation", D.ISSUE) == {"trafficking": 1, "womens_rights": 3}


def test_by_recommending_state_a_recommendation_counts_for_each_state_behind_it(
    four: Records,
) -> None:
    assert by(four, "unit=recommendation", D.RECOMMENDING_STATE) == {"ESP": 1, "FRA": 2, None: 1}
    assert by(four, "unit=recommendation", D.RS_GROUP) == {"weog": 2, None: 1}


def test_by_organisation_a_row_counts_once_in_each(four: Records) -> None:
    assert by(four, "", D.RS_ORG) == {"eu": 3, "oif": 2, "oei": 1, None: 1}


def test_two_dimensions_have_two_keys(four: Records) -> None:
    assert by(four, "", D.RECOMMENDING_STATE, D.ACTION_CATEGORY) == {
        ("ESP", 4): 1,
        ("FRA", 5): 1,
        ("FRA", None): 1,
        (None, 2): 1,
    }
    assert (
        by(four, "", D.RECOMMENDING_STATE, D.CYCLE, value="label")["FRA", 2] == "France · Cycle 2"
    )


@pytest.mark.parametrize(
    ("query", "made"),
    [
        ("rs=FRA", 2),
        ("rs=unknown", 1),
        ("rs=FRA,unknown", 3),
        ("rs_group=unknown", 1),
        ("rs_org=oei", 1),
        ("category=4,unknown", 2),
        ("issue=womens_rights,trafficking&issue_match=all", 1),
        ("issue=unknown", 1),
        ("response=noted,pending", 2),
        ("status=fully", 2),
        ("status=uncommented", 1),
        ("q=tortur", 1),
        ('q="abolish torture"', 1),
        ("q=orture", 0),
        ("kind=voluntary_pledge", 0),
        ("cycle=3", 0),
    ],
)
def test_filters_select(four: Records, query: str, made: int) -> None:
    assert one(four, query)["made"] == made


def test_an_empty_selection_has_counts_of_zero_and_no_rates(four: Records) -> None:
    row = one(four, "cycle=3")
    assert {row[name] for name in row if name.startswith("n_")} == {0}
    assert [
        row[n]
        for n in (
            "acceptance_rate",
            "triggered_rate",
            "coverage",
            "vague_share",
            "mean_iri",
            "triggered_upper",
        )
    ] == [None] * 6
    assert figures(four, parse("cycle=3").filters, (D.CYCLE,)).is_empty()


@pytest.mark.parametrize("dimension", list(D))
def test_every_dimension_is_sorted_by_key_and_named(four: Records, dimension: Dimension) -> None:
    table = figures(four, Filters(), (dimension,))
    keys = table["key"].to_list()
    known = [key for key in keys if key is not None]
    assert keys == sorted(known) + [None] * (len(keys) - len(known))
    assert table["label"].null_count() == 0
    assert isinstance(table, pl.DataFrame)


def test_published_figures_from_their_counts(tmp_path: Path) -> None:
    """Beyond promises: 2,068 fully, 3,428 partially, 5,602 not, 429 not assessed of 20,452."""
    levels = [("fully", 2068), ("partially", 3428), ("not", 5602), ("unclear", 429)]
    ids = [f"r{n}" for n in range(20452)]
    said = [level for level, n in levels for _ in range(n)]
    main = (
        recommendations({})
        .drop("row_id", "recommendation_id")
        .join(pl.DataFrame({"row_id": ids, "recommendation_id": ids}), how="cross")
        .select(recommendations({}).columns)
    )
    spoken = words(*((r, "other", level) for r, level in zip(ids, said, strict=False)))
    bp = records(tmp_path, main, spoken)
    assert f"{one(bp)['triggered_rate']:.1%}" == "47.7%"
    assert f"{one(bp, 'of=assessed')['triggered_rate']:.1%}" == "49.5%"
    assert f"{one(bp)['triggered_lower']:.1%}" == "26.9%"
    assert f"{one(bp)['triggered_upper']:.1%}" == "72.6%"
