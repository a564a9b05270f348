"""What follows a review: small frames counted by eye, and the demonstration held to its figures."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from frames import recommendations, tables
from hypothesis import given, settings
from hypothesis import strategies as st

from upr_data.domain.published import PUBLISHED
from upr_data.figures import follow_up
from upr_data.figures.follow_up.assessors import n_within
from upr_data.figures.metrics import figures
from upr_data.figures.records import Records, load
from upr_data.model import AssessorType, SnapshotKind, Table, Unit, conform
from upr_data.selection.filters import Filters
from upr_data.selection.links import parse
from upr_data.snapshot import Draft, open_snapshot, publish

Word = tuple[str, str, str, str]
MAIN = recommendations(
    {"id": "a"},
    {"id": "a", "recommending_state": "ESP"},
    {"id": "b"},
    {"id": "c"},
    {"id": "d"},
)
WORDS: tuple[Word, ...] = (
    ("a", "state", "fully", "mid_term"),
    ("a", "civil_society", "not", "mid_term"),
    ("b", "state", "partially", "mid_term"),
    ("b", "civil_society", "partially", "mid_term"),
    ("c", "state", "not", "mid_term"),
    ("c", "civil_society", "unclear", "mid_term"),
    ("a", "state", "fully", "next_review"),
    ("c", "state", "unclear", "next_review"),
    ("d", "state", "fully", "next_review"),
)
ROWS = Filters()
RECOMMENDATIONS = Filters(unit=Unit.RECOMMENDATION)


def words(*said: Word) -> pl.DataFrame:
    columns = ["recommendation_id", "assessor_type", "level", "milestone"]
    frame = pl.DataFrame(said, columns, orient="row")
    return conform(Table.ASSESSMENTS, frame.with_columns(pl.col("assessor_type").alias("assessor")))


def reports(*handed_in: tuple[str, int, str]) -> pl.DataFrame:
    frame = pl.DataFrame(handed_in, ["state", "cycle", "submitter_type"], orient="row")
    return conform(Table.MID_TERM_REPORTS, frame)


def made(store: Path, handed_in: pl.DataFrame | None = None, day: str = "2014-11-01") -> Records:
    """`MAIN` and `WORDS`, with a register of mid-term reports, as of a day."""
    whole = tables(MAIN, words(*WORDS))
    if handed_in is not None:
        whole = replace(whole, mid_term_reports=handed_in)
    manifest = publish(whole, Draft("sample", SnapshotKind.REAL, day), store)
    return load(open_snapshot(store / manifest.id))


@pytest.fixture
def sample(tmp_path: Path) -> Records:
    return made(tmp_path)


@pytest.mark.parametrize(("filters", "expected"), [
    (ROWS, (5, 3, 3 / 5, (1 + 1 + 0.5) / 3, (0 + 0 + 0.5) / 3, 1, 1 / 3, 2, 0)),
    (RECOMMENDATIONS, (4, 2, 2 / 4, 0.75, 0.25, 1, 1 / 2, 1, 0)),
])  # fmt: skip
def test_gap_between_two_assessors(
    sample: Records, filters: Filters, expected: tuple[float, ...]
) -> None:
    """An unclear word gives no IRI: `c` is not among what both assessed."""
    gap = follow_up.assessor_gap(sample, filters)
    assert gap.columns == [
        "made", "n_both", "both_share", "mean_iri_one", "mean_iri_other",
        "n_agree", "agree_share", "n_one_higher", "n_one_lower",
    ]  # fmt: skip
    assert gap.row(0) == pytest.approx(expected)


def test_the_gap_turned_round(sample: Records) -> None:
    gap = follow_up.assessor_gap(sample, ROWS, AssessorType.CIVIL_SOCIETY, AssessorType.STATE).row(
        0, named=True
    )
    assert (gap["n_one_higher"], gap["n_one_lower"], gap["n_agree"]) == (0, 2, 1)


def test_no_gap_where_one_is_silent(sample: Records) -> None:
    gap = follow_up.assessor_gap(sample, ROWS, other=AssessorType.UN).row(0, named=True)
    assert (gap["made"], gap["n_both"], gap["agree_share"]) == (5, 0, None)
    assert gap["mean_iri_one"] is None


def test_from_mid_term_to_next_review(sample: Records) -> None:
    """Only `a` and `c` were commented on at both; at mid-term `a` is partially by both words."""
    table = follow_up.status_transitions(sample, RECOMMENDATIONS)
    assert table.height == 16
    assert table.filter(pl.col("n") > 0).rows() == [
        ("partially", "fully", 1, 1.0),
        ("not_implemented", "not_assessed", 1, 1.0),
    ]
    of_nothing = table.filter(pl.col("status_mid_term") == "fully")["share_of_mid_term"]
    assert of_nothing.null_count() == 4


def test_transitions_in_rows_and_by_the_state_alone(sample: Records) -> None:
    filters = Filters(assessors=(AssessorType.STATE,))
    table = follow_up.status_transitions(sample, filters)
    assert table.filter(pl.col("n") > 0).rows() == [
        ("fully", "fully", 2, 1.0),
        ("not_implemented", "not_assessed", 1, 1.0),
    ]


def test_distribution_of_the_index(sample: Records) -> None:
    table = follow_up.iri_distribution(sample, ROWS)
    assert table["n"].to_list() == [1, 0, 3, 0, 0]
    assert table.select("n_assessed", "made", "assessed_share").row(0) == (4, 5, 4 / 5)
    assert table["share"].to_list() == [1 / 4, 0, 3 / 4, 0, 0]
    assert follow_up.iri_distribution(sample, RECOMMENDATIONS)["n"].to_list() == [1, 0, 2, 0, 0]


@given(st.lists(st.floats(0, 1), max_size=30))
def test_every_index_is_in_one_bin(values: list[float]) -> None:
    iri = pl.Series(values, dtype=pl.Float64)
    counts = [n_within(iri, lower, upper) for _, lower, upper, _ in follow_up.IRI_BINS]
    assert sum(counts) == len(values)


def test_bins_add_up_to_the_statuses(demonstration: Records) -> None:
    filters = parse("cycle=2&unit=recommendation").filters
    bins = follow_up.iri_distribution(demonstration, filters)
    by_status = dict(bins.group_by("status").agg(pl.col("n").sum()).iter_rows())
    row = figures(demonstration, filters).row(0, named=True)
    assert by_status == {
        "fully": row["n_fully"],
        "partially": row["n_partially"],
        "not_implemented": row["n_not_implemented"],
    }


def test_reports_of_states_reviewed_so_far(tmp_path: Path) -> None:
    """Two reports of one State are one, an NGO's is none; Brazil, session 13, is due by then."""
    handed_in = reports(
        ("SVN", 2, "state"), ("SVN", 2, "state"), ("FRA", 2, "civil_society"), ("FRA", 1, "state")
    )
    held = made(tmp_path, handed_in)
    filters = parse("sur=SVN,FRA,BRA").filters
    rows = follow_up.mid_term_reporting(held, filters).rows(named=True)
    assert rows == [
        {"cycle": 1, "n_reviewed": 3, "n_reported": 1, "reporting_rate": 1 / 3, "n_due": 3},
        {"cycle": 2, "n_reviewed": 3, "n_reported": 1, "reporting_rate": 1 / 3, "n_due": 1},
    ]


