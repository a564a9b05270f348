"""Titles: the finding in words with its figures, or the question where no template holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upr_data.charts import findings as say
from upr_data.charts import profile_findings as of_state
from upr_data.charts.chance import differ
from upr_data.charts.findings import Outcomes, Rate, in_words
from upr_data.charts.profile_findings import Against, Recommending, Review, Reviewed
from upr_data.charts.waffle import squares
from upr_data.language import in_sentence
from upr_data.model.interval import wilson

ASKED = "The question of the page?"
SPACE = "\N{NO-BREAK SPACE}"


def with_spaces(text: str) -> str:
    return text.replace(" %", f"{SPACE}%")


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=6))
def test_squares_add_up_to_a_hundred(counts: list[int]) -> None:
    given_squares = squares(counts)
    assert sum(given_squares) == (100 if sum(counts) else 0)
    assert all(
        not n or filled >= n * 100 // sum(counts)
        for n, filled in zip(counts, given_squares, strict=True)
    )


@pytest.mark.parametrize(
    ("counts", "filled"),
    [([1, 1, 1], [34, 33, 33]), ([999, 1], [100, 0]), ([2, 1], [67, 33]), ([0, 0], [0, 0])],
)
def test_squares_go_to_the_largest_remainder_ties_to_the_first(
    counts: list[int], filled: list[int]
) -> None:
    assert squares(counts) == filled


def test_the_interval_is_wilson_s() -> None:
    low, high = wilson(5, 17)
    assert (round(low, 4), round(high, 4)) == (0.1328, 0.5313)
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == pytest.approx(1)


def test_shares_differ_where_their_intervals_do_not_meet() -> None:
    assert differ((10, 100), (90, 100))
    assert not differ((50, 100), (55, 100))
    assert not differ((0, 0), (90, 100))


@pytest.mark.parametrize(
    ("rate", "words"),
    [(0.335, "a third"), (0.5, "half"), (0.51, "half"), (0.521, "52 %"), (0.657, "two thirds")],
)
def test_a_share_is_said_in_words_within_a_point_of_a_fraction(rate: float, words: str) -> None:
    assert in_words(rate) == with_spaces(words)


@pytest.mark.parametrize(
    ("name", "within"),
    [("Death penalty", "death penalty"), ("UPR process", "UPR process"), ("ESC", "ESC"), ("", "")],
)  # fmt: skip
def test_names_inside_a_sentence(name: str, within: str) -> None:
    assert in_sentence(name) == within


@pytest.mark.parametrize(
    ("outcomes", "title"),
    [
        (Outcomes(1000, 690, 166, 140, 10, 684, is_recorded=True),
         ("17 of 100 recommendations are known to have led to action; "
          "for 68, nobody has looked yet")),
        (Outcomes(1000, 690, 500, 500, 0, 0, is_recorded=True),
         "50 of 100 recommendations are known to have led to action"),
        (Outcomes(1000, 730, 0, 0, 0, 1000, is_recorded=False),
         ("States said yes to 73 of every 100 recommendations; what became of them is not recorded "
         "here")),
        (Outcomes(1000, 690, 1, 140, 10, 849, is_recorded=True), ASKED),
        (Outcomes(49, 40, 20, 9, 10, 10, is_recorded=True), ASKED),
        (Outcomes(0, 0, 0, 0, 0, 0, is_recorded=False), ASKED),
    ],
)  # fmt: skip
def test_the_title_of_the_overview(outcomes: Outcomes, title: str) -> None:
    assert say.of_overview(outcomes, ASKED) == title


@pytest.mark.parametrize(
    ("shares", "title"),
    [
        ((10, 40, 90, 95, 60),
         "2 of 5 States noted more than they supported; 2 supported at least nine in ten"),
        ((10, 40, 80, 70, 60), "2 of 5 States noted more than they supported"),
        ((50, 60, 80, 70, 60), "None of 5 States noted more than it supported"),
        ((90, 60, 80, 70, 60),
         "No State noted more than it supported; 1 of 5 supported at least nine in ten"),
        ((10, 40, 90, 95), ASKED),
    ],
)  # fmt: skip
def test_the_title_of_the_tiles(shares: tuple[int, ...], title: str) -> None:
    assert say.of_tiles([Rate("", one, 100) for one in shares], ASKED) == title


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ((333.6, 150.0, 100.0),
         "A was asked most: 334 recommendations per review, more than twice the average State"),
        ((200.0, 150.0, 100.0), "A was asked most: 200 recommendations per review"),
        ((200.4, 199.9, 100.0), ASKED),
        ((200.0, 100.0), ASKED),
    ],
)  # fmt: skip
def test_the_title_of_the_ranking_needs_one_at_the_top(
    values: tuple[float, ...], title: str
) -> None:
    named = list(zip("ABC", values, strict=False))
    assert say.of_ranking(named, 152.5, ASKED) == title


def test_the_title_of_the_matrix() -> None:
    cells = [Rate("Asia", 3500, 6479), Rate("Africa", 4046, 5951), Rate("Few", 1, 10)]
    said = "West asks most; Asia supports 54 % of what it asks"
    assert say.of_matrix("West", cells, ASKED) == with_spaces(said)
    assert say.of_matrix("West", cells[:1], ASKED) == ASKED


def test_the_title_of_themes_needs_a_difference_beyond_chance() -> None:
    themes = [Rate("Poverty", 970, 1000), Rate("Death penalty", 220, 1000), Rate("Rare", 0, 9)]
    said = "States supported 97 % of what was asked on poverty, and 22 % on death penalty"
    assert say.of_themes(themes, ASKED) == with_spaces(said)
    assert say.of_themes([Rate("A", 30, 60), Rate("B", 31, 60)], ASKED) == ASKED


@pytest.mark.parametrize(
    ("general", "specific", "title"),
    [
        ((840, 1000), (540, 1000),
         "General action is supported more often (84 %) than specific action (54 %)"),
        ((540, 1000), (840, 1000),
         "Specific action is supported more often (84 %) than general action (54 %)"),
        ((540, 1000), (550, 1000), ASKED),
        ((40, 49), (0, 1000), ASKED),
    ],
)  # fmt: skip
def test_the_title_of_categories(
    general: tuple[int, int], specific: tuple[int, int], title: str
) -> None:
    said = say.of_categories(Rate("", *general), Rate("", *specific), ASKED)
    assert said == with_spaces(title)


def test_the_title_of_sessions() -> None:
    said = "The average State received 27 recommendations in session 1 and 238 in session 27"
    assert say.of_sessions((1, 27.1), (27, 238.4), ASKED) == said
    assert say.of_sessions((1, 27.1), (1, 27.1), ASKED) == ASKED


@pytest.mark.parametrize(
    ("made", "commented", "led", "title"),
    [
        (1000, 330, 165, ("Where somebody looked, half led to action; for two thirds, nobody has "
         "looked yet")),
        (1000, 420, 231, ("Where somebody looked, 55 % led to action; for 58 %, nobody has looked "
         "yet")),
        (1000, 1000, 100, "Of all recommendations, a tenth led to action"),
        (1000, 49, 49, ASKED),
        (0, 0, 0, ASKED),
    ],
)  # fmt: skip
def test_the_title_of_implementation(made: int, commented: int, led: int, title: str) -> None:
    assert say.of_implementation(made, commented, led, ASKED) == with_spaces(title)


@pytest.mark.parametrize(
    ("figures", "title"),
    [
        ((59, 10, 9, 0), ("Asked 59 times to join 10 treaties, Sample supported 9 of the asks; by "
         "February 2026 none was joined")),
        ((59, 10, 9, 4), ("Asked 59 times to join 10 treaties, Sample supported 9 of the asks; by "
         "February 2026 4 were joined, 6 still open")),
        ((1, 1, 1, 1), ("Asked once to join one treaty, Sample supported 1 of the asks; "
         "by February 2026 all were joined")),
    ],
)  # fmt: skip
def test_the_title_of_the_ledger(figures: tuple[int, int, int, int], title: str) -> None:
    assert say.of_record(*figures, ("Sample", "February 2026")) == title


def test_the_title_of_what_others_joined() -> None:
    said = (
        "In 95 of 527 cases the State joined what Sample had asked for by the next review, "
        "in 172 by early 2026"
    )
    assert say.of_joined(527, 95, 172, ("Sample", "early 2026"), ASKED) == said
    assert say.of_joined(0, 0, 0, ("Sample", "early 2026"), ASKED) == ASKED


@pytest.mark.parametrize(
    ("early", "late", "title"),
    [
        ((166, 144, 166), (253, 150, 253),
         "More was asked of Sample in 2015 than in 2010, and a smaller share was supported"),
        ((166, 50, 166), (120, 110, 120),
         "Less was asked of Sample in 2015 than in 2010, and a larger share was supported"),
        ((166, 100, 166), (166, 103, 166),
         "As much was asked of Sample in 2015 as in 2010, and about the same share was supported"),
        ((166, 0, 0), (253, 150, 253), "More was asked of Sample in 2015 than in 2010"),
    ],
)  # fmt: skip
def test_the_title_of_reviews(
    early: tuple[int, int, int], late: tuple[int, int, int], title: str
) -> None:
    reviews = [Review(year, one[0], Rate("", *one[1:]))
               for year, one in (("2010", early), ("2015", late))]  # fmt: skip
    assert of_state.of_reviews("Sample", reviews, ASKED) == title
    assert of_state.of_reviews("Sample", reviews[:1], ASKED) == ASKED


LESS = Against("Detention", 5, 17, 730, 1000)
MORE = Against("Human rights defenders", 14, 14, 610, 1000)
SAME = Against("Right to health", 11, 13, 950, 1000)


@pytest.mark.parametrize(
    ("issues", "title"),
    [
        ([LESS, MORE, SAME],
         "Sample supported less than the Group on detention; more on human rights defenders"),
        ([LESS, SAME], "Sample supported less than the Group on detention"),
        ([MORE, SAME], "Sample supported more than the Group on human rights defenders"),
        ([SAME], "Sample supported much as the Group did on every issue"),
        ([Against("Few", 0, 9, 900, 1000)], ASKED),
        ([], ASKED),
    ],
)  # fmt: skip
def test_the_title_of_issues_names_only_what_is_beyond_chance(
    issues: list[Against], title: str
) -> None:
    assert of_state.of_issues("Sample", "the Group", issues, ASKED) == title


def test_the_title_of_issues_raised() -> None:
    said = "Sample raises human rights defenders more than the Group, detention less"
    assert of_state.of_raised("Sample", "the Group", [LESS, MORE], ASKED) == said
    assert of_state.of_raised("Sample", "the Group", [SAME], ASKED) == ASKED


def test_the_title_of_both_roles() -> None:
    said = (
        "Sample is asked more than it asks about human rights defenders; "
        "it asks more than it is asked about detention"
    )
    assert of_state.of_roles("Sample", [LESS, MORE], ASKED) == said
    assert of_state.of_roles("Sample", [SAME], ASKED) == ASKED


def test_the_title_of_whom() -> None:
    own, other = Rate("African States", 80, 91), Rate("Western States", 106, 138)
    said = "Sample supported 88 % of what African States asked, 77 % of what Western States did"
    assert of_state.of_whom("Sample", own, other, ASKED) == with_spaces(said)
    assert of_state.of_whom("Sample", own, Rate("Few", 1, 9), ASKED) == ASKED


def test_the_title_of_asked_groups() -> None:
    groups = [Rate("East", 83, 100), Rate("Asia", 48, 100), Rate("Few", 0, 3)]
    said = "Supported most by East (83 %), least by Asia (48 %)"
    assert of_state.of_asked_groups(groups, ASKED) == with_spaces(said)
    assert of_state.of_asked_groups(groups[:1], ASKED) == ASKED


def test_the_title_of_specific_action() -> None:
    state, group = Rate("Sample", 78, 147), Rate("the Group", 1380, 2300)
    said = "35 % asked for specific action; Sample supported 53 % of these, the Group 60 %"
    assert of_state.of_specific(state, 419, group, ASKED) == with_spaces(said)
    assert of_state.of_specific(Rate("Sample", 1, 9), 419, group, ASKED) == ASKED


def test_the_sentence_of_a_state_under_review() -> None:
    group, none = Rate("other African Group States", 777, 1000), Rate("", 0, 0)
    one = Reviewed("Sample", 2, "January 2015", 253, 91, Rate("", 192, 253), group,
                   Rate("", 155, 253), Rate("group", 629, 1000))  # fmt: skip
    assert of_state.sentence_reviewed(one) == with_spaces(
        "In cycle 2 (January 2015) Sample received 253 recommendations from 91 States and "
        "supported 75.9 % (192 of 253; other African Group States: 77.7 %). "
        "61.3 % asked for general action (group: 62.9 %)."
    )
    bare = one._replace(when="", made=1, recommending=1, supported=none, general=none)
    assert of_state.sentence_reviewed(bare) == (
        "In cycle 2 Sample received 1 recommendation from 1 State."
    )


def test_the_sentence_of_a_recommending_state() -> None:
    one = Recommending("Sample", None, "", 1821, 192, 192, ("Women's rights", "UPR process"),
                       Rate("", 1100, 1821), Rate("other States", 654, 1000))  # fmt: skip
    assert of_state.sentence_recommending(one) == with_spaces(
        "Sample made 1,821 recommendations to 192 of 192 other States reviewed, most often on "
        "women's rights and UPR process. 60.4 % were supported (1,100 of 1,821; other States: "
        "65.4 %)."
    )


def test_the_sentence_of_a_recommending_state_in_one_cycle() -> None:
    one = Recommending("Sample", 2, "2014", 1, 1, 3, (), Rate("", 0, 0), Rate("", 0, 0))
    assert of_state.sentence_recommending(one) == (
        "In cycle 2 (2014) Sample made 1 recommendation to 1 of 3 other States reviewed."
    )


@pytest.mark.parametrize(
    ("led", "commented", "said"),
    [
        ((1, 2), (3, 4), ("50.0 % (1 of 2) of those said led to action. 75.0 % of all made were "
                         "commented on by anyone.")),
        ((0, 0), (1, 4), "25.0 % of all made were commented on by anyone."),
        ((0, 4), (0, 4), "Nobody commented on what became of them."),
    ],
)  # fmt: skip
def test_the_sentence_of_what_became(
    led: tuple[int, int], commented: tuple[int, int], said: str
) -> None:
    rates = Rate("said", *led), Rate("", *commented)
    assert of_state.sentence_outcome(*rates) == with_spaces(said)


RATES = st.builds(
    lambda n, share: Rate("Name", min(n, int(n * share)), n), st.integers(0, 500), st.floats(0, 1)
)


@given(st.lists(RATES, max_size=8))
def test_titles_hold_for_any_figures(rates: list[Rate]) -> None:
    titles = [say.of_tiles(rates, ASKED), say.of_themes(rates, ASKED)]
    titles += [say.of_matrix("Name", rates, ASKED), of_state.of_asked_groups(rates, ASKED)]
    for title in titles:
        assert title
        assert "{" not in title
