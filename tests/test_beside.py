"""Published figures beside what a data edition gives for the same scope."""

from pathlib import Path

import pytest
from frames import recommendations, records, words

from upr_data.domain.published import PUBLISHED
from upr_data.domain.states import STATES
from upr_data.figures.beside import Reason, all_beside, beside, scopes
from upr_data.figures.records import Records
from upr_data.model import Denominator, Fig

_OF = {
    Denominator.COMMENTED: Fig.N_COMMENTED,
    Denominator.ASSESSED: Fig.N_ASSESSED,
    Denominator.MADE: Fig.MADE,
}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """Three recommendations and a pledge of session 12, of which three were commented on."""
    old = {"cycle": 1, "session": 12}
    pledge = {"kind": "voluntary_pledge", "recommending_state": None, "response": "unknown"}
    main = recommendations(
        old | {"id": "a"}, old | {"id": "b", "response": "noted"}, old | {"id": "c"},
        old | pledge | {"id": "d"}, {"id": "e"},
    )  # fmt: skip
    said = words(("a", "state", "fully"), ("b", "state", "not"), ("d", "state", "partially"))
    return records(tmp_path_factory.mktemp("held"), main, said)


def test_every_selection_answers_to_a_figure_with_its_denominator() -> None:
    assert set(scopes()) <= set(PUBLISHED)
    assert len(scopes()) == 125
    for figure_id, scope in scopes().items():
        figure = PUBLISHED[figure_id]
        rule = figure.denominator_rule
        assert scope.denominator == (rule and _OF[rule]), figure_id
        assert (scope.denominator is None) == (figure.unit != "percent"), figure_id


def test_the_figure_here_counts_pledges_where_the_study_does(held: Records) -> None:
    found = beside(held, PUBLISHED["BP-007"])
    assert (found.numerator, found.denominator) == (2, 3)
    assert found.value == pytest.approx(66.667, abs=0.001)
    assert found.reasons == (Reason.PARTLY_HELD, Reason.RECODED)
    assert found.missing == (2, 3, 4, 5, 6, 7, 8, 9, 10, 11)


def test_a_share_of_the_commented_is_of_all_the_commented(held: Records) -> None:
    accepted, pledges = (beside(held, PUBLISHED[one]) for one in ("BP-070", "BP-072"))
    assert (accepted.numerator, accepted.denominator) == (1, 3)
    assert (pledges.numerator, pledges.denominator) == (1, 3)


def test_a_count_is_the_figure_itself(held: Records) -> None:
    found = beside(held, PUBLISHED["DB-009"])
    assert (found.value, found.denominator) == (1, None)


def test_of_a_scope_that_is_not_held_there_is_no_figure(held: Records) -> None:
    found = beside(held, PUBLISHED["DB-005"])
    assert (found.value, found.reasons) == (None, (Reason.NOT_HELD,))


def test_what_counts_reports_has_no_selection(held: Records) -> None:
    assert beside(held, PUBLISHED["BP-124"]).reasons == (Reason.NO_SELECTION,)


def test_a_source_without_implementation_says_so(tmp_path: Path) -> None:
    silent = records(tmp_path, recommendations({"cycle": 1, "session": 12}))
    assert beside(silent, PUBLISHED["BP-007"]).reasons == (Reason.NOT_RECORDED,)
    made = beside(silent, PUBLISHED["BP-001"])
    assert made.value == 1
    assert made.reasons == (Reason.PARTLY_HELD, Reason.PLEDGES, Reason.RECODED)


def test_a_study_of_some_states_is_called_so(tmp_path: Path) -> None:
    main = recommendations(
        *({"cycle": 1, "session": 2 + n % 5, "state_under_review": code}
          for n, code in enumerate(sorted(STATES)[:67]))
    )  # fmt: skip
    found = beside(records(tmp_path, main), PUBLISHED["RI-001"])
    assert (found.n_states, found.n_reviews) == (66, 67)
    assert found.reasons == (Reason.SOME_STATES, Reason.RECODED)


def test_the_demonstration_is_drawn_so_that_the_study_s_shares_hold(
    demonstration: Records,
) -> None:
    found = {one.figure.figure_id: one for one in all_beside(demonstration)}
    assert found["BP-007"].reasons == (Reason.SAME,)
    assert (found["BP-007"].numerator, found["BP-007"].denominator) == (5496, 11527)
    assert len(found) == 133
