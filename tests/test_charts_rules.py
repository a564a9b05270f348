"""What each chart promises: order, minimum n, ties, what is hollow, what is said."""

from itertools import pairwise
from math import hypot
from typing import Any

import polars as pl
from chart_frames import CAPTION, CHARTS, GROUPS

from upr_data.charts.drawn import FULL, Drawn, Look
from upr_data.charts.dumbbell import Compared, dumbbell
from upr_data.charts.ledger import ReviewColumn, ledger
from upr_data.charts.marimekko import marimekko
from upr_data.charts.marks import Box, Dot, Hit, Line, Text
from upr_data.charts.matrix import Side, group_matrix
from upr_data.charts.paint import Paint
from upr_data.charts.placing import Named, placed
from upr_data.charts.ranges import range_dots
from upr_data.charts.ranking import Average, dot_ranking
from upr_data.charts.scatter import ScatterWords, theme_scatter
from upr_data.charts.sessions import Cycle, per_review
from upr_data.charts.slopes import SlopePanel, cycle_slopes
from upr_data.charts.strips import Strip, strips
from upr_data.charts.tiles import tiles
from upr_data.charts.waffle import Panel, waffle

SPACE = "\N{NO-BREAK SPACE}"


def frame(columns: str, *rows: tuple[Any, ...]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=columns.split(), orient="row")


def words(picture: Drawn) -> list[str]:
    return [one.text for one in picture.drawing.texts]


def boxes(picture: Drawn, paint: Paint) -> list[Box]:
    return [one for one in picture.drawing.marks if isinstance(one, Box) and one.fill is paint]


def dots(picture: Drawn) -> list[Dot]:
    return [one for one in picture.drawing.marks if isinstance(one, Dot)]


def hits(picture: Drawn) -> list[str]:
    return [one.code for one in picture.drawing.marks if isinstance(one, Hit)]


STATES = frame(
    "code name group part n",
    ("QMA", "A", GROUPS[0], 60, 100),
    ("QMB", "B", GROUPS[0], 497, 1000),
    ("QMC", "C", GROUPS[0], 49, 49),
    ("QMD", "D", GROUPS[0], 0, 0),
    ("QME", "E", GROUPS[0], 95, 100),
)


def test_tiles_stand_by_share_then_those_with_too_few_by_code() -> None:
    picture = tiles(STATES, GROUPS[:1], CAPTION, Look())
    assert hits(picture) == ["QME", "QMA", "QMB", "QMC", "QMD"]
    assert words(picture)[-10:] == [
        "QME",
        "95",
        "QMA",
        "60",
        "QMB",
        "49.7",
        "QMC",
        "n 49",
        "QMD",
        "–",
    ]


def test_tiles_by_name_are_for_looking_up() -> None:
    picture = tiles(STATES, GROUPS[:1], CAPTION, Look(), by_name=True)
    assert hits(picture) == ["QMA", "QMB", "QMC", "QMD", "QME"]


def test_a_tile_under_half_has_an_inner_outline_and_one_below_the_minimum_no_colour() -> None:
    picture = tiles(STATES, GROUPS[:1], CAPTION, Look())
    side = [one for one in picture.drawing.marks if isinstance(one, Box) and one.w == 36]
    assert [one.stroke for one in side] == [Paint.ON_DEEP]
    tile = {paint: [one for one in boxes(picture, paint) if one.w == 41] for paint in Paint}
    assert [len(tile[one]) for one in (Paint.FROM_90, Paint.FROM_60, Paint.UNDER_50)] == [1, 1, 1]
    assert sum(len(one) for one in tile.values()) == 3


def test_around_a_chosen_state_the_others_fade() -> None:
    picture = tiles(STATES, GROUPS[:1], CAPTION, Look(), chosen="QMA")
    tile = [one for one in picture.drawing.marks if isinstance(one, Box) and one.w == 41]
    assert [one.opacity for one in tile] == [0.35, 1, 0.35]


WAFFLE = frame(
    "panel code name note meaning n",
    ("a", "led", "led", None, "led_to_action", 690),
    ("a", "few", "few", None, "unclear", 1),
    ("a", "nobody", "nobody", "(18 not due yet)", "empty", 309),
)


