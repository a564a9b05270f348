"""What the register says of single asks, milestone by milestone.

An invented State was reviewed in session 20 (to 7 November 2014) and in session 34: mid-term is
7 May 2017.
"""

from datetime import date

import polars as pl
import pytest
from frames import REVIEWS, asked, recommendations
from registers import Fact, register

from upr_data.domain.milestones import review_days
from upr_data.domain.outcomes import levels, outcomes, penalty_on
from upr_data.domain.treaties import Register
from upr_data.model import Table, conform


def asks(*rows: tuple[str, str, str, str]) -> pl.DataFrame:
    """Recommendation, instrument, act, strength."""
    frame = pl.DataFrame(rows, ["recommendation_id", "instrument", "act", "strength"], orient="row")
    return conform(Table.RECORD_ASKS, frame)


def of(held: Register, *rows: tuple[str, str, str, str]) -> pl.DataFrame:
    main = recommendations(*(asked(id=row[0]) for row in rows))
    return outcomes(asks(*rows), main, REVIEWS, held)


def outcome(fact: Fact | None, act: str = "joining", strength: str = "do") -> list[str]:
    """At mid-term, at the next review, to date: of one ask to an invented State about CAT."""
    held = register(*([fact] if fact else []), also=("cat",))
    found = of(held, ("r", "cat", act, strength))
    return list(found.sort("milestone")["outcome"])


def test_milestones_are_those_of_the_calendar() -> None:
    days = review_days(REVIEWS).filter(
        (pl.col("state_under_review") == "QMA") & (pl.col("session") == 20)
    )
    assert [str(day) for day in days.row(0)[3:]] == ["2014-11-07", "2017-05-07", "2019-11-15"]


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (("QMA", "cat", "joining", "2014-11-07"), ["already"] * 3),
        (("QMA", "cat", "joining", "2014-11-08"), ["fully"] * 3),
        (("QMA", "cat", "joining", "2017-05-08"), ["not", "fully", "fully"]),
        (("QMA", "cat", "joining", "2020-01-01"), ["not", "not", "fully"]),
        (("QMA", "cat", "signature", "2016-01-01"), ["partially"] * 3),
        (("QMA", "cat", "signature", "2014-01-01"), ["not"] * 3),
        (None, ["not"] * 3),
    ],
)
def test_an_ask_to_join_is_answered_by_joining(fact: Fact | None, expected: list[str]) -> None:
    assert outcome(fact) == expected


def test_who_withdraws_again_is_no_party_at_the_milestone() -> None:
    held = register(
        ("QMA", "cat", "joining", "2015-01-01"), ("QMA", "cat", "withdrawal", "2018-01-01")
    )
    found = of(held, ("r", "cat", "joining", "do"))
    assert found.sort("milestone")["outcome"].to_list() == ["fully", "not", "not"]


@pytest.mark.parametrize(
    ("strength", "joined", "signed", "neither"),
    [
        ("do", "fully", "partially", "not"),
        ("steps", "fully", "partially", "silent"),
        ("consider", "silent", "silent", "silent"),
    ],
)
def test_levels_depend_on_how_firmly_it_was_asked(
    strength: str, joined: str, signed: str, neither: str
) -> None:
    assert outcome(("QMA", "cat", "joining", "2015-06-01"), strength=strength)[0] == joined
    assert outcome(("QMA", "cat", "signature", "2015-06-01"), strength=strength)[0] == signed
    assert outcome(None, strength=strength)[0] == neither


def test_an_ask_to_consider_keeps_the_day_as_a_fact() -> None:
    held = register(("QMA", "cat", "joining", "2015-06-01"))
    found = of(held, ("r", "cat", "joining", "consider"))
    assert str(found["happened_on"][0]) == "2015-06-01"


def test_signature_answers_an_ask_to_sign() -> None:
    assert outcome(("QMA", "cat", "signature", "2015-06-01"), "signature") == ["fully"] * 3
    assert outcome(("QMA", "cat", "signature", "2013-06-01"), "signature") == ["already"] * 3


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2014-01-01", ["not_covered"] * 3),
        ("2017-05-06", ["not_covered", "not_covered", "not"]),
        ("2019-11-15", ["not"] * 3),
    ],
)
def test_after_the_register_s_end_nothing_is_said(until: str, expected: list[str]) -> None:
    held = register(also=("cat",), until=date.fromisoformat(until))
    assert (
        of(held, ("r", "cat", "joining", "do")).sort("milestone")["outcome"].to_list() == expected
    )


def test_instruments_without_a_table_and_other_acts_have_no_outcome() -> None:
    held = register(also=("cat",))
    rows = (("a", "ilo_87", "joining", "do"), ("b", "cat", "reservation", "do"))
    assert of(held, *rows).is_empty()


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((("abolition_all", 2010),), ["already"] * 3),
        ((("abolition_all", 2014),), ["not_covered"] * 3),
        ((("abolition_all", 2016),), ["fully"] * 3),
        ((("abolition_all", 2017),), ["not_covered", "fully", "fully"]),
        ((("abolition_ordinary", 2015),), ["partially"] * 3),
        ((("abolition_ordinary", 2010),), ["not"] * 3),
        ((("abolition_all", 2015), ("reinstatement", 2018)), ["fully", "not", "not"]),
        ((), ["not"] * 3),
    ],
)
def test_abolition_is_known_by_year(
    events: tuple[tuple[str, int], ...], expected: list[str]
) -> None:
    facts: list[Fact] = [("QMA", "death_penalty", action, year) for action, year in events]
    held = register(*facts, also=("death_penalty",))
    found = of(held, ("r", "death_penalty", "abolition", "do"))
    assert found.sort("milestone")["outcome"].to_list() == expected


def test_no_day_no_answer() -> None:
    assert penalty_on((), None, date.max) is None


def test_several_instruments_have_one_level_with_how_many_of_them() -> None:
    held = register(
        ("QMA", "cat", "joining", "2015-01-01"),
        ("QMA", "crpd", "joining", "2010-01-01"),
        also=("icrmw",),
    )
    rows = [("r", code, "joining", "do") for code in ("cat", "crpd", "icrmw")]
    found = outcomes(asks(*rows), recommendations(asked(id="r")), REVIEWS, held)
    level = levels(found, asks(*rows)).row(0, named=True)
    assert (level["n_done"], level["n_open"], level["mean"], level["status"]) == (
        1,
        2,
        0.5,
        "partially",
    )