def test_reviews_to_come_are_in_no_denominator(tmp_path: Path) -> None:
    held = made(tmp_path, reports(("SVN", 2, "state")), day="2014-10-26")
    filters = parse("sur=SVN&cycle=2").filters
    assert follow_up.mid_term_reporting(held, filters).is_empty()


def test_reports_by_group(tmp_path: Path) -> None:
    held = made(tmp_path, reports(("SVN", 2, "state")))
    filters = parse("sur=SVN,FRA&cycle=2").filters
    table = follow_up.mid_term_reporting(held, filters, by_group=True)
    assert table.select("cycle", "group", "n_reviewed", "n_reported").rows() == [
        (2, "eastern_european", 1, 1),
        (2, "weog", 1, 0),
    ]


def test_an_empty_register_says_nothing(tmp_path: Path) -> None:
    held = made(tmp_path)
    row = follow_up.mid_term_reporting(held, parse("sur=SVN&cycle=2").filters).row(0, named=True)
    assert (row["n_reviewed"], row["n_reported"], row["reporting_rate"]) == (1, None, None)


def test_the_demonstration_has_as_many_reports_in_cycle_1_as_were_published(
    demonstration: Records,
) -> None:
    table = follow_up.mid_term_reporting(demonstration, Filters())
    assert table["n_reported"][0] == PUBLISHED["SE-003"].value == 47
    assert table.filter(pl.col("cycle") == 1)["n_reviewed"].item() == 193
    assert PUBLISHED["SE-004"].value == 5
    assert date.fromisoformat(demonstration.manifest.created[:10]).year == 2024


levels = st.lists(
    st.sampled_from(["fully", "partially", "not", "unclear", ""]), min_size=4, max_size=4
)
known_levels = st.lists(st.sampled_from(["fully", "partially", "not"]), min_size=4, max_size=4)


@settings(max_examples=25, deadline=None)
@given(levels, known_levels)
def test_bounds_hold_whatever_the_unknown_turns_out_to_be(
    tmp_path_factory: pytest.TempPathFactory, said: list[str], truth: list[str]
) -> None:
    """Unclear and unsaid words are completed in any way: the rate of made stays within bounds."""
    now = _figures_of(tmp_path_factory.mktemp("now"), said)
    whole = [
        word if word in {"fully", "partially", "not"} else found
        for word, found in zip(said, truth, strict=True)
    ]
    then = _figures_of(tmp_path_factory.mktemp("then"), whole)
    assert now["triggered_lower"] <= then["n_triggered"] / then["made"] <= now["triggered_upper"]
    assert then["triggered_lower"] == then["triggered_upper"]


def _figures_of(store: Path, said: list[str]) -> dict[str, float]:
    ids = ("a", "b", "c", "d")
    spoken = [
        (one, "state", level, "mid_term") for one, level in zip(ids, said, strict=True) if level
    ]
    assessments = words(*spoken) if spoken else None
    draft = Draft("sample", SnapshotKind.REAL, "2026-01-01")
    manifest = publish(tables(MAIN, assessments), draft, store)
    return figures(load(open_snapshot(store / manifest.id)), RECOMMENDATIONS).row(0, named=True)