def test_a_share_without_a_square_is_said_in_words() -> None:
    panels = [Panel("a", "1 Asked", ""), Panel("b", "2", "", "this source does not say")]
    picture = waffle(WAFFLE, panels, CAPTION, Look(width=FULL))
    assert len([one for one in boxes(picture, Paint.LED_TO_ACTION) if one.h < 27]) == 69
    assert "less than 1" in words(picture)
    assert "?" in words(picture)
    assert "this source does not" in " ".join(words(picture))
    assert "(18 not due yet)" in " ".join(words(picture))


def ranking(*values: float, chosen: str = "", look: Look | None = None) -> Drawn:
    rows = [(f"Q{place:02}", f"S{place:02}", value, 2) for place, value in enumerate(values)]
    table = frame("code name value reviews", *rows)
    return dot_ranking(table, Average(10, "average {value}"), CAPTION, look or Look(), chosen)


def test_what_looks_equal_is_ranked_equal() -> None:
    places = [one.text for one in ranking(30.2, 29.8, 20).drawing.texts if one.x == 24]
    assert places == ["1", "=", "3"]


def test_the_accent_is_for_the_first_only_where_it_stands_alone() -> None:
    assert [one.fill for one in dots(ranking(30, 20))] == [Paint.ACCENT, Paint.CONTEXT_DEEP]
    assert {one.fill for one in dots(ranking(30, 30))} == {Paint.CONTEXT_DEEP}


def test_all_that_tie_at_the_border_come_in() -> None:
    values = [*range(200, 176, -1), 50, 50, 50, *range(40, 20, -1)]
    picture = ranking(*map(float, values))
    assert len(dots(picture)) == 24 + 3 + 5
    assert "… 15 States …" in words(picture)


def test_the_chosen_state_is_named_wherever_it_stands() -> None:
    picture = ranking(*(float(100 - one) for one in range(60)), chosen="Q40")
    assert "S40" in words(picture)
    assert [one.fill for one in dots(picture)].count(Paint.ACCENT) == 1


def test_a_cell_with_few_answers_is_an_outline_with_its_number() -> None:
    cells = frame(
        "from_code to_code value part n", ("a", "b", 400.0, 300, 400), ("c", "b", 40.0, 30, 40)
    )
    sides = [Side("a", "A"), Side("c", "C")], [Side("b", "B")]
    picture = group_matrix(cells, *sides, CAPTION, Look())
    assert f"75{SPACE}%" in words(picture)
    assert f"30{SPACE}%" not in words(picture)
    assert "40" in words(picture)
    assert hits(picture) == ["a,b", "c,b"]


def test_the_area_of_a_cell_is_its_number() -> None:
    cells = frame(
        "from_code to_code value part n", ("a", "b", 400.0, 300, 400), ("a", "c", 100.0, 75, 100)
    )
    picture = group_matrix(
        cells, [Side("a", "A")], [Side("b", "B"), Side("c", "C")], CAPTION, Look()
    )
    one, other = (box for box in boxes(picture, Paint.FROM_70) if box.y > 100)
    assert (one.w * one.h) / (other.w * other.h) == 4


THEMES = ScatterWords("% supported", "Number", "All: {share}", "supported")


def test_themes_are_coloured_by_their_share_and_drawn_from_the_minimum_on() -> None:
    rows = [("a", "A", "A", 100, 95), ("b", "B", "B", 200, 150), ("c", "C", "C", 300, 20)]
    table = frame("code name short_name n part", *rows, ("d", "D", "D", 49, 49))
    picture = theme_scatter(table, 0.7, THEMES, CAPTION, Look())
    by_x = sorted(dots(picture), key=lambda one: one.x)
    assert [one.fill for one in by_x] == [Paint.ACCENT, Paint.CONTEXT_DEEP, Paint.NOTED]
    assert "D" not in "".join(words(picture)).replace("All", "")


def test_no_name_is_nearer_to_another_mark_than_to_its_own() -> None:
    wanted = [Named(20 + n * 37 % 400, 20 + n * 53 % 300, 6, f"Name {n}") for n in range(60)]
    marks = placed(wanted, [], (0, 0, 460, 340))
    names = [one for one in marks if isinstance(one, Text)]
    assert 5 < len(names) < 60
    for name, after in pairwise([*marks, None]):
        if isinstance(name, Text) and not isinstance(after, Line):
            nearest = min(wanted, key=lambda one: _distance(name, one))
            assert nearest.words == name.text


