"""Published figures: carried as printed, and in keeping with their own counts."""

from dataclasses import FrozenInstanceError

import polars as pl
import pytest

from upr_data.domain.published import PUBLISHED, PublishedFigure, published_figures, published_table
from upr_data.language import speaking
from upr_data.model import Denominator
from upr_data.ui.sections import printed

ALIKE = {"Cuba", "France", "Justice", "Portugal", "Uruguay", "cycle"}
"""What is called alike in both languages."""

WITH_COUNTS = [
    figure
    for figure in PUBLISHED.values()
    if figure.unit == "percent" and figure.numerator and figure.denominator
]


def _percent(figure: PublishedFigure) -> float:
    return 100 * (figure.numerator or 0) / (figure.denominator or 1)


def test_all_figures_of_the_file_are_there() -> None:
    assert len(PUBLISHED) == 133


def test_a_figure_carries_rule_source_and_page() -> None:
    famous = PUBLISHED["BP-007"]
    assert (famous.measure, famous.numerator, famous.denominator) == (
        "triggered action",
        5496,
        11527,
    )
    assert famous.value == 48
    assert famous.denominator_rule == Denominator.COMMENTED
    assert famous.page == 17


def test_what_the_source_does_not_say_is_none() -> None:
    assert PUBLISHED["BP-010"].numerator is None
    assert PUBLISHED["BP-001"].denominator_rule is None
    assert PUBLISHED["DB-001"].page is None


def test_a_figure_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        PUBLISHED["BP-007"].value = 50  # type: ignore[misc]


@pytest.mark.parametrize("figure", WITH_COUNTS, ids=lambda figure: figure.figure_id)
def test_counts_give_the_printed_value_or_the_note_says_why_not(figure: PublishedFigure) -> None:
    tolerance = 0.5 if figure.value == int(figure.value) else 0.005
    assert abs(_percent(figure) - figure.value) <= tolerance or "%" in figure.note


def test_a_count_is_its_own_numerator() -> None:
    counts = [figure for figure in PUBLISHED.values() if figure.unit.startswith("count")]
    assert all(figure.value == figure.numerator for figure in counts)


def test_the_counts_give_the_three_readings_of_triggered_action() -> None:
    assert round(_percent(PUBLISHED["BP-007"]), 1) == 47.7
    assert round(_percent(PUBLISHED["RI-007"]), 1) == 39.9
    commented, not_assessed = PUBLISHED["BP-007"].denominator, PUBLISHED["BP-006"].numerator
    assessed = (commented or 0) - (not_assessed or 0)
    assert round(100 * (PUBLISHED["BP-007"].numerator or 0) / assessed, 1) == 49.5


def test_figures_are_selected_by_measure_and_dimension() -> None:
    by_group = published_figures("triggered action", "regional group")
    assert [figure.value for figure in by_group] == [50, 33, 63, 49, 53]


def test_the_table_has_all_figures_or_a_selection() -> None:
    assert published_table().height == 133
    assert published_table("triggered action", "regional group").height == 5
    assert published_table("nothing of the kind").height == 0


def test_the_table_has_the_columns_of_a_figure() -> None:
    table = published_table(dimension="action category")
    assert table.columns[:4] == ["figure_id", "measure", "dimension", "member"]
    assert table["denominator_rule"].unique().to_list() == ["commented"]


def test_the_table_on_the_page_has_the_words_of_print() -> None:
    shown = printed.table()
    assert shown.equals(published_table().drop("figure_id").cast({"denominator_rule": pl.String}))


def test_in_french_its_words_are_french_and_its_numbers_the_same() -> None:
    english = printed.table()
    with speaking("fr"):
        shown = printed.table()
    for column in ("measure", "dimension", "unit", "rule_basis", "note", "member"):
        left = set(shown[column]) & set(english[column])
        assert not {one for one in left if one[:1].isalpha()} - ALIKE, column
    assert set(shown["scope"]) & set(english["scope"]) <= {"cycle 1", "cycle 2", "sessions 2-12"}
    numbers = ("numerator", "denominator", "value", "page")
    assert shown.select(numbers).equals(english.select(numbers))
    named = dict(zip(english["member"], shown["member"], strict=True))
    assert named["Iran"] == "Iran (République islamique d')"
    assert named["United States"] == "États-Unis d'Amérique"
