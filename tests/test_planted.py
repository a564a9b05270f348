"""Disagreements and silences planted in the demonstration are found to the row, and only they."""

import polars as pl

from upr_data.figures.follow_up import (
    disagreement_by_types,
    disagreements,
    latest_said,
    silence_curve,
    silences,
)
from upr_data.figures.metrics import figures
from upr_data.figures.records import Records
from upr_data.model import Dimension
from upr_data.selection.links import parse

OTHER = parse("milestone=other&unit=recommendation").filters
SESSION_14 = parse("session=14&unit=recommendation").filters


def test_planted_disagreements_are_found_to_the_row(demonstration: Records) -> None:
    found = disagreements(demonstration, OTHER)
    types = ("state", "civil_society", "nhri", "un", "academia", "spread")
    assert found.select("recommendation_id", *types).rows() == [
        ("DEMO/S16/QMT#151.1", "fully", "not_implemented", None, None, None, 2),
        ("DEMO/S16/QMX#82.3", "fully", None, "partially", "not_implemented", None, 2),
        ("DEMO/S16/QOA#119.10", "partially", None, None, None, "not_implemented", 1),
    ]


def test_planted_pairs_with_their_n(demonstration: Records) -> None:
    pairs = disagreement_by_types(demonstration, OTHER).filter(pl.col("n_both") > 0)
    columns = ("one", "other", "n_both", "n_agree", "n_contradicted")
    assert pairs.select(columns).rows() == [
        ("state", "civil_society", 2, 1, 1), ("state", "nhri", 1, 0, 0), ("state", "un", 1, 0, 1),
        ("state", "academia", 1, 0, 0), ("nhri", "un", 1, 0, 0),
    ]  # fmt: skip


def test_both_words_of_a_planted_disagreement(demonstration: Records) -> None:
    found = latest_said(demonstration, OTHER, ["DEMO/S16/QMT#151.1"])
    words = found.select("assessor", "level_as_given", pl.col("said_on").cast(pl.String)).rows()
    assert words == [
        ("Government of Dirninth (invented)", "Implemented", "2016-03-01"),
        ("Civil Society Coalition of Dirninth (invented)", "No action taken", "2016-06-01"),
    ]


def test_planted_silences_are_found_to_the_month(demonstration: Records) -> None:
    planted = ("DEMO/S14/QMW#124.1", "DEMO/S14/QNG#94.5", "DEMO/S14/QNV#97.1", "DEMO/S14/QMW#124.2")
    found = silences(demonstration, SESSION_14)
    columns = ("recommendation_id", "is_silent", "months_silent")
    shown = found.filter(pl.col("recommendation_id").is_in(planted)).select(columns)
    assert sorted(shown.rows()) == [
        ("DEMO/S14/QMW#124.1", False, 72), ("DEMO/S14/QMW#124.2", True, 139),
        ("DEMO/S14/QNG#94.5", False, 95), ("DEMO/S14/QNV#97.1", False, None),
    ]  # fmt: skip


def test_the_last_to_be_spoken_of_are_the_planted_ones(demonstration: Records) -> None:
    curve = silence_curve(demonstration, SESSION_14)
    late = curve.filter((pl.col("month") > 66) & (pl.col("n_spoken") > 0))
    assert late.select("month", "n_spoken", "n_undated").rows() == [(72, 1, 1), (95, 1, 1)]


def test_planted_words_move_no_figure_at_mid_term(demonstration: Records) -> None:
    query = "session=2,3,4,5,6,7,8,9,10,11,12&kind=recommendation,voluntary_pledge"
    row = figures(demonstration, parse(query).filters, (Dimension.NONE,)).row(0, named=True)
    assert (row["n_triggered"], row["n_commented"]) == (5_496, 11_527)