def _distance(text: Text, mark: Named) -> float:
    left, top, right, bottom = text.box
    return hypot(max(left - mark.x, 0, mark.x - right), max(top - mark.y, 0, mark.y - bottom))


def test_a_name_without_room_is_left_out() -> None:
    wanted = [Named(50, 50, 6, "A name"), Named(51, 50, 6, "Another")]
    assert placed(wanted, [(0, 0, 100, 44), (0, 56, 100, 100)], (0, 0, 100, 100)) == []


def test_widths_are_shares_and_a_category_with_few_answers_is_grey() -> None:
    rows = [("1", "Minimal", "", 10, 5, 10), ("4", "General", "", 190, 95, 190),
            ("5", "Specific", "", 200, 100, 200)]  # fmt: skip
    picture = marimekko(frame("code name note made part n", *rows), CAPTION, Look(width=1046))
    wide = [round(one.w + 2) for paint in (Paint.CONTEXT, Paint.ACCENT_LIGHT, Paint.ACCENT)
            for one in boxes(picture, paint)]  # fmt: skip
    assert wide == [25, 475, 500]


def test_only_finished_cycles_have_a_mean_and_only_unfinished_ones_are_hatched() -> None:
    sessions = frame("session value reviews", (1, 10.0, 14), (2, 20.0, 14), (3, 30.0, 14))
    cycles = [Cycle(1, 1, 2, "2008", 15.0, 28, 28, 28),
              Cycle(2, 3, 6, "2012", 30.0, 14, 14, 56, (4, 5, 6))]  # fmt: skip
    picture = per_review(sessions, cycles, CAPTION, Look())
    lines = [one for one in picture.drawing.marks if isinstance(one, Line)]
    assert len([one for one in lines if one.paint is Paint.INK]) == 1
    slanted = [one for one in lines if one.paint is Paint.ACCENT]
    assert slanted
    [bar] = [one for one in boxes(picture, Paint.ACCENT_PALE) if one.stroke is Paint.ACCENT]
    assert all(bar.x <= one.x <= one.x2 <= bar.x + bar.w for one in slanted)
    assert "Sessions 4–6 are not in this edition" in " ".join(words(picture))
    assert "15 per review · 28 reviews" in words(picture)
    assert "30 per review · 14 of 56 reviews" in words(picture)


def test_missing_sessions_never_cover_one_that_is_there_and_a_filter_makes_none() -> None:
    sessions = frame("session value reviews", (8, 30.0, 1))
    cycles = [Cycle(1, 1, 20, "2008", 30.0, 1, 90, 193, (4, 5, 6, 7, 9, *range(13, 21)))]
    picture = per_review(sessions, cycles, CAPTION, Look())
    said = " ".join(words(picture))
    assert "Sessions 4–7, 9, 13–20 are not in this edition" in said
    assert "Cycle 1: 90 of 193 reviews are in this edition" in said
    assert "30 per review · 1 review" in words(picture)
    [bar] = [one for one in boxes(picture, Paint.ACCENT_PALE) if one.stroke is Paint.ACCENT]
    assert all(one.x > bar.x + bar.w for one in boxes(picture, Paint.GROUND))
    slanted = [one for one in picture.drawing.marks if isinstance(one, Line) if one.x2 != one.x]
    grey = [one for one in slanted if one.paint is Paint.GRID]
    assert grey
    assert not [one for one in grey if bar.x < one.x < bar.x + bar.w]


def test_of_pledges_it_says_that_these_are_lacking_and_not_the_sessions() -> None:
    sessions = frame("session value reviews", (8, 3.0, 9))
    cycle = Cycle(1, 1, 20, "2008", 3.0, 9, 90, 193, tuple(range(9, 21)), "voluntary pledges")
    said = " ".join(words(per_review(sessions, [cycle], CAPTION, Look())))
    assert "This edition has no voluntary pledges of these sessions: 9–20" in said
    assert "not in this edition" not in said


ASSESSORS = "civil_society_n civil_society_led state_n state_led"
RANGES = f"code name made commented led lowest highest {ASSESSORS}"


