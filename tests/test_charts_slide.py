"""The slide: one rate with its base, the bar of all made apart, a caveat, source, address."""

import pytest
from drawings import faults

from upr_data.charts.marks import Box, Text
from upr_data.charts.paint import Paint
from upr_data.charts.picture import Caption
from upr_data.charts.slide import SLIDE, Outcome, outcome_slide

CAPTION = Caption(
    "Of the recommendations somebody commented on, nearly half had led to action by mid-term",
    ("Sessions 2–12, 165 States", "each recommendation counted once per recommending State"),
    source="Source: a study, p. 17",
)
CAVEAT = ("Not 48 % of all.", "56 % were commented on; the true share lies between 27 and 73 %.")


def written(outcome: Outcome) -> list[str]:
    slide = outcome_slide(outcome, CAVEAT, "Method: /published", CAPTION)
    assert slide is not None
    return [one.text for one in slide.drawing.texts]


def test_the_rate_stands_with_its_own_base_and_the_bar_with_all_made() -> None:
    said = written(Outcome(20452, 11527, 5496))
    for words in ("48", "5,496 of 11,527", "All 20,452 made", "5,496", "6,031", "8,925"):
        assert words in said


def test_the_parts_of_the_bar_are_all_made() -> None:
    slide = outcome_slide(Outcome(1000, 500, 250), CAVEAT, "/", CAPTION)
    assert slide is not None
    bar = [one for one in slide.drawing.marks if isinstance(one, Box) and one.h == 62]
    assert [round(one.w) + 5 for one in bar] == [432, 432, 864]
    assert [one.fill for one in bar] == [Paint.ACCENT, Paint.ACCENT_LIGHT, Paint.CONTEXT]


@pytest.mark.parametrize(
    "outcome",
    [Outcome(20452, 11527, 5496), Outcome(100, 100, 100), Outcome(100_000, 30, 1),
     Outcome(100_000, 100_000, 99_999), Outcome(3, 2, 0)],
    ids=str,
)  # fmt: skip
def test_nothing_on_a_slide_is_over_anything(outcome: Outcome) -> None:
    slide = outcome_slide(outcome, CAVEAT, "Method: /published", CAPTION, dark=True)
    assert slide is not None
    assert (slide.drawing.width, slide.drawing.height) == SLIDE
    assert faults(slide.drawing) == []
    assert any(isinstance(one, Text) and one.size > 200 for one in slide.drawing.marks)


@pytest.mark.parametrize("outcome", [Outcome(100, 0, 0), Outcome(5, 9, 1), Outcome(9, 5, 7)])
def test_without_a_rate_there_is_no_slide(outcome: Outcome) -> None:
    assert outcome_slide(outcome, CAVEAT, "/", CAPTION) is None