def test_few_comments_are_an_open_dot_and_none_is_said() -> None:
    table = frame(
        RANGES,
        ("a", "A", 1000, 400, 200, 0.2, 0.8, 0, 0, 0, 0),
        ("b", "B", 1000, 49, 20, 0.2, 0.9, 0, 0, 0, 0),
        ("c", "C", 1000, 0, 0, None, None, 0, 0, 0, 0),
    )
    picture = range_dots(table, CAPTION, Look())
    assert [one.fill for one in dots(picture)] == [Paint.ACCENT, Paint.GROUND]
    assert f"50{SPACE}%" in words(picture)
    assert "n = 49" in words(picture)
    assert words(picture).count("not recorded by this source") == 1


def test_what_each_assessor_says_is_of_what_it_commented_on() -> None:
    row = ("a", "A", 1000, 400, 200, 0.2, 0.8, 100, 42, 50, 40)
    picture = range_dots(frame(RANGES, row), CAPTION, Look())
    assert "Civil society 42" in words(picture)
    assert "80 State" in words(picture)


def test_issues_are_sorted_by_difference_and_hollow_within_chance() -> None:
    table = frame(
        "code name part n group_part group_n note",
        ("same", "Same", 11, 13, 950, 1000, "x of y"),
        ("more", "More", 14, 14, 610, 1000, None),
        ("less", "Less", 5, 17, 730, 1000, None),
        ("few", "Few", 0, 9, 900, 1000, None),
    )
    said = Compared("Sample", "others", "Share supported", "supported")
    picture = dumbbell(table, said, CAPTION, Look())
    assert hits(picture) == ["less", "same", "more"]
    drawn = sorted((one for one in dots(picture) if one.y > 40), key=lambda one: one.y)
    assert [one.fill for one in drawn] == [Paint.ACCENT, Paint.GROUND, Paint.ACCENT]
    for text in ("\N{MINUS SIGN}44", "+39", "5 of 17", "x of y"):
        assert text in words(picture)


def test_a_strip_without_states_stays_and_stacks_do_not_touch() -> None:
    rows = [(f"q{one}", f"S{one}", "a", 3, one % 2, 1) for one in range(30)]
    table = frame("code name group made part n", *rows)
    groups = [Strip("a", "A", "30 States"), Strip("b", "B", "none of 5")]
    picture = strips(table, groups, "Supported:", CAPTION, Look())
    assert "none" in words(picture)
    stack = sorted(one.y for one in dots(picture) if one.y > 30)
    assert len(stack) == 30
    assert min(after - before for before, after in pairwise(stack)) > 2 * dots(picture)[-1].r


def test_an_ask_is_a_dot_and_very_many_are_a_bar() -> None:
    treaties = frame("code name note is_finished", ("a", "A", "Open", False), ("b", "B", "J", True))
    asks = frame("code review part n", ("a", "1", 1, 3), ("b", "1", 100, 400))
    columns = [ReviewColumn("1", "Asked in 2010", is_in_edition=True)]
    picture = ledger(treaties, asks, columns, "Register", CAPTION, Look())
    asked = [one.fill for one in dots(picture) if one.y > 50 and one.r > 6]
    assert asked == [Paint.SUPPORTED, Paint.NOTED, Paint.NOTED]
    [supported], [noted] = boxes(picture, Paint.SUPPORTED), boxes(picture, Paint.NOTED)
    assert round(noted.w / supported.w, 6) == 3
    assert "400" in words(picture)


def test_what_joined_is_a_filled_mark() -> None:
    picture = CHARTS["ledger"]("three")(Look())
    marks = [one for one in dots(picture) if one.r == 5.5]
    assert [one.fill for one in marks] == [Paint.INK, Paint.GROUND, Paint.GROUND]


# Slopes


def test_a_value_near_the_axis_is_not_written_on_the_name_of_its_review() -> None:
    columns = "panel code name review value median lower_quartile upper_quartile"
    table = frame(
        columns,
        ("a", "", "Sample State", "Cycle 1", 16.0, 95.0, 47.0, 117.0),
        ("a", "", "Sample State", "Cycle 3", 252.0, 250.0, 240.0, 260.0),
    )
    panels = [SlopePanel("a", "Recommendations received", is_share=False)]
    picture = cycle_slopes(table, panels, "Sample State", GROUPS[0], CAPTION, Look(FULL))
    at = {one.text: one for one in picture.drawing.texts}
    assert at["16"].box[3] < at["Cycle 1"].box[1]
